"""A tool call that failed without a word about why, or without saying so, is a failure all the same."""

from __future__ import annotations

from typing import Any

from helixagent_client.models.mcp_tool_result import McpToolResult

from ..exceptions import ProviderError


def succeeded(result: McpToolResult) -> McpToolResult:
    """Return the result of a tool that succeeded.

    Raises:
        ProviderError: The tool says that it did not.
    """
    if result.success is False or result.error:
        error: Any = result.error
        reason = getattr(error, "message", None) or error
        raise ProviderError(
            f"The tool failed: {reason}" if reason else "The tool failed and gave no reason.",
            status_code=200,
            body=result.to_dict(),
            request_id=result._request_id,
        )
    return result
