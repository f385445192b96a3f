"""Tests that clients/openapi-3.0.yaml is valid OpenAPI 3.0.3 and describes the same API as openapi.yaml."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from codegen import tools
from codegen.lint_walk import operations
from codegen.openapi30 import DERIVED, derive
from codegen.tools import GenerationError, load

ROOT = Path(__file__).resolve().parents[2]
SPEC = load(ROOT / "openapi.yaml")
FILE = tools.load(ROOT / DERIVED)
NULL = {"type": "null"}


def document(schema: Any, **more: Any) -> Dict[str, Any]:
    """Return a document with a schema, and with other schemas for refs."""
    schemas = {"Tested": schema, "Thing": {"type": "object"}, "Open": {"oneOf": [{"type": "string"}]}}
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": schemas}, **more}


def test_the_file_is_valid() -> None:
    assert FILE["openapi"] == "3.0.3"
    assert list(OpenAPIV30SpecValidator(FILE).iter_errors()) == []


def test_the_3_1_document_is_not_valid_3_0() -> None:
    assert list(OpenAPIV30SpecValidator({**SPEC, "openapi": "3.0.3"}).iter_errors()) != []


def test_yaml_1_1_and_1_2_parsers_read_the_same() -> None:
    """YAML 1.1 does not read `on`, `no` and times as strings."""
    assert yaml.safe_load((ROOT / DERIVED).read_text(encoding="utf-8")) == FILE


def test_the_operations_are_the_same() -> None:
    def facts(spec: Dict[str, Any]) -> List[Any]:
        kept = ("operationId", "tags", "summary", "description", "security", "parameters")
        return [
            (each.pointer, list(each.node["responses"]), {key: each.node.get(key) for key in kept})
            for each in operations(spec)
        ]

    assert facts(FILE) == facts(SPEC)


def test_the_webhooks_are_in_an_extension() -> None:
    assert "webhooks" not in FILE
    assert FILE["x-webhooks"] == SPEC["webhooks"]


def back(node: Any) -> Any:
    """Convert part of a document from OpenAPI 3.0 to 3.1."""
    if isinstance(node, list):
        return [back(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {key: back(each) for key, each in node.items()}
    nulls = [each for each in node.get("oneOf", []) if isinstance(each.get("type"), list)]
    if nulls:
        (member,) = nulls
        member["type"] = member["type"][0]
        node["oneOf"].append(NULL)
    if list(node.get("allOf", [{}])[0]) == ["$ref"] and len(node["allOf"]) == 1:
        (ref,) = node.pop("allOf")
        if node.pop("nullable", False):
            del node["type"]
            return {**node, "oneOf": [ref, NULL]}
        return {**node, **ref}
    if node.pop("nullable", False):
        node["type"] = [node["type"], "null"]
    return node


def without_const(node: Any) -> Any:
    """Replace constants with enums of one value, as in OpenAPI 3.0."""
    if isinstance(node, list):
        return [without_const(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        ("enum" if key == "const" else key): [each] if key == "const" else without_const(each)
        for key, each in node.items()
    }


def test_nothing_is_lost() -> None:
    """Converted to OpenAPI 3.1, the file equals openapi.yaml except for the version, summary and license."""
    found = back(FILE)
    found["webhooks"] = found.pop("x-webhooks")
    expected = without_const(copy.deepcopy(SPEC))
    expected["openapi"] = "3.0.3"
    expected["info"]["description"] = f"{expected['info'].pop('summary')}\n\n{expected['info']['description']}"
    expected["info"]["license"] = {"name": "MIT", "url": "https://spdx.org/licenses/MIT.html"}
    assert found == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": ["string"]}, {"type": "string"}),
        ({"type": "string", "const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"$ref": "#/components/schemas/Thing"}, {"$ref": "#/components/schemas/Thing"}),
        (
            {"$ref": "#/components/schemas/Thing", "description": "D."},
            {"description": "D.", "allOf": [{"$ref": "#/components/schemas/Thing"}]},
        ),
        (
            {"oneOf": [{"$ref": "#/components/schemas/Thing"}, NULL]},
            {"type": "object", "nullable": True, "allOf": [{"$ref": "#/components/schemas/Thing"}]},
        ),
        (
            {"oneOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "string"}, NULL]},
            {"oneOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "string", "nullable": True}]},
        ),
        ({"properties": {"const": {"const": "x"}}}, {"properties": {"const": {"enum": ["x"]}}}),
        ({"type": "array", "items": {"const": 1}}, {"type": "array", "items": {"enum": [1]}}),
        ({"additionalProperties": {"const": 1}}, {"additionalProperties": {"enum": [1]}}),
        ({"additionalProperties": False}, {"additionalProperties": False}),
        ({"x-optional": True, "default": {"const": 1}}, {"x-optional": True, "default": {"const": 1}}),
    ],
)
def test_schemas(schema: Any, expected: Any) -> None:
    given = document(schema)
    before = copy.deepcopy(given)
    assert derive(given)["components"]["schemas"]["Tested"] == expected
    assert given == before


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (document({"type": ["string", "integer"]}), "#/components/schemas/Tested/type: a schema has one type"),
        (document({"oneOf": [{"$ref": "#/components/schemas/Open"}, NULL]}), "a nullable schema needs one type"),
        (
            document({"oneOf": [{"$ref": "#/components/schemas/Thing"}, {"$ref": "#/components/schemas/Open"}, NULL]}),
            "#/components/schemas/Tested/oneOf: a nullable union needs a member with a type",
        ),
    ],
)
def test_a_construct_that_3_0_does_not_have_is_an_error(spec: Dict[str, Any], message: str) -> None:
    with pytest.raises(GenerationError) as caught:
        derive(spec)
    assert message in str(caught.value)


def test_data_is_unchanged() -> None:
    """An example may contain an object that looks like a schema."""
    content = {"schema": {"const": 1}, "example": {"schema": {"const": 1}}}
    spec = document({}, paths={"/a": {"get": {"responses": {"200": {"content": {"application/json": content}}}}}})
    response = derive(spec)["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]
    assert response == {"schema": {"enum": [1]}, "example": {"schema": {"const": 1}}}
