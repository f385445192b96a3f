"""Derive clients/openapi-3.0.yaml from openapi.yaml, for tools that support only OpenAPI 3.0."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Dict, List, Mapping

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from .lint_walk import DATA_KEYS, MAPS_OF_NAMES, as_map, join, resolve
from .tools import GenerationError, load

SPEC = "openapi.yaml"
DERIVED = "clients/openapi-3.0.yaml"
HEADER = "# Generated from openapi.yaml by `make spec-3.0` for tools that know OpenAPI 3.0 only: do not edit.\n"

Node = Dict[str, Any]

_UNIONS = ("oneOf", "anyOf", "allOf")
# Keys whose values are data. The keys in the data have no meaning for OpenAPI.
_DATA = {*DATA_KEYS, "examples", "x-itemExamples"}


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
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
    derived = _converted(spec, spec, "#")
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


def _converted(node: Any, spec: Node, pointer: str, are_names: bool = False) -> Any:
    """Copy a node and convert the schemas in it. Only schemas have the keywords that change."""
    if isinstance(node, list):
        return [_converted(each, spec, join(pointer, index)) for index, each in enumerate(node)]
    if not isinstance(node, dict):
        return node
    converted = {}
    for key, value in node.items():
        inner_names = not are_names and key in MAPS_OF_NAMES
        is_data = not are_names and key in _DATA
        converted[key] = value if is_data else _converted(value, spec, join(pointer, key), inner_names)
    return converted if are_names else _schema(converted, spec, pointer)


def _schema(schema: Node, spec: Node, pointer: str) -> Node:
    """Convert the keywords of a schema from JSON Schema 2020-12."""
    derived = {key: value for key, value in schema.items() if key not in (*_UNIONS, "$ref")}
    if "const" in derived:
        derived = {
            "enum" if key == "const" else key: [value] if key == "const" else value for key, value in derived.items()
        }
    if isinstance(derived.get("type"), list):
        others = [name for name in derived["type"] if name != "null"]
        if len(others) != 1:
            raise GenerationError(f"{pointer}/type: a schema has one type in OpenAPI 3.0")
        if len(derived["type"]) > 1:
            derived["nullable"] = True
        derived["type"] = others[0]
    for key in _UNIONS:
        if key in schema:
            derived.update(_union(key, schema[key], spec, pointer))
    if "$ref" in schema:
        # OpenAPI 3.0 ignores keywords next to a ref.
        return {**derived, "allOf": [{"$ref": schema["$ref"]}]} if derived else {"$ref": schema["$ref"]}
    return derived


def _union(key: str, members: List[Any], spec: Node, pointer: str) -> Node:
    others = [each for each in members if each.get("type") != "null"]
    if len(others) == len(members):
        return {key: others}
    if len(others) == 1:
        declared = as_map(resolve(spec, others[0])).get("type")
        if not isinstance(declared, str):
            raise GenerationError(f"{pointer}: a nullable schema needs one type in OpenAPI 3.0")
        # Generators understand this form. `nullable` needs a type.
        return {"type": declared, "nullable": True, "allOf": others}
    for member in others:
        if "type" in member:
            member["nullable"] = True
            return {key: others}
    raise GenerationError(f"{pointer}/{key}: a nullable union needs a member with a type in OpenAPI 3.0")


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
