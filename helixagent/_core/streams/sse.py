"""Decode server-sent events incrementally: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation."""

from __future__ import annotations

from typing import List, NamedTuple, Optional

from ...exceptions import InvalidResponseError
from ..json_text import decode_json

# The data of the last event in OpenAI's streams and in this API's streams.
END_MARK = "[DONE]"
NOT_AN_OBJECT = "The stream has an event that is not a JSON object"
_BOM = b"\xef\xbb\xbf"
_LF, _CR = b"\n\r"
# A longer number is not a valid reconnection time.
_MAX_RETRY_DIGITS = 18


class ServerSentEvent(NamedTuple):
    """One event of a stream.

    Args:
        event: The type; "message" if the stream does not set it.
        data: The data lines, joined with newlines.
        id: The last event ID of the stream at this event; empty if no ID has been sent.
        has_own_id: Whether this event sets the ID. If not, the ID is from an earlier event.
    """

    event: str
    data: str
    id: str = ""
    has_own_id: bool = False


class EventDecoder:
    """Decodes the bytes of one stream to events. The bytes may be split at any position.

    Decoding takes linear time. Use `end` to get a last event without a blank line if the stream is known to be
    complete.

    Example:
        >>> EventDecoder().feed(b"data: hello\\n\\n")
        [ServerSentEvent(event='message', data='hello', id='', has_own_id=False)]
    """

    def __init__(self, *, max_event_bytes: int = 64 * 1024 * 1024) -> None:
        self.retry: Optional[int] = None  # the stream's reconnection time in milliseconds
        self._max = max_event_bytes
        self._too_large = False
        self._first_line = True
        self._after_cr = False
        self._between_events = False  # `texts` only works between events
        self._line = bytearray()  # the incomplete line
        self._held = 0  # size of the event's data lines so far in bytes
        self._data: List[bytes] = []
        self._event = ""
        self._id = ""
        self._has_own_id = False

    def texts(self, data: bytes) -> Optional[List[bytes]]:
        """Return the data of each event if the bytes are complete events with one "data: " line each, as is common.

        This method takes a fifth of the time of `feed`. The data may be invalid UTF-8. For other bytes, it returns None
        and changes nothing, so that the caller can pass them to `feed`.
        """
        if not (self._between_events and data.startswith(b"data: ") and data.endswith(b"\n\n")):
            return None
        # Methods such as bytes.find search for an integer twice as fast as for a bytes object of length one.
        if len(data) > self._max or _CR in data:
            return None
        if data.find(_LF) == len(data) - 2:
            return [data[6:-2]]
        texts = data[6:-2].split(b"\n\ndata: ")
        return texts if data.count(_LF) == 2 * len(texts) else None

    def feed(self, data: bytes) -> List[ServerSentEvent]:
        """Decode the next bytes of the stream, and return the events that they completed.

        Raises:
            InvalidResponseError: An event exceeds the limit. All events before it were already returned, and no events
                follow.
        """
        if self._after_cr and data:
            self._after_cr = False
            if data.startswith(b"\n"):  # the second half of a CRLF whose line was already read
                data = data[1:]
        events: List[ServerSentEvent] = []
        if data and not self._too_large:
            lines = data.splitlines()  # for bytes, it splits only at CR, LF and CRLF, as the standard requires
            self._after_cr = data.endswith(b"\r")
            rest = b"" if self._after_cr or data.endswith(b"\n") else lines.pop()
            if self._line and lines:
                self._line += lines[0]
                lines[0] = bytes(self._line)
                self._line.clear()
            self._read_lines(lines, events)
            self._line += rest
            if self._held + len(self._line) > self._max:
                self._too_large = True
            at_end = bool(lines) and not lines[-1] and not rest
            self._between_events = at_end and not self._after_cr and not self._too_large
        if self._too_large and not events:
            raise InvalidResponseError(f"An event of the stream is larger than {self._max} bytes.")
        return events

    def end(self) -> List[ServerSentEvent]:
        """End the body, and return the last event if only its blank line is missing.

        Raises:
            InvalidResponseError: An event exceeds the limit.
        """
        # Two line breaks complete an unfinished line and then the event. An event without data is ignored.
        return self.feed(b"\n\n")

    def _read_lines(self, lines: List[bytes], events: List[ServerSentEvent]) -> None:
        if self._first_line and lines:
            self._first_line = False
            if lines[0].startswith(_BOM):
                lines[0] = lines[0][len(_BOM) :]
        for line in lines:
            if self._held + len(line) > self._max:
                self._too_large = True
                return
            if line.startswith(b"data: "):
                self._held += len(line)
                self._data.append(line[6:])
            elif line:
                self._read_field(line)
            else:
                self._end_event(events)

    def _read_field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")  # a comment is a line without a name
        if value.startswith(b" "):
            value = value[1:]
        if name == b"data":
            self._held += len(line)
            self._data.append(value)
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
            self._has_own_id = True
        elif name == b"retry" and value.isdigit() and len(value) <= _MAX_RETRY_DIGITS:
            self.retry = int(value)

    def _end_event(self, events: List[ServerSentEvent]) -> None:
        if self._data:
            text = b"\n".join(self._data).decode("utf-8", "replace")
            events.append(ServerSentEvent(self._event or "message", text, self._id, self._has_own_id))
            self._data = []
            self._held = 0
        self._event = ""
        self._has_own_id = False


def is_complete(text: str) -> bool:
    """Return whether the data of an event is JSON or the end mark, and was not cut off."""
    return text.strip() == END_MARK or decode_json(text) is not None
