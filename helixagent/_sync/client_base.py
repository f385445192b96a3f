"""The part of the synchronous client that has no asynchronous counterpart."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, Dict

from helixagent._core.copies import CopiedClient
from helixagent.exceptions import ValidationError


class ClientBase(CopiedClient):
    """The base of HelixAgent: an asynchronous client with its settings, for `acreate`."""

    _is_async = False

    def _settle_hooks(self) -> None:
        observers: Any = self._options.hooks
        observers.report_abandoned()

    def _make_transport(self, http_client: Any, verify: Any) -> Any:
        # Imported here, since `import helixagent` alone must stay cheap.
        from helixagent._sync.transport import HttpxTransport

        if http_client == "aiohttp":
            raise ValidationError('http_client="aiohttp" is for AsyncHelixAgent alone.', param="http_client")
        transport = HttpxTransport(http_client, verify)
        transport.check_proxy(self._options.base_url)
        return transport

    @cached_property
    def _async_twin(self) -> Any:
        """An asynchronous client with the same settings, or None if the user passed a synchronous HTTP client."""
        from helixagent._async.client import AsyncHelixAgent
        from helixagent._async.transport import AsyncHttpxTransport

        if not self._transport.is_own:
            return None
        twin = AsyncHelixAgent.__new__(AsyncHelixAgent)
        twin._options = self._options
        twin._transport = self._transport.for_async(AsyncHttpxTransport)
        twin._shares_transport = True
        return twin

    async def _acreate(self, name: str, resource: Any, arguments: Dict[str, Any]) -> Any:
        """Send the request of `create` with the asynchronous client, or in a thread if there is none.

        Args:
            name: Name of the asynchronous class of the resource.
            resource: The resource.
            arguments: Arguments of `create`.
        """
        twin = self._async_twin
        if twin is not None:
            from helixagent._async import resources

            return await getattr(resources, name)(twin, raw=resource._raw).create(**arguments)
        if arguments.get("stream"):
            raise ValidationError(
                "acreate(stream=True) needs a client without http_client and session. Use AsyncHelixAgent instead.",
                param="stream",
            )
        # Imported here, because most synchronous programs do not need it.
        import anyio.to_thread

        return await anyio.to_thread.run_sync(partial(resource.create, **arguments))
