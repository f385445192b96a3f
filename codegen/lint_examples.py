"""Rules for examples: they exist, match their schemas, and contain each field. Each public function is a rule."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, NamedTuple, Set, Tuple

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from codegen.lint_walk import (
    EVENT_STREAM,
    Finding,
    Media,
    Spec,
    as_map,
    join,
    lookup,
    media_types,
    nodes,
    resolve,
    types_of,
)

_DOCUMENT = "urn:helixagent:openapi"


def _examples(pointer: str, node: Dict[str, Any], spec: Spec) -> Iterator[Tuple[str, Any]]:
    if "example" in node:
        yield join(pointer, "example"), node["example"]
    for name, example in as_map(node.get("examples")).items():
        resolved = as_map(resolve(spec, example))
        if "value" in resolved:
            yield join(pointer, "examples", name, "value"), resolved["value"]


class _Checker:
    """Validates values with the schemas of the document."""

    def __init__(self, spec: Spec) -> None:
        self._registry: Any = Registry().with_resource(_DOCUMENT, DRAFT202012.create_resource(spec))

    def problems(self, pointer: str, value: Any) -> Iterator[str]:
        """Yield the validation errors of a value. A schema with dangling refs has no errors."""
        validator = Draft202012Validator(
            {"$ref": _DOCUMENT + pointer},
            registry=self._registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        try:
            for error in validator.iter_errors(value):
                yield f"must match its schema: at {error.json_path}: {error.message[:200]}"
        except Unresolvable:
            return


def examples_fit(spec: Spec) -> Iterator[Finding]:
    """Require that each example matches its schema."""
    checker = _Checker(spec)
    for pointer, node in nodes(spec):
        if "schema" in node:
            for location, value in _examples(pointer, node, spec):
                yield from ((location, problem) for problem in checker.problems(join(pointer, "schema"), value))


def _events(text: str) -> List[str]:
    """Return the data of the events of a stream."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    data = [[line[5:].lstrip(" ") for line in block if line.startswith("data:")] for block in blocks]
    return ["\n".join(lines) for lines in data if lines]


def stream_examples(spec: Spec) -> Iterator[Finding]:
    """Require events that match `x-itemSchema`, and `[DONE]` at the end of streams in OpenAI's format."""
    checker = _Checker(spec)
    for media in media_types(spec):
        if media.type != EVENT_STREAM:
            continue
        # Operations that return either JSON or a stream use OpenAI's format.
        done = lookup(spec, media.pointer.rpartition("/")[0] + "/application~1json") is not None
        for location, text in _examples(media.pointer, media.node, spec):
            schema = join(media.pointer, "x-itemSchema")
            yield from ((location, problem) for problem in _stream_problems(checker, schema, str(text), done))


def _stream_problems(checker: _Checker, schema: str, text: str, done: bool) -> Iterator[str]:
    events = _events(text)
    if not events or not text.endswith("\n\n"):
        yield "must contain events that end with an empty line"
    elif done and events[-1] != "[DONE]":
        yield "must end with `data: [DONE]`"
    if "[DONE]" in events[:-1]:
        yield "must have `[DONE]` only as its last event"
    for index, event in enumerate(events):
        if event == "[DONE]":
            continue
        try:
            value = json.loads(event)
        except ValueError:
            yield f"must have JSON as event {index}"
            continue
        yield from (f"event {index} {problem}" for problem in checker.problems(schema, value))


class _ExampleObject(NamedTuple):
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


def _objects(spec: Spec, pointer: str, schema: Any, value: Any) -> Iterator[_ExampleObject]:
    """Yield the objects in a value of an example."""
    for member in _members(spec, schema):
        target = as_map(resolve(spec, member))
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from _objects(spec, join(pointer, index), target.get("items"), each)
        elif isinstance(value, dict) and _fits(spec, member, value):
            yield _ExampleObject(pointer, str(as_map(member).get("$ref", pointer)).rpartition("/")[2], target, value)
            inner = as_map(target.get("properties"))
            for key, each in value.items():
                yield from _objects(spec, join(pointer, key), inner.get(key, target.get("additionalProperties")), each)


def _example_objects(spec: Spec, media: Media) -> Iterator[_ExampleObject]:
    """Yield the objects of all examples of a body, and of all events of its streams."""
    for location, example in _examples(media.pointer, media.node, spec):
        if media.type != EVENT_STREAM:
            yield from _objects(spec, location, media.node.get("schema"), example)
            continue
        for event in _events(example if isinstance(example, str) else ""):
            try:
                value = json.loads(event)
            except ValueError:
                continue
            yield from _objects(spec, location, media.node.get("x-itemSchema"), value)


def example_fields(spec: Spec) -> Iterator[Finding]:
    """Refuse fields that the schema does not have. They are misspelled or have an old name."""
    for media in media_types(spec):
        for pointer, name, schema, value in _example_objects(spec, media):
            listed = as_map(schema.get("properties"))
            unknown = [key for key in value if key not in listed]
            if listed and "additionalProperties" not in schema:
                yield from ((pointer, f"must have only fields of {name}, unlike `{key}`") for key in unknown)


def _can_be_missing(spec: Spec, schema: Any) -> bool:
    keywords = {**as_map(resolve(spec, schema)), **as_map(schema)}
    nulls = [member for member in keywords.get("oneOf", []) if types_of(member) == ["null"]]
    return bool(
        "null" in types_of(keywords) or nulls or keywords.get("x-optional") or keywords.get("x-empty-if-missing")
    )


def examples_complete(spec: Spec) -> Iterator[Finding]:
    """Require an example with each field that servers always send, because the sandbox responds with the examples."""
    for media in media_types(spec):
        if media.kind != "response":
            continue
        found: Dict[str, Tuple[Dict[str, Any], Set[str]]] = {}
        for _, name, schema, value in _example_objects(spec, media):
            found.setdefault(name, (schema, set()))[1].update(value)
        for name, (schema, keys) in found.items():
            for key, prop in as_map(schema.get("properties")).items():
                if key not in keys and not _can_be_missing(spec, prop):
                    yield media.pointer, f"must have an example with the field `{key}` of {name}"
