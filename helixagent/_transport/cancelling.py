"""Bodies of requests and answers that come to no harm where a task is cancelled in the middle of them."""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, Generator, Optional

import httpx


class Body(httpx.ByteStream):
    """A request's body. What a cancelled call leaves of it is no generator, which trio warns of."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _OnePiece(self._content)


class _OnePiece:
    def __init__(self, content: bytes) -> None:
        self._left: Optional[bytes] = content

    def __aiter__(self) -> _OnePiece:
        return self

    async def __anext__(self) -> bytes:
        piece, self._left = self._left, None
        if piece is None:
            raise StopAsyncIteration
        return piece


class UncancelledStream(httpx.AsyncByteStream):
    """An answer's body, which gives its connection back also where its task is cancelled at that moment.

    httpcore means to do so by a shielded scope of anyio, through which `task.cancel()` of asyncio goes.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __aiter__(self) -> Any:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        """Give the connection back."""
        await _Uncancelled(self._stream.aclose())


class _Uncancelled:
    """Runs a coroutine of asyncio past a cancellation where it only gives way to others; that is raised at its end."""

    def __init__(self, coroutine: Any) -> None:
        self._coroutine = coroutine

    def __await__(self) -> Generator[Any, Any, None]:
        steps = self._coroutine.__await__()
        resume, argument = steps.send, None
        held: Optional[BaseException] = None
        while True:
            try:
                given = resume(argument)
            except StopIteration:
                break
            try:
                resume, argument = steps.send, (yield given)
            except asyncio.CancelledError as error:
                if given is None:
                    held, resume, argument = error, steps.send, None
                else:
                    # What is waited for is cancelled itself.
                    resume, argument = steps.throw, error
            except BaseException as error:
                resume, argument = steps.throw, error
        if held is not None:
            raise held
