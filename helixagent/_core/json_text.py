"""Parse JSON with orjson if it is installed (extra `speedups`), otherwise with the standard library.

If orjson rejects a text, e.g. because of NaN, an unpaired surrogate or deep nesting, the standard library parses it.
The only difference is that orjson parses integers larger than 64 bits as floats.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any, Callable, Union

# Returns the value of a JSON text. Raises a ValueError if the text is invalid or uses a rare form of JSON.
read_fast: Callable[[Union[str, bytes]], Any] = json.loads
with contextlib.suppress(ImportError):
    import orjson

    read_fast = orjson.loads


def read_json(text: Union[str, bytes]) -> Any:
    """Parse a JSON text, which is a string or bytes in UTF-8, UTF-16 or UTF-32.

    Raises:
        ValueError: The text is not JSON.
        RecursionError: The JSON is nested too deeply.
    """
    try:
        return read_fast(text)
    except ValueError:
        return json.loads(text)


def decode_json(content: Union[str, bytes]) -> Any:
    """Parse a JSON text and return its value, or None if it is not JSON."""
    try:
        return read_json(content)
    except (ValueError, RecursionError):
        return None
