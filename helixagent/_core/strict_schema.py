"""Turn a JSON schema into the narrower kind that OpenAI's strict mode takes: closed objects, every member required."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from .requests.constraints import Problem

# Keywords that strict mode refuses and that a model can do without.
_DROPPED = frozenset(["default", "discriminator", "examples", "title", "uniqueItems"])
_BY_NAME = frozenset(["properties", "$defs"])
_LISTS = frozenset(["anyOf", "allOf"])
# A schema says something of its values if it has one of these.
_TELLING = frozenset(["$ref", "anyOf", "const", "enum", "type"])


def strict_schema(schema: Mapping[str, Any]) -> Dict[str, Any]:
    """Return a schema in the strict form; https://platform.openai.com/docs/guides/structured-outputs says what that is.

    Args:
        schema: Any JSON schema; it is not changed.

    Raises:
        Problem: It allows what strict mode cannot state: objects with free keys, or values of any type.
    """
    if len(schema.get("allOf", ())) == 1:
        # How some tools write a reference with a description beside it.
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        return strict_schema({**schema["allOf"][0], **rest})
    if "$ref" in schema:
        # Strict mode accepts no other keyword beside a reference, so a description stands beside a union of one.
        reference = {"$ref": schema["$ref"]}
        text = schema.get("description")
        return {"anyOf": [reference], "description": text} if text else reference
    strict = {key: _of_keyword(key, value) for key, value in schema.items() if key not in _DROPPED}
    if "oneOf" in strict:
        strict["anyOf"] = [strict_schema(variant) for variant in strict.pop("oneOf")]
    if strict.get("type") == "object" or "properties" in strict:
        _close(strict)
    if strict.get("type") == "array":
        _homogenize(strict)
    if not _TELLING.intersection(strict):
        raise Problem("may be of any type, which strict mode cannot state")
    return strict


def _of_keyword(key: str, value: Any) -> Any:
    if key in _BY_NAME:
        return {name: _under(f".{name}", subschema) for name, subschema in value.items()}
    if key in _LISTS:
        return [strict_schema(variant) for variant in value]
    if key == "items" and isinstance(value, Mapping):
        return _under("[]", value)
    return value


def _under(step: str, schema: Mapping[str, Any]) -> Dict[str, Any]:
    try:
        return strict_schema(schema)
    except Problem as problem:
        problem.under(step)
        raise


def _close(schema: Dict[str, Any]) -> None:
    if schema.get("additionalProperties", False) is not False or schema.get("patternProperties"):
        raise Problem("has free keys, which strict mode cannot state")
    properties = schema.setdefault("properties", {})
    schema["required"] = list(properties)
    schema["additionalProperties"] = False


def _homogenize(schema: Dict[str, Any]) -> None:
    places = [strict_schema(place) for place in schema.pop("prefixItems", ())]
    if places:
        # Strict mode has no word for the places of a tuple; that each is in its place is seen when it is read.
        different = [place for index, place in enumerate(places) if place not in places[:index]]
        schema["items"] = different[0] if len(different) == 1 else {"anyOf": different}
    elif "items" not in schema:
        raise Problem("may hold values of any type, which strict mode cannot state")
