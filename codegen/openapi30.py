"""Derive clients/openapi-3.0.yaml from openapi.yaml, for tools that support only OpenAPI 3.0."""

from __future__ import annotations

import io
from pathlib import Path
from types import MappingProxyType
from typing import Any, Dict, List, Mapping

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from .lint_walk import as_map, resolve
from .tools import GenerationError, load

SPEC = "openapi.yaml"
DERIVED = "clients/openapi-3.0.yaml"
HEADER = "# Generated from openapi.yaml by `make spec-3.0` for tools that know OpenAPI 3.0 only: do not edit.\n"

Node = Dict[str, Any]

# Keywords that have the same meaning in both versions, and whose values do not contain schemas.
_UNCHANGED_KEYWORDS = {
    *("type", "format", "description", "enum", "required", "default", "example", "deprecated", "readOnly", "writeOnly"),
    *("minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties", "discriminator", "externalDocs", "xml", "title"),
}
_SCHEMA_LISTS = ("oneOf", "anyOf", "allOf")
# Keys outside schemas whose values are schemas.
_SCHEMA_KEYS = ("schema", "x-itemSchema")
# Keys whose values are data. The keys in the data have no meaning for OpenAPI.
_DATA = ("example", "examples", "x-itemExamples", "default", "enum")


def build(root: Path, generated: Mapping[str, bytes] = MappingProxyType({})) -> Dict[str, bytes]:
    """Derive the file for OpenAPI 3.0."""
    return {DERIVED: (HEADER + _as_yaml(derive(load(root / SPEC)))).encode()}


def derive(spec: Node) -> Node:
    """Convert a document from OpenAPI 3.1 to OpenAPI 3.0.

    Args:
        spec: The document, which must pass `lint-spec`. It is not changed.

    Returns:
        The converted document, with the webhooks under `x-webhooks`.

    Raises:
        GenerationError: OpenAPI 3.0 cannot express a part of the document.
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
    """Converts nodes. Refs in them are resolved in the whole document."""

    def __init__(self, spec: Node) -> None:
        self._spec = spec

    def node(self, value: Any, pointer: str) -> Any:
        """Copy a node that is not a schema, and convert the schemas in it."""
        if isinstance(value, list):
            return [self.node(each, f"{pointer}/{index}") for index, each in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if "$ref" in value and len(value) > 1:
            raise GenerationError(f"{pointer}: OpenAPI 3.0 does not allow other keys next to $ref")
        return {key: self._member(key, each, f"{pointer}/{key}") for key, each in value.items()}

    def _member(self, key: str, value: Any, pointer: str) -> Any:
        if pointer == "#/components/schemas":
            return {name: self.schema(each, f"{pointer}/{name}") for name, each in value.items()}
        if key in _SCHEMA_KEYS:
            return self.schema(value, pointer)
        return value if key in _DATA else self.node(value, pointer)

    def schema(self, schema: Mapping[str, Any], pointer: str) -> Node:
        """Convert a schema from JSON Schema 2020-12."""
        derived: Node = {}
        for key, value in schema.items():
            if key not in _SCHEMA_LISTS and key != "$ref":
                derived.update(self._keyword(key, value, pointer))
        _split_type(derived, pointer)
        for key in _SCHEMA_LISTS:
            if key in schema:
                derived.update(self._union(key, schema[key], pointer))
        if "$ref" in schema:
            # OpenAPI 3.0 ignores keywords next to a ref.
            return {**derived, "allOf": [{"$ref": schema["$ref"]}]} if derived else {"$ref": schema["$ref"]}
        return derived

    def _keyword(self, key: str, value: Any, pointer: str) -> Node:
        if (
            key in _UNCHANGED_KEYWORDS
            or key.startswith("x-")
            or (key == "additionalProperties" and isinstance(value, bool))
        ):
            return {key: value}
        if key == "const":
            return {"enum": [value]}
        if key == "properties":
            return {key: {name: self.schema(each, f"{pointer}/{name}") for name, each in value.items()}}
        if key in ("items", "additionalProperties"):
            return {key: self.schema(value, f"{pointer}/{key}")}
        raise GenerationError(f"{pointer}: OpenAPI 3.0 does not have {key}")

    def _union(self, key: str, members: List[Any], pointer: str) -> Node:
        others = [each for each in members if each.get("type") != "null"]
        converted = [self.schema(each, f"{pointer}/{key}/{index}") for index, each in enumerate(others)]
        if len(others) == len(members):
            return {key: converted}
        if len(others) == 1:
            # Generators understand this form. `nullable` needs a type.
            return {"type": self._type_of(others[0], pointer), "nullable": True, "allOf": converted}
        for member in converted:
            if "type" in member:
                member["nullable"] = True
                return {key: converted}
        raise GenerationError(f"{pointer}/{key}: a nullable union needs a member with a type in OpenAPI 3.0")

    def _type_of(self, schema: Mapping[str, Any], pointer: str) -> str:
        declared = as_map(resolve(self._spec, schema)).get("type")
        if not isinstance(declared, str):
            raise GenerationError(f"{pointer}: a nullable schema needs one type in OpenAPI 3.0")
        return declared


def _split_type(derived: Node, pointer: str) -> None:
    declared = derived.get("type")
    if isinstance(declared, list):
        others = [name for name in declared if name != "null"]
        if len(others) != 1:
            raise GenerationError(f"{pointer}/type: a schema has one type in OpenAPI 3.0")
        derived["type"] = others[0]
        if len(declared) > 1:
            derived["nullable"] = True


def _as_yaml(document: Node) -> str:
    writer = YAML()
    writer.width = 120
    writer.indent(mapping=2, sequence=4, offset=2)
    # Do not write YAML anchors: a value that occurs twice in the document is written twice.
    writer.representer.ignore_aliases = lambda *_: True
    out = io.StringIO()
    writer.dump(_with_blocks(document), out)
    return out.getvalue()


def _with_blocks(value: Any) -> Any:
    """Mark multi-line strings, so that they are written as YAML blocks."""
    if isinstance(value, dict):
        return {key: _with_blocks(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_blocks(each) for each in value]
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value
