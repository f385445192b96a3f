"""Open WebSockets with the `websockets` library, and raise the SDK's exceptions."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import ssl
from typing import Any, Callable, ContextManager, Dict, Generator, Iterator, List, Mapping, Optional
from urllib.parse import urlsplit

import httpx

from .._core.extras import extra
from .._core.hooks import CallObserver
from .._core.requests.call import Request
from .._core.requests.options import NotGiven
from .._core.responses.body_size import MAX_EVENT_SIZE
from .._core.secret import Secret, mask, without_url_secrets
from ..exceptions import HelixAgentError, InvalidResponseError, NetworkError, ValidationError
from .async_base import running_loop
from .deadlines import before_async
from .failures import comes_from, not_connected, not_received, own_causes, refused_by_proxy, timed_out
from .proxies import HTTPX_SCHEMES, environment_proxy

with extra("websocket", "A WebSocket"):
    import websockets.asyncio.client
    import websockets.exceptions
    import websockets.frames
    import websockets.version

# The default of `websockets`, in seconds.
_OPEN_SECONDS = 10.0
# Before version 15, `websockets` supports no proxies and does not have these exceptions.
_PROXY_ERROR: Any = getattr(websockets.exceptions, "ProxyError", ())
_INVALID_PROXY: Any = getattr(websockets.exceptions, "InvalidProxy", ())


class WebSocketTransport:
    """A transport whose `send` opens a WebSocket.

    Args:
        settings: Arguments of `websockets.connect`. They override the SDK's.
        context: The client's TLS settings.
        observer: Receives the end of the connection.

    Raises:
        HelixAgentError: The event loop is not asyncio.
    """

    def __init__(self, settings: Mapping[str, Any], context: ssl.SSLContext, observer: CallObserver) -> None:
        if not isinstance(running_loop(), asyncio.AbstractEventLoop):
            raise HelixAgentError("A WebSocket needs asyncio. On trio, use stream_events().")
        self._settings = Secret(settings)
        self._context = context
        self._observer = observer

    async def send(self, request: Request) -> Handshake:
        """Send the handshake, and return the server's response.

        Raises:
            NetworkError: No response arrived.
            InvalidResponseError: The response is not a valid handshake.
            ValidationError: A setting is invalid.
        """
        secrets = _secrets_of(request)
        arguments = self._arguments(request)
        try:
            connecting = functools.partial(_Connect, request.address.reveal(), **arguments)
            with own_causes():
                connection: Any = await before_async(request.deadline, connecting)
        except websockets.exceptions.InvalidStatus as refusal:
            status = refusal.response.status_code
            if 200 <= status < 300:
                text = f"The server did not open a WebSocket. It responded with status {status}."
                raise InvalidResponseError(text, status_code=status) from None
            return Handshake(refusal.response)
        except HelixAgentError:
            raise
        except Exception as error:
            failure = _translated(error, secrets, request, arguments["open_timeout"])
            if failure is None:
                raise
            # The library's exception quotes headers and URLs, which may be secret.
            raise failure from None
        return Handshake(connection.response, TaskSocketConnection(connection, secrets, self._observer))

    def _arguments(self, request: Request) -> Dict[str, Any]:
        headers = dict(request.headers.reveal())
        timeout = _OPEN_SECONDS if isinstance(request.timeout, NotGiven) else request.timeout
        arguments = {
            "user_agent_header": headers.pop("user-agent", None),
            "additional_headers": headers,
            # Messages have the same size limit as stream events.
            "max_size": min(request.max_response_size, MAX_EVENT_SIZE),
            "open_timeout": getattr(timeout, "connect", timeout),
            **self._settings.reveal(),
        }
        if not _PROXY_ERROR:
            proxy = arguments.pop("proxy", True)
            if proxy is True:
                proxy = environment_proxy(request.address.reveal().replace("ws", "http", 1), HTTPX_SCHEMES)
            if proxy:
                # Without an exception, the WebSocket would bypass a proxy that all other requests use.
                raise HelixAgentError(
                    "A WebSocket through a proxy needs websockets 15 or newer, which needs Python 3.9; this is "
                    f"websockets {websockets.version.version}. Pass proxy=None to bypass the proxy, or use "
                    "stream_events()."
                )
        if request.url.startswith("wss:"):
            arguments.setdefault("ssl", self._context)
        logger = arguments.get("logger") or logging.getLogger("websockets.client")
        arguments["logger"] = _LoggerWithoutDebug(logger, {})
        return arguments


class Handshake:
    """A server's response to a handshake.

    Args:
        response: The response object of `websockets`.
        raw: The connection; None if the server rejected the handshake.
    """

    def __init__(self, response: Any, raw: Optional[TaskSocketConnection] = None) -> None:
        self.raw = raw
        self.status_code: int = response.status_code
        self.headers = httpx.Headers(list(response.headers.raw_items()))
        self._body = bytes(response.body or b"")

    async def read(self) -> bytes:
        """Return the response body."""
        return self._body


class TaskSocketConnection:
    """An open WebSocket, which raises the SDK's exceptions. Iterating over it yields the messages until it is closed.

    It has the attributes of the `websockets` connection, except `request`, which contains the credential.

    Attributes:
        rewrite: Converts the text of a message; None for no conversion.
    """

    rewrite: Optional[Callable[[Any], Any]] = None

    def __init__(self, connection: Any, secrets: List[Secret[str]], observer: CallObserver) -> None:
        self._hidden_connection = Secret(connection)
        self._secrets = secrets
        self._observer = observer

    @property
    def _connection(self) -> Any:
        return self._hidden_connection.reveal()

    def __aiter__(self) -> TaskSocketConnection:
        return self

    async def __anext__(self) -> Any:
        with self._failures():
            try:
                message = await self._connection.recv()
            except websockets.exceptions.ConnectionClosedOK:
                self._observer.stream_ended("done")
                raise StopAsyncIteration from None
        return self._read(message)

    async def recv(self, *args: Any, **options: Any) -> Any:
        """Return the next message. A text frame is returned as a str.

        Raises:
            NetworkError: The WebSocket is closed.
        """
        with self._failures():
            message = await self._connection.recv(*args, **options)
        return self._read(message)

    async def send(self, message: Any, *args: Any, **options: Any) -> None:
        """Send a message.

        Raises:
            NetworkError: The WebSocket is closed.
        """
        with self._failures():
            await self._connection.send(message, *args, **options)

    async def ping(self, data: Any = None) -> Pong:
        """Send a ping. Await the result to get the latency in seconds.

        Raises:
            NetworkError: The WebSocket is closed.
        """
        with self._failures():
            return Pong(await self._connection.ping(data), self._failures)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the WebSocket. A loop over it, even in another task, ends without an error."""
        self._observer.stream_ended("closed")
        await self._connection.close(code, reason)

    def _read(self, message: Any) -> Any:
        self._observer.first_chunk()
        # Events are text messages.
        return message if self.rewrite is None or not isinstance(message, str) else self.rewrite(message)

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Convert the library's exception for a closed connection, and report the end to the hooks."""
        try:
            yield
        except websockets.exceptions.ConnectionClosed as error:
            failure = NetworkError(_masked(f"The WebSocket is closed: {error}.", self._secrets))
            if isinstance(error, websockets.exceptions.ConnectionClosedOK):
                self._observer.stream_ended("done")
            else:
                self._observer.stream_ended("broken", failure)
            raise failure from None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "request":
            raise AttributeError(name)
        return getattr(self._connection, name)

    def __repr__(self) -> str:
        state = getattr(self._connection.state, "name", "?").lower()
        return f"{type(self).__name__}(state={state!r})"


class Pong:
    """The response to a ping, which you can await."""

    def __init__(self, waiter: Any, failures: Callable[[], ContextManager[None]]) -> None:
        self._waiter = waiter
        self._failures = failures

    def __await__(self) -> Generator[Any, None, float]:
        with self._failures():
            seconds: float = yield from self._waiter.__await__()
        return seconds


class _Connect(websockets.asyncio.client.connect):
    def process_redirect(self, exc: Exception) -> Any:
        """Do not follow redirects, because older versions of the library would send the credential to any server."""
        # These versions raise the same exception for an invalid setting and for a response that is not HTTP.
        return websockets.exceptions.InvalidHandshake(str(exc)) if isinstance(exc, ValueError) else exc


class _LoggerWithoutDebug(logging.LoggerAdapter):  # type: ignore[type-arg]
    """Drops the library's records of level DEBUG, which contain all headers and messages."""

    def isEnabledFor(self, level: int) -> bool:
        return level > logging.DEBUG and super().isEnabledFor(level)


def _secrets_of(request: Request) -> List[Secret[str]]:
    """Return the values of the headers and the query, which errors must not quote."""
    values = [value for name, value in request.headers.reveal().items() if name != "user-agent"]
    query = urlsplit(request.address.reveal()).query
    texts = {*values, *(word for value in values for word in value.split()), query}
    # Longer secrets come first, because one secret can be part of another.
    return [Secret(text) for text in sorted(texts, key=len, reverse=True)]


def _masked(text: str, secrets: List[Secret[str]]) -> str:
    return mask(text.encode("utf-8", "replace"), secrets).decode()


def _translated(
    error: Exception, secrets: List[Secret[str]], request: Request, seconds: Optional[float]
) -> Optional[HelixAgentError]:
    text = without_url_secrets(_masked(str(error), secrets))
    if isinstance(error, (TimeoutError, asyncio.TimeoutError)):
        return timed_out(request, "connect", seconds)
    if isinstance(error, _PROXY_ERROR):
        return refused_by_proxy(request, text)
    if comes_from(error, EOFError):
        return not_received(request, error)
    if isinstance(error, OSError):
        return not_connected(request, error)
    if isinstance(error, websockets.exceptions.InvalidHandshake):
        return InvalidResponseError(f"The server did not open a WebSocket: {text}.")
    if isinstance(error, (websockets.exceptions.InvalidURI, _INVALID_PROXY)):
        # The exception's text quotes the URL, including its password or query.
        return ValidationError(f"The address of the WebSocket or of its proxy is wrong: {type(error).__name__}.")
    if isinstance(error, ImportError):
        # The library needs another package for SOCKS.
        return HelixAgentError(text)
    if isinstance(error, (TypeError, ValueError)):
        return ValidationError(f"The WebSocket cannot be opened: {text}.")
    return None
