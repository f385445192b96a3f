"""The base of both clients: their settings, which can be read."""

from __future__ import annotations

from typing import Optional

from .._core.copies import CopiedClient
from .._core.requests.options import NotGiven, Timeout


class ConfiguredClient(CopiedClient):
    """A client whose settings can be read; `with_options` gives one with others."""

    @property
    def base_url(self) -> str:
        """The server, without the `/v1` that the paths of operations begin with."""
        return self._options.base_url

    @property
    def timeout(self) -> Timeout:
        """The seconds that a request may take; None for no limit."""
        from .httpx_common import TIMEOUT

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
