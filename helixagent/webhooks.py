"""Verify and read webhooks without a client, for example with `webhooks.unwrap(...)`."""

from __future__ import annotations

from ._core.webhooks.signatures import verify_standard_webhook, verify_webhook_signature
from ._core.webhooks.webhook_events import unwrap

__all__ = ["unwrap", "verify_standard_webhook", "verify_webhook_signature"]
