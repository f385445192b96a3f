"""The parts of the asynchronous client that have no synchronous counterpart."""

from __future__ import annotations

from typing import Any

from helixagent._core.copies import CopiedClient


class AsyncClientBase(CopiedClient):
    """The base class of AsyncHelixAgent."""

    _is_async = True

    async def _settle_hooks(self) -> None:
        await self._options.hooks.settle()

    def _make_transport(self, http_client: Any, verify: Any) -> Any:
        # The import is here because `import helixagent` alone must stay cheap.
        if http_client == "aiohttp":
            from helixagent._transport.aiohttp_backend import AiohttpTransport

            transport: Any = AiohttpTransport(None, verify)
        else:
            from helixagent._async.transport import AsyncHttpxTransport

            transport = AsyncHttpxTransport(http_client, verify)
        transport.check_proxy(self._options.base_url)
        return transport
