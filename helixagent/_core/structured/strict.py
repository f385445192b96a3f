"""Rewrite JSON schemas from pydantic: without titles, and in the form that OpenAI's strict mode requires."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping

from ..requests.constraints import Problem

Schema = Dict[str, Any]

# Keywords that strict mode refuses. A model does without them, and pydantic checks the object when it is read.
_DROPPED = frozenset(["default", "discriminator", "examples", "title", "uniqueItems"])
_FORMATS = frozenset(["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"])
_LOOKAROUNDS = ("(?=", "(?!", "(?<")
_LISTS = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
# A schema restricts its values if it has one of these.
_TELLING = frozenset(["$ref", "anyOf", "const", "enum", "type"])
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def without_titles(schema: Schema) -> Schema:
    """Return a schema without the titles that pydantic writes into each part; they only repeat the names."""
    return _each(schema, lambda each: {key: value for key, value in each.items() if key != "title"})


def strict_schema(schema: Schema) -> Schema:
    """Return a schema in the strict form; see https://platform.openai.com/docs/guides/structured-outputs.

    Args:
        schema: Any JSON schema. It is not changed.

    Raises:
        Problem: The schema allows what strict mode cannot express: objects with free keys, or values of any type.
    """
    return _each(schema, _strict)


def _each(schema: Mapping[str, Any], change: Callable[[Schema], Schema]) -> Schema:
    """Return a schema in which `change` replaced each part, the inner ones first."""
    made: Schema = {}
    for key, value in schema.items():
        if key == "$defs":
            made[key] = {name: _under(f": {name}", each, change) for name, each in value.items()}
        elif key == "properties":
            made[key] = {name: _under(f".{name}", each, change) for name, each in value.items()}
        elif key in _LISTS:
            made[key] = [_each(each, change) for each in value]
        elif key in ("items", "additionalProperties") and isinstance(value, Mapping):
            made[key] = _under("[]", value, change)
        else:
            made[key] = value
    return change(made)


def _under(step: str, schema: Mapping[str, Any], change: Callable[[Schema], Schema]) -> Schema:
    try:
        return _each(schema, change)
    except Problem as problem:
        problem.under(step)
        raise


def _strict(schema: Schema) -> Schema:
    if len(schema.get("allOf", ())) == 1:
        # Some tools write a reference with a description this way.
        schema = {**schema["allOf"][0], **{key: value for key, value in schema.items() if key != "allOf"}}
    if "$ref" in schema:
        # Strict mode accepts no other keywords next to a reference, so the description goes next to a union of one.
        reference = {"$ref": schema["$ref"]}
        text = schema.get("description")
        return {"anyOf": [reference], "description": text} if text else reference
    strict = {key: value for key, value in schema.items() if key not in _DROPPED}
    if strict.get("format") not in _FORMATS:
        strict.pop("format", None)
    if any(each in strict.get("pattern", "") for each in _LOOKAROUNDS):
        del strict["pattern"]
    if "enum" in strict and "type" not in strict:
        # Strict mode requires a type, and pydantic leaves it out if the values have several.
        strict["type"] = list(dict.fromkeys(_TYPES[type(value)] for value in strict["enum"]))
    if "oneOf" in strict:
        strict["anyOf"] = strict.pop("oneOf")
    if strict.get("type") == "object" or "properties" in strict:
        _close(strict)
    if strict.get("type") == "array":
        _homogenize(strict)
    if not _TELLING.intersection(strict):
        raise Problem("may be of any type, which strict mode cannot express")
    return strict


def _close(schema: Schema) -> None:
    # Some versions of pydantic describe a plain `dict` as `{"type": "object"}`.
    if schema.get("additionalProperties", "properties" not in schema) is not False or schema.get("patternProperties"):
        raise Problem("has free keys, which strict mode cannot express")
    schema["required"] = list(schema["properties"])
    schema["additionalProperties"] = False


def _homogenize(schema: Schema) -> None:
    places = schema.pop("prefixItems", ())
    if places:
        # Strict mode cannot express positions. pydantic checks them when the object is read.
        different = [place for index, place in enumerate(places) if place not in places[:index]]
        schema["items"] = different[0] if len(different) == 1 else {"anyOf": different}
    elif "items" not in schema:
        raise Problem("may hold values of any type, which strict mode cannot express")
