"""The model providers of the server."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent import _async, types
from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent_client.api.providers import (
    add_provider,
    get_provider,
    get_provider_health,
    get_providers_health,
    list_providers,
    remove_provider,
    update_provider,
)


class AsyncProviders(AsyncResource):
    """List, check and manage the LLM providers of the server."""

    with_raw_response: RawSide[_async.AsyncProvidersWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncProvidersWithStreamingResponse]

    # region openapi.yaml: listProviders as providers.list
    @listed
    @checked_names
    async def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ProviderList:
        """List the providers.

        Lists the providers and their models.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.list", list_providers, locals())

    # endregion

    # region openapi.yaml: getProvidersHealth as providers.health
    @checked_names
    async def health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ProvidersHealth:
        """Check the health of all providers.

        Returns the health of each provider, and of all providers together.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.health", get_providers_health, locals())

    # endregion

    # region openapi.yaml: getProvider as providers.get
    @checked_names
    async def get(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Provider:
        """Retrieve a provider.

        Retrieves a provider and its models.

        Args:
            provider: ID of the provider.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.get", get_provider, locals())

    # endregion

    # region openapi.yaml: getProviderHealth as providers.get_health
    @checked_names
    async def get_health(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ProviderHealth:
        """Check the health of a provider.

        Checks the health of a provider. For an unhealthy provider, the status is 503 with the same body.

        The status 503 does not raise an exception.

        Args:
            provider: ID of the provider.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.get_health", get_provider_health, locals())

    # endregion

    # region openapi.yaml: addProvider as providers.add
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
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Provider:
        """Add a provider.

        Registers a provider with the server, which can use it from then on.

        Args:
            name: Name of the provider, which requests use.
            type: Type of the provider's API.
            api_key: API key of the provider.
            base_url: Base URL of the provider's API.
            model: Model to use.
            weight: Weight of the provider's vote.
            enabled: Whether the provider is used.
            config: Other settings of the provider.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.add", add_provider, locals())

    # endregion

    # region openapi.yaml: updateProvider as providers.update
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
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Provider:
        """Update a provider.

        Updates the given fields of a provider. Other fields do not change.

        Args:
            provider: ID of the provider.
            name: Name of the provider, which requests use.
            type: Type of the provider's API.
            api_key: API key of the provider.
            base_url: Base URL of the provider's API.
            model: Model to use.
            weight: Weight of the provider's vote.
            enabled: Whether the provider is used.
            config: Other settings of the provider.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.update", update_provider, locals())

    # endregion

    # region openapi.yaml: removeProvider as providers.remove
    @checked_names
    async def remove(
        self,
        provider: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Optional[types.MessageResponse]:
        """Remove a provider.

        Removes a provider from the server.

        Args:
            provider: ID of the provider.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The server's message, or None if it sends none.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("providers.remove", remove_provider, locals())

    # endregion
