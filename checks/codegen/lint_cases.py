"""Changes to openapi.yaml. Each one breaks one rule of the lint."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Tuple

from codegen.tools import load

ROOT = Path(__file__).resolve().parents[2]
GOOD = load(ROOT / "openapi.yaml")
Spec = Dict[str, Any]


class Change(NamedTuple):
    """A change to a document, and its location."""

    pointer: str
    apply: Callable[[Spec], None]


class Case(NamedTuple):
    """A change that breaks a rule.

    Attributes:
        rule: The rule.
        change: The change.
        pointer: The place that the lint reports, if it is not the place of the change.
        also: Other rules that the change breaks.
    """

    rule: str
    change: Change
    pointer: str = ""
    also: Tuple[str, ...] = ()


def at(node: Any, pointer: str) -> Any:
    """Return the target of a pointer."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def holder(spec: Spec, pointer: str) -> Tuple[Any, str]:
    """Return the parent of the target of a pointer, and the key in the parent."""
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
    """Move a key to the end of its mapping."""

    def apply(spec: Spec) -> None:
        node, key = holder(spec, pointer)
        node[key] = node.pop(key)

    return Change(pointer, apply)


def edit(pointer: str, old: str, new: str) -> Change:
    """Replace a part of a text."""
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
    """Return the pointer to the JSON of a request body."""
    return f"#/components/requestBodies/{name}/content/application~1json"


def ref(name: str) -> Spec:
    """Return a ref to a component."""
    return {"$ref": f"{S}/{name}"}


def extra(**schema: Any) -> Change:
    """Add a property to a response."""
    return put(X, {"description": "More.", **schema})


def named(schema: Spec, name: str = "Extra") -> Change:
    """Add a component and use it in a response."""
    return all_of(put(f"{S}/{name}", {"description": "More.", **schema}), extra(**ref(name)))


def parameter(where: str, name: str, schema: Spec, **more: Any) -> Change:
    """Set the parameters of an operation to one parameter."""
    return put(HEALTH + "/parameters", [{"name": name, "in": where, "schema": schema, **more}])


NULL = {"type": "null"}
NOT_FOUND = "#/components/responses/NotFound/content/application~1json"
BODY = "#/components/requestBodies/Completion/content"
FORM = {"schema": ref("CompletionRequest"), "example": {"prompt": "x"}}
TAG = S + "/TextPart/properties/type"
MAPPING = S + "/ContentPart/discriminator/mapping/file"

CASES: List[Case] = [
    Case("json-first", to_end(CHAT_OK + "/application~1json"), STREAM),
    Case("stream-shape", put(STREAM + "/schema", {"type": "string", "format": "x"})),
    Case("stream-shape", put(STREAM + "/schema", ref("ChatCompletionChunk"))),
    Case("stream-shape", drop(STREAM + "/x-itemSchema")),
    Case("stream-shape", put(STREAM + "/x-itemSchema", TEXT), also=("examples-fit",)),
    Case("stream-shape", drop(STREAM + "/example"), also=("examples-exist",)),
    Case("schema-keywords", extra(type="string", nullable=True), X + "/nullable"),
    Case("null-form", extra(type=["string", "integer"]), X + "/type"),
    Case("null-form", extra(type=["string", "integer", "null"]), X + "/type"),
    Case("null-form", extra(oneOf=[{"type": "string"}, NULL]), X + "/oneOf"),
    Case("null-form", extra(anyOf=[ref("Role"), NULL]), X + "/anyOf"),
    Case("null-alone", extra(type="null")),
    Case("null-alone", extra(type="array", items=NULL), X + "/items"),
    Case("const-tags", extra(type="string", const="x"), X + "/const"),
    Case("const-tags", named({"type": "string", "const": "x"}), NEW + "/const"),
    Case(
        "const-tags",
        put(S + "/TextPart/properties/text", {"description": "X.", "type": "integer", "const": 1}),
        S + "/TextPart/properties/text/const",
        also=("examples-fit",),
    ),
    Case("const-tags", drop(TAG + "/type"), TAG + "/const"),
    Case("const-tags", put(TAG + "/const", 1), also=("examples-fit",)),
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
    Case("schema-keywords", put(S + "/Health/title", "Well")),
    Case("schema-keywords", extra(type="string", title="Well"), X + "/title"),
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
        "component-names",
        put("#/components/parameters/Model", at(GOOD, "#/components/parameters/Limit")),
        S + "/Model",
        ("unused-components",),
    ),
    Case("union-arrays", extra(oneOf=[{"type": "string"}, TEXTS]), X + "/oneOf/1"),
    Case("union-tags", extra(oneOf=[{"type": "string"}, ref("JsonObject")]), X + "/oneOf"),
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
    Case("enum-form", named({"type": ["string", "null"], "enum": ["a", "b"]}), NEW + "/type"),
    Case("enum-form", named({"type": "integer", "enum": [1, 2]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": ["a", "a"]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": ["a", 1]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": ["a", ""]}), NEW + "/enum"),
    Case("enum-form", named({"type": "string", "enum": "ab"}), NEW + "/enum"),
    Case("enum-form", named({"enum": ["a", "b"]}), NEW + "/enum"),
    Case("plain-parameters", parameter("query", "body", {"type": "string"}), PARAMETER + "/name"),
    Case("plain-parameters", put(MODEL_ID + "/schema/format", "x"), MODEL_ID + "/schema"),
    Case("plain-parameters", parameter("header", "X-Y", {"type": "integer"}), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("header", "X-Y", TEXTS), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("cookie", "y", {"type": "integer"}), PARAMETER + "/schema"),
    Case("plain-parameters", parameter("query", "y", TEXTS, explode=False), PARAMETER + "/explode"),
    Case("plain-parameters", parameter("query", "y", TEXTS, style="pipeDelimited"), PARAMETER + "/style"),
    Case("plain-parameters", parameter("query", "y", {}, content={}), PARAMETER + "/content"),
    Case("json-bodies", put(BODY + "/multipart~1form-data", FORM)),
    Case("json-bodies", put(BODY, {"multipart/form-data": FORM}), BODY + "/multipart~1form-data"),
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
    Case("validity", put(CHAT + "/operationId", "getModel"), "#"),
    Case("operation-tags", drop(HEALTH + "/tags")),
    Case("operation-tags", put(HEALTH + "/tags", ["health", "models"])),
    Case("operation-tags", put(HEALTH + "/tags", ["undeclared"])),
    Case("operation-security", drop(CHAT + "/security")),
    Case("operation-security", put("#/security", [{"bearer": []}])),
    Case(
        "error-responses",
        all_of(drop(HEALTH + "/responses/500"), drop(HEALTH + "/responses/503")),
        HEALTH + "/responses",
    ),
    Case("examples-exist", drop(request("Completion") + "/example")),
    Case("examples-exist", drop(NOT_FOUND + "/example")),
    Case("examples-exist", put(request("Embeddings") + "/examples", {}), request("Embeddings") + "/example"),
    Case("examples-fit", put(request("Completion") + "/example/temperature", 3), request("Completion") + "/example"),
    Case(
        "examples-fit",
        drop(request("ChatCompletion") + "/examples/image/value/messages/0/role"),
        request("ChatCompletion") + "/examples/image/value",
    ),
    Case("examples-fit", put(NOT_FOUND + "/example/error", 1), NOT_FOUND + "/example"),
    Case("examples-fit", put("#/components/headers/RetryAfter/example", 60)),
    Case("examples-fit", put(MODEL_ID + "/example", 1)),
    Case("examples-fit", edit(STREAM + "/example", '"created":1703123456', '"created":"now"')),
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
    Case("stream-examples", put(STREAM + "/example", ": ping\n\n")),
]
