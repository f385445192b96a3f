"""Tests that OpenAI's chat completion arguments, and tools of any type, are sent unchanged."""

from __future__ import annotations

import json
from typing import Any, Dict

import pytest
from cases import for_each
from support import USER, Driver, refused

from helixagent.testing import Sandbox
from helixagent.types import CustomToolDefinition, Tool

ARGUMENTS: Dict[str, Any] = {
    "audio": {"voice": "alloy", "format": "mp3"},
    "function_call": {"name": "add"},
    "functions": [{"name": "add", "parameters": {"type": "object"}}],
    "modalities": ["text", "audio"],
    "moderation": {"model": "omni-moderation-latest"},
    "prediction": {"type": "content", "content": [{"type": "text", "text": "def add"}]},
    "prompt_cache_key": "tenant-1",
    "prompt_cache_options": {"mode": "explicit", "ttl": "30m"},
    "prompt_cache_retention": "24h",
    "reasoning_effort": "minimal",
    "safety_identifier": "u-1",
    "service_tier": "flex",
    "store": False,
    "verbosity": "low",
    "web_search_options": {"search_context_size": "low", "user_location": {"type": "approximate"}},
}
CUSTOM = {"type": "custom", "custom": {"name": "run", "format": {"type": "grammar"}}}
SEARCH = {"type": "web_search", "filters": {"allowed_domains": ["example.com"]}}
ALLOWED = {
    "type": "allowed_tools",
    "allowed_tools": {"mode": "required", "tools": [{"type": "function", "function": {"name": "add"}}]},
}


def body_of(sandbox: Sandbox) -> Dict[str, Any]:
    sent: Dict[str, Any] = json.loads(sandbox.requests[0].body)
    return sent


def test_every_argument_is_sent_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    driver.chat(driver.client(sandbox), **ARGUMENTS)
    assert {name: body_of(sandbox)[name] for name in ARGUMENTS} == ARGUMENTS


@pytest.mark.parametrize("name", ["reasoning_effort", "service_tier", "verbosity", "prompt_cache_retention"])
def test_values_that_the_sdk_does_not_know_are_sent(name: str, client: Any, sandbox: Sandbox) -> None:
    client.chat.completions.create(messages=USER, **{name: "newest"})
    assert body_of(sandbox)[name] == "newest"


@for_each("tool", [CUSTOM, SEARCH, {"type": "code_interpreter"}])
@for_each("choice", [ALLOWED, {"type": "custom", "custom": {"name": "run"}}, {"type": "web_search"}])
def test_tools_of_any_type(tool: Any, choice: Any, driver: Driver, sandbox: Sandbox) -> None:
    driver.chat(driver.client(sandbox), tools=[tool], tool_choice=choice)
    assert (body_of(sandbox)["tools"], body_of(sandbox)["tool_choice"]) == ([tool], choice)


def test_tools_of_any_type_next_to_python_functions(client: Any, sandbox: Sandbox) -> None:
    def add(a: int, b: int) -> int:
        """Add two numbers."""
        return a + b

    model = Tool(type="custom", custom=CustomToolDefinition(name="run"))
    client.chat.completions.create(messages=USER, tools=[add, CUSTOM, model])
    assert [tool["type"] for tool in body_of(sandbox)["tools"]] == ["function", "custom", "custom"]


@for_each(
    ("arguments", "param", "words"),
    [
        ({"tools": [{"type": "function"}]}, "tools[0].function", "is required"),
        ({"tools": [{"type": "function", "functon": {"name": "f"}}]}, "tools[0].function", "instead of 'functon'"),
        ({"tools": [{"function": {"name": "f"}}]}, "tools[0].type", "is required"),
        ({"tools": [{"type": "custom", "custom": {}}]}, "tools[0].custom.name", "is required"),
        ({"tools": [{"type": 5}]}, "tools[0].type", "must be a string, not 5"),
        ({"tool_choice": {"type": "function"}}, "tool_choice.function", "is required"),
        (
            {"tool_choice": {"type": "allowed_tools", "allowed_tools": []}},
            "tool_choice.allowed_tools",
            "must be a dict",
        ),
        ({"function_call": 5}, "function_call", "must be a string or a dict, not 5"),
        ({"functions": [{}]}, "functions[0].name", "is required"),
        ({"modalities": "audio"}, "modalities", "must be a list, not str"),
        ({"store": "no"}, "store", "must be True or False, not str"),
        ({"prediction": "text"}, "prediction", "must be a dict, not str"),
        ({"reasoning_effort": 3}, "reasoning_effort", "must be a string, not 3"),
    ],
)
def test_invalid_values_are_named(
    arguments: Dict[str, Any], param: str, words: str, sync_driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(sync_driver, sandbox, "chat.completions.create", messages=USER, **arguments)
    assert error.param == param
    assert words in error.message
