"""The part of the asynchronous client that has no synchronous counterpart."""

from __future__ import annotations

from typing import Any

from helixagent._transport.configured_client import ConfiguredClient


class AsyncClientBase(ConfiguredClient):
    """The base of AsyncHelixAgent."""

    _is_async = True

    async def _settle_hooks(self) -> None:
        observers: Any = self._options.hooks
        await observers.settle()
