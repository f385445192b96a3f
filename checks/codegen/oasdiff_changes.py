"""Make the change that each check of oasdiff detects, in a small document."""

from __future__ import annotations

import copy
import re
from typing import Any, Dict, Iterator, Optional, Tuple

Pair = Tuple[Any, Any]

_A = {"$ref": "#/components/schemas/A"}
_B = {"$ref": "#/components/schemas/B"}
_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_THINGS = ("Length", "Items", "Properties", "Contains")
_LIMITS = {
    "max": "maximum",
    "min": "minimum",
    "exclusive-max": "exclusiveMaximum",
    "exclusive-min": "exclusiveMinimum",
    **{f"{end}-{thing.lower()}": f"{end}{thing}" for end in ("min", "max") for thing in _THINGS},
}


def _both_ways(name: str, less: Any, more: Any, added: str = "added", removed: str = "removed") -> Dict[str, Pair]:
    return {f"{name}-{added}": (less, more), f"{name}-{removed}": (more, less)}


def _limits() -> Iterator[Tuple[str, Pair]]:
    for name, keyword in _LIMITS.items():
        none, low, high = {}, {keyword: 3}, {keyword: 5}
        yield from _both_ways(name, none, low, "set", "unset").items()
        yield from _both_ways(name, low, high, "increased", "decreased").items()


def _keyword(name: str, keyword: str, value: Any) -> Dict[str, Pair]:
    return _both_ways(name, _TEXT, {**_TEXT, keyword: value})


_TAGGED = {"oneOf": [_A, _B], "discriminator": {"propertyName": "type", "mapping": {"a": _A["$ref"], "b": _B["$ref"]}}}


def _tags(**changes: Any) -> Dict[str, Any]:
    return {"oneOf": [_A, _B], "discriminator": {**_TAGGED["discriminator"], **changes}}


# Changes of a schema, which can be in several places of the document.
SCHEMA_CHANGES: Dict[str, Pair] = {
    **dict(_limits()),
    **_both_ways("multiple-of", {}, {"multipleOf": 5}, "set", "unset"),
    "multiple-of-changed": ({"multipleOf": 4}, {"multipleOf": 6}),
    **_both_ways("multiple-of", {"multipleOf": 10}, {"multipleOf": 5}, "generalized", "specialized"),
    **_keyword("pattern", "pattern", "a+"),
    "pattern-changed": ({**_TEXT, "pattern": "a+"}, {**_TEXT, "pattern": "b+"}),
    "pattern-generalized": ({**_TEXT, "pattern": "a+"}, {**_TEXT, "pattern": ".*"}),
    **_both_ways("unique-items", {}, {"uniqueItems": True}, "set", "unset"),
    **_both_ways("all-of", {"allOf": [_A]}, {"allOf": [_A, _B]}),
    "all-of-added-annotation-only": ({"allOf": [_A]}, {"allOf": [_A, {"description": "X."}]}),
    "all-of-removed-annotation-only": ({"allOf": [_A, {"description": "X."}]}, {"allOf": [_A]}),
    **_both_ways("any-of", {"anyOf": [_A, _TEXT]}, {"anyOf": [_A, _TEXT, _NUMBER]}),
    **_both_ways("one-of", {"oneOf": [_A, _TEXT]}, {"oneOf": [_A, _TEXT, _NUMBER]}),
    **_both_ways("became", _TEXT, {**_TEXT, "enum": ["a"]}, "enum", "not-enum"),
    **_both_ways("became", _TEXT, {"type": ["string", "null"]}, "nullable", "not-nullable"),
    **_keyword("const", "const", "a"),
    "const-changed": ({**_TEXT, "const": "a"}, {**_TEXT, "const": "b"}),
    **_keyword("contains", "contains", _TEXT),
    "content-encoding-changed": ({**_TEXT, "contentEncoding": "base64"}, {**_TEXT, "contentEncoding": "base32"}),
    "content-media-type-changed": ({**_TEXT, "contentMediaType": "a/b"}, {**_TEXT, "contentMediaType": "a/c"}),
    **_keyword("content-schema", "contentSchema", _A),
    **_keyword("default-value", "default", "a"),
    "default-value-changed": ({**_TEXT, "default": "a"}, {**_TEXT, "default": "b"}),
    **_keyword("dependent-required", "dependentRequired", {"a": ["b"]}),
    "dependent-required-changed": ({"dependentRequired": {"a": ["b"]}}, {"dependentRequired": {"a": ["c"]}}),
    **_keyword("dependent-schema", "dependentSchemas", {"a": _A}),
    **_both_ways("discriminator", {"oneOf": [_A, _B]}, _TAGGED),
    "discriminator-property-name-changed": (_TAGGED, _tags(propertyName="kind")),
    "discriminator-mapping-added": (_tags(mapping={"a": _A["$ref"]}), _TAGGED),
    "discriminator-mapping-deleted": (_TAGGED, _tags(mapping={"a": _A["$ref"]})),
    "discriminator-mapping-changed": (_TAGGED, _tags(mapping={"a": _B["$ref"], "b": _B["$ref"]})),
    **_keyword("if", "if", _A),
    **_keyword("then", "then", _A),
    **_keyword("else", "else", _A),
    **_both_ways("enum-value", {**_TEXT, "enum": ["a"]}, {**_TEXT, "enum": ["a", "b"]}),
    **_both_ways("list-of-types", _TEXT, {"type": ["string", "integer"]}, "widened", "narrowed"),
    **_keyword("pattern-property", "patternProperties", {"a": _TEXT}),
    **_keyword("prefix-items", "prefixItems", [_TEXT]),
    **_keyword("property-names", "propertyNames", {"pattern": "a"}),
    "type-changed": (_TEXT, _NUMBER),
    **_both_ways("type", _NUMBER, {"type": "number"}, "generalized", "specialized"),
    "type-compatible": ({**_TEXT, "description": "X."}, _TEXT),
    **_keyword("unevaluated-items", "unevaluatedItems", _TEXT),
    **_keyword("unevaluated-properties", "unevaluatedProperties", _TEXT),
    "wrapped-in-one-of": (_A, {"oneOf": [_B, _TEXT]}),
    "wrapped-in-one-of-original-preserved": (_A, {"oneOf": [_A, _TEXT]}),
    "deprecated": ({}, {"deprecated": True}),
    "reactivated": ({"deprecated": True}, {}),
}

_OPERATION: Dict[str, Any] = {
    "operationId": "ask",
    "tags": ["a"],
    "security": [{"bearer": []}],
    "parameters": [{"name": "p", "in": "query", "schema": _TEXT}],
    "requestBody": {"content": {"application/json": {"schema": _A}}},
    "responses": {
        "200": {
            "description": "X.",
            "headers": {"X-P": {"schema": _TEXT}},
            "content": {"application/json": {"schema": _B}},
        },
        "404": {"description": "X."},
    },
}
DOCUMENT: Dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "X", "version": "1.0.0"},
    "paths": {"/a": {"post": _OPERATION}},
    "webhooks": {"w": {"post": {"operationId": "told", "requestBody": {"content": {"a/b": {"schema": {}}}}}}},
    "components": {
        "schemas": {
            "A": {"type": "object", "required": ["type"], "properties": {"type": _TEXT, "a": _TEXT}},
            "B": {"type": "object", "required": ["type"], "properties": {"type": _TEXT, "b": _TEXT}},
            "Extra": {"type": "object"},
        },
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}, "key": {"type": "apiKey", "in": "header"}},
    },
}

# First words of a check's name → the place of the schema in the operation.
_JSON = ("content", "application/json", "schema")
PLACES: Dict[str, Tuple[str, ...]] = {
    "request-body": ("requestBody", *_JSON),
    "request-property": ("requestBody", *_JSON),
    "request-parameter": ("parameters", "0", "schema"),
    "request-parameter-property": ("parameters", "0", "schema"),
    "response-body": ("responses", "200", *_JSON),
    "response-property": ("responses", "200", *_JSON),
    "response-mediatype": ("responses", "200", *_JSON),
    "response-header": ("responses", "200", "headers", "X-P", "schema"),
}


def put(document: Dict[str, Any], path: Tuple[str, ...], value: Any) -> None:
    """Set the value at a path, or remove it if the value is None."""
    node: Any = document
    for part in path[:-1]:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    if isinstance(node, list):
        node[int(path[-1]) :] = [] if value is None else [copy.deepcopy(value)]
    elif value is None:
        node.pop(path[-1], None)
    else:
        node[path[-1]] = copy.deepcopy(value)


_PLACE = re.compile("^(" + "|".join(sorted(PLACES, key=len, reverse=True)) + ")-(.+)$")
_ROOT = ("paths", "/a", "post")
_SCHEMAS = ("components", "schemas")
_SCHEMES = ("components", "securitySchemes")
_EXTRA = (*_SCHEMAS, "A", "properties", "extra")
_GOT = (*_SCHEMAS, "B", "properties", "extra")
_NEEDED, _GIVEN = (*_SCHEMAS, "A", "required"), (*_SCHEMAS, "B", "required")
_P = {"name": "q", "in": "query", "schema": _TEXT}
_ITEMS = ("responses", "200", "content", "application/json", "x-itemSchema")

Step = Tuple[Tuple[str, ...], Any]


def _steps(*steps: Step) -> Tuple[Step, ...]:
    return steps


# All other changes: the steps that write the old document, and the steps that write the new document.
Edit = Tuple[Tuple[Step, ...], Tuple[Step, ...]]
_SENT_EXTRA, _GOT_EXTRA = _steps((_EXTRA, _TEXT)), _steps((_GOT, _TEXT))
_NO_EXTRA, _NO_GOT = _steps((_EXTRA, None)), _steps((_GOT, None))
_PARAMETER = (*_ROOT, "parameters")
_BODY = (*_ROOT, "requestBody")
_SECURITY = (*_ROOT, "security")
_HEADERS = (*_ROOT, "responses", "200", "headers")
_CONTENT = (*_ROOT, "responses", "200", "content")


def _set(path: Tuple[str, ...], before: Any, after: Any) -> Edit:
    return _steps((path, before)), _steps((path, after))


EDITS: Dict[str, Edit] = {
    "api-global-security-added": (
        _steps((_SECURITY, None)),
        _steps((_SECURITY, None), (("security",), [{"bearer": []}])),
    ),
    "api-global-security-removed": (
        _steps((_SECURITY, None), (("security",), [{"bearer": []}, {"key": []}])),
        _steps((_SECURITY, None), (("security",), [{"bearer": []}])),
    ),
    "api-operation-id-added": _set((*_ROOT, "operationId"), None, "ask"),
    "api-operation-id-removed": _set((*_ROOT, "operationId"), "ask", None),
    "api-path-removed-without-deprecation": _set(("paths", "/a"), {"post": _OPERATION}, None),
    "api-removed-without-deprecation": _set(_ROOT, _OPERATION, None),
    "api-schema-removed": _set((*_SCHEMAS, "Extra"), {"type": "object"}, None),
    "api-security-added": _set(_SECURITY, [{"bearer": []}], [{"bearer": []}, {"key": []}]),
    "api-security-removed": _set(_SECURITY, [{"bearer": []}, {"key": []}], [{"bearer": []}]),
    "api-security-anonymous-access-added": _set(_SECURITY, [{"bearer": []}], [{"bearer": []}, {}]),
    "api-security-anonymous-access-removed": _set(_SECURITY, [{"bearer": []}, {}], [{"bearer": []}]),
    "api-security-component-added": _set((*_SCHEMES, "new"), None, {"type": "apiKey"}),
    "api-security-component-removed": _set((*_SCHEMES, "key"), {"type": "apiKey"}, None),
    "api-security-component-type-changed": _set((*_SCHEMES, "key", "type"), "apiKey", "http"),
    "api-security-component-api-key-in-changed": _set((*_SCHEMES, "key", "in"), "header", "query"),
    "api-security-component-api-key-name-changed": _set((*_SCHEMES, "key", "name"), "a", "b"),
    "api-security-component-bearer-format-changed": _set((*_SCHEMES, "bearer", "bearerFormat"), "a", "b"),
    "api-security-component-http-scheme-changed": _set((*_SCHEMES, "bearer", "scheme"), "bearer", "basic"),
    "api-tag-added": _set((*_ROOT, "tags"), ["a"], ["a", "b"]),
    "api-tag-removed": _set((*_ROOT, "tags"), ["a", "b"], ["a"]),
    "api-version-changed": _set(("info", "version"), "1.0.0", "1.0.1"),
    "endpoint-added": _set(_ROOT, None, _OPERATION),
    "endpoint-deprecated": _set((*_ROOT, "deprecated"), None, True),
    "endpoint-reactivated": _set((*_ROOT, "deprecated"), True, None),
    "new-optional-request-parameter": _set((*_PARAMETER, "1"), None, _P),
    "new-optional-request-default-parameter-to-existing-path": _set(
        (*_PARAMETER, "1"), None, {**_P, "schema": {**_TEXT, "default": "a"}}
    ),
    "new-required-request-parameter": _set((*_PARAMETER, "1"), None, {**_P, "required": True}),
    "new-request-path-parameter": _set((*_PARAMETER, "1"), None, {**_P, "in": "path", "required": True}),
    "new-required-request-header-property": _set((*_PARAMETER, "1"), None, {**_P, "in": "header", "required": True}),
    "new-required-request-default-parameter-to-existing-path": _set(
        (*_PARAMETER, "1"), None, {**_P, "required": True, "schema": {**_TEXT, "default": "a"}}
    ),
    "new-optional-request-property": (_NO_EXTRA, _SENT_EXTRA),
    "new-required-request-property": (_NO_EXTRA, (*_SENT_EXTRA, (_NEEDED, ["type", "extra"]))),
    "new-required-request-property-with-default": (
        _NO_EXTRA,
        _steps((_EXTRA, {**_TEXT, "default": "a"}), (_NEEDED, ["type", "extra"])),
    ),
    "request-property-removed": (_SENT_EXTRA, _NO_EXTRA),
    "request-property-became-required": (_SENT_EXTRA, (*_SENT_EXTRA, (_NEEDED, ["type", "extra"]))),
    "request-property-became-required-with-default": (
        _steps((_EXTRA, {**_TEXT, "default": "a"})),
        _steps((_EXTRA, {**_TEXT, "default": "a"}), (_NEEDED, ["type", "extra"])),
    ),
    "request-property-became-optional": ((*_SENT_EXTRA, (_NEEDED, ["type", "extra"])), _SENT_EXTRA),
    "response-property-became-required": (_GOT_EXTRA, (*_GOT_EXTRA, (_GIVEN, ["type", "extra"]))),
    "response-property-became-optional": ((*_GOT_EXTRA, (_GIVEN, ["type", "extra"])), _GOT_EXTRA),
    "response-optional-property-added": (_NO_GOT, _GOT_EXTRA),
    "response-optional-property-removed": (_GOT_EXTRA, _NO_GOT),
    "response-required-property-added": (_NO_GOT, (*_GOT_EXTRA, (_GIVEN, ["type", "extra"]))),
    "response-required-property-removed": ((*_GOT_EXTRA, (_GIVEN, ["type", "extra"])), _NO_GOT),
    "request-body-added-optional": _set(_BODY, None, _OPERATION["requestBody"]),
    "request-body-added-required": _set(_BODY, None, {**_OPERATION["requestBody"], "required": True}),
    "request-body-removed": _set(_BODY, _OPERATION["requestBody"], None),
    "request-body-became-required": _set((*_BODY, "required"), None, True),
    "request-body-became-optional": _set((*_BODY, "required"), True, None),
    "request-body-media-type-added": _set((*_BODY, "content", "a/b"), None, {"schema": _TEXT}),
    "request-body-media-type-removed": _set((*_BODY, "content", "a/b"), {"schema": _TEXT}, None),
    "request-body-media-type-schema-added": _set((*_BODY, *_JSON), None, _A),
    "request-body-media-type-schema-removed": _set((*_BODY, *_JSON), _A, None),
    "response-body-media-type-schema-added": _set((*_CONTENT, *_JSON[1:]), None, _A),
    "response-body-media-type-schema-removed": _set((*_CONTENT, *_JSON[1:]), _A, None),
    "response-body-media-type-item-schema-added": _set((*_ROOT, *_ITEMS), None, _A),
    "response-body-media-type-item-schema-removed": _set((*_ROOT, *_ITEMS), _A, None),
    "response-media-type-added": _set((*_CONTENT, "a/b"), None, {"schema": _TEXT}),
    "response-media-type-removed": _set((*_CONTENT, "a/b"), {"schema": _TEXT}, None),
    "response-media-type-name-changed": (
        _steps(((*_CONTENT, "a/b"), {"schema": _TEXT})),
        _steps(((*_CONTENT, "a/c"), {"schema": _TEXT})),
    ),
    "response-header-added": _set((*_HEADERS, "X-Q"), None, {"schema": _TEXT}),
    "optional-response-header-removed": _set((*_HEADERS, "X-Q"), {"schema": _TEXT}, None),
    "required-response-header-removed": _set((*_HEADERS, "X-Q"), {"schema": _TEXT, "required": True}, None),
    "response-header-became-optional": _set((*_HEADERS, "X-P", "required"), True, None),
    "response-success-status-added": _set((*_ROOT, "responses", "202"), None, {"description": "X."}),
    "response-success-status-removed": _set((*_ROOT, "responses", "202"), {"description": "X."}, None),
    "response-non-success-status-added": _set((*_ROOT, "responses", "409"), None, {"description": "X."}),
    "response-non-success-status-removed": _set((*_ROOT, "responses", "409"), {"description": "X."}, None),
    "request-parameter-removed": _set((*_PARAMETER, "1"), _P, None),
    "request-parameter-became-required": _set((*_PARAMETER, "0", "required"), None, True),
    "request-parameter-became-optional": _set((*_PARAMETER, "0", "required"), True, None),
    "request-parameter-deprecated": _set((*_PARAMETER, "0", "deprecated"), None, True),
    "request-parameter-reactivated": _set((*_PARAMETER, "0", "deprecated"), True, None),
    "request-header-property-became-required": (
        _steps(((*_PARAMETER, "1"), {**_P, "in": "header"})),
        _steps(((*_PARAMETER, "1"), {**_P, "in": "header", "required": True})),
    ),
    "request-header-property-became-enum": (
        _steps(((*_PARAMETER, "1"), {**_P, "in": "header"})),
        _steps(((*_PARAMETER, "1"), {**_P, "in": "header", "schema": {**_TEXT, "enum": ["a"]}})),
    ),
    "webhook-added": _set(("webhooks", "v"), None, DOCUMENT["webhooks"]["w"]),
    "webhook-removed": _set(("webhooks", "w"), DOCUMENT["webhooks"]["w"], None),
}


def _edited(steps: Tuple[Step, ...]) -> Dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    for path, value in steps:
        put(document, path, value)
    return document


def change_of(check: str) -> Optional[Tuple[Dict[str, Any], Dict[str, Any]]]:
    """Return two documents with the difference that a check of oasdiff detects, or None for unsupported checks."""
    if check in EDITS:
        old, new = EDITS[check]
        return _edited(old), _edited(new)
    match = _PLACE.match(check)
    if not match or match[2] not in SCHEMA_CHANGES:
        return None
    path, in_object = ((*_ROOT, *PLACES[match[1]]), match[1].endswith("property"))
    schemas = SCHEMA_CHANGES[match[2]]
    if in_object:
        schemas = tuple({"type": "object", "properties": {"x": each}} for each in schemas)
    return _edited(_steps((path, schemas[0]))), _edited(_steps((path, schemas[1])))
