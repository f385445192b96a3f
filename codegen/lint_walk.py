"""Find the parts of an OpenAPI document that the rules check: operations, bodies, parameters, schemas, and refs."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

Spec = Dict[str, Any]
Finding = Tuple[str, str]
"""A JSON pointer, and the requirement that is not met there."""

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SCHEMA_PREFIX = "#/components/schemas/"
MEDIA_SCHEMAS = ("schema", "x-itemSchema")
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


def _path_items(spec: Spec) -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    for section in ("paths", "webhooks"):
        for path, item in as_map(spec.get(section)).items():
            yield join("#", section, path), path, as_map(item)


def operations(spec: Spec, webhooks: bool = False) -> Iterator[Operation]:
    """Yield the operations of the paths, and optionally of the webhooks."""
    for pointer, path, item in _path_items(spec):
        if pointer.startswith("#/webhooks/") and not webhooks:
            continue
        for method in METHODS:
            if method in item:
                yield Operation(join(pointer, method), path, as_map(item[method]))


def bodies(spec: Spec) -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    """Yield the pointer, kind and node of every request body and response that is not a ref."""
    for section, kind in (("requestBodies", "request"), ("responses", "response")):
        for name, node in component(spec, section).items():
            yield join("#/components", section, name), kind, as_map(node)
    for operation in operations(spec, webhooks=True):
        if "requestBody" in operation.node:
            yield join(operation.pointer, "requestBody"), "request", as_map(operation.node["requestBody"])
        for status, node in as_map(operation.node.get("responses")).items():
            yield join(operation.pointer, "responses", status), "response", as_map(node)


def media_types(spec: Spec) -> Iterator[Media]:
    """Yield every media type of every request body and response."""
    for pointer, kind, body in bodies(spec):
        for name, node in as_map(body.get("content")).items():
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
    pending: List[Tuple[str, Any]] = []
    for media in media_types(spec):
        if media.kind == kind:
            keys = [key for key in MEDIA_SCHEMAS if key in media.node]
            pending += [(join(media.pointer, key), media.node[key]) for key in keys]
    while pending:
        pointer, schema = pending.pop()
        if pointer not in found:
            found.add(pointer)
            pending += [(ref, lookup(spec, ref)) for _, ref in refs(schema)]
    return found


def types_of(schema: Any) -> List[Any]:
    """Return the types of a schema as a list."""
    declared: Optional[Any] = as_map(schema).get("type")
    if declared is None:
        return []
    return declared if isinstance(declared, list) else [declared]
