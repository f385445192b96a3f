"""Check values against the constraints in `openapi.yaml`, which are generated into `request_schemas`.

Each schema is compiled once, because every API call is checked. The checks cover only mistakes that a Python caller can
make: types, bounds, required members and tags. Enum values are not checked, because enums are open.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple

from helixagent_client.request_schemas import REQUEST_SCHEMAS
from helixagent_client.types import ApiModel

from ...exceptions import ValidationError
from .arguments import near_miss

Check = Callable[[Any], None]

# The Python types of each JSON type. Common types come first.
_TYPES: Dict[str, Tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (float, int),
    "array": (list, tuple),
    "object": (dict, ApiModel, Mapping),
    "null": (type(None),),
    # Datetimes are sent as strings with the format `date-time`.
    "date-time": (datetime,),
}
_NAMES = {
    "string": "a string",
    "boolean": "True or False",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a dict",
    "null": "None",
    "date-time": "a string",
}
# Maximum size in bits of an integer in a message. Python refuses to format integers with thousands of digits.
_MAX_SHOWN_BITS = 128


class Problem(Exception):
    """The problem with a value and its path. The path is built only on failure, so that valid values cost nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.path: List[str] = []

    def under(self, step: str) -> Problem:
        """Return this problem with `step` prepended to its path."""
        self.path.insert(0, step)
        return self

    def indexes(self) -> List[int]:
        """Return the list indexes in the path."""
        return [int(step[1:-1]) for step in self.path if step.startswith("[")]


def check_body(model: str, body: Mapping[str, Any]) -> None:
    """Raise a ValidationError for the first argument in a body that violates the constraints of the request's model."""
    try:
        _of_model(model)(body)
    except Problem as problem:
        path = "".join(problem.path).lstrip(".")
        end = "" if problem.text.endswith("?") else "."
        error = ValidationError(f"{path} {problem.text}{end}", param=path)
    else:
        return
    raise error


@lru_cache(maxsize=None)
def _of_model(name: str) -> Check:
    return _object(REQUEST_SCHEMAS[name])


class _Checks:
    """The checks of a schema: one for each Python type that it allows."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        found: Dict[type, List[Check]] = {}
        self.kinds: List[str] = []
        for kind, check in _alternatives(schema):
            self.kinds.append(kind)
            for each in _TYPES[kind]:
                found.setdefault(each, []).append(check)
        self._checks = {each: _any(checks) for each, checks in found.items()}

    def check(self, value: Any) -> None:
        """Check a value with the check for its type."""
        check = self._checks.get(type(value)) or self._of_base(value)
        check(value)

    def _of_base(self, value: Any) -> Check:
        if not self.kinds:
            return _anything
        for each, check in self._checks.items():
            # In Python, bool is a subclass of int, but a bool is never meant as a number.
            if isinstance(value, each) and type(value) is not bool:
                return check
        raise Problem(f"must be {_either(_NAMES[kind] for kind in self.kinds)}, not {_shown(value)}")


def _alternatives(schema: Mapping[str, Any]) -> Iterator[Tuple[str, Check]]:
    """Yield a JSON type and a check for each type or variant in a schema."""
    if "$ref" in schema:
        # The reference is resolved on use, because schemas may be recursive.
        yield "object", lambda value: _of_model(schema["$ref"])(value)
    kinds = schema.get("type", ())
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield kind, _MAKERS[kind](schema)
    if schema.get("format") == "date-time":
        yield "date-time", _time
    if "models" in schema:
        yield "object", _by_tag(schema["tag"], schema["models"])
    for variant in schema.get("oneOf") or schema.get("anyOf") or ():
        yield from _alternatives(variant)


def _by_tag(name: str, models: Mapping[str, str]) -> Check:
    def check(value: Any) -> None:
        tag = _members(value).get(name)
        if tag is None:
            raise Problem(f"is required: {_either(map(repr, models))}").under(f".{name}")
        # An unknown tag is accepted, because the server may support newer variants.
        if isinstance(tag, str) and tag in models:
            _of_model(models[tag])(value)

    return check


def _any(checks: Sequence[Check]) -> Check:
    def check(value: Any) -> None:
        problems = []
        for each in checks:
            try:
                return each(value)
            except Problem as problem:
                problems.append(problem)
        # The problem with the longest path is the most informative.
        raise max(problems, key=lambda problem: (len(problem.path), problem.indexes()))

    return checks[0] if len(checks) == 1 else check


def _anything(value: Any) -> None:
    """Accept a value."""


def _string(schema: Mapping[str, Any]) -> Check:
    least, is_secret = schema.get("minLength", 0), schema.get("format") == "password"

    def check(value: Any) -> None:
        _check_length(value, least, math.inf)
        # The line break is usually left over from reading a file.
        if is_secret and ("\n" in value or "\r" in value):
            raise Problem("must not contain a line break")

    return check if least or is_secret else _anything


def _number(schema: Mapping[str, Any]) -> Check:
    check_range = _integer(schema)

    def check(value: Any) -> None:
        if isinstance(value, float) and not math.isfinite(value):
            # JSON cannot represent NaN and infinity.
            raise Problem(f"must be a number, not {value}")
        check_range(value)

    return check


def _time(value: Any) -> None:
    if value.utcoffset() is None:
        raise Problem("must have a time zone, e.g. datetime.now(timezone.utc)")


def _integer(schema: Mapping[str, Any]) -> Check:
    if "minimum" not in schema and "maximum" not in schema:
        return _anything
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    if high == math.inf:
        wanted = f"at least {low}"
    else:
        wanted = f"at most {high}" if low == -math.inf else f"between {low} and {high}"

    def check(value: Any) -> None:
        if not low <= value <= high:
            raise Problem(f"must be {wanted}, not {_shown(value)}")

    return check


def _array(schema: Mapping[str, Any]) -> Check:
    least, most = schema.get("minItems", 0), schema.get("maxItems", math.inf)
    items = _Checks(schema.get("items", {}))

    def check(value: Any) -> None:
        _check_length(value, least, most)
        for index, item in enumerate(value):
            try:
                items.check(item)
            except Problem as problem:
                raise problem.under(f"[{index}]") from None

    return check


def _check_length(value: Any, least: int, most: float) -> None:
    if not least <= len(value) <= most:
        bound = f"at least {least}" if len(value) < least else f"at most {most}"
        empty = not value and least == 1
        raise Problem("must not be empty" if empty else f"must have {bound} items, not {len(value)}")


def _object(schema: Mapping[str, Any]) -> Check:
    properties = {name: _Checks(each) for name, each in schema.get("properties", {}).items()}
    others = _Checks(schema.get("additionalProperties", {}))
    required, by_type = schema.get("required", ()), schema.get("requiredByType", {})
    one_of = schema.get("anyRequired", ())

    def is_missing(members: Mapping[str, Any], name: str) -> bool:
        return members.get(name) is None and not (name in members and "null" in properties.get(name, others).kinds)

    def check_presence(members: Mapping[str, Any]) -> None:
        of_type = by_type.get(members["type"], ()) if by_type and isinstance(members.get("type"), str) else ()
        for name in (*required, *of_type):
            if is_missing(members, name):
                raise _missing(name, _misspelled(members, [name], properties))
        if one_of and is_missing(members, one_of[0]):
            misspelled = _misspelled(members, one_of, properties)
            if misspelled or all(is_missing(members, name) for name in one_of):
                raise _missing(one_of[0], misspelled, one_of[1:])

    def check(value: Any) -> None:
        members = _members(value)
        check_presence(members)
        for name, member in members.items():
            if member is not None:
                try:
                    properties.get(name, others).check(member)
                except Problem as problem:
                    raise problem.under(f".{name}") from None

    return check


def _members(value: Any) -> Mapping[str, Any]:
    return value.to_dict() if isinstance(value, ApiModel) else value


def _missing(name: str, misspelled: Optional[Tuple[str, str]], others: Sequence[str] = ()) -> Problem:
    if misspelled is None:
        unless = f" unless {_either(others)} is given" if others else ""
        return Problem(f"is required{unless}").under(f".{name}")
    given, meant = misspelled
    return Problem(f"is missing; did you mean {meant!r} instead of {given!r}?").under(f".{meant}")


def _misspelled(
    members: Mapping[str, Any], wanted: Sequence[str], properties: Mapping[str, Any]
) -> Optional[Tuple[str, str]]:
    """Return an unknown key that resembles a missing member, and the missing member."""
    absent = [name for name in wanted if members.get(name) is None]
    pairs = ((str(key), near_miss(key, absent)) for key in members if key not in properties)
    return next(((key, meant) for key, meant in pairs if meant is not None), None)


def _either(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _shown(value: Any) -> str:
    # Messages show only numbers and bools, because other values may be prompts or secrets.
    if isinstance(value, int) and value.bit_length() > _MAX_SHOWN_BITS:
        return f"a number of {value.bit_length()} bits"
    return repr(value) if isinstance(value, (bool, int, float)) or value is None else type(value).__name__


# The functions that compile the checks for one JSON type.
_MAKERS: Dict[str, Callable[[Mapping[str, Any]], Check]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "array": _array,
    "object": _object,
    "boolean": lambda schema: _anything,
    "null": lambda schema: _anything,
}
