"""Tests of webhook deliveries that a published server sent: they are verified, and their events have a type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest

from helixagent import AsyncHelixAgent, HelixAgent, WebhookVerificationError, verify_webhook_signature, webhooks

FILE = Path(__file__).parent / "data" / "published" / "webhook-deliveries.jsonl"
DELIVERIES: List[Dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
UNWRAPS = [webhooks.unwrap, HelixAgent(api_key="k").webhooks.unwrap, AsyncHelixAgent(api_key="k").webhooks.unwrap]


@pytest.mark.parametrize("unwrap", UNWRAPS, ids=["function", "client", "async client"])
@pytest.mark.parametrize("as_bytes", [True, False])
def test_every_recorded_delivery_is_verified_and_unwrapped(unwrap: Any, as_bytes: bool) -> None:
    kinds = set()
    for delivery in DELIVERIES:
        body = delivery["body"].encode() if as_bytes else delivery["body"]
        event = unwrap(body, delivery["headers"], delivery["secret"])
        assert event == unwrap(body, dict(delivery["headers"]), ["another", delivery["secret"]])
        sent = json.loads(body)
        assert event.type == event.event == sent["event"] == dict(delivery["headers"])["X-Helixagent-Event"]
        assert (event.task_id, event.task.id) == (sent["task_id"], sent["task"]["id"])
        assert event.timestamp is not None
        assert (None if event.data is None else event.data.to_dict()) == sent.get("data")
        kinds.add(event.type)
    assert kinds == {"task.started", "task.progress", "task.log", "task.completed", "task.failed", "task.cancelled"}


@pytest.mark.parametrize("delivery", DELIVERIES[::10])
def test_a_changed_delivery_is_refused(delivery: Dict[str, Any]) -> None:
    signature = dict(delivery["headers"])["X-Helixagent-Signature"]
    assert verify_webhook_signature(delivery["body"], signature, delivery["secret"])
    changed = delivery["body"].replace("task.", "task_", 1)
    for body, secret in ((changed, delivery["secret"]), (delivery["body"], "another")):
        with pytest.raises(WebhookVerificationError, match="X-HelixAgent-Signature does not match"):
            webhooks.unwrap(body, delivery["headers"], secret)
