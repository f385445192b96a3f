"""Check arguments against the constraints of `openapi.yaml`, which the generated `request_schemas` contains.

Only mistakes that a Python caller can make are found: wrong types, numbers out of range, missing members and missing
tags. Enums are open, so their values are not checked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from helixagent_client.request_schemas import REQUEST_SCHEMAS
from helixagent_client.types import ApiModel

from ...exceptions import ValidationError

# The Python types of each type of JSON Schema.
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
# In bits. Python itself refuses to write a number of many thousands of them.
_LONGEST_SHOWN_INT = 128


class Problem(Exception):
    """A problem of a value, with the path to the part that is wrong."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.path: List[str] = []

    def under(self, step: str) -> Problem:
        """Return this problem with a path that starts one step further out."""
        self.path.insert(0, step)
        return self

    def indexes(self) -> List[int]:
        """Return the indexes of lists on the path."""
        return [int(step[1:-1]) for step in self.path if step.startswith("[")]

    def as_error(self) -> ValidationError:
        """Return the exception that names the argument."""
        path = "".join(self.path).lstrip(".")
        return ValidationError(f"{path} {self.text}" + ("" if self.text.endswith("?") else "."), param=path)


def check_body(model: str, body: Mapping[str, Any]) -> None:
    """Raise ValidationError for the first argument that does not fit the request model's constraints.

    Args:
        model: The name of the request's model.
        body: The arguments by name, without those that were not passed.
    """
    try:
        _check_members(REQUEST_SCHEMAS[model], body)
    except Problem as problem:
        error = problem.as_error()
    else:
        return
    raise error


def _check(schema: Mapping[str, Any], value: Any) -> None:
    variants = schema.get("oneOf")
    if variants:
        _check_variants(variants, value)
        return
    kinds = _kinds(schema)
    if not _fits(kinds, value):
        raise Problem(f"must be {_either(_NAMES[kind] for kind in kinds)}, not {_shown(value)}")
    if "$ref" in schema:
        schema = REQUEST_SCHEMAS[schema["$ref"]]
    if isinstance(value, (int, float)):
        _check_range(schema, value)
    elif isinstance(value, (str, list, tuple)):
        _check_length(schema, value)
        if "items" in schema and not isinstance(value, str):
            _check_items(schema["items"], value)
    elif isinstance(value, (ApiModel, Mapping)):
        _check_members(schema, value.to_dict() if isinstance(value, ApiModel) else value)


def _fits(kinds: Sequence[str], value: Any) -> bool:
    if not kinds:
        return True
    # To Python, a bool is an int, but nobody means it as a number.
    if isinstance(value, bool):
        return "boolean" in kinds
    # JSON has no form for NaN and infinity.
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return any(isinstance(value, _TYPES[kind]) for kind in kinds)


def _check_range(schema: Mapping[str, Any], value: Any) -> None:
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    if not low <= value <= high:
        if high == math.inf:
            wanted = f"at least {low}"
        else:
            wanted = f"at most {high}" if low == -math.inf else f"between {low} and {high}"
        raise Problem(f"must be {wanted}, not {_shown(value)}")


def _check_length(schema: Mapping[str, Any], value: Any) -> None:
    least = max(schema.get("minLength", 0), schema.get("minItems", 0))
    most = schema.get("maxItems", math.inf)
    if not least <= len(value) <= most:
        bound = f"at least {least}" if len(value) < least else f"at most {most}"
        empty = not value and least == 1
        raise Problem("must not be empty" if empty else f"must have {bound} items, not {len(value)}")


def _check_items(schema: Mapping[str, Any], items: Sequence[Any]) -> None:
    # A list may have a million tokens, which are not worth a closer look.
    if schema == {"type": "integer"} and set(map(type, items)) == {int}:
        return
    for index, item in enumerate(items):
        try:
            _check(schema, item)
        except Problem as problem:
            raise problem.under(f"[{index}]") from None


def _check_members(schema: Mapping[str, Any], members: Mapping[str, Any]) -> None:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties")
    _check_presence(schema, members)
    for name, value in members.items():
        member = properties.get(name, others)
        if value is not None and isinstance(member, Mapping):
            try:
                _check(member, value)
            except Problem as problem:
                raise problem.under(f".{name}") from None


def _check_presence(schema: Mapping[str, Any], members: Mapping[str, Any]) -> None:
    """Check that no member is missing: a required one, one of several, or one that the `type` of the value needs."""
    properties = schema.get("properties", {})
    by_type = schema.get("requiredByType", {}).get(str(members.get("type")), ())
    for name in (*schema.get("required", ()), *by_type):
        if _is_missing(schema, members, name):
            raise _missing(name, _misspelled(members, [name], properties))
    one_of = schema.get("anyRequired", ())
    if one_of and _is_missing(schema, members, one_of[0]):
        misspelled = _misspelled(members, one_of, properties)
        if misspelled or all(_is_missing(schema, members, name) for name in one_of):
            raise _missing(one_of[0], misspelled, one_of[1:])


def _is_missing(schema: Mapping[str, Any], members: Mapping[str, Any], name: str) -> bool:
    if members.get(name) is not None:
        return False
    member = schema.get("properties", {}).get(name, {})
    may_be_null = any("null" in _kinds(variant) for variant in member.get("oneOf", [member]))
    return not (may_be_null and name in members)


def _missing(name: str, misspelled: Optional[Tuple[str, str]], others: Sequence[str] = ()) -> Problem:
    if misspelled is None:
        unless = f" unless {_either(others)} is given" if others else ""
        return Problem(f"is required{unless}").under(f".{name}")
    given, meant = misspelled
    return Problem(f"is missing; did you mean {meant!r} instead of {given!r}?").under(f".{meant}")


def _misspelled(
    members: Mapping[str, Any], wanted: Sequence[str], properties: Mapping[str, Any]
) -> Optional[Tuple[str, str]]:
    """Return the unknown key that is close to a wanted member that is absent, and that member."""
    unknown = [key for key in members if key not in properties]
    if not unknown:
        return None
    # Imported here, because few programs need it.
    from .spelling import near_miss

    absent = [name for name in wanted if members.get(name) is None]
    pairs = ((str(key), near_miss(key, absent)) for key in unknown)
    return next(((key, meant) for key, meant in pairs if meant is not None), None)


def _check_variants(variants: Sequence[Mapping[str, Any]], value: Any) -> None:
    candidates = [variant for variant in variants if _fits(_kinds(variant), value)]
    if not candidates:
        kinds = dict.fromkeys(kind for variant in variants for kind in _kinds(variant))
        raise Problem(f"must be {_either(_NAMES[kind] for kind in kinds)}, not {_shown(value)}")
    if any(_tag_of(variant) for variant in candidates):
        tags = [tag for tag in map(_tag_of, variants) if tag]
        name = tags[0][0]
        given = (value.to_dict() if isinstance(value, ApiModel) else value).get(name)
        if given is None:
            raise Problem(f"is required: {_either(repr(tag) for _, tag in tags)}").under(f".{name}")
        # A tag that no variant has is new on the server, so it is accepted.
        candidates = [variant for variant in candidates if _tag_of(variant) == (name, given)]
    problems = []
    for variant in candidates:
        try:
            _check(variant, value)
            return
        except Problem as problem:
            problems.append(problem)
    if problems:
        # The variant that got furthest into the value says most.
        raise max(problems, key=lambda problem: (len(problem.path), problem.indexes()))


def _tag_of(schema: Mapping[str, Any]) -> Optional[Tuple[str, str]]:
    """Return the name and the value of the member by which a variant is recognized."""
    if "$ref" in schema:
        for name, subschema in REQUEST_SCHEMAS[schema["$ref"]].get("properties", {}).items():
            if "const" in subschema:
                return name, subschema["const"]
    return None


def _kinds(schema: Mapping[str, Any]) -> Sequence[str]:
    kinds = "object" if "$ref" in schema else schema.get("type", ())
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _either(names: Iterable[str]) -> str:
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _shown(value: Any) -> str:
    # Messages do not contain texts, which may be prompts or secrets.
    if isinstance(value, int) and value.bit_length() > _LONGEST_SHOWN_INT:
        return f"a number of {value.bit_length()} bits"
    return repr(value) if isinstance(value, (bool, int, float)) or value is None else type(value).__name__
