"""From a webhook's request to the event that it tells of, once its signature has been verified."""

from __future__ import annotations

import time
from typing import Callable

from helixagent_client.models.webhook_event import WebhookEvent

from ...exceptions import WebhookVerificationError
from ..json_text import decode_json
from ..tracebacks import public
from .signatures import (
    SIGNATURE_HEADER,
    STANDARD_HEADER,
    Body,
    Headers,
    Secrets,
    header,
    signature_problem,
    standard_problem,
)


@public
def unwrap(
    body: Body,
    headers: Headers,
    secret: Secrets,
    *,
    tolerance: float = 300.0,
    clock: Callable[[], float] = time.time,
) -> WebhookEvent:
    """Verify a webhook's request and return its event.

    Where the request has Standard Webhooks headers, they must be right, and its time near; else
    `X-HelixAgent-Signature` must be.

    Args:
        body: The request's body as it came, not parsed and written again.
        headers: The request's headers: any mapping, or (name, value) pairs; capitals in names do not matter.
        secret: The webhook's secret, or several while you change from one to another.
        tolerance: How many seconds the time of a Standard Webhooks request may be away from the clock, back or ahead.
        clock: Gives the present Unix time in seconds.

    Returns:
        The event; its `type` reads also where the server wrote it as `event`.

    Raises:
        WebhookVerificationError: The request cannot be trusted; the message says which check failed.
        ValidationError: The secret is missing or empty.

    Example:
        event = client.webhooks.unwrap(request.get_data(), request.headers, "your-webhook-secret")
        if event.type == "task.completed":
            ...
    """
    if header(headers, STANDARD_HEADER) is not None:
        problem = standard_problem(body, headers, secret, tolerance=tolerance, clock=clock)
    else:
        problem = signature_problem(body, header(headers, SIGNATURE_HEADER), secret)
    if problem is not None:
        raise WebhookVerificationError(f"The webhook cannot be trusted. {problem}")
    data = decode_json(body if isinstance(body, str) else bytes(body))
    if not isinstance(data, dict):
        raise WebhookVerificationError("The webhook is signed, but its body is no JSON object.")
    event = WebhookEvent.from_dict(data)
    if event.type is None:
        event.type = event.event
    return event
