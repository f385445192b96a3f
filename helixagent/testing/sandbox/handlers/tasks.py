"""Background tasks. They advance with each status request, or while their events are read."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Mapping, Optional

from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.exchange import (
    EVENT_STREAM_TYPE,
    Call,
    Frame,
    Handler,
    Pause,
    Reply,
    conflict,
    invalid,
    json_bytes,
    json_reply,
    not_found,
    task_event,
)
from helixagent.testing.sandbox.handlers.common import Notify, deleted, idempotent, listed
from helixagent.testing.sandbox.handlers.generations import text_of
from helixagent.testing.sandbox.handlers.knowledge import response_to, words
from helixagent.testing.sandbox.handlers.task_run import ENDED, OUTCOMES, TaskRun
from helixagent.testing.sandbox.pace import Pace
from helixagent_client.models.task_priority import TASK_PRIORITY_VALUES

TYPE_PREFIX = "sandbox/"
_MAX_INTERVAL = 5.0
_DEFAULT_RETRIES = 3


class Tasks:
    """The tasks of one sandbox.

    Args:
        notify: A function that notifies the webhooks.
        pace: The source of progress.
    """

    def __init__(self, notify: Notify, pace: Pace) -> None:
        self._notify = notify
        self._pace = pace
        self._created_count = 0
        self._tasks: Dict[str, TaskRun] = {}

    def handlers(self) -> Dict[str, Handler]:
        """Return the handlers by `operationId`."""
        return {
            "createTask": idempotent(self._create),
            "listTasks": self._list,
            "getTask": lambda call: json_reply(self._find(call).shown()),
            "getTaskStatus": self._status,
            "getTaskResult": self._result,
            "getTaskLogs": self._logs,
            "pauseTask": idempotent(self._pause),
            "resumeTask": idempotent(self._resume),
            "cancelTask": idempotent(self._cancel),
            "deleteTask": self._delete,
            "getTaskQueue": self._queue,
            "streamTaskEvents": self._events,
            "connectTaskSocket": self._socket,
        }

    def _find(self, call: Call) -> TaskRun:
        task = self._tasks.get(call.path_params["taskId"])
        if task is None:
            raise not_found("Task", call.path_params["taskId"])
        task.catch_up()
        return task

    def _create(self, call: Call) -> Reply:
        payload = call.option("payload", {})
        outcome = _outcome(call.body["type"], payload)
        if payload.get("sandbox_fault") is not None:
            faults.parse(str(payload["sandbox_fault"]))
        _interval(payload)
        self._created_count += 1
        identifier = f"t{self._created_count}"
        output = _output(payload)
        task = self._tasks[identifier] = TaskRun(
            identifier, call.body, call.created, output, outcome, self._notify, self._pace
        )
        return json_reply(task.shown(), status=202)

    def _list(self, call: Call) -> Reply:
        for task in self._tasks.values():
            task.catch_up()
        return listed(call, "tasks", [task.shown() for task in self._tasks.values()])

    def _status(self, call: Call) -> Reply:
        task = self._find(call)
        task.poll()
        shown = task.shown()
        names = ("id", "status", "progress", "error", "started_at", "completed_at")
        retries = task.request.get("max_retries", _DEFAULT_RETRIES) if task.status == "dead_letter" else 0
        body = {name: shown[name] for name in names}
        return json_reply(
            {
                **body,
                "progress_message": task.message,
                "duration_seconds": float(len(task.events)),
                "retry_count": retries,
            }
        )

    def _result(self, call: Call) -> Reply:
        task = self._find(call)
        if not task.ended:
            raise conflict(f"The task is {task.status}; it does not have a result yet", "task_not_ended")
        body: Dict[str, Any] = {
            "id": task.id,
            "status": task.status,
            "output": None,
            "error": task.error,
            "completed_at": task.shown()["completed_at"],
        }
        if task.status == "completed":
            prompt, completion = len(words(str(task.request.get("payload")))), len(words(str(task.output)))
            used = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
            body.update(output=task.output, usage=used)
        return json_reply(body)

    def _logs(self, call: Call) -> Reply:
        task = self._find(call)
        logged = [event for event in task.events if event.get("message") or event.get("error")]
        logs = [
            {
                "timestamp": event["timestamp"],
                "level": "error" if event["type"] == "error" else event.get("level", "info"),
                "message": event.get("message") or event["error"],
            }
            for event in logged
        ]
        return json_reply({"logs": logs, "total": len(logs)})

    def _pause(self, call: Call) -> Reply:
        task = self._find(call)
        task.pause()
        return json_reply(task.shown())

    def _resume(self, call: Call) -> Reply:
        task = self._find(call)
        task.resume()
        return json_reply(task.shown())

    def _cancel(self, call: Call) -> Reply:
        task = self._find(call)
        task.cancel()
        return json_reply(task.shown())

    def _delete(self, call: Call) -> Reply:
        task = self._find(call)
        task.deleted = True
        del self._tasks[task.id]
        return deleted("Task " + task.id)

    def _queue(self, call: Call) -> Reply:
        tasks = list(self._tasks.values())
        statuses = ("pending", "queued", "running", "paused", "completed", "failed")
        counts: Dict[str, Any] = {status: sum(task.status == status for task in tasks) for status in statuses}
        waiting = [task.shown()["priority"] for task in tasks if task.status in ("pending", "queued")]
        counts["by_priority"] = {priority: waiting.count(priority) for priority in TASK_PRIORITY_VALUES}
        return json_reply({**counts, "workers": 4})

    def _events(self, call: Call) -> Reply:
        task = self._find(call)
        headers = {"content-type": EVENT_STREAM_TYPE, "cache-control": "no-cache"}
        return _with_fault(task, Reply(200, headers, _sse(task, _last_id(call.headers))))

    def _socket(self, call: Call) -> Reply:
        task = self._find(call)
        return _with_fault(task, Reply(101, {}, _messages(task)))


def _outcome(kind: str, payload: Mapping[str, Any]) -> str:
    named = payload.get("sandbox_outcome")
    param = "payload.sandbox_outcome"
    if named is None:
        named, param = (kind[len(TYPE_PREFIX) :], "type") if kind.startswith(TYPE_PREFIX) else ("completed", param)
    if named not in OUTCOMES:
        raise invalid("Unknown outcome {!r}; the sandbox has: {}".format(named, ", ".join(OUTCOMES)), param)
    return str(named)


def _interval(payload: Mapping[str, Any]) -> float:
    interval = payload.get("sandbox_interval", 0)
    if isinstance(interval, bool) or not isinstance(interval, (int, float)) or not 0 <= interval <= _MAX_INTERVAL:
        raise invalid("sandbox_interval must be a number of seconds from 0 to 5", "payload.sandbox_interval")
    return float(interval)


def _output(payload: Mapping[str, Any]) -> Any:
    """Return the output of a task: a reply to its conversation or prompt, or its payload if it has neither."""
    messages = payload.get("messages")
    if isinstance(messages, list) and messages and isinstance(messages[-1], Mapping):
        return response_to(text_of(messages[-1]))
    if isinstance(payload.get("prompt"), str):
        return response_to(payload["prompt"])
    return {"text": "The task is done.", "payload": payload}


def _with_fault(task: TaskRun, reply: Reply) -> Reply:
    fault: Optional[str] = (task.request.get("payload") or {}).get("sandbox_fault")
    task.streams += 1
    if fault is None:
        return reply
    named = faults.parse(str(fault))
    if named.attempts is not None and task.streams > named.attempts:
        return reply
    return faults.apply(named, reply)


def _last_id(headers: Mapping[str, str]) -> int:
    # If no event of this task has the ID, it belongs to a stream that the server has forgotten, so all events are sent
    # again.
    text = headers.get("last-event-id", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _sse(task: TaskRun, after: int) -> Iterator[Frame]:
    after = after if after <= len(task.events) else 0
    number = after
    for item in task.follow(after, _interval(task.request.get("payload") or {})):
        if isinstance(item, Pause):
            yield item
        elif item is None:
            yield b": ping\n\n"
        else:
            number += 1
            yield task_event(number, item)


def _messages(task: TaskRun) -> Iterator[Frame]:
    for item in task.follow(0, _interval(task.request.get("payload") or {})):
        if isinstance(item, Pause):
            yield item
        elif item is not None:
            yield json_bytes(item)


__all__ = ["ENDED", "TYPE_PREFIX", "Tasks"]
