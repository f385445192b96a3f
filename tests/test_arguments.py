"""Tests that unknown, missing and invalid arguments of methods are named before anything is sent."""

from __future__ import annotations

from collections import deque
from typing import Any, Dict, Tuple

import pytest
from cases import for_each
from hypothesis import given, strategies as st
from support import IMAGE, USER, Driver, refused, said

from helixagent import HelixAgentError, ValidationError
from helixagent._core.requests.constraints import check_body
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionRequest, ChatMessage, EnsembleConfig, ImageUrl, ImageUrlPart, Tool

# --- names


@for_each(
    ("name", "arguments", "wrong", "hint"),
    [
        ("chat.completions.create", {"messages": USER, "temprature": 1}, "temprature", "did you mean temperature?"),
        ("chat.completions.create", {"messages": USER, "max_token": 1}, "max_token", "did you mean max_tokens?"),
        ("chat.completions.create", {"messages": USER, "zzz": 1}, "zzz", "pass it in extra_body={'zzz': ...}"),
        ("chat.completions.create", {"messages": USER, "top_k": 1}, "top_k", "pass it in extra_body={'top_k': ...}"),
        ("chat.completions.create", {"messages": USER, "maxTokens": 1}, "maxTokens", "did you mean max_tokens?"),
        (
            "chat.completions.create",
            {"messages": USER, "api_key": "k"},
            "api_key",
            "use client.with_options(api_key=...)",
        ),
        (
            "embeddings.create",
            {"model": "m", "input": "x", "maxRetries": 1},
            "maxRetries",
            "with_options(max_retries=...)",
        ),
        ("embeddings.create", {"model": "m", "input": "x", "stream_idle_timeout": 1}, "stream_idle_timeout", "never"),
        ("chat.completions.create", {"messages": USER, "self_": 1}, "self_", "create() has no argument self_"),
        (
            "chat.completions.create",
            {"messages": USER, "max_retries": 1},
            "max_retries",
            "use client.with_options(max_retries=...)",
        ),
        ("models.list", {"max_retries": 1}, "max_retries", "use client.with_options(max_retries=...)"),
        ("webhooks.delete", {"webhook_id": "w", "max_retries": 1}, "max_retries", "with_options(max_retries=...)"),
        ("completions.create", {"prompt": "x", "messages": USER}, "messages", "no argument messages"),
        ("ensemble.completions.create", {"prompt": "x", "tools": []}, "tools", "no argument tools"),
        ("embeddings.create", {"model": "m", "input": "x", "stream": True}, "stream", "no argument stream"),
        ("models.list", {"limit": 5}, "limit", "list() has no argument limit"),
        ("models.retrieve", {"model": "m", "id": 5}, "id", "retrieve() has no argument id"),
        ("health", {"timeouts": 5}, "timeouts", "did you mean timeout?"),
        ("service_health", {"verbose": True}, "verbose", "service_health() has no argument verbose"),
        ("chat.completions.with_raw_response.create", {"messages": USER, "zzz": 1}, "zzz", "no argument zzz"),
    ],
)
def test_an_unknown_argument_is_named(
    name: str, arguments: Dict[str, Any], wrong: str, hint: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(driver, sandbox, name, **arguments)
    assert error.param == wrong
    assert hint in error.message


@for_each(
    ("name", "arguments", "missing"),
    [
        ("chat.completions.create", {}, "messages"),
        ("chat.completions.create", {"model": "m"}, "messages"),
        ("chat.completions.create", {"messages": None}, "messages"),
        ("completions.create", {}, "prompt"),
        ("completions.create", {"prompt": None}, "prompt"),
        ("ensemble.completions.create", {}, "messages"),
        ("ensemble.completions.create", {"messages": None, "prompt": None}, "messages"),
        ("embeddings.create", {"model": "m"}, "input"),
        ("embeddings.create", {"input": "x"}, "model"),
        ("embeddings.create", {}, "model"),
        ("embeddings.create", {"model": None, "input": "x"}, "model"),
        ("models.retrieve", {}, "model"),
        ("models.retrieve", {"model": None}, "model"),
    ],
)
def test_a_missing_argument_is_named(
    name: str, arguments: Dict[str, Any], missing: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(driver, sandbox, name, **arguments)
    assert error.param == missing
    assert missing in error.message


@for_each(
    ("name", "args", "kwargs"),
    [
        ("chat.completions.create", (USER,), {}),
        ("chat.completions.create", ("m",), {"messages": USER}),
        ("completions.create", ("Hello",), {}),
        ("ensemble.completions.create", (USER,), {}),
        ("embeddings.create", ("m", "x"), {}),
        ("models.list", (5,), {}),
        ("models.retrieve", ("m", 5), {}),
    ],
)
def test_positional_arguments_are_refused(
    name: str, args: Tuple[Any, ...], kwargs: Dict[str, Any], driver: Driver, sandbox: Sandbox
) -> None:
    assert "keyword" in refused(driver, sandbox, name, *args, **kwargs).message


def test_the_only_positional_argument_cannot_be_passed_twice(driver: Driver, sandbox: Sandbox) -> None:
    assert refused(driver, sandbox, "models.retrieve", "m", model="m").param == "model"


def test_a_model_can_be_named_in_two_ways(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    assert driver.run(client.models.retrieve("deepseek-chat")).id == "deepseek-chat"
    assert driver.run(client.models.retrieve(model="deepseek-chat")).id == "deepseek-chat"


@pytest.mark.parametrize("stream", [True, False])
def test_the_stream_helper_always_streams(stream: bool, driver: Driver, sandbox: Sandbox) -> None:
    assert refused(driver, sandbox, "chat.completions.stream", messages=USER, stream=stream).param == "stream"


# --- values


@for_each(
    ("arguments", "param", "problem"),
    [
        # Types.
        ({"messages": "Hello"}, "messages", "must be a list, not str"),
        ({"messages": {"role": "user", "content": "x"}}, "messages", "must be a list, not dict"),
        ({"messages": iter(USER)}, "messages", "must be a list, not list_iterator"),
        ({"messages": deque(USER)}, "messages", "must be a list, not deque"),
        ({"messages": ["Hello"]}, "messages[0]", "must be a dict, not str"),
        ({"messages": [*USER, None]}, "messages[1]", "must be a dict, not None"),
        ({"model": 5}, "model", "must be a string, not 5"),
        ({"model": ["m"]}, "model", "must be a string, not list"),
        ({"temperature": "hot"}, "temperature", "must be a number, not str"),
        ({"temperature": True}, "temperature", "must be a number, not True"),
        ({"temperature": float("nan")}, "temperature", "must be a number, not nan"),
        ({"temperature": float("inf")}, "temperature", "must be a number, not inf"),
        ({"max_tokens": 1.0}, "max_tokens", "must be a whole number, not 1.0"),
        ({"max_tokens": "5"}, "max_tokens", "must be a whole number, not str"),
        ({"max_tokens": True}, "max_tokens", "must be a whole number, not True"),
        ({"seed": 1.5}, "seed", "must be a whole number, not 1.5"),
        ({"n": False}, "n", "must be a whole number, not False"),
        ({"logprobs": 1}, "logprobs", "must be True or False, not 1"),
        ({"parallel_tool_calls": "yes"}, "parallel_tool_calls", "must be True or False, not str"),
        ({"stream": 1}, "stream", "must be True or False"),
        ({"stream": "yes"}, "stream", "must be True or False"),
        ({"stop": 5}, "stop", "must be a string or a list, not 5"),
        ({"stop": ["a", 5]}, "stop[1]", "must be a string, not 5"),
        ({"user": b"me"}, "user", "must be a string, not bytes"),
        ({"tools": {"type": "function"}}, "tools", "must be a list, not dict"),
        ({"tool_choice": 5}, "tool_choice", "must be a string or a dict, not 5"),
        ({"metadata": "a=b"}, "metadata", "must be a dict, not str"),
        ({"stream_options": True}, "stream_options", "must be a dict, not True"),
        # Limits.
        ({"messages": []}, "messages", "must not be empty"),
        ({"messages": ()}, "messages", "must not be empty"),
        ({"temperature": -0.1}, "temperature", "must be between 0 and 2, not -0.1"),
        ({"temperature": 2.1}, "temperature", "must be between 0 and 2, not 2.1"),
        ({"temperature": 10**400}, "temperature", "must be between 0 and 2"),
        ({"temperature": 10**5000}, "temperature", "must be between 0 and 2"),
        ({"max_tokens": -(10**5000)}, "max_tokens", "must be at least 1"),
        ({"top_p": 1.01}, "top_p", "must be between 0 and 1, not 1.01"),
        ({"presence_penalty": -3}, "presence_penalty", "must be between -2 and 2, not -3"),
        ({"frequency_penalty": 2.5}, "frequency_penalty", "must be between -2 and 2, not 2.5"),
        ({"top_logprobs": 21}, "top_logprobs", "must be between 0 and 20, not 21"),
        ({"max_tokens": 0}, "max_tokens", "must be at least 1, not 0"),
        ({"max_completion_tokens": -1}, "max_completion_tokens", "must be at least 1, not -1"),
        ({"n": 0}, "n", "must be at least 1, not 0"),
        ({"logit_bias": {"50256": -101}}, "logit_bias.50256", "must be between -100 and 100, not -101"),
        ({"logit_bias": {"50256": "much"}}, "logit_bias.50256", "must be a number, not str"),
        ({"metadata": {"run": 5}}, "metadata.run", "must be a string, not 5"),
        # Inside messages and tools.
        ({"messages": [{"content": "x"}]}, "messages[0].role", "is required"),
        ({"messages": [{"role": None, "content": "x"}]}, "messages[0].role", "is required"),
        ({"messages": [*USER, {"role": "", "content": "x"}]}, "messages[1].role", "must not be empty"),
        ({"messages": [{"role": 5, "content": "x"}]}, "messages[0].role", "must be a string, not 5"),
        ({"messages": [ChatMessage(content="x")]}, "messages[0].role", "is required"),
        (said(5), "messages[0].content", "must be a string, a list or None, not 5"),
        (said({"type": "text"}), "messages[0].content", "must be a string, a list or None, not dict"),
        (said([]), "messages[0].content", "must not be empty"),
        (said(["x"]), "messages[0].content[0]", "must be a dict, not str"),
        (said([{"text": "x"}]), "messages[0].content[0].type", "is required: 'text', 'image_url'"),
        (said([{"type": "text"}]), "messages[0].content[0].text", "is required"),
        (said([{"type": "text", "text": 5}]), "messages[0].content[0].text", "must be a string, not 5"),
        (said([{"type": "text", "text": "x"}, {"type": "image_url"}]), "messages[0].content[1].image_url", "required"),
        (said([{**IMAGE, "image_url": {}}]), "messages[0].content[0].image_url.url", "is required"),
        (said([ImageUrlPart(image_url=ImageUrl())]), "messages[0].content[0]", "is required"),
        (
            {"messages": [{"role": "tool", "content": "x", "tool_call_id": 5}]},
            "messages[0].tool_call_id",
            "must be a string, not 5",
        ),
        ({"messages": [{"role": "assistant", "tool_calls": [5]}]}, "messages[0].tool_calls[0]", "must be a dict"),
        ({"tools": [{"type": "function"}]}, "tools[0].function", "is required"),
        ({"tools": [{"type": "function", "function": {}}]}, "tools[0].function.name", "is required"),
        ({"tools": [Tool(type="function")]}, "tools[0].function", "is required"),
        ({"tool_choice": {"type": "function"}}, "tool_choice.function", "is required"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema", "is required"),
        ({"response_format": {}}, "response_format.type", "is required: 'text', 'json_object' or 'json_schema'"),
        ({"ensemble_config": {"min_providers": 0}}, "ensemble_config.min_providers", "must be at least 1, not 0"),
        (
            {"ensemble_config": EnsembleConfig(confidence_threshold=2)},
            "ensemble_config.confidence_threshold",
            "between",
        ),
        ({"ensemble_config": {"preferred_providers": "a"}}, "ensemble_config.preferred_providers", "must be a list"),
        ({"ensemble_config": {"timeout": 1.5}}, "ensemble_config.timeout", "must be a whole number, not 1.5"),
    ],
)
def test_an_invalid_value_is_named_by_its_path(
    arguments: Dict[str, Any], param: str, problem: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(driver, sandbox, "chat.completions.create", **{"messages": USER, **arguments})
    assert str(error.param).startswith(param)
    assert problem in error.message
    assert len(error.message) < 200


@for_each(
    ("name", "arguments", "param"),
    [
        ("completions.create", {"prompt": 5}, "prompt"),
        ("completions.create", {"prompt": []}, "prompt"),
        ("completions.create", {"prompt": ["a", 5]}, "prompt[1]"),
        ("completions.create", {"prompt": "x", "logprobs": 6}, "logprobs"),
        ("completions.create", {"prompt": "x", "echo": 1}, "echo"),
        ("ensemble.completions.create", {"prompt": 5}, "prompt"),
        ("ensemble.completions.create", {"messages": []}, "messages"),
        ("ensemble.completions.create", {"prompt": "x", "ensemble_config": 5}, "ensemble_config"),
        ("embeddings.create", {"model": "m", "input": 5}, "input"),
        ("embeddings.create", {"model": "m", "input": []}, "input"),
        ("embeddings.create", {"model": "m", "input": ["a", None]}, "input[1]"),
        ("embeddings.create", {"model": "m", "input": [1, "a"]}, "input[1]"),
        ("embeddings.create", {"model": "m", "input": [[1], ["a"]]}, "input[1][0]"),
        ("embeddings.create", {"model": "m", "input": "x", "dimensions": 0}, "dimensions"),
        ("embeddings.create", {"model": "m", "input": "x", "encoding_format": 5}, "encoding_format"),
        ("models.retrieve", {"model": 5}, "model"),
        ("models.retrieve", {"model": ""}, "model"),
        ("models.retrieve", {"model": "  "}, "model"),
        ("models.retrieve", {"model": "."}, "model"),
        ("models.retrieve", {"model": ".."}, "model"),
        ("models.retrieve", {"model": "\ud800"}, "model"),
        ("health", {"extra_query": {"a": "\ud800"}}, "extra_query"),
        ("health", {"extra_body": [1]}, "extra_body"),
        ("chat.completions.create", {"messages": USER, "extra_body": "x"}, "extra_body"),
    ],
)
def test_the_other_methods_check_their_arguments_too(
    name: str, arguments: Dict[str, Any], param: str, driver: Driver, sandbox: Sandbox
) -> None:
    assert refused(driver, sandbox, name, **arguments).param == param


# --- arbitrary values

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["role", "content", "type", "text", "image_url", "url", "function"]), inner)
    ),
    max_leaves=10,
)


@given(body=st.dictionaries(st.sampled_from(ChatCompletionRequest.FIELDS), _values))
def test_any_value_is_accepted_or_named(body: Dict[str, Any]) -> None:
    try:
        check_body("ChatCompletionRequest", body)
    except HelixAgentError as error:
        assert type(error) is ValidationError
        name = str(error.param).partition(".")[0].partition("[")[0]
        assert name == "messages" or name in body
    else:
        assert isinstance(body["messages"], list)
