"""One background task: a script of events that happen one after another, and the status that follows from them."""

from __future__ import annotations

from collections import deque
from typing import Any, Deque, Dict, Iterator, List, Mapping, Optional, Tuple, Union

from helixagent.testing.sandbox.exchange import Pause, conflict
from helixagent.testing.sandbox.handlers.common import Notify, time_text
from helixagent.testing.sandbox.pace import CLOCK, Pace, Timed

ENDED = ("completed", "failed", "cancelled", "dead_letter")
OUTCOMES = (*ENDED, "paused", "stuck")
# What a task waits for while it is paused or stuck; each poll of its stream.
_IDLE_SECONDS = 0.02
_STEP_SECONDS = 1
_ERROR = "The sandbox was asked to fail this task"
_WEBHOOKS = {"started": "task.started", "progress": "task.progress", "completed": "task.completed"}

Event = Dict[str, Any]
# An event type with its fields.
_Step = Tuple[str, Mapping[str, Any]]


def _progress(percent: float, message: str) -> _Step:
    return "progress", {"progress": percent, "message": message}


def _script(outcome: str, output: Any, pieces: Tuple[str, str]) -> Iterator[_Step]:
    yield "started", {"message": "The task has started"}
    yield "log", {"level": "info", "message": "A worker has taken the task"}
    yield _progress(25, "a quarter done")
    if outcome in ("failed", "dead_letter"):
        yield "error", {"error": _ERROR}
    elif outcome == "cancelled":
        yield "cancelled", {"message": "The sandbox was asked to cancel this task"}
    elif outcome == "stuck":
        yield "log", {"level": "warning", "message": "The worker has not answered for a while"}
        yield "stuck", {}
    if outcome not in ("completed", "paused"):
        return
    if outcome == "paused":
        yield "paused", {"message": "The task waits to be resumed"}
    yield "output", {"data": pieces[0]}
    yield _progress(50, "half way")
    yield "heartbeat", {}
    yield _progress(75.5, "three quarters done")
    yield "output", {"data": pieces[1]}
    yield _progress(100, "all done")
    yield "completed", {"data": output}


class TaskRun(Timed):
    """A task and what has happened to it so far.

    Args:
        identifier: Its id.
        request: The body that created it.
        created: When, in Unix seconds.
        output: What it will have for its result.
        outcome: How it ends: one of OUTCOMES.
        notify: Tells the webhooks.
        pace: How it goes on.
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
        self._resumes_to = self.status
        self._outcome = outcome
        self._notify = notify
        text = str(output.get("text", output)) if isinstance(output, Mapping) else str(output)
        half = len(text) // 2
        self._ahead: Deque[_Step] = deque(_script(outcome, output, (text[:half], text[half:])))

    @property
    def ended(self) -> bool:
        """Whether it will not go on any more."""
        return self.status in ENDED

    @property
    def goes_on(self) -> bool:
        """Whether another event can happen: it is not paused, stuck or ended."""
        return bool(self._ahead) and self.status not in ("paused", "stuck")

    def advance(self) -> None:
        """Let the next event happen; nothing does while it is paused, stuck or ended."""
        if not self.goes_on:
            return
        kind, fields = self._ahead.popleft()
        if kind == "stuck":
            # No server sends an event for this: its worker is the one that does not answer.
            self.status = "stuck"
        else:
            self._happen(kind, fields)

    def poll(self) -> None:
        """Go on until the status looks different: to the next progress, or a change of status."""
        before = (self.status, self.progress)
        while self.goes_on and self.pace.by != CLOCK and before == (self.status, self.progress):
            self.advance()

    def pause(self) -> None:
        """Pause it.

        Raises:
            ApiError: 409, if it is paused or has ended.
        """
        self._refuse_unless("pause", "pending", "queued", "running")
        self._happen("paused", {"message": "The task was paused"})

    def resume(self) -> None:
        """Let it go on.

        Raises:
            ApiError: 409, if it is not paused.
        """
        self._refuse_unless("resume", "paused")
        self.wake()
        self._happen("resumed", {"message": "The task goes on"})

    def cancel(self) -> None:
        """End it.

        Raises:
            ApiError: 409, if it has ended.
        """
        self._refuse_unless("cancel", "pending", "queued", "running", "paused", "stuck")
        self._ahead.clear()
        self._happen("cancelled", {"message": "The task was cancelled"})

    def follow(self, after: int, interval: float) -> Iterator[Union[Event, Pause, None]]:
        """The events after an id, until the terminal one: those that were, then those that happen while it is read.

        Args:
            after: The id of the last event that the reader has; 0 for none.
            interval: How many seconds to wait between two events.

        Yields:
            Events, pauses, and None where the reader can be shown that the connection lives.
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
            elif self.pace.by == CLOCK or self.status in ("paused", "stuck"):
                yield None
                yield Pause(_IDLE_SECONDS)
            else:
                self.advance()

    def at(self, event: int) -> float:
        """The time of an event by its id, in Unix seconds."""
        return float(self.created + event)

    def time_of(self, *kinds: str) -> Optional[str]:
        """When the first event of these kinds happened; None before it."""
        found = (event["timestamp"] for event in self.events if event["type"] in kinds)
        return next(found, None)

    def _refuse_unless(self, action: str, *statuses: str) -> None:
        if self.status not in statuses:
            raise conflict(f"A task that is {self.status} cannot {action}", "invalid_task_state")

    def _happen(self, kind: str, fields: Mapping[str, Any]) -> None:
        number = len(self.events) + 1
        event = {"type": kind, "task_id": self.id, "timestamp": time_text(self.at(number)), **fields}
        if kind == "completed":
            event["duration_ms"] = number * 1000
        self.events.append(event)
        self.message = fields.get("message", self.message)
        if kind == "paused":
            self._resumes_to = self.status
        if kind == "started":
            self.status = "running"
        elif kind == "resumed":
            self.status = self._resumes_to
        elif kind in ("paused", "cancelled", "completed"):
            self.status = kind
        elif kind == "error":
            self.status, self.error = self._outcome, fields["error"]
        self.progress = fields.get("progress", self.progress)
        self._tell(kind, number)

    def _tell(self, kind: str, number: int) -> None:
        name = {**_WEBHOOKS, "error": "task.failed", "cancelled": "task.cancelled"}.get(kind)
        if name is not None:
            self._notify(name, self.shown(duration_ms=number * 1000), self.at(number))

    def shown(self, **more: Any) -> Dict[str, Any]:
        """The task as the API shows it."""
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
