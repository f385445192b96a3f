"""What both clients can say of their settings, and what one of the two has and the other has not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional, Union

from ._copies import CopiedClient
from ._core.options import NotGiven

if TYPE_CHECKING:
    import httpx

    from ._async_client import AsyncHelixAgent


class ConfiguredClient(CopiedClient):
    """A client whose settings can be read; `with_options` gives one with others."""

    @property
    def base_url(self) -> str:
        """The server, without the `/v1` that the paths of operations begin with."""
        return self._options.base_url

    @property
    def timeout(self) -> Union[float, httpx.Timeout, None]:
        """The seconds that a request may take; None for no limit."""
        from ._transport.httpx_common import TIMEOUT

        given = self._options.timeout
        return TIMEOUT if isinstance(given, NotGiven) else given

    @property
    def max_retries(self) -> int:
        """How often a failed request is sent again."""
        return self._options.max_retries

    @property
    def server_kind(self) -> Optional[str]:
        """The kind of server, as far as the responses tell: `"published"`, `"contract"`, or None before the first one.

        A published server names itself in its response headers; a server that does not speaks the documented API.
        """
        known = self._options.compatibility
        return None if known is None else known.server.kind


class AsyncClientBase(ConfiguredClient):
    """The base of AsyncHelixAgent."""

    _is_async = True

    async def _settle_hooks(self) -> None:
        observers: Any = self._options.hooks
        await observers.settle()


class ClientBase(ConfiguredClient):
    """The base of HelixAgent: an asynchronous client with its settings, for `acreate`."""

    _is_async = False

    def _settle_hooks(self) -> None:
        # It has no async hooks.
        return None

    @cached_property
    def _async_twin(self) -> Optional[AsyncHelixAgent]:
        """An asynchronous client with the same settings; None where the connections are the user's and are blocking."""
        from ._async_client import AsyncHelixAgent

        if not self._transport.is_own:
            return None
        twin = AsyncHelixAgent.__new__(AsyncHelixAgent)
        twin._options = self._options
        twin._transport = self._transport.for_async()
        twin._shares_transport = True
        return twin
