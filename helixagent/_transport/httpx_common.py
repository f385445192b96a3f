"""Code shared by the sync and async httpx transports: settings, requests and exceptions."""

from __future__ import annotations

import functools
import os
import socket
import ssl
from types import FunctionType
from typing import Any, Dict, Optional

import httpx

from .._core.requests.call import Request
from .._core.requests.options import PHASES, NotGiven, Verify
from ..exceptions import ClientClosedError, HelixAgentError, ValidationError
from .failures import (
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
# Idle connections are kept for a minute instead of httpx's five seconds, because people pause between two prompts.
KEEPALIVE_SECONDS = 60.0
# Slow models get ten minutes, but connecting to an unreachable host fails after five seconds.
TIMEOUT = httpx.Timeout(600.0, connect=5.0)
# RFC 9110 section 8.6: these requests have a length even without a body.
_METHODS_WITH_LENGTH = ("POST", "PUT", "PATCH")
# The request extension that passes the deadline to the SDK's own connections.
DEADLINE = "helixagent.deadline"

_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPALIVE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 5))
# These socket options keep NAT gateways from dropping idle connections. macOS calls the idle time TCP_KEEPALIVE. Other
# systems may lack some of the options.
SOCKET_OPTIONS = [
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *((socket.IPPROTO_TCP, getattr(socket, name), value) for name, value in _KEEPALIVE if hasattr(socket, name)),
]


def ssl_context(verify: Verify = True) -> ssl.SSLContext:
    """Create the TLS settings of a client.

    Args:
        verify: Whether to verify the server's certificate, a path of trusted certificates, or an SSL context.

    Raises:
        ValidationError: The type is wrong, or the path contains no certificates.
    """
    try:
        if verify is True:
            return _default_ssl_context()
        if verify is False:
            return httpx.create_ssl_context(verify=False)
        if isinstance(verify, ssl.SSLContext):
            return verify
        path = os.fspath(verify)
        is_folder = os.path.isdir(path)
        return ssl.create_default_context(cafile=None if is_folder else path, capath=path if is_folder else None)
    except (OSError, TypeError, ValueError) as error:
        if verify is True:
            problem = "SSL_CERT_FILE, SSL_CERT_DIR or certifi must provide certificates in PEM format"
        else:
            problem = f"verify must be True, False, an ssl.SSLContext or a path of PEM certificates, not {verify!r}"
        raise ValidationError(f"{problem}: {type(error).__name__}.", param="verify") from None


# The clients of a process share the default settings. There is no lock, because a forked process could inherit it while
# it is locked.
_default_ssl_context = functools.lru_cache(maxsize=None)(httpx.create_ssl_context)


def own_request(library: Library, request: Request, accept_encoding: str) -> Any:
    """Build a request for the SDK's own connections, which do not add headers, query parameters or cookies.

    Args:
        library: The HTTP library.
        request: The attempt to send.
        accept_encoding: The compressions that httpx supports.
    """
    timeout = timeout_of(request, TIMEOUT)
    url = library.parsed_url(request.address.reveal())
    content = request.content.reveal()
    headers: Dict[str, str] = {"host": url.netloc.decode("ascii"), **request.headers.reveal()}
    if not request.stream:
        # Compression would delay the chunks of a stream.
        headers.setdefault("accept-encoding", accept_encoding)
    if content is not None or request.method in _METHODS_WITH_LENGTH:
        headers.setdefault("content-length", str(len(content or b"")))
    return library.httpx.Request(
        request.method,
        url,
        headers=headers,
        stream=library.request_body(content or b""),
        extensions={"timeout": timeout, DEADLINE: request.deadline} if request.deadline else {"timeout": timeout},
    )


def timeout_of(request: Request, default: Any) -> Dict[str, Optional[float]]:
    """Return the timeout for each phase of a request, limited to the time until the deadline."""
    seconds: Dict[str, Optional[float]] = _timeout(request, default).as_dict()
    if request.deadline:
        return {phase: request.deadline.limited(limit) for phase, limit in seconds.items()}
    return seconds


def _timeout(request: Request, default: Any) -> Any:
    return default if isinstance(request.timeout, NotGiven) else httpx_timeout(request.timeout)


def httpx_timeout(timeout: Any) -> httpx.Timeout:
    """Convert a timeout to an httpx.Timeout. Objects with a timeout per phase, such as httpx2's, are copied."""
    if isinstance(timeout, httpx.Timeout) or not hasattr(timeout, "connect"):
        return httpx.Timeout(timeout)
    return httpx.Timeout(**{phase: getattr(timeout, phase) for phase in PHASES})


def client_closed() -> ClientClosedError:
    """Return the exception for an API call on a closed client."""
    return ClientClosedError("The client is closed. Create a new client.")


def users_request(library: Library, client: Any, request: Request) -> Any:
    """Build a request with the user's client, including the client's headers, cookies and query parameters."""
    # The client's headers and cookies are only meant for the configured server.
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


def translated(library: Library, error: Exception, request: Request, default_timeout: Any) -> HelixAgentError:
    """Convert an exception from httpx, httpcore or a socket to an SDK exception.

    Args:
        library: The HTTP library.
        error: The exception.
        request: The request.
        default_timeout: The timeout of a request without a timeout.
    """
    httpx, httpcore = library.httpx, library.httpcore

    def is_a(name: str) -> bool:
        # Nearly all exceptions have the same names in httpx and httpcore.
        return isinstance(error, (getattr(httpx, name), getattr(httpcore, name)))

    if is_a("TimeoutException"):
        phase = next((phase for phase in ("pool", "connect", "read") if is_a(f"{phase.capitalize()}Timeout")), "write")
        return timed_out(request, phase, _timeout(request, default_timeout).as_dict()[phase])
    if isinstance(error, (httpx.InvalidURL, UnicodeError)) or is_a("UnsupportedProtocol") or is_a("LocalProtocolError"):
        return unsendable(request, error)
    if is_a("ConnectError"):
        return not_connected(request, error)
    if is_a("ProxyError"):
        return refused_by_proxy(request, str(error))
    if is_a("RemoteProtocolError"):
        is_cut = any(word in str(error).lower() for word in ("disconnected", "closed connection", "incomplete"))
        return not_received(request) if is_cut else not_http(request, error)
    if isinstance(error, httpx.DecodingError):
        return not_received(request, reason="the response body cannot be decompressed")
    return failed(request, error)


# Tools replace these methods of httpx's client.
CLIENT_METHODS = ("send", "_send_single_request", "_transport_for_url")


def is_replaced(cls: Any, *names: str) -> bool:
    """Return whether a tool replaced a method of an httpx class to intercept requests.

    Sentry and ddtrace replace `send` of the client, vcrpy before version 8 `_send_single_request`, and respx with
    `using="httpx"` `_transport_for_url`. Newer versions of vcrpy, pytest-httpx and OpenTelemetry's instrumentation
    replace `handle_request` of the transport. A request that bypassed a mock would reach the real server.
    """
    for name in names:
        method = getattr(cls, name, None)
        # The method may have been replaced before this module was imported. A replacement may also look like the
        # original, even to `isinstance`, but it is not a function from httpx's module.
        if type(method) is not FunctionType or method.__globals__ is not cls.__init__.__globals__:
            return True
    return False
