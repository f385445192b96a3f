"""Generate values that match a JSON schema: tool call arguments, structured responses, and examples."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

# Values for common property names, so that demos read well.
_VALUES_BY_NAME = {
    "city": "Paris",
    "location": "Paris",
    "country": "France",
    "name": "Ada",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "age": 36,
    "unit": "celsius",
    "query": "quantum computing",
    "path": "README.md",
    "language": "en",
    "answer": "This is a sandbox answer.",
}
_FORMATS = {
    "date-time": "2026-01-15T10:30:00Z",
    "date": "2026-01-15",
    "time": "10:30:00Z",
    "duration": "PT1H",
    "email": "ada@example.com",
    "uri": "https://example.com/",
    "uuid": "6f1c2a34-0000-4000-8000-000000000001",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.com",
    "byte": "aGVsaXg=",
}
_BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
# Below this depth, only required properties are generated, so that recursive schemas end.
_MAX_OPTIONAL_DEPTH = 6
_MAX_DEPTH = 40


class NoInstance(ValueError):
    """A value could not be generated for a schema."""


def instance_of(schema: Any) -> Any:
    """Generate a value for a schema. The same schema always gives the same value.

    Args:
        schema: A JSON schema (Draft 2020-12) whose references are internal. `pattern`, `not`, `if` and similar keywords
            are ignored, so validate the value if it must match.

    Returns:
        The value.

    Raises:
        NoInstance: The schema does not allow any value, or has a reference that cannot be resolved.
    """
    return _Generator(schema).make(schema, None, 0)


class _Generator:
    def __init__(self, root: Any) -> None:
        self._root = root

    def make(self, schema: Any, name: Optional[str], depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise NoInstance("the schema requires infinite recursion")
        if schema is True or schema == {}:
            return self._string({}, name)
        if not isinstance(schema, Mapping):
            raise NoInstance("the schema does not allow any value")
        if "$ref" in schema:
            merged = {**self._target(schema["$ref"]), **{key: schema[key] for key in schema if key != "$ref"}}
            return self.make(merged, name, depth + 1)
        for key in ("const", "default"):
            if key in schema:
                return schema[key]
        if schema.get("examples"):
            return schema["examples"][0]
        if schema.get("enum"):
            return schema["enum"][0]
        if "allOf" in schema:
            return self.make(self._merged(schema), name, depth + 1)
        for key in ("anyOf", "oneOf"):
            if schema.get(key):
                rest = {other: schema[other] for other in schema if other != key}
                return self.make(_overlay(rest, self._alternative(schema[key], depth)), name, depth + 1)
        return self._typed(schema, name, depth)

    def _typed(self, schema: Mapping[str, Any], name: Optional[str], depth: int) -> Any:
        kind = schema.get("type")
        if isinstance(kind, list):
            # A null ends a recursive schema.
            kind = (
                "null"
                if depth > _MAX_OPTIONAL_DEPTH and "null" in kind
                else next((k for k in kind if k != "null"), "null")
            )
        if kind is None:
            kind = "object" if "properties" in schema else "array" if "items" in schema else "string"
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            return self._array(schema, name, depth)
        if kind in ("integer", "number"):
            return _number(schema, kind, name)
        return {"boolean": True, "null": None}[kind] if kind in ("boolean", "null") else self._string(schema, name)

    def _object(self, schema: Mapping[str, Any], depth: int) -> Dict[str, Any]:
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        generated: Dict[str, Any] = {}
        for key in [*properties, *(key for key in required if key not in properties)]:
            if key in required or depth <= _MAX_OPTIONAL_DEPTH:
                generated[key] = self.make(properties.get(key, True), key, depth + 1)
        extra = schema.get("additionalProperties", True)
        for index in range(schema.get("minProperties", 0) - len(generated)):
            generated[f"key_{index + 1}"] = self.make(extra, None, depth + 1)
        return generated

    def _array(self, schema: Mapping[str, Any], name: Optional[str], depth: int) -> List[Any]:
        generated = [self.make(item, name, depth + 1) for item in schema.get("prefixItems", [])]
        min_items = schema.get("minItems", 0)
        wanted = max(min_items, 1 if depth <= _MAX_OPTIONAL_DEPTH else 0)
        wanted = min(wanted, schema.get("maxItems", wanted))
        items = schema.get("items", True)
        if items is False:
            return generated
        while len(generated) < wanted:
            generated.append(self.make(items, None, depth + 1))
        if schema.get("uniqueItems"):
            generated = [_distinct(item, index) for index, item in enumerate(generated)]
        return generated

    def _string(self, schema: Mapping[str, Any], name: Optional[str]) -> str:
        text = _FORMATS.get(schema.get("format", ""))
        if text is None:
            named = _VALUES_BY_NAME.get((name or "").lower())
            text = named if isinstance(named, str) else name or "text"
        text = text.ljust(schema.get("minLength", 0), "x")
        return text[: schema["maxLength"]] if "maxLength" in schema else text

    def _target(self, reference: str) -> Mapping[str, Any]:
        target: Any = self._root
        for part in reference.lstrip("#").split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(target, Mapping) or part not in target:
                raise NoInstance(f"the schema refers to {reference}, which does not exist")
            target = target[part]
        if not isinstance(target, Mapping):
            raise NoInstance(f"{reference} is not a schema")
        return target

    def _resolved(self, schema: Any) -> Mapping[str, Any]:
        for _ in range(_MAX_DEPTH):
            if not (isinstance(schema, Mapping) and "$ref" in schema):
                break
            schema = self._target(schema["$ref"])
        return schema if isinstance(schema, Mapping) else {}

    def _merged(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        merged: Mapping[str, Any] = {key: schema[key] for key in schema if key != "allOf"}
        for part in schema["allOf"]:
            resolved = self._resolved(part)
            merged = _overlay(merged, self._merged(resolved) if "allOf" in resolved else resolved)
        return merged

    def _alternative(self, choices: List[Any], depth: int) -> Mapping[str, Any]:
        resolved = [self._resolved(choice) for choice in choices]
        is_null = [choice.get("type") == "null" for choice in resolved]
        wanted = depth > _MAX_OPTIONAL_DEPTH
        return next((choice for choice, null in zip(resolved, is_null) if null == wanted), resolved[0])


def _overlay(base: Mapping[str, Any], over: Mapping[str, Any]) -> Dict[str, Any]:
    """Merge the parts of two schemas that matter for an instance."""
    both = {**base, **over}
    if "properties" in base and "properties" in over:
        both["properties"] = {**base["properties"], **over["properties"]}
    if "required" in base and "required" in over:
        both["required"] = [*base["required"], *over["required"]]
    return both


def _number(schema: Mapping[str, Any], kind: str, name: Optional[str]) -> Any:
    step = schema.get("multipleOf") or (1 if kind == "integer" else 0.5)
    bounds = [schema[key] for key in _BOUNDS if key in schema]
    candidates = [_VALUES_BY_NAME.get((name or "").lower()), 1, 0]
    for bound in bounds:
        rounded = bound // step * step
        candidates += [bound, rounded, rounded + step, rounded - step]
    candidates.append(sum(bounds) / max(len(bounds), 1))
    for value in candidates:
        if isinstance(value, (int, float)) and _within(schema, value):
            if kind == "number":
                return value
            if value == int(value):
                return int(value)
    raise NoInstance("no number within its bounds was found")


def _within(schema: Mapping[str, Any], value: float) -> bool:
    step = schema.get("multipleOf")
    return (
        value >= schema.get("minimum", value)
        and value <= schema.get("maximum", value)
        and value > schema.get("exclusiveMinimum", value - 1)
        and value < schema.get("exclusiveMaximum", value + 1)
        and (not step or value / step == int(value / step))
    )


def _distinct(item: Any, index: int) -> Any:
    if isinstance(item, str):
        return item if index == 0 else f"{item} {index + 1}"
    return item + index if isinstance(item, (int, float)) and not isinstance(item, bool) else item
