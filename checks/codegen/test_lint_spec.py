"""Tests that each change in lint_cases.py breaks its rule, and that the lint reports the right location."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from lint_cases import (
    CASES,
    GOOD,
    HEALTH,
    NULL,
    PROPERTIES,
    STREAM,
    TEXT,
    TEXTS,
    Case,
    Change,
    S,
    Spec,
    X,
    all_of,
    extra,
    named,
    put,
    ref,
)

from codegen.lint_spec import RULES, lint

# Validating the document takes most of the time, so only the cases of that rule do it. Most cases add fields without an
# example.
ALONE = ("validity", "examples-complete")
QUICK = {name: rule for name, rule in RULES.items() if name not in ALONE}
PLAIN = {"type": "string"}
QUERY_ARRAY = {"name": "default", "in": "query", "schema": TEXTS, "explode": True}


def broken(change: Change) -> Spec:
    """Return the document with a change."""
    spec = copy.deepcopy(GOOD)
    change.apply(spec)
    return spec


def test_the_spec_is_clean() -> None:
    assert lint(GOOD) == []


def test_every_rule_is_broken_by_some_case() -> None:
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}-{index}" for index, case in enumerate(CASES)])
def test_a_broken_rule_is_reported(case: Case) -> None:
    messages = lint(broken(case.change), {**QUICK, case.rule: RULES[case.rule]})
    mine = [message for message in messages if message.endswith(f" [{case.rule}]")]
    pointer = case.pointer or case.change.pointer
    assert [message for message in mine if message.startswith(pointer + ": ")], messages
    others = {message.rpartition(" [")[2][:-1] for message in messages} - {case.rule}
    assert others == set(case.also), messages


def test_a_document_that_follows_the_rules_passes() -> None:
    change = all_of(
        named({"oneOf": [{"type": "string"}, ref("TextList"), NULL]}),
        put(S + "/Whole", {"description": "Y.", "allOf": [ref("Usage"), ref("Model")]}),
        put(PROPERTIES + "/whole", {"description": "Y.", **ref("Whole")}),
        put(HEALTH + "/parameters", [QUERY_ARRAY, {**QUERY_ARRAY, "name": "body", "in": "header", "schema": PLAIN}]),
        put(PROPERTIES + "/title", TEXT),
        put(PROPERTIES + "/default", TEXT),
        put(PROPERTIES + "/const", {"description": "Y.", "oneOf": [ref("Role"), NULL]}),
        put(PROPERTIES + "/status/default", "healthy"),
        put(S + "/EmbeddingRequest/additionalProperties", False),
        put(STREAM + "/example", ": ping\n\nevent: chunk\ndata: {}\n\ndata: [DONE]\n\n"),
        put(S + "/Usage/example", {"$ref": "a name in data"}),
        put(S + "/Usage/default", {"$ref": "a name in data"}),
        put(HEALTH + "/responses/default", {"$ref": "#/components/responses/NotFound"}),
    )
    assert lint(broken(change), {**QUICK, "validity": RULES["validity"]}) == []


@pytest.mark.parametrize(
    ("keyword", "holds"),
    [
        *[(keyword, "a list") for keyword in ("oneOf", "anyOf", "allOf", "prefixItems")],
        *[(keyword, "a map") for keyword in ("properties", "patternProperties", "dependentSchemas")],
        *[(keyword, "a map") for keyword in ("$defs", "definitions")],
        *[(keyword, "one") for keyword in ("items", "contains", "not", "if", "then", "else", "propertyNames")],
        *[(keyword, "one") for keyword in ("additionalProperties", "unevaluatedItems", "unevaluatedProperties")],
    ],
)
def test_schemas_are_found_under_every_keyword(keyword: str, holds: str) -> None:
    no_items = {"type": "array"}
    schema, where = {"a list": ([no_items], "/0"), "a map": ({"y": no_items}, "/y"), "one": (no_items, "")}[holds]
    messages = lint(broken(extra(**{keyword: schema})), {"array-items": RULES["array-items"]})
    assert [message.split(": ")[0] for message in messages] == [f"{X}/{keyword}{where}"]


@pytest.mark.parametrize("method", ["get", "put", "post", "delete", "options", "head", "patch", "trace"])
def test_operations_are_found_under_every_method(method: str) -> None:
    messages = lint(broken(put("#/paths/~1health", {method: {}})), {"operation-ids": RULES["operation-ids"]})
    assert [message.split(": ")[0] for message in messages] == [f"#/paths/~1health/{method}/operationId"]


@pytest.mark.parametrize("status", ["404", "503", "5XX", "default"])
def test_one_error_response_is_enough(status: str) -> None:
    change = put(HEALTH + "/responses", {"200": {}, status: {}})
    assert lint(broken(change), {"error-responses": RULES["error-responses"]}) == []


def without_extensions(node: Any) -> Any:
    if isinstance(node, list):
        return [without_extensions(each) for each in node]
    if not isinstance(node, dict):
        return node
    # Response headers may start with `x-` too.
    return {
        key: without_extensions(each)
        for key, each in node.items()
        if not key.startswith("x-") or key == "x-should-retry"
    }


def test_the_extensions_are_harmless() -> None:
    """Without its extensions, the document is valid and breaks only the rules for extensions."""
    plain = without_extensions(GOOD)
    assert plain != GOOD
    about_extensions = ("unused-components", "stream-shape", "stream-examples", "enum-constants", "internal-webhooks")
    assert lint(plain, {name: rule for name, rule in RULES.items() if name not in about_extensions}) == []


def test_webhooks_are_linted_but_need_no_security() -> None:
    body = {"content": {"application/json": {"schema": ref("Model"), "example": {"id": 1}}}}
    event = {
        "operationId": "onEvent",
        "x-internal": True,
        "requestBody": body,
        "responses": {"204": {"description": "Received."}},
    }
    messages = lint(broken(put("#/webhooks/another", {"post": event})))
    pointer = "#/webhooks/another/post/requestBody/content/application~1json/example"
    assert [message.split(": ")[0] for message in messages] == [pointer]


@pytest.mark.parametrize(
    "spec", [{}, {"openapi": "3.1.0", "paths": []}, {"openapi": "3.1.0", "info": 1, "paths": {"/y": 1}}]
)
def test_an_invalid_document_does_not_raise(spec: Spec) -> None:
    assert any(message.endswith("[validity]") for message in lint(spec))
