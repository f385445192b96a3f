"""Tests of the sandbox's tasks: polling, the sequence of events, reconnection, and the restrictions of each status."""

from __future__ import annotations

import json
import threading
from typing import Any, Callable, Dict, Iterator, List

import httpx
import pytest

from helixagent.testing import Sandbox

Create = Callable[..., str]
KINDS = ["started", "log", "progress", "output", "progress", "heartbeat", "progress", "output", "progress", "completed"]


@pytest.fixture
def create(http: httpx.Client) -> Create:
    """A function that creates a task and returns its ID. All keywords except the type are the payload."""

    def make(kind: str = "llm_completion", **payload: Any) -> str:
        response = http.post("/v1/tasks", json={"type": kind, "payload": payload})
        assert response.status_code == 202, response.text
        return str(response.json()["id"])

    return make


def _polls(http: httpx.Client, task: str, count: int) -> List[Any]:
    found = [http.get(f"/v1/tasks/{task}/status").json() for _ in range(count)]
    return [(status["status"], status["progress"]) for status in found]


def _events(text: str) -> Dict[int, Dict[str, Any]]:
    """Return the events of a stream by their IDs."""
    found = {}
    for block in text.split("\n\n"):
        lines = [line.partition(": ") for line in block.split("\n") if line and not line.startswith(":")]
        fields = {name: value for name, _, value in lines}
        if "data" in fields:
            event = json.loads(fields["data"])
            assert fields["event"] == event["type"]
            assert int(fields["id"]) not in found
            found[int(fields["id"])] = event
    return found


def _until_it_breaks(http: httpx.Client, path: str, **headers: str) -> str:
    received = ""
    with http.stream("GET", path, headers=headers) as response:
        try:
            for piece in response.iter_text():
                received += piece
        except httpx.TransportError:
            return received
    raise AssertionError("the stream ended: " + received)


def test_a_task_advances_with_each_poll(http: httpx.Client, create: Create, conforms: Callable[..., None]) -> None:
    task = create(messages=[{"role": "user", "content": "Explain quantum computing"}])
    assert http.get(f"/v1/tasks/{task}").json()["status"] == "pending"
    early = http.get(f"/v1/tasks/{task}/result")
    conforms(early, "getTaskResult")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "task_not_ended")
    running = [("running", progress) for progress in (0, 25, 50, 75.5, 100)]
    assert _polls(http, task, 7) == [*running, ("completed", 100), ("completed", 100)]
    result = http.get(f"/v1/tasks/{task}/result")
    conforms(result, "getTaskResult")
    assert result.json()["output"].startswith("Quantum computing is")
    assert result.json()["completed_at"] == "2023-12-21T01:51:06Z"


def test_the_output_of_other_payloads(http: httpx.Client, create: Create) -> None:
    for payload, output in [
        ({"prompt": "capital of France"}, "Paris is the capital of France."),
        ({"n": 1}, {"text": "The task is done.", "payload": {"n": 1}}),
    ]:
        task = create(**payload)
        http.get(f"/v1/tasks/{task}/events")
        assert http.get(f"/v1/tasks/{task}/result").json()["output"] == output


@pytest.mark.parametrize("outcome", ["failed", "cancelled", "dead_letter"])
def test_tasks_that_do_not_complete(
    http: httpx.Client, create: Create, conforms: Callable[..., None], outcome: str
) -> None:
    for task in (create("sandbox/" + outcome), create(sandbox_outcome=outcome)):
        assert _polls(http, task, 4) == [("running", 0), ("running", 25), (outcome, 25), (outcome, 25)]
        result = http.get(f"/v1/tasks/{task}/result")
        conforms(result, "getTaskResult")
        assert (result.json()["output"], result.json()["status"]) == (None, outcome)
        status = http.get(f"/v1/tasks/{task}/status").json()
        assert bool(status["error"]) == (outcome != "cancelled")
        assert status["retry_count"] == (3 if outcome == "dead_letter" else 0)
        last = list(_events(http.get(f"/v1/tasks/{task}/events").text).values())[-1]
        assert last["type"] == ("cancelled" if outcome == "cancelled" else "error")


def test_a_paused_and_a_stuck_task_do_not_advance(http: httpx.Client, create: Create) -> None:
    paused, stuck = create("sandbox/paused"), create("sandbox/stuck")
    assert _polls(http, paused, 4)[2:] == [("paused", 25)] * 2
    assert http.post(f"/v1/tasks/{paused}/resume").json()["status"] == "running"
    assert _polls(http, paused, 4)[-1] == ("completed", 100)
    assert _polls(http, stuck, 4)[2:] == [("stuck", 25)] * 2
    assert http.post(f"/v1/tasks/{stuck}/cancel").json()["status"] == "cancelled"


def test_an_invalid_outcome_fault_or_interval_is_named(http: httpx.Client) -> None:
    for body, param in [
        ({"type": "sandbox/lost"}, "type"),
        ({"type": "t", "payload": {"sandbox_outcome": "lost"}}, "payload.sandbox_outcome"),
        ({"type": "t", "payload": {"sandbox_interval": -1}}, "payload.sandbox_interval"),
        ({"type": "t", "payload": {"sandbox_fault": "lost"}}, "x-sandbox-fault"),
        ({"payload": {}}, "type"),
        ({"type": "t", "timeout": 600.0}, "timeout"),
    ]:
        response = http.post("/v1/tasks", json=body)
        assert (response.status_code, response.json()["error"]["param"]) == (400, param)


def test_the_status_decides_whether_a_task_can_be_paused_resumed_or_cancelled(
    http: httpx.Client, create: Create, conforms: Callable[..., None]
) -> None:
    task = create()

    def do(action: str) -> int:
        response = http.post(f"/v1/tasks/{task}/{action}")
        conforms(response, action + "Task")
        return response.status_code

    assert [do(action) for action in ("resume", "pause", "pause", "resume")] == [409, 200, 409, 200]
    assert _polls(http, task, 2)[-1] == ("running", 25)
    assert [do("cancel"), do("cancel"), do("pause")] == [200, 409, 409]
    kinds = [event["type"] for event in _events(http.get(f"/v1/tasks/{task}/events").text).values()]
    assert kinds == ["paused", "resumed", "started", "log", "progress", "cancelled"]
    assert http.get(f"/v1/tasks/{task}/logs").json()["total"] == len(kinds)


def test_tasks_are_listed_in_pages(http: httpx.Client, create: Create, conforms: Callable[..., None]) -> None:
    for _ in range(25):
        create()
    first = http.get("/v1/tasks")
    conforms(first, "listTasks")
    assert [task["id"] for task in first.json()["tasks"]] == [f"t{number}" for number in range(1, 21)]
    last = http.get("/v1/tasks", params={"limit": 10, "offset": 20}).json()
    assert ([task["id"] for task in last["tasks"]], last["total"]) == (["t21", "t22", "t23", "t24", "t25"], 25)
    http.post("/v1/tasks/t3/cancel")
    cancelled = http.get("/v1/tasks", params={"status": "cancelled"}).json()
    assert ([task["id"] for task in cancelled["tasks"]], cancelled["total"]) == (["t3"], 1)
    queue = http.get("/v1/tasks/queue/stats")
    conforms(queue, "getTaskQueue")
    assert (queue.json()["pending"], queue.json()["by_priority"]["normal"]) == (24, 24)
    assert http.get("/v1/tasks", params={"limit": 0}).status_code == 400


def test_a_deleted_task_does_not_exist(http: httpx.Client, create: Create, conforms: Callable[..., None]) -> None:
    task = create()
    assert http.delete(f"/v1/tasks/{task}").status_code == 200
    for path in ("", "/status", "/result", "/logs", "/events"):
        assert http.get(f"/v1/tasks/{task}{path}").status_code == 404
    conforms(http.get(f"/v1/tasks/{task}"), "getTask")


def test_ids_are_decoded_and_looked_up_exactly(http: httpx.Client, create: Create) -> None:
    create()
    for wrong in ("t1%2F..", "t1%20", "%2E%2E", "t%C3%BC", "t1%3Fx", "t1%23"):
        assert http.get("/v1/tasks/" + wrong).status_code == 404, wrong


def test_the_same_key_creates_one_task(sandbox: Sandbox, http: httpx.Client) -> None:
    headers = {"Idempotency-Key": "one"}
    made = [http.post("/v1/tasks", json={"type": "t"}, headers=headers).json()["id"] for _ in range(2)]
    assert made == ["t1", "t1"]
    assert http.post("/v1/tasks", json={"type": "t"}, headers={"Idempotency-Key": "two"}).json()["id"] == "t2"
    cut = {"Idempotency-Key": "three", "X-Sandbox-Fault": "cutx1"}
    with pytest.raises(httpx.TransportError):
        http.post("/v1/tasks", json={"type": "t"}, headers=cut)
    assert http.post("/v1/tasks", json={"type": "t"}, headers=cut).json()["id"] == "t3"
    sandbox.reset()
    assert http.get("/v1/tasks").json()["total"] == 0


def test_the_events_of_a_task(http: httpx.Client, create: Create, conforms: Callable[..., None]) -> None:
    task = create(prompt="capital of France")
    stream = http.get(f"/v1/tasks/{task}/events")
    conforms(stream, "streamTaskEvents")
    events = _events(stream.text)
    assert list(events) == list(range(1, 11))
    assert [event["type"] for event in events.values()] == KINDS
    assert "".join(event["data"] for event in events.values() if event["type"] == "output") == (
        "Paris is the capital of France."
    )
    assert {event["task_id"] for event in events.values()} == {task}
    assert events[10]["duration_ms"] == 10000
    assert http.get(f"/v1/tasks/{task}").json()["status"] == "completed"
    assert http.get(f"/v1/tasks/{task}/events").text == stream.text


@pytest.mark.parametrize("ended", [False, True])
def test_the_stream_continues_after_the_last_event_id(http: httpx.Client, create: Create, ended: bool) -> None:
    task = create()
    if ended:
        http.get(f"/v1/tasks/{task}/events")
    else:
        _until_it_breaks(http, f"/v1/tasks/{task}/events", **{"X-Sandbox-Fault": "cut:4"})
    rest = http.get(f"/v1/tasks/{task}/events", headers={"Last-Event-ID": "4"})
    assert list(_events(rest.text)) == [5, 6, 7, 8, 9, 10]
    assert http.get(f"/v1/tasks/{task}/events", headers={"Last-Event-ID": "10"}).text == ""
    for unknown in ("11", "none", "-1", "²"):
        headers = {"Last-Event-ID": unknown.encode()}
        assert len(_events(http.get(f"/v1/tasks/{task}/events", headers=headers).text)) == 10


def test_a_cut_stream_does_not_advance_the_task(http: httpx.Client, create: Create) -> None:
    task = create()
    text = _until_it_breaks(http, f"/v1/tasks/{task}/events", **{"X-Sandbox-Fault": "cut-reset:3"})
    assert list(_events(text)) == [1, 2, 3]
    assert http.get(f"/v1/tasks/{task}").json()["progress"] == 25


def test_a_fault_in_the_payload_breaks_the_first_streams(http: httpx.Client, create: Create) -> None:
    task, seen, last, cuts = create(sandbox_fault="cut:3x2"), {}, 0, 0
    while True:
        headers = {"Last-Event-ID": str(last)} if last else {}
        try:
            text = _until_it_breaks(http, f"/v1/tasks/{task}/events", **headers)
            cuts += 1
        except AssertionError as error:
            text = str(error).partition("ended: ")[2]
        events = _events(text)
        assert not set(events) & set(seen)
        seen.update(events)
        last = max(seen)
        if seen[last]["type"] == "completed":
            break
    assert cuts == 2
    assert [seen[number]["type"] for number in sorted(seen)] == KINDS


def test_a_stream_without_its_terminal_event(http: httpx.Client, create: Create) -> None:
    task = create(sandbox_fault="no-donex1")
    assert list(_events(http.get(f"/v1/tasks/{task}/events").text)) == list(range(1, 10))
    again = http.get(f"/v1/tasks/{task}/events", headers={"Last-Event-ID": "9"})
    assert list(_events(again.text)) == [10]


def test_noise_and_other_formats_of_the_same_events(http: httpx.Client, create: Create) -> None:
    plain = _events(http.get(f"/v1/tasks/{create()}/events").text)
    for fault in ("crlf", "bytewise", "trickle:0.001"):
        task = create(sandbox_fault=fault)
        text = http.get(f"/v1/tasks/{task}/events").text.replace("\r\n", "\n").replace(task, "t1")
        events = _events(text)
        assert [event["type"] for event in events.values()] == [event["type"] for event in plain.values()]


def test_the_stream_of_a_paused_task_waits_until_it_is_resumed(http: httpx.Client, create: Create) -> None:
    task = create("sandbox/paused")

    def pieces() -> Iterator[str]:
        with http.stream("GET", f"/v1/tasks/{task}/events") as response:
            yield from response.iter_text()

    received, waiting = "", threading.Event()

    def resume() -> None:
        assert waiting.wait(60)
        http.post(f"/v1/tasks/{task}/resume")

    other = threading.Thread(target=resume)
    other.start()
    for piece in pieces():
        received += piece
        if ": ping" in received:
            waiting.set()
    other.join(60)
    kinds = [event["type"] for event in _events(received).values()]
    assert kinds[:5] == ["started", "log", "progress", "paused", "resumed"]
    assert kinds[-1] == "completed"


def test_the_stream_of_a_deleted_task_ends(http: httpx.Client, create: Create) -> None:
    task = create("sandbox/stuck")
    with http.stream("GET", f"/v1/tasks/{task}/events") as response:
        for piece in response.iter_text():
            if ": ping" in piece:
                http.delete(f"/v1/tasks/{task}")
