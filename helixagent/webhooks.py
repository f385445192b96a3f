"""Verify and read webhooks without a client, for example with `webhooks.unwrap(...)`."""

from __future__ import annotations

from ._core.webhooks import unwrap, verify_standard_webhook, verify_webhook_signature

__all__ = ["unwrap", "verify_standard_webhook", "verify_webhook_signature"]
