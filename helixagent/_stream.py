# Written by `make generate` from helixagent/_async_stream.py; do not edit.
"""The stream of chunks that `stream=True` gives."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Generic, Iterator, Optional, Type, TypeVar

from ._core.exchange import Answer
from ._core.hooks import Watch, unwatched
from ._core.reader import ChunkReader
from .exceptions import HelixAgentError

T = TypeVar("T")


class Stream(Generic[T]):
    """The chunks of an answer, as they come.

    Iterate over it, or use it as a context manager to close it early. Iteration ends at the server's end mark; a
    failure, and a stream that ends without the mark, raise, with what had come so far as `partial` on the exception.

    Example:
        for chunk in stream:
            print(chunk.choices[0].delta.content or "", end="")
    """

    def __init__(self, answer: Answer, reader: ChunkReader[T], watch: Optional[Watch] = None) -> None:
        self._answer = answer
        self._reader = reader
        self._watch = watch or unwatched()
        self._items: Iterator[T] = iter(())
        self._ended = False
        # Whether all was read; what was closed before has ended too.
        self._was_read = False

    @property
    def response(self) -> Any:
        """The HTTP library's response, e.g. for its headers."""
        return self._answer.response.raw

    @property
    def request_id(self) -> Optional[str]:
        """The server's X-Request-ID, where it sent one."""
        return self._answer.headers.get("x-request-id")

    @property
    def usage(self) -> Any:
        """The token counts, when the chunk with them has come; None until then, or where the server sends none."""
        return self._reader.usage

    def __iter__(self) -> Stream[T]:
        return self

    def __next__(self) -> T:
        for item in self._items:
            return item
        return self._next_from_bytes()

    def close(self) -> None:
        """Close the stream at once; a loop over it, also in another thread, ends without an error."""
        self._ended = True
        self._items = iter(())
        self._watch.stream_ended("closed")
        self._answer.response.close()

    def __enter__(self) -> Stream[T]:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        if error is not None and not isinstance(error, (Exception, GeneratorExit)):
            self._watch.stream_ended("cancelled", error)
        self.close()

    def _next_from_bytes(self) -> T:
        reader = self._reader
        reader.wait()
        while not self._ended:
            if reader.error is not None:
                error, reader.error = reader.error, None
                self._watch.stream_ended("broken", error)
                self.close()
                raise error
            if reader.done:
                self._ended = self._was_read = True
                self._watch.stream_ended("done")
                self._answer.response.finish()
                break
            try:
                piece = self._answer.response.next_piece()
            except HelixAgentError as error:
                reader.fail(error)
                continue
            except BaseException as error:
                was_closed = self._ended
                self._watch.stream_ended("broken" if isinstance(error, Exception) else "cancelled", error)
                # Cancelled: nobody will read on, so the connection is let go.
                self.close()
                if was_closed and isinstance(error, Exception):
                    # Whatever a library says of a socket that was closed under it.
                    break
                raise
            if self._ended:
                # Closed by another thread while this one was reading, which kept the response's generators from ending.
                self._answer.response.close()
                break
            if piece is None:
                reader.end()
                continue
            items = reader.feed(piece)
            if items:
                self._watch.first_chunk()
                self._items = iter(items)
                return next(self._items)
        raise StopIteration
