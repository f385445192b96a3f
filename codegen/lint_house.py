"""What every operation and component of the API document must have: names, security, errors, examples that are true."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Iterator, List, Set, Tuple

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from codegen.lint_subset import EVENT_STREAM
from codegen.lint_walk import (
    Finding,
    Spec,
    as_map,
    headers,
    join,
    lookup,
    media_types,
    operations,
    parameters,
    refs,
    resolve,
)

_DOCUMENT = "urn:helixagent:openapi"


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


def _examples(pointer: str, node: Dict[str, Any], spec: Spec) -> Iterator[Tuple[str, Any]]:
    if "example" in node:
        yield join(pointer, "example"), node["example"]
    for name, example in as_map(node.get("examples")).items():
        resolved = as_map(resolve(spec, example))
        if "value" in resolved:
            yield join(pointer, "examples", name, "value"), resolved["value"]


def examples_exist(spec: Spec) -> Iterator[Finding]:
    """Every body that is sent or received can be seen."""
    for media in media_types(spec):
        if not any(_examples(media.pointer, media.node, spec)):
            yield join(media.pointer, "example"), "must be there"


class _Checker:
    """Validates values against schemas of the document, named by their pointer."""

    def __init__(self, spec: Spec) -> None:
        self._registry: Any = Registry().with_resource(_DOCUMENT, DRAFT202012.create_resource(spec))

    def problems(self, pointer: str, value: Any) -> Iterator[str]:
        """Say what is wrong with a value; nothing where the schema itself cannot be followed."""
        validator = Draft202012Validator(
            {"$ref": _DOCUMENT + pointer},
            registry=self._registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        try:
            for error in validator.iter_errors(value):
                yield f"does not fit its schema: at {error.json_path}: {error.message[:200]}"
        except Unresolvable:
            return


def examples_fit(spec: Spec) -> Iterator[Finding]:
    """Every example is what its schema says."""
    checker = _Checker(spec)
    holders = [(media.pointer, media.node) for media in media_types(spec)]
    holders += list(parameters(spec)) + list(headers(spec))
    for pointer, node in holders:
        for place, value in _examples(pointer, node, spec):
            if "schema" in node:
                yield from ((place, problem) for problem in checker.problems(join(pointer, "schema"), value))


def _events(text: str) -> List[str]:
    """Give the data of the events of a stream."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    data = [[line[5:].lstrip(" ") for line in block if line.startswith("data:")] for block in blocks]
    return ["\n".join(lines) for lines in data if lines]


def stream_examples(spec: Spec) -> Iterator[Finding]:
    """The events of an example stream are what `x-itemSchema` says; OpenAI-like streams end with `[DONE]`."""
    checker = _Checker(spec)
    for media in media_types(spec):
        if media.type != EVENT_STREAM:
            continue
        for place, text in _examples(media.pointer, media.node, spec):
            if isinstance(text, str):
                schema = join(media.pointer, "x-itemSchema")
                yield from ((place, problem) for problem in _stream_problems(checker, schema, text))


def _stream_problems(checker: _Checker, schema: str, text: str) -> Iterator[str]:
    events = _events(text)
    if not events or not text.endswith("\n\n"):
        yield "must be events, each closed by an empty line"
    if "[DONE]" in events[:-1]:
        yield "must have `[DONE]` as its last event only"
    for index, event in enumerate(events):
        if event == "[DONE]":
            continue
        try:
            value = json.loads(event)
        except ValueError:
            yield f"must have JSON as event {index}"
            continue
        yield from (f"event {index} {problem}" for problem in checker.problems(schema, value))
