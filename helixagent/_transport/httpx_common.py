"""What the blocking and the asynchronous transport over httpx share: settings, requests and exceptions."""

from __future__ import annotations

import contextlib
import functools
import os
import socket
import ssl
from types import FunctionType
from typing import Any, Callable, ContextManager, Dict, Iterator, List, Optional, Tuple

import httpx

from .._core.requests.call import Request
from .._core.requests.options import PHASES, NotGiven, Verify
from .._core.responses.body_size import BodySize
from ..exceptions import ClientClosedError, HelixAgentError, ValidationError
from .failures import (
    Place,
    failed,
    not_connected,
    not_http,
    not_received,
    refused_by_proxy,
    timed_out,
    unsendable,
)
from .library import Library

MAX_CONNECTIONS = 1000
MAX_IDLE_CONNECTIONS = 100
# A minute, not httpx's five seconds: people pause for longer between two questions.
KEEPALIVE_SECONDS = 60.0
# Ten minutes for slow models, but a host that does not respond at all is known after five seconds.
TIMEOUT = httpx.Timeout(600.0, connect=5.0)
# The extension of a request that tells the SDK's own connections its deadline.
DEADLINE = "helixagent.deadline"
# How much may be read after the end of a stream's events, so that its connection can be used again.
DRAIN_BYTES = 64 * 1024
DRAIN_SECONDS = 0.1

_KEEPALIVE_IDLE = 60
_KEEPALIVE_INTERVAL = 30
_KEEPALIVE_PROBES = 5


def ssl_context(verify: Verify = True) -> ssl.SSLContext:
    """Return the TLS settings of a client.

    Args:
        verify: Whether to check the server's certificate, or the certificates to trust, or a context to use as it is.

    Raises:
        ValidationError: It is none of these, or there are no certificates at the path.
    """
    if verify is True:
        return _default_ssl_context()
    if isinstance(verify, ssl.SSLContext):
        return verify
    if verify is False:
        unchecked = httpx.create_ssl_context()
        unchecked.check_hostname = False
        unchecked.verify_mode = ssl.CERT_NONE
        return unchecked
    if not isinstance(verify, (str, os.PathLike)):
        raise ValidationError(
            f"verify must be True, False, a path or an ssl.SSLContext, not {type(verify).__name__}.", param="verify"
        )
    try:
        path = os.fspath(verify)
        is_folder = os.path.isdir(path)
        return ssl.create_default_context(cafile=None if is_folder else path, capath=path if is_folder else None)
    except (OSError, ValueError) as error:
        raise ValidationError(
            f"verify must lead to certificates in PEM form; {verify!r} does not: {type(error).__name__}.",
            param="verify",
        ) from None


# Without a lock, which a process that is forked meanwhile would inherit locked.
@functools.lru_cache(maxsize=None)
def _default_ssl_context() -> ssl.SSLContext:
    """Return the TLS settings that most clients of the process share."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ValidationError(
            "SSL_CERT_FILE, SSL_CERT_DIR or, where they are not set, certifi must lead to certificates in PEM form: "
            f"{type(error).__name__}.",
            param="verify",
        ) from None


def socket_options() -> List[Tuple[int, int, int]]:
    """Return the options that keep idle connections alive through NAT gateways, which drop silent ones."""
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    # macOS calls the idle time TCP_KEEPALIVE; other systems may lack any of these.
    for names, value in (
        (("TCP_KEEPIDLE", "TCP_KEEPALIVE"), _KEEPALIVE_IDLE),
        (("TCP_KEEPINTVL",), _KEEPALIVE_INTERVAL),
        (("TCP_KEEPCNT",), _KEEPALIVE_PROBES),
    ):
        option = next((getattr(socket, name) for name in names if hasattr(socket, name)), None)
        if option is not None:
            options.append((socket.IPPROTO_TCP, option, value))
    return options


def own_request(library: Library, request: Request, accept_encoding: str) -> Any:
    """Return a request for the SDK's own connections, which have no headers, query or cookies to add.

    Args:
        library: The HTTP library.
        request: The attempt to send.
        accept_encoding: The compressions that httpx can undo. Streams are not compressed, which would delay them.
    """
    timeout = timeout_of(request, TIMEOUT)
    headers: Dict[str, str] = request.headers.reveal()
    content = request.content.reveal()
    built = library.httpx.Request(
        request.method,
        library.parsed_url(request.address.reveal()),
        headers=headers if request.stream else {"accept-encoding": accept_encoding, **headers},
        content=content,
        extensions={"timeout": timeout, DEADLINE: request.deadline} if request.deadline else {"timeout": timeout},
    )
    built.stream = library.request_body(content or b"")
    return built


def timeout_of(request: Request, default: Any) -> Dict[str, Optional[float]]:
    """Return the timeouts of a request by their phases, none of them longer than the time until the deadline."""
    timeout = default if isinstance(request.timeout, NotGiven) else httpx_timeout(request.timeout)
    seconds: Dict[str, Optional[float]] = timeout.as_dict()
    if request.deadline:
        return {phase: request.deadline.limited(limit) for phase, limit in seconds.items()}
    return seconds


def httpx_timeout(timeout: Any) -> httpx.Timeout:
    """Return a timeout as httpx's; an object with timeouts for the phases, such as httpx2's, is copied."""
    if isinstance(timeout, httpx.Timeout) or not hasattr(timeout, "connect"):
        return httpx.Timeout(timeout)
    return httpx.Timeout(**{phase: getattr(timeout, phase) for phase in PHASES})


def load_late_modules(*, for_event_loop: bool) -> None:
    """Load what the first connection would load, so that the first call imports nothing."""
    # What `socket` looks host names up with.
    import encodings.idna  # noqa: F401

    # Whose certificates the first TLS connection loads.
    import certifi  # noqa: F401

    if not for_event_loop:
        return
    # Where asyncio looks host names up.
    import concurrent.futures.thread  # noqa: F401

    import anyio.lowlevel

    # In a running event loop, this loads what anyio needs there. Elsewhere it does nothing, or older versions refuse.
    with contextlib.suppress(RuntimeError):
        anyio.CancelScope()


def checked_client(client: Any, kind: type, verify: Verify) -> None:
    """Refuse an http_client of another kind, which would fail in the first call and less clearly.

    Raises:
        ValidationError: It is not an instance of `kind`, or `verify` is given together with it.
    """
    if client is not None and verify is not True:
        raise ValidationError("verify must be set on the http_client that you give.", param="verify")
    if client is not None and not isinstance(client, kind):
        given = f"{type(client).__module__}.{type(client).__name__}"
        raise ValidationError(f"http_client must be an httpx.{kind.__name__}, not {given}.", param="http_client")


def open_client(client: Any) -> Any:
    """Return a client that the user made.

    Raises:
        HelixAgentError: The client is closed.
    """
    if client.is_closed:
        raise HelixAgentError("The http_client is closed; make a new one.")
    return client


def client_closed() -> ClientClosedError:
    """Return the exception for a call of a closed client."""
    return ClientClosedError("The client is closed; make a new one.")


def users_request(library: Library, client: Any, request: Request) -> Any:
    """Return a request for a client that the user made, with what that adds to it.

    Args:
        library: The HTTP library.
        client: The client.
        request: The attempt to send.
    """
    # The client's own headers and cookies are for the server that was named.
    build = library.httpx.Request if request.is_cross_origin else client.build_request
    built = build(
        request.method,
        request.address.reveal(),
        headers=request.headers.reveal(),
        content=request.content.reveal(),
        extensions={"timeout": timeout_of(request, client.timeout)},
    )
    built.stream = library.request_body(request.content.reveal() or b"")
    return built


def counted_bytes(response: httpx.Response, size: BodySize, method: str, counted: Any) -> ContextManager[None]:
    """Have a response count its body while it is read as a whole, unless its headers tell enough.

    Args:
        response: The response of httpx.
        size: Counts the bytes.
        method: `iter_bytes` or `aiter_bytes`, with which httpx reads a body.
        counted: Iterates over the pieces that the method gives, and counts them.
    """
    return contextlib.nullcontext() if size.is_known(response.headers) else wrapped(response, method, counted)


@contextlib.contextmanager
def wrapped(response: httpx.Response, method: str, wrap: Callable[[Any], Any]) -> Iterator[None]:
    """Have a response wrap the iterators that one of its methods returns, while its body is read as a whole."""
    iterate = getattr(response, method)
    setattr(response, method, lambda *args: wrap(iterate(*args)))
    try:
        yield
    finally:
        delattr(response, method)


def sending(request: Request) -> Dict[str, Any]:
    """Return the arguments of `send` of a client that the user made; the core follows redirects."""
    more: Dict[str, Any] = {"auth": None} if request.is_cross_origin else {}
    return {"stream": True, "follow_redirects": False, **more}


def translated(library: Library, error: Exception, place: Place, sent: Any) -> HelixAgentError:
    """Return the SDK's exception for an exception of httpx, httpcore or a socket.

    Args:
        library: The HTTP library.
        error: The exception.
        place: The facts about the request.
        sent: The request that httpx was given, which has the timeouts; None if it could not be built.
    """

    def is_a(*names: str) -> bool:
        # httpx and httpcore have the same names for nearly all of their exceptions.
        modules = (library.httpx, library.httpcore)
        return isinstance(error, tuple(getattr(module, name) for module in modules for name in names))

    seconds = sent.extensions.get("timeout", {}) if sent is not None else {}
    for phase in ("pool", "connect", "read"):
        if is_a(f"{phase.capitalize()}Timeout"):
            return timed_out(place, phase, seconds.get(phase))
    if is_a("TimeoutException"):
        return timed_out(place, "write", seconds.get("write"))
    if isinstance(error, (library.httpx.InvalidURL, UnicodeError)) or is_a("UnsupportedProtocol", "LocalProtocolError"):
        return unsendable(place, error)
    if is_a("ConnectError"):
        return not_connected(place, error)
    if is_a("ProxyError"):
        return refused_by_proxy(place, str(error))
    if is_a("RemoteProtocolError"):
        is_cut = any(word in str(error).lower() for word in ("disconnected", "closed connection", "incomplete"))
        return not_received(place) if is_cut else not_http(place, error)
    if isinstance(error, library.httpx.DecodingError):
        return not_received(place, reason="the response body cannot be decompressed")
    return failed(place, error)


# The methods of httpx's client that tools replace.
CLIENT_METHODS = ("send", "_send_single_request", "_transport_for_url")


def is_replaced(cls: Any, *names: str) -> bool:
    """Return whether a tool has replaced one of the methods of a class of httpx, to see or answer the requests.

    Sentry and ddtrace replace `send` of the client, vcrpy before version 8 `_send_single_request`, and respx with
    `using="httpx"` `_transport_for_url`. Newer versions of vcrpy, pytest-httpx and OpenTelemetry's instrumentation
    replace `handle_request` of the transport. A request that bypassed a mock would reach the real server.

    Args:
        cls: The class.
        names: The names of the methods.
    """
    for name in names:
        method = getattr(cls, name, None)
        # A replacement may be older than this module. It may also look like the method that it wraps, even to
        # `isinstance`, but it is not a function of httpx's own module.
        if type(method) is not FunctionType or method.__globals__ is not cls.__init__.__globals__:
            return True
    return False
