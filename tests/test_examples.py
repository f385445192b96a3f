"""Tests that every example of the API's description can be parsed and serialized without changes."""

from __future__ import annotations

import datetime
import importlib
import json
import pkgutil
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import pytest
from cases import for_each

from helixagent_client import api, models
from helixagent_client.types import ApiModel


def _document() -> Dict[str, Any]:
    data = pkgutil.get_data("helixagent_client", "openapi.json")
    assert data is not None
    document: Dict[str, Any] = json.loads(data)
    return document


SPEC = _document()


class Example(NamedTuple):
    """A value in the description, and the component that describes it, or None for plain text."""

    place: str
    schema: Optional[str]
    value: Any


def _component(schema: Dict[str, Any]) -> Optional[str]:
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def _events(text: str) -> List[Any]:
    """Return the JSON of each event of a stream, except for `[DONE]`."""
    data = [line[len("data: ") :] for line in text.splitlines() if line.startswith("data: ")]
    return [json.loads(each) for each in data if each != "[DONE]"]


def _of_media(place: str, media: Dict[str, Any]) -> Iterator[Example]:
    values = {name: example["value"] for name, example in media.get("examples", {}).items()}
    if "example" in media:
        values[""] = media["example"]
    for name, value in values.items():
        if "x-itemSchema" in media:
            for number, event in enumerate(_events(value)):
                yield Example(f"{place} event {number}", _component(media["x-itemSchema"]), event)
        else:
            yield Example(f"{place} {name}".strip(), _component(media["schema"]), value)


def _examples(node: Any, place: str) -> Iterator[Example]:
    """Find the bodies under a node: of requests, responses and webhooks, and the frames of a WebSocket."""
    if not isinstance(node, dict):
        return
    for kind, media in node.get("content", {}).items():
        yield from _of_media(f"{place} {kind}", media)
    for frame in node.get("x-itemExamples", []):
        yield Example(f"{place} frame", _component(node["x-itemSchema"]), frame)
    for key, child in node.items():
        if key not in ("content", "schemas"):
            yield from _examples(child, f"{place} {key}".strip())


EXAMPLES = [example for part in ("paths", "webhooks", "components") for example in _examples(SPEC[part], "")]
OF_MODELS = [example for example in EXAMPLES if example.schema]


def _text(value: Any) -> str:
    """Return JSON text, which distinguishes 1 from 1.0 and from true; `==` does not."""
    return json.dumps(value, sort_keys=True)


def test_bodies_events_and_frames_are_included() -> None:
    assert {example.schema for example in EXAMPLES} >= {"TaskEvent", "WebhookEvent", "ChatCompletionChunk", "Debate"}
    assert [example.place for example in EXAMPLES if not isinstance(example.value, dict)] == [
        example.place for example in EXAMPLES if not example.schema
    ]


@for_each("example", OF_MODELS)
def test_an_example_survives_a_round_trip(example: Example) -> None:
    before = _text(example.value)
    model = getattr(models, str(example.schema)).from_dict(example.value)
    assert _text(model.to_dict()) == before
    assert _text(example.value) == before
    # The constructor is checked too, because it parses differently from `from_dict`.
    if isinstance(model, ApiModel):
        given = {name: getattr(model, name) for name in model.FIELDS}
        built = type(model)(**given, additional_properties=model.additional_properties)
        assert built == model


@for_each("example", OF_MODELS)
def test_an_example_has_attributes_with_the_names_on_the_wire(example: Example) -> None:
    model = getattr(models, str(example.schema)).from_dict(example.value)
    if isinstance(model, ApiModel):
        for name, value in example.value.items():
            assert (getattr(model, name) is None) == (value is None)


def _fullest(schema: str) -> Any:
    """Return the parsed example of a component that has the most fields."""
    return getattr(models, schema).from_dict(max((e.value for e in EXAMPLES if e.schema == schema), key=len))


def test_examples_have_the_attributes_that_the_document_uses() -> None:
    debate, health, task, error = map(_fullest, ["Debate", "ProvidersHealth", "Task", "ErrorResponse"])
    assert debate.debateId == debate.debate_id == "climate-1"
    assert debate.created_at == datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.timezone.utc)
    assert {name: each.status for name, each in health.providers.items()} == {"deepseek": "healthy", "qwen": "degraded"}
    assert (task.type, task.metadata["ticket"]) == ("llm_completion", 42)
    assert (error.error, error.message) == ("unauthorized", "Invalid token: expired")
    events = [models.TaskEvent.from_dict(each.value) for each in EXAMPLES if each.schema == "TaskEvent"]
    assert [event.progress for event in events if event.type == "progress"] == [45.5, 45.5]
    named = [models.WebhookEvent.from_dict(each.value) for each in EXAMPLES if each.schema == "WebhookEvent"]
    assert [(event.type, event.event) for event in named] == [
        ("task.completed", None),
        (None, "task.completed"),
        ("debate.finished", None),
    ]
    assert named[1].task.status == "completed"


@pytest.mark.parametrize(
    ("schema", "secret"),
    [
        ("LoginRequest", "correct horse"),
        ("RegisterRequest", "correct horse"),
        ("AuthToken", "eyJ"),
        ("ProviderRequest", "not-needed"),
        ("WebhookRequest", "your-webhook-secret"),
        ("WebhookRequest", "X-Custom-Header"),
    ],
)
def test_secrets_are_not_shown(schema: str, secret: str) -> None:
    model = _fullest(schema)
    assert secret in json.dumps(model.to_dict())
    assert secret not in repr(model)


def test_operations_know_their_classes() -> None:
    """Each operation exists once, with models if the description has them."""
    found = {}
    for module in pkgutil.walk_packages(api.__path__, f"{api.__name__}."):
        if not module.ispkg:
            operation = importlib.import_module(module.name).OPERATION
            found[operation.operation_id] = (operation.method, operation.path)
    expected = {
        node["operationId"]: (method, path) for path, item in SPEC["paths"].items() for method, node in item.items()
    }
    assert found == expected
