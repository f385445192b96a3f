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
that is neither null nor an empty string is kept. Lists of logprobs are extended.
"""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List

Fields = Dict[str, Any]
# These strings name or classify something. Servers repeat them in every delta and never split them.
LABELS = frozenset(
    ["encoding", "filename", "format", "id", "index", "language", "media_type", "mime_type", "mimeType"]
    + ["model", "name", "object", "provider", "role", "status", "type", "url"]
)
_LABEL_ENDS = ("_id", "_type")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# Merging recurses once per nesting level. Values that are nested more deeply are replaced instead of merged.
_MAX_LEVELS = 50


def join_pairs(text: str) -> str:
    """Replace each pair of surrogates in a text with the character that it encodes."""
    if text.isascii():
        return text
    return _SURROGATE_PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)


class TextBuffer:
    """A text that grows by deltas. The deltas are joined only when the text is read.

    Attributes:
        length: The number of characters so far, without a half that is held back.
    """

    __slots__ = ("_half", "_parts", "length")

    def __init__(self) -> None:
        self._parts: List[str] = []
        # The first half of a surrogate pair whose second half has not arrived.
        self._half = ""
        self.length = 0

    def append(self, delta: str) -> str:
        """Append a delta that may start or end inside a surrogate pair.

        Returns:
            The text that was appended. A trailing first half is held back until the next delta, so that no event ends
            inside a character.
        """
        if self._half:
            delta, self._half = join_pairs(self._half + delta), ""
        if not delta.isascii() and "\ud800" <= delta[-1:] <= "\udbff":
            delta, self._half = delta[:-1], delta[-1]
        self._parts.append(delta)
        self.length += len(delta)
        return delta

    def flush(self) -> str:
        """Append and return the half that is held back, because no more text will arrive."""
        half, self._half = self._half, ""
        self._parts.append(half)
        self.length += len(half)
        return half

    def text(self) -> str:
        """Return the full text so far."""
        self._parts = ["".join(self._parts)]
        return self._parts[0] + self._half


def fields_of(value: Any) -> Fields:
    """Return the object, or an empty object if the server sent another value."""
    return value if isinstance(value, dict) else {}


def items_of(value: Any) -> List[Any]:
    """Return the list, or an empty list if the server sent another value."""
    return value if isinstance(value, list) else []


def plain(value: Any, levels: int = 100) -> Any:
    """Copy collected fields to a JSON value. Lists and dicts are copied down to this number of levels."""
    # Python below 3.10 crashes if a callback of its garbage collector exceeds the recursion limit. Only values that a
    # server nests within one chunk can be this deep.
    if isinstance(value, TextBuffer):
        return value.text()
    if isinstance(value, list) and levels:
        return [plain(item, levels - 1) for item in value]
    if isinstance(value, dict) and levels:
        return {name: plain(item, levels - 1) for name, item in value.items()}
    return value


def merge(fields: Fields, name: str, value: Any, levels: int = _MAX_LEVELS) -> None:
    """Merge the next value of a delta's member into the collected fields, following this module's rules."""
    held = fields.get(name)
    if name == "arguments":
        value = json_text(value)
    if isinstance(value, str) and isinstance(held, TextBuffer):
        held.append(value)
    elif isinstance(value, str) and not (name in LABELS or name.endswith(_LABEL_ENDS)):
        if isinstance(held, (list, dict)):
            fields[name] = items = _as_list(held)
            _append_text(items, value)
        else:
            fields[name] = held = TextBuffer()
            held.append(value)
    elif isinstance(value, list) or (isinstance(value, dict) and _is_text_or_list(held)):
        fields[name] = items = _as_list(held)
        for item in value if isinstance(value, list) else [value]:
            _add_item(items, item, levels)
    elif isinstance(value, dict) and levels:
        if not isinstance(held, dict):
            fields[name] = held = {}
        for member, item in value.items():
            merge(held, member, item, levels - 1)
    elif value is not None and value != "":
        fields[name] = value


def json_text(arguments: Any) -> Any:
    """Return the arguments of a function as text. Some servers send them as an object instead of JSON text."""
    return arguments if arguments is None or isinstance(arguments, str) else json.dumps(arguments)


def _is_text_or_list(held: Any) -> bool:
    return isinstance(held, list) or (isinstance(held, TextBuffer) and held.text() != "")


def _as_list(held: Any) -> List[Any]:
    if isinstance(held, TextBuffer):
        text = held.text()
        return [{"type": "text", "text": text}] if text else []
    return [held] if isinstance(held, dict) else items_of(held)


def _add_item(items: List[Any], value: Any, levels: int) -> None:
    index = fields_of(value).get("index")
    if index.__class__ is not int or levels == 0:
        items.append(value)
        return
    item = next((item for item in reversed(items) if fields_of(item).get("index") == index), None)
    if item is None:
        item = {}
        items.append(item)
    for name, member in value.items():
        merge(item, name, member, levels - 1)


def _append_text(items: List[Any], text: str) -> None:
    last = fields_of(items[-1]) if items else {}
    # The text of a part that arrived in a list is not a buffer, so it remains a separate part.
    if last.get("type") == "text" and isinstance(last.get("text"), TextBuffer):
        last["text"].append(text)
    elif text:
        items.append({"type": "text", "text": TextBuffer()})
        items[-1]["text"].append(text)
