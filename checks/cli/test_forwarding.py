"""Tests of `webhooks listen --forward-to`: the request to the target, and the response to the sender."""

from __future__ import annotations

import gzip
import signal
import socket
import subprocess
import sys
from typing import Any, Iterator, Tuple

import httpx
import pytest
from cli_support import environment, run
from listener import BODY, SECRET, Listener, listening, raw
from raw_server import RawServer
from support import closed_port, sends

CREATED = (
    b"HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nX-Name: caf\xe9\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
    b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntaken\r\n0\r\n\r\n"
)


def exchange(response: bytes, request: bytes) -> Tuple[bytes, Any]:
    """Send a request to a listener whose target sends a response. Return the response, and the target's request."""
    with RawServer(sends(response)) as target, listening("--forward-to", target.base_url, secret=None) as listener:
        received = everything(listener.url, request)
        listener.line()
        return received, target.requests[0]


def everything(url: str, request: bytes) -> bytes:
    host, port = url.split("//")[1].split(":")
    with socket.create_connection((host, int(port)), timeout=60) as peer:
        peer.sendall(request)
        return b"".join(iter(lambda: peer.recv(65536), b""))


def post(body: bytes = BODY, *headers: bytes) -> bytes:
    lines = [b"POST / HTTP/1.1", b"Host: x", b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join([*lines, b"", body])


def test_the_sender_gets_status_headers_and_body_of_the_target() -> None:
    head, _, body = exchange(CREATED, post())[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0].split()[1] == b"201" and body == b"taken"
    for line in (b"X-Name: caf\xe9", b"Content-Type: text/plain", b"Set-Cookie: a=1", b"Set-Cookie: b=2"):
        assert line.lower() in head.lower()
    assert head.lower().count(b"content-length: 5") == 1 and b"transfer-encoding" not in head.lower()


def test_a_compressed_body_stays_compressed() -> None:
    content = gzip.compress(b"hello")
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(content)
    received = exchange(head + content, post())[0]
    assert b"content-encoding: gzip" in received.lower() and received.endswith(content)


@pytest.mark.parametrize("status", [204, 304])
def test_a_response_without_a_body_has_no_length(status: int) -> None:
    received = exchange(b"HTTP/1.1 %d X\r\n\r\n" % status, post())[0]
    assert received.split()[1] == b"%d" % status and b"content-length" not in received.lower()


def test_a_redirect_and_an_error_are_passed_on() -> None:
    moved = b"HTTP/1.1 307 X\r\nLocation: http://x.example/\r\nContent-Length: 0\r\n\r\n"
    assert b"location: http://x.example/" in exchange(moved, post())[0].lower()
    failed = b"HTTP/1.1 500 X\r\nContent-Length: 4\r\n\r\nOops"
    assert exchange(failed, post())[0].endswith(b"Oops")


def test_headers_that_are_not_ascii_reach_the_target() -> None:
    received, seen = exchange(CREATED, post(BODY, b"X-Name: caf\xc3\xa9", b"X-HelixAgent-Delivery: \xff"))
    assert received.split()[1] == b"201"
    assert seen.headers["x-name"].encode("latin-1") == b"caf\xc3\xa9" and seen.body == BODY


def test_a_signature_that_is_not_ascii_is_invalid() -> None:
    with listening(secret=SECRET) as listener:
        assert everything(listener.url, post(BODY, b"X-HelixAgent-Signature: sha256=\xe9")).split()[1] == b"401"
        assert listener.line()["verified"] is False


def test_a_chunked_body_is_assembled() -> None:
    chunks = b'4;name=x\r\n{"ty\r\n0A\r\npe": "a.b"\r\n1\r\n}\r\n0\r\nX-Trailer: 1\r\n\r\n'
    received, seen = exchange(CREATED, b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
    assert received.split()[1] == b"201"
    assert seen.body == b'{"type": "a.b"}' and "transfer-encoding" not in seen.headers


@pytest.mark.parametrize(
    ("encoding", "body", "status"),
    [
        ("chunked", "zz\r\n", 400),
        ("chunked", "-1\r\n", 400),
        ("chunked", "2\r\nabcd\r\n", 400),
        ("chunked", "FFFFFFFF\r\n", 413),
        ("gzip, chunked", "", 501),
    ],
)
def test_an_invalid_chunked_body_is_refused(encoding: str, body: str, status: int) -> None:
    with listening(secret=None) as listener:
        text = f"POST / HTTP/1.1\r\nTransfer-Encoding: {encoding}\r\n\r\n{body}"
        assert f" {status} ".encode() in raw(listener.url, text)


def test_other_methods_are_not_allowed() -> None:
    with listening(secret=None) as listener:
        for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
            response = httpx.request(method, listener.url, trust_env=False)
            assert (response.status_code, response.headers["allow"]) == (405, "POST")


# --- forwarding to itself


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("127.0.0.1", "http://127.0.0.1:{}/hook"),
        ("127.0.0.1", "http://localhost:{}"),
        ("127.0.0.1", "http://0.0.0.0:{}"),
        ("0.0.0.0", "http://127.0.0.1:{}"),
        ("localhost", "https://LOCALHOST:{}/"),
    ],
)
def test_a_listener_does_not_forward_to_itself(host: str, target: str) -> None:
    port = closed_port()
    done = run("webhooks", "listen", "--host", host, "--port", str(port), "--forward-to", target.format(port))
    assert done.code == 2 and "is this listener" in done.err


@pytest.mark.parametrize("url", ["http://", "http:///hook", "http://[", "ftp://x.example"])
def test_a_target_that_is_not_a_url_is_refused(url: str) -> None:
    assert run("webhooks", "listen", "--port", "0", "--forward-to", url).code == 2


# --- closed output


@pytest.fixture
def deaf() -> Iterator[Listener]:
    """A listener whose output is no longer read."""
    command = [sys.executable, "-m", "helixagent", "webhooks", "listen", "--port", "0", "-o", "json"]
    with subprocess.Popen(command, env=environment(), stdout=-1, stderr=-1, text=True) as process:
        listener = Listener(process)
        process.stdout.close()  # type: ignore[union-attr]
        yield listener
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)


def test_the_listener_ends_if_nobody_reads_its_output(deaf: Listener) -> None:
    assert deaf.post() == 200
    assert deaf.process.wait(60) == 141
    assert deaf.process.stderr is not None and deaf.process.stderr.read() == ""


def test_an_unreachable_forwarding_address_is_reported_to_the_sender() -> None:
    with listening("--forward-to", f"http://127.0.0.1:{closed_port()}", secret=None) as listener:
        assert listener.post() == 502
        told = listener.line()
    assert told["verified"] is None and "cannot be reached" in told["problem"]


def test_invalid_webhooks_are_refused() -> None:
    with listening(secret=None) as listener:
        assert b" 411 " in raw(listener.url, "POST / HTTP/1.1\r\n\r\n")
        assert b" 411 " in raw(listener.url, "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")
        assert b" 413 " in raw(listener.url, "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")
        assert b" 405 " in raw(listener.url, "GET / HTTP/1.1\r\n\r\n")
        # A sender that disconnects halfway must not cause any output.
        raw(listener.url, "nonsense\r\n\r\n")
        assert listener.post(b"no json \xff") == 200
        assert listener.line()["body"] == "no json \ufffd"
