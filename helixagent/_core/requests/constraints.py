"""Check values against the constraints in `openapi.yaml`, which are generated into `request_schemas`.

Each schema is compiled to functions once, because every API call is checked. The checks cover only mistakes that a
Python caller can make: types, bounds, required members and tags. Enum values are not checked, because enums are open.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from helixagent_client.request_schemas import REQUEST_SCHEMAS
from helixagent_client.types import ApiModel

from ...exceptions import ValidationError

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
}
_NAMES = {
    "string": "a string",
    "boolean": "True or False",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a dict",
    "null": "None",
}
# Every value of these classes has the same JSON type. Floats are not listed, because NaN and infinity have no JSON
# form. Each class is listed with a sample value.
_SAMPLES: Dict[type, Any] = {str: "", bool: False, int: 0, list: [], tuple: (), dict: {}, type(None): None}
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

    def as_error(self) -> ValidationError:
        """Return an exception that names the argument."""
        path = "".join(self.path).lstrip(".")
        return ValidationError(f"{path} {self.text}" + ("" if self.text.endswith("?") else "."), param=path)


def check_body(model: str, body: Mapping[str, Any]) -> None:
    """Raise a ValidationError for the first argument that violates the request model's constraints.

    Args:
        model: The name of the request's model.
        body: The arguments by name, without omitted arguments.
    """
    try:
        _of_model(model)(body)
    except Problem as problem:
        error = problem.as_error()
    else:
        return
    raise error


@lru_cache(maxsize=None)
def _of_model(name: str) -> Check:
    checks = _checks(REQUEST_SCHEMAS[name])

    def check(value: Any) -> None:
        for each in checks:
            each(value)

    return checks[0] if len(checks) == 1 else check


def _compiled(schema: Mapping[str, Any]) -> Check:
    if "$ref" in schema:
        # The reference is resolved on use, because schemas may be recursive.
        name = schema["$ref"]
        return _of_kinds(["object"], [lambda value: _of_model(name)(value)])
    variants = schema.get("oneOf") or schema.get("anyOf")
    if variants:
        return _any_of(variants)
    return _of_kinds(_kinds(schema), _checks(schema))


def _checks(schema: Mapping[str, Any]) -> List[Check]:
    # One function may compile several keywords.
    makers = dict.fromkeys(make for keyword, make in _MAKERS.items() if keyword in schema)
    return [make(schema) for make in makers]


def _of_kinds(kinds: Sequence[str], checks: Sequence[Check]) -> Check:
    fits = _fits(kinds)
    sure = frozenset(kind for kind, example in _SAMPLES.items() if fits(example))

    def check(value: Any) -> None:
        if value.__class__ not in sure and not fits(value):
            raise Problem(f"must be {_either(_NAMES[kind] for kind in kinds)}, not {_shown(value)}")
        for each in checks:
            each(value)

    return check


def _fits(kinds: Sequence[str]) -> Callable[[Any], bool]:
    types = tuple(kind_type for kind in kinds for kind_type in _TYPES[kind])
    # In Python, bool is a subclass of int, but a bool is never meant as a number. NaN and infinity have no JSON form.
    bools = not kinds or "boolean" in kinds

    def fits(value: Any) -> bool:
        if type(value) is float and not math.isfinite(value):
            return not kinds
        return not kinds or (isinstance(value, types) and (bools or type(value) is not bool))

    return fits


def _object(schema: Mapping[str, Any]) -> Check:
    properties = schema.get("properties", {})
    checks = {name: _compiled(subschema) for name, subschema in properties.items()}
    check_presence = _presence(schema)

    def check(value: Any) -> None:
        members = value.to_dict() if isinstance(value, ApiModel) else value
        check_presence(members)
        for name, member in members.items():
            if member is not None and name in checks:
                try:
                    checks[name](member)
                except Problem as problem:
                    raise problem.under(f".{name}") from None

    return check


def _presence(schema: Mapping[str, Any]) -> Check:
    """Return the check for missing members: required members, alternatives, and members required by a type."""
    required = schema.get("required", ())
    one_of = schema.get("anyRequired", ())
    by_type = schema.get("requiredByType", {})
    properties = schema.get("properties", {})
    may_be_null = {name for name in (*required, *one_of) if _fits_null(properties.get(name, {}))}

    def is_missing(members: Mapping[str, Any], name: str) -> bool:
        return members.get(name) is None and not (name in may_be_null and name in members)

    def check(members: Mapping[str, Any]) -> None:
        for name in required:
            if is_missing(members, name):
                raise _missing(name, _misspelled(members, [name], properties))
        if one_of and is_missing(members, one_of[0]):
            misspelled = _misspelled(members, one_of, properties)
            if misspelled or all(is_missing(members, name) for name in one_of):
                raise _missing(one_of[0], misspelled, one_of[1:])
        if by_type and isinstance(members.get("type"), str):
            for name in by_type.get(members["type"], ()):
                if is_missing(members, name):
                    raise _missing(name, _misspelled(members, [name], properties))

    return check


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
    unknown = [key for key in members if key not in properties]
    if not unknown:
        return None
    # The import is here because few programs need it.
    from .spelling import near_miss

    absent = [name for name in wanted if members.get(name) is None]
    pairs = ((str(key), near_miss(key, absent)) for key in unknown)
    return next(((key, meant) for key, meant in pairs if meant is not None), None)


def _items(schema: Mapping[str, Any]) -> Check:
    check_item = _compiled(schema["items"])

    def check(value: Any) -> None:
        if isinstance(value, (list, tuple)):
            for index, item in enumerate(value):
                try:
                    check_item(item)
                except Problem as problem:
                    raise problem.under(f"[{index}]") from None

    return check


def _range(schema: Mapping[str, Any]) -> Check:
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    if high == math.inf:
        wanted = f"at least {low}"
    else:
        wanted = f"at most {high}" if low == -math.inf else f"between {low} and {high}"

    def check(value: Any) -> None:
        if isinstance(value, (int, float)) and not low <= value <= high:
            raise Problem(f"must be {wanted}, not {_shown(value)}")

    return check


def _length(schema: Mapping[str, Any]) -> Check:
    least = max(schema.get("minLength", 0), schema.get("minItems", 0))
    most = schema.get("maxItems", math.inf)

    def check(value: Any) -> None:
        if isinstance(value, (str, list, tuple)) and not least <= len(value) <= most:
            bound = f"at least {least}" if len(value) < least else f"at most {most}"
            empty = not value and least == 1
            raise Problem("must not be empty" if empty else f"must have {bound} items, not {len(value)}")

    return check


def _secret(schema: Mapping[str, Any]) -> Check:
    def check(value: Any) -> None:
        # The line break is usually left over from reading a file.
        if isinstance(value, str) and ("\n" in value or "\r" in value):
            raise Problem("must not contain a line break")

    return check


def _values(schema: Mapping[str, Any]) -> Check:
    allowed = schema["additionalProperties"]
    check_value = _compiled(allowed if isinstance(allowed, Mapping) else {})
    named = frozenset(schema.get("properties", ()))

    def check(value: Any) -> None:
        for name, member in value.items() if isinstance(value, Mapping) else ():
            if name not in named and member is not None:
                try:
                    check_value(member)
                except Problem as problem:
                    raise problem.under(f".{name}") from None

    return check


class _Variant(NamedTuple):
    kinds: Sequence[str]
    fits: Callable[[Any], bool]
    check: Check
    tag: Optional[str]


def _any_of(schemas: Sequence[Mapping[str, Any]]) -> Check:
    variants = [_variant(schema) for schema in schemas]
    tag_name = next((_tag_of(schema)[0] for schema in schemas if _tag_of(schema)[0]), "")
    tags = [variant.tag for variant in variants if variant.tag is not None]
    kinds = list(dict.fromkeys(kind for variant in variants for kind in variant.kinds))
    sure = {kind: [variant for variant in variants if variant.fits(example)] for kind, example in _SAMPLES.items()}

    def check(value: Any) -> None:
        candidates = sure.get(value.__class__)
        if candidates is None:
            candidates = [variant for variant in variants if variant.fits(value)]
        if not candidates:
            raise Problem(f"must be {_either(_NAMES[kind] for kind in kinds)}, not {_shown(value)}")
        if tags and any(variant.tag is not None for variant in candidates):
            tag = value.to_dict().get(tag_name) if isinstance(value, ApiModel) else value.get(tag_name)
            if tag is None:
                raise Problem(f"is required: {_either(repr(each) for each in tags)}").under(f".{tag_name}")
            # An unknown tag is accepted, because the server may support newer variants.
            candidates = [variant for variant in candidates if variant.tag == tag]
        _check_any(value, candidates)

    return check


def _check_any(value: Any, candidates: Sequence[_Variant]) -> None:
    problems = []
    for variant in candidates:
        try:
            variant.check(value)
            return
        except Problem as problem:
            problems.append(problem)
    if problems:
        # The problem with the longest path is the most informative.
        raise max(problems, key=lambda problem: (len(problem.path), problem.indexes()))


def _variant(schema: Mapping[str, Any]) -> _Variant:
    kinds = _kinds(schema)
    return _Variant(kinds, _fits(kinds), _compiled(schema), _tag_of(schema)[1])


def _tag_of(schema: Mapping[str, Any]) -> Tuple[str, Optional[str]]:
    if "$ref" in schema:
        for name, subschema in REQUEST_SCHEMAS[schema["$ref"]].get("properties", {}).items():
            if "const" in subschema:
                return name, subschema["const"]
    return "", None


def _kinds(schema: Mapping[str, Any]) -> Sequence[str]:
    kinds = "object" if "$ref" in schema else schema.get("type", ())
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _fits_null(schema: Mapping[str, Any]) -> bool:
    variants = schema.get("oneOf") or schema.get("anyOf") or [schema]
    return any("null" in _kinds(variant) for variant in variants)


def _either(names: Iterable[str]) -> str:
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _shown(value: Any) -> str:
    # Messages show only numbers and bools, because other values may be prompts or secrets.
    if isinstance(value, int) and value.bit_length() > _MAX_SHOWN_BITS:
        return f"a number of {value.bit_length()} bits"
    return repr(value) if isinstance(value, (bool, int, float)) or value is None else type(value).__name__


# Maps each JSON Schema keyword to the function that compiles its check.
_MAKERS: Dict[str, Callable[[Mapping[str, Any]], Check]] = {
    "minimum": _range,
    "maximum": _range,
    "minLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "format": _secret,
    "items": _items,
    "required": _object,
    "anyRequired": _object,
    "requiredByType": _object,
    "properties": _object,
    "additionalProperties": _values,
}
