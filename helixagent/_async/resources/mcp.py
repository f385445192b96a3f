"""The Model Context Protocol: the tools, prompts and resources of the server."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Dict, List, Mapping, Optional

from helixagent import _async, types
from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names, given
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.parse import succeeded
from helixagent._core.responses.raw_response import RawSide
from helixagent._core.tool_loop.mcp import content_of_mcp, is_mcp_result, mcp_function_tools
from helixagent._core.tool_loop.tools import FunctionTool
from helixagent_client.api.mcp import (
    call_mcp_tool,
    get_mcp_capabilities,
    list_mcp_prompts,
    list_mcp_resources,
    list_mcp_tools,
)


class AsyncMCP(AsyncResource):
    """List the tools, prompts and resources of the server."""

    with_raw_response: RawSide[_async.AsyncMCPWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncMCPWithStreamingResponse]

    @cached_property
    def tools(self) -> AsyncMCPTools:
        """The tools. `tools()` and `tools.list()` list them, and `tools.call(...)` calls one."""
        return AsyncMCPTools(self._client, raw=self._raw)

    # region openapi.yaml: listMcpTools as mcp.as_tools
    @checked_names
    async def as_tools(
        self,
        *,
        prefix: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> List[FunctionTool]:
        """Return the server's tools for `chat.completions.run_tools`, which calls them with `tools.call`.

        Names that chat APIs do not allow are replaced. The server still receives the original names. Request options
        apply to the list and to each tool call.

        Args:
            prefix: Prefix for each name, such as `"server_"`, in case other tools have the same names.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: `prefix` is not a string, or the server lists two tools with the same name.

        Example:
            tools = await client.mcp.as_tools()
            result = await client.chat.completions.run_tools(messages=messages, tools=tools)
        """
        return await self._as_tools(given(locals()))

    # endregion

    async def _as_tools(self, options: Dict[str, Any]) -> List[FunctionTool]:
        prefix = options.pop("prefix")
        tools = self._plain().tools
        listed_tools = (await tools.list(**options)).tools

        async def call(name: str, arguments: Dict[str, Any]) -> Any:
            called = await tools.call(name=name, arguments=arguments, **options)
            return content_of_mcp(called.result) if is_mcp_result(called.result) else called.result

        return mcp_function_tools([tool.to_dict() for tool in listed_tools], prefix, call)

    # region openapi.yaml: getMcpCapabilities as mcp.capabilities
    @checked_names
    async def capabilities(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.McpCapabilities:
        """Retrieve the MCP capabilities.

        Retrieves the version of the Model Context Protocol and the capabilities that the server supports.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("mcp.capabilities", get_mcp_capabilities, locals())

    # endregion

    # region openapi.yaml: listMcpPrompts as mcp.prompts
    @listed
    @checked_names
    async def prompts(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.McpPromptList:
        """List the prompts.

        Lists the available prompts.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("mcp.prompts", list_mcp_prompts, locals())

    # endregion

    # region openapi.yaml: listMcpResources as mcp.resources
    @listed
    @checked_names
    async def resources(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.McpResourceList:
        """List the resources.

        Lists the available resources.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("mcp.resources", list_mcp_resources, locals())

    # endregion


class AsyncMCPTools(AsyncResource):
    """List and call the MCP tools of the server."""

    with_raw_response: RawSide[_async.AsyncMCPToolsWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncMCPToolsWithStreamingResponse]

    # region openapi.yaml: listMcpTools as mcp.tools.__call__
    @listed
    @checked_names
    async def __call__(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.McpToolList:
        """List the tools.

        Lists the available tools.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("mcp.tools", list_mcp_tools, locals())

    # endregion

    # region openapi.yaml: listMcpTools as mcp.tools.list
    @listed
    @checked_names
    async def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.McpToolList:
        """List the tools.

        Lists the available tools.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("mcp.tools.list", list_mcp_tools, locals())

    # endregion

    # region openapi.yaml: callMcpTool as mcp.tools.call
    @checked_names
    async def call(
        self,
        *,
        name: str,
        arguments: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.McpToolResult:
        """Call a tool and return its result.

        Args:
            name: Name of the tool.
            arguments: Arguments by name.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The result of the tool, in `result`.

        Raises:
            ProviderError: The tool failed.
        """
        return await self._run("mcp.tools.call", call_mcp_tool, locals(), succeeded)

    # endregion
