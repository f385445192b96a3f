"""Raise an exception if an MCP tool failed, even if it did not report a reason."""

from __future__ import annotations

from helixagent_client.models.mcp_tool_result import McpToolResult

from ...exceptions import ProviderError
from .error_bodies import error_facts, reports_error


def succeeded(result: McpToolResult) -> McpToolResult:
    """Return the result of a successful tool.

    Raises:
        ProviderError: The tool failed.
    """
    if result.success is not False and not result.error:
        return result
    body = result.to_dict()
    if result.success is False or reports_error(body):
        reason = error_facts(body)["message"]
        raise ProviderError(
            f"The tool failed: {reason}" if reason else "The tool failed and gave no reason.",
            status_code=200,
            body=body,
            request_id=result._request_id,
        )
    return result
