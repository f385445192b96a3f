"""Rules for operations and components: names, security, statuses, bodies and errors. Each public function is a rule."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Iterator, List, Set

from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import Unresolvable

from codegen.lint_walk import Finding, Spec, as_map, join, lookup, media_types, operations, refs


def validity(spec: Spec) -> Iterator[Finding]:
    """Require a valid OpenAPI 3.1.0 document."""
    if spec.get("openapi") != "3.1.0":
        yield "#/openapi", "must be 3.1.0"
    try:
        for error in OpenAPIV31SpecValidator(spec).iter_errors():
            yield join("#", *error.absolute_path), f"must be valid OpenAPI 3.1: {error.message[:200]}"
    except Unresolvable:
        # A dangling ref stops the validator. The rule `dangling-refs` reports its location.
        return
    except Exception as error:
        # The validator raises undocumented errors for documents that are far from OpenAPI.
        yield "#", f"must be valid OpenAPI 3.1: the validator failed with {error!r}"


def dangling_refs(spec: Spec) -> Iterator[Finding]:
    """Require that the target of every ref exists."""
    for pointer, ref in refs(spec):
        if ref.startswith("#/") and lookup(spec, ref) is None:
            yield pointer, f"must refer to something that exists, unlike {ref}"


def unused_components(spec: Spec) -> Iterator[Finding]:
    """Require that an operation uses each component."""
    used: Set[str] = set()
    pending: List[Any] = [spec.get("paths"), spec.get("webhooks")]
    while pending:
        for _, ref in refs(pending.pop()):
            if ref not in used:
                used.add(ref)
                pending.append(lookup(spec, ref))
    schemes = {
        name
        for operation in operations(spec)
        for requirement in _security_requirements(operation.node)
        for name in requirement
    }
    used |= {join("#/components/securitySchemes", name) for name in schemes}
    for section, named in as_map(spec.get("components")).items():
        for name in as_map(named):
            pointer = join("#/components", section, name)
            if pointer not in used:
                yield pointer, "must be removed, or used by an operation"


def _security_requirements(operation: Dict[str, Any]) -> List[Dict[str, Any]]:
    listed = operation.get("security")
    return [as_map(requirement) for requirement in listed] if isinstance(listed, list) else []


def operation_ids(spec: Spec) -> Iterator[Finding]:
    """Require valid operation IDs. SDKs in other languages name their functions after them."""
    seen: Dict[str, str] = {}
    for operation in operations(spec, webhooks=True):
        pointer = join(operation.pointer, "operationId")
        name = operation.node.get("operationId")
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-zA-Z0-9]*", name):
            yield pointer, "must be a name in camelCase"
            continue
        other = seen.setdefault(name.lower(), operation.pointer)
        if other != operation.pointer:
            yield pointer, f"must be unique, but {other} has the same name"


def operation_tags(spec: Spec) -> Iterator[Finding]:
    """Require one declared tag, which becomes the package of the operation."""
    listed = spec.get("tags")
    declared = [as_map(tag).get("name") for tag in (listed if isinstance(listed, list) else [])]
    for operation in operations(spec):
        tags = operation.node.get("tags")
        if not isinstance(tags, list) or len(tags) != 1 or tags[0] not in declared:
            yield join(operation.pointer, "tags"), "must be exactly one of the declared tags"


def operation_security(spec: Spec) -> Iterator[Finding]:
    """Require security at each operation, because generators ignore the security of the document."""
    if "security" in spec:
        yield "#/security", "must be declared at each operation instead"
    for operation in operations(spec):
        if not isinstance(operation.node.get("security"), list):
            yield join(operation.pointer, "security"), "must be declared (`[]` for none)"


def error_responses(spec: Spec) -> Iterator[Finding]:
    """Require an error response for each operation."""
    for operation in operations(spec):
        statuses = [str(status) for status in as_map(operation.node.get("responses"))]
        if not any(status[:1] in ("4", "5") or status == "default" for status in statuses):
            yield join(operation.pointer, "responses"), "must have an error response"


def body_methods(spec: Spec) -> Iterator[Finding]:
    """Refuse a body for GET, which proxies and HTTP clients drop."""
    for operation in operations(spec):
        method = operation.pointer.rpartition("/")[2]
        if method in ("get", "head", "trace") and "requestBody" in operation.node:
            yield (
                join(operation.pointer, "requestBody"),
                f"must be removed, because a {method.upper()} has no body",
            )


def status_codes(spec: Spec) -> Iterator[Finding]:
    """Refuse ranges of statuses, whose responses generators drop."""
    for operation in operations(spec, webhooks=True):
        for status in as_map(operation.node.get("responses")):
            if not re.fullmatch(r"[1-5]\d\d|default", str(status)):
                yield join(operation.pointer, "responses", status), "must be one status, such as 200, or `default`"


def json_bodies(spec: Spec) -> Iterator[Finding]:
    """Require request bodies in JSON, because the SDK does not send other bodies."""
    for media in media_types(spec):
        if media.kind == "request" and media.type != "application/json":
            yield media.pointer, "must be `application/json`, because the SDK does not send other bodies"


# Components that are equal today, but describe different things. One of them may change without the other.
_ALLOWED_DUPLICATES = (
    {"Metadata", "HeaderMap"},
    {"Verbosity", "SearchContextSize"},
    {"FunctionCall", "FunctionCallDelta"},
    {"NamedFunction", "NamedCustomTool"},
    {"ChatCompletionResponse", "EnsembleCompletionResponse"},
    {"CompletionResponse", "CompletionChunk"},
)
_DOCUMENTATION_KEYS = ("description", "example", "examples", "x-enum-varnames", "deprecated")


def _shape(node: Any, named: bool = False) -> Any:
    """Remove the descriptive texts of a schema. The keys of `properties` are names, so they are kept."""
    if isinstance(node, list):
        return [_shape(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _shape(each, key == "properties") for key, each in node.items() if named or key not in _DOCUMENTATION_KEYS
    }


def same_shapes(spec: Spec) -> Iterator[Finding]:
    """Refuse two schemas for the same thing, because people would forget to change both."""
    seen: Dict[str, str] = {}
    for name, schema in as_map(as_map(spec.get("components")).get("schemas")).items():
        shape = _shape(schema)
        # Scalars and plain arrays do not become classes.
        if not {"properties", "additionalProperties", "enum", "oneOf", "anyOf", "allOf"} & set(as_map(shape)):
            continue
        other = seen.setdefault(json.dumps(shape, sort_keys=True), name)
        if other != name and {name, other} not in _ALLOWED_DUPLICATES:
            yield join("#/components/schemas", name), f"must differ from `{other}`, or be replaced by it"
