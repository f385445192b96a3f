"""Calls over a requests.Session of the user's, with all that is set up on it."""

from __future__ import annotations

import contextlib
import http.client
import io
import math
import socket
import ssl
import threading
import time
import weakref
from typing import Any, Dict, Iterator, Optional, Tuple

from .._core.extras import extra
from .._core.requests.call import Request
from .._core.requests.options import NotGiven, Verify
from .._core.responses.body_size import BodySize
from .._core.secret import Secret
from ..exceptions import HelixAgentError, ValidationError
from .failures import (
    Place,
    body_place,
    causes,
    comes_from,
    failed,
    not_connected,
    not_http,
    not_received,
    place_of,
    refused_by_proxy,
    timed_out,
    unsendable,
)
from .httpx_common import ssl_context

with extra("requests", "A requests.Session"):
    import requests
    import requests.auth
    import urllib3

# Seconds to connect and to read.
_Timeout = Tuple[Optional[float], Optional[float]]
# As with httpx.
_TIMEOUT: _Timeout = (5.0, 600.0)
_DRAIN_BYTES = 64 * 1024
_DRAIN_SECONDS = 0.1
_PIECE_BYTES = 64 * 1024
_FIRST_FINAL_STATUS = 200
_HEAD_CUT = "the response headers are incomplete"

# What urllib3 lets through where another thread has closed an answer under it, or a chunk says that it is of a negative
# size.
_BREAKS = (ValueError, AttributeError)
_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class _KeepsOurs(requests.auth.AuthBase):
    """Keeps requests from putting the session's or .netrc's login in the place of the API key."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class RequestsTransport:
    """Sends requests over a session that the user made and closes."""

    is_own = False

    def __init__(self, session: requests.Session, verify: Verify = True) -> None:
        if not isinstance(session, requests.Session):
            raise ValidationError(f"session must be a requests.Session, not {type(session).__name__}.", param="session")
        if verify is not True:
            raise ValidationError("verify must be set on the session that you give.", param="verify")
        self._hidden_session = Secret(session)
        self.closed = False
        # By their ids. A session that is closed leaves the connections of unread answers open.
        self._streams: weakref.WeakValueDictionary[int, RequestsResponse] = weakref.WeakValueDictionary()

    @property
    def _session(self) -> requests.Session:
        return self._hidden_session.reveal()

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """The session's TLS settings, for a WebSocket."""
        verify = self._session.verify
        return ssl_context(True if verify is None else verify)

    def settings(self) -> Dict[str, Any]:
        """Return the arguments that another one like this is made from."""
        return {"session": self._session}

    def send(self, request: Request) -> RequestsResponse:
        """Send a request and return the answer, its body unread.

        Raises:
            NetworkError: No answer came.
        """
        if self.closed:
            raise HelixAgentError("The client is closed; make a new one.")
        session = self._session
        try:
            prepared = _prepared(session, request)
            settings: Any = session.merge_environment_settings(prepared.url, {}, True, None, None)
            # The core follows redirects: requests would take the headers of the call along.
            settings["allow_redirects"] = False
            answer = session.send(prepared, timeout=_timeout(request), **settings)
            if answer.status_code < _FIRST_FINAL_STATUS:
                # http.client takes an interim response for the final one, which then can no longer be read.
                answer.close()
                raise not_http(place_of(request), f"requests cannot read past status {answer.status_code}")
            response = RequestsResponse(answer, request)
        except _ERRORS as error:
            raise _translated(error, place_of(request), _timeout(request)) from None
        if request.stream:
            self._streams[id(response)] = response
        return response

    def close(self) -> None:
        """Let nothing more be sent and end the streams; the session stays open, since it is the user's."""
        self.closed = True
        # Whose list is made at once, also while other threads start streams.
        for reference in self._streams.valuerefs():
            response = reference()
            if response is not None:
                response.close()


class RequestsResponse:
    """A response whose body is read when it is asked for.

    Only a thread that reads the body closes the connection while it does so. Others shut the socket down, because a
    descriptor that is closed under a reader may be another connection's by then.
    """

    def __init__(self, raw: requests.Response, request: Request) -> None:
        self._raw = Secret(raw)
        self._place = body_place(request)
        self._deadline = request.deadline
        self._timeout = _timeout(request)
        self._size = BodySize(request.max_response_size)
        self.status_code = raw.status_code
        self.headers = raw.headers
        self._pieces = _pieces(raw)
        self._lacks_length = _lacks_length(raw)
        self._is_closed = False
        self._reading = threading.Lock()

    @property
    def raw(self) -> Any:
        """The response of requests, which leads to the request's headers and so is not an attribute."""
        return self._raw.reveal()

    def read(self) -> bytes:
        """Return the whole body, which frees the connection.

        Raises:
            NetworkError: The body broke off.
            BodyTooLarge: The body is too large.
        """
        try:
            content = b"".join(self._size.counted(iter(self.next_piece, None)))
        finally:
            self.close()
        if type(self.raw.raw) is urllib3.HTTPResponse and self.raw.raw.length_remaining:
            # urllib3 2 raises this itself. Responses of other classes, such as that of requests_cache, count nothing.
            raise not_received(self._place)
        _keep_content(self.raw, content)
        return content

    def next_piece(self) -> Optional[bytes]:
        """Return the next bytes of the body as they come, or None at its end.

        Raises:
            NetworkError: The body broke off.
        """
        return self._next_piece(self._deadline.left())

    def finish(self) -> None:
        """Read what is left, within small limits, so that the connection can be used again; then close."""
        bytes_left, end = _DRAIN_BYTES, time.monotonic() + _DRAIN_SECONDS
        try:
            while bytes_left > 0 and _socket_of(self.raw) is not None:
                piece = self._next_piece(end - time.monotonic())
                if piece is None:
                    break
                bytes_left -= len(piece)
        except HelixAgentError:
            # The events are complete; only the connection is lost.
            bytes_left = 0
        finally:
            self.close()

    def close(self) -> None:
        """Close the response at once, also while another thread is waiting in `next_piece`."""
        self._is_closed = True
        if self._reading.acquire(blocking=False):
            try:
                self.raw.close()
            finally:
                self._reading.release()
        else:
            self.interrupt()

    def interrupt(self) -> None:
        """End a read that another thread is waiting in. Without a connection there is nothing to do."""
        raw: Any = self.raw.raw
        # The socket has been closed, or given back to the pool, if one of these is raised.
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            if hasattr(raw, "shutdown"):
                raw.shutdown()
            else:
                # urllib3 before 2.3.
                connection = _socket_of(self.raw)
                if connection is not None:
                    connection.shutdown(socket.SHUT_RDWR)

    def _next_piece(self, seconds: float) -> Optional[bytes]:
        """Return the next bytes of the body, or None at its end.

        Args:
            seconds: How long each wait for the socket may take, if that is less than the read timeout.
        """
        if seconds <= 0:
            raise timed_out(self._place, "read", None)
        try:
            with self._reading, _socket_timeout(self.raw, seconds):
                piece = next(self._pieces, None)
        except (*_ERRORS, *_BREAKS) as error:
            raise _translated(error, self._place, self._timeout) from None
        finally:
            if self._is_closed:
                # By another thread, which left it to this one.
                self.close()
        if piece is None and self._lacks_length:
            raise not_received(self._place, reason=_HEAD_CUT)
        self._lacks_length = False
        return piece


def _prepared(session: requests.Session, request: Request) -> requests.PreparedRequest:
    headers = request.headers.reveal()
    auth = _KeepsOurs() if request.is_cross_origin or "authorization" in headers else None
    made = requests.Request(
        request.method,
        request.address.reveal(),
        headers=dict(headers),
        data=request.content.reveal(),
        auth=auth,
    )
    # The session's own headers, cookies and login are for the server that was named.
    return made.prepare() if request.is_cross_origin else session.prepare_request(made)


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """Iterate over the body as it arrives."""
    raw: Any = response.raw
    if type(raw) is not urllib3.HTTPResponse or raw.closed:
        # The body is in memory: a hook of the session has read it, or something stands in for urllib3.
        yield response.content
    elif raw.chunked or not hasattr(raw, "read1"):
        # If a body is not chunked, older versions of urllib3 wait for as many bytes as they are asked for.
        yield from raw.stream(_PIECE_BYTES if raw.chunked else 1, decode_content=True)
    else:
        yield from iter(lambda: raw.read1(_PIECE_BYTES, decode_content=True), b"")


def _keep_content(response: requests.Response, content: bytes) -> None:
    """Let `response.content`, which users of raw responses read, return a body that was read in pieces."""
    raw, response.raw = response.raw, io.BytesIO(content)
    _ = response.content
    response.raw = raw


def _lacks_length(response: requests.Response) -> bool:
    """Return whether an empty body would mean that the response headers were cut.

    http.client takes the end of the connection for the end of the headers. What is left of them then states no length.
    """
    raw: Any = response.raw
    is_real = type(raw) is urllib3.HTTPResponse and raw.connection is not None
    return is_real and raw.length_remaining is None and not raw.chunked and response.status_code not in (204, 304)


def _socket_of(response: requests.Response) -> Any:
    """Return the socket from which a body is read; None if there is none, or http.client does not show it.

    http.client hides the socket of a response with `Connection: close`.
    """
    return getattr(getattr(response.raw, "connection", None), "sock", None)


@contextlib.contextmanager
def _socket_timeout(response: requests.Response, seconds: float) -> Iterator[None]:
    """Limit how long a socket waits. Without a limit, or a socket, do nothing."""
    connection = None if seconds == math.inf else _socket_of(response)
    if connection is None:
        yield
        return
    before = connection.gettimeout()
    connection.settimeout(seconds if before is None else min(seconds, before))
    try:
        yield
    finally:
        # The socket may have been closed meanwhile.
        with contextlib.suppress(OSError):
            connection.settimeout(before)


def _timeout(request: Request) -> _Timeout:
    timeout = request.timeout
    if isinstance(timeout, NotGiven):
        connect, read = _TIMEOUT
    elif timeout is None or isinstance(timeout, (int, float)):
        connect = read = timeout
    else:
        connect, read = timeout.connect, timeout.read
    return request.deadline.limited(connect), request.deadline.limited(read)


def _translated(error: Exception, place: Place, timeout: _Timeout) -> HelixAgentError:
    connect, read = timeout
    if isinstance(error, (requests.ConnectTimeout, urllib3.exceptions.ConnectTimeoutError)):
        return timed_out(place, "connect", connect)
    # requests wraps a timeout in the middle of a body in another exception.
    if comes_from(error, (requests.Timeout, urllib3.exceptions.ReadTimeoutError, TimeoutError, socket.timeout)):
        return timed_out(place, "read", read)
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader)):
        if isinstance(error.__context__, urllib3.exceptions.HTTPError):
            # The response has an invalid header, not the request.
            return not_http(place, error)
        return unsendable(place, error)
    if isinstance(error, requests.exceptions.ProxyError):
        refusal = next((str(link) for link in causes(error) if _is_refusal(link)), None)
        if refusal is not None:
            return refused_by_proxy(place, refusal.rpartition("failed: ")[2])
        return not_connected(place, error, is_proxy=True)
    if comes_from(error, (requests.exceptions.SSLError, urllib3.exceptions.NewConnectionError)):
        return not_connected(place, error)
    if comes_from(error, http.client.RemoteDisconnected):
        return not_received(place)
    if comes_from(error, (http.client.BadStatusLine, http.client.LineTooLong)):
        return not_http(place, "the status line or a header is invalid")
    if isinstance(error, (requests.exceptions.ContentDecodingError, urllib3.exceptions.DecodeError)):
        return not_received(place, reason="the response body cannot be decompressed")
    if isinstance(error, (requests.exceptions.ChunkedEncodingError, urllib3.exceptions.ProtocolError, *_BREAKS)):
        return not_received(place, error)
    return failed(place, error)


def _is_refusal(error: BaseException) -> bool:
    # What http.client raises for a status other than 200 in response to CONNECT; it has no class of its own.
    return type(error) is OSError and str(error).startswith("Tunnel connection failed: ")
