# Written by `make generate` from helixagent/_async/resources/health.py; do not edit.
"""The health of the server. These requests need no credential."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent import types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._sync.resources._base import Resource
from helixagent_client.api.health import get_health, get_service_health


class ServerHealth(Resource):
    """Implements `client.health()` and `client.service_health()`."""

    @checked_names
    def health(
        self,
        # region openapi.yaml: getHealth
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.Health:
        """Return whether the server is up.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.
        """
        return self._run("health", get_health, locals())

    @checked_names
    def service_health(
        self,
        # region openapi.yaml: getServiceHealth
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.ServiceHealth:
        """Return the health of the server and of its providers.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.
        """
        return self._run("service_health", get_service_health, locals())
