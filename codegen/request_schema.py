"""Reduce request schemas to the keywords with which the SDK validates arguments."""

from __future__ import annotations

from typing import Any, Dict

from . import lint_walk
from .lint_walk import SCHEMA_PREFIX as PREFIX, as_map, merged

# `enum`, `pattern` and most formats are left out, because enums are open and the server validates text.
SCALAR_KEYWORDS = (
    "type",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
)
# Extensions for rules that generators do not support in JSON Schema, and their names in the reduced schemas.
EXTENSIONS = {"x-anyRequired": "anyRequired", "x-requiredByType": "requiredByType"}


class RequestSchemas:
    """Finds the components in request bodies, and reduces their schemas."""

    def __init__(self, spec: Dict[str, Any]) -> None:
        self.spec = spec
        self.components: Dict[str, Any] = spec.get("components", {}).get("schemas", {})
        # Clients receive webhook requests, and do not send them.
        reached = lint_walk.reachable({**spec, "webhooks": {}}, "request")
        self.reached = {pointer[len(PREFIX) :] for pointer in reached if pointer.startswith(PREFIX)}

    def resolve(self, value: Any) -> Dict[str, Any]:
        """Return the target of a local ref, or a value that is not a ref."""
        return as_map(lint_walk.resolve(self.spec, value))

    def properties(self, name: str) -> Dict[str, Any]:
        """Map the fields of an object component, including those from `allOf`, to their schemas."""
        return as_map(merged(self.spec, self.components[name]).get("properties"))

    def of_components(self) -> Dict[str, Dict[str, Any]]:
        """Reduce the schemas of the object components in request bodies."""
        objects = [name for name in sorted(self.reached) if self._is_object(self.components[name])]
        return {name: self.reduce(self.components[name]) for name in objects}

    def reduce(self, schema: Dict[str, Any]) -> Dict[str, Any]:
        """Keep the validation keywords. Refs to objects keep their names, and other refs are replaced by the schema."""
        if "$ref" in schema:
            name = schema["$ref"][len(PREFIX) :]
            return {"$ref": name} if self._is_object(self.components[name]) else self.reduce(self.components[name])
        if "allOf" in schema:
            return self.reduce(schema["allOf"][0] if len(schema["allOf"]) == 1 else merged(self.spec, schema))
        reduced: Dict[str, Any] = {key: schema[key] for key in SCALAR_KEYWORDS if key in schema}
        if schema.get("format") == "password":
            reduced["format"] = schema["format"]
        if schema.get("required"):
            reduced["required"] = list(schema["required"])
        for extension, keyword in EXTENSIONS.items():
            if extension in schema:
                reduced[keyword] = schema[extension]
        if schema.get("properties"):
            reduced["properties"] = {key: self.reduce(value) for key, value in schema["properties"].items()}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict) and self.reduce(schema[key]):
                reduced[key] = self.reduce(schema[key])
        for key in ("oneOf", "anyOf"):
            if key in schema:
                reduced[key] = [self.reduce(each) for each in schema[key]]
        return reduced

    def _is_object(self, schema: Dict[str, Any]) -> bool:
        merged_schema = merged(self.spec, schema)
        return merged_schema.get("type") == "object" or "properties" in merged_schema
