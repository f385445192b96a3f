"""What a test has laid down in advance, answers and faults; looked at before anything else."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any, Callable, List, Mapping, Optional, Sequence, Union

from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.answering import answered, fits
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

Chunk = Union[Mapping[str, Any], str, bytes]
Where = Callable[[RecordedRequest], bool]


@dataclasses.dataclass
class Entry:
    """An answer that was laid down.

    Args:
        answer: What is answered; see ScriptedAnswer. None where there is only a fault.
        operation: The `operationId` that it is for; None means any request that it fits.
        times: To how many requests it is given; None for all.
        where: Says for which requests, or None.
        fault: What goes wrong with it, or None.
        is_raw: Whether it answers anything, also what is no request of the API.
    """

    answer: Any
    operation: Optional[str] = None
    times: Optional[int] = 1
    where: Optional[Where] = None
    fault: Optional[faults.Named] = None
    is_raw: bool = False

    def is_for(self, request: RecordedRequest) -> bool:
        """Whether it is given to this request."""
        if self.operation not in (None, request.operation):
            return False
        if self.operation is None and not self.is_raw and not fits(self.answer, request.operation):
            return False
        return self.where is None or bool(self.where(request))

    def reply(self, request: RecordedRequest, normal: Callable[..., Reply]) -> Reply:
        """The answer to a request.

        Args:
            request: The request.
            normal: Gives the normal answer, with changed fields of the body and another text.
        """

        def without_fault(changes: Mapping[str, Any]) -> Reply:
            if self.answer is None:
                return normal(changes)
            return answered(self.answer, request, lambda text: normal(changes, text))

        if self.fault is None:
            return without_fault({})
        return faults.on_request(self.fault, request.path, request.model or "", without_fault)

    def __str__(self) -> str:
        shown = "any request" if self.operation is None else self.operation
        what = self.fault.text if self.fault is not None and self.answer is None else repr(self.answer)
        return f"for {shown}: {what if len(what) < 100 else what[:100] + '…'}"


class Script:
    """The answers still to be given, in order; filled by the test's thread and read by the server's."""

    def __init__(self) -> None:
        self._entries: List[Entry] = []
        # Reentrant, since a predicate of the test's may lay down another answer.
        self._lock = threading.RLock()

    def add(self, entry: Entry) -> None:
        """Lay down an answer.

        Raises:
            ValueError: If `times` is no count.
        """
        if entry.times is not None and (isinstance(entry.times, bool) or entry.times < 1):
            raise ValueError(f"times must be a number from 1 up, or None for every request, not {entry.times!r}")
        with self._lock:
            self._entries.append(entry)

    def take(self, request: RecordedRequest) -> Optional[Entry]:
        """The next answer for a request, or None."""
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
    def left(self) -> List[Entry]:
        """What has not been given as often as it should; not what is for every request."""
        with self._lock:
            return [entry for entry in self._entries if entry.times is not None]

    def clear(self) -> None:
        """Forget what has not been given yet."""
        with self._lock:
            self._entries.clear()


def broken_script(error: Exception) -> Reply:
    """The answer to a request for which a test has laid down what cannot be given."""
    message = f"What the test laid down cannot be given: {type(error).__name__}: {error}"
    return ApiError(500, message, type="sandbox_error", headers={"x-should-retry": "false"}).reply()


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
