"""The providers of models behind the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional

from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import check_secret, checked_names
from helixagent_client.api.providers import (
    add_provider,
    get_provider,
    get_provider_health,
    get_providers_health,
    list_providers,
    remove_provider,
    update_provider,
)
from helixagent_client.models.message_response import MessageResponse
from helixagent_client.models.provider import Provider
from helixagent_client.models.provider_health import ProviderHealth
from helixagent_client.models.provider_list import ProviderList
from helixagent_client.models.providers_health import ProvidersHealth

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._async.resources._raw_types import AsyncProvidersWithRawResponse
    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide


class AsyncProviders(AsyncResource):
    """The providers of models behind the server."""

    with_raw_response: RawSide[AsyncProvidersWithRawResponse]

    @listed
    @checked_names
    async def list(self, **options: Unpack[CallOptions]) -> ProviderList:
        """List the providers.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: ProviderList = await self._run("providers.list", list_providers, locals())
        return result

    @checked_names
    async def health(self, **options: Unpack[CallOptions]) -> ProvidersHealth:
        """Ask for the health of all providers.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            The overall `status`, and in `providers` a mapping of names to each one's health.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: ProvidersHealth = await self._run("providers.health", get_providers_health, locals())
        return result

    @checked_names
    async def get(self, provider: str, **options: Unpack[CallOptions]) -> Provider:
        """Look a provider up.

        Args:
            provider: The provider's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such provider.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Provider = await self._run("providers.get", get_provider, locals())
        return result

    @checked_names
    async def get_health(self, provider: str, **options: Unpack[CallOptions]) -> ProviderHealth:
        """Ask a provider whether it works.

        Args:
            provider: The provider's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            Its health; an unhealthy provider is an answer too, not an exception.

        Raises:
            NotFoundError: There is no such provider.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: ProviderHealth = await self._run("providers.get_health", get_provider_health, locals())
        return result

    @checked_names
    async def add(
        self,
        *,
        name: str,
        type: str,
        api_key: str,
        base_url: str,
        model: str,
        weight: Optional[float] = None,
        enabled: Optional[bool] = None,
        config: Optional[Mapping[str, Any]] = None,
        **options: Unpack[CallOptions],
    ) -> Provider:
        """Add a provider.

        Args:
            name: The provider's name.
            type: Its kind, e.g. `openai_compatible`.
            api_key: The key that HelixAgent uses with it.
            base_url: Its address.
            model: The model to use of it.
            weight: Its weight in votes.
            enabled: Whether it takes part.
            config: Settings of its own.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        check_secret("api_key", api_key)
        result: Provider = await self._run("providers.add", add_provider, locals())
        return result

    @checked_names
    async def update(
        self,
        provider: str,
        *,
        name: Optional[str] = None,
        type: Optional[str] = None,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        model: Optional[str] = None,
        weight: Optional[float] = None,
        enabled: Optional[bool] = None,
        config: Optional[Mapping[str, Any]] = None,
        **options: Unpack[CallOptions],
    ) -> Provider:
        """Change a provider; what is left out stays as it is.

        Args:
            provider: The provider's id.
            name: The provider's name.
            type: Its kind, e.g. `openai_compatible`.
            api_key: The key that HelixAgent uses with it.
            base_url: Its address.
            model: The model to use of it.
            weight: Its weight in votes.
            enabled: Whether it takes part.
            config: Settings of its own.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such provider.
            HelixAgentError: As in `chat.completions.create`.
        """
        check_secret("api_key", api_key)
        result: Provider = await self._run("providers.update", update_provider, locals())
        return result

    @checked_names
    async def remove(self, provider: str, **options: Unpack[CallOptions]) -> Optional[MessageResponse]:
        """Remove a provider.

        Args:
            provider: The provider's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such provider.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[MessageResponse] = await self._run("providers.remove", remove_provider, locals())
        return result
