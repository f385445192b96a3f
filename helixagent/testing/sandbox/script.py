"""The responses and faults that a test has scripted. They take precedence over everything else."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any, Callable, List, Mapping, Optional, Sequence, Union

from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.exchange import (
    DONE,
    EVENT_STREAM_TYPE,
    JSON_TYPE,
    ApiError,
    Frame,
    Reply,
    data_event,
    json_bytes,
)
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent.testing.sandbox.reply_builder import build_reply, fits

Chunk = Union[Mapping[str, Any], str, bytes]
Where = Callable[[RecordedRequest], bool]


@dataclasses.dataclass
class Entry:
    """A scripted response.

    Args:
        response: The response value (see ScriptedResponse), or None if there is only a fault.
        operation: The `operationId` that the response is for, or None for any operation that can return it.
        times: The number of requests that get the response, or None for all.
        where: A function that selects requests, or None.
        fault: The fault to apply, or None.
        is_raw: Whether the response also applies to requests that are not part of the API.
    """

    response: Any
    operation: Optional[str] = None
    times: Optional[int] = 1
    where: Optional[Where] = None
    fault: Optional[faults.ParsedFault] = None
    is_raw: bool = False

    def is_for(self, request: RecordedRequest) -> bool:
        """Return whether the response applies to this request."""
        if self.operation not in (None, request.operation):
            return False
        if self.operation is None and not self.is_raw and not fits(self.response, request.operation):
            return False
        return self.where is None or bool(self.where(request))

    def reply(self, request: RecordedRequest, normal: Callable[..., Reply]) -> Reply:
        """Return the response to the request.

        Args:
            request: The request.
            normal: A function that returns the normal response, with changed fields of the body and another text.
        """

        def without_fault(changes: Mapping[str, Any]) -> Reply:
            if self.response is None:
                return normal(changes)
            return build_reply(self.response, request, lambda text: normal(changes, text))

        if self.fault is None:
            return without_fault({})
        return faults.on_request(self.fault, request.path, request.model or "", without_fault)

    def __str__(self) -> str:
        shown = "any request" if self.operation is None else self.operation
        what = self.fault.text if self.fault is not None and self.response is None else repr(self.response)
        return f"for {shown}: {what if len(what) < 100 else what[:100] + '…'}"


class Script:
    """The remaining scripted responses, in order. The test and the server use them from different threads."""

    def __init__(self) -> None:
        self._entries: List[Entry] = []
        # The lock is reentrant, because the test's predicate may script another response.
        self._lock = threading.RLock()

    def add(self, entry: Entry) -> None:
        """Add a scripted response.

        Raises:
            ValueError: `times` is not a valid count.
        """
        if entry.times is not None and (isinstance(entry.times, bool) or entry.times < 1):
            raise ValueError(f"times must be 1 or more, or None for every request, not {entry.times!r}")
        with self._lock:
            self._entries.append(entry)

    def take(self, request: RecordedRequest) -> Optional[Entry]:
        """Return the next scripted response for a request, or None."""
        with self._lock:
            for entry in list(self._entries):
                if entry.is_for(request):
                    if entry.times is not None:
                        entry.times -= 1
                        if entry.times <= 0:
                            self._entries.remove(entry)
                    return entry
        return None

    @property
    def unused(self) -> List[Entry]:
        """Return the responses that were not used as often as specified, except responses for every request."""
        with self._lock:
            return [entry for entry in self._entries if entry.times is not None]

    def clear(self) -> None:
        """Discard the remaining responses."""
        with self._lock:
            self._entries.clear()


def broken_script(error: Exception) -> Reply:
    """Return the response to a request for which a test has scripted an invalid response."""
    message = f"The scripted response is invalid: {type(error).__name__}: {error}"
    return ApiError(500, message, type="sandbox_error", headers={"x-should-retry": "false"}).reply()


def scripted_reply(
    status: int, json: Any, body: Union[str, bytes, None], headers: Mapping[str, str], chunks: Optional[Sequence[Chunk]]
) -> Reply:
    """Build the response that `Sandbox.reply` describes; see its arguments.

    Raises:
        TypeError: More than one of json, body and chunks is given.
    """
    if sum(part is not None for part in (json, body, chunks)) > 1:
        raise TypeError("reply() accepts only one of json, body and chunks")
    lower = {name.lower(): value for name, value in headers.items()}
    if status == 101:
        return Reply(status, lower, [_message(chunk) for chunk in chunks or ()])
    if chunks is not None:
        frames = [_frame(chunk) for chunk in chunks]
        # Raw bytes are sent unchanged, so the test controls the complete stream.
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
