"""WebSockets over the library `websockets`: handshakes as `exchange` sends requests, connections with our errors."""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
import ssl
from typing import Any, Callable, Dict, FrozenSet, Generator, Mapping, Optional, Tuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from .._core.extras import extra
from .._core.hooks import CallObserver, unobserved
from .._core.requests.call import Request
from .._core.requests.options import NotGiven
from .._core.responses.body_size import MAX_EVENT_SIZE
from .._core.secret import Secret, without_url_secrets
from ..exceptions import HelixAgentError, InvalidResponseError, NetworkError, ValidationError
from .deadlines import before_async
from .failures import not_connected, not_received, place_of, refused_by_proxy, timed_out
from .websocket_secrets import DiscreetLogger, Hidden

with extra("websocket", "A WebSocket"):
    import websockets.asyncio.client
    import websockets.exceptions
    import websockets.frames
    import websockets.version

_PING_SECONDS = 20.0
# The library's own default.
_OPEN_SECONDS = 10.0
_SSL_TIMEOUTS = ("ssl_handshake_timeout", "ssl_shutdown_timeout")


class Handshakes:
    """A transport whose `send` opens a WebSocket.

    Args:
        settings: Arguments of `websockets.connect`; they win over ours.
        context: The client's TLS settings.

    Attributes:
        observer: Is told how the connections end.

    Raises:
        HelixAgentError: This is not asyncio.
        ValidationError: There is no such setting.
    """

    def __init__(self, settings: Mapping[str, Any], context: ssl.SSLContext) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            raise HelixAgentError("A WebSocket needs asyncio; under trio, stream_events() gives the same.") from None
        self._settings = Secret(_checked_settings(settings))
        self._context = context
        self.observer = unobserved()

    async def send(self, request: Request) -> Handshake:
        """Send the handshake and return the server's answer.

        Raises:
            NetworkError: No answer came.
            InvalidResponseError: What came is no answer to a handshake.
            ValidationError: A setting is wrong.
        """
        hidden = Hidden(request)
        try:
            connecting = functools.partial(_Connect, request.address.reveal(), **self._arguments(request, hidden))
            connection: Any = await before_async(request.deadline, connecting)
        except websockets.exceptions.InvalidStatus as refused:
            return _refusal(refused.response)
        except HelixAgentError:
            raise
        except Exception as error:
            failure = _translated(error, hidden, request, self._open_seconds(request))
            if failure is None:
                raise
            # The library's error quotes headers and addresses, which may hold secrets.
            raise failure from None
        hidden.clean(connection)
        response: Any = connection.response
        return Handshake(
            TaskSocketConnection(connection, hidden, self.observer), response.status_code, _headers_of(response), b""
        )

    def _arguments(self, request: Request, hidden: Hidden) -> Dict[str, Any]:
        headers = dict(request.headers.reveal())
        arguments = {
            "user_agent_header": headers.pop("user-agent", None),
            "additional_headers": headers,
            "ping_interval": _PING_SECONDS,
            # As much as one event of an event stream may have.
            "max_size": min(request.max_response_size, MAX_EVENT_SIZE),
            **_open_timeout(request.timeout),
            **self._settings.reveal(),
        }
        if not _knows_proxies():
            _refuse_proxies(request.address.reveal(), arguments.pop("proxy", True))
        if request.url.startswith("wss:"):
            arguments.setdefault("ssl", self._context)
        logger = arguments.get("logger") or logging.getLogger("websockets.client")
        arguments["logger"] = DiscreetLogger(logger, hidden)
        return arguments

    def _open_seconds(self, request: Request) -> Optional[float]:
        chosen = {**_open_timeout(request.timeout), **self._settings.reveal()}
        seconds: Optional[float] = chosen.get("open_timeout", _OPEN_SECONDS)
        return seconds


class Handshake:
    """A server's response to a handshake."""

    def __init__(self, raw: Any, status_code: int, headers: Mapping[str, str], body: bytes) -> None:
        self._raw = Secret(raw)
        self.status_code = status_code
        self.headers = headers
        self._body = body

    @property
    def raw(self) -> Any:
        """The connection; None if the server refused it."""
        return self._raw.reveal()

    async def read(self) -> bytes:
        """Return the body of a refusal."""
        return self._body


class TaskSocketConnection:
    """An open WebSocket: the connection of `websockets`, all of whose attributes it has, with errors of the SDK.

    Iterating over it gives the messages until either side closes it in order.

    Attributes:
        rewrite: Turns the text of a frame into what is to be read instead; None to read it as it comes.
    """

    rewrite: Optional[Callable[[Any], Any]] = None

    def __init__(self, connection: Any, hidden: Hidden, observer: CallObserver) -> None:
        self._hidden_connection = Secret(connection)
        self._hidden = hidden
        self._observer = observer

    @property
    def _connection(self) -> Any:
        return self._hidden_connection.reveal()

    def __aiter__(self) -> TaskSocketConnection:
        return self

    async def __anext__(self) -> Any:
        try:
            message = await self._connection.recv()
        except websockets.exceptions.ConnectionClosedOK:
            self._observer.stream_ended("done")
            raise StopAsyncIteration from None
        except websockets.exceptions.ConnectionClosed as error:
            raise self._closed(error) from None
        return self._read(message)

    async def recv(self, *args: Any, **options: Any) -> Any:
        """Return the next message, a str for a text frame.

        Raises:
            NetworkError: The WebSocket is closed.
        """
        try:
            message = await self._connection.recv(*args, **options)
        except websockets.exceptions.ConnectionClosed as error:
            raise self._closed(error) from None
        return self._read(message)

    async def send(self, message: Any, *args: Any, **options: Any) -> None:
        """Send a message.

        Raises:
            NetworkError: The WebSocket is closed.
        """
        try:
            await self._connection.send(message, *args, **options)
        except websockets.exceptions.ConnectionClosed as error:
            raise self._closed(error) from None

    async def ping(self, data: Any = None) -> Pong:
        """Send a ping; await what is returned for the answer, which gives the seconds that it took.

        Raises:
            NetworkError: The WebSocket is closed.
        """
        try:
            return Pong(await self._connection.ping(data), self._hidden)
        except websockets.exceptions.ConnectionClosed as error:
            raise self._closed(error) from None

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the WebSocket in order; a loop over it, also in another task, ends without an error."""
        self._observer.stream_ended("closed")
        await self._connection.close(code, reason)

    def tell_cancelled(self, error: BaseException) -> None:
        """Tell the hooks that the task that holds the connection is cancelled."""
        self._observer.stream_ended("cancelled", error)

    def _read(self, message: Any) -> Any:
        self._observer.first_chunk()
        # Only text frames hold events.
        return message if self.rewrite is None or not isinstance(message, str) else self.rewrite(message)

    def _closed(self, error: Exception) -> NetworkError:
        failure = self._hidden.closed(error)
        if isinstance(error, websockets.exceptions.ConnectionClosedOK):
            self._observer.stream_ended("done")
        else:
            self._observer.stream_ended("broken", failure)
        return failure

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._connection, name)

    def __repr__(self) -> str:
        state = getattr(self._connection.state, "name", "?").lower()
        return f"{type(self).__name__}(state={state!r})"


class Pong:
    """What a ping will be answered with; to be awaited, or left alone."""

    def __init__(self, waiter: Any, hidden: Hidden) -> None:
        self._waiter = waiter
        self._hidden = hidden

    def __await__(self) -> Generator[Any, None, float]:
        try:
            seconds: float = yield from self._waiter.__await__()
            return seconds
        except websockets.exceptions.ConnectionClosed as error:
            raise self._hidden.closed(error) from None


class _Connect(websockets.asyncio.client.connect):
    def process_redirect(self, exc: Exception) -> Any:
        """Follow no redirect, since older versions of the library would send the credential to any server."""
        # The same versions say of an answer that is no HTTP what others say of a wrong setting.
        return websockets.exceptions.InvalidHandshake(str(exc)) if isinstance(exc, ValueError) else exc


@functools.lru_cache(maxsize=None)
def _known_settings() -> FrozenSet[str]:
    names = {*_parameters(websockets.asyncio.client.connect), *_parameters(asyncio.BaseEventLoop.create_connection)}
    # Older versions do not know it; what is asked of them is checked by `_refuse_proxies`.
    names.add("proxy")
    if _knows_proxies():
        names.update(f"proxy_{name}" for name in ("ssl", "server_hostname", *_SSL_TIMEOUTS))
    return frozenset(names - {"self", "uri", "kwargs", "protocol_factory"})


def _knows_proxies() -> bool:
    return "proxy" in _parameters(websockets.asyncio.client.connect)


def _refuse_proxies(url: str, proxy: Any) -> None:
    """Raise an error rather than pass by a proxy through which all other calls go.

    Args:
        url: The address of the WebSocket.
        proxy: As for newer versions of the library: True for that of the environment, None for none.
    """
    if proxy is True:
        parts = urlsplit(url)
        named = getproxies()
        schemes = ("wss", "socks", "https") if parts.scheme == "wss" else ("ws", "socks", "https", "http")
        proxy = any(named.get(scheme) for scheme in schemes) and not proxy_bypass(parts.netloc)
    if proxy:
        raise HelixAgentError(
            "A WebSocket through a proxy needs websockets 15 or newer, which needs Python 3.9; this is websockets "
            f"{websockets.version.version}. With proxy=None it goes past the proxy; stream_events() goes through it."
        )


@functools.lru_cache(maxsize=None)
def _parameters(function: Any) -> Tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def _checked_settings(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in settings:
        if name not in _known_settings():
            version = websockets.version.version
            raise ValidationError(f"websocket() has no argument {name} (with websockets {version}).", param=name)
    return settings


def _open_timeout(timeout: Any) -> Dict[str, Optional[float]]:
    if isinstance(timeout, NotGiven):
        return {}
    return {"open_timeout": getattr(timeout, "connect", timeout)}


def _headers_of(response: Any) -> Dict[str, str]:
    headers: Dict[str, str] = {}
    for name, value in response.headers.raw_items():
        headers[name.lower()] = f"{headers[name.lower()]}, {value}" if name.lower() in headers else value
    return headers


def _refusal(response: Any) -> Handshake:
    body = bytes(response.body or b"")
    if 200 <= response.status_code < 300:
        raise InvalidResponseError(
            f"The server did not open a WebSocket, but answered with status {response.status_code}.",
            status_code=response.status_code,
        )
    return Handshake(None, response.status_code, _headers_of(response), body)


def _translated(
    error: Exception, hidden: Hidden, request: Request, seconds: Optional[float]
) -> Optional[HelixAgentError]:
    place = place_of(request)
    said = without_url_secrets(hidden.masked(str(error)))
    if isinstance(error, (TimeoutError, asyncio.TimeoutError)):
        return timed_out(place, "connect", seconds)
    if isinstance(error, _PROXY_ERRORS):
        return refused_by_proxy(place, said)
    if isinstance(error, (EOFError, *_CUT_ERRORS)) and not isinstance(error.__cause__, ValueError):
        return not_received(place, error)
    if isinstance(error, OSError):
        return not_connected(place, error)
    if isinstance(error, websockets.exceptions.InvalidHandshake):
        return InvalidResponseError(f"The server did not open a WebSocket: {said}.")
    if isinstance(error, _ADDRESS_ERRORS):
        # Without the error's own text, which quotes the address, its password or query included.
        return ValidationError(f"The address of the WebSocket or of its proxy is wrong: {type(error).__name__}.")
    if isinstance(error, ImportError):
        # The library lacks another one, for SOCKS.
        return HelixAgentError(said)
    if isinstance(error, (TypeError, ValueError)):
        return ValidationError(f"The WebSocket cannot be opened: {said}.")
    return None


def _exceptions(*names: str) -> Tuple[Any, ...]:
    found = (getattr(websockets.exceptions, name, None) for name in names)
    return tuple(kind for kind in found if kind is not None)


# Not all versions have all of them. InvalidMessage is a connection that broke within the handshake, or, where its cause
# is a ValueError, an answer that is no HTTP.
_PROXY_ERRORS = _exceptions("ProxyError")
_CUT_ERRORS = _exceptions("InvalidMessage")
_ADDRESS_ERRORS = _exceptions("InvalidURI", "InvalidProxy")
