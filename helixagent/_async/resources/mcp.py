"""The Model Context Protocol: the tools, prompts and resources that the server offers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional

from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.responses.mcp import succeeded
from helixagent._core.tool_loop.mcp_results import content_of_mcp, is_mcp_result
from helixagent._core.tool_loop.mcp_tools import Function, mcp_function_tools
from helixagent_client.api.mcp import (
    call_mcp_tool,
    get_mcp_capabilities,
    list_mcp_prompts,
    list_mcp_resources,
    list_mcp_tools,
)
from helixagent_client.models.mcp_capabilities import McpCapabilities
from helixagent_client.models.mcp_prompt_list import McpPromptList
from helixagent_client.models.mcp_resource_list import McpResourceList
from helixagent_client.models.mcp_tool_list import McpToolList
from helixagent_client.models.mcp_tool_result import McpToolResult

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._async.resources._raw_types import AsyncMCPToolsWithRawResponse, AsyncMCPWithRawResponse
    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._core.tool_loop.tools import FunctionTool


class AsyncMCP(AsyncResource):
    """The Model Context Protocol."""

    with_raw_response: RawSide[AsyncMCPWithRawResponse]

    @cached_property
    def tools(self) -> AsyncMCPTools:
        """The tools: `tools()` and `tools.list()` list them, `tools.call(...)` calls one."""
        return AsyncMCPTools(self._client, raw=self._raw)

    @checked_names
    async def as_tools(self, *, prefix: Optional[str] = None, **options: Unpack[CallOptions]) -> List[FunctionTool]:
        """Return the server's tools for `chat.completions.run_tools`, which calls them with `tools.call`.

        Names that chat APIs refuse are replaced; the server is called with its own names.

        Args:
            prefix: Text to put before each name, such as `"server_"`, if other tools have the same names.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method. They
                apply to the list and to each call of a tool.

        Raises:
            ValidationError: `prefix` is not a string, or the server lists two tools with the same name.
            HelixAgentError: As in `chat.completions.create`.

        Example:
            tools = await client.mcp.as_tools()
            result = await client.chat.completions.run_tools(messages=messages, tools=tools)
        """
        tools = self._plain().tools
        listed = await tools.list(**options)

        def function_of(name: str) -> Function:
            async def call(arguments: Dict[str, Any]) -> Any:
                called = await tools.call(name=name, arguments=arguments, **options)
                return content_of_mcp(called.result) if is_mcp_result(called.result) else called.result

            return call

        return mcp_function_tools([tool.to_dict() for tool in listed.tools], prefix, function_of)

    @checked_names
    async def capabilities(self, **options: Unpack[CallOptions]) -> McpCapabilities:
        """Ask what the server can do over MCP.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: McpCapabilities = await self._run("mcp.capabilities", get_mcp_capabilities, locals())
        return result

    @listed
    @checked_names
    async def prompts(self, **options: Unpack[CallOptions]) -> McpPromptList:
        """List the prompts.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: McpPromptList = await self._run("mcp.prompts", list_mcp_prompts, locals())
        return result

    @listed
    @checked_names
    async def resources(self, **options: Unpack[CallOptions]) -> McpResourceList:
        """List the resources.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: McpResourceList = await self._run("mcp.resources", list_mcp_resources, locals())
        return result


class AsyncMCPTools(AsyncResource):
    """The tools that the server offers over MCP."""

    with_raw_response: RawSide[AsyncMCPToolsWithRawResponse]

    @listed
    async def __call__(self, **options: Unpack[CallOptions]) -> McpToolList:
        """List the tools, as `list` does."""
        return await self.list(**options)

    @listed
    @checked_names
    async def list(self, **options: Unpack[CallOptions]) -> McpToolList:
        """List the tools.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: McpToolList = await self._run("mcp.tools.list", list_mcp_tools, locals())
        return result

    @checked_names
    async def call(
        self, *, name: str, arguments: Optional[Mapping[str, Any]] = None, **options: Unpack[CallOptions]
    ) -> McpToolResult:
        """Call a tool and wait for what it gives.

        Args:
            name: The tool's name.
            arguments: The tool's arguments by name.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the tool gave, in `result`.

        Raises:
            ProviderError: The tool failed.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: McpToolResult = await self._run("mcp.tools.call", call_mcp_tool, locals(), then=succeeded)
        return result
