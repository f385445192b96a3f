"""The state of the server, which it tells without a credential."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent_client.api.health import get_health, get_service_health
from helixagent_client.models.health import Health
from helixagent_client.models.service_health import ServiceHealth


class AsyncServerHealth(AsyncResource):
    """What `client.health()` and `client.service_health()` are made of."""

    @checked_names
    async def health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Health:
        """Ask whether the server is up."""
        result: Health = await self._run("health", get_health, locals())
        return result

    @checked_names
    async def service_health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ServiceHealth:
        """Ask for the state of the server and of the providers behind it."""
        result: ServiceHealth = await self._run("service_health", get_service_health, locals())
        return result
