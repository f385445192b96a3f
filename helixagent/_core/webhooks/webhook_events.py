"""Verify webhook requests and parse their events."""

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
    """Verify a webhook request and return its event.

    If the request has Standard Webhooks headers, they must be valid, and the timestamp must be recent. Otherwise,
    `X-HelixAgent-Signature` must be valid.

    Args:
        body: The raw request body. Do not parse it and serialize it again.
        headers: The request headers: any mapping, or (name, value) pairs. Names are not case-sensitive.
        secret: The webhook's secret, or several secrets during a rotation.
        tolerance: Maximum difference in seconds between a Standard Webhooks timestamp and the clock.
        clock: Returns the current Unix time in seconds.

    Returns:
        The event. Its `type` is set even if the server sent it as `event`.

    Raises:
        WebhookVerificationError: The request cannot be trusted. The message names the failed check.
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
        raise WebhookVerificationError("The webhook is signed, but its body is not a JSON object.")
    event = WebhookEvent.from_dict(data)
    if event.type is None:
        event.type = event.event
    return event
