"""Derives clients/openapi-3.0.yaml, for tools that know OpenAPI 3.0.3 only, from openapi.yaml."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from . import yaml_files
from .formatting import GenerationError

SPEC = "openapi.yaml"
DERIVED = "clients/openapi-3.0.yaml"
HEADER = "# Generated from openapi.yaml by `make spec-3.0` for tools that know OpenAPI 3.0 only: do not edit.\n"

Node = Dict[str, Any]

# What both versions have, as it is; the values in which schemas stand are converted in turn.
_KEPT = {
    *("type", "format", "description", "enum", "required", "default", "example", "deprecated", "readOnly", "writeOnly"),
    *("minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties", "discriminator", "externalDocs", "xml", "title"),
}
_SCHEMA_LISTS = ("oneOf", "anyOf", "allOf")
_SCHEMA_KEYS = ("schema", "x-itemSchema")
# What stands under these is data: a key in there means nothing, whatever its name.
_DATA = ("example", "examples", "x-itemExamples", "default", "enum")
# What OpenAPI 3.1 has outside of schemas, and 3.0 has not.
_NEW_IN_31 = {"jsonSchemaDialect", "pathItems"}


def build(root: Path) -> Dict[str, bytes]:
    """Derive the file.

    Args:
        root: The project folder, with the spec.

    Returns:
        The content of the file by its name.

    Raises:
        GenerationError: The spec says something that OpenAPI 3.0.3 cannot.
    """
    return {DERIVED: (HEADER + _as_yaml(derive(yaml_files.load(root / SPEC)))).encode()}


def derive(spec: Mapping[str, Any]) -> Node:
    """Say in OpenAPI 3.0.3 what a document says in 3.1.0.

    Args:
        spec: The document, held to the portable subset (codegen/lint_subset.py); it is not changed.

    Returns:
        The document for older tools: the webhooks stand under `x-webhooks`, all else in its own place.

    Raises:
        GenerationError: The document says something that OpenAPI 3.0.3 cannot.
    """
    derived = _Converter(spec).node(spec, "#")
    derived["openapi"] = "3.0.3"
    derived["info"] = _info(derived["info"])
    return {("x-webhooks" if key == "webhooks" else key): value for key, value in derived.items()}


def _info(info: Node) -> Node:
    summary = info.pop("summary", "")
    info["description"] = "\n\n".join(text for text in (summary, info.get("description", "")) if text)
    licence = info.get("license", {})
    if "identifier" in licence:
        licence["url"] = f"https://spdx.org/licenses/{licence.pop('identifier')}.html"
    return info


class _Converter:
    """Rewrites nodes; needs the whole document to know what a ref leads to."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._schemas = spec.get("components", {}).get("schemas", {})

    def node(self, value: Any, pointer: str) -> Any:
        """Copy what stands outside of schemas, with the schemas in it converted."""
        if isinstance(value, list):
            return [self.node(each, f"{pointer}/{index}") for index, each in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if "$ref" in value and len(value) > 1:
            raise GenerationError(f"{pointer}: OpenAPI 3.0.3 has nothing beside a $ref")
        return {key: self._member(key, each, f"{pointer}/{key}") for key, each in value.items()}

    def _member(self, key: str, value: Any, pointer: str) -> Any:
        if pointer == "#/components/schemas":
            return {name: self.schema(each, f"{pointer}/{name}") for name, each in value.items()}
        if key in _NEW_IN_31:
            raise GenerationError(f"{pointer}: OpenAPI 3.0.3 has no {key}")
        if key in _SCHEMA_KEYS:
            return self.schema(value, pointer)
        # The examples of a media type are named and may be refs; no key in them is a schema's.
        return value if key in _DATA else self.node(value, pointer)

    def schema(self, schema: Mapping[str, Any], pointer: str) -> Node:
        """Say a schema of JSON Schema 2020-12 in the older words of OpenAPI 3.0."""
        derived: Node = {}
        for key, value in schema.items():
            if key in _KEPT or key.startswith("x-"):
                derived[key] = value
            elif key in _RULES:
                derived.update(_RULES[key](self, value, pointer))
            elif key not in _SCHEMA_LISTS and key != "$ref":
                raise GenerationError(f"{pointer}: OpenAPI 3.0.3 has no {key}")
        _split_type(derived, pointer)
        for key in _SCHEMA_LISTS:
            if key in schema:
                derived.update(self._union(key, schema[key], pointer))
        if "$ref" in schema:
            # A ref alone is a ref; beside anything else, 3.0 would not see what is beside it.
            return {**derived, "allOf": [{"$ref": schema["$ref"]}]} if derived else {"$ref": schema["$ref"]}
        return derived

    def _union(self, key: str, members: List[Any], pointer: str) -> Node:
        others = [each for each in members if each.get("type") != "null"]
        converted = [self.schema(each, f"{pointer}/{key}/{index}") for index, each in enumerate(others)]
        if len(others) == len(members):
            return {key: converted}
        if len(others) == 1:
            # The form that generators read; `nullable` needs a type beside it.
            return {"type": self._type_of(others[0], pointer), "nullable": True, "allOf": converted}
        for member in converted:
            if "type" in member:
                member["nullable"] = True
                return {key: converted}
        raise GenerationError(f"{pointer}/{key}: OpenAPI 3.0.3 can only say null of a member with a type")

    def _type_of(self, schema: Mapping[str, Any], pointer: str) -> str:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        declared = schema.get("type")
        if not isinstance(declared, str):
            raise GenerationError(f"{pointer}: OpenAPI 3.0.3 can only say null of what has one type")
        return declared

    def properties(self, value: Any, pointer: str) -> Node:
        return {"properties": {name: self.schema(each, f"{pointer}/{name}") for name, each in value.items()}}

    def items(self, value: Any, pointer: str) -> Node:
        return {"items": self.schema(value, f"{pointer}/items")}

    def additional(self, value: Any, pointer: str) -> Node:
        plain = isinstance(value, bool)
        return {"additionalProperties": value if plain else self.schema(value, f"{pointer}/additionalProperties")}

    def negation(self, value: Any, pointer: str) -> Node:
        return {"not": self.schema(value, f"{pointer}/not")}


def _split_type(derived: Node, pointer: str) -> None:
    declared = derived.get("type")
    if isinstance(declared, list):
        others = [name for name in declared if name != "null"]
        if len(others) != 1:
            raise GenerationError(f"{pointer}/type: OpenAPI 3.0.3 has one type")
        derived["type"] = others[0]
        if len(declared) > 1:
            derived["nullable"] = True
            if None not in derived.get("enum", [None]):
                derived["enum"] = [*derived["enum"], None]
    elif declared == "null":
        raise GenerationError(f"{pointer}/type: OpenAPI 3.0.3 has no type of null alone")


def _content(_: _Converter, value: Any, pointer: str) -> Node:
    if value != "base64":
        raise GenerationError(f"{pointer}: OpenAPI 3.0.3 has no contentEncoding {value}")
    return {"format": "byte"}


_RULES: Dict[str, Callable[[_Converter, Any, str], Node]] = {
    "const": lambda _, value, pointer: {"enum": [value]},
    "examples": lambda _, value, pointer: {"example": value[0]} if value else {},
    "exclusiveMinimum": lambda _, value, pointer: {"minimum": value, "exclusiveMinimum": True},
    "exclusiveMaximum": lambda _, value, pointer: {"maximum": value, "exclusiveMaximum": True},
    "contentEncoding": _content,
    # Said by the media type already.
    "contentMediaType": lambda _, value, pointer: {},
    "$comment": lambda _, value, pointer: {},
    "properties": _Converter.properties,
    "items": _Converter.items,
    "additionalProperties": _Converter.additional,
    "not": _Converter.negation,
}


def _as_yaml(document: Node) -> str:
    writer = YAML()
    writer.width = 120
    writer.indent(mapping=2, sequence=4, offset=2)
    # Anchors, where two places share one value, are for no reader.
    writer.representer.ignore_aliases = lambda *_: True
    out = io.StringIO()
    writer.dump(_with_blocks(document), out)
    return out.getvalue()


def _with_blocks(value: Any) -> Any:
    """Mark the texts of several lines to be written as such."""
    if isinstance(value, dict):
        return {key: _with_blocks(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_blocks(each) for each in value]
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value
