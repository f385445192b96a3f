"""The part of the synchronous client that has no asynchronous counterpart."""

from __future__ import annotations

from functools import cached_property
from typing import Optional

from helixagent import _async
from helixagent._transport.configured_client import ConfiguredClient


class ClientBase(ConfiguredClient):
    """The base of HelixAgent: an asynchronous client with its settings, for `acreate`."""

    _is_async = False

    def _settle_hooks(self) -> None:
        # It has no async hooks.
        return None

    @cached_property
    def _async_twin(self) -> Optional[_async.AsyncHelixAgent]:
        """An asynchronous client with the same settings; None where the connections are the user's and are blocking."""
        if not self._transport.is_own:
            return None
        twin = _async.AsyncHelixAgent.__new__(_async.AsyncHelixAgent)
        twin._options = self._options
        twin._transport = self._transport.for_async()
        twin._shares_transport = True
        return twin
