"""List the server's MCP tools, call one, and let a model use them."""

from __future__ import annotations

from helixagent import HelixAgent, ProviderError

with HelixAgent() as client:
    for tool in client.mcp.tools().tools:
        print(f"{tool.name}: {tool.description}")
    try:
        print(client.mcp.tools.call(name="add", arguments={"a": 2, "b": 3}).result)
    except ProviderError as error:
        print(f"The tool failed: {error}")
    messages = [{"role": "user", "content": "Add two numbers."}]
    result = client.chat.completions.run_tools(messages=messages, tools=client.mcp.as_tools(), max_turns=5)
    for call in result.calls:
        print(f"{call.name}({call.arguments}) -> {call.error or call.result}")
    print(result.content)
