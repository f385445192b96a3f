"""Webhooks: register URLs for task and debate events, and verify the events that the server sends."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from helixagent import _async, types
from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import webhook_arguments
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent._core.webhooks import unwrap
from helixagent_client.api.webhooks import create_webhook, delete_webhook, get_webhook, list_webhooks


class AsyncWebhooks(AsyncResource):
    """Subscribe to events of tasks and debates."""

    with_raw_response: RawSide[_async.AsyncWebhooksWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncWebhooksWithStreamingResponse]

    unwrap = staticmethod(unwrap)

    # region openapi.yaml: createWebhook as webhooks.create
    @checked_names
    async def create(
        self,
        *,
        url: str,
        events: Optional[Sequence[types.WebhookEventTypeParam]] = None,
        secret: Optional[str] = None,
        headers: Optional[Mapping[str, str]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Webhook:
        """Create a webhook.

        Registers a URL to which the server sends events as they happen. No response contains the secret.

        Args:
            url: URL to which the server sends events.
            events: Types of events to send. By default, all types are sent.
            secret: Secret with which deliveries are signed.
            headers: Headers to send with each delivery.
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
        return await self._run("webhooks.create", create_webhook, webhook_arguments(locals()))

    # endregion

    # region openapi.yaml: listWebhooks as webhooks.list
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
    ) -> types.WebhookList:
        """List the webhooks.

        Lists the registered webhooks.

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
        return await self._run("webhooks.list", list_webhooks, locals())

    # endregion

    # region openapi.yaml: getWebhook as webhooks.get
    @checked_names
    async def get(
        self,
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Webhook:
        """Retrieve a webhook.

        Retrieves a webhook, without its secret.

        Args:
            webhook_id: ID of the webhook.
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
        return await self._run("webhooks.get", get_webhook, locals())

    # endregion

    # region openapi.yaml: deleteWebhook as webhooks.delete
    @checked_names
    async def delete(
        self,
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Optional[types.MessageResponse]:
        """Delete a webhook.

        Stops sending events to a URL.

        Args:
            webhook_id: ID of the webhook.
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
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("webhooks.delete", delete_webhook, locals())

    # endregion
