"""The base class of both clients, with read-only settings."""

from __future__ import annotations

from typing import Optional

from .._core.copies import CopiedClient
from .._core.requests.options import NotGiven, Timeout


class ConfiguredClient(CopiedClient):
    """A client with read-only settings. `with_options` returns a client with different settings."""

    @property
    def base_url(self) -> str:
        """The base URL of the server, without `/v1`."""
        return self._options.base_url

    @property
    def timeout(self) -> Timeout:
        """The timeout of each request in seconds; None for no timeout."""
        from .httpx_common import TIMEOUT

        given = self._options.timeout
        return TIMEOUT if isinstance(given, NotGiven) else given

    @property
    def max_retries(self) -> int:
        """The maximum number of retries of a failed request."""
        return self._options.max_retries

    @property
    def server_kind(self) -> Optional[str]:
        """The kind of server: `"published"`, `"contract"`, or None before the first response.

        A published server identifies itself in its response headers. All other servers follow the documented API.
        """
        known = self._options.compatibility
        return None if known is None else known.server.kind
