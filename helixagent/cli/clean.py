"""Make text from a server safe to show: control sequences become visible instead of taking effect."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any, Mapping

# Control characters except tab and line end (C0, DEL, C1: ESC begins with 0x1b, CSI is 0x9b), marks that reverse the
# direction of text, and lone surrogates, which cannot be encoded.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text without control characters, except tabs and line ends."""
    return _UNSAFE.sub(_visible, text)


def clean_json(text: str) -> str:
    """Return JSON text in which such characters are written as JSON escapes, since JSON allows them in strings."""
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def encodable_json(text: str, encoding: str) -> str:
    """Return JSON text that the encoding can represent. If necessary, everything but ASCII is escaped."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        # JSON has characters beyond ASCII only in strings, which may contain escapes.
        return re.sub("[^\x00-\x7f]+", lambda characters: json.dumps(characters[0])[1:-1], text)
    return text


def one_line(text: Any) -> str:
    """Return text, cleaned, as one line with single spaces."""
    return " ".join(clean(str(text)).split())


def shown(value: Any) -> str:
    """Return the text of a table cell for a value."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{one_line(key)}={shown(item)}" for key, item in value.items())
    return one_line(value)


def number(value: Any, form: str, unit: str = "") -> str:
    """Return a number in a format such as `.2f`. If the server sent something else, it is shown unchanged."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return shown(value)
    return f"{value:{form}}{unit}"


def duration(seconds: Any) -> str:
    """Return seconds in the form `2:36` or `1:02:03`, or an empty string if the value is not a number."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < 1e9:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _visible(match: Any) -> str:
    code = ord(match[0])
    if code == 0x0D:
        # A lone carriage return would cause a line to be overwritten.
        return ""
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
