"""Keep the headers and the query of a WebSocket out of exceptions, logs and the library's objects."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from .._core.extras import extra
from .._core.requests.call import Request
from .._core.secret import MASK, Secret, mask
from ..exceptions import NetworkError

with extra("websocket", "A WebSocket"):
    import websockets.frames


class Hidden:
    """The headers and the query of a connection, which must never be shown."""

    def __init__(self, request: Request) -> None:
        headers = request.headers.reveal()
        self._names = [name for name in headers if name != "user-agent"]
        values = [headers[name] for name in self._names]
        query = urlsplit(request.address.reveal()).query
        texts = {*values, *(word for value in values for word in value.split()), query}
        # Longer secrets come first, because one secret can be part of another.
        self._texts = Secret(sorted(filter(None, texts), key=len, reverse=True))

    def masked(self, text: str) -> str:
        """Mask the secrets in a text."""
        texts = self._texts.reveal()
        return MASK if text in texts else mask(text.encode("utf-8", "replace"), texts).decode()

    def clean(self, connection: Any) -> None:
        """Remove the secrets from the library's request object, whose repr shows the headers."""
        headers = connection.request.headers
        for name in self._names:
            del headers[name]
            headers[name] = MASK

    def closed(self, error: Exception) -> NetworkError:
        """Return the SDK exception for a closed connection."""
        return NetworkError(self.masked(f"The WebSocket is closed: {error}."))


class MaskingLogger(logging.LoggerAdapter):  # type: ignore[type-arg]
    """Masks the library's log records. At level DEBUG, the library logs all headers and frames."""

    def __init__(self, logger: Any, hidden: Hidden) -> None:
        super().__init__(logger, {})
        self._hidden = hidden

    def log(self, level: int, msg: object, *args: object, **options: Any) -> None:
        """Write a log record."""
        self.logger.log(level, msg, *[self._shown(arg) for arg in args], **options)

    def _shown(self, arg: object) -> object:
        if isinstance(arg, websockets.frames.Frame):
            # The data contains prompts and responses.
            return f"{arg.opcode.name} [{len(arg.data)} bytes]"
        return self._hidden.masked(arg) if isinstance(arg, str) else arg
