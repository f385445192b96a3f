"""The tools that the server offers over MCP: listed, and one of them called."""

from __future__ import annotations

from helixagent import HelixAgent, ProviderError

with HelixAgent() as client:
    for tool in client.mcp.tools().tools:
        print(f"{tool.name}: {tool.description}")
    try:
        print(client.mcp.tools.call(name="add", arguments={"a": 2, "b": 3}).result)
    except ProviderError as error:
        print(f"The tool failed: {error}")
