"""Tests of how a tool loop runs its tools: as tasks or threads, canceled or late, and which ones are refused."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
from typing import Any, Dict, List

import anyio
import pytest
import trio
from cases import for_each
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from support import USER, Driver
from tool_run_support import calls, fail, get_weather, results_of, run, stream

from helixagent import HelixAgent, HelixAgentError, ToolCallError, ValidationError
from helixagent._transport import tool_tasks
from helixagent.testing import Sandbox


def test_tools_run_one_after_another_if_they_must_not_run_in_parallel(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(**calls(("get_weather", {"city": "A"}), ("get_weather", {"city": "B"})))
    sandbox.reply("Done.")
    events, _ = stream(driver, driver.client(sandbox), tools=[get_weather], parallel=False)
    kinds = [event.type for event in events if event.type.startswith("tool.")]
    assert kinds == ["tool.started", "tool.finished"] * 2


def test_a_slow_tool_does_not_delay_its_siblings(driver: Driver, sandbox: Sandbox) -> None:
    over = threading.Event()

    def wait() -> str:
        """Wait for the end of the test."""
        over.wait(60)
        return "late"

    sandbox.reply(**calls(("wait", {}), ("get_weather", {"city": "Oslo"})))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[wait, get_weather], tool_timeout=0.05)
    over.set()
    assert results_of(result)[0] == "Error: TimeoutError: no result after 0.05 seconds"
    assert result.calls[0].result is None
    assert result.calls[1].error is None


@for_each(
    ("arguments", "message"),
    [
        ({"tools": []}, "tools must be a list of functions, FunctionTool objects or dicts."),
        ({"tools": None}, "tools must be a list of functions"),
        ({"tools": [3]}, r"tools\[0\] must be a function, a FunctionTool or a dict, not int."),
        ({"tools": [get_weather, get_weather]}, r"tools\[1\] has the name 'get_weather', which another tool also has."),
        ({"max_turns": 0}, "max_turns must be a whole number from 1, not 0."),
        ({"tool_timeout": 0}, "tool_timeout must be a number of seconds above 0, up to 2000000, or None for no limit."),
        ({"tool_timeout": "5"}, "tool_timeout must be a number of seconds above 0"),
        ({"on_tool_error": "ignore"}, 'on_tool_error must be "return" or "raise", not \'ignore\'.'),
        ({"approve": True}, "approve must be a function of one argument."),
        ({"stop_when": 3}, "stop_when must be a function of one argument."),
        ({"n": 2}, r"run_tools\(\) has no argument n"),
        ({"functions": [{}]}, r"run_tools\(\) has no argument functions"),
        ({"messages": "Hi"}, "messages must be a list of messages."),
    ],
)
def test_invalid_arguments_are_refused_before_anything_is_sent(
    driver: Driver, sandbox: Sandbox, arguments: Dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        run(driver, driver.client(sandbox), **{"tools": [get_weather], **arguments})
    assert sandbox.requests == []


async def wait_for_ever() -> str:
    """Wait."""
    await asyncio.Event().wait()
    return "never"


async def cancel_itself() -> str:
    """Cancel itself."""
    raise asyncio.CancelledError


def test_the_synchronous_client_refuses_asynchronous_functions(sandbox: Sandbox, client: HelixAgent) -> None:
    async def decide(value: Any) -> bool:
        return True

    for arguments, message in (
        ({"tools": [wait_for_ever]}, r"tools\[0\] \(wait_for_ever\) is an async function, which only AsyncHelixAgent"),
        ({"tools": [get_weather], "approve": decide}, "approve is an async function"),
        ({"tools": [get_weather], "stop_when": decide}, "stop_when is an async function"),
    ):
        with pytest.raises(ValidationError, match=message):
            client.chat.completions.run_tools(messages=USER, **arguments)  # type: ignore[call-overload]
    assert sandbox.requests == []


def test_async_functions_run_as_tasks(sandbox: Sandbox, async_driver: Driver) -> None:
    async def approve(call: Any) -> bool:
        return call.name != "refused"  # type: ignore[no-any-return]

    async def stop_when(result: Any) -> bool:
        return bool(result.turns == 2)

    async def echo(text: str) -> str:
        """Return the text."""
        await asyncio.sleep(0)
        return text

    async def refused() -> str:
        """Never run."""
        raise AssertionError

    def returns_awaitable() -> Any:
        """Return something to await."""
        return echo("awaited")

    wanted = [("echo", {"text": "a"}), ("refused", {}), ("returns_awaitable", {}), ("cancel_itself", {})]
    for _ in range(2):
        sandbox.reply(**calls(*wanted))
    client = async_driver.client(sandbox)
    tools = [echo, refused, returns_awaitable, cancel_itself]
    result = run(async_driver, client, tools=tools, approve=approve, stop_when=stop_when)
    assert result.turns == 2
    assert results_of(result)[:4] == [
        "a",
        "Error: The user did not approve this call.",
        "awaited",
        "Error: CancelledError",
    ]


def test_async_tools_are_canceled_with_the_loop(sandbox: Sandbox) -> None:
    started: List[str] = []
    ended: List[str] = []

    async def wait() -> str:
        """Wait forever."""
        started.append("wait")
        try:
            return await wait_for_ever()
        finally:
            ended.append("wait")

    async def main() -> None:
        async with sandbox.async_client() as client:
            for how in ("cancel", "close", "raise"):
                sandbox.reply(**calls(("wait", {}), ("fail", {})))
                arguments: Dict[str, Any] = {"messages": USER, "tools": [wait, fail]}
                if how == "cancel":
                    task = asyncio.ensure_future(client.chat.completions.run_tools(**arguments))
                    while not started:
                        await asyncio.sleep(0.001)
                    task.cancel()
                    with pytest.raises(asyncio.CancelledError):
                        await task
                elif how == "close":
                    async with client.chat.completions.run_tools(stream=True, **arguments) as events:
                        async for event in events:
                            if event.type == "tool.finished":
                                break
                else:
                    with pytest.raises(ToolCallError):
                        await client.chat.completions.run_tools(on_tool_error="raise", **arguments)
                assert len(started) == len(ended)
                sandbox.reset()
            assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
    assert len(ended) == 3


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_tool_that_ignores_its_cancellation_does_not_delay_the_end(
    sandbox: Sandbox, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool_tasks, "_CLEANUP_SECONDS", 0.01)

    async def main() -> List[str]:
        released = anyio.Event()
        ended: List[str] = []

        async def stubborn() -> None:
            """Ignore the cancellation."""
            with anyio.CancelScope(shield=True):
                while not released.is_set():
                    with contextlib.suppress(asyncio.CancelledError):
                        await released.wait()
            ended.append("stubborn")

        async with sandbox.async_client() as client:
            sandbox.reply(**calls(("stubborn", {}), ("fail", {})))
            with pytest.raises(ToolCallError):
                await client.chat.completions.run_tools(messages=USER, tools=[stubborn, fail], on_tool_error="raise")
            assert ended == []
            released.set()
            while not ended:
                await anyio.sleep(0)
        return ended

    assert anyio.run(main, backend=backend) == ["stubborn"]


def test_a_slow_tool_is_canceled_once(sandbox: Sandbox) -> None:
    steps: List[str] = []

    async def slow() -> None:
        """Clean up after a cancellation."""
        try:
            await asyncio.Event().wait()
        finally:
            steps.append("canceled")
            for _ in range(3):
                await asyncio.sleep(0)
            steps.append("cleaned up")

    async def main() -> Any:
        sandbox.reply(**calls(("slow", {})))
        sandbox.reply("Done.")
        async with sandbox.async_client() as client:
            return await client.chat.completions.run_tools(messages=USER, tools=[slow], tool_timeout=0.01)

    assert results_of(asyncio.run(main())) == ["Error: TimeoutError: no result after 0.01 seconds"]
    assert steps == ["canceled", "cleaned up"]


def test_the_loop_runs_on_trio(sandbox: Sandbox) -> None:
    async def pause(text: str) -> str:
        """Wait a moment."""
        await trio.sleep(0)
        return text

    async def main() -> Any:
        sandbox.reply(**calls(("pause", {"text": "a"}), ("get_weather", {"city": "Oslo"}), ("wait", {})))
        sandbox.reply("Done.")

        async def wait() -> str:
            """Wait too long."""
            await trio.sleep_forever()

        async with sandbox.async_client() as client:
            return await client.chat.completions.run_tools(
                messages=USER, tools=[pause, get_weather, wait], tool_timeout=0.2
            )

    result = trio.run(main)
    assert results_of(result) == [
        "a",
        '{"city": "Oslo", "unit": "celsius", "degrees": 21}',
        "Error: TimeoutError: no result after 0.2 seconds",
    ]


def test_a_function_that_returns_an_awaitable_fails_in_the_synchronous_client(sandbox: Sandbox, client: Any) -> None:
    def returns_awaitable() -> Any:
        """Return something to await."""
        return wait_for_ever()

    sandbox.reply(**calls(("returns_awaitable", {})))
    sandbox.reply("Done.")
    result = client.chat.completions.run_tools(messages=USER, tools=[returns_awaitable])
    assert results_of(result) == [
        "Error: ValidationError: returns_awaitable is an async function, which only AsyncHelixAgent can await. "
        "Pass a plain function to HelixAgent."
    ]


def test_with_raw_response_returns_the_result_of_the_tool_loop(sandbox: Sandbox, client: Any) -> None:
    sandbox.reply("Hi.")
    result = client.chat.completions.with_raw_response.run_tools(messages=USER, tools=[get_weather])
    assert result.content == "Hi."


def test_the_result_of_other_errors_is_none() -> None:
    assert HelixAgentError("no").result is None


def test_functions_in_threads_keep_the_context_variables_of_the_caller(driver: Driver, sandbox: Sandbox) -> None:
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="none")
    threads: List[threading.Thread] = []

    def read() -> str:
        """Return the value of the variable."""
        threads.append(threading.current_thread())
        return variable.get()

    sandbox.reply(**calls(("read", {}), ("read", {})))
    sandbox.reply("Done.")
    token = variable.set("mine")
    try:
        result = run(driver, driver.client(sandbox), tools=[read])
    finally:
        variable.reset(token)
    assert results_of(result) == ["mine", "mine"]
    assert all(thread.daemon and thread is not threading.main_thread() for thread in threads)


def test_there_is_a_span_for_each_turn_and_each_tool(driver: Driver, sandbox: Sandbox) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")

    def nested() -> str:
        """Make a span."""
        with tracer.start_as_current_span("nested"):
            return "ok"

    sandbox.reply(**calls(("nested", {}), ("fail", {"message": "a secret"})))
    sandbox.reply("Done.")
    client = driver.client(sandbox, tracer=tracer, trace_content=True)
    run(driver, client, tools=[nested, fail], model="m")
    spans = {span.name: span for span in exporter.get_finished_spans()}
    assert sorted(span.name for span in exporter.get_finished_spans()) == [
        "chat m",
        "chat m",
        "execute_tool fail",
        "execute_tool nested",
        "nested",
    ]
    tool, failed = spans["execute_tool nested"], spans["execute_tool fail"]
    assert dict(tool.attributes or {}) == {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "nested",
        "gen_ai.tool.call.id": "call_1",
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": "{}",
        "gen_ai.tool.call.result": '"ok"',
    }
    assert spans["nested"].parent is not None
    assert tool.context is not None
    assert spans["nested"].parent.span_id == tool.context.span_id
    assert (failed.attributes or {})["error.type"] == "RuntimeError"
    assert not failed.events
    assert failed.status.description == "RuntimeError"
