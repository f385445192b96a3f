"""How the pieces of a stream grow into the whole: the rules for one field each, for known and unknown fields alike.

What a delta's field becomes: strings are concatenated and lists continued (`content`, `refusal`, `reasoning_content`,
`annotations`); of anything else, and of `role`, the last value stays. In a tool call only `function.arguments` is
concatenated. Of a chunk's own fields (`id`, `usage`, `ensemble`) and of a choice's (`finish_reason`) the last value
that is no empty string stays; lists of logprobs are continued. A null says nothing anywhere.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Callable, Dict, List, Mapping, Optional

from helixagent_client.types import ApiModel

Fields = Mapping[str, Any]
_EXTRAS = "additional_properties"
_SCALARS = frozenset([str, int, float, bool, type(None)])
_readers: Dict[type, Callable[[Any], Fields]] = {}


def _make_reader(cls: type) -> Callable[[Any], Fields]:
    if not issubclass(cls, ApiModel):
        return lambda value: value if isinstance(value, Mapping) else {}
    names = cls.FIELDS
    read = attrgetter(*names, _EXTRAS)

    def read_model(model: Any) -> Fields:
        values = read(model)
        fields = dict(zip(names, values))
        if values[-1]:
            fields.update(values[-1])
        return fields

    return read_model


class TextBuffer:
    """A text that grows by pieces and is joined, and measured, only when somebody reads it.

    Attributes:
        add: Appends a piece, in constant time and without a function of Python's.
    """

    __slots__ = ("_length", "_measured", "_pieces", "add")

    def __init__(self, text: str = "") -> None:
        self._pieces: List[str] = [text]
        self._measured = 0
        self._length = 0
        self.add: Callable[[str], None] = self._pieces.append

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        for piece in self._pieces[self._measured :]:
            self._length += len(piece)
        self._measured = len(self._pieces)
        return self._length

    def text(self) -> str:
        """Return the whole text so far."""
        pieces = self._pieces
        if len(pieces) > 1:
            whole = "".join(pieces)
            # In place, for `add` is the list's.
            pieces[:] = [whole]
            self._measured, self._length = 1, len(whole)
        return pieces[0]


def fields_of(value: Any) -> Fields:
    """The fields of a model or of a plain mapping by name; those of anything else are none."""
    if value is None or isinstance(value, dict):
        return value or {}
    cls = value.__class__
    reader = _readers.get(cls)
    if reader is None:
        reader = _readers[cls] = _make_reader(cls)
    return reader(value)


def plain(value: Any, levels: int = 100) -> Any:
    """The JSON value of what was collected, with no list or dict shared with it but those below so many levels."""
    # The levels are counted, for Python below 3.10 dies of a recursion that a callback of its collector crosses the
    # limit in. What is collected is never as deep; only what a server nests into one piece can be.
    if isinstance(value, TextBuffer):
        return value.text()
    if not levels:
        return value
    if isinstance(value, list):
        return [plain(item, levels - 1) for item in value]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return {name: plain(item, levels - 1) for name, item in value.items()} if isinstance(value, dict) else value


def likeness(value: Any, name: str, instead: Any) -> Optional[Dict[str, Any]]:
    """A copy of a JSON object with something else in one field; None where others hold lists or objects.

    So it is compared quickly, however deeply the other side is nested.
    """
    if value.__class__ is not dict:
        return None
    are_scalars = all(item.__class__ in _SCALARS for other, item in value.items() if other != name)
    return {**value, name: instead} if are_scalars else None


def items_of(value: Any) -> List[Any]:
    """The list, or an empty one where a server sent something else."""
    return value if isinstance(value, list) else []


def keep(fields: Dict[str, Any], name: str, value: Any) -> None:
    """The last value stays; an empty string is none, for some servers send `"finish_reason": ""` with every chunk."""
    if value or not (value is None or isinstance(value, str)):
        fields[name] = value


def extend(fields: Dict[str, Any], name: str, value: Any) -> None:
    """Strings and lists grow, in constant time for each piece; of anything else the last value stays."""
    held = fields.get(name)
    if isinstance(value, str):
        if isinstance(held, TextBuffer):
            held.add(value)
        else:
            fields[name] = TextBuffer(value)
    elif isinstance(value, list) and isinstance(held, list):
        held.extend(value)
    elif value is not None:
        fields[name] = list(value) if isinstance(value, list) else value
