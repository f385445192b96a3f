"""Reduce request schemas to the keywords with which the SDK validates arguments."""

from __future__ import annotations

from typing import Any, Dict, List, Set

from . import lint_walk
from .lint_walk import as_map

PREFIX = "#/components/schemas/"
# `enum`, `pattern` and `format` are left out, because enums are open and the server validates text.
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
        self.reached: Set[str] = set()
        for schema in self.bodies().values():
            self._reach(schema)

    def bodies(self) -> Dict[str, Any]:
        """Map each operationId that takes a JSON body to the body's schema."""
        found = {}
        for item in self.spec.get("paths", {}).values():
            for operation in item.values():
                if isinstance(operation, dict) and "requestBody" in operation:
                    content = self.resolve(operation["requestBody"]).get("content", {})
                    if "application/json" in content:
                        found[str(operation.get("operationId"))] = content["application/json"].get("schema", {})
        return found

    def resolve(self, value: Any) -> Dict[str, Any]:
        """Return the target of a local ref, or a value that is not a ref."""
        return as_map(lint_walk.resolve(self.spec, value))

    def properties(self, name: str) -> Dict[str, Any]:
        """Map the fields of an object component, including those from `allOf`, to their schemas."""
        schema = self.components[name]
        merged = self._merge([{"allOf": []}, *schema["allOf"]]) if "allOf" in schema else schema
        return dict(self.resolve(merged).get("properties", {}))

    def _reach(self, schema: Any) -> None:
        if isinstance(schema, list):
            for each in schema:
                self._reach(each)
        elif isinstance(schema, dict):
            ref = schema.get("$ref")
            if isinstance(ref, str) and ref.startswith(PREFIX) and ref[len(PREFIX) :] not in self.reached:
                self.reached.add(ref[len(PREFIX) :])
                self._reach(self.components[ref[len(PREFIX) :]])
            for key, value in schema.items():
                if key not in ("example", "examples", "enum", "const", "default", "x-default"):
                    self._reach(value)

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
            merged = self._merge(schema["allOf"])
            return self.reduce({**{k: v for k, v in schema.items() if k != "allOf"}, **merged})
        kept: Dict[str, Any] = {key: schema[key] for key in SCALAR_KEYWORDS if key in schema}
        if schema.get("required"):
            kept["required"] = list(schema["required"])
        for extension, keyword in EXTENSIONS.items():
            if extension in schema:
                kept[keyword] = schema[extension]
        if schema.get("properties"):
            kept["properties"] = {key: self.reduce(value) for key, value in schema["properties"].items()}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict) and self.reduce(schema[key]):
                kept[key] = self.reduce(schema[key])
        for key in ("oneOf", "anyOf"):
            if key in schema:
                kept[key] = [self.reduce(each) for each in schema[key]]
        return kept

    def _merge(self, members: List[Dict[str, Any]]) -> Dict[str, Any]:
        """Merge the members of an `allOf` into one object. A single member stays as it is."""
        if len(members) == 1:
            return members[0]
        merged: Dict[str, Any] = {"type": "object", "required": [], "properties": {}}
        for member in map(self.resolve, members):
            if "allOf" in member:
                member = self._merge(member["allOf"])
            merged["required"] += member.get("required", [])
            merged["properties"].update(member.get("properties", {}))
        return merged

    def _is_object(self, schema: Dict[str, Any]) -> bool:
        if "allOf" in schema:
            return any(self._is_object(self.resolve(member)) for member in schema["allOf"])
        return schema.get("type") == "object" or "properties" in schema
