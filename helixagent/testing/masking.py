"""Mask secrets before data is shown or stored: secret model fields, and fields with common names for secrets."""

from __future__ import annotations

import json
from typing import Any, Optional

from helixagent_client import models
from helixagent_client.types import ApiModel

MASK = "***"
# These fields are masked everywhere, even in data that the API does not describe, such as tool arguments.
_ALWAYS = frozenset(
    ["access_token", "api-key", "api_key", "apikey", "authorization", "client_secret", "password", "refresh_token"]
    + ["secret", "x-api-key"]
)


def masked(value: Any, model: Optional[str] = None) -> Any:
    """Return a JSON value with its secrets replaced with `***`. The original is not changed.

    Args:
        value: The value.
        model: The name of the value's model, which defines the secret fields, or None if it is unknown.
    """
    read = getattr(models, model).from_dict(value) if model is not None and isinstance(value, dict) else None
    return _masked(value, read)


def masked_text(text: str, model: Optional[str] = None) -> str:
    """Return a string with its secrets masked if it is JSON. Strings without secrets are unchanged.

    Args:
        text: The string.
        model: As in `masked`.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    shown = masked(value, model)
    return text if shown == value else json.dumps(shown, ensure_ascii=False)


def _masked(value: Any, read: Any) -> Any:
    if isinstance(value, list):
        items = read if isinstance(read, list) and len(read) == len(value) else [None] * len(value)
        return [_masked(item, model) for item, model in zip(value, items)]
    if not isinstance(value, dict):
        return value
    secret = read.SECRETS if isinstance(read, ApiModel) else ()
    shown = {}
    for name, item in value.items():
        if name in secret or (name.lower() in _ALWAYS and isinstance(item, str)):
            shown[name] = _hidden(item)
        else:
            shown[name] = _masked(item, getattr(read, name, None) if isinstance(read, ApiModel) else None)
    return shown


def _hidden(value: Any) -> Any:
    # The mask keeps the value's format, so that recordings can still be parsed.
    if isinstance(value, dict):
        return {name: _hidden(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_hidden(item) for item in value]
    return value if value is None or value == "" else MASK
