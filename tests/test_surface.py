"""A table of every operation of the API and the method that reaches it, called over the wire; none is left out."""

from __future__ import annotations

import ast
import asyncio
import hashlib
import hmac
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any, Callable, Dict, Mapping, NamedTuple, Set, Tuple

import pytest
from support import KEY, USER, Driver

import helixagent
import helixagent_client
from helixagent import HelixAgent, RawResponse
from helixagent._core.requests.method import RESERVED
from helixagent.testing import Sandbox

SPEC: Dict[str, Any] = json.loads((Path(helixagent_client.__file__).parent / "openapi.json").read_text("utf-8"))
# Without a slash, so that the place of each id can be seen in the path.
MODEL = "helixagent-ensemble"
PROVIDER = {"name": "Mine", "type": "openai_compatible", "api_key": "k", "base_url": "https://x.example", "model": "m"}
ACCOUNT = {"username": "ada", "email": "ada@example.com", "password": "secret"}
IMAGE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}]}]


class Row(NamedTuple):
    """How an operation is reached.

    Args:
        method: The method's name from the client on.
        arguments: What it is called with.
        before: A call that makes what the operation needs: its method, its arguments, the attribute of its result that
            is the id; then methods that are called with that id.
    """

    method: str
    arguments: Mapping[str, Any] = MappingProxyType({})
    before: Tuple[Any, ...] = ()


DEBATE = ("debates.create", {"topic": "Tea or coffee"}, "debate_id")
AWAITING = ("debates.create", {"topic": "This awaits approval"}, "debate_id", "debates.get_status")
TASK = ("tasks.create", {"type": "llm_completion"}, "id")
WEBHOOK = ("webhooks.create", {"url": "http://localhost:9/hook"}, "id")
SESSION = ("sessions.create", {"user_id": "u1"}, "id")
ADDED = ("providers.add", PROVIDER, "id")

SURFACE: Dict[str, Row] = {
    "getHealth": Row("health"),
    "getServiceHealth": Row("service_health"),
    "registerUser": Row("auth.register", ACCOUNT),
    "loginUser": Row("auth.login", {"username": "ada", "password": "secret"}, ("auth.register", ACCOUNT, None)),
    "refreshToken": Row("auth.refresh"),
    "logoutUser": Row("auth.logout"),
    "getCurrentUser": Row("auth.me"),
    "listModels": Row("models.list"),
    "getModel": Row("models.retrieve", {"model": MODEL}),
    "createChatCompletion": Row("chat.completions.create", {"messages": USER}),
    "createCompletion": Row("completions.create", {"prompt": "Once"}),
    "createEnsembleCompletion": Row("ensemble.completions.create", {"messages": USER}),
    "createDebate": Row("debates.create", {"topic": "Tea or coffee"}),
    "listDebates": Row("debates.list"),
    "getDebate": Row("debates.get", before=DEBATE),
    "deleteDebate": Row("debates.delete", before=DEBATE),
    "getDebateStatus": Row("debates.get_status", before=DEBATE),
    "getDebateResults": Row("debates.get_results", before=(*DEBATE, "debates.wait")),
    "getDebateReport": Row("debates.get_report", before=(*DEBATE, "debates.wait")),
    "approveDebate": Row("debates.approve", before=(*AWAITING, *AWAITING[-1:] * 2)),
    "rejectDebate": Row("debates.reject", {"reason": "no"}, before=(*AWAITING, *AWAITING[-1:] * 2)),
    "getDebateTeam": Row("debates.team"),
    "getMcpCapabilities": Row("mcp.capabilities"),
    "listMcpTools": Row("mcp.tools"),
    "callMcpTool": Row("mcp.tools.call", {"name": "add", "arguments": {"a": 1, "b": 2}}),
    "listMcpPrompts": Row("mcp.prompts"),
    "listMcpResources": Row("mcp.resources"),
    "listProviders": Row("providers.list"),
    "getProvidersHealth": Row("providers.health"),
    "getProvider": Row("providers.get", {"provider": "qwen"}),
    "getProviderHealth": Row("providers.get_health", {"provider": "qwen"}),
    "addProvider": Row("providers.add", PROVIDER),
    "updateProvider": Row("providers.update", {"weight": 2.0}, before=ADDED),
    "removeProvider": Row("providers.remove", before=ADDED),
    "createEmbeddings": Row("embeddings.create", {"model": "m", "input": "text", "dimensions": 2}),
    "analyzeImage": Row("vision.analyze", {"model": "m", "messages": IMAGE}),
    "extractText": Row("vision.ocr", {"image_url": "https://x.example/a.png"}),
    "createTask": Row("tasks.create", {"type": "llm_completion"}),
    "listTasks": Row("tasks.list"),
    "getTask": Row("tasks.get", before=TASK),
    "getTaskStatus": Row("tasks.get_status", before=TASK),
    "getTaskResult": Row("tasks.get_result", before=(*TASK, "tasks.wait")),
    "getTaskLogs": Row("tasks.get_logs", before=TASK),
    "streamTaskEvents": Row("tasks.stream_events", before=TASK),
    "pauseTask": Row("tasks.pause", before=TASK),
    "resumeTask": Row("tasks.resume", before=(*TASK, "tasks.pause")),
    "cancelTask": Row("tasks.cancel", before=TASK),
    "deleteTask": Row("tasks.delete", before=TASK),
    "getTaskQueue": Row("tasks.queue"),
    "connectTaskSocket": Row("tasks.websocket", before=TASK),
    "createWebhook": Row("webhooks.create", {"url": "http://localhost:9/hook"}),
    "listWebhooks": Row("webhooks.list"),
    "getWebhook": Row("webhooks.get", before=WEBHOOK),
    "deleteWebhook": Row("webhooks.delete", before=WEBHOOK),
    "createSession": Row("sessions.create", {"user_id": "u1"}),
    "listSessions": Row("sessions.list"),
    "getSession": Row("sessions.get", before=SESSION),
    "deleteSession": Row("sessions.delete", before=SESSION),
    "listAgents": Row("agents.list"),
    "getAgent": Row("agents.get", {"name": "helixcode"}),
    "receiveWebhookEvent": Row("webhooks.unwrap"),
}


def operations() -> Dict[str, Tuple[str, str]]:
    """The method and path of each operation of the API by its id."""
    return {
        operation["operationId"]: (method.upper(), path)
        for path, item in SPEC["paths"].items()
        for method, operation in item.items()
        if method in ("get", "put", "post", "delete", "patch")
    }


def hooks() -> Dict[str, str]:
    """The name in `webhooks` of each operation that the server calls, by its id."""
    return {
        operation["operationId"]: name
        for name, item in SPEC.get("webhooks", {}).items()
        for operation in item.values()
        if "operationId" in operation
    }


def method_of(client: Any, name: str) -> Callable[..., Any]:
    """The method with this dotted name."""
    for part in name.split("."):
        client = getattr(client, part)
    made: Callable[..., Any] = client
    return made


def prepared(driver: Driver, client: Any, row: Row) -> Tuple[Any, ...]:
    """The positional arguments of a row's call, once what it needs has been made."""
    if not row.before:
        return ()
    name, arguments, attribute, *further = row.before
    result = driver.run(method_of(client, name)(**arguments))
    if attribute is None:
        return ()
    identifier = getattr(result, attribute)
    for step in further:
        driver.run(method_of(client, step)(identifier))
    return (identifier,)


async def first_of(stream: Any) -> Any:
    event = await stream.__anext__()
    await stream.close()
    return event


async def first_frame(connection: Any) -> Any:
    async with connection as socket:
        return await socket.recv()


def carried_out(driver: Driver, operation: str, result: Any) -> Any:
    """What a call gives: the first event where it is a stream or a socket."""
    if operation == "connectTaskSocket":
        return driver.run(first_frame(result)) if driver.is_async else asyncio.run(first_frame(result))
    if operation == "streamTaskEvents":
        if driver.is_async:
            return driver.run(first_of(result))
        event = next(iter(result))
        result.close()
        return event
    return driver.run(result)


def test_no_operation_is_left_out_and_none_is_made_up() -> None:
    assert set(SURFACE) == set(operations()) | set(hooks())
    names = [row.method for row in SURFACE.values()]
    assert len(set(names)) == len(names)


def test_the_contract_knows_each_operation() -> None:
    assert len(operations()) == 60
    assert set(hooks()) == {"receiveWebhookEvent"}


@pytest.mark.parametrize("operation", [name for name in SURFACE if name in operations()])
def test_the_method_sends_the_operation(operation: str, driver: Driver, sandbox: Sandbox) -> None:
    row = SURFACE[operation]
    client = driver.client(sandbox, api_key=KEY)
    identifiers = prepared(driver, client, row)
    before = len(sandbox.requests)
    carried_out(driver, operation, method_of(client, row.method)(*identifiers, **row.arguments))
    arrived = sandbox.requests[before:]
    method, path = operations()[operation]
    values = identifiers or [value for name, value in row.arguments.items() if "{" + name + "}" in path]
    if values:
        head, _, tail = path.partition("{")
        path = head + values[0] + tail.partition("}")[2]
    assert [(request.method, request.path.partition("?")[0]) for request in arrived] == [(method, path)]
    assert arrived[0].headers["authorization"] == f"Bearer {KEY}"


# What gives no answer of the server's by itself, or is a method of the client's own.
NO_RAW_SIDE = {"getHealth", "getServiceHealth", "streamTaskEvents", "connectTaskSocket"}


@pytest.mark.parametrize("operation", [name for name in SURFACE if name in operations() and name not in NO_RAW_SIDE])
def test_the_raw_side_of_the_method_gives_the_answer_too(operation: str, driver: Driver, sandbox: Sandbox) -> None:
    row = SURFACE[operation]
    client = driver.client(sandbox, api_key=KEY)
    identifiers = prepared(driver, client, row)
    resource, _, name = row.method.rpartition(".")
    raw = driver.run(getattr(method_of(client, resource).with_raw_response, name)(*identifiers, **row.arguments))
    assert type(raw) is RawResponse
    assert 200 <= raw.status_code < 300
    assert raw.parse() is raw.parse()
    assert getattr(raw.parse(), "_request_id", raw.request_id) == raw.request_id


@pytest.mark.parametrize("folder", ["_sync/resources", "_async/resources"])
def test_type_checkers_know_the_raw_side_of_each_method(folder: str) -> None:
    tree = ast.parse((Path(helixagent.__file__).parent / folder / "_raw_types.py").read_text("utf-8"))
    known: Dict[str, Set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            functions = [part for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))]
            known[node.name.replace("Async", "")] = {function.name for function in functions}
    client = HelixAgent(base_url="http://localhost")
    methods = {row.method for name, row in SURFACE.items() if name in operations() and name not in NO_RAW_SIDE}
    for method in methods | {"chat.completions.parse", "mcp.tools.list", "mcp.tools.__call__"}:
        resource, _, name = method.rpartition(".")
        assert name in known[type(method_of(client, resource)).__name__ + "WithRawResponse"], method
    client.close()


def test_the_event_that_the_server_sends_is_unwrapped(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    body = b'{"id":"evt_1","type":"task.completed","timestamp":"2026-01-15T10:30:00Z","data":{}}'
    signature = "sha256=" + hmac.new(b"s", body, hashlib.sha256).hexdigest()
    event = method_of(client, SURFACE["receiveWebhookEvent"].method)(body, {"X-HelixAgent-Signature": signature}, "s")
    assert event.type == "task.completed"
    assert sandbox.requests == []


def test_every_public_method_of_a_resource_is_in_the_table_or_a_helper() -> None:
    helpers = {
        "chat.completions.stream",
        "chat.completions.run_tools",
        "chat.completions.parse",
        "debates.wait",
        "mcp.as_tools",
        "tasks.wait",
        "mcp.tools.list",
    }
    helpers |= {"chat.completions.acreate", "completions.acreate", "batch.run"}
    client = HelixAgent(base_url="http://localhost")
    found = set()
    parts = ["chat.completions", "completions", "ensemble.completions", "embeddings", "models", "debates", "mcp"]
    parts += ["mcp.tools", "providers", "vision", "tasks", "webhooks", "auth", "sessions", "agents", "batch"]
    for part in parts:
        resource = method_of(client, part)
        found |= {f"{part}.{name}" for name in dir(type(resource)) if not name.startswith("_")}
    client.close()
    found = {name for name in found if not name.endswith("with_raw_response") and name != "mcp.tools"} | {"mcp.tools"}
    named = {row.method for row in SURFACE.values()} - {"health", "service_health"}
    assert found == named | helpers


def test_no_id_is_the_address_of_another_operation() -> None:
    """Where a fixed path could be an id of a path with a variable, the SDK refuses that id."""
    clashes = {}
    for name, (method, path) in operations().items():
        for other_method, fixed in operations().values():
            parts, others = path.split("/"), fixed.split("/")
            if method != other_method or path == fixed or len(parts) != len(others) or "{" in fixed:
                continue
            different = [(part, other) for part, other in zip(parts, others) if part != other]
            if all(part.startswith("{") for part, _ in different) and len(different) == 1:
                clashes[name] = different[0][1]
    assert clashes == RESERVED
