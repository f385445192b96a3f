"""Read JSON with orjson if it is installed (extra `speedups`), otherwise with the standard library.

The standard library also reads what orjson refuses: NaN, half of a surrogate pair, deep nesting. So the only
difference is that with orjson, whole numbers beyond 64 bits become floats.
"""

from __future__ import annotations

import json
from typing import Any, Callable, Union

try:
    import orjson
except ImportError:
    _loads: Callable[[Union[str, bytes]], Any] = json.loads
else:
    _loads = orjson.loads

# Returns the value of a JSON text, or raises a ValueError if it is not valid or has one of the rarer forms of JSON.
read_fast = _loads


def read_json(text: Union[str, bytes]) -> Any:
    """Return the value of a JSON text: a string, or bytes in UTF-8, UTF-16 or UTF-32.

    Raises:
        ValueError: It is not JSON.
        RecursionError: It is nested too deeply.
    """
    try:
        return read_fast(text)
    except ValueError:
        return json.loads(text)


def decode_json(content: Union[str, bytes]) -> Any:
    """Return the value of a JSON text, or None if it is not JSON."""
    try:
        return read_json(content)
    except (ValueError, RecursionError):
        return None
