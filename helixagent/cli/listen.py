"""A receiver of webhooks on this machine: prints each request, checks its signature, and sends it on."""

from __future__ import annotations

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Dict, List, NamedTuple, Optional, Tuple

import click

from helixagent.cli.clean import one_line, shown
from helixagent.cli.serving import stoppable, wait
from helixagent.exceptions import WebhookVerificationError
from helixagent.webhooks import unwrap

if TYPE_CHECKING:
    import httpx

    from helixagent.cli.state import State

_MOST_BYTES = 10_000_000
_SECONDS_TO_SEND = 30.0
_SECONDS_TO_ANSWER = 30.0
# They belong to one connection (RFC 9110 section 7.6.1), or are made anew for the next one.
_NOT_SENT_ON = frozenset(
    [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ]
)


class Delivery(NamedTuple):
    """A request that was received, and what became of it.

    Args:
        event: The type of its event, by the body or the header.
        delivery: Its id.
        verified: Whether its signature is right; None where there is no secret to check it with.
        problem: Why it was refused, or why it could not be sent on.
        status: What the sender was answered.
        forwarded: Whether that answer is the one of the address that it was sent on to.
        seconds: How long that took.
        body: Its body.
    """

    event: str
    delivery: str
    verified: Optional[bool]
    problem: Optional[str]
    status: int
    forwarded: bool
    seconds: float
    body: bytes


class Receiver:
    """Decides what becomes of a request; knows nothing of sockets.

    Args:
        secret: What requests are signed with; None lets all through.
        forward_to: Where they are sent on to; None for nowhere.
        http: Sends them on.
    """

    def __init__(self, secret: Optional[str], forward_to: Optional[str], http: httpx.Client) -> None:
        self._secret = secret
        self._forward_to = forward_to
        self._http = http

    def receive(self, headers: List[Tuple[str, str]], body: bytes) -> Delivery:
        """Check a request and send it on."""
        fields = {name.lower(): value for name, value in headers}
        event = fields.get("x-helixagent-event") or _type_of(body)
        delivery = fields.get("x-helixagent-delivery") or fields.get("webhook-id") or ""
        verified, problem = self._verify(fields, body)
        if verified is False:
            return Delivery(event, delivery, False, problem, 401, False, 0.0, body)
        status, forwarded, seconds = 200, False, 0.0
        if self._forward_to is not None:
            begun = time.monotonic()
            status, problem = self._forward(self._forward_to, headers, body)
            seconds, forwarded = time.monotonic() - begun, problem is None
        return Delivery(event, delivery, verified, problem, status, forwarded, seconds, body)

    def _verify(self, fields: Dict[str, str], body: bytes) -> Tuple[Optional[bool], Optional[str]]:
        if self._secret is None:
            return None, None
        try:
            unwrap(body, fields, self._secret)
        except WebhookVerificationError as error:
            return False, error.message
        return True, None

    def _forward(self, url: str, headers: List[Tuple[str, str]], body: bytes) -> Tuple[int, Optional[str]]:
        import httpx

        kept = [(name, value) for name, value in headers if name.lower() not in _NOT_SENT_ON]
        try:
            answer = self._http.post(url, content=body, headers=kept)
        except httpx.HTTPError as error:
            return 502, f"{url} cannot be reached: {error or type(error).__name__}"
        return answer.status_code, None


def listen_for_webhooks(
    state: State, host: str, port: int, *, forward_to: Optional[str], secret: Optional[str], with_body: bool
) -> None:
    """Receive webhooks until Ctrl-C.

    Args:
        state: This run.
        host: The address to listen on.
        port: The port; 0 takes a free one.
        forward_to: Where requests are sent on to.
        secret: What they are signed with.
        with_body: Whether bodies are printed.

    Raises:
        click.UsageError: `forward_to` is no URL.
        OSError: The address cannot be listened on.
    """
    import httpx

    if forward_to is not None and not forward_to.startswith(("http://", "https://")):
        raise click.BadParameter("must begin with http:// or https://.", param_hint="--forward-to")
    lock = threading.Lock()

    def tell(delivery: Delivery) -> None:
        # Requests are served in threads of their own; their lines must not mix.
        with lock:
            _print(state, delivery, with_body)

    # Where an address of this machine is meant, a proxy of the environment is not.
    with httpx.Client(timeout=_SECONDS_TO_ANSWER, trust_env=False) as http, stoppable() as stopped:
        server = _Server((host, port), Receiver(secret, forward_to, http), tell)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            _explain(state, server.url, forward_to, secret is not None)
            wait(stopped)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _explain(state: State, url: str, forward_to: Optional[str], signed: bool) -> None:
    if state.screen.as_json:
        state.screen.json({"url": url}, compact=True)
        return
    state.screen.line(f"Listening on {url}{f', sending on to {forward_to}' if forward_to else ''}")
    if not signed:
        state.screen.warning("Signatures are not checked: there is no secret (--secret-file).")
    state.screen.note(f"A server on this machine sends events here after: helixagent webhooks create {url}")
    state.screen.note("Ctrl-C ends it.")


def _print(state: State, delivery: Delivery, with_body: bool) -> None:
    if state.screen.as_json:
        state.screen.json(_as_dict(delivery), compact=True)
        return
    mark = {True: "signed", False: "REFUSED", None: "unchecked"}[delivery.verified]
    parts = [time.strftime("%H:%M:%S"), delivery.event or "(no event)", mark, str(delivery.status)]
    if delivery.forwarded:
        parts.append(f"in {delivery.seconds * 1000:.0f} ms")
    parts += [delivery.delivery, delivery.problem or ""]
    style = "red" if delivery.problem or delivery.status >= 400 else ""
    state.screen.line("  ".join(one_line(part) for part in parts if part), style)
    if with_body:
        value = _json_of(delivery.body)
        state.screen.line(shown(delivery.body.decode("utf-8", "replace"))) if value is None else state.screen.json(
            value
        )


def _as_dict(delivery: Delivery) -> Dict[str, Any]:
    value = _json_of(delivery.body)
    return {**delivery._asdict(), "body": delivery.body.decode("utf-8", "replace") if value is None else value}


def _json_of(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _type_of(body: bytes) -> str:
    value = _json_of(body)
    # Servers in the field name it `event`.
    found = (value.get("type") or value.get("event")) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: Tuple[str, int], receiver: Receiver, tell: Any) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        self.receiver = receiver
        self.tell = tell
        super().__init__(address, _Handler)

    @property
    def url(self) -> str:
        """Where requests are to be sent."""
        host, port = self.server_address[:2]
        text = host.decode() if isinstance(host, bytes) else str(host)
        return f"http://{f'[{text}]' if ':' in text else text}:{port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke: the sender sends again."""


class _Handler(BaseHTTPRequestHandler):
    server: Any
    # How long the sender may take; the standard library closes the connection then.
    timeout = _SECONDS_TO_SEND

    def do_POST(self) -> None:
        """Take a request in."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            self._answer(411)
        elif int(length) > _MOST_BYTES:
            self._answer(413)
        else:
            delivery = self.server.receiver.receive(list(self.headers.items()), self.rfile.read(int(length)))
            self.server.tell(delivery)
            self._answer(delivery.status)

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: what is to be told of a request is told by its delivery."""

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()
