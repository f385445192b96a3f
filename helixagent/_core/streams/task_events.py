"""From bytes to a task's events, over as many connections as it takes: none is lost, and none is given out twice."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, Callable, Deque, Dict, Optional, Set

from helixagent_client.models.task_event import TaskEvent

from ...exceptions import HelixAgentError, IncompleteStreamError, InvalidResponseError, NetworkError, ValidationError
from ..json_text import decode_json
from ..requests.deadline import NO_DEADLINE, deadline_of
from ..requests.options import Options
from ..requests.retry import LONGEST_WAIT, delay_after
from ..responses.error_bodies import reports_error
from ..responses.errors import error_in_success
from ..responses.job_states import outcome_of
from ..secret import mask, mask_headers
from ..steps import Response
from .sse import END_MARK, EventDecoder, EventTooLarge, ServerSentEvent

_NO_CONTENT = 204
# What can stand in the header Last-Event-ID: visible ASCII, with spaces inside.
_SENDABLE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_MAX_DIGITS = 18


def checked_event_id(last_event_id: Any) -> Optional[str]:
    """Return the id of an event from which to go on, or None where there is none.

    Raises:
        ValidationError: No server can have sent it.
    """
    # An empty id is how an event stream says that there is none.
    if last_event_id is None or last_event_id == "":
        return None
    if not isinstance(last_event_id, str) or not _SENDABLE.fullmatch(last_event_id):
        raise ValidationError(
            "last_event_id must be a string of ASCII characters without line ends, and without spaces around it.",
            param="last_event_id",
        )
    return last_event_id


class TaskEventReader:
    """Reads the events of one task: `connect` and `feed` take what comes, `take` gives the events out one by one.

    Args:
        options: The client's settings.
        last_event_id: The id of the last event that the caller has; None to begin at the first event.

    Attributes:
        done: Whether the event that ends the task was given out, or the server said that there are no more.
        last_event_id: The id of the last event that was given out.
        resume_id: The last of those ids that can stand in a header: what a reconnection sends.
        deadline: When the stream must end, over all its connections.
    """

    def __init__(self, options: Options, last_event_id: Optional[str]) -> None:
        self.done = False
        self.last_event_id = last_event_id
        self.resume_id = last_event_id
        self.deadline = NO_DEADLINE
        self._options = options
        self._seen = _SeenIds()
        if last_event_id is not None:
            self._seen.add(last_event_id)
        self._response: Optional[Response] = None
        self._rewrite: Optional[Callable[[bytes], bytes]] = None
        self._decoder = EventDecoder()
        self._pending: Deque[ServerSentEvent] = deque()
        self._before: Optional[ServerSentEvent] = None
        self._before_is_old = False
        self._retry: Optional[int] = None
        self._requests = 0
        self._breaks = 0
        self._came_on = False
        self._latest: Optional[TaskEvent] = None

    def wait(self) -> None:
        """Take note that somebody waits for the next event from now on; the deadline begins with the first wait."""
        options = self._options
        if self.deadline is NO_DEADLINE:
            self.deadline = deadline_of(
                options.runtime.timer,
                deadline=options.deadline,
                stream_idle_timeout=options.stream_idle_timeout,
            )
        self.deadline.wait_for_event()

    def connect(self, response: Response) -> None:
        """Take a new connection, whose bytes come next."""
        self._response = response
        self._rewrite = response.rewrite
        self._requests += response.attempts
        self._decoder = EventDecoder(max_event_bytes=response.max_event_size)
        self._before = None
        # How the standard of event streams has a server say that a client need not come back.
        self.done = response.status_code == _NO_CONTENT
        if response.content:
            self.feed(response.content)

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            InvalidResponseError: They hold an event that is too large.
        """
        try:
            if self._rewrite is not None:
                data = self._rewrite(data)
            self._pending.extend(self._decoder.feed(data))
        except EventTooLarge as error:
            raise InvalidResponseError(f"{error}.") from None
        if self._decoder.retry is not None:
            self._retry = self._decoder.retry

    def end(self) -> None:
        """Take the end of a connection's body. A last event without its blank line counts if it is whole.

        Raises:
            InvalidResponseError: The event is too large.
        """
        try:
            events = self._decoder.end()
        except EventTooLarge as error:
            raise InvalidResponseError(f"{error}.") from None
        # An event that was cut inside its JSON is sent again on the next connection.
        self._pending.extend(
            event for event in events if event.data.strip() == END_MARK or isinstance(decode_json(event.data), dict)
        )

    def take(self) -> Optional[TaskEvent]:
        """Return the next event, or None if more bytes are needed.

        Raises:
            InvalidResponseError: The data of a message is not a JSON object.
            ProviderError: The server reports a failure of the stream itself.
        """
        while self._pending and not self.done:
            received = self._pending.popleft()
            if not received.data.strip():
                continue
            if received.data.strip() == END_MARK:
                # As in the streams of chunks: the server says that there is no more.
                self.done = True
                continue
            data = self._read(received)
            if data is None:
                continue
            kind = data.get("type")
            is_last = outcome_of(kind) is not None
            # The last event cannot have been given out before, whatever its id says.
            if self._is_old(received) and not is_last:
                continue
            self._latest = TaskEvent.from_dict(data)
            self._came_on = True
            self._remember(received.id)
            self.done = is_last
            return self._latest
        return None

    def delay_after_break(self, failure: NetworkError) -> float:
        """Take the end of a connection, and return the seconds to wait before the next one.

        Args:
            failure: How it broke.

        Raises:
            NetworkError: Too many connections in a row have brought nothing new, or a bound was reached.
            InvalidResponseError: It ended in an event that is too large.
        """
        # An event that is too large is told only after those before it, by the next feeding.
        self.feed(b"")
        if self.deadline.explained(failure) is not failure:
            raise self.deadline.reached(failure)
        self._breaks = 1 if self._came_on else self._breaks + 1
        self._came_on = False
        delay = delay_after(
            self._breaks,
            max_retries=self._options.max_retries,
            retry_after=None if self._retry is None else min(self._retry / 1000, LONGEST_WAIT),
            random=self._options.runtime.random,
        )
        if delay is None:
            raise failure
        if delay >= self.deadline.left():
            raise self.deadline.reached(failure, delay=delay)
        return delay

    def told(self, error: HelixAgentError) -> HelixAgentError:
        """Return the exception that the caller sees for one that ends the stream, with the last event as `partial`."""
        if type(error) is NetworkError and self._requests:
            cut = IncompleteStreamError(f"The stream was cut: {error.message}", attempts=error.attempts, url=error.url)
            error = cut
        error.partial = self._latest
        error.attempts += self._requests
        return error

    def _read(self, received: ServerSentEvent) -> Optional[Dict[str, Any]]:
        """Return the data of an event, or None if the event is not about the task, such as a ping with the time."""
        data = decode_json(received.data.encode("utf-8", "replace"))
        if not isinstance(data, dict):
            if received.event == "error":
                return {"type": "error", "error": data if isinstance(data, str) else received.data}
            if received.event != "message":
                return None
            raise self._invalid(received.data)
        if data.get("type") is None:
            if received.event != "message":
                return {**data, "type": received.event}
            if reports_error(data):
                raise self._failure(received.data)
        return data

    def _is_old(self, received: ServerSentEvent) -> bool:
        """Return whether an event was returned before, so that the server sends it again after a reconnection."""
        before, self._before = self._before, received
        if not received.id:
            return False
        if before is None or received.id != before.id:
            self._before_is_old = received.id in self._seen
            return self._before_is_old
        if received.has_own_id and received.data == before.data:
            return True
        # The event follows the one with this id. If that one is old and not the last one, so is this event.
        return self._before_is_old and received.id != self.last_event_id

    def _remember(self, event_id: str) -> None:
        if event_id:
            self.last_event_id = event_id
            self._seen.add(event_id)
            if _SENDABLE.fullmatch(event_id):
                self.resume_id = event_id

    def _invalid(self, text: str) -> InvalidResponseError:
        response = self._response
        assert response is not None
        hidden = [secret.reveal() for secret in response.secrets]
        headers = mask_headers(response.headers, hidden)
        return InvalidResponseError(
            "The stream has an event that is not a JSON object.",
            status_code=response.status_code,
            headers=headers,
            request_id=headers.get("x-request-id"),
            body=mask(text.encode("utf-8", "replace"), hidden).decode(),
        )

    def _failure(self, text: str) -> HelixAgentError:
        response = self._response
        assert response is not None
        hidden = [secret.reveal() for secret in response.secrets]
        body = decode_json(mask(text.encode("utf-8", "replace"), hidden))
        return error_in_success(response.status_code, mask_headers(response.headers, hidden), body, attempts=0)


class _SeenIds:
    """The ids of the events that were given out: of those that are numbers the highest alone, since they only grow."""

    def __init__(self) -> None:
        self._highest = -1
        self._others: Set[str] = set()

    def add(self, event_id: str) -> None:
        if _is_number(event_id):
            self._highest = max(self._highest, int(event_id))
        else:
            self._others.add(event_id)

    def __contains__(self, event_id: str) -> bool:
        return int(event_id) <= self._highest if _is_number(event_id) else event_id in self._others


def _is_number(event_id: str) -> bool:
    return event_id.isascii() and event_id.isdigit() and len(event_id) <= _MAX_DIGITS
