"""Rules for examples: they match their schemas, have no other fields, and show each field."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, NamedTuple, Set, Tuple

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from codegen.lint_walk import EVENT_STREAM, Finding, Spec, as_map, join, lookup, media_types, nodes, resolve, types_of

_DOCUMENT = "urn:helixagent:openapi"


class _Example(NamedTuple):
    """A value with its schema. An example of an event stream has one value for each event."""

    owner: str
    pointer: str
    schema: str
    value: Any


def _texts(spec: Spec, pointer: str, node: Dict[str, Any]) -> Iterator[Tuple[str, Any]]:
    """Yield the pointers and values of the examples of a node."""
    if "example" in node:
        yield join(pointer, "example"), node["example"]
    for name, example in as_map(node.get("examples")).items():
        yield join(pointer, "examples", name, "value"), as_map(resolve(spec, example)).get("value")


def _examples(spec: Spec) -> Iterator[_Example]:
    for owner, node in nodes(spec):
        if "schema" not in node:
            continue
        for pointer, value in _texts(spec, owner, node):
            if "x-itemSchema" not in node:
                yield _Example(owner, pointer, join(owner, "schema"), value)
                continue
            for event in _events(str(value)):
                try:
                    yield _Example(owner, pointer, join(owner, "x-itemSchema"), json.loads(event))
                except ValueError:
                    # The rule `stream-examples` reports it.
                    continue


def _events(text: str) -> List[str]:
    """Return the data of the events of a stream."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    data = [[line[5:].lstrip(" ") for line in block if line.startswith("data:")] for block in blocks]
    return ["\n".join(lines) for lines in data if lines]


def examples_fit(spec: Spec) -> Iterator[Finding]:
    """Require that each example matches its schema."""
    registry: Any = Registry().with_resource(_DOCUMENT, DRAFT202012.create_resource(spec))
    formats = Draft202012Validator.FORMAT_CHECKER
    for example in _examples(spec):
        schema = {"$ref": _DOCUMENT + example.schema}
        try:
            for error in Draft202012Validator(schema, registry=registry, format_checker=formats).iter_errors(
                example.value
            ):
                yield example.pointer, f"must match its schema: at {error.json_path}: {error.message[:200]}"
        except Unresolvable:
            # The rule `dangling-refs` reports it.
            continue


def stream_examples(spec: Spec) -> Iterator[Finding]:
    """Require events in JSON, and `[DONE]` at the end of streams in OpenAI's format."""
    for media in media_types(spec):
        if media.type != EVENT_STREAM:
            continue
        for pointer, text in _texts(spec, media.pointer, media.node):
            events = _events(str(text))
            if not events or not str(text).endswith("\n\n"):
                yield pointer, "must contain events that end with an empty line"
            # Operations that return either JSON or a stream use OpenAI's format.
            elif events[-1] != "[DONE]" and lookup(spec, media.pointer.rpartition("/")[0] + "/application~1json"):
                yield pointer, "must end with `data: [DONE]`"
            for event in events[:-1] + [each for each in events[-1:] if each != "[DONE]"]:
                try:
                    json.loads(event)
                except ValueError:
                    yield pointer, f"must have JSON in its events, and `[DONE]` only at the end, unlike {event[:80]}"


class _Object(NamedTuple):
    """One object of an example, with its schema."""

    pointer: str
    name: str
    schema: Dict[str, Any]
    value: Dict[str, Any]


def _members(spec: Spec, schema: Any) -> Iterator[Any]:
    target = as_map(resolve(spec, schema))
    union = target.get("oneOf") or target.get("anyOf")
    if not union:
        yield schema
    for member in union or ():
        yield from _members(spec, member)


def _fits(spec: Spec, schema: Any, value: Dict[str, Any]) -> bool:
    """Return whether an object has the tags of a member of a union."""
    target = as_map(resolve(spec, schema))
    tags = {name: prop["const"] for name, prop in as_map(target.get("properties")).items() if "const" in as_map(prop)}
    return "object" in types_of(target) and all(value.get(name, tag) == tag for name, tag in tags.items())


def _objects(spec: Spec, pointer: str, schema: Any, value: Any) -> Iterator[_Object]:
    """Yield the objects in a value of an example."""
    for member in _members(spec, schema):
        target = as_map(resolve(spec, member))
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from _objects(spec, join(pointer, index), target.get("items"), each)
        elif isinstance(value, dict) and _fits(spec, member, value):
            yield _Object(pointer, str(as_map(member).get("$ref", pointer)).rpartition("/")[2], target, value)
            inner = as_map(target.get("properties"))
            for key, each in value.items():
                yield from _objects(spec, join(pointer, key), inner.get(key, target.get("additionalProperties")), each)


def example_fields(spec: Spec) -> Iterator[Finding]:
    """Refuse fields that the schema does not have. They are misspelled or have an old name."""
    for example in _examples(spec):
        for pointer, name, schema, value in _objects(
            spec, example.pointer, lookup(spec, example.schema), example.value
        ):
            listed = as_map(schema.get("properties"))
            unknown = [key for key in value if key not in listed]
            if listed and "additionalProperties" not in schema:
                yield from ((pointer, f"must have only fields of {name}, unlike `{key}`") for key in unknown)


def _can_be_missing(spec: Spec, schema: Any) -> bool:
    keywords = {**as_map(resolve(spec, schema)), **as_map(schema)}
    is_nullable = "null" in types_of(keywords) or {"type": "null"} in keywords.get("oneOf", [])
    return bool(is_nullable or keywords.get("x-optional") or keywords.get("x-empty-if-missing"))


def examples_complete(spec: Spec) -> Iterator[Finding]:
    """Require an example with each field that servers always send, because the sandbox responds with the examples."""
    responses = {media.pointer for media in media_types(spec) if media.kind == "response"}
    # The fields in all objects of a response with one schema.
    found: Dict[Tuple[str, str], Tuple[Dict[str, Any], Set[str]]] = {}
    for example in _examples(spec):
        if example.owner in responses:
            for each in _objects(spec, example.pointer, lookup(spec, example.schema), example.value):
                found.setdefault((example.owner, each.name), (each.schema, set()))[1].update(each.value)
    for (owner, name), (schema, keys) in found.items():
        for key, prop in as_map(schema.get("properties")).items():
            if key not in keys and not _can_be_missing(spec, prop):
                yield owner, f"must have an example with the field `{key}` of {name}"
