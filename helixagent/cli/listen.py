"""Receive webhooks locally: print each request, check its signature, and forward it."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, Any, Dict, List, NamedTuple, Optional, Tuple
from urllib.parse import urlsplit

import click

from helixagent.cli.clean import one_line, shown
from helixagent.cli.serving import stoppable, wait
from helixagent.cli.webhook_server import MAX_BYTES, Headers, Response, WebhookServer
from helixagent.exceptions import WebhookVerificationError
from helixagent.webhooks import unwrap

if TYPE_CHECKING:
    import httpx

    from helixagent.cli.state import State

_FORWARD_TIMEOUT = 30.0
# These belong to one connection (RFC 9110 section 7.6.1) or are set again for the next one.
_HOP_BY_HOP = frozenset(
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
    """A received request and its result.

    Args:
        event: The event type, from the body or the header.
        delivery: The delivery ID.
        verified: Whether the signature is valid, or None without a secret to check it with.
        problem: Why the request was refused or could not be forwarded.
        status: The status code sent to the sender.
        forwarded: Whether the response comes from the address to which the request was forwarded.
        seconds: How long forwarding took.
        body: The request body.
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
    """Decide what happens to a request, without any knowledge of sockets.

    Args:
        secret: The signing secret, or None to accept all requests.
        forward_to: The URL to forward requests to, or None.
        http: The client that forwards requests.
    """

    def __init__(self, secret: Optional[str], forward_to: Optional[str], http: httpx.Client) -> None:
        self._secret = secret
        self._forward_to = forward_to
        self._http = http

    def receive(self, headers: Headers, body: bytes) -> Tuple[Delivery, Response]:
        """Check a request and forward it, and return what to print and what to respond."""
        fields = {name.lower(): value for name, value in headers}
        event = fields.get("x-helixagent-event") or _type_of(body)
        delivery = fields.get("x-helixagent-delivery") or fields.get("webhook-id") or ""
        verified, problem = self._verify(fields, body)
        if verified is False:
            return Delivery(event, delivery, False, problem, 401, False, 0.0, body), Response(401)
        response, forwarded, seconds = Response(200), False, 0.0
        if self._forward_to is not None:
            started = time.monotonic()
            response, problem = self._forward(self._forward_to, headers, body)
            seconds, forwarded = time.monotonic() - started, problem is None
        return Delivery(event, delivery, verified, problem, response.status, forwarded, seconds, body), response

    def _verify(self, fields: Dict[str, str], body: bytes) -> Tuple[Optional[bool], Optional[str]]:
        if self._secret is None:
            return None, None
        try:
            unwrap(body, fields, self._secret)
        except WebhookVerificationError as error:
            return False, error.message
        return True, None

    def _forward(self, url: str, headers: Headers, body: bytes) -> Tuple[Response, Optional[str]]:
        import httpx

        # As bytes, since header values need not be ASCII. The standard library decodes them as Latin-1.
        sent = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in _end_to_end(headers)]
        try:
            with self._http.stream("POST", url, content=body, headers=sent) as response:
                content = b""
                # Forwarded unchanged: the body may be compressed, and its headers declare this.
                for part in response.iter_raw():
                    content += part
                    if len(content) > MAX_BYTES:
                        return Response(502), f"the response of {url} has more than {MAX_BYTES} bytes"
        except httpx.HTTPError as error:
            return Response(502), f"{url} cannot be reached: {error or type(error).__name__}"
        received = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
        # The listener's server adds these two.
        kept = [field for field in _end_to_end(received) if field[0].lower() not in ("server", "date")]
        return Response(response.status_code, kept, content), None


def _end_to_end(headers: Headers) -> Headers:
    """Return the headers that a request or a response keeps on the next connection."""
    return [(name, value) for name, value in headers if name.lower() not in _HOP_BY_HOP]


def listen_for_webhooks(
    state: State, host: str, port: int, *, forward_to: Optional[str], secret: Optional[str], with_body: bool
) -> None:
    """Receive webhooks until Ctrl-C.

    Args:
        state: This run.
        host: The address to listen on.
        port: The port; 0 picks a free one.
        forward_to: The URL to forward requests to.
        secret: The signing secret.
        with_body: Whether to print bodies.

    Raises:
        click.BadParameter: `forward_to` is not a URL, or is the URL of this listener.
        OSError: The command cannot listen on the address, or cannot print.
    """
    import httpx

    target = None if forward_to is None else _target(forward_to)
    lock = threading.Lock()
    failed: List[OSError] = []

    def receive(headers: Headers, body: bytes) -> Response:
        delivery, response = receiver.receive(headers, body)
        # Each request is served in its own thread, and their lines must not mix.
        with lock:
            try:
                _print(state, delivery, with_body)
            except OSError as error:
                failed.append(error)
                stopped.set()
        return response

    # Proxies from the environment do not apply to addresses of this machine.
    with httpx.Client(timeout=_FORWARD_TIMEOUT, trust_env=False) as http, stoppable() as stopped:
        receiver = Receiver(secret, forward_to, http)
        server = WebhookServer((host, port), receive)
        try:
            if target is not None and server.is_reached_at(*target):
                raise _bad_target(
                    f"{forward_to} is this listener. Use the address of another server, or another --port."
                )
            _serve(state, server, forward_to, secret is not None, stopped)
        finally:
            server.server_close()
    if failed:
        raise failed[0]


def _serve(
    state: State, server: WebhookServer, forward_to: Optional[str], signed: bool, stopped: threading.Event
) -> None:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        _print_instructions(state, server.url, forward_to, signed)
        wait(stopped)
    finally:
        server.shutdown()
        thread.join()


def _target(url: str) -> Tuple[str, int]:
    """Return the host and the port of the URL to which requests are forwarded."""
    import httpx

    try:
        httpx.URL(url)
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except (httpx.InvalidURL, ValueError):
        raise _bad_target(f"{url} is not a valid URL.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise _bad_target("must begin with http:// or https://, followed by a host.")
    return host, port or (443 if parts.scheme == "https" else 80)


def _bad_target(problem: str) -> click.BadParameter:
    return click.BadParameter(problem, param_hint="--forward-to")


def _print_instructions(state: State, url: str, forward_to: Optional[str], signed: bool) -> None:
    if state.screen.as_json:
        state.screen.json({"url": url}, compact=True)
        return
    state.screen.line(f"Listening on {url}{f', forwarding to {forward_to}' if forward_to else ''}")
    if not signed:
        state.screen.warning("Signatures are not checked: no secret was given (--secret-file).")
    state.screen.note(f"A server on this machine sends events here after: helixagent webhooks create {url}")
    state.screen.note("Press Ctrl-C to stop.")


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
    # Published servers name it `event`.
    found = (value.get("type") or value.get("event")) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
