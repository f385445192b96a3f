"""Test that a key, a header, a webhook's secret and a prompt do not appear in any output of any code path."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, Callable, Iterator, List, Tuple

import pytest
import structlog
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from prometheus_client import CollectorRegistry, generate_latest
from stream_support import Way, fault
from support import ROOT, closed_port
from test_otel import Traces
from watching import Seen, read_all

import helixagent
from helixagent import HelixAgent, HelixAgentError, Runtime, verify_standard_webhook, verify_webhook_signature
from helixagent.testing import Sandbox

KEY = "sk-canary-key-2718281828"
HEADER = "canary-header-3141592653"
WEBHOOK = "canary-webhook-1618033988"
PROMPT = "canary prompt 1414213562"
CANARIES = (KEY, HEADER, WEBHOOK, PROMPT)
# Values that the client itself stores. A frame also has the arguments of its function, which include the prompt.
OF_THE_CLIENT = (KEY, HEADER)
MESSAGES = [{"role": "user", "content": PROMPT}]
FAULTS = ["400", "unauthorized", "429x1", "500", "html", "invalid-json", "json-rpc-error", "disconnect"]
STREAM_FAULTS = ["cut", "stream-error", "stream-error-event", "no-done", "stream-as-html", "429x1"]
PACKAGE = str(Path(helixagent.__file__).parent)


class Tour:
    """A runner of all code paths of one client.

    Attributes:
        things: Objects that people print: clients, responses without their text, streams.
        errors: The exceptions.
    """

    def __init__(self, way: Way, client: Any, sandbox: Sandbox) -> None:
        self.way = way
        self.client = client
        self.sandbox = sandbox
        self.things: List[Any] = [client]
        self.errors: List[HelixAgentError] = []

    def attempt(self, action: Callable[..., Any], *args: Any, **options: Any) -> None:
        """Do something that may fail."""
        try:
            action(*args, **options)
        except HelixAgentError as error:
            self.errors.append(error)

    def calls(self) -> None:
        """Make calls that succeed, and calls that fail in each way."""
        create = self.client.chat.completions.create
        for name in FAULTS:
            self.attempt(create, messages=MESSAGES, **fault(name))
            self.attempt(self.client.models.list, **fault(name))
        create(messages=MESSAGES)
        self.client.embeddings.create(model="text-embedding-3-small", input=PROMPT)
        self.attempt(create, messages=MESSAGES, temperature=9)
        # A server that quotes the key, and an unreachable server.
        self.sandbox.reply(401, json={"error": {"message": f"bad key {KEY}"}})
        self.attempt(create, messages=MESSAGES)
        alone = self.client.with_options(base_url=f"http://127.0.0.1:{closed_port()}")
        self.attempt(alone.chat.completions.create, messages=MESSAGES)

    def raw_answers(self) -> None:
        """Make calls for raw responses that succeed and fail."""
        raw = self.client.chat.completions.with_raw_response
        self.things.append(raw.create(messages=MESSAGES))
        self.things.append(raw.create(messages=MESSAGES, stream=True))
        broken = raw.create(messages=MESSAGES, **fault("json-rpc-error"))
        self.things.append(broken)
        self.attempt(broken.parse)
        self.attempt(raw.create, messages=MESSAGES, **fault("500"))

    def streams(self) -> None:
        """Read streams that end normally, and streams that break in each way."""

        def streamed(**options: Any) -> None:
            stream = self.client.chat.completions.create(messages=MESSAGES, stream=True, **options)
            self.things.append(stream)
            read_all(stream)

        streamed()
        for name in STREAM_FAULTS:
            self.attempt(streamed, **fault(name))
        with self.client.chat.completions.stream(messages=MESSAGES) as typed:
            next(typed)
            self.things.append(typed)

    def tasks(self) -> None:
        """Use a task, the stream of its events, and its WebSocket."""
        task = self.client.tasks.create(type="llm_completion", payload={"messages": MESSAGES})
        for task_id in (task.id, "no-such-task"):
            stream = self.client.tasks.stream_events(task_id)
            self.things.append(stream)
            self.attempt(read_all, stream)
            self.attempt(self._socket, task_id)

    def _socket(self, task_id: str) -> None:
        async def follow() -> None:
            socket = (self.client._target if self.way.is_async else self.client).tasks.websocket(task_id)
            self.things.append(socket)
            async with socket as ws:
                self.things.append(ws)
                async for _ in ws:
                    break

        if self.way.is_async:
            self.way.portal.call(follow)
        else:
            asyncio.run(follow())

    def webhooks(self) -> None:
        """Create a webhook, and check invalid signatures."""
        self.things.append(
            self.client.webhooks.create(url="https://example.com/hook", events=["task.completed"], secret=WEBHOOK)
        )
        assert verify_webhook_signature(b"{}", "sha256=0", WEBHOOK) is False
        assert verify_standard_webhook(b"{}", {}, WEBHOOK) is False
        unwrap = (self.client._target if self.way.is_async else self.client).webhooks.unwrap
        for headers in ({}, {"X-HelixAgent-Signature": "sha256=0"}, {"webhook-signature": "v1,AAAA"}):
            self.attempt(unwrap, json.dumps({"prompt": PROMPT}).encode(), headers, WEBHOOK)

    def all_of_it(self) -> Tour:
        """Run every path."""
        for path in (self.calls, self.raw_answers, self.streams, self.tasks, self.webhooks):
            path()
        return self


def at_once(way: Way) -> Runtime:
    async def no_time(seconds: float) -> None:
        return None

    return Runtime(sleep=no_time if way.is_async else lambda seconds: None)


def test_no_canary_appears_anywhere(
    way: Way, sandbox: Sandbox, caplog: pytest.LogCaptureFixture, capsys: Any, standard_logger: logging.Logger
) -> None:
    caplog.set_level(logging.DEBUG)
    seen, traces, registry, reader = Seen(), Traces(), CollectorRegistry(), InMemoryMetricReader()
    structured = structlog.testing.LogCapture()
    client = way.client(
        sandbox.base_url,
        api_key=KEY,
        default_headers={"X-Secret": HEADER},
        max_retries=1,
        hooks=[seen.hook],
        logger=structlog.wrap_logger(None, processors=[structured]),
        tracer=traces.tracer,
        meter=MeterProvider([reader]).get_meter("test"),
        enable_metrics=True,
        metrics_registry=registry,
        _runtime=at_once(way),
    )
    # The standard logger receives the entries in addition to structlog.
    client.enable_logging("debug")
    tour = Tour(way, client, sandbox).all_of_it()
    for error in tour.errors:
        logging.getLogger("mine").exception("it failed", exc_info=error)
    assert len(seen.ends) > 35 and len(traces.spans) == len(seen.ends) and len(caplog.records) > 80
    assert len(tour.errors) > 25 and len(structured.entries) > 70
    records = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    events = [f"{event!r} {getattr(event, 'headers', '')} {getattr(event, 'request_id', '')}" for event in seen.events]
    shown = {
        "log": "\n".join(records) + caplog.text + "".join(capsys.readouterr()),
        "structlog": repr(structured.entries),
        "events": "\n".join(events),
        "reprs": "\n".join(f"{thing!r} {thing}" for thing in [*tour.things, *(event.call for event in seen.events)]),
        "errors": "\n".join(texts_of(error) for error in tour.errors),
        "spans": "\n".join(span.to_json() for span in traces.spans),
        "metrics": generate_latest(registry).decode() + str(reader.get_metrics_data()),
        "usage": repr(client.get_usage_stats()),
    }
    # Make sure that the canaries were sent.
    sent = "".join(f"{dict(request.headers)} {request.body!r}" for request in sandbox.requests)
    assert HEADER in sent and WEBHOOK in sent and PROMPT in sent
    for where, text in shown.items():
        for canary in CANARIES:
            lines = [line[:300] for line in text.splitlines() if canary in line]
            assert not lines, (where, lines)
    for error in tour.errors:
        for place, text in locals_of(error):
            assert not any(canary in text for canary in OF_THE_CLIENT), place
        # An exception that is sent to another process contains data of the response, but never data of the client.
        assert not any(canary.encode() in pickle.dumps(error) for canary in OF_THE_CLIENT)


def texts_of(error: BaseException) -> str:
    """Return the output of an exception with all its causes, in this process and after it was pickled."""
    copy = pickle.loads(pickle.dumps(error))
    told = traceback.format_exception(type(error), error, error.__traceback__)
    return "".join(told) + "".join(f"{made!r} {made}" for made in (error, copy))


def locals_of(error: BaseException) -> Iterator[Tuple[str, str]]:
    """Return the local variables of the SDK's frames, including causes.

    Tracebacks of rich, Sentry and pytest show them.
    """
    link: Any = error
    while link is not None:
        step = link.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            if code.co_filename.startswith(PACKAGE):
                for name, value in step.tb_frame.f_locals.items():
                    # Because a server may quote the key, its body is masked before it is used.
                    if name not in ("content", "result"):
                        yield f"{name} in {code.co_filename}:{code.co_name}", repr(value)
            step = step.tb_next
        link = link.__cause__ or link.__context__


def test_a_key_that_the_server_puts_into_a_header_is_masked(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    """Only the SDK's output is checked: httpcore's logger shows all response headers at DEBUG."""
    caplog.set_level(logging.DEBUG, "helixagent")
    traces = Traces()
    keyed = HelixAgent(base_url=sandbox.base_url, api_key=KEY, tracer=traces.tracer)
    sandbox.reply(401, json={"error": {"message": "no"}}, headers={"X-Request-ID": KEY})
    with keyed, pytest.raises(HelixAgentError):
        keyed.chat.completions.create(messages=MESSAGES)
    entries = [record for record in caplog.records if record.name == "helixagent"]
    assert len(entries) == 2 and KEY not in str([record.getMessage() + str(vars(record)) for record in entries])
    assert KEY not in traces.spans[0].to_json()


@pytest.mark.parametrize(
    ("status", "arguments"),
    [
        (401, ["chat", "--model", "deepseek-chat", PROMPT]),
        (422, ["webhooks", "create", "https://example.com/hook"]),
        (200, ["tasks", "watch", "no-such-task"]),
    ],
    ids=str,
)
def test_no_canary_appears_in_the_command(sandbox: Sandbox, tmp_path: Path, status: int, arguments: List[str]) -> None:
    if status != 200:
        sandbox.reply(status, json={"error": {"message": f"bad key {KEY}"}})
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "HELIXAGENT_API_KEY": KEY,
        "HELIXAGENT_BASE_URL": sandbox.base_url,
        "HELIXAGENT_WEBHOOK_SECRET": WEBHOOK,
        "HELIXAGENT_LOG": "debug",
    }
    command = [sys.executable, "-m", "helixagent", "--debug", "--max-retries", "0", *arguments]
    done = subprocess.run(command, env=environment, input="", capture_output=True, text=True, timeout=60)
    assert "api_request" in done.stderr and len(sandbox.requests) == 1
    for canary in CANARIES:
        assert canary not in done.stderr, done.stderr
    # The response itself may quote the prompt.
    assert KEY not in done.stdout and WEBHOOK not in done.stdout
