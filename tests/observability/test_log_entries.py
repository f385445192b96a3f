"""Tests of the log entries of calls: their destination, their content, and how to turn them on."""

from __future__ import annotations

import io
import json
import logging
from typing import Any, Dict, List

import pytest
import structlog
from log_program import run_program
from stream_support import MESSAGES, fault, start
from support import COMPLETION, Driver
from watching import read_all

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError, ValidationError
from helixagent.testing import Sandbox


def entries(caplog: pytest.LogCaptureFixture) -> List[Any]:
    return [record for record in caplog.records if record.name == "helixagent"]


class Fields:
    """A logger that accepts fields as keyword arguments, like structlog's."""

    def __init__(self) -> None:
        self.entries: List[Dict[str, Any]] = []

    def info(self, event: str, **fields: Any) -> None:
        self.entries.append({"event": event, **fields})

    warning = info


def test_the_standard_logger_receives_the_entries(
    driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    driver.chat(driver.client(sandbox), model="deepseek-chat")
    request, response = entries(caplog)
    assert request.getMessage() == "api_request method=chat.completions.create model=deepseek-chat"
    assert (request.event, request.method, request.model) == ("api_request", "chat.completions.create", "deepseek-chat")
    assert response.getMessage().startswith(
        "api_response method=chat.completions.create model=deepseek-chat status=200"
    )
    assert (response.event, response.status, response.attempt) == ("api_response", 200, 1)
    assert response.tokens > 0 and isinstance(response.latency_ms, int) and response.request_id.startswith("req_")
    assert {record.levelno for record in entries(caplog)} == {logging.INFO}
    assert not hasattr(response, "headers")


def test_retries_and_errors(driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client = driver.client(sandbox, max_retries=1)
    with pytest.raises(HelixAgentError):
        driver.chat(client, **fault("rate-limit:0.25"))
    _, retry, error = entries(caplog)
    assert (retry.event, retry.attempt, retry.status, retry.delay_ms) == ("api_retry", 1, 429, 250)
    assert (error.event, error.attempt, error.status, error.error) == ("api_error", 2, 429, "RateLimitError")
    assert retry.levelno == error.levelno == logging.WARNING
    assert error.request_id and error.latency_ms >= 0


def test_streams(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    read_all(start(client, stream_options={"include_usage": True}))
    request, response = entries(caplog)
    assert request.stream is True and response.stream_end == "done" and response.tokens > 0


def test_debug_shows_the_headers_that_are_safe_to_show(
    driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sandbox.reply(200, json={"data": []}, headers={"Set-Cookie": "session=1", "X-Request-ID": "req-1", "X-Other": "x"})
    driver.run(driver.client(sandbox).models.list())
    headers = entries(caplog)[-1].headers
    assert headers["x-request-id"] == "req-1" and not {"set-cookie", "x-other"} & set(headers)


def test_bodies_are_only_logged_on_demand(driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    driver.chat(driver.client(sandbox))
    assert "quantum" not in caplog.text and "qubits" not in caplog.text
    driver.chat(driver.client(sandbox, log_bodies=True))
    request, response = entries(caplog)[-2:]
    assert request.request["messages"][0]["content"] == "Explain quantum computing"
    assert "qubits" in response.response["choices"][0]["message"]["content"]


def test_the_bodies_of_a_stream(client: Any, sandbox: Sandbox) -> None:
    fields = Fields()
    with HelixAgent(base_url=sandbox.base_url, logger=fields, log_bodies=True) as watched:
        read_all(start(watched))
        watched.models.list()
    assert "qubits" in fields.entries[1]["response"]["choices"][0]["message"]["content"]
    assert "request" not in fields.entries[2] and fields.entries[3]["response"]["data"]


def test_logged_bodies_have_no_credentials(driver: Driver, sandbox: Sandbox) -> None:
    fields = Fields()
    client = driver.client(sandbox, logger=fields, log_bodies=True)
    hook = {"url": "https://example.com/hook", "events": ["task.completed"]}
    driver.run(client.webhooks.create(**hook, secret="canary-1", headers={"X-Key": "canary-2"}))
    token = {"token": "canary-3", "refresh_token": "canary-4", "token_type": "Bearer", "user": None}
    sandbox.reply(200, json=token)
    driver.run(client.auth.refresh())
    driver.run(client.auth.register(username="ada", email="a@example.com", password="canary-5"))
    sandbox.reply(200, json={**COMPLETION, "logprobs": {"content": [{"token": "Hel", "logprob": -1}]}})
    driver.chat(client)
    shown = repr(fields.entries)
    assert "canary" not in shown and shown.count("'***'") == 6
    assert "'username': 'ada'" in shown and "'token_type': 'Bearer'" in shown and "'token': 'Hel'" in shown


def test_a_failed_call_has_no_body_to_log(driver: Driver, sandbox: Sandbox) -> None:
    fields = Fields()
    with pytest.raises(HelixAgentError):
        driver.chat(driver.client(sandbox, logger=fields, log_bodies=True), **fault("400"))
    assert fields.entries[-1]["event"] == "api_error" and "response" not in fields.entries[-1]


def test_values_with_spaces_and_line_ends_cannot_imitate_entries(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.chat.completions.create(messages=MESSAGES, model="a\nERROR b=c")
    assert "model='a\\nERROR b=c'" in caplog.text and "\nERROR" not in caplog.text


def test_structlog_receives_the_documented_entries(driver: Driver, sandbox: Sandbox) -> None:
    captured = structlog.testing.LogCapture()
    logger = structlog.wrap_logger(None, processors=[captured])
    client = driver.client(sandbox, logger=logger)
    driver.chat(client)
    request, response = captured.entries
    assert request == {
        "event": "api_request",
        "method": "chat.completions.create",
        "model": "helixagent-ensemble",
        "log_level": "info",
    }
    assert (response["event"], response["status"]) == ("api_response", 200)
    assert response["tokens"] > 0 and isinstance(response["latency_ms"], int)
    assert set(response) == {*request, "status", "tokens", "latency_ms", "attempt", "request_id"}


def test_a_standard_logger_of_the_user(driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    adapter = logging.LoggerAdapter(logging.getLogger("mine.adapted"), {})
    for logger in (logging.getLogger("mine"), adapter):
        driver.chat(driver.client(sandbox, logger=logger))
    assert [record.name for record in caplog.records if record.name.startswith("mine")] == [
        "mine",
        "mine",
        "mine.adapted",
        "mine.adapted",
    ]
    texts = [record.getMessage() for record in caplog.records]
    assert texts[2] == texts[0] == "api_request method=chat.completions.create model=helixagent-ensemble"
    assert texts[3].startswith("api_response method=chat.completions.create model=helixagent-ensemble status=200")
    assert entries(caplog) == []


@pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
def test_invalid_loggers_are_refused(cls: Any) -> None:
    with pytest.raises(ValidationError, match="logger"):
        cls(base_url="http://localhost", logger="helixagent")


def test_a_broken_handler_does_not_fail_calls(
    driver: Driver, sandbox: Sandbox, standard_logger: logging.Logger
) -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise OSError("disk full")

    standard_logger.addHandler(Broken())
    standard_logger.setLevel(logging.DEBUG)
    driver.chat(driver.client(sandbox))


# --- turning logging on


def test_nothing_is_logged_by_default(sandbox: Sandbox) -> None:
    assert run_program(sandbox, environment={}).stderr == ""


def test_the_environment_variable(sandbox: Sandbox) -> None:
    done = run_program(sandbox, environment={"HELIXAGENT_LOG": "DEBUG"})
    assert done.stderr.count("helixagent: api_") == 2 == len(done.stderr.splitlines())
    assert "headers=" in done.stderr
    # Neither the root logger nor httpx's logger was changed.
    assert done.stdout.splitlines()[0] == "30 [] 0"


def test_enable_logging_shows_the_entries_of_a_client_with_a_custom_logger(
    driver: Driver, sandbox: Sandbox, standard_logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    fields = Fields()
    client = driver.client(sandbox, logger=fields)
    client.enable_logging("info")
    client.enable_logging(logging.INFO)
    driver.chat(client)
    assert [entry["event"] for entry in fields.entries] == ["api_request", "api_response"]
    assert [record.event for record in entries(caplog)] == ["api_request", "api_response"]


@pytest.mark.parametrize("level", ["loud", None, True, -1, 1.5])
def test_invalid_levels_are_refused(client: Any, level: Any) -> None:
    with pytest.raises(ValidationError, match="level"):
        client.enable_logging(level)


def test_the_fields_are_attributes_for_json_formatters(client: Any, standard_logger: logging.Logger) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)

    class Json(logging.Formatter):
        def format(self, record: Any) -> str:
            return json.dumps({"event": record.event, "method": record.method})

    handler.setFormatter(Json())
    standard_logger.addHandler(handler)
    standard_logger.setLevel(logging.INFO)
    client.models.list()
    assert [json.loads(line) for line in written.getvalue().splitlines()] == [
        {"event": "api_request", "method": "models.list"},
        {"event": "api_response", "method": "models.list"},
    ]
