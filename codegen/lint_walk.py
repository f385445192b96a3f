"""Find the parts of an OpenAPI document that the rules check: operations, bodies, parameters, schemas, and refs."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Set, Tuple

from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

Spec = Dict[str, Any]
Finding = Tuple[str, str]
"""A JSON pointer, and the requirement that is not met there."""

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SCHEMA_PREFIX = "#/components/schemas/"
EVENT_STREAM = "text/event-stream"

# The values of these keywords are data, in which `$ref` has no meaning.
DATA_KEYS = ("example", "enum", "const", "default", "value")
# The keys of these maps are names, not keywords.
MAPS_OF_NAMES = ("properties", "schemas", "responses", "examples", "headers", "parameters", "requestBodies", "content")


class Operation(NamedTuple):
    """One method of one path."""

    pointer: str
    path: str
    node: Dict[str, Any]


class Media(NamedTuple):
    """One media type of a request body or a response."""

    pointer: str
    kind: str  # "request" or "response"
    type: str
    node: Dict[str, Any]


def join(pointer: str, *parts: object) -> str:
    """Append escaped parts to a JSON pointer."""
    return pointer + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def as_map(node: Any) -> Dict[str, Any]:
    """Return a mapping, or an empty one for any other value, so that the rules can check an invalid document."""
    return node if isinstance(node, dict) else {}


def lookup(spec: Spec, ref: str) -> Any:
    """Return the target of a local ref, or None."""
    try:
        return DRAFT202012.create_resource(spec).pointer(ref[1:], Registry().resolver()).contents
    except (Unresolvable, TypeError, ValueError):
        return None


def resolve(spec: Spec, node: Any) -> Any:
    """Follow local refs to their target. The result of a dangling ref is None."""
    seen: Set[str] = set()
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        ref = node["$ref"]
        if ref in seen:
            return None
        seen.add(ref)
        node = lookup(spec, ref)
    return node


def merged(spec: Spec, schema: Any) -> Dict[str, Any]:
    """Resolve a schema, and merge the members of its `allOf` into one schema."""
    target = as_map(resolve(spec, schema))
    parts = [merged(spec, member) for member in target.get("allOf", ())]
    if not parts:
        return target
    combined: Dict[str, Any] = {}
    for part in (*parts, {key: value for key, value in target.items() if key != "allOf"}):
        properties = {**as_map(combined.get("properties")), **as_map(part.get("properties"))}
        required = [*combined.get("required", ()), *part.get("required", ())]
        combined.update(part)
        combined.update({key: value for key, value in (("properties", properties), ("required", required)) if value})
    return combined


def component(spec: Spec, section: str) -> Dict[str, Any]:
    """Return one section of the components."""
    return as_map(as_map(spec.get("components")).get(section))


def operations(spec: Spec, webhooks: bool = False) -> Iterator[Operation]:
    """Yield the operations of the paths, and optionally of the webhooks."""
    for section in ("paths", "webhooks") if webhooks else ("paths",):
        for path, item in as_map(spec.get(section)).items():
            for method in METHODS:
                if method in as_map(item):
                    yield Operation(join("#", section, path, method), path, as_map(item[method]))


def media_types(spec: Spec) -> Iterator[Media]:
    """Yield every media type of every request body and response."""
    bodies = [
        (join("#/components", section, name), kind, body)
        for section, kind in (("requestBodies", "request"), ("responses", "response"))
        for name, body in component(spec, section).items()
    ]
    for operation in operations(spec, webhooks=True):
        bodies.append((join(operation.pointer, "requestBody"), "request", operation.node.get("requestBody")))
        for status, body in as_map(operation.node.get("responses")).items():
            bodies.append((join(operation.pointer, "responses", status), "response", body))
    for pointer, kind, body in bodies:
        for name, node in as_map(as_map(body).get("content")).items():
            yield Media(join(pointer, "content", name), kind, name, as_map(node))


def nodes(node: Any, pointer: str = "#", named: bool = False) -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Yield the pointer and content of every mapping, except for data and for maps whose keys are names."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from nodes(child, join(pointer, index))
    elif isinstance(node, dict):
        if not named:
            yield pointer, node
        for key, child in node.items():
            if named or key not in DATA_KEYS:
                yield from nodes(child, join(pointer, key), not named and key in MAPS_OF_NAMES)


def refs(node: Any, pointer: str = "#") -> Iterator[Finding]:
    """Yield the pointer and target of every `$ref` and discriminator mapping."""
    for location, found in nodes(node, pointer):
        if isinstance(found.get("$ref"), str):
            yield join(location, "$ref"), found["$ref"]
        if "propertyName" in found:
            for tag, ref in found.get("mapping", {}).items():
                yield join(location, "mapping", tag), ref


def reachable(spec: Spec, kind: str) -> Set[str]:
    """Return the pointers of the root schemas that bodies of a kind (request or response) use."""
    found: Set[str] = set()
    media = [each for each in media_types(spec) if each.kind == kind]
    pending = [join(each.pointer, key) for each in media for key in ("schema", "x-itemSchema") if key in each.node]
    while pending:
        pointer = pending.pop()
        if pointer not in found:
            found.add(pointer)
            pending += [ref for _, ref in refs(lookup(spec, pointer))]
    return found


def types_of(schema: Any) -> List[Any]:
    """Return the types of a schema as a list."""
    declared = as_map(schema).get("type", [])
    return declared if isinstance(declared, list) else [declared]
