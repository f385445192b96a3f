"""Read JSON: by orjson where it is installed (extra `speedups`), else by the standard library.

What orjson refuses and the standard library takes (NaN, half of a surrogate pair, deep nesting) is read by the latter,
so that the two differ in one thing alone: orjson gives whole numbers beyond 64 bits as floats.
"""

from __future__ import annotations

import json
from typing import Any, Callable, Union

_raw_decode = json.JSONDecoder().raw_decode


def _read_plain(text: Union[str, bytes]) -> Any:
    # The decoder itself does in two thirds of the time what json.loads does, for the short texts of a stream.
    characters = text if isinstance(text, str) else text.decode("utf-8")
    value, end = _raw_decode(characters)
    if end != len(characters):
        raise ValueError("there is something after the value")
    return value


try:
    import orjson
except ImportError:
    _fastest: Callable[[Union[str, bytes]], Any] = _read_plain
else:
    _fastest = orjson.loads

# What a JSON text (str, or bytes in UTF-8) says; ValueError where it is none, and for the rarer forms of JSON.
read_fast = _fastest


def read_json(text: Union[str, bytes]) -> Any:
    """Return what a JSON text (str, or bytes in UTF-8, UTF-16 or UTF-32) says.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    try:
        return read_fast(text)
    except ValueError:
        return json.loads(text)


def decode_json(content: Union[str, bytes]) -> Any:
    """Return what `read_json` does, or None where it is no JSON."""
    try:
        return read_json(content)
    except (ValueError, RecursionError):
        return None
