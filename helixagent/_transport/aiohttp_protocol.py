"""Connections of aiohttp that lose nothing, hang on nothing and make nothing up where an answer is wrong."""

from __future__ import annotations

import asyncio
import functools
import ssl
from typing import Any, Optional

from .._core.extras import extra
from .httpx_common import socket_options

with extra("aiohttp", 'http_client="aiohttp"'):
    import aiohttp
    from aiohttp.client_proto import ResponseHandler

_END_OF_HEAD = b"\r\n\r\n"


class Protocol(ResponseHandler):
    """A connection of aiohttp, which takes the bytes of answers.

    The attributes with an underscore are aiohttp's own. Where one of them is gone, all is as aiohttp has it.
    """

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Set the options of the socket, if it is one."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None:
            for option in socket_options():
                connection.setsockopt(*option)

    def data_received(self, data: bytes) -> None:
        """Take what came: the head of an answer by itself, since a wrong body in the same piece would drop it."""
        if getattr(self, "_waiter", None) is not None:
            end = data.find(_END_OF_HEAD) + len(_END_OF_HEAD)
            if len(_END_OF_HEAD) <= end < len(data):
                super().data_received(data[:end])
                data = data[end:]
        super().data_received(data)

    def close(self) -> None:
        """Close the connection at once: over TLS it would wait for the server, also beyond the event loop's end."""
        transport: Any = self.transport
        super().close()
        if transport is not None:
            transport.abort()

    def set_exception(self, exc: Any, *cause: Any, **named_cause: Any) -> None:
        """Let a failure end the body that is being read too, which would wait for ever."""
        self._fail_body(exc)
        super().set_exception(exc, *cause, **named_cause)

    def connection_lost(self, exc: Optional[BaseException]) -> None:
        """Let a body whose end is that of the connection break off where that was no end in order."""
        # Many servers end a connection over TLS without saying so.
        if isinstance(exc, OSError) and not isinstance(exc, ssl.SSLError):
            self._fail_body(exc)
        super().connection_lost(exc)

    def _fail_body(self, error: BaseException) -> None:
        body: Any = getattr(self, "_payload", None)
        if body is not None and not body.is_eof() and body.exception() is None:
            is_late = isinstance(error, asyncio.TimeoutError)
            body.set_exception(error if is_late else aiohttp.ClientPayloadError(f"The body broke off: {error!r}"))


def take_protocol(connector: Any) -> None:
    """Have an aiohttp connector make its connections with `Protocol`."""
    if hasattr(connector, "_factory"):
        connector._factory = functools.partial(Protocol, loop=asyncio.get_running_loop())
