"""That to break off the read of one answer never hits the next call on the same connection."""

from __future__ import annotations

import socket
from typing import Any, Iterator

import httpx
import pytest
from fast_server import FastServer
from raw_server import texts
from stream_support import start, way_of

from helixagent._transport.httpx_common import shut_down
from helixagent.testing import Sandbox


@pytest.fixture(params=["sync", "session"])
def client(request: Any, sandbox: Sandbox) -> Iterator[Any]:
    with way_of(request.param) as way:
        yield way.client(sandbox.base_url)


def test_an_interrupt_that_comes_late_hits_nobody(client: Any, sandbox: Sandbox) -> None:
    """As from the timer that bounds the reading after a stream's end, on a machine that is busy."""
    for _ in range(3):
        stream = start(client)
        assert len(texts(stream)) > 20
        stream._answer.response.interrupt()
        assert client.models.list().data
        stream._answer.response.interrupt()
        assert client.models.list().data
    assert sandbox.connections == 1


def test_an_interrupt_while_the_body_is_read_ends_it(client: Any) -> None:
    with FastServer() as server:
        stream = client.with_options(base_url=server.base_url).chat.completions.create(
            messages=[{"role": "user", "content": "x"}], stream=True, user="half"
        )
        next(stream)
        stream._answer.response.interrupt()
        stream.close()
        assert list(stream) == []


class Network:
    """What httpx tells of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def get_extra_info(self, name: str) -> Any:
        return self._connection


@pytest.mark.parametrize(("version", "is_shared"), [(b"HTTP/1.1", False), (b"HTTP/2", True)])
def test_a_connection_that_other_calls_share_is_not_shut_down(version: bytes, is_shared: bool) -> None:
    one, other = socket.socketpair()
    with one, other:
        response = httpx.Response(200, extensions={"http_version": version, "network_stream": Network(one)})
        shut_down(response)
        if is_shared:
            one.sendall(b"still there")
            assert other.recv(100) == b"still there"
        else:
            with pytest.raises(OSError):
                one.sendall(b"gone")
