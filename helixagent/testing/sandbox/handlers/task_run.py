"""One background task: a script of events that happen in order, and the status that results from them."""

from __future__ import annotations

from collections import deque
from typing import Any, Deque, Dict, Iterator, List, Mapping, Optional, Tuple, Union

from helixagent.testing.sandbox.exchange import Pause, conflict
from helixagent.testing.sandbox.handlers.common import Notify, time_text
from helixagent.testing.sandbox.pace import BY_CLOCK, Pace, TimedJob

ENDED = ("completed", "failed", "cancelled", "dead_letter")
OUTCOMES = (*ENDED, "paused", "stuck")
# Seconds to wait between polls of the stream of a paused or stuck task.
_IDLE_SECONDS = 0.02
_STEP_SECONDS = 1
_ERROR = "The sandbox was asked to fail this task"
_WEBHOOKS = {"started": "task.started", "progress": "task.progress", "completed": "task.completed"}

Event = Dict[str, Any]
# An event type and the fields of the event.
_Step = Tuple[str, Mapping[str, Any]]


def _progress(percent: float, message: str) -> _Step:
    return "progress", {"progress": percent, "message": message}


def _script(outcome: str, output: Any, output_parts: Tuple[str, str]) -> Iterator[_Step]:
    yield "started", {"message": "The task has started"}
    yield "log", {"level": "info", "message": "A worker has taken the task"}
    yield _progress(25, "a quarter done")
    if outcome in ("failed", "dead_letter"):
        yield "error", {"error": _ERROR}
    elif outcome == "cancelled":
        yield "cancelled", {"message": "The sandbox was asked to cancel this task"}
    elif outcome == "stuck":
        yield "log", {"level": "warning", "message": "The worker has not responded for a while"}
        yield "stuck", {}
    if outcome not in ("completed", "paused"):
        return
    if outcome == "paused":
        yield "paused", {"message": "The task is waiting to be resumed"}
    yield "output", {"data": output_parts[0]}
    yield _progress(50, "half way")
    yield "heartbeat", {}
    yield _progress(75.5, "three quarters done")
    yield "output", {"data": output_parts[1]}
    yield _progress(100, "all done")
    yield "completed", {"data": output}


class TaskRun(TimedJob):
    """A task and its history.

    Args:
        identifier: The task ID.
        request: The body of the request that created it.
        created: The time of creation, in Unix seconds.
        output: The output of the result.
        outcome: How the task ends: one of OUTCOMES.
        notify: A function that notifies the webhooks.
        pace: The source of progress.
    """

    def __init__(
        self,
        identifier: str,
        request: Mapping[str, Any],
        created: int,
        output: Any,
        outcome: str,
        notify: Notify,
        pace: Optional[Pace] = None,
    ) -> None:
        super().__init__(pace or Pace(), created, _STEP_SECONDS)
        self.id = identifier
        self.request = request
        self.created = created
        self.output = output
        self.status = "pending"
        self.progress: float = 0
        self.message: Optional[str] = None
        self.error: Optional[str] = None
        self.events: List[Event] = []
        self.streams = 0
        self.deleted = False
        self._status_before_pause = self.status
        self._outcome = outcome
        self._notify = notify
        text = str(output.get("text", output)) if isinstance(output, Mapping) else str(output)
        half = len(text) // 2
        self._remaining_steps: Deque[_Step] = deque(_script(outcome, output, (text[:half], text[half:])))

    @property
    def ended(self) -> bool:
        """Whether the task has ended."""
        return self.status in ENDED

    @property
    def can_advance(self) -> bool:
        """Whether another event can happen: the task is not paused, stuck or ended."""
        return bool(self._remaining_steps) and self.status not in ("paused", "stuck")

    def advance(self) -> None:
        """Trigger the next event. Nothing happens while the task is paused, stuck or ended."""
        if not self.can_advance:
            return
        kind, fields = self._remaining_steps.popleft()
        if kind == "stuck":
            # A server sends no event for this, because the worker does not respond.
            self.status = "stuck"
        else:
            self._add_event(kind, fields)

    def poll(self) -> None:
        """Advance until the status changes: to the next progress value, or to another state."""
        before = (self.status, self.progress)
        while self.can_advance and self.pace.source != BY_CLOCK and before == (self.status, self.progress):
            self.advance()

    def pause(self) -> None:
        """Pause the task.

        Raises:
            ApiError: 409, if it is paused or has ended.
        """
        self._check_status("pause", "pending", "queued", "running")
        self._add_event("paused", {"message": "The task was paused"})

    def resume(self) -> None:
        """Resume the task.

        Raises:
            ApiError: 409, if it is not paused.
        """
        self._check_status("resume", "paused")
        self.restart_timer()
        self._add_event("resumed", {"message": "The task continues"})

    def cancel(self) -> None:
        """Cancel the task.

        Raises:
            ApiError: 409, if it has ended.
        """
        self._check_status("cancel", "pending", "queued", "running", "paused", "stuck")
        self._remaining_steps.clear()
        self._add_event("cancelled", {"message": "The task was cancelled"})

    def follow(self, after: int, interval: float) -> Iterator[Union[Event, Pause, None]]:
        """Yield the events after an ID, up to the terminal one: past events first, then those that happen during
        reading.

        Args:
            after: The ID of the last event that the reader has; 0 for none.
            interval: Seconds to wait between two events.

        Yields:
            Events, pauses, and None when a keep-alive can be sent.
        """
        while not self.deleted:
            self.catch_up()
            if after < len(self.events):
                yield self.events[after]
                after += 1
                if interval and not self.ended:
                    yield Pause(interval)
            elif self.ended:
                return
            elif self.pace.source == BY_CLOCK or self.status in ("paused", "stuck"):
                yield None
                yield Pause(_IDLE_SECONDS)
            else:
                self.advance()

    def at(self, event: int) -> float:
        """Return the time of an event by its ID, in Unix seconds."""
        return float(self.created + event)

    def time_of(self, *kinds: str) -> Optional[str]:
        """Return when the first event of these kinds happened, or None."""
        found = (event["timestamp"] for event in self.events if event["type"] in kinds)
        return next(found, None)

    def _check_status(self, action: str, *statuses: str) -> None:
        if self.status not in statuses:
            raise conflict(f"A task that is {self.status} cannot {action}", "invalid_task_state")

    def _add_event(self, kind: str, fields: Mapping[str, Any]) -> None:
        number = len(self.events) + 1
        event = {"type": kind, "task_id": self.id, "timestamp": time_text(self.at(number)), **fields}
        if kind == "completed":
            event["duration_ms"] = number * 1000
        self.events.append(event)
        self.message = fields.get("message", self.message)
        if kind == "paused":
            self._status_before_pause = self.status
        if kind == "started":
            self.status = "running"
        elif kind == "resumed":
            self.status = self._status_before_pause
        elif kind in ("paused", "cancelled", "completed"):
            self.status = kind
        elif kind == "error":
            self.status, self.error = self._outcome, fields["error"]
        self.progress = fields.get("progress", self.progress)
        self._notify_webhooks(kind, number)

    def _notify_webhooks(self, kind: str, number: int) -> None:
        name = {**_WEBHOOKS, "error": "task.failed", "cancelled": "task.cancelled"}.get(kind)
        if name is not None:
            self._notify(name, self.shown(duration_ms=number * 1000), self.at(number))

    def shown(self, **more: Any) -> Dict[str, Any]:
        """Return the task in the API's format."""
        request = self.request
        return {
            "id": self.id,
            "type": request["type"],
            "name": request.get("name"),
            "status": self.status,
            "priority": request.get("priority") or "normal",
            "progress": self.progress,
            "created_at": time_text(self.created),
            "started_at": self.time_of("started"),
            "completed_at": self.time_of("completed", "error", "cancelled"),
            "error": self.error,
            "metadata": request.get("metadata"),
            **more,
        }
