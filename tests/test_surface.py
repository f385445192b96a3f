"""Tests that every operation of the API has a method that sends the spec's examples. Nothing here repeats the spec."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import inspect
import re
from typing import Any, Callable, Dict, List, Tuple

import pytest
from cases import for_each
from support import KEY, Driver

import helixagent
from helixagent import HelixAgent, RawResponse
from helixagent._async.resources import _raw_types as async_raw_types
from helixagent._core.methods import METHODS
from helixagent._core.requests.method import RESERVED
from helixagent._sync.resources import _raw_types
from helixagent.testing import Sandbox
from helixagent.testing.sandbox.spec import Operation, Spec

SPEC = Spec(helixagent.openapi())
OPERATIONS = {operation.operation_id: operation for operation in SPEC.operations}
# The main method of each operation. `parse`, `stream` and `acreate` are more methods for the same operation.
METHOD_OF = {operation: name for name, operation in sorted(METHODS.items(), reverse=True) if "acreate" not in name}
METHOD_OF.update(createChatCompletion="chat.completions.create", listMcpTools="mcp.tools.list")
# Methods that do not return a response of the server, and methods of the client itself.
NO_RAW_SIDE = {"getHealth", "getServiceHealth", "streamTaskEvents", "connectTaskSocket"}
# Methods that send several requests, or none.
HELPERS = {"debates.wait", "tasks.wait", "batch.run", "webhooks.unwrap"}


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def example_of(operation: Operation) -> Tuple[Dict[str, Any], Dict[str, Any]]:
    """Return the examples of an operation's parameters by location and name, and the example of its body."""
    parameters = {f"{each['in']} {each['name']}": each["example"] for each in operation.parameters}
    content = SPEC.resolve(operation.definition.get("requestBody", {})).get("content", {})
    body = SPEC.example(content["application/json"]) if content else {}
    return parameters, {name: value for name, value in body.items() if name != "stream"}


def method_of(client: Any, name: str) -> Callable[..., Any]:
    """Return the method with this dotted name."""
    for part in name.split("."):
        client = getattr(client, part)
    made: Callable[..., Any] = client
    return made


def answer_with_example(sandbox: Sandbox, operation: Operation) -> None:
    """Make the sandbox respond to the next request with the spec's example."""
    status, content = SPEC.success(operation)
    if "application/json" in content:
        sandbox.reply(json=SPEC.example(content["application/json"]), status=status, operation=operation.operation_id)
    elif content:
        (kind,) = content
        headers = {"content-type": kind}
        sandbox.reply(body=content[kind]["example"], headers=headers, operation=operation.operation_id)


async def first_frame(connection: Any) -> Any:
    async with connection as socket:
        return await socket.recv()


async def events_of(stream: Any) -> List[Any]:
    return [event async for event in stream]


def carried_out(driver: Driver, operation: str, result: Any) -> Any:
    """Return the result of a call: the events if it is a stream, or the first frame of a socket."""
    if operation == "connectTaskSocket":
        return driver.run(first_frame(result)) if driver.is_async else asyncio.run(first_frame(result))
    if operation == "streamTaskEvents":
        return driver.run(events_of(result)) if driver.is_async else list(result)
    return driver.run(result)


def arguments_of(operation: Operation) -> Dict[str, Any]:
    """Return the arguments of a method for the examples of its operation."""
    parameters, body = example_of(operation)
    return {**{snake(name.partition(" ")[2]): value for name, value in parameters.items()}, **body}


def test_every_operation_has_a_method() -> None:
    assert set(METHODS.values()) == set(OPERATIONS)
    hooks = helixagent.openapi()["webhooks"].values()
    assert [each["operationId"] for item in hooks for each in item.values()] == ["receiveWebhookEvent"]


@for_each("name", OPERATIONS)
def test_the_method_sends_the_operation(name: str, driver: Driver, sandbox: Sandbox) -> None:
    operation = OPERATIONS[name]
    parameters, body = example_of(operation)
    client = driver.client(sandbox, api_key=KEY)
    if name == "connectTaskSocket":
        # A scripted response cannot be a WebSocket.
        parameters["path taskId"] = driver.run(client.tasks.create(type="llm_completion")).id
    else:
        answer_with_example(sandbox, operation)
    arguments = {**arguments_of(operation), **({"task_id": parameters["path taskId"]} if "Socket" in name else {})}
    carried_out(driver, name, method_of(client, METHOD_OF[name])(**arguments))
    request = sandbox.requests[-1]
    path = operation.path
    for variable in operation.variables:
        path = path.replace("{" + variable + "}", parameters[f"path {variable}"].replace("/", "%2F"))
    assert (request.method, request.path.partition("?")[0]) == (operation.method, path)
    assert request.headers["authorization"] == f"Bearer {KEY}"
    for place, value in parameters.items():
        where, _, wire = place.partition(" ")
        if where == "query":
            assert (wire, str(value)) in request.query
        if where == "header":
            assert request.headers[wire.lower()] == value
    sent = request.json() if request.body else {}
    # The SDK requests embeddings in base64, and sends a model by default.
    added = {"encoding_format": "base64", "model": "helixagent-ensemble"}
    assert sent == {**{name: added[name] for name in added if name in sent}, **body}


@for_each("name", [name for name in OPERATIONS if name not in NO_RAW_SIDE])
def test_the_raw_variant_of_the_method_returns_the_response_too(name: str, driver: Driver, sandbox: Sandbox) -> None:
    answer_with_example(sandbox, OPERATIONS[name])
    resource, _, method = METHOD_OF[name].rpartition(".")
    side = method_of(driver.client(sandbox, api_key=KEY), resource).with_raw_response
    raw = driver.run(getattr(side, method)(**arguments_of(OPERATIONS[name])))
    assert type(raw) is RawResponse
    assert 200 <= raw.status_code < 300
    assert raw.parse() is raw.parse()
    assert getattr(raw.parse(), "_request_id", raw.request_id) == raw.request_id


@pytest.mark.parametrize("module", [_raw_types, async_raw_types])
def test_type_checkers_know_the_raw_variant_of_each_method(module: Any) -> None:
    client = HelixAgent(base_url="http://localhost")
    methods = {METHOD_OF[name] for name in OPERATIONS if name not in NO_RAW_SIDE}
    for method in methods | {"chat.completions.parse", "mcp.tools.list", "mcp.tools.__call__"}:
        resource, _, name = method.rpartition(".")
        prefix = "Async" if module is async_raw_types else ""
        raw = getattr(module, f"{prefix}{type(method_of(client, resource)).__name__}WithRawResponse")
        assert hasattr(raw, name), method
    client.close()


def test_the_event_that_the_server_sends_is_unwrapped(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    body = b'{"id":"evt_1","type":"task.completed","timestamp":"2026-01-15T10:30:00Z","data":{}}'
    signature = "sha256=" + hmac.new(b"s", body, hashlib.sha256).hexdigest()
    event = client.webhooks.unwrap(body, {"X-HelixAgent-Signature": signature}, "s")
    assert event.type == "task.completed"
    assert sandbox.requests == []


def test_every_public_method_of_a_resource_has_an_operation_or_is_a_helper() -> None:
    client = HelixAgent(base_url="http://localhost")
    public = [name for name in dir(HelixAgent) if not name.startswith("_")]
    parts = [name for name in public if hasattr(getattr(client, name), "with_raw_response")]
    parts += ["chat.completions", "ensemble.completions", "mcp.tools"]
    found = set()
    for part in parts:
        members = inspect.getmembers(type(method_of(client, part)), callable)
        found |= {f"{part}.{name}" for name, _ in members if not name.startswith("_")}
    client.close()
    assert found - {name for name in found if name.endswith("with_raw_response")} == {
        *(name for name in METHODS if "." in name and name != "mcp.tools"),
        *HELPERS,
    }


def test_no_id_is_the_path_of_another_operation() -> None:
    """If a fixed path could be an ID in a path with a variable, the SDK refuses that ID."""
    clashes = {}
    for name, operation in OPERATIONS.items():
        for other in OPERATIONS.values():
            parts, others = operation.path.split("/"), other.path.split("/")
            if operation.method != other.method or parts == others or len(parts) != len(others) or other.variables:
                continue
            different = [(part, fixed) for part, fixed in zip(parts, others) if part != fixed]
            if all(part.startswith("{") for part, _ in different) and len(different) == 1:
                clashes[name] = different[0][1]
    assert clashes == RESERVED
