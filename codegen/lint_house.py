"""What every operation and component of the API document must have: names, security, statuses, bodies and errors."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Iterator, List, Set

from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import Unresolvable

from codegen.lint_walk import (
    Finding,
    Spec,
    as_map,
    join,
    lookup,
    media_types,
    operations,
    refs,
)


def validity(spec: Spec) -> Iterator[Finding]:
    """The document is OpenAPI 3.1.0."""
    if spec.get("openapi") != "3.1.0":
        yield "#/openapi", "must be 3.1.0"
    try:
        for error in OpenAPIV31SpecValidator(spec).iter_errors():
            yield join("#", *error.absolute_path), f"is no valid OpenAPI 3.1: {error.message[:200]}"
    except Unresolvable:
        # A ref that leads nowhere stops the validator; the rule on dangling refs tells where.
        return
    except Exception as error:
        # It also stumbles over documents that are far from OpenAPI, in more ways than it documents.
        yield "#", f"is no valid OpenAPI 3.1: the validator gave up with {error!r}"


def dangling_refs(spec: Spec) -> Iterator[Finding]:
    """Every ref leads somewhere."""
    for pointer, ref in refs(spec):
        if ref.startswith("#/") and lookup(spec, ref) is None:
            yield pointer, f"must lead to something: there is no {ref}"


def unused_components(spec: Spec) -> Iterator[Finding]:
    """Every component is part of some operation."""
    used: Set[str] = set()
    todo: List[Any] = [spec.get("paths"), spec.get("webhooks")]
    while todo:
        for _, ref in refs(todo.pop()):
            if ref not in used:
                used.add(ref)
                todo.append(lookup(spec, ref))
    schemes = {name for operation in operations(spec) for need in _needs(operation.node) for name in need}
    used |= {join("#/components/securitySchemes", name) for name in schemes}
    for section, named in as_map(spec.get("components")).items():
        for name in as_map(named):
            pointer = join("#/components", section, name)
            if pointer not in used:
                yield pointer, "must go, or be used by an operation"


def _needs(operation: Dict[str, Any]) -> List[Dict[str, Any]]:
    listed = operation.get("security")
    return [as_map(need) for need in listed] if isinstance(listed, list) else []


def operation_ids(spec: Spec) -> Iterator[Finding]:
    """Other languages' SDKs name their functions by these."""
    seen: Dict[str, str] = {}
    for operation in operations(spec, webhooks=True):
        pointer = join(operation.pointer, "operationId")
        name = operation.node.get("operationId")
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-zA-Z0-9]*", name):
            yield pointer, "must be a name in camelCase"
            continue
        other = seen.setdefault(name.lower(), operation.pointer)
        if other != operation.pointer:
            yield pointer, f"must be unique: {other} has the same"


def operation_tags(spec: Spec) -> Iterator[Finding]:
    """The tag names the package that the operation is generated into."""
    listed = spec.get("tags")
    declared = [as_map(tag).get("name") for tag in (listed if isinstance(listed, list) else [])]
    for operation in operations(spec):
        tags = operation.node.get("tags")
        if not isinstance(tags, list) or len(tags) != 1 or tags[0] not in declared:
            yield join(operation.pointer, "tags"), "must be exactly one of the tags that the document declares"


def operation_texts(spec: Spec) -> Iterator[Finding]:
    """A person reads what each operation does."""
    for operation in operations(spec):
        for key in ("summary", "description"):
            text = operation.node.get(key)
            if not isinstance(text, str) or not text.strip():
                yield join(operation.pointer, key), "must say what the operation does"


def operation_security(spec: Spec) -> Iterator[Finding]:
    """Generators ignore the document's own security."""
    if "security" in spec:
        yield "#/security", "must be written out at each operation"
    for operation in operations(spec):
        if not isinstance(operation.node.get("security"), list):
            yield join(operation.pointer, "security"), "must be written out (`[]` for none)"


def error_responses(spec: Spec) -> Iterator[Finding]:
    """Every operation can fail, and says how."""
    for operation in operations(spec):
        statuses = [str(status) for status in as_map(operation.node.get("responses"))]
        if not any(status[:1] in ("4", "5") or status == "default" for status in statuses):
            yield join(operation.pointer, "responses"), "must have an error response"


def body_methods(spec: Spec) -> Iterator[Finding]:
    """Proxies and HTTP clients drop the body of a GET."""
    for operation in operations(spec):
        method = operation.pointer.rpartition("/")[2]
        if method in ("get", "head", "trace") and "requestBody" in operation.node:
            yield join(operation.pointer, "requestBody"), f"must go: {method.upper()} has no body"


def status_codes(spec: Spec) -> Iterator[Finding]:
    """Generators drop the responses of a range of statuses, or do not know which status a client got."""
    for operation in operations(spec, webhooks=True):
        for status in as_map(operation.node.get("responses")):
            if not re.fullmatch(r"[1-5]\d\d|default", str(status)):
                yield join(operation.pointer, "responses", status), "must be one status, such as 200, or `default`"


def body_types(spec: Spec) -> Iterator[Finding]:
    """The generated client writes JSON; generation stops at a multipart body."""
    for media in media_types(spec):
        if media.kind == "request" and media.type != "application/json":
            yield media.pointer, "must be `application/json`: no other body is generated"


# Components that are equal today, and name different things: a change of one does not concern the other.
_DIFFERENT_THINGS = (
    {"Metadata", "HeaderMap"},
    {"Verbosity", "SearchContextSize"},
    {"FunctionCall", "FunctionCallDelta"},
    {"NamedFunction", "NamedCustomTool"},
    {"ChatCompletionResponse", "EnsembleCompletionResponse"},
    {"CompletionResponse", "CompletionChunk"},
)
_FOR_PEOPLE = ("description", "example", "examples", "x-enum-varnames", "deprecated")


def _shape(node: Any, named: bool = False) -> Any:
    """Leave out what a schema says to people only. The keys of a map of properties are names, and stay."""
    if isinstance(node, list):
        return [_shape(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: _shape(each, key == "properties") for key, each in node.items() if named or key not in _FOR_PEOPLE}


def same_shapes(spec: Spec) -> Iterator[Finding]:
    """Two schemas for one thing become two classes, and a change of one forgets the other."""
    seen: Dict[str, str] = {}
    for name, schema in as_map(as_map(spec.get("components")).get("schemas")).items():
        shape = _shape(schema)
        # Scalars and plain arrays have no classes of their own.
        if not {"properties", "additionalProperties", "enum", "oneOf", "anyOf", "allOf"} & set(as_map(shape)):
            continue
        other = seen.setdefault(json.dumps(shape, sort_keys=True), name)
        if other != name and {name, other} not in _DIFFERENT_THINGS:
            yield join("#/components/schemas", name), f"must differ from `{other}`, or be replaced by it"
