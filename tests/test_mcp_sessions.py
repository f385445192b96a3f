"""Tests of `mcp_tools`: the tools of any MCP server in `run_tools`, with sessions of the official package."""

from __future__ import annotations

import sys
from typing import Any, Dict, List

import pytest
from support import USER, Driver
from tool_run_support import calls, results_of

if sys.version_info < (3, 10):
    pytest.skip("mcp requires Python 3.10", allow_module_level=True)

import mcp
from mcp_support import IS_VERSION_1, connected, server

from helixagent import HelixAgent, InvalidResponseError, ToolRunResult, ValidationError, mcp_tools
from helixagent.testing import Sandbox

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {"where": {"$ref": "#/$defs/Place"}},
    "$defs": {"Place": {"type": "string"}},
}


def tool(name: str, **more: Any) -> Dict[str, Any]:
    return {"name": name, "inputSchema": {"type": "object"}, **more}


def loop(driver: Driver, client: Any, made: Any, **options: Any) -> ToolRunResult[Any]:
    """Run the tool loop with the tools of a server."""

    async def use() -> ToolRunResult[Any]:
        async with connected(made) as session:
            tools = await mcp_tools(session, **options)
            result: ToolRunResult[Any] = await client.chat.completions.run_tools(messages=USER, tools=tools)
            return result

    result: ToolRunResult[Any] = driver.run(use())
    return result


def test_the_tools_of_a_server_run_in_the_tool_loop(async_driver: Driver, async_client: Any, sandbox: Sandbox) -> None:
    seen: List[Any] = []

    def answer(name: str, arguments: Dict[str, Any]) -> Dict[str, Any]:
        seen.append((name, arguments))
        if name == "picture":
            image = {"type": "image", "data": "iVBORw0KGgo=", "mimeType": "image/png"}
            return {"content": [{"type": "text", "text": "A map."}, image]}
        return {"content": [{"type": "text", "text": f"There is no {arguments['where']}."}], "isError": True}

    made = server([[tool("weather.now", description="Tell the weather.", inputSchema=SCHEMA), tool("picture")]], answer)
    sandbox.reply(**calls(("weather_now", {"where": "Atlantis"}), ("picture", {})))
    sandbox.reply("Done.")
    result = loop(async_driver, async_client, made)
    assert results_of(result) == [
        "Error: ProviderError: There is no Atlantis.",
        [
            {"type": "text", "text": "A map."},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
        ],
    ]
    assert sandbox.requests[1].json()["messages"] == result.messages[:4]
    assert sorted(seen) == [("picture", {}), ("weather.now", {"where": "Atlantis"})]
    assert sandbox.requests[0].json()["tools"][0]["function"] == {
        "name": "weather_now",
        "description": "Tell the weather.",
        "parameters": {name: value for name, value in SCHEMA.items() if name != "$schema"},
    }


def test_all_pages_of_the_list_are_read(async_driver: Driver) -> None:
    pages = [[tool(f"tool_{page}_{number}") for number in range(3)] for page in range(4)]

    async def use() -> List[str]:
        async with connected(server(pages)) as session:
            return [each.name for each in await mcp_tools(session, prefix="my_")]

    assert async_driver.run(use()) == [f"my_tool_{page}_{number}" for page in range(4) for number in range(3)]


@pytest.mark.skipif(IS_VERSION_1, reason="mcp 1 does not have Client")
def test_a_client_of_mcp_2_is_a_session_too(async_driver: Driver) -> None:
    async def use() -> List[str]:
        async with mcp.Client(server([[tool("a")], [tool("b")]])) as client:
            return [each.name for each in await mcp_tools(client)]

    assert async_driver.run(use()) == ["a", "b"]


def test_the_tools_of_two_servers_need_a_prefix(async_driver: Driver, async_client: Any, sandbox: Sandbox) -> None:
    def answer_as(who: str) -> Any:
        return lambda name, arguments: {"content": [{"type": "text", "text": f"{who} {name}"}]}

    async def use() -> ToolRunResult[Any]:
        one, other = server([[tool("look")]], answer_as("one")), server([[tool("look")]], answer_as("other"))
        async with connected(one) as first, connected(other) as second:
            run_tools = async_client.chat.completions.run_tools
            with pytest.raises(ValidationError, match="Pass prefix= to mcp_tools"):
                await run_tools(messages=USER, tools=[*await mcp_tools(first), *await mcp_tools(second)])
            tools = [*await mcp_tools(first), *await mcp_tools(second, prefix="other_")]
            result: ToolRunResult[Any] = await run_tools(messages=USER, tools=tools)
            return result

    sandbox.reply(**calls(("look", {}), ("other_look", {})))
    sandbox.reply("Done.")
    assert results_of(async_driver.run(use())) == ["one look", "other look"]


def test_the_model_sees_an_error_of_the_protocol(async_driver: Driver, async_client: Any, sandbox: Sandbox) -> None:
    def answer(name: str, arguments: Dict[str, Any]) -> Dict[str, Any]:
        raise RuntimeError("the disk is full")

    sandbox.reply(**calls(("save", {})))
    sandbox.reply("Done.")
    (content,) = results_of(loop(async_driver, async_client, server([[tool("save")]], answer)))
    assert content.startswith("Error: ")
    assert len(content.splitlines()) == 1


def test_the_synchronous_client_refuses_the_tools(async_driver: Driver, client: HelixAgent, sandbox: Sandbox) -> None:
    async def use() -> None:
        async with connected(server([[tool("look")]])) as session:
            with pytest.raises(ValidationError, match="only AsyncHelixAgent can run"):
                client.chat.completions.run_tools(messages=[], tools=[*await mcp_tools(session)])

    async_driver.run(use())
    assert sandbox.requests == []


class Page:
    """Return a page of a list that never ends."""

    def model_dump(self, **options: Any) -> Dict[str, Any]:
        return {"tools": [], "nextCursor": "x"}


class EndlessSession:
    async def list_tools(self, **arguments: Any) -> Page:
        return Page()

    async def call_tool(self, name: str, arguments: Any) -> None: ...


def test_invalid_sessions_are_refused(async_driver: Driver) -> None:
    with pytest.raises(
        ValidationError, match="session must be a ClientSession or a Client of the package mcp, not str"
    ):
        async_driver.run(mcp_tools("x"))  # type: ignore[arg-type]
    with pytest.raises(InvalidResponseError, match="lists the page 'x' of its tools more than once"):
        async_driver.run(mcp_tools(EndlessSession()))  # type: ignore[arg-type]
