"""The Model Context Protocol: prompts, resources, and tools with fixed responses, including one for each kind of
failure.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply
from helixagent.testing.sandbox.handlers.voting import PROVIDERS

_FILES = {
    "/etc/hostname": "helix\n",
    "README.md": "# HelixAgent sandbox\n\nA test double of the HelixAgent server.\n",
}
_SECONDS = 0.045


class _Failed(Exception):
    """A tool failed."""


def _read_file(arguments: Mapping[str, Any]) -> Any:
    path = arguments.get("path")
    if not isinstance(path, str):
        raise _Failed("read_file needs a path")
    if "missing" in path:
        raise _Failed("no such file: " + path)
    return _FILES.get(path, f"The sandbox made up the contents of {path}\n")


def _add(arguments: Mapping[str, Any]) -> Any:
    numbers = [arguments.get("a"), arguments.get("b")]
    if not all(isinstance(number, (int, float)) for number in numbers):
        raise _Failed("add needs two numbers, a and b")
    return sum(number for number in numbers if number is not None)


def _broken(arguments: Mapping[str, Any]) -> Any:
    raise _Failed("broken_tool always fails")


_TOOLS: Dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "read_file": _read_file,
    "add": _add,
    "echo": dict,
    "broken_tool": _broken,
}
_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}


def _tool(name: str, description: str, **properties: Mapping[str, str]) -> Dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"name": name, "description": description, "inputSchema": schema}


_TOOL_DEFINITIONS = [
    _tool("read_file", "Read a text file", path=_TEXT),
    _tool("add", "Add two numbers", a=_NUMBER, b=_NUMBER),
    _tool("echo", "Return the arguments"),
    _tool("broken_tool", "Fail with success: false"),
    _tool("rpc_error_tool", "Fail with a JSON-RPC error"),
]
_PROMPTS = [
    {
        "name": "summarize",
        "description": "Summarize a text",
        "arguments": [{"name": "text", "description": "The text", "required": True}],
    },
    {"name": "review_code", "description": "Review code", "arguments": None},
]
_RESOURCES = [
    {
        "uri": "helixagent://providers",
        "name": "Providers",
        "description": "The providers of this server",
        "mimeType": "application/json",
    },
    {
        "uri": "helixagent://models",
        "name": "Models",
        "description": "The models of these providers",
        "mimeType": "application/json",
    },
]


def call_mcp_tool(call: Call) -> Reply:
    """Handle callMcpTool. A failing tool returns 200, as the API specifies."""
    name = call.body["name"]
    if name == "rpc_error_tool":
        error = {"code": -32603, "message": "rpc_error_tool always fails", "data": name}
        return json_reply({"jsonrpc": "2.0", "id": None, "error": error})
    tool = _TOOLS.get(name)
    try:
        if tool is None:
            raise _Failed(f"Unknown tool: {name}")
        result = tool(call.option("arguments", {}))
    except _Failed as error:
        return json_reply({"success": False, "error": str(error), "execution_time": _SECONDS})
    return json_reply({"result": result, "success": True, "execution_time": _SECONDS})


def get_mcp_capabilities(call: Call) -> Reply:
    """Handle getMcpCapabilities."""
    capabilities = {"tools": {"listChanged": True}, "prompts": {"listChanged": False}, "resources": {}}
    return json_reply(
        {
            "version": "1.0.0",
            "capabilities": capabilities,
            "providers": PROVIDERS,
            "mcp_servers": ["filesystem-mcp", "memory-mcp"],
        }
    )


HANDLERS: Dict[str, Handler] = {
    "getMcpCapabilities": get_mcp_capabilities,
    "listMcpTools": lambda call: json_reply({"tools": _TOOL_DEFINITIONS}),
    "callMcpTool": call_mcp_tool,
    "listMcpPrompts": lambda call: json_reply({"prompts": _PROMPTS}),
    "listMcpResources": lambda call: json_reply({"resources": _RESOURCES}),
}
