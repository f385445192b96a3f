"""MCP servers in this process and their sessions, with the official package `mcp`, version 1 or 2."""

from __future__ import annotations

import contextlib
from typing import Any, AsyncIterator, Callable, Dict, List, Optional

import mcp
from mcp import types

IS_VERSION_1 = not hasattr(mcp, "Client")
Answer = Callable[[str, Dict[str, Any]], Dict[str, Any]]


def server(pages: List[List[Dict[str, Any]]], answer: Optional[Answer] = None) -> Any:
    """Return a server that lists its tools in pages; `answer` returns the result of a call as JSON."""

    def page_of(params: Any) -> Any:
        number = int((params and params.cursor) or 0)
        following = str(number + 1) if number + 1 < len(pages) else None
        return types.ListToolsResult.model_validate({"tools": pages[number], "nextCursor": following})

    def result_of(params: Any) -> Any:
        assert answer is not None
        return types.CallToolResult.model_validate(answer(params.name, params.arguments or {}))

    from mcp.server.lowlevel import Server

    if not IS_VERSION_1:

        async def on_list(context: Any, params: Any) -> Any:
            return page_of(params)

        async def on_call(context: Any, params: Any) -> Any:
            return result_of(params)

        return Server("test", on_list_tools=on_list, on_call_tool=on_call)
    made: Any = Server("test")

    async def list_tools(request: Any) -> Any:
        return types.ServerResult(page_of(request.params))  # type: ignore[attr-defined]

    async def call_tool(request: Any) -> Any:
        return types.ServerResult(result_of(request.params))  # type: ignore[attr-defined]

    made.request_handlers[types.ListToolsRequest] = list_tools
    made.request_handlers[types.CallToolRequest] = call_tool
    return made


@contextlib.asynccontextmanager
async def connected(server: Any) -> AsyncIterator[Any]:
    """Open a session with a server in this process."""
    if IS_VERSION_1:
        from mcp.shared.memory import create_connected_server_and_client_session  # type: ignore[attr-defined]

        async with create_connected_server_and_client_session(server) as session:
            yield session
    else:
        async with mcp.Client(server) as client:
            yield client.session
