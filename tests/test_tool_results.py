"""Tests of a tool loop with unusual results, errors and endings, after which the conversation stays usable."""

from __future__ import annotations

import asyncio
import dataclasses
import enum
import gc
import warnings
from typing import Any, List

import pytest
import trio
from cases import for_each
from support import KEY, USER, Driver
from tool_run_support import calls, get_weather, results_of, run, stream

from helixagent import HelixAgentError
from helixagent.testing import Sandbox


@dataclasses.dataclass
class Note:
    type: str
    text: str
    more: Any


class Color(str, enum.Enum):
    RED = "red"


@for_each(
    ("value", "content"),
    [
        (Color.RED, "red"),
        ([{"type": "file", "file": "a.txt"}], '[{"type": "file", "file": "a.txt"}]'),
        ([{"type": "text", "text": 5}], '[{"type": "text", "text": 5}]'),
        ([{"type": ["text"]}], '[{"type": ["text"]}]'),
        ([{"type": "text", "text": "a", "color": Color.RED}], [{"type": "text", "text": "a", "color": "red"}]),
        # An object is not a content part, because its other members would be sent too, and the server may reject them.
        ([Note("text", "a", None)], '[{"type": "text", "text": "a", "more": null}]'),
    ],
)
def test_unusual_results_can_be_sent(driver: Driver, sandbox: Sandbox, value: Any, content: Any) -> None:
    def give() -> Any:
        """Return the value."""
        return value

    sandbox.reply(**calls(("give", {})))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=[give])
    assert results_of(result) == [content]
    assert type(results_of(result)[0]) in (str, list)
    assert result.content == "Done."


def test_text_and_errors_that_cannot_be_sent_are_replaced_for_the_model(driver: Driver, sandbox: Sandbox) -> None:
    def list_files() -> Any:
        """Return a file name that is not UTF-8."""
        return "a\udce9"

    def list_more() -> Any:
        """Return such a name inside JSON."""
        return {"files": ["a\udce9"]}

    def parts() -> Any:
        """Return content parts that cannot be represented in JSON."""
        return [{"type": "text", "text": "a", "more": object()}]

    def open_file() -> str:
        """Fail with such a name in the message."""
        raise OSError("a\udce9 is missing")

    tools = [list_files, list_more, parts, open_file]
    sandbox.reply(**calls(*[(tool.__name__, {}) for tool in tools]))
    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), tools=tools)
    contents = results_of(result)
    assert all(content.startswith("Error: The result cannot be written as JSON") for content in contents[:3])
    assert contents[3:] == ["Error: OSError: a\\udce9 is missing"]
    assert result.content == "Done."


def test_the_credential_is_not_in_the_text_about_invalid_arguments(driver: Driver, sandbox: Sandbox) -> None:
    class Place:
        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
            from pydantic_core import core_schema

            def validated(value: Any) -> Any:
                raise LookupError(f"refused {KEY}")

            return core_schema.no_info_after_validator_function(validated, core_schema.str_schema())

    def go(place: Place) -> str:
        """Go to a place."""
        return "there"

    go.__annotations__["place"] = Place
    sandbox.reply(**calls(("go", {"place": "Oslo"})))
    sandbox.reply("Done.")
    (content,) = results_of(run(driver, driver.client(sandbox, api_key=KEY), tools=[go]))
    assert "LookupError" in content
    assert KEY not in content


def test_interrupting_a_tool_interrupts_the_program(driver: Driver, sandbox: Sandbox) -> None:
    def interrupted() -> str:
        """Be interrupted with Ctrl-C."""
        raise KeyboardInterrupt

    sandbox.reply(**calls(("interrupted", {})))
    with pytest.raises(KeyboardInterrupt):
        run(driver, driver.client(sandbox), tools=[interrupted])
    assert len(sandbox.requests) == 1


def test_all_calls_have_a_result_after_an_error_of_a_callback(driver: Driver, sandbox: Sandbox) -> None:
    def approve(call: Any) -> bool:
        raise HelixAgentError("it cannot be called")

    client = driver.client(sandbox)
    sandbox.reply(**calls(("get_weather", {"city": "Oslo"}), ("get_weather", {"city": "Rome"})))
    with pytest.raises(HelixAgentError, match="cannot be called") as raised:
        run(driver, client, tools=[get_weather], approve=approve)
    result = raised.value.result
    assert results_of(result) == ["Error: The call was canceled."] * 2
    sandbox.reply("Done.")
    assert run(driver, client, messages=[*result.messages, *USER], tools=[get_weather]).content == "Done."


def test_messages_of_other_mapping_classes_are_dicts_in_the_result(driver: Driver, sandbox: Sandbox) -> None:
    from types import MappingProxyType

    sandbox.reply("Done.")
    result = run(driver, driver.client(sandbox), messages=[MappingProxyType(USER[0])], tools=[get_weather])
    assert [type(message) for message in result.messages] == [dict, dict]


def test_a_stream_that_ended_early_has_no_final_result(driver: Driver, sandbox: Sandbox) -> None:
    def leave(event: Any) -> None:
        if event.type == "tool.started":
            raise LookupError

    sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
    client = driver.client(sandbox)
    runs: List[Any] = []
    run_tools = client.chat.completions.run_tools
    client.chat.completions.run_tools = lambda **given: runs.append(run_tools(**given)) or runs[-1]
    with pytest.raises(LookupError):
        stream(driver, client, use=leave, tools=[get_weather])
    with pytest.raises(HelixAgentError, match="ended early") as raised:
        driver.run(runs[0].get_result())
    assert results_of(raised.value.result) == ["Error: The call was canceled."]


def test_a_stream_must_be_entered_before_it_is_iterated_over(driver: Driver, sandbox: Sandbox) -> None:
    opened = driver.client(sandbox).chat.completions.run_tools(messages=USER, tools=[get_weather], stream=True)
    with pytest.raises(HelixAgentError, match="as a context manager"):
        driver.run(opened.get_result())
    assert sandbox.requests == []


def test_another_task_can_close_the_stream(sandbox: Sandbox) -> None:
    ended: List[str] = []

    async def wait() -> str:
        """Wait forever."""
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("wait")
        return "never"

    async def main() -> None:
        async with sandbox.async_client() as client:

            async def generate() -> Any:
                async with client.chat.completions.run_tools(
                    messages=USER, tools=[wait, get_weather], stream=True
                ) as run:
                    async for event in run:
                        yield event

            sandbox.reply(**calls(("wait", {}), ("get_weather", {"city": "Oslo"})))
            events = generate()
            async for event in events:
                if event.type == "tool.finished":
                    break
            await asyncio.ensure_future(events.aclose())
            assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
    assert ended == ["wait"]


def test_trio_does_not_warn_when_a_stream_is_closed(sandbox: Sandbox) -> None:
    async def main() -> None:
        async with sandbox.async_client() as client:
            sandbox.reply(**calls(("get_weather", {"city": "Oslo"})))
            async with client.chat.completions.run_tools(messages=USER, tools=[get_weather], stream=True) as run:
                async for event in run:
                    if event.type == "tool.started":
                        break
            del run
            gc.collect()

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        trio.run(main)
    assert [str(each.message) for each in warned if "generator" in str(each.message)] == []
