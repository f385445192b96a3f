"""Tests that the sandbox follows the spec: an operation that is added to the document works without new code."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, Dict

import httpx
import pytest
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator

from helixagent.testing import Sandbox
from helixagent.testing.sandbox.exchange import handler_table
from helixagent.testing.sandbox.handlers import models
from helixagent.testing.sandbox.instances import NoInstance, instance_of
from helixagent.testing.sandbox.spec import Spec


def _json(schema: Any = None, **media: Any) -> Dict[str, Any]:
    return {"description": "ok", "content": {"application/json": {"schema": schema or {"type": "object"}, **media}}}


ADDED: Dict[str, Any] = {
    "/v1/teams/{teamId}": {
        "parameters": [{"name": "teamId", "in": "path", "required": True, "schema": {"type": "string"}}],
        "get": {"operationId": "getTeam", "responses": {"404": _json(), "200": _json(example={"id": "t1"})}},
        "delete": {"operationId": "deleteTeam", "responses": {"204": {"description": "gone"}}},
    },
    "/v1/teams/default": {
        "get": {"operationId": "getDefaultTeam", "responses": {"200": _json(examples={"one": {"value": ["default"]}})}},
        "post": {
            "operationId": "createTeam",
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ChatCompletionRequest"}}},
            },
            "responses": {"2XX": _json({"$ref": "#/components/schemas/Usage"})},
        },
    },
    "/v1/report": {
        "get": {
            "operationId": "getReport",
            "responses": {"200": {"description": "ok", "content": {"application/pdf": {"example": "%PDF"}}}},
        },
        "post": {
            "operationId": "streamReport",
            "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
            "responses": {
                "200": {
                    "description": "ok",
                    "content": {
                        "application/json": {"schema": {"type": "object", "example": {"whole": True}}},
                        "text/event-stream": {"schema": {"type": "string"}, "example": "data: 1\n\n"},
                    },
                }
            },
        },
    },
}


def test_an_added_operation_returns_its_example(spec: Spec, tmp_path: Path) -> None:
    document = copy.deepcopy(spec.document)
    document["paths"].update(ADDED)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    with Sandbox(spec=file) as sandbox, httpx.Client(base_url=sandbox.base_url, trust_env=False, verify=False) as http:
        assert http.get("/v1/teams/t%2F9").json() == {"id": "t1"}
        gone = http.delete("/v1/teams/t9")
        assert (gone.status_code, gone.content) == (204, b"")
        assert http.get("/v1/teams/default").json() == ["default"]
        assert http.put("/v1/teams/default").headers["allow"] == "GET, POST"
        assert http.post("/v1/teams/default", json={}).json()["error"]["param"] == "messages"
        made = http.post("/v1/teams/default", json={"messages": [{"role": "user"}]})
        assert (made.status_code, made.json()["total_tokens"]) == (200, 1)
        report = http.get("/v1/report")
        assert (report.content, report.headers["content-type"]) == (b"%PDF", "application/pdf")
        assert http.post("/v1/report", json={}).json() == {"whole": True}
        assert http.post("/v1/report", json={"stream": True}).text == "data: 1\n\n"


def test_two_handlers_for_one_operation_are_an_error() -> None:
    with pytest.raises(ValueError, match="listModels"):
        handler_table(models.HANDLERS, models.HANDLERS)


SCHEMAS = st.recursive(
    st.one_of(
        st.fixed_dictionaries({"type": st.sampled_from(["string", "integer", "number", "boolean", "null"])}),
        st.builds(
            lambda low, more: {"type": "integer", "minimum": low, "maximum": low + more}, st.integers(), st.just(3)
        ),
        st.builds(lambda low: {"type": "number", "exclusiveMinimum": low}, st.integers(-50, 50)),
        st.builds(lambda size: {"type": "string", "minLength": size, "maxLength": size + 2}, st.integers(0, 9)),
        st.builds(lambda value: {"const": value}, st.one_of(st.none(), st.text(), st.integers())),
        st.builds(lambda values: {"enum": values}, st.lists(st.integers(), min_size=1)),
        st.just({"type": ["string", "null"]}),
        st.just({"type": "integer", "multipleOf": 7, "minimum": 8}),
        st.just({}),
    ),
    lambda inner: st.one_of(
        st.builds(lambda item: {"type": "array", "items": item, "minItems": 2}, inner),
        st.builds(lambda item: {"anyOf": [{"type": "null"}, item]}, inner),
        st.builds(lambda item: {"allOf": [item]}, inner),
        st.builds(
            lambda properties: {"type": "object", "properties": properties, "required": list(properties)},
            st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
        ),
        st.builds(lambda item: {"type": "object", "additionalProperties": item, "minProperties": 1}, inner),
    ),
    max_leaves=8,
)


@given(SCHEMAS)
def test_a_generated_value_matches_its_schema(schema: Any) -> None:
    Draft202012Validator(schema).validate(instance_of(schema))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"next": {"$ref": "#"}}},
        {"type": "object", "properties": {"next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}, "required": ["next"]},
        {"type": "array", "items": {"$ref": "#"}},
        {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False},
        {"type": "array", "items": {"type": "string"}, "minItems": 3, "uniqueItems": True},
        {"type": "string", "format": "date-time"},
        {"allOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"required": ["b"]}]},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    ],
)
def test_values_for_real_world_schemas(schema: Any) -> None:
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(instance_of(schema))


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"$ref": "#/$defs/none"},
        {"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]},
        {"type": "integer", "minimum": 3, "maximum": 2},
    ],
)
def test_a_schema_without_a_value(schema: Any) -> None:
    with pytest.raises(NoInstance):
        instance_of(schema)
