"""Tests of changes to openapi.yaml. Each test changes a copy of the project, runs the generator, and uses the result.

If a test changes only openapi.yaml, that file is everything that a person must edit.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Dict

import pytest
from change_support import METHOD, OPERATION, SCHEMAS, check, edit, run, start

from codegen import tools

RAW_TYPES = tuple(
    f"helixagent/{side}/resources/{name}_types.py" for side in ("_sync", "_async") for name in ("_raw", "_streaming")
)


def property_of(spec: Any, schema: str, name: str, value: Dict[str, Any]) -> None:
    spec["components"]["schemas"][schema]["properties"][name] = value


def test_an_optional_chat_field(project: Path) -> None:
    field = {"description": "How inventive the model is, from 0 to 1.", "type": "number", "minimum": 0, "maximum": 1}
    edit(project, lambda spec: property_of(spec, "ChatCompletionRequest", "inventiveness", field))
    check(
        project,
        """
client.chat.completions.create(messages=USER, inventiveness=0.5)
assert sent().json()["inventiveness"] == 0.5
with client.chat.completions.stream(messages=USER, inventiveness=0.25) as stream:
    stream.get_final_completion()
assert sent().json()["inventiveness"] == 0.25
asyncio.run(client.chat.completions.acreate(messages=USER, inventiveness=1))
assert sent().json()["inventiveness"] == 1
for wrong in (2, "much"):
    try:
        client.chat.completions.create(messages=USER, inventiveness=wrong)
    except ValidationError as error:
        assert error.param == "inventiveness"
    else:
        raise AssertionError(wrong)
for cls in (resources.ChatCompletions, resources.AsyncChatCompletions):
    for method in (cls.create, cls.parse, cls.stream):
        assert typing.get_type_hints(method)["inventiveness"] == typing.Optional[float]
        assert "inventiveness: How inventive the model is, from 0 to 1." in method.__doc__
assert "inventiveness" in types.ChatCompletionParams.__annotations__
""",
    )
    for name in RAW_TYPES:
        assert "inventiveness: Optional[float] = None" in (project / name).read_text(encoding="utf-8")


def test_a_response_field(project: Path) -> None:
    field = {"description": "Maximum number of tokens of a conversation.", "type": "integer"}

    def add(spec: Any) -> None:
        property_of(spec, "Model", "context_length", field)
        # lint-spec requires an example of each field.
        media = spec["paths"]["/v1/models"]["get"]["responses"]["200"]["content"]["application/json"]
        media["example"]["data"][0]["context_length"] = 8192
        media = spec["paths"]["/v1/models/{model}"]["get"]["responses"]["200"]["content"]["application/json"]
        media["example"]["context_length"] = 8192

    edit(project, add)
    check(
        project,
        """
assert typing.get_type_hints(types.Model)["context_length"] == typing.Optional[int]
sandbox.reply(types.Model(id="m", context_length=8192))
assert client.models.retrieve("m").context_length == 8192
assert client.models.retrieve("deepseek-chat").context_length is None
""",
    )


def hashes(project: Path) -> Dict[str, str]:
    files = (path for path in project.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_an_operation_with_parameters_of_every_place(project: Path) -> None:
    before = hashes(project)

    def add(spec: Any) -> None:
        spec["paths"]["/v1/agents/{name}/questions"] = {"post": OPERATION}
        spec["components"]["schemas"].update(SCHEMAS)

    edit(project, add)
    source = project / "helixagent/_async/resources/agents.py"
    source.write_text(source.read_text(encoding="utf-8") + METHOD, encoding="utf-8")
    run(project, "-m", "codegen", "generate")
    run(project, "-m", "codegen", "check")

    after = hashes(project)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    generated = {"clients/openapi-3.0.yaml", "helixagent/_sync/resources/agents.py", *RAW_TYPES}
    generated |= {"helixagent/_core/methods.py", "helixagent/types.py"}
    by_hand = {name for name in changed - generated if not name.startswith("helixagent_client/")}
    assert by_hand == {"openapi.yaml", "helixagent/_async/resources/agents.py"}
    check(
        project,
        """
answer = client.agents.ask("helixcode", trace_id="t-1", question="What is a monad?", max_sources=1, verbose=True)
assert type(answer) is types.AgentAnswer
assert answer.sources[0].title == "Categories for the Working Mathematician"
assert (sent().method, sent().path) == ("POST", "/v1/agents/helixcode/questions?verbose=true")
assert sent().headers["trace-id"] == "t-1"
assert sent().json() == {"question": "What is a monad?", "max_sources": 1}
count = len(sandbox.requests)
for wrong, param in (
    ({"question": ""}, "question"),
    ({"question": "?", "max_sources": -1}, "max_sources"),
    ({"question": "?", "sources": 1}, "sources"),
    ({"question": "?", "trace_id": "a\\nb"}, "headers['Trace-Id']"),
    ({"question": "?", "trace_id": None}, "trace_id"),
):
    try:
        client.agents.ask("helixcode", **{"trace_id": "t", **wrong})
    except ValidationError as error:
        assert error.param == param, error.param
    else:
        raise AssertionError(wrong)
assert len(sandbox.requests) == count
assert client.agents.with_raw_response.ask("helixcode", trace_id="t", question="?").status_code == 200
parameters = list(inspect.signature(resources.Agents.ask).parameters)
assert parameters[:5] == ["self", "name", "question", "trace_id", "max_sources"], parameters
assert "max_sources: Maximum number of sources to name." in resources.Agents.ask.__doc__

async def ask():
    async with AsyncHelixAgent(api_key="test", base_url=sandbox.base_url) as client:
        return (await client.agents.ask("helixcode", trace_id="t", question="What is a monad?")).answer

assert asyncio.run(ask()) == "A monoid in the category of endofunctors."
""",
    )


def test_event_types(project: Path) -> None:
    def add(spec: Any) -> None:
        schemas = spec["components"]["schemas"]
        for name, value in (("TaskEventType", "archived"), ("WebhookEventType", "task.archived")):
            schemas[name]["enum"].append(value)
            if "x-enum-varnames" in schemas[name]:
                schemas[name]["x-enum-varnames"].append(f"{name.upper()}_{value.upper().replace('.', '_')}")

    edit(project, add)
    check(
        project,
        """
assert "archived" in values_of(types.TaskEventType)
events = [types.TaskEvent(type="archived", message="Moved away"), types.TaskEvent(type="completed")]
for _ in range(2):
    sandbox.reply(events, operation="streamTaskEvents")
assert [event.type for event in client.tasks.stream_events("t1")] == ["archived", "completed"]
shown = [json.loads(line) for line in command("tasks", "watch", "t1").splitlines()]
assert [event["type"] for event in shown] == ["archived", "completed"]

assert "task.archived" in values_of(types.WebhookEventTypeParam)
hook = client.webhooks.create(url="http://localhost:9/hook", events=["task.archived"])
assert hook.events == ["task.archived"]
assert json.loads(command("webhooks", "create", "http://localhost:9/", "-e", "task.archived"))["events"] == hook.events
""",
    )


def test_enum_values(project: Path) -> None:
    def add(spec: Any) -> None:
        schemas = spec["components"]["schemas"]
        for name, value in (("TaskPriority", "urgent"), ("OcrFormat", "asciidoc"), ("EnsembleStrategy", "by_lot")):
            schemas[name]["enum"].append(value)
            if "x-enum-varnames" in schemas[name]:
                schemas[name]["x-enum-varnames"].append(f"{name.upper()}_{value.upper()}")

    edit(project, add)
    check(
        project,
        """
assert "urgent" in values_of(types.TaskPriorityParam)
client.tasks.create(type="t", priority="urgent")
assert "urgent" in client.tasks.queue().by_priority
assert json.loads(command("tasks", "create", "t", "--priority", "urgent"))["priority"] == "urgent"
assert client.vision.ocr(image_url="https://x.example/a.png", output_format="asciidoc").text
command("ocr", "https://x.example/a.png", "--format", "asciidoc")
assert "by_lot" in values_of(types.EnsembleStrategyParam)
assert "by_lot" in CliRunner().invoke(cli, ["ensemble", "--help"]).output
command("ensemble", "--strategy", "by_lot", "Hello")
assert sent().json()["ensemble_config"] == {"strategy": "by_lot"}
""",
    )


def test_limit_and_offset_on_a_list(project: Path) -> None:
    def add(spec: Any) -> None:
        refs = [{"$ref": f"#/components/parameters/{name}"} for name in ("Limit", "Offset")]
        spec["paths"]["/v1/webhooks"]["get"]["parameters"] = refs

    edit(project, add)
    check(
        project,
        """
for number in range(4):
    client.webhooks.create(url=f"http://localhost:9/{number}")
page = client.webhooks.list(limit=2, offset=1)
assert [hook.id for hook in page.webhooks] == ["wh_2", "wh_3"]
assert sent().path in ("/v1/webhooks?limit=2&offset=1", "/v1/webhooks?offset=1&limit=2")
hints = typing.get_type_hints(resources.AsyncWebhooks.list)
assert (hints["limit"], hints["offset"]) == (typing.Optional[int],) * 2
found = json.loads(command("webhooks", "list", "--limit", "1", "--offset", "2"))
assert [hook["id"] for hook in found] == ["wh_3"]
""",
    )


def test_a_multipart_upload_fails_in_lint_spec(project: Path) -> None:
    path = project / "openapi.yaml"
    spec: Any = tools.load(path)
    reference = spec["paths"]["/v1/vision/ocr"]["post"]["requestBody"]["$ref"]
    name = reference.rpartition("/")[2]
    content = spec["components"]["requestBodies"][name]["content"]
    content["multipart/form-data"] = content.pop("application/json")
    path.write_text(json.dumps(spec), encoding="utf-8")
    done = start(project, "-m", "codegen", "lint-spec")
    assert done.returncode == 1
    assert f"#/components/requestBodies/{name}/content/multipart~1form-data" in done.stdout + done.stderr
    assert "must be `application/json`, because the SDK does not send other bodies" in done.stdout + done.stderr


def renamed(value: Any, old: str, new: str) -> Any:
    """Return part of the spec with another name for a property, including in examples."""
    if isinstance(value, list):
        return [renamed(item, old, new) for item in value]
    if isinstance(value, dict):
        return {new if key == old else key: renamed(item, old, new) for key, item in value.items()}
    return value


def test_a_field_that_the_sandbox_still_sends_under_its_old_name_is_caught(project: Path) -> None:
    def rename(spec: Any) -> None:
        for key in ("paths", "components"):
            spec[key] = renamed(spec[key], "owned_by", "owner")

    edit(project, rename)
    program = "client.models.retrieve('deepseek-chat')"
    with pytest.raises(AssertionError, match="getModel with owned_by, which are not in the spec"):
        check(project, program)
