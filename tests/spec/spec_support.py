"""Helpers for the tests of the specification: its components, its operations, and whether a value fits a schema."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Tuple

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

import helixagent

# The same document as openapi.yaml, which takes a second to parse. `make check-generated` compares the two.
SPEC = helixagent.openapi()
SCHEMAS = SPEC["components"]["schemas"]
_REGISTRY: Any = Registry().with_resource("urn:spec", DRAFT202012.create_resource(SPEC))


def resolve(node: Dict[str, Any]) -> Dict[str, Any]:
    """Follow refs to components."""
    while "$ref" in node:
        _, section, name = node["$ref"][2:].split("/")
        node = SPEC["components"][section][name]
    return node


def operations() -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    """Yield the method, path and node of each operation."""
    for path, item in SPEC["paths"].items():
        for method, node in item.items():
            yield method, path, node


BY_ID = {node["operationId"]: node for _, _, node in operations()}


def responses(name: str, kinds: str) -> Dict[str, Dict[str, Any]]:
    """Return the responses of an operation whose status starts with one of the digits, by status."""
    listed = BY_ID[name]["responses"]
    return {status: resolve(node) for status, node in listed.items() if status[0] in kinds}


def named(holder: Dict[str, Any], key: str) -> str:
    """Return the name of the component to which a ref points."""
    name: str = holder[key]["$ref"].rpartition("/")[2]
    return name


def examples(media: Dict[str, Any]) -> Dict[str, Any]:
    """Return the examples of a media type by name. A single example has the name `canonical`."""
    if "example" in media:
        return {"canonical": media["example"]}
    return {name: example["value"] for name, example in media["examples"].items()}


def fits(name: str, value: Any) -> bool:
    """Return whether a value matches the schema of a component."""
    schema = {"$ref": f"urn:spec#/components/schemas/{name}"}
    return bool(Draft202012Validator(schema, registry=_REGISTRY).is_valid(value))


def refs(node: Any) -> Iterator[str]:
    """Yield the targets of all refs in a node."""
    if isinstance(node, list):
        for child in node:
            yield from refs(child)
    elif isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from refs(child)
