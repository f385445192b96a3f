"""A tool call that failed without a word about why is a failure all the same."""

from __future__ import annotations

from helixagent_client.models.mcp_tool_result import McpToolResult

from ..exceptions import ProviderError


def succeeded(result: McpToolResult) -> McpToolResult:
    """Return the result of a tool that succeeded.

    Raises:
        ProviderError: The tool says that it did not.
    """
    if result.success is False:
        raise ProviderError("The tool failed and gave no reason.", status_code=200, body=result.to_dict())
    return result
