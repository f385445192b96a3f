"""Hypothesis strategies for the schemas of openapi.yaml, with the deviations of real servers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple

from hypothesis import strategies as st

import helixagent_client

DOCUMENT: Dict[str, Any] = json.loads((Path(helixagent_client.__file__).parent / "openapi.json").read_text("utf-8"))
SCHEMAS: Dict[str, Any] = DOCUMENT["components"]["schemas"]

# No schema needs values deeper than this.
_DEEPEST = 4
_TEXT = st.text(max_size=6)
_SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | _TEXT
ANYTHING = _SCALARS | st.lists(_SCALARS, max_size=2) | st.dictionaries(_TEXT, _SCALARS, max_size=2)
_TIMES = st.sampled_from(
    ["2026-01-15T10:30:00Z", "2026-01-15T10:30:00.123456789Z", "2026-01-15t10:30:00+05:30", "0001-01-01T00:00:00Z"]
)


class Departures(NamedTuple):
    """The ways in which values may differ from their schema.

    Attributes:
        unknown_fields: Objects have unknown fields.
        unknown_values: Enums have values that are not listed.
        missing: Fields are missing, including required ones.
        nulls: Fields are null, whatever their schema says.
        reordered: Fields are in any order.
    """

    unknown_fields: bool = False
    unknown_values: bool = False
    missing: bool = False
    nulls: bool = False
    reordered: bool = False


def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Resolve references."""
    while "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    return schema


def values(schema: Mapping[str, Any], departures: Departures, depth: int = 0) -> Any:
    """Return a strategy for values of a schema, with deviations."""
    schema = resolved(schema)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        listed = st.sampled_from(schema["enum"])
        return listed | st.just("not-listed") if departures.unknown_values else listed
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return st.one_of([values(one, departures, depth) for one in schema[several]])
    if "allOf" in schema:
        return values({name: value for part in schema["allOf"] for name, value in resolved(part).items()}, departures)
    kinds = schema.get("type", "object" if "properties" in schema else [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not kinds:
        return ANYTHING
    return st.one_of([_of_kind(kind, schema, departures, depth) for kind in kinds])


def _of_kind(kind: str, schema: Mapping[str, Any], departures: Departures, depth: int) -> Any:
    if kind == "object":
        return objects(schema, departures, depth)
    if kind == "array":
        if depth >= _DEEPEST:
            return st.just([])
        return st.lists(values(schema.get("items", {}), departures, depth + 1), max_size=2)
    if kind == "string":
        return _TIMES if schema.get("format") == "date-time" else _TEXT
    low, high = schema.get("minimum"), schema.get("maximum")
    scalars: Dict[str, Any] = {
        "integer": st.integers(low, high),
        "number": st.floats(low, high, allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return scalars[kind]


@st.composite
def objects(draw: Any, schema: Mapping[str, Any], departures: Departures, depth: int = 0) -> Dict[str, Any]:
    """Return a strategy for objects of a schema, with deviations."""
    required = schema.get("required", ())
    made: List[Any] = []
    for name, field in schema.get("properties", {}).items():
        is_wanted = name in required and not departures.missing
        if not is_wanted and (depth >= _DEEPEST or draw(st.booleans())):
            continue
        null = departures.nulls and draw(st.booleans())
        made.append((name, None if null else draw(values(field, departures, depth + 1))))
    extra = schema.get("additionalProperties")
    if isinstance(extra, dict) and "properties" not in schema and depth < _DEEPEST:
        made += draw(st.lists(st.tuples(_TEXT, values(extra, departures, depth + 1)), max_size=2))
    if departures.unknown_fields:
        names = st.sampled_from(["x_new", "x-new", "class", "extra"]) | _TEXT.map("x".__add__)
        known = schema.get("properties", {})
        made += [
            item for item in draw(st.lists(st.tuples(names, ANYTHING), min_size=1, max_size=2)) if item[0] not in known
        ]
    return dict(draw(st.permutations(made)) if departures.reordered else made)
