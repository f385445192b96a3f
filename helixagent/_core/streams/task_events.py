"""Read the events of a task over several connections, without losing or repeating an event."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, Deque, Dict, Optional, Set

from helixagent_client.models.task_event import TaskEvent

from ...exceptions import HelixAgentError, IncompleteStreamError, NetworkError, ValidationError
from ..json_text import decode_json
from ..requests.deadline import NO_DEADLINE, deadline_of
from ..requests.options import Options
from ..requests.retry import MAX_RETRY_AFTER, delay_after
from ..responses.error_bodies import reports_error
from ..responses.errors import failure_in, invalid_response
from ..responses.polling import outcome_of
from ..steps import Response
from .sse import END_MARK, NOT_AN_OBJECT, EventDecoder, ServerSentEvent, is_complete

_NO_CONTENT = 204
# The Last-Event-ID header can contain visible ASCII characters and inner spaces.
_SENDABLE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_NUMBER = re.compile("[0-9]{1,18}")


class TaskEventReader:
    """Reads the events of one task. `connect` and `feed` accept data, and `next_event` returns events.

    Raises:
        ValidationError: The ID of the caller's last event cannot be sent in a header.

    Attributes:
        done: Whether the last event of the task was returned, or the server said that there are no more.
        last_event_id: ID of the last event that was returned and whose ID can be sent in a header.
        deadline: The deadline of the stream over all its connections.
    """

    def __init__(self, options: Options, last_event_id: Optional[str]) -> None:
        self.done = False
        # In event streams, an empty ID means no ID.
        self.last_event_id = None if last_event_id == "" else last_event_id
        self.deadline = NO_DEADLINE
        self._options = options
        # The IDs of returned events. Numeric IDs always increase, so only the highest number is kept.
        self._highest_id = -1
        self._other_ids: Set[str] = set()
        self._may_repeat = True
        self._before: Optional[ServerSentEvent] = None
        if self.last_event_id is not None:
            if not isinstance(last_event_id, str) or not _SENDABLE.fullmatch(last_event_id):
                said = "last_event_id must be a string of visible ASCII characters and inner spaces."
                raise ValidationError(said, param="last_event_id")
            self._remember(last_event_id)
        # Set by `connect`.
        self._response: Response
        self._decoder = EventDecoder()
        self._pending: Deque[ServerSentEvent] = deque()
        self._retry: Optional[int] = None
        self._requests = 0
        self._breaks = 0
        self._has_new_event = False
        self._latest: Optional[TaskEvent] = None

    def wait(self) -> None:
        """Record that the caller starts to wait for an event. The first wait starts the deadline."""
        options = self._options
        if self.deadline is NO_DEADLINE:
            self.deadline = deadline_of(
                options.runtime.timer,
                deadline=options.deadline,
                stream_idle_timeout=options.stream_idle_timeout,
            )
        self.deadline.wait_for_event()

    def connect(self, response: Response) -> None:
        """Start reading the response of a new connection."""
        # `error_to_raise` adds up the attempts of all connections.
        self._response = response._replace(attempts=0)
        self._requests += response.attempts
        self._decoder = EventDecoder(max_event_bytes=response.max_event_size)
        self._may_repeat = True
        # The event stream standard uses this status to stop clients from reconnecting.
        self.done = response.status_code == _NO_CONTENT
        if response.content:
            self.feed(response.content)

    def feed(self, data: bytes) -> None:
        """Add the next bytes.

        Raises:
            InvalidResponseError: An event is too large.
        """
        if self._response.rewrite is not None:
            data = self._response.rewrite(data)
        self._pending.extend(self._decoder.feed(data))
        if self._decoder.retry is not None:
            self._retry = self._decoder.retry

    def end(self) -> bool:
        """End the body of a connection, and return whether there are more events.

        A complete last event is valid even without a blank line after it.

        Raises:
            InvalidResponseError: The event is too large.
        """
        self.feed(b"")
        # If an event was cut off inside its JSON, the server sends it again on the next connection.
        self._pending.extend(event for event in self._decoder.end() if is_complete(event.data))
        return bool(self._pending)

    def next_event(self) -> Optional[TaskEvent]:
        """Return the next event, or None if more bytes are needed.

        Raises:
            InvalidResponseError: The data of a message is not a JSON object.
            ProviderError: The server reports that the stream failed.
        """
        while self._pending and not self.done:
            received = self._pending.popleft()
            # As in chunk streams, this mark ends the stream.
            self.done = received.data.strip() == END_MARK
            data = None if self.done else self._read(received)
            if data is None:
                continue
            self.done = outcome_of(data.get("type")) is not None
            # The last event was not returned before, even if its ID is old.
            if self._is_repeated(received) and not self.done:
                continue
            self._latest = TaskEvent.from_dict(data)
            self._has_new_event = True
            # In a repetition, an event without an ID may follow an event with an older ID.
            if received.has_own_id or not (self._may_repeat and self._is_known(received.id)):
                self._remember(received.id)
            return self._latest
        return None

    def delay_after_break(self, failure: NetworkError) -> float:
        """Return the number of seconds to wait before reconnecting after this failure of a connection.

        Raises:
            NetworkError: Too many connections in a row brought no new event, or the deadline or a timeout was reached.
            InvalidResponseError: The connection ended in an event that is too large.
        """
        # The decoder reports an oversized event only after the events before it.
        self.feed(b"")
        if self.deadline.explained(failure) is not failure:
            raise self.deadline.reached(failure)
        self._breaks = 1 if self._has_new_event else self._breaks + 1
        self._has_new_event = False
        delay = delay_after(
            self._breaks,
            max_retries=self._options.max_retries,
            retry_after=None if self._retry is None else min(self._retry / 1000, MAX_RETRY_AFTER),
            random=self._options.runtime.random,
        )
        if delay is None:
            raise failure
        if delay >= self.deadline.left():
            raise self.deadline.reached(failure, delay=delay)
        return delay

    def error_to_raise(self, error: HelixAgentError) -> HelixAgentError:
        """Return the exception to raise for a failure of the stream, with the last event as `partial`."""
        if type(error) is NetworkError and self._requests:
            message = f"The stream was cut off: {error.message}"
            error = IncompleteStreamError(message, attempts=error.attempts, url=error.url)
        error.partial = self._latest
        error.attempts += self._requests
        return error

    def _read(self, received: ServerSentEvent) -> Optional[Dict[str, Any]]:
        """Return the data of an event, or None if the event is not about the task, such as a ping with the time."""
        if not received.data.strip():
            return None
        data = decode_json(received.data)
        is_message = received.event == "message"
        if isinstance(data, dict):
            if data.get("type") is not None or (is_message and not reports_error(data)):
                return data
            if not is_message:
                return {**data, "type": received.event}
        elif received.event == "error":
            return {"type": "error", "error": data if isinstance(data, str) else received.data}
        elif not is_message:
            return None
        content = received.data.encode("utf-8", "replace")
        if isinstance(data, dict):
            raise failure_in(self._response, content)
        raise invalid_response(self._response, content, NOT_AN_OBJECT)

    def _is_repeated(self, received: ServerSentEvent) -> bool:
        """Return whether the server sent an event twice in a row, or again after a reconnection."""
        before, self._before = self._before, received
        if not received.has_own_id or not received.id:
            return False
        # After a reconnection, the first new ID ends the repetition.
        self._may_repeat = self._may_repeat and self._is_known(received.id)
        return self._may_repeat or received == before

    def _is_known(self, event_id: str) -> bool:
        return int(event_id) <= self._highest_id if _NUMBER.fullmatch(event_id) else event_id in self._other_ids

    def _remember(self, event_id: str) -> None:
        if _NUMBER.fullmatch(event_id):
            self._highest_id = max(self._highest_id, int(event_id))
        elif event_id:
            self._other_ids.add(event_id)
        if _SENDABLE.fullmatch(event_id):
            self.last_event_id = event_id
