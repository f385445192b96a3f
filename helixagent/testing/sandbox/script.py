"""Answers that a test has laid down in advance; they are given before anything else is looked at."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any, List, Mapping, Optional, Sequence, Union

from helixagent.testing.sandbox.exchange import (
    DONE,
    EVENT_STREAM_TYPE,
    JSON_TYPE,
    Frame,
    Reply,
    data_event,
    json_bytes,
)

Chunk = Union[Mapping[str, Any], str, bytes]


@dataclasses.dataclass
class _Entry:
    reply: Reply
    operation: Optional[str]
    times: int


class Script:
    """The answers still to be given, in order; filled by the test's thread and read by the server's."""

    def __init__(self) -> None:
        self._entries: List[_Entry] = []
        self._lock = threading.Lock()

    def add(self, reply: Reply, *, operation: Optional[str], times: int) -> None:
        """Lay down an answer.

        Args:
            reply: The answer.
            operation: The `operationId` that it is for; None means any request.
            times: To how many requests it is given.
        """
        with self._lock:
            self._entries.append(_Entry(reply, operation, times))

    def take(self, operation: Optional[str]) -> Optional[Reply]:
        """The next answer for a request of this operation, or None."""
        with self._lock:
            for entry in self._entries:
                if entry.operation in (None, operation):
                    entry.times -= 1
                    if entry.times <= 0:
                        self._entries.remove(entry)
                    return entry.reply
        return None

    def clear(self) -> None:
        """Forget what has not been given yet."""
        with self._lock:
            self._entries.clear()


def scripted_reply(
    status: int, json: Any, body: Union[str, bytes, None], headers: Mapping[str, str], chunks: Optional[Sequence[Chunk]]
) -> Reply:
    """Make the answer that `Sandbox.reply` describes; see there for the arguments.

    Raises:
        TypeError: If more than one of json, body and chunks is given.
    """
    if sum(part is not None for part in (json, body, chunks)) > 1:
        raise TypeError("reply() takes one of json, body and chunks")
    lower = {name.lower(): value for name, value in headers.items()}
    if status == 101:
        return Reply(status, lower, [_message(chunk) for chunk in chunks or ()])
    if chunks is not None:
        frames = [_frame(chunk) for chunk in chunks]
        # Raw bytes are a stream that the test has written out to its end.
        ending = [] if any(isinstance(chunk, bytes) for chunk in chunks) else [DONE]
        return Reply(status, {"content-type": EVENT_STREAM_TYPE, **lower}, [*frames, *ending])
    if body is not None:
        return Reply(status, lower, body.encode("utf-8") if isinstance(body, str) else body)
    return Reply(status, {"content-type": JSON_TYPE, **lower}, json_bytes({} if json is None else json))


def _frame(chunk: Chunk) -> Frame:
    return chunk if isinstance(chunk, bytes) else data_event(chunk)


def _message(chunk: Chunk) -> bytes:
    if isinstance(chunk, str):
        return chunk.encode("utf-8")
    return chunk if isinstance(chunk, bytes) else json_bytes(chunk)
