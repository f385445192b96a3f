"""Tests of `client.mcp.as_tools()`: the server's MCP tools in `run_tools`."""

from __future__ import annotations

import re
from typing import Any, Dict, List

import pytest
from cases import for_each
from support import KEY, Driver
from tool_run_support import calls, results_of, run

from helixagent import FunctionTool, HelixAgent, InvalidResponseError, ToolCallError, ValidationError
from helixagent.testing import Sandbox

PIXEL = "iVBORw0KGgo="


def listing(*tools: Any) -> Dict[str, Any]:
    return {"tools": [tool if isinstance(tool, dict) else {"name": tool, "inputSchema": {}} for tool in tools]}


def as_tools(driver: Driver, client: Any, **arguments: Any) -> List[FunctionTool]:
    tools: List[FunctionTool] = driver.run(client.mcp.as_tools(**arguments))
    return tools


def test_the_servers_tools_run_in_the_tool_loop(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    tools = as_tools(driver, client)
    assert [tool.name for tool in tools][:2] == ["read_file", "add"]
    sandbox.reply(**calls(("read_file", {"path": "/etc/hostname"}), ("add", {"a": 1, "b": 2}), ("echo", {"x": [1]})))
    sandbox.reply("Done.")
    result = run(driver, client, tools=tools)
    assert results_of(result) == ["helix\n", "3", '{"x": [1]}']
    assert [call.result for call in result.calls] == ["helix\n", 3, {"x": [1]}]
    assert sandbox.requests[1].json()["tools"][0] == {
        "type": "function",
        "function": {
            "name": "read_file",
            "description": "Read a text file",
            "parameters": {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]},
        },
    }


@pytest.mark.parametrize("name", ["broken_tool", "rpc_error_tool"])
def test_the_model_sees_why_a_tool_failed(name: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    tools = as_tools(driver, client)
    sandbox.reply(**calls((name, {})))
    sandbox.reply("Done.")
    result = run(driver, client, tools=tools)
    assert results_of(result) == [f"Error: ProviderError: {name} always fails"]


def test_options_apply_to_the_list_and_to_each_call(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    tools = as_tools(driver, client, extra_headers={"X-Tenant": "a"})
    sandbox.reply(**calls(("add", {"a": 1, "b": 2})))
    sandbox.reply("Done.")
    run(driver, client, tools=tools)
    found = {request.path: request.headers.get("x-tenant") for request in sandbox.requests}
    assert found == {"/v1/mcp/tools": "a", "/v1/chat/completions": None, "/v1/mcp/tools/call": "a"}


def test_the_raw_client_returns_the_same_tools(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    raw: Any = client.mcp.with_raw_response
    assert [tool.name for tool in driver.run(raw.as_tools())] == [tool.name for tool in as_tools(driver, client)]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (None, {"type": "object", "properties": {}}),
        ({}, {"type": "object", "properties": {}}),
        ({"type": "object", "properties": None}, {"type": "object", "properties": {}}),
        (
            {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "additionalProperties": False},
            {"type": "object", "additionalProperties": False, "properties": {}},
        ),
        (
            {"properties": {"$schema": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"type": "string"}}, "required": ["a"]},
            {
                "properties": {"$schema": {"$ref": "#/$defs/A"}},
                "$defs": {"A": {"type": "string"}},
                "required": ["a"],
                "type": "object",
            },
        ),
    ],
)
def test_schemas_are_converted_for_chat_apis(given: Any, sent: Any, sync_driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=listing({"name": "x", "description": None, "inputSchema": given}))
    (tool,) = as_tools(sync_driver, sync_driver.client(sandbox))
    assert tool.definition == {"type": "function", "function": {"name": "x", "description": "", "parameters": sent}}


def names_of(client: HelixAgent, sandbox: Sandbox, *names: str, **arguments: Any) -> List[str]:
    sandbox.reply(json=listing(*names))
    return [tool.name for tool in client.mcp.as_tools(**arguments)]


def test_names_that_the_api_refuses_are_replaced(client: Any, sandbox: Sandbox) -> None:
    names = ["plain-1", "a.b", "a b", "a_b", "größe", "files/read", "x" * 64, "x" * 65, "x" * 66]
    sent = names_of(client, sandbox, *names)
    assert len(set(sent)) == len(names)
    assert all(re.fullmatch("[A-Za-z0-9_-]{1,64}", name) for name in sent)
    assert [sent[0], sent[3], sent[4], sent[5], sent[6]] == ["plain-1", "a_b", "gr__e", "files_read", "x" * 64]
    assert sent[1].startswith("a_b_")
    assert names_of(client, sandbox, *reversed(names)) == sent[::-1], "the order makes no difference"


def test_a_replaced_name_calls_the_tool_by_its_original_name(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json=listing("files/read all"))
    tools = as_tools(driver, client, prefix="my.")
    assert [tool.name for tool in tools] == ["my_files_read_all"]
    sandbox.reply(**calls(("my_files_read_all", {"a": 1})))
    sandbox.reply(json={"result": "text", "success": True})
    sandbox.reply("Done.")
    assert results_of(run(driver, client, tools=tools)) == ["text"]
    assert sandbox.requests[2].json() == {"name": "files/read all", "arguments": {"a": 1}}


def test_equal_names_are_refused_with_a_hint(client: Any, sandbox: Sandbox) -> None:
    def add(a: int) -> int:
        """Add."""
        return a

    tools = client.mcp.as_tools()
    for mixed in ([*tools, add], [add, *tools], [*tools, *client.mcp.as_tools()]):
        with pytest.raises(
            ValidationError, match=r"which another tool also has\. Pass prefix= to mcp_tools or as_tools"
        ):
            client.chat.completions.run_tools(messages=[], tools=mixed)
    sandbox.reply("Done.")
    messages = [{"role": "user", "content": "Hello"}]
    both = [*tools, *client.mcp.as_tools(prefix="other_")]
    assert client.chat.completions.run_tools(messages=messages, tools=both).content == "Done."


def test_invalid_tools_of_the_server_are_refused(client: Any, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="lists 2 tools with the name 'x'"):
        names_of(client, sandbox, "x", "y", "x")
    for name in (None, ""):
        sandbox.reply(json=listing({"name": name}))
        with pytest.raises(InvalidResponseError, match="lists a tool without a name"):
            client.mcp.as_tools()
    with pytest.raises(ValidationError, match="prefix must be a string, not int"):
        client.mcp.as_tools(prefix=5)


TEXT = {"type": "text", "text": "A cat."}
IMAGE = {"type": "image", "data": PIXEL, "mimeType": "image/png"}
TEXT_PART = {"type": "text", "text": "A cat."}
IMAGE_PART = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}}
RESULTS = [
    ({"content": [TEXT]}, "A cat."),
    ({"content": [TEXT, TEXT], "isError": False}, "A cat.\nA cat."),
    ({"content": [TEXT, IMAGE]}, [TEXT_PART, IMAGE_PART]),
    (
        {"content": [{"type": "audio", "data": "AA==", "mimeType": "audio/x-wav"}]},
        [{"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}],
    ),
    (
        {"content": [{"type": "audio", "data": "AA==", "mimeType": "audio/ogg"}]},
        [{"type": "file", "file": {"filename": "audio", "file_data": "data:audio/ogg;base64,AA=="}}],
    ),
    (
        {"content": [{"type": "resource", "resource": {"uri": "file:///a.txt", "text": "Hi"}}]},
        "Resource: file:///a.txt\nHi",
    ),
    (
        {"content": [{"type": "resource", "resource": {"uri": "x:/a.png", "blob": PIXEL, "mimeType": "image/png"}}]},
        [IMAGE_PART],
    ),
    (
        {"content": [{"type": "resource", "resource": {"uri": "x:/a.bin", "blob": "AA=="}}]},
        [{"type": "file", "file": {"filename": "a.bin", "file_data": "data:application/octet-stream;base64,AA=="}}],
    ),
    (
        {"content": [{"type": "resource_link", "uri": "x:/a", "name": "a", "description": "The letter"}]},
        '{"type": "resource_link", "uri": "x:/a", "name": "a", "description": "The letter"}',
    ),
    ({"content": [], "structuredContent": {"degrees": 21, "stadt": "Köln"}}, '{"degrees": 21, "stadt": "Köln"}'),
    ({"content": [TEXT], "structuredContent": {"animal": "cat"}}, "A cat."),
    ({"content": [], "isError": False}, ""),
    # Here, `content` is a member of the tool's own result.
    ({"content": []}, '{"content": []}'),
    ({"content": "x"}, '{"content": "x"}'),
    (
        {"content": [{"type": "text", "text": "x"}], "page": 2},
        '{"content": [{"type": "text", "text": "x"}], "page": 2}',
    ),
]


@for_each(("result", "content"), RESULTS)
def test_the_contents_of_results_are_kept(result: Any, content: Any, sync_driver: Driver, sandbox: Sandbox) -> None:
    client = sync_driver.client(sandbox)
    tools = client.mcp.as_tools()
    sandbox.reply(**calls(("echo", {})))
    sandbox.reply(json={"result": result, "success": True})
    sandbox.reply("Done.")
    assert results_of(run(sync_driver, client, tools=tools)) == [content]


@pytest.mark.parametrize(
    ("result", "error"),
    [
        ({"content": [{"type": "text", "text": "no such file"}], "isError": True}, "no such file"),
        ({"content": [IMAGE], "isError": True}, "The tool failed and gave no reason."),
    ],
)
def test_an_error_result_is_an_error(result: Any, error: str, sync_driver: Driver, sandbox: Sandbox) -> None:
    client = sync_driver.client(sandbox)
    tools = client.mcp.as_tools()
    for mode in ("return", "raise"):
        sandbox.reply(**calls(("echo", {})))
        sandbox.reply(json={"result": result, "success": True})
        sandbox.reply("Done.")
        if mode == "return":
            assert results_of(run(sync_driver, client, tools=tools)) == [f"Error: ProviderError: {error}"]
            continue
        with pytest.raises(ToolCallError, match=error) as caught:
            run(sync_driver, client, tools=tools, on_tool_error=mode)
        cause: Any = caught.value.__cause__
        assert cause.body == result
