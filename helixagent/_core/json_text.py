"""Read JSON that may be none."""

from __future__ import annotations

import json
from typing import Any


def decode_json(content: Any) -> Any:
    """Return what a JSON text (str or UTF-8 bytes) says, or None where it is no JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
