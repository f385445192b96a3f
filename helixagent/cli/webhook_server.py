"""The HTTP server of `webhooks listen`: read requests, and write the responses that the receiver returns."""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, NamedTuple, Optional, Sequence, Tuple

MAX_BYTES = 10_000_000
_SECONDS_TO_SEND = 30.0
_MAX_LINE = 1000

Headers = Sequence[Tuple[str, str]]


class Response(NamedTuple):
    """The response to the sender of a webhook.

    Args:
        status: The status code.
        headers: The headers, without Content-Length.
        body: The body.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""


# Returns the response to a webhook, from its headers and its body.
Receive = Callable[[Headers, bytes], Response]


class WebhookServer(ThreadingHTTPServer):
    """A server that listens on an address and passes each webhook to a function.

    Args:
        address: The host and the port.
        receive: The function, which returns the response.
    """

    daemon_threads = True

    def __init__(self, address: Tuple[str, int], receive: Receive) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        self.receive = receive
        super().__init__(address, _Handler)

    @property
    def host(self) -> str:
        """The IP address on which the server listens."""
        host = self.server_address[0]
        return host.decode() if isinstance(host, bytes) else str(host)

    @property
    def url(self) -> str:
        """The URL to which webhooks can be sent."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.server_address[1]}"

    def is_reached_at(self, host: str, port: int) -> bool:
        """Return whether a connection to this host and port would reach this server."""
        if port != self.server_address[1]:
            return False
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except OSError:
            return False
        loopback = {"0.0.0.0": "127.0.0.1", "::": "::1"}
        # A connection to the unspecified address reaches this machine.
        found = {loopback.get(each, each) for each in found}
        if self.host in loopback:
            return any(map(_is_local, found))
        return self.host in found

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a broken connection: the sender repeats the webhook."""


class _Handler(BaseHTTPRequestHandler):
    server: Any
    # The standard library closes the connection if the sender takes longer than this, in seconds.
    timeout = _SECONDS_TO_SEND

    def do_POST(self) -> None:
        """Receive a webhook."""
        body = self._read_body()
        if isinstance(body, int):
            self._respond(Response(body))
            return
        self._respond(self.server.receive(list(self.headers.items()), body))

    def _refuse(self) -> None:
        # An unread body would reset the connection before the sender has read the response.
        self._read_body()
        text = b"Webhooks are sent with POST.\n"
        self._respond(Response(405, [("Allow", "POST"), ("Content-Type", "text/plain")], text))

    do_GET = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing, because the command prints deliveries."""

    def _respond(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        # Responses with these status codes have neither a body nor its length.
        has_body = response.status >= 200 and response.status not in (204, 304)
        if has_body:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if has_body and self.command != "HEAD":
            self.wfile.write(response.body)

    def _read_body(self) -> Any:
        """Return the request body, or the status code for refusing it."""
        encoding = self.headers.get("Transfer-Encoding")
        if encoding is not None:
            return self._read_chunks() if encoding.strip().lower() == "chunked" else 501
        length = self.headers.get("Content-Length", "0" if self.command != "POST" else "")
        if not (length.isascii() and length.isdigit()):
            return 411
        if int(length) > MAX_BYTES:
            return 413
        body = self.rfile.read(int(length))
        return body if len(body) == int(length) else 400

    def _read_chunks(self) -> Any:
        body = b""
        while True:
            size = _chunk_size(self.rfile.readline(_MAX_LINE))
            if size is None:
                return 400
            if len(body) + size > MAX_BYTES:
                return 413
            if size == 0:
                break
            chunk = self.rfile.read(size)
            if len(chunk) < size or self.rfile.readline(_MAX_LINE).strip():
                return 400
            body += chunk
        # The trailer fields end with an empty line.
        while self.rfile.readline(_MAX_LINE).strip():
            pass
        return body


def _chunk_size(line: bytes) -> Optional[int]:
    text = line.split(b";")[0].strip()
    if not text or text.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(text, 16)


def _is_local(host: str) -> bool:
    """Return whether an IP address belongs to this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return True
