"""A key, a header, a webhook's secret and a prompt go through every path; none of them shows anywhere."""

from __future__ import annotations

import logging
from typing import Any, List

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from prometheus_client import CollectorRegistry, generate_latest
from stream_support import Way, fault
from test_otel import Traces
from watching import Seen, read_all

from helixagent import HelixAgent, HelixAgentError, verify_standard_webhook, verify_webhook_signature
from helixagent.testing import Sandbox

KEY = "sk-canary-key-2718281828"
HEADER = "canary-header-3141592653"
WEBHOOK = "canary-webhook-1618033988"
PROMPT = "canary prompt 1414213562"
CANARIES = (KEY, HEADER, WEBHOOK, PROMPT)
MESSAGES = [{"role": "user", "content": PROMPT}]
FAULTS = ["400", "unauthorized", "429x1", "500", "html", "invalid-json", "json-rpc-error", "disconnect"]
STREAM_FAULTS = ["", "cut", "stream-error", "stream-error-event", "no-done", "stream-as-html", "429x1"]


def each_path(client: Any, sandbox: Sandbox) -> List[Any]:
    """Go every path; return what was seen on the way: answers without their text, streams, exceptions."""
    found: List[Any] = [client]
    for name in FAULTS:
        _attempt(found, lambda name=name: client.chat.completions.create(messages=MESSAGES, **fault(name)))
        _attempt(found, lambda name=name: client.models.list(**fault(name)))
    for name in STREAM_FAULTS:

        def streamed(name: str = name) -> None:
            stream = client.chat.completions.create(messages=MESSAGES, stream=True, **(fault(name) if name else {}))
            found.append(stream)
            read_all(stream)

        _attempt(found, streamed)
    client.chat.completions.create(messages=MESSAGES)
    found.append(client.chat.completions.with_raw_response.create(messages=MESSAGES))
    client.embeddings.create(model="text-embedding-3-small", input=PROMPT)
    client.webhooks.create(url="https://example.com/hook", events=["task.completed"], secret=WEBHOOK)
    _attempt(found, lambda: client.chat.completions.create(messages=MESSAGES, temperature=9))
    # A server that quotes the key back.
    sandbox.reply(401, json={"error": {"message": f"bad key {KEY}"}})
    _attempt(found, lambda: client.chat.completions.create(messages=MESSAGES))
    return found


def _attempt(found: List[Any], action: Any) -> None:
    try:
        action()
    except HelixAgentError as error:
        found.append(error)


def test_no_canary_shows_anywhere(
    way: Way, sandbox: Sandbox, caplog: pytest.LogCaptureFixture, capsys: Any, standard_logger: logging.Logger
) -> None:
    caplog.set_level(logging.DEBUG)
    seen, traces, registry, reader = Seen(), Traces(), CollectorRegistry(), InMemoryMetricReader()
    client = way.client(
        sandbox.base_url,
        api_key=KEY,
        default_headers={"X-Secret": HEADER},
        max_retries=1,
        hooks=[seen.hook],
        tracer=traces.tracer,
        meter=MeterProvider([reader]).get_meter("test"),
        enable_metrics=True,
        metrics_registry=registry,
    )
    client.enable_logging("debug")
    found = each_path(client, sandbox)
    assert verify_webhook_signature(b"{}", "sha256=0", WEBHOOK) is False
    assert verify_standard_webhook(b"{}", {}, WEBHOOK) is False
    assert len(seen.ends) > 20 and len(traces.spans) == len(seen.ends) and len(caplog.records) > 40
    records = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    events = [f"{event!r} {getattr(event, 'headers', '')} {getattr(event, 'request_id', '')}" for event in seen.events]
    shown = {
        "log": "\n".join(records) + caplog.text + "".join(capsys.readouterr()),
        "events": "\n".join(events),
        "reprs": "\n".join(f"{thing!r} {thing}" for thing in found),
        "spans": "\n".join(span.to_json() for span in traces.spans),
        "metrics": generate_latest(registry).decode() + str(reader.get_metrics_data()),
        "usage": repr(client.get_usage_stats()),
    }
    # The canaries did go out.
    sent = "".join(f"{dict(request.headers)} {request.body!r}" for request in sandbox.requests)
    assert HEADER in sent and WEBHOOK in sent and PROMPT in sent
    for where, text in shown.items():
        for canary in CANARIES:
            assert canary not in text, f"{canary} in {where}"


def test_a_key_that_the_server_puts_into_a_header_is_masked(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    """In what the SDK writes: httpcore's own logger shows all headers of answers at DEBUG, and is not the SDK's."""
    caplog.set_level(logging.DEBUG, "helixagent")
    traces = Traces()
    keyed = HelixAgent(base_url=sandbox.base_url, api_key=KEY, tracer=traces.tracer)
    sandbox.reply(401, json={"error": {"message": "no"}}, headers={"X-Request-ID": KEY})
    with keyed, pytest.raises(HelixAgentError):
        keyed.chat.completions.create(messages=MESSAGES)
    entries = [record for record in caplog.records if record.name == "helixagent"]
    assert len(entries) == 2 and KEY not in str([vars(record) for record in entries])
    assert KEY not in traces.spans[0].to_json()
