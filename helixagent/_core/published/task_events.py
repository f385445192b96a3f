"""Convert the task events of published servers to the API's events.

A published server wraps its event stream twice. The data of each event is another event in event stream format. Its
JSON uses `event_type` for the type and puts most fields into `data`:

    event:message
    data:event: message
    data:data: {"task_id":"t1","event_type":"task.progress","timestamp":"…","data":{"message":"…","progress":25},…}
    data:
    data:

The frames of its WebSocket contain the same JSON. The events have no IDs.

    unwrapped(event)      converts a stream event, as returned by `EventDecoder`, to events of the API
    frame_text(text)      converts a text frame of the WebSocket to a frame of the API
    task_event(value)     converts the JSON object of one event
    end_event(status)     returns the last event of a task that ended before the stream began

Events that are not wrapped and objects without `event_type` are returned unchanged. Text that is not JSON is also
returned unchanged, because the stream reader reports it.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional

from ..json_text import decode_json
from ..streams.sse import EventDecoder, ServerSentEvent

_TYPES = {
    "task.started": "started",
    "task.progress": "progress",
    "task.output": "output",
    "task.log": "log",
    "task.paused": "paused",
    "task.resumed": "resumed",
    "task.heartbeat": "heartbeat",
    "task.completed": "completed",
    "task.failed": "error",
    "task.stuck": "error",
    "task.cancelled": "cancelled",
}
_LAST_TYPES = {"completed": "completed", "failed": "error", "dead_letter": "error", "cancelled": "cancelled"}


def unwrapped(event: ServerSentEvent) -> List[ServerSentEvent]:
    """Return the API events inside one event of a published server's stream.

    Args:
        event: The event as returned by `EventDecoder`. Its ID, if any, becomes the ID of the inner events.
    """
    if event.data.lstrip().startswith(("{", "[")):
        return [_translated(event)]
    # The last lines of the inner event may be missing at the end of the stream.
    inner = EventDecoder().feed(f"{event.data}\n\n".encode("utf-8", "replace"))
    if not inner:
        return [event]
    return [_translated(each._replace(id=each.id or event.id)) for each in inner]


def frame_text(text: str) -> str:
    """Convert the text of a WebSocket frame to the API's format."""
    return _translated(ServerSentEvent("message", text)).data


def task_event(value: Mapping[str, Any]) -> Dict[str, Any]:
    """Convert the JSON object of an event to the API's format.

    The members of `data` become fields of the event, except in output events. Other fields do not change.
    """
    event = dict(value)
    kind = event.pop("event_type", None)
    if not isinstance(kind, str):
        return dict(value)
    event["type"] = _TYPES.get(kind, kind)
    data = event.get("data")
    if isinstance(data, dict) and event["type"] != "output":
        del event["data"]
        event = {**data, **event}
    return event


def end_event(status: Mapping[str, Any]) -> Optional[Dict[str, Any]]:
    """Return the event that ended a task, or None if the task has not ended.

    Args:
        status: The task's status in the API's format.
    """
    kind = _LAST_TYPES.get(str(status.get("status")))
    if kind is None:
        return None
    event = {
        "type": kind,
        "task_id": status.get("id"),
        "timestamp": status.get("completed_at"),
        "error": status.get("error"),
    }
    return {name: value for name, value in event.items() if value is not None}


def _translated(event: ServerSentEvent) -> ServerSentEvent:
    value = decode_json(event.data)
    if not isinstance(value, dict) or not isinstance(value.get("event_type"), str):
        return event
    translated = task_event(value)
    try:
        return event._replace(event=translated["type"], data=json.dumps(translated))
    except RecursionError:  # the JSON is nested too deeply to serialize
        return event
