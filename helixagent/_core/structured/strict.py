"""Remove the titles from pydantic's JSON schemas, and convert them for OpenAI's strict mode."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping

from ..requests.constraints import Problem

Schema = Dict[str, Any]

# Strict mode rejects these keywords. They are removed, because pydantic validates the object when it is parsed.
_DROPPED = frozenset(["default", "discriminator", "examples", "title", "uniqueItems"])
_FORMATS = frozenset(["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"])
_LOOKAROUNDS = ("(?=", "(?!", "(?<")
_LISTS = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
# A schema restricts its values if it has one of these.
_DESCRIBING = frozenset(["$ref", "anyOf", "const", "enum", "type"])
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def without_titles(schema: Schema) -> Schema:
    """Return a schema without pydantic's titles, which only repeat the names."""
    return _each(schema, lambda each: {key: value for key, value in each.items() if key != "title"})


def strict_schema(schema: Schema) -> Schema:
    """Convert a schema for strict mode; see https://platform.openai.com/docs/guides/structured-outputs.

    Args:
        schema: Any JSON schema. It is not changed.

    Raises:
        Problem: Strict mode cannot express the schema, because it allows arbitrary keys or values of any type.
    """
    return _each(schema, _strict)


def _each(schema: Mapping[str, Any], change: Callable[[Schema], Schema]) -> Schema:
    """Apply `change` to each part of a schema, starting with the inner parts."""
    created: Schema = {}
    for key, value in schema.items():
        if key == "$defs":
            created[key] = {name: _under(f": {name}", each, change) for name, each in value.items()}
        elif key == "properties":
            created[key] = {name: _under(f".{name}", each, change) for name, each in value.items()}
        elif key in _LISTS:
            created[key] = [_each(each, change) for each in value]
        elif key in ("items", "additionalProperties") and isinstance(value, Mapping):
            created[key] = _under("[]", value, change)
        else:
            created[key] = value
    return change(created)


def _under(step: str, schema: Mapping[str, Any], change: Callable[[Schema], Schema]) -> Schema:
    try:
        return _each(schema, change)
    except Problem as problem:
        problem.under(step)
        raise


def _strict(schema: Schema) -> Schema:
    if "$ref" in schema:
        # Strict mode does not accept other keywords next to a reference, so the reference is wrapped in a union of one.
        reference = {"$ref": schema["$ref"]}
        text = schema.get("description")
        return {"anyOf": [reference], "description": text} if text else reference
    strict = {key: value for key, value in schema.items() if key not in _DROPPED}
    if strict.get("format") not in _FORMATS:
        strict.pop("format", None)
    if any(each in strict.get("pattern", "") for each in _LOOKAROUNDS):
        del strict["pattern"]
    if "enum" in strict and "type" not in strict:
        # Strict mode requires a type, and pydantic omits it if the values have several types.
        strict["type"] = list(dict.fromkeys(_TYPES[type(value)] for value in strict["enum"]))
    if "oneOf" in strict:
        strict["anyOf"] = strict.pop("oneOf")
    if strict.get("type") == "object" or "properties" in strict:
        _close(strict)
    if strict.get("type") == "array":
        _homogenize(strict)
    if not _DESCRIBING.intersection(strict):
        raise Problem("may be of any type, which strict mode cannot express")
    return strict


def _close(schema: Schema) -> None:
    # Some versions of pydantic describe a plain `dict` as `{"type": "object"}`.
    if schema.get("additionalProperties", "properties" not in schema) is not False or schema.get("patternProperties"):
        raise Problem("allows arbitrary keys, which strict mode cannot express")
    schema["required"] = list(schema["properties"])
    schema["additionalProperties"] = False


def _homogenize(schema: Schema) -> None:
    places = schema.pop("prefixItems", ())
    if places:
        # Strict mode cannot express positions. pydantic checks them when the object is parsed.
        different = [place for index, place in enumerate(places) if place not in places[:index]]
        schema["items"] = different[0] if len(different) == 1 else {"anyOf": different}
    elif "items" not in schema:
        raise Problem("may contain values of any type, which strict mode cannot express")
