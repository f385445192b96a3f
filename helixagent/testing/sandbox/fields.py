"""Check that responses have only fields of the spec, so that handlers follow changes of the spec."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, Iterator, List, Mapping

from helixagent.testing.sandbox.exchange import (
    JSON_TYPE,
    ApiError,
    Close,
    Frame,
    Reply,
    as_frames,
    data_event,
)
from helixagent.testing.sandbox.spec import Operation, Spec


def unknown_fields(spec: Spec, schema: Any, value: Any, path: str = "") -> List[str]:
    """Return the paths of fields that are not in a schema.

    Args:
        spec: The spec that resolves the schema's references.
        schema: The schema.
        value: The value to check.
        path: The path of the value.
    """
    schema = spec.resolve(schema)
    variants = schema.get("oneOf") or schema.get("anyOf")
    if variants:
        # The best variant is the one with the fewest unknown fields.
        return min((unknown_fields(spec, variant, value, path) for variant in variants), key=len)
    if isinstance(value, list):
        items = schema.get("items", {})
        members = ((f"{path}[{index}]", item) for index, item in enumerate(value))
        return [found for inner, item in members for found in unknown_fields(spec, items, item, inner)]
    if not isinstance(value, Mapping):
        return []
    known = _properties(spec, schema)
    others = schema.get("additionalProperties", not known)
    unknown = []
    for name, member in value.items():
        inner = f"{path}.{name}".lstrip(".")
        if name in known:
            unknown += unknown_fields(spec, known[name], member, inner)
        elif isinstance(others, Mapping):
            unknown += unknown_fields(spec, others, member, inner)
        elif not others:
            unknown.append(inner)
    return unknown


def checked(spec: Spec, operation: Operation, reply: Reply) -> Reply:
    """Check the fields of a response, and return it.

    Args:
        spec: The spec.
        operation: The operation.
        reply: The response. The events of a stream are checked as they are sent.

    Raises:
        ApiError: 500, if a field is not in the spec.
    """
    responses = operation.definition.get("responses", {})
    response = spec.resolve(responses.get(str(reply.status), {}))
    kind = reply.headers.get("content-type", "").partition(";")[0]
    media = response.get("content", {}).get(kind, {})
    if reply.is_stream:
        events = media.get("x-itemSchema", response.get("x-itemSchema", {}))
        return reply.with_frames(_checked_events(spec, operation, events, as_frames(reply)))
    if kind == JSON_TYPE and isinstance(reply.frames, bytes):
        body = json.loads(reply.frames)
        # Errors are also sent in the formats of other servers, such as JSON-RPC.
        if not (isinstance(body, dict) and body.get("error")):
            _check(spec, operation, media.get("schema", {}), body)
    return reply


def _checked_events(spec: Spec, operation: Operation, schema: Any, frames: Iterable[Frame]) -> Iterator[Frame]:
    for frame in frames:
        try:
            for data in _data_of(frame):
                _check(spec, operation, schema, data)
        except ApiError as error:
            yield data_event(error.body())
            yield Close()
            return
        yield frame


def _data_of(frame: Frame) -> Iterator[Any]:
    """Yield the values in a frame: an event of a stream, or a text message of a WebSocket."""
    text = frame.decode("utf-8") if isinstance(frame, bytes) else ""
    lines = [line[len("data:") :] for line in text.splitlines() if line.startswith("data:")]
    for line in lines or [text]:
        try:
            yield json.loads(line)
        except ValueError:
            # A comment, the end mark, or an incomplete event.
            continue


def _check(spec: Spec, operation: Operation, schema: Any, value: Any) -> None:
    unknown = unknown_fields(spec, schema, value)
    if unknown:
        raise ApiError(
            500,
            f"The sandbox returns {operation.operation_id} with {', '.join(unknown)}, which are not in the spec.",
            type="server_error",
            code="unknown_field",
        )


def _properties(spec: Spec, schema: Mapping[str, Any]) -> Dict[str, Any]:
    found = dict(schema.get("properties", {}))
    for member in schema.get("allOf", ()):
        found.update(_properties(spec, spec.resolve(member)))
    return found
