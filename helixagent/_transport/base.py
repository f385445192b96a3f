"""The base class of blocking transports, and the settings of all transports."""

from __future__ import annotations

# The first connection uses `encodings.idna` to look up a host name, and certifi for TLS. They are imported here, so
# that the first API call imports nothing.
import encodings.idna  # noqa: F401
import os
import ssl
import weakref
from typing import Any, Dict

import certifi  # noqa: F401

from .._core.requests.call import Request
from .._core.requests.deadline import Deadline
from .._core.requests.options import Verify
from .._core.responses.body_size import BodySize
from .._core.secret import Secret
from ..exceptions import HelixAgentError, ValidationError
from .guard import AbandonedResponses
from .httpx_common import TIMEOUT, client_closed, ssl_context
from .library import library_of
from .proxies import HTTPX_SCHEMES, environment_proxy

_EMPTY: Secret[Any] = Secret(None)


class OpenBody:
    """A response whose body is read on demand.

    Subclasses define `read`, `next_chunk` and `close`. If the body is cut off or a timeout is reached, `read` and
    `next_chunk` raise a NetworkError. If the body is too large, `read` raises an InvalidResponseError. If the SDK
    closed the connection because the client was closed, they raise a ClientClosedError.

    Args:
        raw: The HTTP library's response.
        request: The request.
    """

    def __init__(self, raw: Any, request: Request) -> None:
        self._raw: Secret[Any] = Secret(raw)
        if request.stream:
            # A stream that breaks after a while is not a failed attempt, so its message does not count attempts. While
            # the stream is open, the body and the headers of its request need no memory.
            request = request._replace(attempt=0, headers=_EMPTY, content=_EMPTY)
        self._request = request
        self._deadline = request.deadline
        self._size = BodySize(request.max_response_size, request.url)

    @property
    def raw(self) -> Any:
        """The HTTP library's response. It is not an attribute, because it has a reference to the request headers."""
        return self._raw.reveal()

    def can_drain(self, deadline: Deadline) -> bool:
        """Set a deadline for the rest of the body, and return whether the next read ends before it."""
        self._deadline = deadline
        return True


class TransportSettings:
    """The settings of a transport.

    Args:
        http_client: The user's httpx or httpx2 client; "httpx2" or None for the SDK's own connections.
        verify: The certificates to trust, as in the client.

    Attributes:
        library: The HTTP library.
        is_own: Whether the SDK manages the connections, instead of the user's client.
        closed: Whether the client is closed.
        abandoned: The responses of the user's client that were never closed.

    Raises:
        ValidationError: The client has the wrong type.
        MissingExtraError: httpx2 is not installed.
    """

    _client_class = "Client"
    _proxy_schemes = HTTPX_SCHEMES

    def __init__(self, http_client: Any = None, verify: Verify = True) -> None:
        # The client is hidden from tools that record attributes, because its headers may contain credentials.
        self._http_client = Secret(http_client)
        self._verify = verify
        self.library = library_of(http_client)
        self.is_own = http_client is None or http_client == "httpx2"
        if not self.is_own:
            self._check_given(http_client)
        # The user's certificates are loaded immediately, so that errors are raised in the constructor. Loading the
        # default certificates takes 25 ms, so the first TLS connection loads them.
        self._context = None if verify is True else ssl_context(verify)
        self.closed = False
        self.abandoned = AbandonedResponses()

    def _check_given(self, client: Any) -> None:
        kind = getattr(self.library.httpx, self._client_class)
        if self._verify is not True:
            raise ValidationError("Set verify on the http_client instead of passing verify.", param="verify")
        if not isinstance(client, kind):
            given = f"{type(client).__module__}.{type(client).__name__}"
            raise ValidationError(f"http_client must be an httpx.{kind.__name__}, not {given}.", param="http_client")

    def _given(self) -> Any:
        """Return the user's client, or None for the SDK's own connections.

        Raises:
            ClientClosedError: The SDK's client is closed.
            HelixAgentError: The user's client is closed.
        """
        if self.closed:
            raise client_closed()
        client = None if self.is_own else self._http_client.reveal()
        if client is not None and client.is_closed:
            raise HelixAgentError("The http_client is closed. Create a new http_client.")
        return client

    @property
    def _default_timeout(self) -> Any:
        return TIMEOUT if self.is_own else self._http_client.reveal().timeout

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """The TLS settings, also for WebSockets. The settings of the user's client are unknown."""
        return self._context or ssl_context()

    def check_proxy(self, base_url: str) -> None:
        """Check that the environment's proxy for a server can be used.

        Raises:
            HelixAgentError: The proxy cannot be used. The message names the environment variable.
        """
        if self.is_own:
            environment_proxy(base_url, self._proxy_schemes)

    def settings(self) -> Dict[str, Any]:
        """Return the arguments that create an equal transport."""
        return {"http_client": self._http_client.reveal(), "verify": self._verify}

    def _make_client(self) -> Any:
        raise NotImplementedError


class Transport(TransportSettings):
    """A blocking transport. Each process has its own connections, because processes cannot share a connection."""

    _async: Any = None

    def __init__(self, http_client: Any = None, verify: Verify = True) -> None:
        super().__init__(http_client, verify)
        # There is no lock, because a child that is forked while another thread holds the lock would wait forever.
        self._own: Dict[int, Any] = {}
        if self.is_own:
            self._make_own()

    def for_async(self, transport_class: Any) -> Any:
        """Return the transport for `acreate` of the clients that share this transport."""
        if self._async is None:
            # If two threads get here at once, one of their transports is discarded unused.
            created = vars(self).setdefault("_async", transport_class(*self.settings().values()))
            if self.closed:
                created.closed = True
        return self._async

    def close(self) -> None:
        """Close the connections and end the calls that use them. The user's client stays open."""
        self.closed = True
        if self._async is not None:
            # Its connections are closed when their event loop ends.
            self._async.closed = True
        own = self._own.get(os.getpid())
        if own is not None:
            own.close()

    def _client(self) -> Any:
        return self._given() or self._own.get(os.getpid()) or self._make_own()

    def _make_own(self) -> Any:
        created = self._make_client()
        client = self._own.setdefault(os.getpid(), created)
        if client is created:
            # The finalizer closes the sockets of a transport that was never closed.
            weakref.finalize(self, _close_in_process, os.getpid(), client)
        return client


def _close_in_process(pid: int, client: Any) -> None:
    # A forked child must not touch its parent's connections.
    if os.getpid() == pid:
        client.close()
