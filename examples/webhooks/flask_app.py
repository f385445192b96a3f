"""Receive webhooks with Flask: `HELIXAGENT_WEBHOOK_SECRET=your-webhook-secret flask --app flask_app run`."""

from __future__ import annotations

from typing import Tuple

from flask import Flask, request
from inbox import SECRETS, Inbox

from helixagent import WebhookVerificationError, webhooks

app = Flask(__name__)
inbox = Inbox()


@app.post("/webhooks/helixagent")
def receive() -> Tuple[str, int]:
    """Verify a delivery and handle its event."""
    try:
        # Use the raw body: if it were parsed and serialized again, the signature would not match.
        event = webhooks.unwrap(request.get_data(), request.headers, SECRETS)
    except WebhookVerificationError as error:
        app.logger.warning("%s", error)
        return "Invalid signature", 401
    inbox.take(request.headers.get("X-HelixAgent-Delivery"), event)
    return "OK", 200


if __name__ == "__main__":
    app.run()
