"""Tests of the sandbox's WebSocket with `websockets`: events as text messages, refused and broken connections."""

from __future__ import annotations

import contextlib
import json
import logging
from typing import Any, Callable, Dict, List

import httpx
import pytest
from cases import for_each
from jsonschema import Draft202012Validator
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from helixagent.testing import Sandbox
from helixagent.testing.sandbox.spec import Spec

Open = Callable[..., Any]


@pytest.fixture
def open_socket(sandbox: Sandbox) -> Open:
    """A function that opens the WebSocket of a task. Keywords are headers, with `_` for `-`."""

    def opened(task: str, **headers: str) -> ClientConnection:
        url = sandbox.base_url.replace("http", "ws") + "/v1/ws/tasks/" + task
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        # On Python 3.8 and 3.9, uvicorn only closes a connection when the application ends. The client does not wait.
        return connect(url, additional_headers=given, open_timeout=60, close_timeout=1)

    return opened


def _task(http: httpx.Client, kind: str = "llm_completion", **payload: Any) -> str:
    return str(http.post("/v1/tasks", json={"type": kind, "payload": payload}).json()["id"])


def _read(socket: ClientConnection) -> List[Dict[str, Any]]:
    messages = list(socket)
    assert all(isinstance(message, str) for message in messages)
    return [json.loads(message) for message in messages]


def test_a_socket_sends_the_events_and_closes(
    sandbox: Sandbox, http: httpx.Client, open_socket: Open, spec: Spec, caplog: pytest.LogCaptureFixture
) -> None:
    task = _task(http, prompt="capital of France")
    with caplog.at_level(logging.INFO), open_socket(task, Authorization="Bearer secret-key") as socket:
        events = _read(socket)
        assert socket.response.headers["x-request-id"] == "req_sandbox_000002"
    assert [events[0]["type"], events[-1]["type"]] == ["started", "completed"]
    validator = Draft202012Validator(spec.rooted({"$ref": "#/components/schemas/TaskEvent"}))
    for event in events:
        validator.validate(event)
    recorded = sandbox.requests[-1]
    assert (recorded.method, recorded.path) == ("GET", f"/v1/ws/tasks/{task}")
    assert recorded.headers["authorization"] == "Bearer secret-key"
    assert recorded.headers["upgrade"].lower() == "websocket"
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []
    with open_socket(task) as again:
        assert _read(again) == events
    assert [line for line in http.get(f"/v1/tasks/{task}/events").text.split("\n") if line.startswith("data: ")] == [
        "data: " + json.dumps(event, separators=(",", ":")) for event in events
    ]


def test_a_socket_is_refused_with_an_http_response(http: httpx.Client, open_socket: Open) -> None:
    task = _task(http)
    for name, headers, status, code in [
        ("none", {}, 404, "not_found"),
        (task, {"Authorization": "Bearer bad-key"}, 401, "invalid_api_key"),
        (task, {"X_Sandbox_Fault": "503"}, 503, "sandbox"),
        (task, {"X_Sandbox_Fault": "rate-limit"}, 429, "RATE_LIMIT_EXCEEDED"),
    ]:
        with pytest.raises(InvalidStatus) as raised:
            open_socket(name, **headers)
        response = raised.value.response
        assert response.status_code == status
        assert json.loads(response.body)["error"]["code"] == code
    assert http.get(f"/v1/ws/tasks/{task}").status_code == 426


def test_no_other_path_accepts_a_socket(sandbox: Sandbox) -> None:
    for path, status in [("/v1/models", 400), ("/none", 404), ("/v1/tasks", 400)]:
        with pytest.raises(InvalidStatus) as raised:
            connect(sandbox.base_url.replace("http", "ws") + path)
        assert raised.value.response.status_code == status


@for_each(
    ("fault", "events", "code"),
    [
        ("cut", 2, None),
        ("cut:0", 0, None),
        ("cut-reset:3", 3, None),
        ("socket-close", 2, 1011),
        ("socket-close:1013", 2, 1013),
    ],
)
@for_each("by_payload", [True, False])
def test_abnormal_ends(
    http: httpx.Client, open_socket: Open, fault: str, events: int, code: Any, by_payload: bool
) -> None:
    task = _task(http, **({"sandbox_fault": fault} if by_payload else {}))
    received = []
    socket = open_socket(task, **({} if by_payload else {"X_Sandbox_Fault": fault}))
    with socket, pytest.raises(ConnectionClosedError) as raised:
        for message in socket:
            received.append(message)
    # A reset may discard earlier data.
    assert len(received) <= events if fault.startswith("cut-reset") else len(received) == events
    assert (raised.value.rcvd.code if raised.value.rcvd else None) == code


def test_the_end_without_a_terminal_event(http: httpx.Client, open_socket: Open) -> None:
    with open_socket(_task(http, sandbox_fault="no-done")) as socket:
        assert _read(socket)[-1]["type"] == "progress"


@pytest.mark.parametrize("fault", ["noise", "crlf", "bytewise", "stream-error", "trickle:0.001", "slow:0.01"])
def test_other_faults_do_not_change_the_messages(http: httpx.Client, open_socket: Open, fault: str) -> None:
    with open_socket(_task(http), X_Sandbox_Fault=fault) as socket:
        assert len(_read(socket)) == 10


def test_a_paused_task_keeps_the_socket_open(http: httpx.Client, open_socket: Open) -> None:
    task = _task(http, "sandbox/paused")
    with open_socket(task) as socket:
        assert [json.loads(socket.recv(10))["type"] for _ in range(4)][-1] == "paused"
        assert socket.ping().wait(60)
        socket.send("the sandbox does not listen to this")
        with pytest.raises(TimeoutError):
            socket.recv(0.1)
        http.post(f"/v1/tasks/{task}/cancel")
        assert [event["type"] for event in _read(socket)] == ["cancelled"]


def test_the_client_may_disconnect_first(http: httpx.Client, open_socket: Open) -> None:
    task = _task(http, "sandbox/stuck")
    with open_socket(task) as socket:
        socket.recv(10)
    assert http.post(f"/v1/tasks/{task}/cancel").status_code == 200


def test_the_sandbox_stops_while_sockets_are_open() -> None:
    with contextlib.ExitStack() as stack:
        with Sandbox() as sandbox, httpx.Client(base_url=sandbox.base_url, trust_env=False, verify=False) as http:
            task = _task(http, "sandbox/stuck")
            url = sandbox.base_url.replace("http", "ws") + "/v1/ws/tasks/" + task
            socket = stack.enter_context(connect(url))
            socket.recv(10)
        with pytest.raises(ConnectionClosedError):
            list(socket)


def test_messages_can_be_scripted(sandbox: Sandbox, open_socket: Open) -> None:
    sandbox.reply(101, chunks=[{"type": "failed"}, "text", b"{}"], operation="connectTaskSocket")
    with open_socket("any") as socket:
        assert list(socket) == ['{"type":"failed"}', "text", "{}"]
