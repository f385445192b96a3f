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

_LISTS_OF_SCHEMAS = ("oneOf", "anyOf", "allOf", "prefixItems")
_MAPS_OF_SCHEMAS = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_SINGLE_SCHEMAS = (
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contains",
    "not",
    "if",
    "then",
    "else",
)
# The values of these keywords are data, in which `$ref` has no meaning.
_DATA_KEYS = ("example", "enum", "const", "default", "value")
# The keys of these maps are names, not keywords.
_MAPS_OF_NAMES = (
    *_MAPS_OF_SCHEMAS,
    "schemas",
    "responses",
    "examples",
    "headers",
    "parameters",
    "requestBodies",
    "content",
)


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


class Location(NamedTuple):
    """One schema anywhere in the document."""

    pointer: str
    schema: Any
    root: str  # the pointer of the outermost schema that contains it
    role: str  # "component", "content", "parameter", "header", or the keyword that holds it ("properties", "items", …)
    parent: Dict[str, Any]  # the schema or object that contains it
    name: str  # the name of the component or property, or the index in a list


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


def parameters(spec: Spec) -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Yield every parameter of components, path items and operations that is not a ref."""
    for name, node in component(spec, "parameters").items():
        yield join("#/components/parameters", name), as_map(node)
    owners = [(pointer, item) for pointer, _, item in _path_items(spec)]
    owners += [(operation.pointer, operation.node) for operation in operations(spec, webhooks=True)]
    for pointer, owner in owners:
        listed = owner.get("parameters")
        for index, node in enumerate(listed if isinstance(listed, list) else []):
            if "$ref" not in as_map(node):
                yield join(pointer, "parameters", index), as_map(node)


def headers(spec: Spec) -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Yield every response header that is not a ref."""
    for name, node in component(spec, "headers").items():
        yield join("#/components/headers", name), as_map(node)
    for pointer, _, body in bodies(spec):
        for name, node in as_map(body.get("headers")).items():
            if "$ref" not in as_map(node):
                yield join(pointer, "headers", name), as_map(node)


def _children(pointer: str, schema: Dict[str, Any]) -> Iterator[Tuple[str, Any, str, str]]:
    for keyword in _LISTS_OF_SCHEMAS:
        listed = schema.get(keyword)
        for index, child in enumerate(listed if isinstance(listed, list) else []):
            yield join(pointer, keyword, index), child, keyword, str(index)
    for keyword in _MAPS_OF_SCHEMAS:
        for name, child in as_map(schema.get(keyword)).items():
            yield join(pointer, keyword, name), child, keyword, name
    for keyword in _SINGLE_SCHEMAS:
        if keyword in schema:
            yield join(pointer, keyword), schema[keyword], keyword, keyword


def _descend(location: Location) -> Iterator[Location]:
    yield location
    if isinstance(location.schema, dict):
        for pointer, child, keyword, name in _children(location.pointer, location.schema):
            yield from _descend(Location(pointer, child, location.root, keyword, location.schema, name))


def _roots(spec: Spec) -> Iterator[Location]:
    for name, schema in component(spec, "schemas").items():
        pointer = SCHEMA_PREFIX + name
        yield Location(pointer, schema, pointer, "component", component(spec, "schemas"), name)
    for media in media_types(spec):
        for key in MEDIA_SCHEMAS:
            if key in media.node:
                pointer = join(media.pointer, key)
                yield Location(pointer, media.node[key], pointer, "content", media.node, key)
    for role, owners in (("parameter", parameters(spec)), ("header", headers(spec))):
        for pointer, node in owners:
            if "schema" in node:
                pointer = join(pointer, "schema")
                yield Location(pointer, node["schema"], pointer, role, node, "schema")


def locations(spec: Spec) -> Iterator[Location]:
    """Yield every schema of the document with its location."""
    for root in _roots(spec):
        yield from _descend(root)


def refs(node: Any, pointer: str = "#") -> Iterator[Finding]:
    """Yield the pointer and target of every `$ref` and discriminator mapping."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from refs(child, join(pointer, index))
    if not isinstance(node, dict):
        return
    if isinstance(node.get("$ref"), str):
        yield join(pointer, "$ref"), node["$ref"]
    if "propertyName" in node and "mapping" in node:
        for tag, ref in as_map(node.get("mapping")).items():
            yield join(pointer, "mapping", tag), str(ref)
    named = pointer.rsplit("/", 1)[-1] in _MAPS_OF_NAMES
    for key, child in node.items():
        if named or key not in _DATA_KEYS:
            yield from refs(child, join(pointer, key))


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
