"""Create the SDK's exceptions for requests without a complete response.

The message never consists only of the HTTP library's text. User information and queries are removed from URLs.
"""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import sys
from typing import Any, Iterator, Optional, Set, Tuple, Type, TypeVar, Union

import anyio

from .._core.requests.call import Request
from .._core.secret import without_url_secrets
from ..exceptions import APITimeoutError, NetworkError, ValidationError

E = TypeVar("E", bound=NetworkError)
Kinds = Union[Type[BaseException], Tuple[Type[BaseException], ...]]

_CLOSED = "the server closed the connection"
# asyncio and anyio report a connection that ends during the TLS handshake without an error number.
_DISCONNECTIONS = (ConnectionError, anyio.BrokenResourceError, anyio.EndOfStream)
_TIMEOUTS = {
    "connect": "Could not connect to {server}{seconds}",
    "read": "{server} sent no data{seconds}",
    "write": "{server} did not accept the request{seconds}",
    "pool": "No connection to {server} became available{seconds}",
}
_POOL_HINT = " Send fewer requests at once, or pass an http_client with a larger pool."


def not_connected(request: Request, error: BaseException, *, is_proxy: bool = False) -> NetworkError:
    """Return the exception for a failed connection attempt.

    Args:
        request: The request.
        error: The library's exception.
        is_proxy: Whether the connection to a proxy failed.
    """
    server = f"the proxy for {request.server}" if is_proxy else request.server
    reason = reason_of(error) or (_CLOSED if comes_from(error, _DISCONNECTIONS) else type(error).__name__)
    is_tls = isinstance(system_error(error), ssl.SSLError)
    text = f"Could not {'establish a TLS connection' if is_tls else 'connect'} to {server}"
    return _made(NetworkError, text, request, reason, connected=False)


def not_received(request: Request, error: Optional[BaseException] = None, reason: Optional[str] = None) -> NetworkError:
    """Return the exception for a connection that broke before the end of the response."""
    found = reason or (error and reason_of(error)) or _CLOSED
    text = f"The connection to {request.server} broke before the response was complete"
    return _made(NetworkError, text, request, found)


def not_http(request: Request, problem: object) -> NetworkError:
    """Return the exception for a response that is not valid HTTP."""
    # The text after a colon may quote the response.
    text = without_url_secrets(str(problem).partition(":")[0].partition("\n")[0]).strip().rstrip(".")
    return _made(NetworkError, f"The response from {request.server} is not valid HTTP", request, text)


def refused_by_proxy(request: Request, reason: str) -> NetworkError:
    """Return the exception for a proxy that responded but did not connect to the server."""
    text = f"The proxy refused to connect to {request.server}"
    return _made(NetworkError, text, request, without_url_secrets(reason), connected=False)


def timed_out(request: Request, phase: str, seconds: Optional[float]) -> APITimeoutError:
    """Return the exception for a timeout.

    Args:
        request: The request.
        phase: `connect`, `read`, `write` or `pool`.
        seconds: The timeout; None if it is unknown.
    """
    if request.deadline.has_passed():
        # The deadline ended the wait, before the timeout.
        seconds = None
    within = "" if seconds is None else f" within {float(seconds):g} second{'' if seconds == 1 else 's'}"
    text = _TIMEOUTS[phase].format(server=request.server, seconds=within)
    hint = _POOL_HINT if phase == "pool" else ""
    return _made(APITimeoutError, text, request, f"{phase} timeout", connected=phase != "connect", hint=hint)


def unsendable(request: Request, error: BaseException) -> ValidationError:
    """Return the exception for a request that the HTTP library refused to send."""
    # Libraries quote header values, which may be secret.
    problem = without_url_secrets(str(error).partition(":")[0]).strip().rstrip(".")
    text = f"The request to {request.server} cannot be sent ({problem or type(error).__name__})."
    return ValidationError(text, url=request.url)


def failed(request: Request, error: BaseException) -> NetworkError:
    """Return the exception for any other failure between sending the request and the end of the response."""
    if system_error(error) is not None:
        return not_received(request, error)
    text = without_url_secrets(str(error)).strip().rstrip(".")
    reason = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return _made(NetworkError, f"The request to {request.server} failed", request, reason)


def reason_of(error: BaseException) -> Optional[str]:
    """Return the reason from the operating system or the TLS library, or None if there is no reason."""
    system = system_error(error)
    if system is None:
        return None
    if isinstance(system, ssl.SSLCertVerificationError) and getattr(system, "verify_message", None):
        return f"certificate verify failed: {system.verify_message}"
    # Only exceptions that the TLS library itself creates have a reason.
    reason = getattr(system, "reason", None)
    if isinstance(system, (ssl.SSLEOFError, ssl.SSLZeroReturnError)) and not reason:
        return _CLOSED
    if isinstance(system, ssl.SSLError):
        return str(reason or system.args[-1]).replace("_", " ").lower()
    if isinstance(system, socket.gaierror):
        return f"host not found: {_lower_first(str(system.strerror or system.args[-1]))}"
    return _lower_first(os.strerror(system.errno or 0))


def system_error(error: BaseException) -> Optional[OSError]:
    """Return the operating system or TLS exception that caused a library's exception, or None."""
    for link in causes(error):
        # HTTP libraries derive their own exceptions from OSError, but without its attributes.
        if not isinstance(link, OSError) or type(link).__module__ not in ("builtins", "socket", "ssl"):
            continue
        # The TLS library needs more data, which is not a failure.
        if isinstance(link, (ssl.SSLWantReadError, ssl.SSLWantWriteError)):
            continue
        # Programs also create instances of OSError, but only the system sets `errno`.
        if isinstance(link, ssl.SSLError) or isinstance(link.errno, int):
            return link
    return None


def causes(error: BaseException) -> Iterator[BaseException]:
    """Iterate over an exception and its causes, including causes that libraries store in other ways."""
    seen: Set[int] = set()
    waiting: Any = [error]
    while waiting:
        link = waiting.pop(0)
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        # aiohttp, urllib3, exception groups and wrapper exceptions store causes in these attributes.
        waiting += [getattr(link, "os_error", None), getattr(link, "reason", None)]
        # With a cause, the context may be an exception that the caller is handling.
        waiting += [*getattr(link, "exceptions", ()), *link.args, link.__cause__ or link.__context__]


@contextlib.contextmanager
def own_causes() -> Iterator[None]:
    """Remove the exception that the caller is handling from the causes of an exception that is raised inside."""
    handled = sys.exc_info()[1]
    try:
        yield
    except Exception as error:
        for link in causes(error):
            if link.__context__ is handled:
                link.__context__ = None
        raise


def comes_from(error: BaseException, kinds: Kinds) -> bool:
    """Return whether an exception or one of its causes is an instance of these classes."""
    return any(isinstance(link, kinds) for link in causes(error))


def _made(
    cls: Type[E], text: str, request: Request, reason: Optional[str], *, connected: bool = True, hint: str = ""
) -> E:
    facts = [reason] if reason else []
    if request.attempt > 1:
        facts.append(f"{request.attempt} attempts")
    details = f" ({', '.join(facts)})" if facts else ""
    error = cls(f"{text}{details}.{hint}", url=request.url, attempts=request.attempt)
    error.connected = connected
    return error


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
