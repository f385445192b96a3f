"""Keeps the headers and the query that a WebSocket was opened with out of errors, logs and the library's objects."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._core.extras import extra
from .._core.requests.call import Request
from .._core.secret import MASK, Secret, mask
from ..exceptions import NetworkError

with extra("websocket", "A WebSocket"):
    import websockets.frames

if TYPE_CHECKING:
    _Adapter = logging.LoggerAdapter[logging.Logger]
else:
    _Adapter = logging.LoggerAdapter


class Hidden:
    """What a connection was opened with and must not show: values of headers, and the query."""

    def __init__(self, request: Request) -> None:
        headers = request.headers.reveal()
        self._names = [name for name in headers if name != "user-agent"]
        values = [headers[name] for name in self._names]
        # Longest first, else a part of another secret might be left.
        query = urlsplit(request.address.reveal()).query
        texts = {*values, *(word for value in values for word in value.split()), query}
        self._texts = Secret(sorted((text for text in texts if text), key=len, reverse=True))

    def __repr__(self) -> str:
        return MASK

    def masked(self, text: str) -> str:
        """Return a text without what is hidden."""
        texts = self._texts.reveal()
        return MASK if text in texts else mask(text.encode("utf-8", "replace"), texts).decode()

    def clean(self, connection: Any) -> None:
        """Take the secrets out of the request that the library keeps, which shows its headers when it is printed."""
        headers = connection.request.headers
        for name in self._names:
            del headers[name]
            headers[name] = MASK

    def closed(self, error: Exception) -> NetworkError:
        """Return the library's error of a closed connection as ours."""
        return NetworkError(self.masked(f"The WebSocket is closed: {error}."))


class DiscreetLogger(_Adapter):
    """The library's logger, without secrets and texts: at level DEBUG it writes all headers and frames."""

    def __init__(self, logger: Any, hidden: Hidden) -> None:
        super().__init__(logger, {})
        self._hidden = hidden

    def log(self, level: int, msg: object, *args: object, **options: Any) -> None:
        """Write a line."""
        self.logger.log(level, msg, *[self._shown(arg) for arg in args], **options)

    def _shown(self, arg: object) -> object:
        if isinstance(arg, websockets.frames.Frame):
            # Its text quotes prompts and answers.
            return f"{arg.opcode.name} [{len(arg.data)} bytes]"
        return self._hidden.masked(arg) if isinstance(arg, str) else arg
