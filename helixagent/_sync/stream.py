# Written by `make generate` from helixagent/_async/stream.py; do not edit.
"""The stream of chunks returned by methods with `stream=True`."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Callable, Generic, Optional, Type, TypeVar

from helixagent._core.hooks import CallObserver, unobserved
from helixagent._core.requests.deadline import Deadline
from helixagent._core.responses.parse import not_an_event_stream
from helixagent._core.steps import Response
from helixagent._core.streams.reader import ChunkReader
from helixagent._core.tracebacks import without_traceback, without_variables
from helixagent.exceptions import HelixAgentError, InvalidResponseError, NetworkError

# Maximum number of bytes to read after the last event of a stream, so that the connection can be reused.
_DRAIN_BYTES = 64 * 1024
_DRAIN_SECONDS = 0.1

T = TypeVar("T")
S = TypeVar("S", bound="OpenResponse")
R = TypeVar("R", bound="OpenResponse", covariant=True)


class OpenResponse:
    """An open response, which is closed at the end of a `with` block."""

    _observer: CallObserver
    # Whether the response is a stream that has ended, either at its end or because it was closed early.
    _ended = False

    def close(self) -> None:
        """Close the response."""
        raise NotImplementedError

    def __enter__(self: S) -> S:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        if error is not None and not isinstance(error, (Exception, GeneratorExit)):
            self._observer.stream_ended("cancelled", error)
        self.close()

    def _was_closed_at(self, error: BaseException) -> bool:
        """Close the response after a read raised an exception, and return whether closing it caused the exception."""
        was_closed = self._ended
        self._observer.stream_ended("broken" if isinstance(error, Exception) else "cancelled", error)
        # The rest of the response is not needed after a failure or a cancellation.
        self.close()
        # HTTP libraries raise different exceptions if a socket is closed during a read.
        return was_closed and isinstance(error, Exception)

    def _release(self, body: Any) -> None:
        """End a stream after its last event. Read the rest of a short body so that the connection can be reused."""
        self._ended = True
        self._observer.stream_ended("done")
        deadline, left = Deadline(time.monotonic, seconds=_DRAIN_SECONDS), _DRAIN_BYTES
        try:
            while left > 0 and body.can_drain(deadline):
                chunk = body.next_chunk()
                left = left - len(chunk) if chunk is not None else 0
        except HelixAgentError:
            # All events were received, so only the connection is lost.
            left = 0
        finally:
            body.close()


class ResponseManager(Generic[R]):
    """A context manager that sends the request, returns the response, and closes it at the end of the block."""

    def __init__(self, start: Callable[[], R]) -> None:
        self._start = start
        self._opened: Optional[R] = None

    def __enter__(self) -> R:
        self._opened = self._start()
        return self._opened

    def __exit__(self, *error: Any) -> None:
        if self._opened is not None:
            self._opened.__exit__(*error)


class Stream(OpenResponse, Generic[T]):
    """A stream of the chunks of a response.

    Iterate over the stream, or use it as a context manager to close it early. Iteration ends at the server's end mark.
    If the stream fails or ends without the end mark, it raises an exception whose `partial` is the completion so far.

    Example:
        for chunk in stream:
            print(chunk.choices[0].delta.content or "", end="")
    """

    def __init__(self, response: Response, reader: ChunkReader[T], observer: Optional[CallObserver] = None) -> None:
        self._api_response = response
        self._reader = reader
        self._receive = response.body.next_chunk
        self._observer = observer or unobserved()
        self._has_begun = False
        # Whether the stream was read to its end.
        self._was_read = False

    @property
    def response(self) -> Any:
        """The HTTP library's response object, for example to read its headers."""
        return self._api_response.body.raw

    @property
    def request_id(self) -> Optional[str]:
        """The server's X-Request-ID, or None if the server did not send it."""
        return self._api_response.headers.get("x-request-id")

    @property
    def usage(self) -> Any:
        """The token counts, or None until the chunk with the counts arrives. Not every server sends them."""
        return self._reader.usage

    def __iter__(self) -> Stream[T]:
        return self

    def __next__(self) -> T:
        # This is one function, because a second function call per chunk would make it ten percent slower.
        reader = self._reader
        chunk = reader.next_chunk()
        if chunk is not None:
            return chunk
        if reader.wait is not None:
            reader.wait()
        while not self._ended:
            if reader.error is not None or reader.done:
                self._finish()
                break
            try:
                piece = self._receive()
            except HelixAgentError as error:
                reader.fail(without_traceback(error))
                continue
            except BaseException as error:
                if self._was_closed_at(error):
                    break
                raise without_variables(error)  # noqa: B904  (this is the same exception)
            if self._ended:
                # Another task closed the stream during the read, which kept the response's generators from ending.
                self._api_response.body.close()
                break
            if piece is None:
                reader.end()
            else:
                reader.feed(piece)
                # The exception may quote a credential, and error trackers record the variables of this frame.
                piece = b""
            chunk = reader.next_chunk()
            if chunk is not None:
                if not self._has_begun:
                    self._has_begun = True
                    self._observer.first_chunk()
                return chunk
        raise StopIteration

    def close(self) -> None:
        """Close the stream immediately. A loop over it, even in another thread, ends without an error."""
        self._ended = True
        self._reader.discard_pending()
        self._observer.stream_ended("closed")
        self._api_response.body.close()

    def _finish(self) -> None:
        # The exception that broke the stream is raised only once.
        error, self._reader.error = self._reader.error, None
        if error is not None:
            self._observer.stream_ended("broken", error)
            self.close()
            raise error
        self._was_read = True
        self._release(self._api_response.body)


def check_event_stream(response: Response) -> None:
    """Raise an exception if a response to a streaming call is not an event stream."""
    # The SDK created this response, so its body is already known.
    kind = response.headers.get("content-type") if response.content is None else None
    if kind is None or "event-stream" in kind.lower():
        return
    try:
        content = response.body.read()
    except InvalidResponseError as error:
        error.status_code, error.attempts = response.status_code, response.attempts
        raise
    except NetworkError as error:
        error.attempts = response.attempts
        raise response.deadline.explained(error)  # noqa: B904  (the cause is already set, or it is the same error)
    raise not_an_event_stream(response, content)
