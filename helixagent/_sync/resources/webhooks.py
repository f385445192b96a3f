# Written by `make generate` from helixagent/_async/resources/webhooks.py; do not edit.
"""Webhooks: where the server tells of tasks and debates, and what it sends there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Mapping, Optional, Sequence

from helixagent._core.requests.arguments import check_secret, checked_names
from helixagent._core.requests.options import checked_headers
from helixagent._core.webhooks.webhook_events import unwrap
from helixagent._sync.resources._base import Resource
from helixagent_client.api.webhooks import create_webhook, delete_webhook, get_webhook, list_webhooks
from helixagent_client.models.message_response import MessageResponse
from helixagent_client.models.webhook import Webhook
from helixagent_client.models.webhook_list import WebhookList

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import WebhooksWithRawResponse
    from helixagent_client.params import WebhookEventTypeParam


class Webhooks(Resource):
    """Where the server tells of tasks and debates."""

    with_raw_response: RawSide[WebhooksWithRawResponse]

    unwrap = staticmethod(unwrap)

    @checked_names
    def create(
        self,
        *,
        url: str,
        events: Optional[Sequence[WebhookEventTypeParam]] = None,
        secret: Optional[str] = None,
        headers: Optional[Mapping[str, str]] = None,
        **options: Unpack[CallOptions],
    ) -> Webhook:
        """Have events sent to an address of yours.

        Args:
            url: The address.
            events: The types of events, e.g. `task.completed`; left out, all.
            secret: What the server signs each delivery with, for `unwrap` and `verify_webhook_signature`.
            headers: Headers that the server sends with each delivery.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        check_secret("secret", secret)
        checked_headers(headers, "headers")
        result: Webhook = self._run("webhooks.create", create_webhook, locals())
        return result

    @checked_names
    def list(self, **options: Unpack[CallOptions]) -> WebhookList:
        """List the webhooks.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: WebhookList = self._run("webhooks.list", list_webhooks, locals())
        return result

    @checked_names
    def get(self, webhook_id: str, **options: Unpack[CallOptions]) -> Webhook:
        """Look a webhook up.

        Args:
            webhook_id: The webhook's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such webhook.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Webhook = self._run("webhooks.get", get_webhook, locals())
        return result

    @checked_names
    def delete(self, webhook_id: str, **options: Unpack[CallOptions]) -> Optional[MessageResponse]:
        """Have no more events sent.

        Args:
            webhook_id: The webhook's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such webhook.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[MessageResponse] = self._run("webhooks.delete", delete_webhook, locals())
        return result
