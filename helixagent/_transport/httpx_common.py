"""What the two httpx transports share: pool settings, environment proxies, and errors of httpx as ours."""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import socket
import ssl
from types import FunctionType
from typing import Any, Dict, Iterator, List, Optional, Tuple, TypeVar

import httpcore
import httpx

from .._core.requests.bounds import Allowance
from .._core.requests.call import Request
from .._core.requests.options import PHASES, NotGiven, Verify
from .._core.responses.body_size import BodySize
from ..exceptions import HelixAgentError, ValidationError
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

# A minute of keeping idle connections, not httpx's five seconds: people pause for longer between two questions.
LIMITS = httpx.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=60.0)
# Ten minutes for slow models, but a host that does not answer at all is known after five seconds.
TIMEOUT = httpx.Timeout(600.0, connect=5.0)
# What may be read after the end of a stream's events, so that its connection can be used again.
DRAIN_BYTES = 64 * 1024
DRAIN_SECONDS = 0.1

Client = TypeVar("Client", httpx.Client, httpx.AsyncClient)

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


def early_ssl_context(verify: Verify) -> Optional[ssl.SSLContext]:
    """Return the TLS settings of a new client; None for the default ones, which its first TLS connection loads.

    Loading the certificates that are trusted by default takes 25 ms, and many clients never need them. What a program
    names is loaded at once, so that a mistake shows where it was made.

    Raises:
        ValidationError: As `ssl_context`.
    """
    return None if verify is True else ssl_context(verify)


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


# Nearly all calls of a program go to the same few addresses.
parsed_url = functools.lru_cache(maxsize=256)(httpx.URL)


def own_request(request: Request, accept_encoding: str) -> httpx.Request:
    """Return a request for a client of the SDK's own, which has no headers, query or cookies to add.

    Args:
        request: The attempt to send.
        accept_encoding: The compressions that httpx can undo; not asked for in streams, which they would hold up.
    """
    timeout: Any = TIMEOUT if isinstance(request.timeout, NotGiven) else httpx_timeout(request.timeout)
    bounds = request.bounds
    if bounds:
        timeout = {name: Allowance(seconds, bounds) for name, seconds in timeout.as_dict().items()}
        # It is the one that httpcore reads itself.
        timeout["pool"] = max(timeout["pool"].now(), 0.0)
    else:
        timeout = timeout.as_dict()
    headers: Dict[str, str] = request.headers.reveal()
    return httpx.Request(
        request.method,
        parsed_url(request.address.reveal()),
        headers=headers if request.stream else {"accept-encoding": accept_encoding, **headers},
        content=request.content.reveal(),
        extensions={"timeout": timeout},
    )


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

    # anyio has no public way to load its backend ahead. Where the name has changed, the first call loads it.
    for name in ("anyio._backends._asyncio", "anyio.lowlevel"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


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


def open_client(client: Client) -> Client:
    """Return a client that the user made, which may have been closed in the meantime.

    Raises:
        HelixAgentError: It was.
    """
    if client.is_closed:
        raise HelixAgentError("The http_client is closed; make a new one.")
    return client


def users_request(client: Any, request: Request) -> httpx.Request:
    """Return a request for a client that the user made, with what that adds to it.

    Args:
        client: The client.
        request: The attempt to send.
    """
    timeout = client.timeout if isinstance(request.timeout, NotGiven) else httpx_timeout(request.timeout)
    if request.bounds:
        timeout = {name: request.bounds.limited(seconds) for name, seconds in timeout.as_dict().items()}
    else:
        timeout = timeout.as_dict()
    # The client's own headers and cookies are for the server that was named.
    build = httpx.Request if request.is_abroad else client.build_request
    built: httpx.Request = build(
        request.method,
        request.address.reveal(),
        headers=request.headers.reveal(),
        content=request.content.reveal(),
        extensions={"timeout": timeout},
    )
    return built


@contextlib.contextmanager
def counted_bytes(response: httpx.Response, size: BodySize, method: str, counted: Any) -> Iterator[None]:
    """Have a response count its body while it is read as a whole, unless its headers tell enough.

    Args:
        response: The response of httpx.
        size: Counts the bytes.
        method: `iter_bytes` or `aiter_bytes`, with which httpx reads a body.
        counted: Iterates over the pieces that the method gives, and counts them.
    """
    if size.is_known(response.headers):
        yield
        return
    iterate = getattr(response, method)
    setattr(response, method, lambda *args: counted(iterate(*args)))
    try:
        yield
    finally:
        delattr(response, method)


def sending(request: Request) -> Dict[str, Any]:
    """Return the arguments of `send` of a client that the user made; the core follows redirects."""
    more: Dict[str, Any] = {"auth": None} if request.is_abroad else {}
    return {"stream": True, "follow_redirects": False, **more}


def translated(error: Exception, place: Place, sent: Optional[httpx.Request]) -> HelixAgentError:
    """Return the SDK's exception for one of httpx or httpcore.

    Args:
        error: The library's exception.
        place: The facts about the request.
        sent: The request that httpx was given, which has the timeouts; None if it could not be built.
    """
    seconds = sent.extensions.get("timeout", {}) if sent is not None else {}
    for phase, kinds in _TIMEOUT_ERRORS.items():
        if isinstance(error, kinds):
            return timed_out(place, phase, seconds.get(phase))
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, *_LOCAL_ERRORS)):
        return unsendable(place, error)
    if isinstance(error, (httpx.ConnectError, httpcore.ConnectError)):
        return not_connected(place, error)
    if isinstance(error, (httpx.ProxyError, httpcore.ProxyError)):
        return refused_by_proxy(place, str(error))
    if isinstance(error, (httpx.RemoteProtocolError, httpcore.RemoteProtocolError)):
        is_cut = any(word in str(error).lower() for word in ("disconnected", "closed connection", "incomplete"))
        return not_received(place) if is_cut else not_http(place, error)
    if isinstance(error, httpx.DecodingError):
        return not_received(place, reason="the response body cannot be decompressed")
    return failed(place, error)


# What is raised for the exchange with the server: by httpx, and by httpcore where the connections are the SDK's own.
HTTPX_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    # A host that is no name by IDNA.
    UnicodeError,
)
_TIMEOUT_ERRORS: Dict[str, Any] = {
    "pool": (httpx.PoolTimeout, httpcore.PoolTimeout),
    "connect": (httpx.ConnectTimeout, httpcore.ConnectTimeout),
    "read": (httpx.ReadTimeout, httpcore.ReadTimeout),
    "write": (httpx.TimeoutException, httpcore.TimeoutException),
}
_LOCAL_ERRORS = (httpx.LocalProtocolError, httpcore.LocalProtocolError)


# By its constructor, which nobody replaces.
_HTTPX_FILE = httpx.Client.__init__.__code__.co_filename


def is_watched(client_class: Any) -> bool:
    """Tell whether something has taken the place of the methods by which httpx sends, to see what goes through them.

    Sentry and ddtrace replace `send`, vcrpy before version 8 replaces `_send_single_request`, and respx with
    `using="httpx"` replaces `_transport_for_url`: a request that bypassed respx would reach the real server.

    Args:
        client_class: httpx.Client or httpx.AsyncClient.
    """
    for name in ("send", "_send_single_request", "_transport_for_url"):
        method = getattr(client_class, name, None)
        # By its type and file: the replacement may be older than this module, and look like what it wraps.
        if type(method) is not FunctionType or method.__code__.co_filename != _HTTPX_FILE:
            return True
    return False


def shut_down(response: httpx.Response) -> None:
    """End a read that another thread or task is waiting in, which closing the socket alone would not."""
    if response.http_version == "HTTP/2":
        # Other calls are on the same connection.
        return
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("socket") if stream is not None else None
    if connection is not None:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It is closed already, which is all that was wanted.
            return
