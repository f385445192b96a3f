"""Tests of the sandbox's streams: the chunks of each operation, and the reuse of one connection for many streams."""

from __future__ import annotations

import json
from typing import Any, Callable

import httpx

from helixagent.testing import Sandbox


def test_a_chat_stream_has_the_words_of_the_complete_response(
    chat: Callable[..., httpx.Response], chunks: Callable[..., Any], conforms: Callable[..., None]
) -> None:
    streamed = chat(stream=True)
    conforms(streamed, "createChatCompletion")
    found = [chunk["choices"][0] for chunk in chunks(streamed)]
    assert found[0]["delta"] == {"role": "assistant", "content": ""}
    assert found[-1] == {"index": 0, "delta": {}, "finish_reason": "stop"}
    whole = chat().json()["choices"][0]["message"]["content"]
    assert "".join(choice["delta"].get("content", "") for choice in found) == whole
    assert len(found) == len(whole.split()) + 2


def test_usage_is_only_sent_on_request(chat: Callable[..., httpx.Response], chunks: Callable[..., Any]) -> None:
    assert all("usage" not in chunk for chunk in chunks(chat(stream=True)))
    last = chunks(chat(stream=True, stream_options={"include_usage": True}))[-1]
    assert last["choices"] == []
    assert last["usage"] == chat().json()["usage"]


def test_choices_are_streamed_under_their_index(
    chat: Callable[..., httpx.Response], chunks: Callable[..., Any]
) -> None:
    found = [chunk["choices"][0] for chunk in chunks(chat("Hello", stream=True, n=2))]
    assert {choice["index"] for choice in found} == {0, 1}
    assert [choice["finish_reason"] for choice in found if choice["finish_reason"]] == ["stop", "stop"]


def test_a_tool_call_is_streamed_in_chunks(
    chat: Callable[..., httpx.Response], chunks: Callable[..., Any], conforms: Callable[..., None]
) -> None:
    properties = {"city": {"type": "string"}, "country": {"type": "string"}}
    parameters = {"type": "object", "properties": properties, "required": ["city"]}
    tool = {"type": "function", "function": {"name": "get_weather", "parameters": parameters}}
    streamed = chat("How is the weather?", stream=True, tools=[tool])
    conforms(streamed, "createChatCompletion")
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks(streamed)]
    calls = [delta["tool_calls"][0] for delta in deltas if "tool_calls" in delta]
    assert calls[0]["function"] == {"name": "get_weather", "arguments": ""}
    assert len(calls) > 2
    arguments = "".join(call["function"]["arguments"] for call in calls)
    assert json.loads(arguments) == {"city": "Paris", "country": "France"}
    assert chunks(streamed)[-1]["choices"][0]["finish_reason"] == "tool_calls"


def test_a_text_completion_is_streamed(
    http: httpx.Client, chunks: Callable[..., Any], conforms: Callable[..., None]
) -> None:
    body = {"prompt": "Write a haiku about programming:", "max_tokens": 4}
    asked = {**body, "stream": True, "stream_options": {"include_usage": True}}
    streamed = http.post("/v1/completions", json=asked)
    conforms(streamed, "createCompletion")
    found = chunks(streamed)
    whole = http.post("/v1/completions", json=body).json()
    assert "".join(chunk["choices"][0]["text"] for chunk in found[:-1]) == whole["choices"][0]["text"]
    assert found[-2]["choices"][0]["finish_reason"] == "length"
    assert found[-1]["usage"] == whole["usage"]


def test_an_ensemble_completion_is_streamed(
    http: httpx.Client, chunks: Callable[..., Any], conforms: Callable[..., None]
) -> None:
    streamed = http.post("/v1/ensemble/completions", json={"prompt": "Hello", "stream": True})
    conforms(streamed, "createEnsembleCompletion")
    assert chunks(streamed)[0]["object"] == "chat.completion.chunk"


def test_twenty_streams_share_one_connection(sandbox: Sandbox, chat: Callable[..., httpx.Response]) -> None:
    for _ in range(20):
        chat("Hello", stream=True)
    assert sandbox.connections == 1
    assert len({request.client for request in sandbox.requests}) == 1
