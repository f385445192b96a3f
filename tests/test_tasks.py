"""Tests of background tasks: create, control, read and list them. Events and sockets have separate tests."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List

import pytest
from cases import for_each
from support import Driver

from helixagent import ConflictError, NotFoundError, ValidationError
from helixagent.testing import Sandbox
from helixagent.types import MessageResponse, Task, TaskLogList, TaskQueue, TaskResult, TaskStatus

# The example of the user's document.
ARGUMENTS: Dict[str, Any] = {
    "type": "llm_completion",
    "payload": {
        "model": "claude-3-5-sonnet-20241022",
        "messages": [{"role": "user", "content": "Analyze this large codebase..."}],
        "max_tokens": 10000,
    },
    "priority": "high",
    "timeout": 600,
}


def started(driver: Driver, client: Any, kind: str = "llm_completion") -> str:
    """Return the ID of a new task."""
    made: str = driver.run(client.tasks.create(type=kind)).id
    return made


def collected(driver: Driver, page: Any) -> List[Any]:
    """Return all items of a page and of the following pages."""

    async def collect() -> List[Any]:
        return [item async for item in page]

    return driver.run(collect()) if driver.is_async else list(page)  # type: ignore[no-any-return]


# --- create


def test_the_task_of_the_document(driver: Driver, sandbox: Sandbox) -> None:
    task = driver.run(driver.client(sandbox).tasks.create(**ARGUMENTS))
    assert type(task) is Task
    assert (task.id, task.type, task.status, task.priority, task.progress) == (
        "t1",
        "llm_completion",
        "pending",
        "high",
        0,
    )
    assert isinstance(task.created_at, datetime)
    assert sandbox.requests[0].json() == ARGUMENTS


def test_the_timeout_belongs_to_the_task_and_is_sent_as_an_integer(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.with_options(timeout=3.5).tasks.create(type="x", timeout=600))
    assert sandbox.requests[0].body == b'{"type":"x","timeout":600}'
    for wrong in (600.0, "600", True):
        with pytest.raises(ValidationError, match="timeout must be a whole number"):
            driver.run(client.tasks.create(type="x", timeout=wrong))
    assert len(sandbox.requests) == 1


def test_the_timeout_of_other_methods_applies_to_the_call(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client)
    assert driver.run(client.tasks.get(identifier, timeout=2.5)).id == identifier
    assert sandbox.requests[-1].path == f"/v1/tasks/{identifier}"
    assert sandbox.requests[-1].body == b""


def test_all_arguments_of_a_task(driver: Driver, sandbox: Sandbox) -> None:
    given = {
        "type": "x",
        "name": "demo",
        "max_retries": 0,
        "tags": ["a", "b"],
        "metadata": {"k": None},
        "deadline": "2026-01-15T10:30:00.123456789Z",
        "scheduled_at": datetime(2026, 1, 15, 10, 30, tzinfo=timezone(timedelta(hours=2))),
    }
    driver.run(driver.client(sandbox).tasks.create(**given))
    sent = sandbox.requests[0].json()
    assert datetime.fromisoformat(sent.pop("scheduled_at")) == given["scheduled_at"]
    assert sent == {name: value for name, value in given.items() if name != "scheduled_at"}


@pytest.mark.parametrize("name", ["scheduled_at", "deadline"])
def test_a_time_without_a_zone_is_refused(name: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match=f"{name} must have a time zone") as caught:
        driver.run(driver.client(sandbox).tasks.create(type="x", **{name: datetime(2026, 1, 15)}))
    assert caught.value.param == name
    with pytest.raises(ValidationError, match=f"{name} must be a string, not 5"):
        driver.run(driver.client(sandbox).tasks.create(type="x", **{name: 5}))
    assert sandbox.requests == []


@for_each(
    ("arguments", "words"),
    [
        ({}, "needs the argument type"),
        ({"type": ""}, "type must not be empty"),
        ({"type": "x", "payload": "text"}, "payload must be a dict"),
        ({"type": "x", "tags": "a"}, "tags must be a list"),
        ({"type": "x", "payload": {"a": object()}}, "payload cannot be sent as JSON"),
        ({"type": "x", "prioriti": "high"}, "did you mean priority"),
        ({"type": "x", "max_retries": -1}, "max_retries must be at least 0"),
    ],
)
def test_an_invalid_task_is_refused_before_it_is_sent(
    arguments: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=words):
        driver.run(driver.client(sandbox).tasks.create(**arguments))
    assert sandbox.requests == []


# --- the lifecycle of a task


def test_a_task_from_start_to_end(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = driver.run(client.tasks.create(**ARGUMENTS)).id
    assert driver.run(client.tasks.get(identifier)).status == "pending"
    with pytest.raises(ConflictError, match="does not have a result yet"):
        driver.run(client.tasks.get_result(identifier))
    status = driver.run(client.tasks.get_status(identifier))
    assert (type(status), status.status, status.id) == (TaskStatus, "running", identifier)
    while status.status != "completed":
        status = driver.run(client.tasks.get_status(identifier))
    assert (status.progress, status.progress_message, status.retry_count) == (100, "all done", 0)
    assert isinstance(status.completed_at, datetime)
    result = driver.run(client.tasks.get_result(identifier))
    assert (type(result), result.status, result.error) == (TaskResult, "completed", None)
    assert result.output
    assert result.usage.total_tokens > 0
    logs = driver.run(client.tasks.get_logs(identifier, limit=2))
    assert (type(logs), len(logs.logs)) == (TaskLogList, 2)
    assert sandbox.requests[-1].query == [("limit", "2")]
    assert (logs.logs[0].level, logs.logs[0].message) == ("info", "The task has started")
    assert len(driver.run(client.tasks.get_logs(identifier)).logs) > 2
    assert type(driver.run(client.tasks.delete(identifier))) is MessageResponse
    with pytest.raises(NotFoundError):
        driver.run(client.tasks.get(identifier))


def test_a_failed_task_is_a_response_with_its_error(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client, "sandbox/failed")
    status = driver.run(client.tasks.get_status(identifier))
    while status.status != "failed":
        status = driver.run(client.tasks.get_status(identifier))
    message = "The sandbox was asked to fail this task"
    assert status.error == message
    assert driver.run(client.tasks.get(identifier)).error == message
    result = driver.run(client.tasks.get_result(identifier))
    assert (result.status, result.output, result.error) == ("failed", None, message)


def test_a_task_is_paused_resumed_and_cancelled(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client)
    driver.run(client.tasks.get_status(identifier))
    with pytest.raises(ConflictError, match="running"):
        driver.run(client.tasks.resume(identifier))
    assert driver.run(client.tasks.pause(identifier)).status == "paused"
    with pytest.raises(ConflictError, match="paused"):
        driver.run(client.tasks.pause(identifier))
    assert driver.run(client.tasks.resume(identifier)).status == "running"
    cancelled = driver.run(client.tasks.cancel(identifier))
    assert (type(cancelled), cancelled.status) == (Task, "cancelled")
    with pytest.raises(ConflictError):
        driver.run(client.tasks.cancel(identifier))
    assert all("idempotency-key" in request.headers for request in sandbox.requests if request.method == "POST")


def test_the_queue(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.tasks.create(**ARGUMENTS))
    queue = driver.run(client.tasks.queue())
    assert (type(queue), queue.pending, queue.workers, queue.by_priority["high"]) == (TaskQueue, 1, 4, 1)
    assert sandbox.requests[-1].path == "/v1/tasks/queue/stats"


def test_a_deletion_without_a_message(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(204)
    assert driver.run(driver.client(sandbox).tasks.delete("t1")) is None


# --- pages


def test_pages_can_be_iterated_over(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    made = [started(driver, client) for _ in range(5)]
    page = driver.run(client.tasks.list(limit=2, extra_headers={"X-A": "1"}))
    assert [task.id for task in page.items] == made[:2]
    before = len(sandbox.requests)
    tasks = collected(driver, page)
    assert [task.id for task in tasks] == made
    assert all(type(task) is Task for task in tasks)
    asked = sandbox.requests[before - 1 :]
    assert [dict(request.query).get("offset") for request in asked] == [None, "2", "4"]
    assert [request.headers["x-a"] for request in asked] == ["1"] * 3
    assert [task.id for task in collected(driver, page)] == made
    assert (len(page), page.total, page.answer.limit, page[0].id) == (2, 5, 2, made[0])


def test_a_page_is_requested_only_when_it_is_needed(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    for _ in range(4):
        started(driver, client)
    page = driver.run(client.tasks.list(limit=2))
    before = len(sandbox.requests)
    iterator = page.__aiter__() if driver.is_async else iter(page)
    for _ in range(2):
        driver.run(iterator.__anext__() if driver.is_async else next(iterator))
    assert len(sandbox.requests) == before


def test_an_offset_and_a_status_apply_to_the_following_pages(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    made = [started(driver, client) for _ in range(4)]
    driver.run(client.tasks.cancel(made[0]))
    page = driver.run(client.tasks.list(status="pending", limit=1, offset=1))
    assert [task.id for task in collected(driver, page)] == made[2:]
    assert [dict(request.query)["status"] for request in sandbox.requests[-2:]] == ["pending"] * 2


def test_a_list_without_tasks_is_an_empty_page(driver: Driver, sandbox: Sandbox) -> None:
    page = driver.run(driver.client(sandbox).tasks.list())
    assert (len(page), page.items, page.total, page.has_next()) == (0, [], 0, False)
    assert driver.run(page.next_page()) is None
    assert collected(driver, page) == []
    assert len(sandbox.requests) == 1
    assert "total=0" in repr(page)


@for_each("tasks", [None, 5, "text", {"a": 1}])
def test_an_unexpected_list_is_an_empty_page(tasks: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"tasks": tasks, "total": None})
    page = driver.run(driver.client(sandbox).tasks.list())
    assert collected(driver, page) == []
    assert page.answer.to_dict() == {"tasks": tasks, "total": None}


def test_without_a_total_the_pages_end_with_an_empty_one(driver: Driver, sandbox: Sandbox) -> None:
    for part in ([{"id": "a"}, {"id": "b"}], [{"id": "c"}], []):
        sandbox.reply(json={"tasks": part})
    page = driver.run(driver.client(sandbox).tasks.list())
    assert [task.id for task in collected(driver, page)] == ["a", "b", "c"]
    assert [dict(request.query).get("offset") for request in sandbox.requests] == [None, "2", "3"]


def test_a_page_with_fewer_items_than_the_limit_is_the_last(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"tasks": [{"id": "a"}], "limit": 2})
    assert len(collected(driver, driver.run(driver.client(sandbox).tasks.list()))) == 1
    assert len(sandbox.requests) == 1


def test_a_server_that_ignores_the_offset_does_not_cause_an_infinite_loop(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"tasks": [{"id": "a"}, {"id": "b"}]}, times=9)
    assert [task.id for task in collected(driver, driver.run(driver.client(sandbox).tasks.list()))] == ["a", "b"]
    assert len(sandbox.requests) == 2


def test_an_error_in_a_following_page_is_raised_there(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"tasks": [{"id": "a"}], "total": 2})
    sandbox.reply(404, json={"error": {"message": "gone"}})
    client = driver.client(sandbox)
    page = driver.run(client.tasks.list())
    with pytest.raises(NotFoundError, match="gone"):
        collected(driver, page)
    assert driver.run(client.tasks.queue()).workers == 4


@for_each(
    ("arguments", "words"),
    [
        ({"state": "x"}, "extra_query"),
        ({"stats": "x"}, "did you mean status"),
        ({"page": 2}, "no argument page"),
        ({"extra_query": 5}, "extra_query"),
    ],
)
def test_invalid_arguments_of_a_list_are_named(arguments: Any, words: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match=words):
        driver.run(driver.client(sandbox).tasks.list(**arguments))
    assert sandbox.requests == []
