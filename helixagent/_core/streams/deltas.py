"""Merge the deltas of a stream into one message. One rule per type of value covers known and unknown fields.

| value | rule |
|---|---|
| null | ignored |
| string, under a name in `LABELS` or ending in `_id` or `_type` | the last non-empty string is kept |
| other string | appended to the text so far |
| object | merged member by member with the same rules; under the name `arguments` converted to JSON text |
| list | extended; an item with an `index` is merged into the item with the same index |
| text and lists or objects under one name | combined in a list, in which the text becomes a text part |
| number, boolean | the last value is kept |

The fields of a chunk (`id`, `usage`, `ensemble`) and of a choice (`finish_reason`) are not merged. Their last value
that is neither null nor an empty string is kept (`keep`). Lists of logprobs are extended.
"""

from __future__ import annotations

import json
import re
from operator import attrgetter
from typing import Any, Callable, Dict, List, Mapping, Optional

from helixagent_client.types import ApiModel

Fields = Mapping[str, Any]
# These strings name or classify something. Servers repeat them in every delta and never split them.
LABELS = frozenset(
    ["encoding", "filename", "format", "id", "index", "language", "media_type", "mime_type", "mimeType"]
    + ["model", "name", "object", "provider", "role", "status", "type", "url"]
)
_LABEL_ENDS = ("_id", "_type")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# Merging recurses once per nesting level. Values that are nested more deeply are replaced instead of merged.
_MAX_LEVELS = 50
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


def join_pairs(text: str) -> str:
    """Replace each pair of surrogates in a text with the character that it encodes."""
    if text.isascii():
        return text
    return _SURROGATE_PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)


def ends_in_half(text: str) -> bool:
    """Return whether the last character of a text is the first half of a surrogate pair."""
    return "\ud800" <= text[-1:] <= "\udbff"


class TextBuffer:
    """A text that grows by deltas. The deltas are joined only when the text is read.

    Attributes:
        add: Appends a delta in constant time, without calling a Python function. The delta must not split a surrogate
            pair, and `half` must be empty. `append` handles the other cases.
        half: The first half of a surrogate pair whose second half has not arrived; empty if there is none.
    """

    __slots__ = ("_length", "_measured", "_parts", "add", "half")

    def __init__(self, text: str = "") -> None:
        self._parts: List[str] = []
        self._measured = 0
        self._length = 0
        self.add: Callable[[str], None] = self._parts.append
        self.half = ""
        self.append(text)

    def append(self, delta: str) -> str:
        """Append a delta that may start or end inside a surrogate pair.

        Returns:
            The text that was appended. A trailing first half is held back until the next delta, so that no event ends
            inside a character.
        """
        if self.half:
            delta, self.half = join_pairs(self.half + delta), ""
        if ends_in_half(delta):
            delta, self.half = delta[:-1], delta[-1]
        if delta:
            self.add(delta)
        return delta

    def flush(self) -> str:
        """Append and return the half that is held back, because no more text will arrive."""
        half, self.half = self.half, ""
        if half:
            self.add(half)
        return half

    @property
    def length(self) -> int:
        """The number of characters so far."""
        for delta in self._parts[self._measured :]:
            self._length += len(delta)
        self._measured = len(self._parts)
        return self._length

    def text(self) -> str:
        """Return the full text so far."""
        parts = self._parts
        if len(parts) > 1:
            text = "".join(parts)
            # The list is modified in place, because `add` is one of its methods.
            parts[:] = [text]
            self._measured, self._length = 1, len(text)
        return (parts[0] if parts else "") + self.half


def fields_of(value: Any) -> Fields:
    """Return the fields of a model or a mapping by name. Other values have no fields."""
    if value is None or isinstance(value, dict):
        return value or {}
    cls = value.__class__
    reader = _readers.get(cls)
    if reader is None:
        reader = _readers[cls] = _make_reader(cls)
    return reader(value)


def plain(value: Any, levels: int = 100) -> Any:
    """Copy collected fields to a JSON value. Lists and dicts are copied down to this number of levels."""
    # Python below 3.10 crashes if a callback of its garbage collector exceeds the recursion limit. Only values that a
    # server nests within one chunk can be this deep.
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
    """Copy a JSON object with another value in one field. Return None if other fields have lists or objects.

    Comparing this copy is fast, no matter how deeply the other object is nested.
    """
    if value.__class__ is not dict:
        return None
    are_scalars = all(item.__class__ in _SCALARS for other, item in value.items() if other != name)
    return {**value, name: instead} if are_scalars else None


def items_of(value: Any) -> List[Any]:
    """Return the list, or an empty list if the server sent another value."""
    return value if isinstance(value, list) else []


def keep(fields: Dict[str, Any], name: str, value: Any) -> None:
    """Keep the last value. Empty strings are ignored, because some servers send `"finish_reason": ""` in each chunk."""
    if value or not (value is None or isinstance(value, str)):
        fields[name] = value


def merge(fields: Dict[str, Any], name: str, value: Any, levels: int = _MAX_LEVELS) -> None:
    """Merge the next value of a delta's member into the collected fields, following this module's rules."""
    held = fields.get(name)
    if isinstance(value, str):
        if is_label(name):
            keep(fields, name, value)
        elif isinstance(held, TextBuffer):
            held.append(value)
        elif isinstance(held, list):
            _append_text(held, value)
        elif isinstance(held, dict):
            fields[name] = [held]
            _append_text(fields[name], value)
        else:
            fields[name] = TextBuffer(value)
    elif value is None:
        return
    elif name == "arguments":
        # Some servers send the arguments of a function as an object instead of JSON text.
        merge(fields, name, json.dumps(plain(value)))
    elif isinstance(value, list):
        fields[name] = items = _as_list(held)
        for item in value:
            _add_item(items, item, levels)
    elif is_object(value):
        _merge_object(fields, name, value, levels)
    else:
        fields[name] = value


def merge_members(fields: Dict[str, Any], members: Fields, levels: int = _MAX_LEVELS) -> None:
    """Merge all members of an object into the collected fields."""
    for name, value in members.items():
        merge(fields, name, value, levels)


def is_label(name: str) -> bool:
    """Return whether a string under this name is repeated rather than continued."""
    return name in LABELS or name.endswith(_LABEL_ENDS)


def is_object(value: Any) -> bool:
    """Return whether a value is a JSON object, as a mapping or as a model."""
    return isinstance(value, (Mapping, ApiModel))


def _merge_object(fields: Dict[str, Any], name: str, value: Any, levels: int) -> None:
    held = fields.get(name)
    if isinstance(held, list) or (isinstance(held, TextBuffer) and held.text()):
        fields[name] = items = _as_list(held)
        _add_item(items, value, levels)
    elif levels == 0:
        fields[name] = value
    else:
        if not isinstance(held, dict):
            fields[name] = held = {}
        merge_members(held, fields_of(value), levels - 1)


def _as_list(held: Any) -> List[Any]:
    if isinstance(held, list):
        return held
    if isinstance(held, TextBuffer):
        text = held.text()
        return [{"type": "text", "text": text}] if text else []
    return [held] if isinstance(held, dict) else []


def _add_item(items: List[Any], value: Any, levels: int) -> None:
    members = fields_of(value) if is_object(value) else {}
    index = members.get("index")
    if index.__class__ is not int or levels == 0:
        items.append(value)
        return
    for item in reversed(items):
        if isinstance(item, dict) and item.get("index") == index:
            merge_members(item, members, levels - 1)
            return
    created: Dict[str, Any] = {}
    merge_members(created, members, levels - 1)
    items.append(created)


def _append_text(items: List[Any], text: str) -> None:
    last = items[-1] if items else None
    # The text of a part that arrived in a list is not a buffer, so it remains a separate part.
    if isinstance(last, dict) and last.get("type") == "text" and isinstance(last.get("text"), TextBuffer):
        last["text"].append(text)
    elif text:
        items.append({"type": "text", "text": TextBuffer(text)})
