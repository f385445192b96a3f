"""Tests that each change in lint_cases.py breaks its rule, and that the lint reports the right location."""

from __future__ import annotations

import copy
from typing import Any, List, Set, Tuple

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

from codegen.lint_spec import RULES, SUBSET, lint, subset, validity

# Most cases add fields without an example.
QUICK = {name: rule for name, rule in RULES.items() if name != "examples-complete"}
PLAIN = {"type": "string"}
QUERY_ARRAY = {"name": "default", "in": "query", "schema": TEXTS, "explode": True}


def broken(change: Change) -> Spec:
    """Return the document with a change."""
    spec = copy.deepcopy(GOOD)
    change.apply(spec)
    return spec


def test_the_spec_is_clean() -> None:
    assert lint(GOOD) == []


def changed(spec: Spec) -> Spec:
    """Return only the paths and components that differ from the good document, because checking all takes a second."""
    parts = [("paths",), ("webhooks",), *(("components", section) for section in spec["components"])]
    small: Spec = {key: value for key, value in spec.items() if key not in ("paths", "webhooks", "components")}
    for part in parts:
        old, new, target = GOOD, spec, small
        for key in part:
            old, new, target = old.get(key, {}), new[key], target.setdefault(key, {})
        target.update({name: node for name, node in new.items() if old.get(name) != node})
    return small


def titles(node: Any) -> Set[str]:
    """Return the titles in a JSON schema."""
    children = node if isinstance(node, list) else node.values() if isinstance(node, dict) else ()
    inner = set().union(*map(titles, children))
    title = node.get("title") if isinstance(node, dict) else None
    return {*inner, title} if isinstance(title, str) else inner


def violations(spec: Spec, more: str = "") -> List[Tuple[str, str]]:
    """Return the pointers and rules of the violations, and leave out slow rules unless one is named."""
    found = [(pointer, name) for pointer, _, name in subset(changed(spec))]
    if more == "validity":
        found += [(pointer, "validity") for pointer, _ in validity(spec)]
    rules = {**QUICK, more: RULES[more]} if more in RULES else QUICK
    return found + [(pointer, name) for name, rule in rules.items() for pointer, _ in rule(spec)]


def test_every_rule_is_broken_by_some_case() -> None:
    assert {case.rule for case in CASES} == {"validity", *titles(SUBSET), *RULES}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}-{index}" for index, case in enumerate(CASES)])
def test_a_broken_rule_is_reported(case: Case) -> None:
    found = violations(broken(case.change), case.rule)
    expected = case.pointer or case.change.pointer
    # Missing keys are reported at the object that lacks them.
    places = [pointer for pointer, rule in found if rule == case.rule]
    assert any(each.startswith(expected) or each == expected.rpartition("/")[0] for each in places), found
    assert {rule for _, rule in found} - {case.rule} == set(case.also)


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
    assert lint(broken(change), QUICK) == []


@pytest.mark.parametrize("keyword", ["properties", "items", "additionalProperties", "oneOf", "anyOf", "allOf"])
def test_schemas_are_found_under_every_keyword(keyword: str) -> None:
    no_items = {"type": "array", "description": "Z."}
    schema, where = {"properties": ({"y": no_items}, "/y"), "items": (no_items, "")}.get(keyword, ([no_items], "/0"))
    schema, where = (no_items, "") if keyword == "additionalProperties" else (schema, where)
    found = [pointer for pointer, rule in violations(broken(extra(**{keyword: schema}))) if rule == "array-items"]
    assert found == [f"{X}/{keyword}{where}"]


@pytest.mark.parametrize("method", ["get", "put", "post", "delete", "options", "head", "patch", "trace"])
def test_operations_are_found_under_every_method(method: str) -> None:
    assert (f"#/paths/~1health/{method}", "operation-ids") in violations(broken(put("#/paths/~1health", {method: {}})))


@pytest.mark.parametrize("status", ["404", "503", "5XX", "default"])
def test_one_error_response_is_enough(status: str) -> None:
    change = put(HEALTH + "/responses", {"200": {}, status: {}})
    assert "error-responses" not in {rule for _, rule in violations(broken(change))}


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
    found = {message.rpartition(" [")[2][:-1] for message in lint(plain)}
    assert found == {"unused-components", "stream-shape", "enum-constants", "internal-webhooks"}


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
