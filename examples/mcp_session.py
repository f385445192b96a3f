"""Let a model use the tools of any MCP server that a command starts.

python examples/mcp_session.py "What time is it in Paris?" uvx mcp-server-time
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import List

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from helixagent import AsyncHelixAgent, mcp_tools


async def main(question: str, command: str, arguments: List[str]) -> None:
    server = StdioServerParameters(command=command, args=arguments, env=dict(os.environ))
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = await mcp_tools(session)
        print("Tools:", ", ".join(tool.name for tool in tools))
        async with AsyncHelixAgent() as client:
            messages = [{"role": "user", "content": question}]
            result = await client.chat.completions.run_tools(messages=messages, tools=tools, max_turns=5)
            for call in result.calls:
                print(f"{call.name}({call.arguments}) -> {call.error or call.result}")
            print(result.content)


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
