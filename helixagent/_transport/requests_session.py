"""Send requests with the user's requests.Session and its settings."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
import weakref
from typing import Any, Dict, Iterator, Optional, Set, Tuple

from .._core.extras import extra
from .._core.requests.call import Request
from .._core.requests.deadline import NO_DEADLINE, Deadline
from .._core.requests.options import Verify
from .._core.secret import Secret
from ..exceptions import HelixAgentError, ValidationError
from .base import OpenBody
from .failures import (
    causes,
    comes_from,
    failed,
    not_connected,
    not_http,
    not_received,
    own_causes,
    refused_by_proxy,
    timed_out,
    unsendable,
)
from .guard import Guard, shut_down
from .httpx_common import TIMEOUT, client_closed, ssl_context, timeout_of

with extra("requests", "A requests.Session"):
    import requests
    import urllib3

_CHUNK_BYTES = 64 * 1024
_FIRST_FINAL_STATUS = 200
_HEADERS_CUT = "the response headers are incomplete"
_REFUSAL = "Tunnel connection failed: "

_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
# urllib3 raises these if another thread closes the response during a read, or if a chunk size is negative.
_BREAKS = (ValueError, AttributeError)
# Raised if the server closed the connection before it sent a response, e.g. http.client.RemoteDisconnected.
_STALE = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)


class RequestsTransport:
    """Sends requests with the user's session. The user closes the session.

    Args:
        session: The session.
        verify: Must be True, because the session has its own TLS settings.

    Raises:
        ValidationError: `session` is not a session, or `verify` is not True.
    """

    is_own = False

    def __init__(self, session: requests.Session, verify: Verify = True) -> None:
        if not isinstance(session, requests.Session):
            raise ValidationError(f"session must be a requests.Session, not {type(session).__name__}.", param="session")
        if verify is not True:
            raise ValidationError("Set verify on the session instead of passing verify.", param="verify")
        self._session = Secret(session)
        self.closed = False
        # The servers to which idle connections may exist, because a response was read to its end.
        self.idle_servers: Set[str] = set()
        # The responses in use, by `id()`.
        self._responses: weakref.WeakValueDictionary[int, RequestsResponse] = weakref.WeakValueDictionary()

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """The session's TLS settings, for WebSockets."""
        verify = self._session.reveal().verify
        return ssl_context(True if verify is None else verify)

    def settings(self) -> Dict[str, Any]:
        """Return the arguments that create an equal transport."""
        return {"session": self._session.reveal()}

    def send(self, request: Request) -> RequestsResponse:
        """Send a request, and return the response without reading its body.

        Raises:
            NetworkError: No response arrived.
            ClientClosedError: The client was closed.
        """
        if self.closed:
            raise client_closed()
        try:
            response = RequestsResponse(self, self._send(request), request)
        except _ERRORS as error:
            raise self.error(error, request) from None
        self._responses[id(response)] = response
        if self.closed:
            response.close()
            raise client_closed()
        return response

    def error(self, error: Exception, request: Request) -> HelixAgentError:
        """Convert an exception from requests, urllib3 or a socket to an SDK exception."""
        return client_closed() if self.closed else _translated(error, request)

    def close(self) -> None:
        """Reject further requests and end responses that are being read. The user's session stays open."""
        self.closed = True
        # `valuerefs` copies the references atomically, even while other threads send requests.
        for reference in self._responses.valuerefs():
            response = reference()
            if response is not None:
                response.close()

    def _send(self, request: Request) -> requests.Response:
        session = self._session.reveal()
        prepared = _prepared(session, request)
        settings: Any = session.merge_environment_settings(prepared.url, {}, True, None, None)
        # The core follows redirects, because requests would send the headers of the API call to any server.
        settings["allow_redirects"] = False
        response: Optional[requests.Response] = None
        try:
            with own_causes():
                response = session.send(prepared, timeout=_timeout(request), **settings)
        except requests.ConnectionError as error:
            # requests does not report whether it used an idle connection, which the server may have closed.
            if self.closed or request.server not in self.idle_servers or not comes_from(error, _STALE):
                raise
            self.idle_servers.discard(request.server)
        if response is None:
            with own_causes():
                response = session.send(prepared, timeout=_timeout(request), **settings)
        if response.status_code < _FIRST_FINAL_STATUS:
            # http.client treats an interim response as the final response, which can then no longer be read.
            response.close()
            raise not_http(request, f"requests cannot read past status {response.status_code}")
        return response


class RequestsResponse(OpenBody):
    """A response whose body is read on demand."""

    def __init__(self, transport: RequestsTransport, raw: requests.Response, request: Request) -> None:
        super().__init__(raw, request)
        self._transport = transport
        self.status_code = raw.status_code
        self.headers = raw.headers
        self._chunks = _chunks(raw)
        self._lacks_length = _lacks_length(raw)
        self._guard = Guard()

    def read(self) -> bytes:
        """Return the whole body and release the connection."""
        try:
            content = b"".join(map(self._size.add, iter(self.next_chunk, None)))
        finally:
            self.close()
        if type(self.raw.raw) is urllib3.HTTPResponse and self.raw.raw.length_remaining:
            # urllib3 2 raises this itself. Other classes, for example in requests_cache, are not checked.
            raise not_received(self._request)
        _keep_content(self.raw, content)
        return content

    def next_chunk(self) -> Optional[bytes]:
        """Return the next bytes of the body as they arrive, or None at its end."""
        if self._transport.closed:
            raise client_closed()
        if self._deadline.left() <= 0:
            raise timed_out(self._request, "read", None)
        if not self._guard.enter():
            return None
        try:
            with own_causes(), _socket_timeout(self.raw, self._deadline):
                chunk = next(self._chunks, None)
        except (*_ERRORS, *_BREAKS) as error:
            raise self._transport.error(error, self._request) from None
        finally:
            if self._guard.leave():
                self.raw.close()
        if self._transport.closed:
            # The body may have ended only because the connection was closed.
            raise client_closed()
        if chunk is None:
            if self._lacks_length:
                raise not_received(self._request, reason=_HEADERS_CUT)
            self._transport.idle_servers.add(self._request.server)
        self._lacks_length = False
        return chunk

    def can_drain(self, deadline: Deadline) -> bool:
        """Set a deadline for the rest of the body, and return whether the next read ends before it."""
        return super().can_drain(deadline) and _socket_of(self.raw) is not None

    def close(self) -> None:
        """Close the response. If another thread is waiting in `next_chunk`, end its wait."""
        if self._guard.close(self._interrupt):
            self.raw.close()

    def _interrupt(self) -> None:
        """Interrupt another thread's read."""
        connection = _socket_of(self.raw)
        if connection is not None:
            shut_down(connection)
        elif hasattr(self.raw.raw, "shutdown"):
            # urllib3 2.3 and newer have this method. It raises one of these exceptions if the connection is gone.
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                self.raw.raw.shutdown()


def _prepared(session: requests.Session, request: Request) -> requests.PreparedRequest:
    headers = request.headers.reveal()
    # Without this, requests would replace the API key with the login of the session or of .netrc.
    keeps_credential = request.is_cross_origin or "authorization" in headers
    created = requests.Request(
        request.method,
        request.address.reveal(),
        headers=dict(headers),
        data=request.content.reveal(),
        auth=(lambda prepared: prepared) if keeps_credential else None,
    )
    # The session's headers, cookies and login are only meant for the configured server.
    return created.prepare() if request.is_cross_origin else session.prepare_request(created)


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """Iterate over the body as it arrives."""
    raw: Any = response.raw
    if type(raw) is not urllib3.HTTPResponse or raw.closed:
        # The body is in memory, because a session hook read it, or because the response is not from urllib3.
        yield response.content
    elif raw.chunked or not hasattr(raw, "read1"):
        # If a body is not chunked, older versions of urllib3 wait until they have the requested number of bytes.
        yield from raw.stream(_CHUNK_BYTES if raw.chunked else 1, decode_content=True)
    else:
        yield from iter(lambda: raw.read1(_CHUNK_BYTES, decode_content=True), b"")


def _keep_content(response: requests.Response, content: bytes) -> None:
    """Make `response.content` return a body that was read in chunks, for users of raw responses."""
    raw, response.raw = response.raw, io.BytesIO(content)
    _ = response.content
    response.raw = raw


def _lacks_length(response: requests.Response) -> bool:
    """Return whether an empty body means that the response headers were cut off.

    http.client treats the end of the connection as the end of the headers. In this case, the headers have no length.
    """
    raw: Any = response.raw
    is_real = type(raw) is urllib3.HTTPResponse and raw.connection is not None
    return is_real and raw.length_remaining is None and not raw.chunked and response.status_code not in (204, 304)


def _socket_of(response: requests.Response) -> Any:
    """Return the socket from which a body is read. Return None if there is none, or after `Connection: close`.

    http.client hides the socket of a response with `Connection: close`.
    """
    return getattr(getattr(response.raw, "connection", None), "sock", None)


@contextlib.contextmanager
def _socket_timeout(response: requests.Response, deadline: Deadline) -> Iterator[None]:
    """Limit how long a socket waits. Do nothing without a deadline or a socket."""
    connection = _socket_of(response) if deadline else None
    if connection is None:
        yield
        return
    before = connection.gettimeout()
    connection.settimeout(deadline.limited(before))
    try:
        yield
    finally:
        # The socket may have been closed in the meantime.
        with contextlib.suppress(OSError):
            connection.settimeout(before)


def _timeout(request: Request) -> Tuple[Optional[float], Optional[float]]:
    """Return the timeouts in seconds for connecting and reading."""
    seconds = timeout_of(request, TIMEOUT)
    return seconds["connect"], seconds["read"]


def _translated(error: Exception, request: Request) -> HelixAgentError:
    # Messages name the timeout from the settings, not the time that was left until the deadline.
    connect, read = _timeout(request._replace(deadline=NO_DEADLINE))
    if isinstance(error, (requests.ConnectTimeout, urllib3.exceptions.ConnectTimeoutError)):
        return timed_out(request, "connect", connect)
    # requests wraps a timeout in the middle of a body in another exception.
    if comes_from(error, (requests.Timeout, urllib3.exceptions.ReadTimeoutError, TimeoutError, socket.timeout)):
        return timed_out(request, "read", read)
    exceptions = requests.exceptions
    if isinstance(error, exceptions.ProxyError):
        for link in causes(error):
            # http.client has no exception class for a response to CONNECT that does not have status 200.
            if type(link) is OSError and str(link).startswith(_REFUSAL):
                return refused_by_proxy(request, str(link)[len(_REFUSAL) :])
        return not_connected(request, error, is_proxy=True)
    if comes_from(error, (exceptions.SSLError, urllib3.exceptions.NewConnectionError)):
        return not_connected(request, error)
    if comes_from(error, http.client.RemoteDisconnected):
        return not_received(request)
    if comes_from(error, urllib3.exceptions.InvalidHeader):
        # The invalid header is in the response, not in the request.
        return not_http(request, error)
    if comes_from(error, (http.client.BadStatusLine, http.client.LineTooLong)):
        return not_http(request, "the status line or a header is invalid")
    # A proxy that needs SOCKS raises InvalidSchema if the package for SOCKS is not installed.
    if isinstance(error, (exceptions.InvalidURL, exceptions.InvalidHeader, exceptions.InvalidSchema)):
        return unsendable(request, error)
    if isinstance(error, (exceptions.ContentDecodingError, urllib3.exceptions.DecodeError)):
        return not_received(request, reason="the response body cannot be decompressed")
    if isinstance(error, (exceptions.ChunkedEncodingError, urllib3.exceptions.ProtocolError, *_BREAKS)):
        return not_received(request, error)
    return failed(request, error)
