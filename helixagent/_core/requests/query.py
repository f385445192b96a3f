"""Convert query arguments to URL parameters."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from typing import Any, Dict, Iterator, Optional, Tuple

from ...exceptions import ValidationError
from .constraints import Problem

# The URL parameters for one argument. None produces no parameters. Lists and mappings may produce several.
Pairs = Tuple[Tuple[str, str], ...]
Query = Dict[str, Pairs]

_LISTS = (list, tuple, set, frozenset)
_WANTED = "must be a string, a number, a boolean, a date, an enum member, a list or a mapping, not {}"


def checked_query(query: Optional[Mapping[str, Any]], argument: str) -> Query:
    """Return the URL parameters for each member of a query argument, by member name.

    Booleans become `true` and `false`, enum members become their values, and times become ISO 8601. A list becomes one
    parameter per item, and a nested mapping becomes `name[key]`. None is not sent, not even in lists and mappings.

    Raises:
        ValidationError: The query is not a mapping, or it contains a value that a URL cannot represent.
    """
    if query is None:
        return {}
    if not isinstance(query, Mapping) or not all(isinstance(name, str) for name in query):
        raise ValidationError(f"{argument} must be a mapping of names to values.", param=argument)
    return {name: parameter(name, value, argument) for name, value in query.items()}


def parameter(name: str, value: Any, argument: Optional[str] = None) -> Pairs:
    """Return the URL parameters for one argument of a method, or for a member of the argument `argument`.

    Raises:
        ValidationError: A URL cannot represent the value.
    """
    try:
        return tuple(_pairs(name, value))
    except Problem as problem:
        shown = name if argument is None else f"{argument}[{name!r}]"
        error = ValidationError(f"{shown} {problem}.", param=argument or name)
    raise error


def _pairs(name: str, value: Any) -> Iterator[Tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            if not isinstance(key, str):
                raise Problem(f"must have strings as keys, not {type(key).__name__}")
            yield from _pairs(f"{name}[{key}]", member)
        return
    for item in value if isinstance(value, _LISTS) else (value,):
        if item is not None:
            yield _encodable(name), _encodable(_text(item))


def _text(value: Any) -> str:
    if isinstance(value, enum.Enum):
        return _text(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number_text(value)
    # The imports are here because few programs send such values.
    import datetime
    import decimal
    import uuid

    if isinstance(value, decimal.Decimal):
        return _number_text(value)
    if isinstance(value, datetime.datetime) and value.utcoffset() is None:
        raise Problem("has a time without a time zone; use e.g. datetime.now(timezone.utc)")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, (*_LISTS, Mapping)):
        raise Problem(f"has a {type(value).__name__} inside a list, which a URL cannot represent")
    raise Problem(_WANTED.format(type(value).__name__))


def _number_text(value: Any) -> str:
    if not math.isfinite(value):
        raise Problem(_WANTED.format(repr(value)))
    return str(value)


def _encodable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Problem("contains an unpaired surrogate, which a URL cannot represent") from None
    return text
