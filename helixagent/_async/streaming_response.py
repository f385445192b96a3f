"""Responses with unread bodies, returned by `with_streaming_response`."""

from __future__ import annotations

import codecs
import contextlib
import json
from typing import Any, AsyncGenerator, Awaitable, Callable, Generic, Iterator, Mapping, Optional, TypeVar

from helixagent._async.stream import AsyncOpenResponse, AsyncResponseManager
from helixagent._core.hooks import CallObserver
from helixagent._core.secret import Secret
from helixagent._core.steps import Response
from helixagent.exceptions import HelixAgentError, InvalidResponseError, NetworkError

T = TypeVar("T", covariant=True)

# These methods send several requests, or return another context manager.
_WITHOUT_RESPONSE = frozenset(["run_tools", "stream", "stream_events", "wait", "websocket"])


class AsyncStreamingResponse(AsyncOpenResponse, Generic[T]):
    """The status, the headers and the unread body of a response.

    The body can be read once, using `read()`, one of the iterators, or `parse()`.

    Attributes:
        status_code: The HTTP status.
        headers: The response headers. Names are not case-sensitive.
        request_id: The server's X-Request-ID; None if the server did not send it.
        attempts: Number of requests.

    Example:
        completions = client.chat.completions.with_streaming_response
        async with completions.create(messages=messages) as response:
            print(response.headers["content-type"])
            completion = await response.parse()
    """

    def __init__(self, response: Response, parse: Callable[[Response], Awaitable[T]], observer: CallObserver) -> None:
        self.status_code: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.request_id: Optional[str] = response.headers.get("x-request-id")
        self.attempts: int = response.attempts
        # The response is hidden from tools that record attributes, because it has a reference to the request headers.
        self._response = Secret(response)
        self._parse = Secret(parse)
        self._observer = observer
        self._parsed: Optional[T] = None
        self._content: Optional[bytes] = response.content
        # Whether the body is read in chunks, or the response is closed.
        self._is_used = False

    async def read(self) -> bytes:
        """Return the whole body.

        Raises:
            HelixAgentError: The body was already read in chunks, or the response is closed.
            NetworkError: The body is incomplete.
            InvalidResponseError: The body is larger than `max_response_size`.
        """
        if self._content is not None:
            return self._content
        self._use()
        with self._failures():
            content: bytes = await self._response.reveal().body.read()
        self._content = content
        return content

    async def text(self) -> str:
        """Return the whole body as text."""
        return (await self.read()).decode("utf-8", "replace")

    async def json(self) -> Any:
        """Parse the whole body as JSON and return the value.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(await self.read())

    async def iter_bytes(self) -> AsyncGenerator[bytes, None]:
        """Yield the body as it arrives.

        Raises:
            HelixAgentError: The body was already read in chunks, or the response is closed.
            NetworkError: The body is incomplete.
        """
        if self._content is not None:
            yield self._content
            return
        self._use()
        body = self._response.reveal().body
        while True:
            with self._failures():
                chunk = await body.next_chunk()
            if chunk is None:
                return
            yield chunk

    async def iter_text(self) -> AsyncGenerator[str, None]:
        """Yield the body as text as it arrives."""
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        async for chunk in self.iter_bytes():
            text = decode(chunk)
            if text:
                yield text
        rest = decode(b"", True)
        if rest:
            yield rest

    async def iter_lines(self) -> AsyncGenerator[str, None]:
        """Yield the lines of the body as they arrive, without line endings."""
        rest = ""
        async for text in self.iter_text():
            *lines, rest = (rest + text).split("\n")
            for line in lines:
                yield line.rstrip("\r")
        if rest:
            yield rest

    async def parse(self) -> T:
        """Return the object or the stream that the method would have returned.

        Raises:
            InvalidResponseError: The body does not follow the API.
            ProviderError: The body reports an error.
            HelixAgentError: The body was already read in chunks, or it is a stream that was read as a whole.
        """
        if self._parsed is None:
            response = self._response.reveal()
            if "event-stream" in (response.headers.get("content-type") or "").lower():
                if response.content is None:
                    self._use()
            else:
                response = response._replace(content=await self.read())
            self._parsed = await self._parse.reveal()(response)
        return self._parsed

    async def close(self) -> None:
        """Close the response. If its body was not read to the end, also close the connection."""
        self._observer.stream_ended("closed")
        self._is_used = True
        response = self._response.reveal()
        if response.content is None:
            await response.body.close()

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Complete the exception of a failed read, and report it to the hooks."""
        response = self._response.reveal()
        try:
            yield
        except (InvalidResponseError, NetworkError) as error:
            failure = response.deadline.explained(error)
            failure.attempts = self.attempts
            if isinstance(failure, InvalidResponseError):
                failure.status_code = self.status_code
            self._observer.stream_ended("broken", failure)
            raise failure from failure.__cause__

    def _use(self) -> None:
        # Without this, the HTTP library would wait for bytes that never arrive.
        if self._is_used:
            raise HelixAgentError("The response body was read already, or the response is closed.")
        self._is_used = True

    def __repr__(self) -> str:
        return f"{type(self).__name__}(status_code={self.status_code}, request_id={self.request_id!r})"


class AsyncStreamingResource:
    """A resource whose methods return context managers of `AsyncStreamingResponse` objects."""

    def __init__(self, resource: Any) -> None:
        self._resource = resource

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._resource, name)
        if hasattr(value, "with_streaming_response"):
            return AsyncStreamingResource(value)
        if name.startswith("_") or name in _WITHOUT_RESPONSE or not callable(value):
            raise AttributeError(f"with_streaming_response has no method {name!r}")
        resource = type(self._resource)(self._resource._client, raw=True)
        resource._defers_body = True
        method = getattr(resource, name)
        return lambda *given, **arguments: AsyncResponseManager(lambda: method(*given, **arguments))
