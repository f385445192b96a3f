"""Translate background tasks."""

from __future__ import annotations

from typing import Any

from ...exceptions import ConflictError, HelixAgentError, NotSupportedError
from .streams import EventRewriter
from .task_events import end_event, frame_text
from .times import with_times
from .translation import (
    GUIDE,
    BuiltStream,
    CompleteResult,
    ContractCall,
    Object,
    ServerRequest,
    StreamResult,
    Translation,
    object_of,
    objects_of,
    renamed,
)

_NAMES = {"task_id": "id", "task_type": "type", "task_name": "name", "last_error": "error"}
_IGNORED = ("max_retries", "tags")
_ENDED = frozenset(["completed", "failed", "cancelled", "dead_letter"])


def create_task(call: ContractCall) -> Translation:
    """Create the task with the server's member names. Enable events and pausing."""
    body = dict(call.body)
    call.ignored(*(name for name in _IGNORED if body.pop(name, None) is not None))
    config: Object = {"allow_pause": True, "allow_cancel": True}
    seconds = body.pop("timeout", None)
    if seconds is not None:
        config["timeout_seconds"] = int(seconds)
    named = {"task_type": body.pop("type", None), "task_name": body.pop("name", None) or call.body.get("type")}
    switches = {"enable_sse": True, "enable_websocket": True, "enable_polling": True}
    reply = yield ServerRequest(
        "POST",
        call.path,
        {
            **named,
            **body,
            "config": {**config, **object_of(body.get("config"))},
            "notification_config": {**switches, **object_of(body.get("notification_config"))},
        },
    )
    task = _task(reply.data)
    for name, value in (("type", named["task_type"]), ("name", call.body.get("name"))):
        if value is not None:
            task.setdefault(name, value)
    return CompleteResult(task)


def one_task(call: ContractCall) -> Translation:
    """Rename the members of a task."""
    reply = yield call.unchanged()
    return CompleteResult(_task(reply.data))


def list_tasks(call: ContractCall) -> Translation:
    """Rename the members of each task."""
    reply = yield call.unchanged()
    return CompleteResult({**reply.data, "tasks": [_task(each) for each in objects_of(reply.data.get("tasks"))]})


def get_task_logs(call: ContractCall) -> Translation:
    """Convert the events that the server sends as its log to log entries."""
    reply = yield call.unchanged()
    data = renamed(reply.data, {"count": "total"})
    return CompleteResult({**data, "logs": [_log(each) for each in objects_of(data.get("logs"))]})


def get_task_status(call: ContractCall) -> Translation:
    """Rename the members, and detect stub tasks, which never run."""
    _refuse_stub(call)
    reply = yield call.unchanged()
    yield from _checked(call, reply.data)
    return CompleteResult(_task(reply.data))


def get_task_result(call: ContractCall) -> Translation:
    """Request the whole task, because the server has no endpoint for results."""
    _refuse_stub(call)
    reply = yield ServerRequest("GET", _task_path(call))
    task = _task(reply.data)
    state = task.get("status")
    if not isinstance(state, str) or state not in _ENDED:
        raise ConflictError(f"The task has not ended yet (status {state}).", status_code=409, body=reply.data)
    kept: Object = {name: task[name] for name in ("id", "status", "error", "usage", "completed_at") if name in task}
    return CompleteResult({**kept, "output": task.get("result", task.get("output"))})


def stream_task_events(call: ContractCall) -> Translation:
    """Unwrap the events. For a finished task, the server sends no events, so create the last event from its status."""
    _refuse_stub(call)
    yield call.unchanged()
    try:
        # The status is requested after the stream is open, so that an end between the two requests is not missed.
        reply = yield ServerRequest("GET", f"{_task_path(call)}/status")
        yield from _checked(call, reply.data)
    except NotSupportedError:
        raise
    except HelixAgentError:
        # The stream reports the error.
        return StreamResult(EventRewriter())
    end = end_event(_task(reply.data))
    return StreamResult(EventRewriter()) if end is None else BuiltStream([end])


def connect_task_socket(call: ContractCall) -> Translation:
    """Rename the members of the events in WebSocket frames."""
    _refuse_stub(call)
    yield ServerRequest(call.method, call.path, stream=call.stream, opens_socket=True)
    return StreamResult(frame_text)


def _checked(call: ContractCall, status: Object) -> Any:
    """Check once per task whether an empty status belongs to a stub."""
    task_id = _task_id(call)
    if set(status) != {"id", "status"} or status.get("status") != "pending" or call.server.is_stub(task_id) is False:
        return
    try:
        yield ServerRequest("GET", _task_path(call))
    except NotSupportedError:
        call.server.learn_task(task_id, is_stub=True)
        raise _stub(call) from None
    except HelixAgentError:
        # The result is unknown, so the next status request checks again.
        return
    call.server.learn_task(task_id, is_stub=False)


def _refuse_stub(call: ContractCall) -> None:
    if call.server.is_stub(_task_id(call)):
        raise _stub(call)


def _stub(call: ContractCall) -> NotSupportedError:
    return NotSupportedError(
        f"This HelixAgent server accepts tasks but never runs them, so {call.name} would wait forever; {GUIDE}."
    )


def _task_id(call: ContractCall) -> str:
    return str(call.parameters.get("task_id"))


def _task_path(call: ContractCall) -> str:
    # The call requests the status, the result or the events of the task.
    return call.path.rpartition("/")[0]


def _task(data: Object) -> Object:
    """Return a task or its status with the contract's member names."""
    return renamed(with_times(data), _NAMES)


def _log(entry: Object) -> Object:
    details = object_of(entry.get("event_data"))
    translated = renamed(with_times(entry), {"created_at": "timestamp"})
    translated.setdefault("message", details.get("message") or entry.get("event_type"))
    if "level" in details:
        translated.setdefault("level", details["level"])
    return translated
