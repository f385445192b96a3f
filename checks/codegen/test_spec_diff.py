"""Tests of the verdict on each kind of change to the spec, for data that clients send and data that they receive."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

from codegen.changes.rules import RULES
from codegen.changes.spec_diff import compare
from codegen.tools import load

ROOT = Path(__file__).resolve().parents[2]
SPEC = load(ROOT / "openapi.yaml")

CHAT = "#/paths/~1v1~1chat~1completions/post"
OK = CHAT + "/responses/200"
S = "#/components/schemas"
SENT, GOT = S + "/ChatCompletionRequest", S + "/ChatCompletionResponse"
TEXT = {"type": "string", "description": "A text."}

Change = Callable[[Dict[str, Any]], None]


def place(spec: Any, pointer: str) -> Tuple[Any, Any]:
    """Return the parent of the target of a pointer, and the key in the parent."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for part in parts[:-1]:
        spec = spec[int(part)] if isinstance(spec, list) else spec[part]
    return spec, int(parts[-1]) if isinstance(spec, list) else parts[-1]


def put(pointer: str, value: Any) -> Change:
    def apply(spec: Dict[str, Any]) -> None:
        holder, key = place(spec, pointer)
        holder[key] = copy.deepcopy(value)

    return apply


def drop(pointer: str) -> Change:
    def apply(spec: Dict[str, Any]) -> None:
        holder, key = place(spec, pointer)
        del holder[key]

    return apply


def add(pointer: str, value: Any) -> Change:
    """Append a value to a list, and create the list if necessary."""

    def apply(spec: Dict[str, Any]) -> None:
        holder, key = place(spec, pointer)
        holder.setdefault(key, []).append(copy.deepcopy(value))

    return apply


def rename(old: str, new: str) -> Change:
    """Rename a component, with all refs to it."""

    def apply(spec: Dict[str, Any]) -> None:
        spec["components"]["schemas"][new] = spec["components"]["schemas"].pop(old)
        retarget(spec, f"{S}/{old}", f"{S}/{new}")

    def retarget(node: Any, before: str, after: str) -> None:
        for child in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
            retarget(child, before, after)
        if isinstance(node, dict) and node.get("$ref") == before:
            node["$ref"] = after

    return apply


def verdicts(change: Change) -> List[str]:
    """Make a change, and return each verdict with its side (sent or received) and rule."""
    new = copy.deepcopy(SPEC)
    change(new)
    assert new != SPEC
    return sorted({f"{found.verdict} {found.side} {found.rule}" for found in compare(SPEC, new)})


def test_the_same_document_has_no_changes() -> None:
    assert compare(SPEC, copy.deepcopy(SPEC)) == []


def reverse(pointer: str) -> Change:
    def apply(spec: Dict[str, Any]) -> None:
        holder, key = place(spec, pointer)
        holder[key].reverse()

    return apply


MAPPING = S + "/ContentPart/discriminator/mapping"
OTHER_SERVER = ["addition api server-added", "breaking api server-removed"]
LIMIT = {"name": "limit2", "in": "query", "description": "A limit.", "schema": {"type": "integer"}}
NEW_OPERATION = copy.deepcopy(SPEC["paths"]["/v1/models"]["get"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # Operations.
        (drop("#/paths/~1v1~1models/get"), ["breaking api operation-removed"]),
        (drop("#/paths/~1v1~1models"), ["breaking api operation-removed"]),
        (put("#/paths/~1v1~1things", {"get": NEW_OPERATION}), ["addition api operation-added"]),
        (put(CHAT + "/operationId", "chat"), ["breaking api operation-renamed"]),
        (put(CHAT + "/tags", ["models"]), ["breaking api operation-renamed"]),
        (put(CHAT + "/deprecated", True), ["addition api deprecation-added"]),
        (put(CHAT + "/description", "Other words."), ["text api text"]),
        (put(CHAT + "/security", []), ["addition api security-loosened"]),
        (put("#/paths/~1health/get/security", [{"bearer": []}]), ["breaking api security-tightened"]),
        (put(CHAT + "/x-new", 1), ["breaking api unknown"]),
        (drop("#/webhooks/webhookEvent"), ["breaking api operation-removed"]),
        # The document.
        (put("#/servers/0/url", "https://x.example"), ["addition api server-added", "breaking api server-removed"]),
        (put("#/components/securitySchemes/bearer/scheme", "basic"), ["breaking api scheme-changed"]),
        (put("#/components/securitySchemes/key", {"type": "apiKey"}), ["addition api scheme-added"]),
        (put("#/info/description", "Other words."), ["text api text"]),
        # Parameters.
        (drop("#/paths/~1v1~1debates/get/parameters/0"), ["breaking request parameter-removed"]),
        (add(CHAT + "/parameters", LIMIT), ["addition request parameter-added"]),
        (add(CHAT + "/parameters", {**LIMIT, "required": True}), ["breaking request parameter-added-required"]),
        (put("#/components/parameters/ModelId/required", False), ["addition request parameter-became-optional"]),
        (put("#/components/parameters/ModelId/style", "label"), ["breaking request parameter-style"]),
        (
            put("#/components/parameters/ModelId/schema/type", "integer"),
            ["breaking request type-changed"],
        ),
        # Bodies and responses.
        (drop(CHAT + "/requestBody"), ["breaking request body-removed"]),
        (
            put("#/paths/~1v1~1models/get/requestBody", SPEC["components"]["requestBodies"]["ChatCompletion"]),
            ["breaking request body-added-required"],
        ),
        (
            put("#/components/requestBodies/ChatCompletion/required", False),
            ["addition request body-became-optional"],
        ),
        (drop(OK + "/content/text~1event-stream"), ["breaking response media-type-removed"]),
        (put(OK + "/content/text~1csv", {"schema": TEXT}), ["addition response media-type-added"]),
        (drop(OK + "/content/text~1event-stream/x-itemSchema"), ["breaking response stream-item-changed"]),
        (drop(CHAT + "/responses/404"), ["addition response error-removed"]),
        (put(CHAT + "/responses/418", {"description": "T."}), ["addition response error-added"]),
        (put(CHAT + "/responses/202", {"description": "T."}), ["breaking response success-added"]),
        (drop("#/paths/~1health/get/responses/200"), ["breaking response success-removed"]),
        (drop(OK + "/headers/X-Request-ID"), ["breaking response header-removed"]),
        (put(OK + "/headers/X-New", {"schema": TEXT}), ["addition response header-added"]),
        # Schemas of one side.
        (drop(SENT + "/properties/temperature"), ["breaking request property-removed"]),
        (drop(GOT + "/properties/created"), ["breaking response property-removed"]),
        (put(SENT + "/properties/extra", TEXT), ["addition request property-added"]),
        (put(GOT + "/properties/extra", TEXT), ["addition response property-added"]),
        (add(SENT + "/required", "temperature"), ["breaking request property-became-required"]),
        (add(GOT + "/required", "usage"), ["addition response property-became-required"]),
        (put(SENT + "/properties/temperature/maximum", 1), ["breaking request limit-tightened"]),
        (put(SENT + "/properties/temperature/maximum", 3), ["addition request limit-loosened"]),
        (put(SENT + "/properties/temperature/minimum", 1), ["breaking request limit-tightened"]),
        (drop(SENT + "/properties/temperature/minimum"), ["addition request limit-loosened"]),
        (put(SENT + "/properties/user/pattern", "a+"), ["breaking request limit-tightened"]),
        (put(SENT + "/properties/temperature/type", "integer"), ["breaking request type-narrowed"]),
        (put(SENT + "/properties/max_tokens/type", "number"), ["addition request type-widened"]),
        (put(GOT + "/properties/created/type", "number"), ["breaking response type-widened"]),
        (put(S + "/Message/properties/content/type", "string"), ["addition response null-removed"]),
        (put(GOT + "/properties/id/type", "integer"), ["breaking response type-changed"]),
        (put(SENT + "/properties/user/format", "uuid"), ["breaking request format-changed"]),
        (put(GOT + "/properties/choices/x-optional", True), ["breaking response optional-added"]),
        (put(GOT + "/properties/choices/x-empty-if-missing", True), ["addition response empty-added"]),
        (drop(S + "/ModelList/properties/data/x-empty-if-missing"), ["breaking response empty-removed"]),
        (put(GOT + "/properties/id/description", "Other words."), ["text response text"]),
        (put(SENT + "/additionalProperties", False), ["breaking request limit-tightened"]),
        # Enums are open.
        (drop(S + "/EncodingFormat/enum/0"), ["breaking request value-removed"]),
        (add(S + "/EncodingFormat/enum", "hex"), ["addition request value-added"]),
        (drop(S + "/FinishReason/enum/0"), ["addition response value-removed"]),
        (add(S + "/FinishReason/enum", "bored"), ["addition response value-added"]),
        # Unions.
        (drop(S + "/EmbeddingInput/oneOf/0"), ["breaking request variant-removed"]),
        (add(S + "/EmbeddingInput/oneOf", {"type": "integer"}), ["addition request variant-added"]),
        (add(S + "/EmbeddingVector/oneOf", {"type": "integer"}), ["breaking response variant-added"]),
        (drop(S + "/EmbeddingVector/oneOf/1"), ["addition response variant-removed"]),
        (put(S + "/TextPart/properties/type/const", "words"), ["breaking request const-changed"]),
        # Names of components are names of classes.
        (rename("Usage", "Used"), ["breaking response model-renamed"]),
        (rename("EmbeddingInput", "Embedded"), ["breaking request model-renamed"]),
        # Clients receive the events of streams and webhooks.
        (drop(S + "/Delta/properties/content"), ["breaking response property-removed"]),
        (put(S + "/TaskEvent/properties/extra", TEXT), ["addition response property-added"]),
        (drop(S + "/WebhookEvent/properties/data"), ["breaking response property-removed"]),
        # Compositions, servers, discriminators and webhooks.
        (put("#/paths/~1v1~1models/servers", [{"url": "https://x.example"}]), OTHER_SERVER),
        (reverse("#/servers"), ["breaking api server-first"]),
        (add("#/servers", {"url": "https://x.example"}), ["addition api server-added"]),
        (put(MAPPING + "/text", S + "/FilePart"), ["breaking request tag-changed"]),
        (drop(MAPPING + "/text"), ["breaking request tag-removed"]),
        (put(MAPPING + "/words", S + "/TextPart"), ["addition request tag-added"]),
        (put(S + "/ContentPart/discriminator/propertyName", "kind"), ["breaking request discriminator-changed"]),
        (put("#/webhooks/webhookEvent/post/tags", ["tasks"]), ["text api text"]),
    ],
)
def test_verdicts(change: Change, expected: List[str]) -> None:
    assert verdicts(change) == expected


def test_a_component_of_both_sides_is_judged_for_each() -> None:
    """Clients both send and receive tool calls."""
    found = verdicts(put(S + "/FunctionCall/properties/name/type", ["string", "null"]))
    assert found == ["addition request null-added", "breaking response null-added"]


def test_a_change_is_reported_once_with_its_location() -> None:
    new = copy.deepcopy(SPEC)
    drop(S + "/Usage/properties/total_tokens")(new)
    found = compare(SPEC, new)
    assert Counter(map(str, found)).most_common(1)[0][1] == 1
    assert [each.pointer for each in found] == [S + "/Usage/properties/total_tokens"]
    assert "programs write or read it" in str(found[0])


def test_recursive_unions_are_compared() -> None:
    spec = copy.deepcopy(SPEC)
    again = {"type": "array", "items": {"$ref": S + "/EmbeddingInput"}}
    spec["components"]["schemas"]["EmbeddingInput"]["oneOf"].append(again)
    assert compare(spec, copy.deepcopy(spec)) == []


def test_every_rule_has_a_reason() -> None:
    assert all(rule.reason for rule in RULES.values())
    assert {verdict for rule in RULES.values() for verdict in rule[:2]} == {"breaking", "addition", "text"}


def schema_verdicts(old: Any, new: Any) -> List[str]:
    """Return the verdicts on two schemas of a field in a request and in a response."""
    specs = []
    for schema in (old, new):
        spec = copy.deepcopy(SPEC)
        spec["components"]["schemas"]["Whole"] = {"allOf": [{"$ref": S + "/Usage"}, {"$ref": S + "/Model"}]}
        for holder in (SENT, GOT):
            put(holder + "/properties/extra", schema)(spec)
        specs.append(spec)
    return sorted({f"{found.verdict} {found.side} {found.rule}" for found in compare(*specs)})


BECAME_REQUIRED = ["addition response property-became-required", "breaking request property-became-required"]
LOOSENED = ["addition request limit-loosened", "addition response limit-loosened"]
TIGHTENED = ["addition response limit-tightened", "breaking request limit-tightened"]
PARTS = [{"$ref": S + "/Usage"}, {"$ref": S + "/Model"}]
SCHEMAS = SPEC["components"]["schemas"]
BOTH = {
    "type": "object",
    "properties": {
        **SPEC["components"]["schemas"]["Usage"]["properties"],
        **SPEC["components"]["schemas"]["Model"]["properties"],
    },
}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # An `allOf` with one member is equivalent to this member.
        ({"$ref": S + "/Usage"}, {"allOf": [{"$ref": S + "/Usage"}]}, []),
        ({"allOf": [{"$ref": S + "/Usage"}]}, {"$ref": S + "/Usage"}, []),
        # The type of an `allOf` is the type of its members.
        (
            {"$ref": S + "/Usage"},
            {"allOf": [{"$ref": S + "/Role"}]},
            ["breaking request model-renamed", "breaking response model-renamed"],
        ),
        ({"type": "string"}, {"allOf": PARTS}, ["breaking request type-changed", "breaking response type-changed"]),
        # An `allOf` of several objects is equivalent to one object with the properties of all.
        ({"allOf": PARTS}, BOTH, []),
        ({"allOf": PARTS}, {**BOTH, "required": ["id"]}, BECAME_REQUIRED),
        (
            {"multipleOf": 10},
            {"multipleOf": 5},
            ["addition request limit-loosened", "addition response limit-loosened"],
        ),
        ({"multipleOf": 5}, {"multipleOf": 10}, TIGHTENED),
        ({"multipleOf": 4}, {"multipleOf": 6}, TIGHTENED),
    ],
)
def test_verdicts_of_schemas(old: Any, new: Any, expected: List[str]) -> None:
    assert schema_verdicts(old, new) == expected


def test_the_security_of_the_document_applies_to_operations_without_security() -> None:
    old, new = copy.deepcopy(SPEC), copy.deepcopy(SPEC)
    for spec in (old, new):
        drop(CHAT + "/security")(spec)
    new["security"] = [{"bearer": []}]
    assert [(found.verdict, found.rule) for found in compare(old, new)] == [("breaking", "security-tightened")]
    assert [(found.verdict, found.rule) for found in compare(new, old)] == [("addition", "security-loosened")]
