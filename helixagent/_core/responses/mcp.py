"""A tool call that failed without a word about why, or without saying so, is a failure all the same."""

from __future__ import annotations

from helixagent_client.models.mcp_tool_result import McpToolResult

from ...exceptions import ProviderError
from .error_bodies import error_facts, reports_error


def succeeded(result: McpToolResult) -> McpToolResult:
    """Return the result of a tool that succeeded.

    Raises:
        ProviderError: The tool says that it did not.
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
