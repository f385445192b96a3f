"""Receive webhooks with FastAPI: `HELIXAGENT_WEBHOOK_SECRET=your-webhook-secret uvicorn fastapi_app:app`."""

from __future__ import annotations

import logging

from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from inbox import SECRETS, Inbox

from helixagent import WebhookVerificationError, webhooks

logger = logging.getLogger("webhooks")
app = FastAPI()
inbox = Inbox()


@app.post("/webhooks/helixagent")
async def receive(request: Request) -> str:
    """Verify a delivery and handle its event."""
    # Use the raw body: a model in the signature of this function would only keep the parsed values.
    body = await request.body()
    try:
        event = webhooks.unwrap(body, request.headers, SECRETS)
    except WebhookVerificationError as error:
        logger.warning("%s", error)
        raise HTTPException(status_code=401, detail="Invalid signature") from error
    # The handlers are plain functions, which must not block the event loop.
    await run_in_threadpool(inbox.take, request.headers.get("X-HelixAgent-Delivery"), event)
    return "OK"
