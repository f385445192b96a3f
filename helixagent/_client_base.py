"""What one of the two clients has and the other has not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from ._async_client import AsyncHelixAgent
    from ._core.options import Options


class AsyncClientBase:
    """The base of AsyncHelixAgent."""

    _options: Options
    _is_async = True

    async def _settle_hooks(self) -> None:
        observers: Any = self._options.hooks
        await observers.settle()


class ClientBase:
    """The base of HelixAgent: an asynchronous client with its settings, for `acreate`."""

    _options: Options
    _transport: Any
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
