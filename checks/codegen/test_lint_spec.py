"""Each rule of the spec's lint, broken once on its own, must be reported at the right place."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Tuple

import pytest
import yaml

from codegen.lint_spec import RULES, lint
from codegen.yaml_files import load

ROOT = Path(__file__).resolve().parents[2]
GOOD = load(ROOT / "openapi.yaml")
# The full check of OpenAPI itself takes most of the time, so only the cases about it run it. The cases add fields
# without an example of them.
ALONE = ("validity", "examples-complete")
QUICK = {name: rule for name, rule in RULES.items() if name not in ALONE}

Spec = Dict[str, Any]


class Change(NamedTuple):
    """Something done to a document, and where."""

    pointer: str
    apply: Callable[[Spec], None]


class Case(NamedTuple):
    """A change that breaks one rule, where that shows if not where the change is, and what else it must break."""

    rule: str
    change: Change
    pointer: str = ""
    also: Tuple[str, ...] = ()


def at(node: Any, pointer: str) -> Any:
    """Give what a pointer leads to."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def holder(spec: Spec, pointer: str) -> Tuple[Any, str]:
    """Give what holds the place that a pointer leads to, and the key there."""
    outer, _, key = pointer.rpartition("/")
    return at(spec, outer), key.replace("~1", "/")


def put(pointer: str, value: Any) -> Change:
    """Set one value."""

    def apply(spec: Spec) -> None:
        node, key = holder(spec, pointer)
        node[key] = copy.deepcopy(value)

    return Change(pointer, apply)


def drop(pointer: str) -> Change:
    """Remove one value."""

    def apply(spec: Spec) -> None:
        node, key = holder(spec, pointer)
        del node[key]

    return Change(pointer, apply)


def all_of(*changes: Change) -> Change:
    """Make several changes."""

    def apply(spec: Spec) -> None:
        for change in changes:
            change.apply(spec)

    return Change(changes[0].pointer, apply)


def to_end(pointer: str) -> Change:
    """Make a key the last of its mapping."""

    def apply(spec: Spec) -> None:
        node, key = holder(spec, pointer)
        node[key] = node.pop(key)

    return Change(pointer, apply)


def edit(pointer: str, old: str, new: str) -> Change:
    """Change something inside a text."""
    text = at(GOOD, pointer)
    assert old in text
    return put(pointer, text.replace(old, new, 1))


S = "#/components/schemas"
CHAT = "#/paths/~1v1~1chat~1completions/post"
CHAT_OK = CHAT + "/responses/200/content"
CHAT_EXAMPLE = CHAT_OK + "/application~1json/example"
STREAM = CHAT_OK + "/text~1event-stream"
HEALTH = "#/paths/~1health/get"
HEALTH_SCHEMA = HEALTH + "/responses/200/content/application~1json/schema"
PARAMETER = HEALTH + "/parameters/0"
MODEL_ID = "#/components/parameters/ModelId"
PROPERTIES = S + "/Health/properties"
X = PROPERTIES + "/x"
NEW = S + "/Extra"
TEXT = {"description": "A text.", "type": "string"}
TEXTS = {"type": "array", "items": {"type": "string"}}


def request(name: str) -> str:
    """Give the pointer of a request body's JSON."""
    return f"#/components/requestBodies/{name}/content/application~1json"


def answer(name: str) -> str:
    """Give the pointer of an error response's JSON."""
    return f"#/components/responses/{name}/content/application~1json"


def ref(name: str) -> Spec:
    """Give a ref to a component."""
    return {"$ref": f"{S}/{name}"}


def extra(**schema: Any) -> Change:
    """Add a property to a response."""
    return put(X, {"description": "More.", **schema})


def named(schema: Spec, name: str = "Extra") -> Change:
    """Add a component, and use it in a response."""
    return all_of(put(f"{S}/{name}", {"description": "More.", **schema}), extra(**ref(name)))


def parameter(where: str, name: str, schema: Spec, **more: Any) -> Change:
    """Give an operation a parameter."""
    return put(HEALTH + "/parameters", [{"name": name, "in": where, "schema": schema, **more}])


NULL = {"type": "null"}
FORM = {"schema": ref("CompletionRequest"), "example": {"prompt": "x"}}
TAG = S + "/TextPart/properties/type"
MAPPING = S + "/ContentPart/discriminator/mapping/file"

CASES: List[Case] = [
    Case("json-first", to_end(CHAT_OK + "/application~1json"), STREAM),
    Case("stream-shape", put(STREAM + "/schema", {"type": "string", "format": "x"})),
    Case("stream-shape", put(STREAM + "/schema", ref("ChatCompletionChunk")), also=("examples-fit",)),
    Case("stream-shape", drop(STREAM + "/x-itemSchema")),
    Case("stream-shape", put(STREAM + "/x-itemSchema", TEXT), also=("stream-examples",)),
    Case("stream-shape", drop(STREAM + "/example"), also=("examples-exist",)),
    Case("null-form", extra(type="string", nullable=True), X + "/nullable"),
    Case("null-form", extra(type=["string", "integer"]), X + "/type"),
    Case("null-form", extra(type=["string", "integer", "null"]), X + "/type"),
    Case("null-form", extra(oneOf=[{"type": "string"}, NULL]), X + "/oneOf"),
    Case("null-form", extra(anyOf=[ref("Role"), NULL]), X + "/anyOf"),
    Case("null-form", named({"type": ["string", "null"], "enum": ["a", "b"]}), NEW + "/type"),
    Case("null-alone", extra(type="null")),
    Case("null-alone", extra(type="array", items={"type": ["null"]}), X + "/items"),
    Case("const-tags", extra(type="string", const="x"), X + "/const"),
    Case("const-tags", named({"type": "string", "const": "x"}), NEW + "/const"),
    Case(
        "const-tags",
        put(S + "/TextPart/properties/text", {"description": "X.", "type": "integer", "const": 1}),
        S + "/TextPart/properties/text/const",
        also=("examples-fit",),
    ),
    Case("const-tags", drop(TAG + "/type"), TAG + "/const"),
    Case("const-tags", put(TAG + "/const", 1), also=("examples-fit", "union-tags")),
    Case("const-tags", drop(S + "/TextPart/required"), TAG + "/const", also=("union-tags",)),
    Case("boolean-schemas", put(X, True)),
    Case("boolean-schemas", extra(type="array", items=False), X + "/items"),
    Case("boolean-schemas", put(S + "/JsonObject/additionalProperties", True)),
    Case("schema-keywords", put(S + "/Health/$defs", {"X": TEXT})),
    Case("schema-keywords", put(S + "/Health/definitions", {"X": TEXT})),
    Case("schema-keywords", extra(type="array", items={}, prefixItems=[TEXT]), X + "/prefixItems"),
    Case("external-refs", extra(**{"$ref": "other.yaml#/components/schemas/Y"}), X + "/$ref"),
    Case("external-refs", extra(**{"$ref": "#/paths/~1health/get/x-y"}), X + "/$ref", also=("dangling-refs",)),
    Case("array-items", extra(type="array")),
    Case("array-items", extra(type=["array", "null"])),
    Case("titles", put(S + "/Health/title", "Well")),
    Case("titles", extra(type="string", title="Well"), X + "/title"),
    Case("request-defaults", put(S + "/StreamOptions/properties/include_usage/default", False)),
    Case("request-defaults", put(S + "/FilePart/properties/type/default", "file")),
    Case(
        "request-defaults",
        parameter("query", "limit", {"type": "integer", "default": 1}),
        PARAMETER + "/schema/default",
    ),
    Case("open-responses", put(S + "/Usage/additionalProperties", False)),
    Case("open-responses", put(S + "/Delta/additionalProperties", False)),
    Case("all-of-siblings", named({"allOf": [ref("Usage")], "properties": {"y": TEXT}}), NEW + "/properties"),
    Case("named-schemas", extra(type="object", properties={"y": TEXT})),
    Case("named-schemas", extra(type=["object", "null"])),
    Case("named-schemas", extra(properties={"y": TEXT})),
    Case("named-schemas", extra(type="array", items={"additionalProperties": TEXT}), X + "/items"),
    Case("named-schemas", extra(type="string", enum=["a", "b"]), X + "/enum"),
    Case("named-schemas", put(HEALTH_SCHEMA, {"type": "object"}), also=("unused-components",)),
    *[
        Case("property-names", put(f"{PROPERTIES}/{name}", TEXT))
        for name in ("d", "cls", "to_dict", "from_dict", "additional_properties", "field_dict", "UNSET")
    ],
    Case("component-names", named({"type": "string"}, "extra")),
    Case("component-names", named({"type": "string"}, "Extra_Thing")),
    Case("component-names", named({"type": "string"}, "MODEL")),
    Case(
        "shared-names",
        put("#/components/parameters/Model", at(GOOD, "#/components/parameters/Limit")),
        S + "/Model",
        ("unused-components",),
    ),
    Case("union-arrays", extra(oneOf=[{"type": "string"}, TEXTS]), X + "/oneOf/1"),
    Case("union-maps", extra(oneOf=[{"type": "string"}, ref("JsonObject")]), X + "/oneOf/1"),
    Case("internal-webhooks", drop("#/webhooks/webhookEvent/post/x-internal")),
    Case(
        "enum-constants",
        all_of(drop(S + "/DebateState/x-enum-varnames"), drop(S + "/TaskState/x-enum-varnames")),
        S + "/TaskState",
    ),
    Case("enum-constants", put(S + "/TaskState/x-enum-varnames", ["A"])),
    Case("union-tags", extra(oneOf=[ref("Usage"), ref("Model")]), X + "/oneOf"),
    Case(
        "union-tags",
        put(S + "/RefusalPart/properties/type/const", "text"),
        S + "/ContentPart/oneOf",
        ("example-fields",),
    ),
    Case("enum-form", named({"type": "integer", "enum": [1, 2]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": ["a", "a"]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": ["a", 1]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": ["a", ""]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": "ab"}), NEW + "/enum"),
    Case("enum-form", named({"enum": ["a", "b"]}), NEW + "/enum"),
    Case("query-body", parameter("query", "body", {"type": "string"}), PARAMETER + "/name"),
    Case("plain-parameters", put(MODEL_ID + "/schema/format", "x"), MODEL_ID + "/schema"),
    Case("plain-parameters", parameter("header", "X-Y", {"type": "integer"}), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("header", "X-Y", TEXTS), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("cookie", "y", {"type": "integer"}), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("query", "y", TEXTS, explode=False), PARAMETER + "/explode"),
    Case("plain-parameters", parameter("query", "y", TEXTS, style="pipeDelimited"), PARAMETER + "/explode"),
    Case("plain-parameters", parameter("query", "y", ref("JsonObject")), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("query", "y", {}, content={}), PARAMETER + "/content"),
    Case(
        "json-bodies",
        put("#/components/requestBodies/Completion/content/multipart~1form-data", FORM),
        "#/components/requestBodies/Completion/content",
        ("body-types",),
    ),
    Case(
        "json-bodies",
        put("#/components/requestBodies/Completion/content", {"multipart/form-data": FORM}),
        "#/components/requestBodies/Completion/content",
        ("body-types",),
    ),
    Case("described", drop(S + "/Health/description")),
    Case("described", put(X, ref("Role")), X + "/description"),
    Case("described", put(X + "", {"description": "no full stop", "type": "string"}), X + "/description"),
    Case("validity", put("#/openapi", "3.1.1")),
    Case("validity", drop("#/info/version"), "#/info"),
    Case("validity", drop(HEALTH + "/responses/200/description"), HEALTH + "/responses/200"),
    Case("dangling-refs", extra(**ref("Nowhere")), X + "/$ref"),
    Case("dangling-refs", put(CHAT + "/responses/400/$ref", "#/components/responses/Nowhere")),
    Case("dangling-refs", put(MAPPING, S + "/Nowhere")),
    Case("unused-components", put(NEW, TEXT)),
    Case("unused-components", all_of(put(NEW, {**TEXT, **ref("Other")}), put(S + "/Other", TEXT)), S + "/Other"),
    Case("unused-components", put("#/components/headers/Y", {"schema": {"type": "string"}})),
    Case("unused-components", put("#/components/securitySchemes/key", {"type": "http", "scheme": "basic"})),
    Case("operation-ids", drop(HEALTH + "/operationId")),
    Case("operation-ids", put(HEALTH + "/operationId", "get_health")),
    Case("operation-ids", put(CHAT + "/operationId", "getModel")),
    Case("operation-tags", drop(HEALTH + "/tags")),
    Case("operation-tags", put(HEALTH + "/tags", ["health", "models"])),
    Case("operation-tags", put(HEALTH + "/tags", ["undeclared"])),
    Case("operation-texts", drop(HEALTH + "/summary")),
    Case("operation-texts", put(HEALTH + "/description", " ")),
    Case("operation-security", drop(CHAT + "/security")),
    Case("operation-security", put("#/security", [{"bearer": []}])),
    Case(
        "error-responses",
        all_of(drop(HEALTH + "/responses/500"), drop(HEALTH + "/responses/503")),
        HEALTH + "/responses",
    ),
    Case("examples-exist", drop(request("Completion") + "/example")),
    Case("examples-exist", drop(answer("NotFound") + "/example")),
    Case("examples-exist", put(request("Embeddings") + "/examples", {}), request("Embeddings") + "/example"),
    Case("examples-fit", put(request("Completion") + "/example/temperature", 3), request("Completion") + "/example"),
    Case(
        "examples-fit",
        drop(request("ChatCompletion") + "/examples/image/value/messages/0/role"),
        request("ChatCompletion") + "/examples/image/value",
    ),
    Case("examples-fit", put(answer("NotFound") + "/example/error", 1), answer("NotFound") + "/example"),
    Case("examples-fit", put("#/components/headers/RetryAfter/example", 60)),
    Case("examples-fit", put(MODEL_ID + "/example", 1)),
    Case("stream-examples", edit(STREAM + "/example", '"created":1703123456', '"created":"now"')),
    Case("stream-examples", edit(STREAM + "/example", '"index":0,', '"index":0')),
    Case("stream-examples", put(STREAM + "/example", "data: [DONE]\n\ndata: {}\n\n")),
    Case("stream-examples", put(STREAM + "/example", "data: {}")),
    Case("stream-examples", put(STREAM + "/example", "")),
    Case("stream-examples", edit(STREAM + "/example", "data: [DONE]\n\n", "")),
    Case("example-fields", put(CHAT_EXAMPLE + "/choices/0/finish_reasn", "stop"), CHAT_EXAMPLE + "/choices/0"),
    Case("example-fields", put(request("Completion") + "/example/temprature", 1), request("Completion") + "/example"),
    Case("example-fields", edit(STREAM + "/example", '"model"', '"modle"'), STREAM + "/example"),
    Case("examples-complete", drop(CHAT_EXAMPLE + "/model"), CHAT_OK + "/application~1json"),
    Case("examples-complete", drop(CHAT_EXAMPLE + "/choices/0/message/role"), CHAT_OK + "/application~1json"),
    Case("examples-complete", edit(STREAM + "/example", '"role":"assistant",', ""), STREAM),
    Case("body-methods", put(HEALTH + "/requestBody", {"$ref": "#/components/requestBodies/Completion"})),
    Case("status-codes", put(HEALTH + "/responses/2XX", at(GOOD, HEALTH + "/responses/200"))),
    Case("status-codes", put(HEALTH + "/responses/5XX", {"$ref": "#/components/responses/NotFound"})),
    Case("same-shapes", named(at(GOOD, S + "/Usage"))),
    Case("same-shapes", named({**at(GOOD, S + "/Role"), "x-enum-varnames": ["A", "B", "C", "D", "E"]})),
    Case(
        "body-types",
        put("#/components/requestBodies/Completion/content", {"multipart/form-data": FORM}),
        "#/components/requestBodies/Completion/content/multipart~1form-data",
        ("json-bodies",),
    ),
    Case("stream-examples", put(STREAM + "/example", ": ping\n\n")),
]


PLAIN = {"type": "string"}
QUERY_ARRAY = {"name": "default", "in": "query", "schema": TEXTS, "explode": True}


def broken(change: Change) -> Spec:
    """Give the good document with a change made to it."""
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


def test_what_the_rules_ask_for_passes() -> None:
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
    """Without its extensions, the document is still valid and breaks only the rules about the extensions."""
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
def test_a_hopeless_document_gives_messages_and_no_exception(spec: Spec) -> None:
    assert any(message.endswith("[validity]") for message in lint(spec))


def test_main_tells_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ROOT / "openapi.yaml")]) == 0
    assert capsys.readouterr() == ("", "")
    path = tmp_path / "bad.yaml"
    path.write_text(yaml.safe_dump(broken(drop(HEALTH + "/tags")), sort_keys=False), encoding="utf-8")
    assert main([str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(HEALTH + "/tags: must be exactly one of the tags")
    assert printed.err.endswith(": 1 broken\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' stands twice"),
        ("- 1\n", "no OpenAPI document"),
        ("a: [", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_main_tells_why_a_file_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: Any, told: str
) -> None:
    path = tmp_path / "bad.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 1
    assert told in capsys.readouterr().out
