"""Tests that closing a response never affects the next request on the connection, and ends the read in progress."""

from __future__ import annotations

import contextlib
import socket
import ssl
from typing import Any, Iterator, List

import pytest
from raw_server import texts
from stream_support import Running, eventually, start, way_of

from helixagent._transport.guard import Guard, shut_down
from helixagent.testing import Sandbox


@pytest.fixture(params=["sync", "asyncio", "trio"])
def client(request: Any, sandbox: Sandbox) -> Iterator[Any]:
    with way_of(request.param) as way:
        yield way.client(sandbox.base_url)


def test_closing_a_response_late_affects_no_other_request(client: Any, sandbox: Sandbox) -> None:
    for _ in range(3):
        stream = start(client)
        assert len(texts(stream)) > 20
        assert client.models.list().data
        stream.close()
        assert client.models.list().data
    assert sandbox.connections == 1


def test_a_connection_is_closed_by_the_thread_that_uses_it() -> None:
    guard = Guard()
    interrupts: List[int] = []
    assert guard.enter()
    assert not guard.close(lambda: interrupts.append(1))
    assert interrupts == [1]
    assert guard.leave() and guard.is_closed and not guard.enter()


def test_an_unused_connection_is_closed_by_the_thread_that_requests_it() -> None:
    guard = Guard()
    assert guard.enter() and not guard.leave()
    assert guard.close(list) and not guard.enter()


def test_a_signal_handler_may_close_a_connection_used_by_its_thread() -> None:
    guard = Guard()

    def interrupt() -> None:
        assert not guard.close(list)

    def use() -> bool:
        assert guard.enter()
        return guard.close(interrupt)

    assert Running(use).result() is False


class Uvloop:
    """A socket that behaves like uvloop's."""

    def __init__(self, connection: socket.socket) -> None:
        self.fileno = connection.fileno

    def shutdown(self, how: int) -> None:
        raise TypeError("transport sockets do not support shutdown() method")


@pytest.mark.parametrize("wrap", [lambda connection: connection, Uvloop], ids=["socket", "uvloop"])
def test_shutting_down_a_connection_ends_its_reader(wrap: Any) -> None:
    one, other = socket.socketpair()
    with one, other:
        reader = Running(lambda: one.recv(1))
        eventually(lambda: reader.thread.is_alive())
        shut_down(wrap(one))
        assert reader.result() == b""
        # Nothing happens to a closed connection or to None.
        shut_down(one)
        shut_down(None)
    shut_down(one)


def test_a_tls_reader_never_returns_encrypted_bytes() -> None:
    """The `shutdown` method of ssl.SSLSocket would cause this."""
    one, other = socket.socketpair()
    context = ssl.create_default_context()
    with other, context.wrap_socket(one, do_handshake_on_connect=False, server_hostname="localhost") as secured:
        other.sendall(b"not TLS")
        shut_down(secured)
        received = b""
        # The handshake is not complete, so the TLS library may also refuse.
        with contextlib.suppress(OSError):
            received = secured.recv(100)
        assert received == b""
