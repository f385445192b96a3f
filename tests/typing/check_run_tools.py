"""Types of `run_tools`, as type checkers see them."""

from __future__ import annotations

from typing import Any, List, Optional

from mcp import Client, ClientSession
from typing_extensions import assert_type

from helixagent import (
    AsyncHelixAgent,
    AsyncToolRun,
    FunctionTool,
    HelixAgent,
    ToolRun,
    ToolRunCall,
    ToolRunResult,
    mcp_tools,
)
from helixagent.types import ChatCompletionResponse, ContentDeltaEvent, ToolFinishedEvent


class Person:
    name: str


def add(a: int, b: int) -> int:
    return a + b


def approve(call: ToolRunCall) -> bool:
    return call.name == "add"


def function_tools(client: HelixAgent, tools: List[FunctionTool]) -> None:
    client.chat.completions.run_tools(messages=[], tools=tools)
    client.chat.completions.run_tools(messages=[], tools=[add, *tools])
    client.chat.completions.create(messages=[], tools=tools)


def sync(client: HelixAgent) -> None:
    result = client.chat.completions.run_tools(messages=[], tools=[add], max_turns=3, approve=approve)
    assert_type(result, ToolRunResult[Any])
    assert_type(result.content, Optional[str])
    assert_type(result.completion, Optional[ChatCompletionResponse])
    parsed = client.chat.completions.run_tools(messages=[], tools=[add], response_format=Person)
    assert_type(parsed, ToolRunResult[Person])
    assert_type(parsed.parsed, Optional[Person])
    with client.chat.completions.run_tools(messages=[], tools=[add], stream=True, response_format=Person) as run:
        assert_type(run, ToolRun[Person])
        for event in run:
            if isinstance(event, ContentDeltaEvent):
                assert_type(event.delta, str)
            elif isinstance(event, ToolFinishedEvent):
                assert_type(event.call, ToolRunCall)
        assert_type(run.get_result(), ToolRunResult[Person])


async def asynchronous(client: AsyncHelixAgent) -> None:
    result = await client.chat.completions.run_tools(messages=[], tools=[add], tool_timeout=5, on_tool_error="raise")
    assert_type(result, ToolRunResult[Any])
    parsed = await client.chat.completions.run_tools(messages=[], tools=[add], response_format=Person)
    assert_type(parsed, ToolRunResult[Person])
    async with client.chat.completions.run_tools(messages=[], tools=[add], stream=True) as run:
        assert_type(run, AsyncToolRun[Any])
        assert_type(await run.get_result(), ToolRunResult[Any])


def sync_mcp(client: HelixAgent) -> None:
    assert_type(client.mcp.as_tools(prefix="server_", timeout=5), List[FunctionTool])


async def asynchronous_mcp(client: AsyncHelixAgent, session: ClientSession, mcp_client: Client) -> None:
    assert_type(await client.mcp.as_tools(), List[FunctionTool])
    tools = await mcp_tools(session, prefix="files_")
    assert_type(tools, List[FunctionTool])
    await client.chat.completions.run_tools(messages=[], tools=[*tools, *await mcp_tools(mcp_client)])
