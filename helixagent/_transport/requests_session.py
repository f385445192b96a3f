"""Calls over a requests.Session of the user's, with all that is set up on it."""

from __future__ import annotations

import functools
import http.client
import socket
import ssl
import threading
import weakref
from typing import Any, Dict, Iterator, Optional, Tuple

import requests
import requests.auth
import urllib3

from .._core.requests.bounds import Bounds
from .._core.requests.call import Request
from .._core.requests.options import NotGiven, Verify
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
from .hold import Hold
from .httpx_common import ssl_context
from .within import within

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
            send = functools.partial(session.send, prepared, timeout=_timeout(request), **settings)
            answer = within(request.bounds, send, stop=_nothing, undo=requests.Response.close)
            if answer.status_code < _FIRST_FINAL_STATUS:
                # http.client takes an interim response for the final one, which then can no longer be read.
                answer.close()
                raise not_http(place_of(request), f"requests cannot read past status {answer.status_code}")
            response = RequestsResponse(answer, body_place(request), request.bounds, _timeout(request))
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
    """An answer whose body is read when it is asked for."""

    def __init__(self, raw: requests.Response, place: Place, bounds: Bounds, timeout: _Timeout) -> None:
        self._raw = Secret(raw)
        self._place = place
        self._bounds = bounds
        self._timeout = timeout
        self.status_code = raw.status_code
        self.headers = raw.headers
        self._pieces: Optional[Iterator[bytes]] = None
        self._hold = _hold_of(raw)

    @property
    def raw(self) -> Any:
        """The response of requests, which leads to the request's headers and so is not an attribute."""
        return self._raw.reveal()

    def read(self) -> bytes:
        """Return the whole body, which frees the connection.

        Raises:
            NetworkError: The body broke off.
        """
        try:
            content = within(self._bounds, lambda: self.raw.content or b"", stop=self.close, undo=bool)
        except (*_ERRORS, *_BREAKS) as error:
            raise _translated(error, self._place, self._timeout) from None
        finally:
            self.raw.close()
        if type(self.raw.raw) is urllib3.HTTPResponse and self.raw.raw.length_remaining:
            # urllib3 2 raises this itself. Responses of other classes, such as that of requests_cache, count nothing.
            raise not_received(self._place)
        if not content and _head_was_cut(self.raw):
            raise not_received(self._place, reason=_HEAD_CUT)
        return content

    def next_piece(self) -> Optional[bytes]:
        """Return the next bytes of the body as they come, or None at its end.

        Raises:
            NetworkError: The body broke off.
        """
        is_first = self._pieces is None
        if self._pieces is None:
            self._pieces = _pieces(self.raw)
        pieces = self._pieces
        try:
            piece = within(self._bounds, lambda: next(pieces, None), stop=self.close, undo=bool)
        except (*_ERRORS, *_BREAKS) as error:
            raise _translated(error, self._place, self._timeout) from None
        if is_first and piece is None and _head_was_cut(self.raw):
            raise not_received(self._place, reason=_HEAD_CUT)
        return piece

    def finish(self) -> None:
        """Read what is left, within small bounds, so that the connection can be used again; then close."""
        timer = threading.Timer(_DRAIN_SECONDS, self.interrupt)
        timer.daemon = True
        timer.start()
        left = _DRAIN_BYTES
        try:
            piece = self.next_piece()
            while piece is not None and left > 0:
                left -= len(piece)
                piece = self.next_piece()
        except HelixAgentError:
            # The events are complete; only the connection is lost.
            left = 0
        finally:
            timer.cancel()
            timer.join()
            self.raw.close()

    def close(self) -> None:
        """Close the answer at once, also while another thread is waiting in `next_piece`."""
        self.interrupt()
        self.raw.close()

    def interrupt(self) -> None:
        """End a read that another thread is waiting in; where there is nothing left to read, do nothing."""
        self._hold.while_held(lambda: _shut_down(self.raw))


def _prepared(session: requests.Session, request: Request) -> requests.PreparedRequest:
    headers = request.headers.reveal()
    auth = _KeepsOurs() if request.is_abroad or "authorization" in headers else None
    made = requests.Request(
        request.method,
        request.address.reveal(),
        headers=dict(headers),
        data=request.content.reveal(),
        auth=auth,
    )
    # The session's own headers, cookies and login are for the server that was named.
    return made.prepare() if request.is_abroad else session.prepare_request(made)


def _hold_of(response: requests.Response) -> Hold:
    raw: Any = response.raw
    if not hasattr(raw, "release_conn"):
        # What stands in for urllib3, as that of vcrpy does.
        return Hold(response.close)
    # Weakly, since it is kept on the object that it is a method of: a stream that is dropped must end at once.
    given_back = weakref.WeakMethod(raw.release_conn)
    hold = Hold(lambda: (given_back() or bool)())
    raw.release_conn = hold.release
    return hold


def _pieces(response: requests.Response) -> Iterator[bytes]:
    raw: Any = response.raw
    if getattr(response, "_content_consumed", False):
        # A hook of the session has read it.
        yield response.content
    elif getattr(raw, "chunked", False) and hasattr(raw, "stream"):
        # Each chunk as it comes.
        yield from raw.stream(_PIECE_BYTES, decode_content=True)
    elif isinstance(raw, urllib3.HTTPResponse) and hasattr(raw, "read1"):
        piece = raw.read1(_PIECE_BYTES, decode_content=True)
        while piece:
            yield piece
            piece = raw.read1(_PIECE_BYTES, decode_content=True)
    else:
        # Older urllib3 waits until it has as many bytes as were asked for: only one at a time comes at once. What
        # stands in for urllib3, as that of vcrpy does, has no more in common with it than what requests itself uses.
        yield from response.iter_content(1)


def _head_was_cut(response: requests.Response) -> bool:
    """Tell whether an answer without a body may be one whose head broke off.

    http.client takes the end of the connection for that of the head. What is left of it then tells no length, so the
    connection's end would be that of an empty body: no HelixAgent server answers so, but with a length of 0 or a 204.
    """
    head = getattr(response.raw, "_original_response", None)
    if not isinstance(head, http.client.HTTPResponse) or response.status_code in (204, 304):
        return False
    return head.length is None and not head.chunked


def _shut_down(response: requests.Response) -> None:
    # Ends a read that another thread is waiting in; to close the answer under it would wait for it.
    raw: Any = response.raw
    shutdown = getattr(raw, "shutdown", None)
    try:
        if shutdown is not None:
            shutdown()
            return
        # Before urllib3 2.3, which is for Python 3.9 and newer, the socket has to be dug out.
        reader = getattr(getattr(raw, "_original_response", None), "fp", None)
        connection = getattr(getattr(reader, "raw", None), "_sock", None)
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError, RuntimeError):
        # It has ended already, which is all that was wanted.
        return


def _timeout(request: Request) -> _Timeout:
    timeout = request.timeout
    if isinstance(timeout, NotGiven):
        connect, read = _TIMEOUT
    elif timeout is None or isinstance(timeout, (int, float)):
        connect = read = timeout
    else:
        connect, read = timeout.connect, timeout.read
    return request.bounds.limited(connect), request.bounds.limited(read)


def _nothing() -> None:
    """Stand for what cannot be stopped: nobody but urllib3 knows a socket before the answer is there."""


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
