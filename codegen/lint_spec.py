"""Check openapi.yaml for constructs that code generators silently get wrong: `python -m codegen lint-spec`.

`lint/subset.yaml` has the rules that a JSON Schema of the document can express. The functions below are the others.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Tuple

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import Unresolvable

from codegen import lint_examples, tools
from codegen.lint_walk import (
    EVENT_STREAM,
    Finding,
    Spec,
    as_map,
    component,
    join,
    lookup,
    merged,
    nodes,
    operations,
    reachable,
    refs,
    resolve,
    types_of,
)

SUBSET = tools.load(Path(__file__).with_name("lint") / "subset.yaml")
Rule = Callable[[Spec], Iterable[Finding]]


def subset(spec: Spec) -> Iterator[Tuple[str, str, str]]:
    """Yield the places where the document does not match `lint/subset.yaml`, with the description and title there."""
    for error in Draft202012Validator(SUBSET).iter_errors(spec):
        node = rule = SUBSET
        for part in error.absolute_schema_path:
            node = resolve(SUBSET, node)
            rule = node if isinstance(as_map(node).get("title"), str) else rule
            node = node[part]
        # The path of a key that has the wrong name ends at the mapping.
        name = [error.instance] if "propertyNames" in error.schema_path else []
        yield join("#", *error.absolute_path, *name), rule["description"], rule["title"]


def validity(spec: Spec) -> Iterator[Finding]:
    """Require a valid OpenAPI 3.1 document."""
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
    requirements = [each for operation in operations(spec) for each in operation.node.get("security", [])]
    used = {join("#/components/securitySchemes", name) for requirement in requirements for name in requirement}
    pending: List[Any] = [spec.get("paths"), spec.get("webhooks")]
    while pending:
        for _, ref in refs(pending.pop()):
            if ref not in used:
                used.add(ref)
                pending.append(lookup(spec, ref))
    for section in as_map(spec.get("components")):
        for name in component(spec, section):
            pointer = join("#/components", section, name)
            if pointer not in used:
                yield pointer, "must be removed, or used by an operation"


def operation_tags(spec: Spec) -> Iterator[Finding]:
    """Require declared tags."""
    declared = [tag["name"] for tag in spec.get("tags", [])]
    for operation in operations(spec):
        if not set(operation.node.get("tags", [])) <= set(declared):
            yield join(operation.pointer, "tags"), "must be exactly one of the declared tags"


def component_names(spec: Spec) -> Iterator[Finding]:
    """Require different names in all sections, because they become files."""
    seen: Dict[str, str] = {}
    for section in as_map(spec.get("components")):
        for name in component(spec, section):
            pointer = join("#/components", section, name)
            other = seen.setdefault(name.lower(), pointer)
            if other != pointer:
                yield pointer, f"must differ from `{other}` in more than case"


def json_first(spec: Spec) -> Iterator[Finding]:
    """Require JSON before event streams, because generators use the first content type that they support."""
    for pointer, body in nodes(spec):
        types = list(as_map(body.get("content")))
        if EVENT_STREAM in types and "application/json" in types[types.index(EVENT_STREAM) :]:
            yield join(pointer, "content", EVENT_STREAM), "must come after `application/json`"


def const_tags(spec: Spec) -> Iterator[Finding]:
    """Refuse constants that are optional or not strings, because the generated code is broken."""
    for pointer, schema in nodes(spec):
        if "const" in schema:
            owner, _, name = pointer.rsplit("/", 2)
            required = name in as_map(lookup(spec, owner)).get("required", ())
            if not required or not isinstance(schema["const"], str) or schema.get("type") != "string":
                yield join(pointer, "const"), "must be in a required property with `type: string`"


def _reached(spec: Spec, kind: str) -> Iterator[Tuple[str, Dict[str, Any]]]:
    for root in reachable(spec, kind):
        yield from nodes(lookup(spec, root), root)


def request_defaults(spec: Spec) -> Iterator[Finding]:
    """Refuse defaults in requests, because generated clients send them."""
    for pointer, schema in _reached(spec, "request"):
        if "default" in schema:
            yield join(pointer, "default"), "must be removed from requests, and mentioned in the description"


def open_responses(spec: Spec) -> Iterator[Finding]:
    """Refuse closed responses, which lose the fields of newer servers."""
    for pointer, schema in _reached(spec, "response"):
        if schema.get("additionalProperties") is False:
            yield join(pointer, "additionalProperties"), "must not be false in a response"


def union_tags(spec: Spec) -> Iterator[Finding]:
    """Require a tag in unions of objects. Generators would always select the first object, and cannot name maps."""
    for pointer, node in nodes(spec):
        for keyword in ("oneOf", "anyOf"):
            members = [merged(spec, member) for member in node.get(keyword, ()) if types_of(member) != ["null"]]
            objects = [member for member in members if "object" in types_of(member) or "properties" in member]
            maps = [member for member in objects if not member.get("properties")]
            if (maps and len(members) > 1) or (len(objects) > 1 and not _have_tags(objects)):
                yield join(pointer, keyword), "must be objects that differ in the constant of a required property"


def _have_tags(objects: List[Dict[str, Any]]) -> bool:
    """Return whether the objects differ in the constant of a required property."""
    tags = [
        {name: as_map(each["properties"][name]).get("const") for name in each.get("required", ())} for each in objects
    ]
    columns = [[each.get(name) for each in tags] for name in tags[0]]
    return any(None not in values and len(set(values)) == len(values) for values in columns)


def enum_constants(spec: Spec) -> Iterator[Finding]:
    """Require unique constants, because the constants of all enums share a namespace in Go."""
    seen: Dict[str, str] = {}
    for pointer, schema in nodes(component(spec, "schemas"), "#/components/schemas"):
        values = schema.get("enum", [])
        constants = schema.get("x-enum-varnames", [str(value).upper() for value in values])
        if len(constants) != len(values):
            yield join(pointer, "x-enum-varnames"), "must have one name for each value"
        others = [other for other in (seen.setdefault(constant, pointer) for constant in constants) if other != pointer]
        if others:
            yield pointer, f"must have `x-enum-varnames`, because `{others[0]}` has the same constants"


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


def same_shapes(spec: Spec) -> Iterator[Finding]:
    """Refuse two schemas for the same thing, because people would forget to change both."""
    seen: Dict[str, str] = {}
    for name, schema in component(spec, "schemas").items():
        # Scalars and plain arrays do not become classes.
        if not {"properties", "additionalProperties", "enum", "oneOf", "anyOf", "allOf"} & set(schema):
            continue
        other = seen.setdefault(json.dumps(_without_texts(schema), sort_keys=True), name)
        if other != name and {name, other} not in _ALLOWED_DUPLICATES:
            yield join("#/components/schemas", name), f"must differ from `{other}`, or be replaced by it"


def _without_texts(node: Any, named: bool = False) -> Any:
    """Remove the descriptive texts of a schema. The keys of `properties` are names, so they are kept."""
    if isinstance(node, list):
        return [_without_texts(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: each for key, each in node.items() if named or key not in _DOCUMENTATION_KEYS}
    return {key: _without_texts(each, key == "properties") for key, each in kept.items()}


RULES: Dict[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        dangling_refs,
        unused_components,
        operation_tags,
        component_names,
        json_first,
        const_tags,
        request_defaults,
        open_responses,
        union_tags,
        enum_constants,
        same_shapes,
        lint_examples.examples_fit,
        lint_examples.stream_examples,
        lint_examples.example_fields,
        lint_examples.examples_complete,
    )
}


def lint(spec: Dict[str, Any], rules: Mapping[str, Rule] = RULES) -> List[str]:
    """Check a document.

    Args:
        spec: The document, as read from YAML or JSON.
        rules: The rules by their names, besides `subset` and `validity`.

    Returns:
        One message for each violation: `pointer: what is required [rule]`.
    """
    invalid = [f"{pointer}: {text} [validity]" for pointer, text in validity(spec)]
    # The other rules need a valid document.
    return invalid or [
        *(f"{pointer}: {text} [{name}]" for pointer, text, name in subset(spec)),
        *(f"{pointer}: {text} [{name}]" for name, rule in rules.items() for pointer, text in rule(spec)),
    ]
