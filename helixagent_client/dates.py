# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Times and dates. Only the modules of models with dates import this one."""

from __future__ import annotations

import datetime
import re
from typing import Any

from dateutil.parser import isoparse

from ._convert import dump, format_datetime

# The formats of RFC 3339. The parser alone would also accept a year or a week number.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(_DATE.pattern + r"[Tt ][0-9]{2}:[0-9]{2}")


def parse_datetime(text: str) -> datetime.datetime:
    """Parse a time in RFC 3339, without digits beyond microseconds.

    Args:
        text: For example `2026-01-15T10:30:00.123456789Z`.

    Returns:
        The time, with a time zone if the text has one.

    Raises:
        ValueError: The text is not a time.
    """
    if not _DATETIME.match(text):
        raise ValueError(f"not a time in RFC 3339: {text[:40]!r}")
    return isoparse(text)


def read_datetime(value: Any) -> Any:
    """Read a time from JSON. Other values do not change."""
    if not isinstance(value, str):
        return value
    try:
        return parse_datetime(value)
    except (ValueError, OverflowError):
        return value


def read_date(value: Any) -> Any:
    """Read a date from JSON. Other values do not change."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return value


def dump_dates(value: Any, wire: Any) -> Any:
    """Convert times to text. An unchanged time keeps the text that the server sent."""
    if isinstance(value, list):
        same = isinstance(wire, list) and len(wire) == len(value)
        return [dump_dates(item, wire[index] if same else None) for index, item in enumerate(value)]
    if not isinstance(value, datetime.datetime):
        return dump(value)
    came = read_datetime(wire)
    if isinstance(came, datetime.datetime) and came.isoformat() == value.isoformat():
        return wire
    return format_datetime(value)
