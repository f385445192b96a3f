"""Tests of the Model Context Protocol: the server's capabilities, and tools that succeed or fail in each way."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from cases import for_each
from support import KEY, Driver

from helixagent import ProviderError, ValidationError
from helixagent.testing import Sandbox
from helixagent.types import McpCapabilities, McpPromptList, McpResourceList, McpToolList, McpToolResult


def test_the_capabilities_of_the_server(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    capabilities = driver.run(client.mcp.capabilities())
    assert type(capabilities) is McpCapabilities
    assert (capabilities.version, "filesystem-mcp" in capabilities.mcp_servers) == ("1.0.0", True)
    assert "deepseek" in capabilities.providers
    prompts = driver.run(client.mcp.prompts())
    assert type(prompts) is McpPromptList
    assert (prompts.prompts[0].name, prompts.prompts[0].arguments[0].required) == ("summarize", True)
    assert prompts.prompts[1].arguments is None
    resources = driver.run(client.mcp.resources())
    assert type(resources) is McpResourceList
    resource = resources.resources[0]
    assert (resource.uri, resource.mime_type, resource.mimeType) == (
        "helixagent://providers",
        *["application/json"] * 2,
    )


def test_tools_is_a_method_and_has_methods(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    called, listed = driver.run(client.mcp.tools()), driver.run(client.mcp.tools.list())
    assert type(called) is McpToolList
    assert called == listed
    tool = called.tools[0]
    assert (tool.name, tool.description) == ("read_file", "Read a text file")
    assert tool.input_schema == tool.inputSchema
    assert [request.path for request in sandbox.requests] == ["/v1/mcp/tools"] * 2


def test_tools_accepts_the_options_of_a_call(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    driver.run(client.mcp.tools(extra_headers={"X-A": "1"}, extra_query={"server": "fs"}, timeout=5))
    assert (sandbox.requests[0].headers["x-a"], sandbox.requests[0].path) == ("1", "/v1/mcp/tools?server=fs")
    with pytest.raises(ValidationError, match="no argument cursor"):
        driver.run(client.mcp.tools(cursor="x"))


def test_a_tool_is_called(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    result = driver.run(client.mcp.tools.call(name="read_file", arguments={"path": "/etc/hostname"}))
    assert type(result) is McpToolResult
    assert (result.result, result.success, result.execution_time) == ("helix\n", True, 0.045)
    assert sandbox.requests[0].json() == {"name": "read_file", "arguments": {"path": "/etc/hostname"}}
    assert result._request_id == "req_sandbox_000001"


@pytest.mark.parametrize("arguments", [{}, {"a": [1, {"b": None}], "ü": "日本"}])
def test_arguments_are_sent_unchanged(arguments: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    assert driver.run(client.mcp.tools.call(name="echo", arguments=arguments)).result == arguments
    assert sandbox.requests[0].json() == {"name": "echo", "arguments": arguments}


def test_arguments_are_optional(driver: Driver, sandbox: Sandbox) -> None:
    assert driver.run(driver.client(sandbox).mcp.tools.call(name="echo")).result == {}
    assert sandbox.requests[0].json() == {"name": "echo"}


@for_each("result", [None, False, 0, "", [], {}, {"error": "a field of the result"}])
def test_any_result_of_a_successful_tool_is_a_result(result: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"result": result, "success": True, "error": ""})
    assert driver.run(driver.client(sandbox).mcp.tools.call(name="x")).result == result


@for_each(
    ("name", "arguments", "message", "code"),
    [
        ("broken_tool", {}, "broken_tool always fails", None),
        ("no_such_tool", {}, "Unknown tool: no_such_tool", None),
        ("read_file", {"path": "missing.txt"}, "no such file: missing.txt", None),
        ("rpc_error_tool", {}, "rpc_error_tool always fails", -32603),
    ],
)
def test_a_failing_tool_raises(
    name: str, arguments: Any, message: str, code: Any, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ProviderError, match=message) as caught:
        driver.run(driver.client(sandbox).mcp.tools.call(name=name, arguments=arguments))
    error = caught.value
    assert (error.status_code, error.code, error.request_id) == (200, code, "req_sandbox_000001")
    assert len(sandbox.requests) == 1
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@for_each(
    ("body", "words"),
    [
        ({"success": False}, "gave no reason"),
        ({"success": False, "error": None}, "gave no reason"),
        ({"success": False, "error": ""}, "gave no reason"),
        ({"success": False, "error": {"code": 5, "message": "broke"}}, "broke"),
        ({"success": False, "result": "half"}, "gave no reason"),
        ({"error": "broke"}, "broke"),
        ({"error": {"message": "broke"}, "result": None}, "broke"),
        ({"error": ["broke"]}, "broke"),
        ({"success": True, "error": "broke"}, "broke"),
        (
            {"jsonrpc": "2.0", "id": 1, "error": {"code": -32601, "message": "Method not found", "data": "x"}},
            "not found",
        ),
    ],
)
def test_a_failure_in_any_form_raises(body: Any, words: str, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=body, headers={"X-Request-ID": "own"})
    client = driver.client(sandbox)
    with pytest.raises(ProviderError, match=words) as caught:
        driver.run(client.mcp.tools.call(name="x"))
    assert (caught.value.status_code, caught.value.request_id, caught.value.body) == (200, "own", body)
    assert driver.run(client.mcp.tools.call(name="add", arguments={"a": 1, "b": 2})).result == 3


@for_each(
    ("arguments", "words"),
    [
        ({}, "needs the argument name"),
        ({"name": None}, "name is required"),
        ({"name": ""}, "name must not be empty"),
        ({"name": 5}, "name must be a string"),
        ({"name": "x", "arguments": "a"}, "arguments must be a dict"),
        ({"name": "x", "arguments": {"a": object()}}, "arguments cannot be sent as JSON"),
        ({"name": "x", "argument": {}}, "did you mean arguments"),
    ],
)
def test_invalid_arguments_are_named(arguments: Any, words: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match=words):
        driver.run(driver.client(sandbox).mcp.tools.call(**arguments))
    assert sandbox.requests == []


def test_a_call_only_accepts_keyword_arguments(driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="only accepts keyword arguments"):
        driver.run(driver.client(sandbox).mcp.tools.call("read_file", {}))


@for_each(("method", "member"), [("capabilities", "providers"), ("prompts", "prompts"), ("resources", "resources")])
def test_an_empty_list_may_be_null(method: str, member: str, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={member: None})
    answer = driver.run(getattr(driver.client(sandbox).mcp, method)())
    assert getattr(answer, member) == []
    assert answer.to_dict() == {member: None}
