# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Convert between JSON values and models."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Mapping
from typing import Any, Callable, Dict, FrozenSet

from .types import UNSET, ApiModel

_SCALARS = frozenset((str, int, float, bool, type(None)))


def read_tagged(value: Mapping[str, Any], tag: str, table: Mapping[str, Callable[[Any], Any]]) -> Any:
    """Read an object as the model of its tag. An object with an unknown tag stays a dict."""
    kind = value.get(tag)
    convert = table.get(kind) if isinstance(kind, str) else None
    return value if convert is None else convert(value)


def dump(value: Any) -> Any:
    """Convert a value with models, dates or tuples to JSON values."""
    if value.__class__ in _SCALARS:
        return value
    if isinstance(value, ApiModel):
        return value.to_dict()
    if isinstance(value, (dict, Mapping)):
        return {key: item if item.__class__ in _SCALARS else dump(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [item if item.__class__ in _SCALARS else dump(item) for item in value]
    if isinstance(value, array):
        return value.tolist()
    if isinstance(value, datetime.datetime):
        return format_datetime(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def format_datetime(value: datetime.datetime) -> str:
    """Write a time as RFC 3339. A time without a time zone is local time, as in the rest of Python."""
    return (value if value.tzinfo is not None else value.astimezone()).isoformat()


def is_set(value: Any, wire: Any, key: str) -> bool:
    """Return whether a field with an empty default was sent or set. `wire` is the JSON object of the model, or None."""
    return value is not None and (wire is None or wire.get(key) is not None or bool(value))


def keep_nulls(out: Dict[str, Any], wire: Mapping[str, Any], keys: FrozenSet[str]) -> None:
    """Add the fields that the server sent as null and that are still None."""
    for key, value in wire.items():
        if value is None and key in keys and key not in out:
            out[key] = None


def present(values: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the query parameters that the caller passed."""
    return {key: dump(value) for key, value in values.items() if value is not None and value is not UNSET}


def present_text(values: Mapping[str, Any]) -> Dict[str, str]:
    """Return the headers or cookies that the caller passed, as text."""
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in present(values).items()
    }


def read_json(response: Any) -> Any:
    """Read a response body as JSON, or return None for other content, such as the HTML page of a proxy."""
    try:
        return response.json()
    except ValueError:
        return None
