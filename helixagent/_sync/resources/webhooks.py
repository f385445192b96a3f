# Written by `make generate` from helixagent/_async/resources/webhooks.py; do not edit.
"""Webhooks: where the server tells of tasks and debates, and what it sends there."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from helixagent import types
from helixagent._core.requests.arguments import check_secret, checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption, checked_headers
from helixagent._core.responses.raw_response import RawSide
from helixagent._core.webhooks.webhook_events import unwrap
from helixagent._sync import resources
from helixagent._sync.resources._base import Resource
from helixagent._sync.streaming_response import StreamingSide
from helixagent_client.api.webhooks import create_webhook, delete_webhook, get_webhook, list_webhooks


class Webhooks(Resource):
    """Where the server tells of tasks and debates."""

    with_raw_response: RawSide[resources.WebhooksWithRawResponse]
    with_streaming_response: StreamingSide[resources.WebhooksWithStreamingResponse]

    unwrap = staticmethod(unwrap)

    @checked_names
    def create(
        self,
        # region openapi.yaml: createWebhook
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
        # endregion
    ) -> types.Webhook:
        """Have events sent to an address of yours.

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
            HelixAgentError: As in `chat.completions.create`.
        """
        check_secret("secret", secret)
        checked_headers(headers, "headers")
        result: types.Webhook = self._run("webhooks.create", create_webhook, locals())
        return result

    @checked_names
    def list(
        self,
        # region openapi.yaml: listWebhooks
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.WebhookList:
        """List the webhooks.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.WebhookList = self._run("webhooks.list", list_webhooks, locals())
        return result

    @checked_names
    def get(
        self,
        # region openapi.yaml: getWebhook
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.Webhook:
        """Look a webhook up.

        Args:
            webhook_id: ID of the webhook.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            NotFoundError: There is no such webhook.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.Webhook = self._run("webhooks.get", get_webhook, locals())
        return result

    @checked_names
    def delete(
        self,
        # region openapi.yaml: deleteWebhook
        webhook_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> Optional[types.MessageResponse]:
        """Have no more events sent.

        Args:
            webhook_id: ID of the webhook.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such webhook.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[types.MessageResponse] = self._run("webhooks.delete", delete_webhook, locals())
        return result
