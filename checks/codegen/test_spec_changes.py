"""What a change of openapi.yaml costs: each test makes one on a copy of the project, runs the generator, and uses it.

If a test changes only openapi.yaml, that file is all that a person has to edit.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
from support import ROOT

from codegen import yaml_files
from codegen.lint_spec import lint

COPIED = ["codegen", "requirements", "helixagent", "helixagent_client"]
COPIED += ["openapi.yaml", "clients/openapi-3.0.yaml", "generator-config.yaml"]
RAW_TYPES = tuple(
    f"helixagent/{side}/resources/{name}_types.py" for side in ("_sync", "_async") for name in ("_raw", "_streaming")
)

OPERATION: Dict[str, Any] = {
    "operationId": "askAgent",
    "tags": ["agents"],
    "summary": "Ask an agent",
    "description": "Asks an agent a question and waits for the answer.",
    "security": [{"bearer": []}],
    "parameters": [
        {"$ref": "#/components/parameters/AgentName"},
        {"name": "verbose", "in": "query", "description": "Whether to explain.", "schema": {"type": "boolean"}},
        {
            "name": "Trace-Id",
            "in": "header",
            "required": True,
            "description": "ID of the trace.",
            "schema": {"type": "string"},
        },
    ],
    "requestBody": {
        "description": "The question.",
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/AgentQuestionRequest"},
                "example": {"question": "What is a monad?"},
            }
        },
    },
    "responses": {
        "200": {
            "description": "The answer.",
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/AgentAnswer"},
                    "example": {
                        "answer": "A monoid in the category of endofunctors.",
                        "sources": [{"title": "Categories for the Working Mathematician"}],
                    },
                }
            },
        },
        "400": {"$ref": "#/components/responses/BadRequest"},
        "401": {"$ref": "#/components/responses/Unauthorized"},
    },
}
SCHEMAS: Dict[str, Any] = {
    "AgentQuestionRequest": {
        "description": "A question to an agent.",
        "type": "object",
        "required": ["question"],
        "properties": {
            "question": {"description": "The question.", "type": "string", "minLength": 1},
            "max_sources": {"description": "Maximum number of sources to name.", "type": "integer", "minimum": 0},
        },
    },
    "AgentAnswer": {
        "description": "The answer of an agent.",
        "type": "object",
        "properties": {
            "answer": {"description": "The answer.", "type": "string"},
            "sources": {
                "description": "The sources of the answer.",
                "type": "array",
                "items": {"$ref": "#/components/schemas/AgentSource"},
            },
        },
    },
    "AgentSource": {
        "description": "A source of an answer.",
        "type": "object",
        "properties": {"title": {"description": "The title.", "type": "string"}},
    },
}
METHOD = '''
    @checked_names
    async def ask(
        self,
        # region openapi.yaml: askAgent
        # endregion
    ) -> types.AgentAnswer:
        """Ask an agent a question."""
        result: types.AgentAnswer = await self._run("agents.ask", ask_agent, locals())
        return result
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project, without its tests."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".mypy_cache")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
        else:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def edit(project: Path, change: Callable[[Any], None]) -> None:
    """Change openapi.yaml, lint it, and generate everything."""
    path = project / "openapi.yaml"
    spec: Any = yaml_files.load(path)
    change(spec)
    # JSON is YAML too.
    path.write_text(json.dumps(spec), encoding="utf-8")
    assert lint(load(path)) == []
    run(project, "-m", "codegen", "generate")


def start(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy."""
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)


def run(project: Path, *arguments: str) -> str:
    """Run Python on the copy, and return what it prints."""
    done = start(project, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


PRELUDE = """
import asyncio, inspect, json, typing
from click.testing import CliRunner
import helixagent
from helixagent import AsyncHelixAgent, HelixAgent, ValidationError, resources, types
from helixagent.cli.app import cli
from helixagent.testing import Sandbox

sandbox = Sandbox(check_fields=True)
sandbox.start()
client = HelixAgent(api_key="test", base_url=sandbox.base_url, max_retries=0)
USER = [{"role": "user", "content": "Hello"}]

def command(*arguments):
    found = CliRunner().invoke(cli, ["--base-url", sandbox.base_url, "-o", "json", *arguments])
    assert found.exit_code == 0, found.output
    return found.output

def sent():
    return sandbox.requests[-1]

def values_of(annotation):
    # An enum that is open at run time is a union of a Literal and str.
    inner = [each for each in typing.get_args(annotation) if typing.get_origin(each) is typing.Literal]
    return typing.get_args(inner[0]) if inner else typing.get_args(annotation)
"""


def check(project: Path, program: str) -> None:
    """Run a program of assertions on the copy, with a client, its sandbox and the command."""
    run(project, "-c", f"{PRELUDE}{program}\nclient.close()\nsandbox.stop()\n")


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
        # lint-spec wants an example of each field.
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
    text = source.read_text(encoding="utf-8")
    text = text.replace("import get_agent, list_agents\n", "import ask_agent, get_agent, list_agents\n")
    source.write_text(text + METHOD, encoding="utf-8")
    run(project, "-m", "codegen", "generate")
    run(project, "-m", "codegen", "check")

    after = hashes(project)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    generated = {"clients/openapi-3.0.yaml", "helixagent/_sync/resources/agents.py", *RAW_TYPES}
    generated.add("helixagent/_core/methods.py")
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
    spec: Any = yaml_files.load(path)
    reference = spec["paths"]["/v1/vision/ocr"]["post"]["requestBody"]["$ref"]
    name = reference.rpartition("/")[2]
    content = spec["components"]["requestBodies"][name]["content"]
    content["multipart/form-data"] = content.pop("application/json")
    path.write_text(json.dumps(spec), encoding="utf-8")
    done = start(project, "-m", "codegen", "lint-spec")
    assert done.returncode == 1
    assert f"#/components/requestBodies/{name}/content/multipart~1form-data" in done.stdout + done.stderr
    assert "must be `application/json`: no other body is generated" in done.stdout + done.stderr


def renamed(spec: Any, value: Any, old: str, new: str) -> Any:
    """Return the spec with a property of a schema renamed, in its examples too."""
    if isinstance(value, list):
        return [renamed(spec, item, old, new) for item in value]
    if isinstance(value, dict):
        return {new if key == old else key: renamed(spec, item, old, new) for key, item in value.items()}
    return value


def test_a_field_that_the_sandbox_still_sends_under_its_old_name_is_caught(project: Path) -> None:
    def rename(spec: Any) -> None:
        for key in ("paths", "components"):
            spec[key] = renamed(spec, spec[key], "owned_by", "owner")

    edit(project, rename)
    program = "client.models.retrieve('deepseek-chat')"
    with pytest.raises(AssertionError, match="getModel with owned_by, which the spec does not have"):
        check(project, program)


def test_a_field_that_is_also_a_parameter_is_an_error(project: Path) -> None:
    operation = json.loads(json.dumps(OPERATION))
    operation["parameters"][1]["name"] = "question"

    def add(spec: Any) -> None:
        spec["paths"]["/v1/agents/{name}/questions"] = {"post": operation}
        spec["components"]["schemas"].update(SCHEMAS)

    edit(project, add)
    source = project / "helixagent/_async/resources/agents.py"
    source.write_text(source.read_text(encoding="utf-8") + METHOD, encoding="utf-8")
    done = start(project, "-m", "codegen", "generate")
    assert (done.returncode, done.stderr.strip()) == (
        1,
        "askAgent: question is both a parameter and a field of the body; rename one",
    )


BAD_REGIONS: List[Any] = [
    ("# region openapi.yaml: getAgent\n        # no end", "has no `# endregion`"),
    ("# region openapi.yaml: nothing", "a region names the operation nothing, which openapi.yaml does not have"),
    ("# region openapi.yaml: getAgent -", "the region must be `# region openapi.yaml: OPERATION`"),
]


@pytest.mark.parametrize(("region", "message"), BAD_REGIONS)
def test_a_region_that_means_nothing_is_named(project: Path, region: str, message: str) -> None:
    source = project / "helixagent/_async/resources/agents.py"
    text = source.read_text(encoding="utf-8").replace("# region openapi.yaml: getAgent", region)
    if "no end" in region:
        text = text[: text.rindex("        # endregion")] + text[text.rindex("    ) -> types.Agent:") :]
    source.write_text(text, encoding="utf-8")
    done = start(project, "-m", "codegen", "check")
    assert done.returncode == 1
    assert message in done.stderr
