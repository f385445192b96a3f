"""Hooks that teach schemathesis the rules of this API that its description cannot express (SCHEMATHESIS_HOOKS)."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import jsonschema
import schemathesis

EVENTS = "text/event-stream"
# Rules of this server that a JSON schema cannot express, identified by the error message.
RULES = (
    "is not among the tools",
    # More data than a server in a test should receive.
    "dimensions must be at most",
    "n must be at most",
    "the image is not base64",
    "messages or a prompt is required",
    "the URL of an image must be",
    "the URL of a webhook must be",
    "pass either image_url or image",
    "Not a JSON schema",
)


def whole_numbers(value: Any) -> Any:
    """Return a JSON value with integers for numbers like 600.0, which a Go server refuses for an int."""
    if isinstance(value, dict):
        return {name: whole_numbers(item) for name, item in value.items()}
    if isinstance(value, list):
        return [whole_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Write integers as integers."""
    if isinstance(case.body, (dict, list)):
        case.body = whole_numbers(case.body)


@schemathesis.check
def valid_data_is_accepted(context: Any, response: Any, case: Any) -> None:
    """Check that a request that matches the description is refused only because of a known rule."""
    positive = case.meta is not None and case.meta.generation.mode == schemathesis.GenerationMode.POSITIVE
    if positive and response.status_code in (400, 415, 422):
        text = response.content.decode("utf-8")
        assert any(rule in text for rule in RULES), "valid data was refused: " + text[:300]


def events_of(text: str) -> List[str]:
    """Return the data of each event of a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = [line[len("data:") :].strip() for line in block.splitlines() if line.startswith("data:")]
        if lines:
            found.append("\n".join(lines))
    return found


@schemathesis.check
def stream_follows_the_spec(context: Any, response: Any, case: Any) -> None:
    """Check each event of a stream with `x-itemSchema`, because OpenAPI 3.1 has no other keyword for it."""
    if not response.headers.get("content-type", [""])[0].startswith(EVENTS) or response.status_code != 200:
        return
    document: Dict[str, Any] = case.operation.schema.raw_schema
    media = case.operation.definition.raw["responses"]["200"]["content"][EVENTS]
    schema = {**media["x-itemSchema"], "components": document["components"]}
    events = events_of(response.content.decode("utf-8"))
    assert events, "The stream has no events."
    for data in events:
        if data != "[DONE]":
            jsonschema.Draft202012Validator(schema).validate(json.loads(data))
