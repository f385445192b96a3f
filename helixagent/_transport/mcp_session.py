"""Use the tools of any MCP server through a session of the `mcp` package."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Protocol

from .._core.extras import extra
from .._core.tool_loop.mcp import content_of_mcp, mcp_function_tools
from .._core.tool_loop.tools import FunctionTool
from ..exceptions import InvalidResponseError, ValidationError


class McpSession(Protocol):
    """The methods of `mcp.ClientSession` and `mcp.Client` that `mcp_tools` calls. Their parameters differ."""

    async def list_tools(self, *args: Any, **options: Any) -> Any:
        """Request a page of the server's tools."""

    async def call_tool(self, *args: Any, **options: Any) -> Any:
        """Call a tool."""


async def mcp_tools(session: McpSession, prefix: Optional[str] = None) -> List[FunctionTool]:
    """Return the tools of an MCP server for `AsyncHelixAgent.chat.completions.run_tools`.

    Names that chat APIs reject are replaced, but the server is called with its own names. If a tool fails, the model
    receives its text as the error. Images, audio and files are sent to the model as content parts.

    Args:
        session: Initialized `mcp.ClientSession`, or `mcp.Client` (mcp 2). It must stay open while the tools are used.
        prefix: Prefix for each name, such as `"files_"`, so that the names of two servers differ.

    Returns:
        The tools, from all pages of the server's list.

    Raises:
        ValidationError: `session` or `prefix` has the wrong type, or the server lists two tools with the same name.
        InvalidResponseError: The server lists a tool without a name, or the same page more than once.
        MissingExtraError: The extra `mcp` is not installed, or this Python is older than 3.10.

    Example:
        async with ClientSession(read, write) as session:
            await session.initialize()
            tools = await mcp_tools(session, prefix="files_")
            result = await client.chat.completions.run_tools(messages=messages, tools=tools)
    """

    async def call(name: str, arguments: Dict[str, Any]) -> Any:
        return content_of_mcp(_as_dict(await session.call_tool(name, arguments)))

    return mcp_function_tools(await _listed(session), prefix, call)


async def _listed(session: Any) -> List[Mapping[str, Any]]:
    with extra("mcp", "mcp_tools"):
        from mcp import ClientSession
        from mcp.types import PaginatedRequestParams

    if not hasattr(session, "list_tools") or not hasattr(session, "call_tool"):
        raise ValidationError(
            f"session must be a ClientSession or a Client of the package mcp, not {type(session).__name__}.",
            param="session",
        )
    tools: List[Mapping[str, Any]] = []
    cursors: List[str] = []
    arguments: Dict[str, Any] = {}
    while True:
        page = _as_dict(await session.list_tools(**arguments))
        tools += page["tools"]
        cursor = page.get("nextCursor")
        if cursor is None:
            return tools
        if cursor in cursors:
            raise InvalidResponseError(f"The MCP server lists the page {cursor!r} of its tools more than once.")
        cursors.append(cursor)
        is_session = isinstance(session, ClientSession)
        arguments = {"params": PaginatedRequestParams(cursor=cursor)} if is_session else {"cursor": cursor}


def _as_dict(model: Any) -> Dict[str, Any]:
    # The protocol's member names are used, because mcp 1 and mcp 2 name the attributes differently.
    found: Dict[str, Any] = model.model_dump(mode="json", by_alias=True)
    return found
