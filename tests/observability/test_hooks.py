"""Tests of the events that hooks receive for calls and streams, and tests that hooks cannot break calls."""

from __future__ import annotations

import functools
import gc
import logging
import threading
import weakref
from typing import Any, Callable, List, Type

import pytest
from cases import for_each
from raw_server import RawServer, held_open
from stream_support import MESSAGES, Way, fault, start, way_of
from support import COMPLETION, KEY, Driver, closed_port
from watching import CASES, OUTCOMES, Seen, cancel_a_reader, read_all

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError, RawResponse, ValidationError
from helixagent.observability import (
    AttemptAnswered,
    AttemptFailed,
    AttemptStarted,
    CallEnded,
    CallStarted,
    FirstChunk,
    HookEvent,
    Retrying,
)
from helixagent.testing import Sandbox


def test_a_call_from_start_to_end(driver: Driver, sandbox: Sandbox) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook])
    driver.chat(client, model="deepseek-chat")
    started, sent, answered, ended = seen.events
    assert isinstance(started, CallStarted) and isinstance(sent, AttemptStarted)
    assert isinstance(answered, AttemptAnswered) and isinstance(ended, CallEnded)
    call = started.call
    assert (call.method, call.model, call.stream) == ("chat.completions.create", "deepseek-chat", False)
    assert call.base_url == sandbox.base_url and call.request["messages"][0]["role"] == "user"
    assert all(event.call is call for event in seen.events)
    assert (sent.attempt, answered.attempt, answered.status) == (1, 1, 200)
    assert (ended.outcome, ended.stream_end, ended.attempts, ended.status) == ("success", None, 1, 200)
    assert ended.error is None and 0 < ended.seconds < 60 and ended.first_chunk_seconds is None
    assert ended.usage.total_tokens == ended.tokens[2] == ended.tokens[0] + ended.tokens[1] > 0
    assert ended.request_id == ended.headers["x-request-id"] == answered.headers["x-request-id"]
    assert ended.response_model == "deepseek-chat" and ended.finish_reasons == ["stop"]
    assert ended.response_id == ended.result.id


def test_each_attempt_and_each_retry(driver: Driver, sandbox: Sandbox) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook])
    driver.chat(client, **fault("503x2"))
    attempt = ["attempt.started", "attempt.answered"]
    again = [*attempt, "attempt.retrying"]
    assert seen.types == ["call.started", *again, *again, *attempt, "call.ended"]
    retries = [event for event in seen.events if isinstance(event, Retrying)]
    assert [(event.attempt, event.delay) for event in retries] == list(enumerate(driver.time.sleeps, start=1))
    assert [type(event.error).__name__ for event in retries] == ["ProviderError", "ProviderError"]
    assert seen.ends[0].attempts == 3 and seen.ends[0].outcome == "success"


def test_a_call_that_fails(driver: Driver, sandbox: Sandbox) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook], max_retries=1)
    with pytest.raises(HelixAgentError) as caught:
        driver.chat(client, **fault("500"))
    ended = seen.ends[0]
    assert (ended.outcome, ended.status, ended.attempts) == ("error", 500, 2)
    assert ended.error is caught.value and ended.tokens == (0, 0, 0) and ended.response_model is None


def test_a_call_to_an_unreachable_server(driver: Driver) -> None:
    seen = Seen()
    client = driver.client(f"http://127.0.0.1:{closed_port()}", hooks=[seen.hook], max_retries=0)
    with pytest.raises(HelixAgentError) as caught:
        driver.chat(client)
    assert seen.types == ["call.started", "attempt.started", "attempt.failed", "call.ended"]
    failed = seen.events[2]
    assert isinstance(failed, AttemptFailed) and failed.error is caught.value
    assert seen.ends[0].status is None and seen.ends[0].request_id is None and seen.ends[0].headers == {}


def test_a_call_that_is_refused_before_it_is_sent_is_not_reported(driver: Driver, sandbox: Sandbox) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook])
    with pytest.raises(ValidationError):
        driver.chat(client, temperature=3)
    assert seen.events == []


@pytest.mark.parametrize("body", [b"<html>", b'{"error": {"message": "no"}}'])
def test_an_unexpected_response_is_an_error(driver: Driver, sandbox: Sandbox, body: bytes) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook])
    sandbox.reply(200, body=body, times=2)
    with pytest.raises(HelixAgentError):
        driver.chat(client)
    # With a raw response, the caller sees the error in `parse`, but hooks see it immediately.
    raw = driver.run(client.chat.completions.with_raw_response.create(messages=MESSAGES))
    assert isinstance(raw, RawResponse)
    with pytest.raises(HelixAgentError):
        raw.parse()
    assert [(ended.outcome, ended.status) for ended in seen.ends] == [("error", 200), ("error", 200)]


def test_a_raw_response_has_its_usage(driver: Driver, sandbox: Sandbox) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook])
    raw = driver.run(client.chat.completions.with_raw_response.create(messages=MESSAGES))
    assert seen.ends[0].result is raw.parse() and seen.ends[0].tokens[2] == raw.parse().usage.total_tokens


def test_invalid_numbers_count_as_zero(driver: Driver, sandbox: Sandbox) -> None:
    seen = Seen()
    client = driver.client(sandbox, hooks=[seen.hook])
    for usage in ({"prompt_tokens": "9", "total_tokens": -1}, {"prompt_tokens": 2, "completion_tokens": 3}, [], None):
        sandbox.reply(200, json={**COMPLETION, "usage": usage})
        driver.chat(client)
    assert [ended.tokens for ended in seen.ends] == [(0, 0, 0), (2, 3, 5), (0, 0, 0), (0, 0, 0)]


# --- streams


@for_each(("how", "end"), CASES)
def test_each_end_of_a_stream_is_reported_once(
    way: Way, sandbox: Sandbox, how: str, end: Callable[[Way, Any], None]
) -> None:
    seen = Seen()
    client = way.client(sandbox.base_url, hooks=[seen.hook])
    end(way, client)
    gc.collect()
    assert [(ended.stream_end, ended.outcome) for ended in seen.ends] == [(how, OUTCOMES.get(how, "success"))]
    ended = seen.ends[0]
    assert (ended.error is None) == (ended.outcome == "success")
    assert seen.types[:3] == ["call.started", "attempt.started", "attempt.answered"]
    firsts = [event for event in seen.events if isinstance(event, FirstChunk)]
    if end.__name__ == "never_begun":
        assert firsts == [] and ended.first_chunk_seconds is None
    else:
        assert [event.seconds for event in firsts] == [ended.first_chunk_seconds]
        assert 0 < firsts[0].seconds <= ended.seconds
        assert ended.response_model and ended.response_id and ended.result.choices
    if end.__name__ == "done":
        assert ended.tokens[2] > 0 and ended.finish_reasons == ["stop"]
        assert ended.result.choices[0].message.content.startswith("Quantum computing")


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_reader_that_is_cancelled(kind: str) -> None:
    seen = Seen()
    with way_of(kind) as way, RawServer(held_open) as server:
        cancel_a_reader(way, way.client(server.base_url, hooks=[seen.hook]), server)
    assert [(ended.stream_end, ended.outcome) for ended in seen.ends] == [("cancelled", "cancelled")]


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_call_that_is_cancelled(kind: str, sandbox: Sandbox) -> None:
    seen = Seen()
    with way_of(kind) as way:
        client = way.client(sandbox.base_url, hooks=[seen.hook])

        async def cancelled() -> None:
            import anyio

            with anyio.move_on_after(0.05):
                await client._target.chat.completions.create(messages=MESSAGES, **fault("hang"))

        way.portal.call(cancelled)
    assert [(ended.stream_end, ended.outcome) for ended in seen.ends] == [(None, "cancelled")]


def test_a_stream_that_two_threads_close_ends_once(sandbox: Sandbox) -> None:
    seen = Seen()
    with HelixAgent(base_url=sandbox.base_url, hooks=[seen.hook]) as client:
        for _ in range(20):
            stream = start(client)
            next(stream)
            threads = [threading.Thread(target=stream.close) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert len(seen.ends) == 20


def test_a_stream_of_several_choices_reports_why_each_ended(client: Any, sandbox: Sandbox) -> None:
    seen = Seen()
    chunks = [
        {"id": "c", "model": "m", "choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": None}]},
        {"id": "c", "choices": [{"index": 1, "delta": {"content": '"finish_reason": "no"'}}]},
        {"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
        {"id": "c", "choices": [{"index": 1, "delta": {}, "finish_reason": "length"}]},
    ]
    sandbox.reply(200, chunks=chunks)
    with HelixAgent(base_url=sandbox.base_url, hooks=[seen.hook]) as watched:
        read_all(start(watched))
    assert seen.ends[0].finish_reasons == ["stop", "length"] and seen.ends[0].response_model == "m"


# --- hooks of the user


def test_a_failing_hook_does_not_fail_calls_and_is_logged_once(
    driver: Driver, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(event: HookEvent) -> None:
        raise RuntimeError("with a prompt in it")

    seen = Seen()
    client = driver.client(sandbox, hooks=[broken, seen.hook])
    with caplog.at_level(logging.WARNING):
        driver.chat(client)
        driver.chat(client)
    assert len(seen.events) == 8
    warnings = [record.getMessage() for record in caplog.records if record.name == "helixagent"]
    assert len(warnings) == 1 and "broken failed with RuntimeError" in warnings[0] and "prompt" not in caplog.text


def test_a_hook_can_subscribe_to_some_events_only(driver: Driver, sandbox: Sandbox) -> None:
    class Ends:
        events = (CallEnded,)

        def __init__(self) -> None:
            self.seen: List[Type[Any]] = []

        def __call__(self, event: HookEvent) -> None:
            self.seen.append(type(event))

    ends = Ends()
    driver.chat(driver.client(sandbox, hooks=(ends,)))
    assert ends.seen == [CallEnded]


def test_a_hook_can_add_headers_but_the_callers_take_precedence(driver: Driver, sandbox: Sandbox) -> None:
    def tag(event: HookEvent) -> None:
        if isinstance(event, CallStarted):
            event.call.headers.update({"X-Tag": "hook", "X-Other": "hook", "Authorization": "Bearer hook"})

    client = driver.client(sandbox, hooks=[tag], api_key=KEY)
    driver.chat(client, extra_headers={"x-tag": "call", "x-other": None})
    headers = sandbox.requests[0].headers
    assert headers["x-tag"] == "call" and "x-other" not in headers and headers["authorization"] == f"Bearer {KEY}"


async def _async_hook(event: HookEvent) -> None:
    raise AssertionError("it is never awaited")


class _AsyncHook:
    async def __call__(self, event: HookEvent) -> None:
        raise AssertionError("it is never awaited")


@pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
@pytest.mark.parametrize("hooks", ["print", print, [1], [print, None]])
def test_invalid_hooks_are_refused(cls: Any, hooks: Any) -> None:
    with pytest.raises(ValidationError, match="hooks") as caught:
        cls(base_url="http://localhost", hooks=hooks)
    assert caught.value.param == "hooks"


@pytest.mark.parametrize("hook", [_async_hook, _AsyncHook(), functools.partial(_async_hook)])
def test_the_synchronous_client_refuses_async_functions(hook: Any) -> None:
    with pytest.raises(ValidationError, match=r"hooks\[1\] is an async function") as caught:
        HelixAgent(base_url="http://localhost", hooks=[print, hook])
    assert caught.value.param == "hooks"


def test_a_hook_may_stop_the_program(driver: Driver, sandbox: Sandbox) -> None:
    """Ctrl-C, an exit or a failing test is not an `Exception`, so it is not a failure of the hook."""

    def stop(event: HookEvent) -> None:
        if isinstance(event, AttemptStarted):
            raise KeyboardInterrupt

    seen = Seen()
    with pytest.raises(KeyboardInterrupt):
        driver.chat(driver.client(sandbox, hooks=[stop, seen.hook]))
    gc.collect()
    assert [ended.outcome for ended in seen.ends] == ["cancelled"]


def test_clients_from_with_options_and_acreate_have_the_same_hooks(sandbox: Sandbox, async_driver: Driver) -> None:
    seen = Seen()
    with HelixAgent(base_url=sandbox.base_url, hooks=[seen.hook]) as client:
        client.with_options(max_retries=0).models.list()
        async_driver.run(client.chat.completions.acreate(messages=MESSAGES))
    assert [ended.call.method for ended in seen.ends] == ["models.list", "chat.completions.create"]
    assert seen.ends[0].call.model is None


def test_data_that_hooks_store_on_a_call_is_freed_with_the_call(driver: Driver, sandbox: Sandbox) -> None:
    known: List[Any] = []

    def note(event: HookEvent) -> None:
        if isinstance(event, CallStarted):
            known.append(weakref.ref(event.call))

    client = driver.client(sandbox, hooks=[note])
    gc.disable()
    try:
        driver.chat(client)
        assert known[0]() is None
    finally:
        gc.enable()
