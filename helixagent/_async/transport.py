"""Send requests with httpx or httpx2, over the SDK's own connections or with the user's client."""

from __future__ import annotations

import contextlib
import functools
import threading
from typing import Any, AsyncGenerator, Optional

from helixagent._async.network import AsyncNetwork
from helixagent._async.own_connections import AsyncOwnConnections
from helixagent._core.requests.call import Request
from helixagent._core.requests.deadline import NO_DEADLINE, Deadline
from helixagent._core.responses.body_size import BodyTooLarge
from helixagent._transport.async_base import AsyncTransport
from helixagent._transport.base import OpenBody
from helixagent._transport.deadlines import before_async, check_deadline, may_read_async
from helixagent._transport.guard import Guard, shut_down
from helixagent._transport.httpx_common import client_closed, own_request, translated, users_request
from helixagent.exceptions import APITimeoutError, HelixAgentError


class AsyncHttpxTransport(AsyncTransport):
    """Sends requests and returns their responses."""

    async def send(self, request: Request) -> AsyncHttpxResponse:
        """Send a request, and return the response without reading its body.

        Raises:
            NetworkError: No response arrived.
            ClientClosedError: The client was closed.
        """
        client: Any = await self._client()
        abandoned = client.abandoned if self._given is None else self.abandoned
        for unread in abandoned.take_all():
            # Errors while closing an abandoned response are ignored.
            with contextlib.suppress(*self.library.errors, RuntimeError):
                await unread.aclose()
        sent: Any = None
        try:
            if self._given is None:
                sent = own_request(self.library, request, client.accept_encoding)
                raw = await client.send(sent)
            else:
                sent = users_request(self.library, client, request)
                # The core follows redirects. The client's login is only meant for the configured server.
                auth = None if request.is_cross_origin else self.library.httpx.USE_CLIENT_DEFAULT
                raw = await before_async(
                    request.deadline, lambda: client.send(sent, stream=True, auth=auth, follow_redirects=False)
                )
        except self.library.errors as error:
            raise self.error(error, request, sent) from None
        response = AsyncHttpxResponse(self, raw, request)
        if request.stream:
            abandoned.watch(response, raw)
        return response

    def error(self, error: Exception, request: Request, sent: Any) -> HelixAgentError:
        """Convert an HTTP library exception to an SDK exception."""
        if self.closed and self._given is None:
            return client_closed()
        return translated(self.library, error, request, sent)

    def _make_client(self) -> AsyncOwnConnections:
        return AsyncOwnConnections(self.library, self._context)


class AsyncHttpxResponse(OpenBody):
    """A response whose body is read on demand."""

    def __init__(self, transport: AsyncHttpxTransport, raw: Any, request: Request) -> None:
        super().__init__(raw, request)
        self._transport = transport
        self._errors = transport.library.errors
        # The SDK's own connections use one guard for all phases of a request.
        network = raw.extensions.get("network_stream")
        # Received bytes must not be reachable from here, because servers may echo credentials.
        # If a recorder has already read the body, the connection is in the pool again.
        self._is_own = isinstance(network, AsyncNetwork) and not raw.is_closed
        self._guard = network.guard if self._is_own else Guard()
        if self._is_own:
            # The SDK's own connections enforce the deadline themselves.
            self._deadline = NO_DEADLINE
        # Over HTTP/2, other calls use the same connection.
        self._is_shared = raw.http_version == "HTTP/2"
        self._closing = threading.Lock()
        self.status_code: int = raw.status_code
        self.headers = raw.headers
        self._chunks: Any = None

    async def read(self) -> bytes:
        """Return the whole body and release the connection."""
        self._guard.enter()
        # httpx reads the body with this method, so the chunks can be checked.
        self.raw.aiter_bytes = functools.partial(self._checked, self.raw.aiter_bytes)
        try:
            return await before_async(self._deadline, self.raw.aread)  # type: ignore[no-any-return,unused-ignore]
        except self._errors as error:
            raise self._transport.error(error, self._request, self.raw.request) from None
        except (APITimeoutError, BodyTooLarge):
            await self.close()
            raise
        finally:
            del self.raw.aiter_bytes
            if self._guard.leave():
                await self._close()

    async def next_chunk(self) -> Optional[bytes]:
        """Return the next bytes of the body as they arrive, or None at its end."""
        if not self._guard.enter():
            if self._is_own and self._transport.closed:
                raise client_closed()
            return None
        try:
            if self._chunks is None:
                self._chunks = self._iterate()
            if self._deadline is NO_DEADLINE:
                return await self._chunks.__anext__()  # type: ignore[no-any-return]
            return await before_async(self._deadline, self._chunks.__anext__)  # type: ignore[no-any-return,unused-ignore]
        except StopAsyncIteration:
            return None
        except self._errors as error:
            raise self._transport.error(error, self._request, self.raw.request) from None
        finally:
            if self._guard.leave():
                await self._close()

    def can_drain(self, deadline: Deadline) -> bool:
        """Set a deadline for the rest of the body, and return whether the next read ends before it."""
        if self._is_own:
            self.raw.extensions["network_stream"].deadline = deadline
            return True
        return super().can_drain(deadline) and may_read_async(self.raw)

    async def close(self) -> None:
        """Close the response. If another task is waiting in `next_chunk`, end its wait."""
        if self._guard.close(self._interrupt):
            await self._close()

    async def _checked(self, iterate: Any, *arguments: Any) -> AsyncGenerator[bytes, None]:
        """Check the size of a body and the deadline while the body is read as a whole."""
        chunks = iterate(*arguments)
        try:
            async for chunk in chunks:
                check_deadline(self._deadline)
                yield self._size.add(chunk)
        finally:
            # trio warns about generators that are not closed.
            await chunks.aclose()

    def _iterate(self) -> Any:
        raw = self.raw
        timeouts = raw.request.extensions.get("timeout")
        if self._deadline is not NO_DEADLINE and timeouts:
            # The connection reads its timeout from here when it starts to read the body.
            timeouts["read"] = self._deadline.limited(timeouts.get("read"))
        # Only a compressed body needs decoding. Reading other bodies raw avoids two passes over each chunk. A body that
        # was already read, by a hook of the http_client or by vcrpy, cannot be read raw.
        if self.headers.get("content-encoding", "identity") != "identity" or raw.is_stream_consumed:
            return raw.aiter_bytes()
        return raw.stream.__aiter__()

    def _interrupt(self) -> None:
        network = self.raw.extensions.get("network_stream")
        if network is not None and not self._is_shared:
            shut_down(network.get_extra_info("socket"))

    async def _close(self) -> None:
        if not self._closing.acquire(blocking=False):
            return
        try:
            await self.raw.aclose()
        finally:
            if self._chunks is not None and not self._is_shared:
                # httpx's generators are run to their end, which is near. Otherwise, the event loop would close them at
                # some later time, and trio would warn about them.
                with contextlib.suppress(*self._errors, RuntimeError):
                    async for _ in self._chunks:
                        pass
