"""Rules for the subset of OpenAPI 3.1 that every SDK generator supports. Each public function is a rule."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

from codegen.lint_walk import (
    Finding,
    Location,
    Spec,
    as_map,
    bodies,
    join,
    locations,
    media_types,
    parameters,
    reachable,
    refs,
    resolve,
    types_of,
)

EVENT_STREAM = "text/event-stream"
RESERVED_PROPERTIES = ("d", "cls", "to_dict", "from_dict", "additional_properties", "field_dict", "UNSET")
_UNIONS = ("oneOf", "anyOf")


def json_first(spec: Spec) -> Iterator[Finding]:
    """Require JSON before event streams, because generators use the first content type that they support."""
    for pointer, _, body in bodies(spec):
        types = list(as_map(body.get("content")))
        if EVENT_STREAM in types and "application/json" in types[types.index(EVENT_STREAM) :]:
            yield join(pointer, "content", EVENT_STREAM), "must come after `application/json`"


def stream_shape(spec: Spec) -> Iterator[Finding]:
    """Require that an event stream is a string for generators and mocks, and that an extension describes its events."""
    for media in media_types(spec):
        if media.type != EVENT_STREAM:
            continue
        if media.node.get("schema") != {"type": "string"}:
            yield join(media.pointer, "schema"), "must be `type: string`"
        if not isinstance(media.node.get("example"), str):
            yield join(media.pointer, "example"), "must be the text of an event stream"
        if set(as_map(media.node.get("x-itemSchema"))) != {"$ref"}:
            yield join(media.pointer, "x-itemSchema"), "must be a `$ref` to the schema of one event"


def _is_null(schema: Any) -> bool:
    return bool(types_of(schema) == ["null"])


def null_form(spec: Spec) -> Iterator[Finding]:
    """Require one notation for nullable scalars, and one for nullable refs."""
    for location in locations(spec):
        schema = as_map(location.schema)
        if "null" in types_of(schema) and "enum" in schema:
            yield join(location.pointer, "type"), 'must be `oneOf: [{$ref: an enum}, {type: "null"}]`'
        types = types_of(schema)
        if len(types) > 2 or (len(types) == 2 and "null" not in types):
            yield join(location.pointer, "type"), 'must be one type, or `[T, "null"]`; use `oneOf` for several'
        for keyword in _UNIONS:
            members = schema.get(keyword) or []
            others = [member for member in members if not _is_null(member)]
            if len(others) == len(members):
                continue
            if keyword == "anyOf":
                yield join(location.pointer, keyword), "must be `oneOf` if null is a member"
            elif len(others) == 1 and "$ref" not in as_map(others[0]):
                yield join(location.pointer, keyword), 'must be `type: [T, "null"]` if T is not a ref'


def null_alone(spec: Spec) -> Iterator[Finding]:
    """Refuse schemas that allow only null, because generators fail."""
    for location in locations(spec):
        if _is_null(location.schema) and location.role not in _UNIONS:
            yield location.pointer, "must also allow a type other than `null`"


def const_tags(spec: Spec) -> Iterator[Finding]:
    """Refuse constants that are optional or not strings, because the generated code is broken."""
    for location in locations(spec):
        schema = as_map(location.schema)
        if "const" not in schema:
            continue
        required = location.role == "properties" and location.name in location.parent.get("required", [])
        if not required or not isinstance(schema["const"], str) or schema.get("type") != "string":
            yield join(location.pointer, "const"), "must be in a required property with `type: string`"


def boolean_schemas(spec: Spec) -> Iterator[Finding]:
    """Refuse boolean schemas, because the generator fails. `open-responses` covers `additionalProperties: false`."""
    for location in locations(spec):
        if isinstance(location.schema, bool) and not (
            location.role == "additionalProperties" and location.schema is False
        ):
            yield location.pointer, "must be a schema object (`{}` allows any value)"


_FORBIDDEN_KEYWORDS = {
    "$defs": "must be a named component",
    "definitions": "must be a named component",
    "nullable": 'must be `type: [T, "null"]`, or `oneOf` with `type: "null"`',
    "prefixItems": "must be an array of one `items`",
    "title": "must be removed, because classes have the names of their components",
}


def schema_keywords(spec: Spec) -> Iterator[Finding]:
    """Refuse keywords that generators ignore or misuse."""
    for location in locations(spec):
        for keyword in _FORBIDDEN_KEYWORDS.keys() & as_map(location.schema).keys():
            yield join(location.pointer, keyword), _FORBIDDEN_KEYWORDS[keyword]


def external_refs(spec: Spec) -> Iterator[Finding]:
    """Refuse refs that do not point to a component of the document."""
    for pointer, ref in refs(spec):
        if not ref.startswith("#/components/"):
            yield pointer, "must begin with `#/components/`"


def array_items(spec: Spec) -> Iterator[Finding]:
    """Require `items` in arrays, because the generator drops models without them."""
    for location in locations(spec):
        if "array" in types_of(location.schema) and "items" not in location.schema:
            yield location.pointer, "must have `items` (`items: {}` allows any values)"


def _roots_of(spec: Spec, kind: str) -> Iterator[Location]:
    roots = reachable(spec, kind)
    return (location for location in locations(spec) if location.root in roots)


def request_defaults(spec: Spec) -> Iterator[Finding]:
    """Refuse defaults in requests, because generated clients send them."""
    in_requests = [location for location in locations(spec) if location.role == "parameter"] + list(
        _roots_of(spec, "request")
    )
    for location in in_requests:
        if "default" in as_map(location.schema):
            yield join(location.pointer, "default"), "must be removed from requests, and mentioned in the description"


def open_responses(spec: Spec) -> Iterator[Finding]:
    """Refuse closed responses, which lose the fields of newer servers."""
    for location in _roots_of(spec, "response"):
        if as_map(location.schema).get("additionalProperties") is False:
            yield join(location.pointer, "additionalProperties"), "must not be false in a response"


def all_of_siblings(spec: Spec) -> Iterator[Finding]:
    """Refuse properties next to `allOf`, because the generator drops them."""
    for location in locations(spec):
        schema = as_map(location.schema)
        if "allOf" in schema and "properties" in schema:
            yield join(location.pointer, "properties"), "must be in a member of `allOf`"


def _is_object(schema: Dict[str, Any]) -> bool:
    return "object" in types_of(schema) or "properties" in schema or bool(as_map(schema.get("additionalProperties")))


def named_schemas(spec: Spec) -> Iterator[Finding]:
    """Refuse inline objects and enums, whose classes would have generated names."""
    for location in locations(spec):
        schema = as_map(location.schema)
        # Members of `allOf` are parts of a component, and do not become classes.
        if location.role in ("component", "allOf"):
            continue
        if _is_object(schema):
            yield location.pointer, "must be a `$ref` to a named object component"
        if "enum" in schema:
            yield join(location.pointer, "enum"), "must be a `$ref` to a named enum component"


def property_names(spec: Spec) -> Iterator[Finding]:
    """Refuse names that generated code uses."""
    for location in locations(spec):
        if location.role == "properties" and location.name in RESERVED_PROPERTIES:
            yield location.pointer, "must have another name, because generated code uses this one"


def component_names(spec: Spec) -> Iterator[Finding]:
    """Require schema names in PascalCase that no other section uses, because they become classes and files."""
    seen: Dict[str, str] = {}
    for section, named in as_map(spec.get("components")).items():
        for name in as_map(named):
            pointer = join("#/components", section, name)
            if section == "schemas" and not (name[:1].isupper() and name.isalnum() and name.isascii()):
                yield pointer, "must have a name in PascalCase, with letters and digits only"
            other = seen.setdefault(name.lower(), pointer)
            if other != pointer:
                yield pointer, f"must differ from `{other}` in more than case"


def union_arrays(spec: Spec) -> Iterator[Finding]:
    """Require named arrays in unions, because Java has no class literal for a list."""
    for location in locations(spec):
        if location.role in _UNIONS and "array" in types_of(location.schema):
            yield location.pointer, "must be a `$ref` to a named array"


def union_maps(spec: Spec) -> Iterator[Finding]:
    """Refuse maps in unions, because Go and Java cannot name them."""
    for location in locations(spec):
        for keyword in _UNIONS:
            members = [member for member in as_map(location.schema).get(keyword) or [] if not _is_null(member)]
            for index, member in enumerate(members):
                schema = as_map(resolve(spec, member))
                if len(members) > 1 and _is_object(schema) and not schema.get("properties"):
                    yield join(location.pointer, keyword, index), "must be an object with `properties`"


def internal_webhooks(spec: Spec) -> Iterator[Finding]:
    """Require the extension that keeps openapi-generator from writing a client operation for each webhook."""
    for name, item in as_map(spec.get("webhooks")).items():
        for method, operation in as_map(item).items():
            if as_map(operation).get("x-internal") is not True:
                yield join("#/webhooks", name, method, "x-internal"), "must be `true`"


def _tags_of(spec: Spec, member: Any) -> Dict[str, Any]:
    """Return the constants of the required properties of an object."""
    schema = as_map(resolve(spec, member))
    required = schema.get("required", [])
    tagged = ((name, as_map(prop).get("const")) for name, prop in as_map(schema.get("properties")).items())
    return {name: value for name, value in tagged if name in required and isinstance(value, str)}


def union_tags(spec: Spec) -> Iterator[Finding]:
    """Require a tag in unions of objects, because generators would always select the first object."""
    for location in locations(spec):
        for keyword in _UNIONS:
            members: List[Any] = as_map(location.schema).get(keyword) or []
            objects = [member for member in members if _is_object(as_map(resolve(spec, member)))]
            tags = [_tags_of(spec, member) for member in objects]
            if len(objects) > 1 and not _are_distinguishable(tags):
                yield (
                    join(location.pointer, keyword),
                    "must be objects that differ in the constant of a required property",
                )


def _are_distinguishable(tags: List[Dict[str, Any]]) -> bool:
    shared = set(tags[0]).intersection(*tags[1:])
    return any(len({tag[name] for tag in tags}) == len(tags) for name in shared)


def _parameter_problem(spec: Spec, node: Dict[str, Any]) -> Tuple[str, str]:
    schema = as_map(resolve(spec, node.get("schema")))
    if "content" in node:
        return "content", "must be a `schema`"
    if node.get("in") == "query" and node.get("name") == "body":
        return "name", "must differ from the argument for the request body"
    if node.get("in") in ("path", "header", "cookie"):
        plain = schema.get("type") == "string" and "format" not in schema
        return ("", "") if plain else ("schema", "must be `type: string` without a format")
    if "object" in types_of(schema):
        return "schema", "must be a scalar or an array"
    if "array" in types_of(schema) and (node.get("style", "form") != "form" or node.get("explode", True) is not True):
        return "explode", "must be true with `style: form`, because arrays in a query are repeated keys"
    return "", ""


def plain_parameters(spec: Spec) -> Iterator[Finding]:
    """Require strings in paths and headers, repeated keys for arrays in a query, and valid names."""
    for pointer, node in parameters(spec):
        key, text = _parameter_problem(spec, node)
        if text:
            yield join(pointer, key), text


def enum_form(spec: Spec) -> Iterator[Finding]:
    """Require that enums are lists of unique strings."""
    for location in locations(spec):
        values = as_map(location.schema).get("enum")
        if values is None:
            continue
        strings = isinstance(values, list) and all(isinstance(value, str) and value for value in values)
        if not strings or len(set(values)) != len(values) or "string" not in types_of(location.schema):
            yield join(location.pointer, "enum"), "must be a list of different strings, with `type: string`"


def enum_constants(spec: Spec) -> Iterator[Finding]:
    """Require unique constants, because the constants of all enums share a namespace in Go."""
    seen: Dict[str, str] = {}
    for location in locations(spec):
        schema = as_map(location.schema)
        values = schema.get("enum")
        if not isinstance(values, list):
            continue
        constants = schema.get("x-enum-varnames", [str(value).upper() for value in values])
        if not isinstance(constants, list) or len(constants) != len(values):
            yield join(location.pointer, "x-enum-varnames"), "must have one name for each value"
            continue
        for constant in constants:
            other = seen.setdefault(str(constant), location.pointer)
            if other != location.pointer:
                yield (
                    location.pointer,
                    f"must have `x-enum-varnames`, because `{other}` has the same constant `{constant}`",
                )
                break


def described(spec: Spec) -> Iterator[Finding]:
    """Require descriptions of components and properties, because they become docstrings."""
    for location in locations(spec):
        if location.role not in ("component", "properties") or not isinstance(location.schema, dict):
            continue
        text = location.schema.get("description")
        if not (isinstance(text, str) and text.strip().endswith(".")):
            yield join(location.pointer, "description"), "must be a sentence"
