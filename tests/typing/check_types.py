"""Types as users' type checkers see them: read by mypy and pyright, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Union

from helixagent import AsyncHelixAgent, AsyncStream, HelixAgent, HelixAgentClient, RawResponse, Stream
from helixagent.types import (
    ChatCompletionChunk,
    ChatCompletionResponse,
    ChatMessageParam,
    Choice,
    CompletionChunk,
    CompletionResponse,
    EmbeddingResponse,
    EnsembleCompletionResponse,
    Health,
    Message,
    Model,
    ModelList,
    ServiceHealth,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


def sync_chat(client: HelixAgent, choose: bool) -> None:
    messages: List[ChatMessageParam] = [{"role": "user", "content": "Hello"}]
    assert_type(client.chat.completions.create(messages=messages), ChatCompletionResponse)
    assert_type(client.chat.completions.create(messages=messages, stream=False), ChatCompletionResponse)
    assert_type(client.chat.completions.create(messages=messages, stream=True), Stream[ChatCompletionChunk])
    assert_type(
        client.chat.completions.create(messages=messages, stream=choose),
        Union[ChatCompletionResponse, Stream[ChatCompletionChunk]],
    )
    raw = client.chat.completions.with_raw_response
    assert_type(raw.create(messages=messages), RawResponse[ChatCompletionResponse])
    assert_type(raw.create(messages=messages).parse(), ChatCompletionResponse)
    assert_type(raw.create(messages=messages, stream=True).parse(), Stream[ChatCompletionChunk])
    assert_type(
        raw.create(messages=messages, stream=choose).parse(),
        Union[ChatCompletionResponse, Stream[ChatCompletionChunk]],
    )
    for chunk in client.chat.completions.create(messages=messages, stream=True):
        assert_type(chunk.choices[0].delta.content, Optional[str])
    response = client.chat.completions.create(messages=messages)
    assert_type(response.choices[0], Choice)
    assert_type(response.choices[0].message, Message)
    assert_type(response.choices[0].message.content, Optional[str])
    assert_type(response.choices[0].message.reasoning_content, Optional[str])
    assert_type(response._request_id, Optional[str])
    with client.chat.completions.stream(messages=messages) as stream:
        for event in stream:
            if event.type == "content.delta":
                assert_type(event.delta, str)
            elif event.type == "tool_calls.function.arguments.done":
                assert_type(event.arguments, str)
            elif event.type == "reasoning.delta":
                assert_type(event.delta, str)
            elif event.type == "reasoning.done":
                assert_type(event.reasoning, str)
        for text in stream.text_deltas():
            assert_type(text, str)
        assert_type(stream.get_final_completion(), ChatCompletionResponse)


def sync_others(client: HelixAgent, choose: bool) -> None:
    assert_type(client.completions.create(prompt="p"), CompletionResponse)
    assert_type(client.completions.create(prompt=["p", "q"], stream=True), Stream[CompletionChunk])
    assert_type(
        client.completions.create(prompt="p", stream=choose), Union[CompletionResponse, Stream[CompletionChunk]]
    )
    assert_type(client.completions.with_raw_response.create(prompt="p").parse(), CompletionResponse)
    assert_type(client.ensemble.completions.create(prompt="p"), EnsembleCompletionResponse)
    assert_type(client.ensemble.completions.create(prompt="p", stream=True), Stream[ChatCompletionChunk])
    assert_type(
        client.ensemble.completions.create(prompt="p", stream=choose),
        Union[EnsembleCompletionResponse, Stream[ChatCompletionChunk]],
    )
    assert_type(client.ensemble.completions.with_raw_response.create(prompt="p").parse(), EnsembleCompletionResponse)
    assert_type(client.embeddings.create(model="m", input="text"), EmbeddingResponse)
    assert_type(client.embeddings.create(model="m", input=[[1, 2], [3]]), EmbeddingResponse)
    assert_type(client.embeddings.with_raw_response.create(model="m", input=["a"]).parse(), EmbeddingResponse)
    assert_type(client.models.list(), ModelList)
    for model in client.models.list():
        assert_type(model, Model)
    assert_type(client.models.retrieve("m"), Model)
    assert_type(client.models.with_raw_response.retrieve("m").parse(), Model)
    assert_type(client.health(), Health)
    assert_type(client.service_health(timeout=1), ServiceHealth)
    assert_type(client.with_options(max_retries=1), HelixAgent)
    with client as same:
        assert_type(same, HelixAgent)


async def async_chat(client: AsyncHelixAgent, choose: bool) -> None:
    messages: List[ChatMessageParam] = [{"role": "user", "content": "Hello"}]
    assert_type(await client.chat.completions.create(messages=messages), ChatCompletionResponse)
    assert_type(await client.chat.completions.create(messages=messages, stream=False), ChatCompletionResponse)
    assert_type(await client.chat.completions.create(messages=messages, stream=True), AsyncStream[ChatCompletionChunk])
    assert_type(
        await client.chat.completions.create(messages=messages, stream=choose),
        Union[ChatCompletionResponse, AsyncStream[ChatCompletionChunk]],
    )
    raw = client.chat.completions.with_raw_response
    assert_type((await raw.create(messages=messages)).parse(), ChatCompletionResponse)
    assert_type((await raw.create(messages=messages, stream=True)).parse(), AsyncStream[ChatCompletionChunk])
    async for chunk in await client.chat.completions.create(messages=messages, stream=True):
        assert_type(chunk, ChatCompletionChunk)
    async with client.chat.completions.stream(messages=messages) as stream:
        async for event in stream:
            if event.type == "content.done":
                assert_type(event.content, str)
        async for text in stream.text_deltas():
            assert_type(text, str)
        assert_type(await stream.get_final_completion(), ChatCompletionResponse)


async def async_others(client: AsyncHelixAgent, choose: bool) -> None:
    assert_type(await client.completions.create(prompt="p"), CompletionResponse)
    assert_type(await client.completions.create(prompt="p", stream=True), AsyncStream[CompletionChunk])
    assert_type(await client.ensemble.completions.create(prompt="p"), EnsembleCompletionResponse)
    assert_type(await client.ensemble.completions.create(prompt="p", stream=True), AsyncStream[ChatCompletionChunk])
    assert_type(await client.embeddings.create(model="m", input="text"), EmbeddingResponse)
    assert_type(await client.models.list(), ModelList)
    assert_type(await client.models.retrieve("m"), Model)
    assert_type(await client.health(), Health)
    assert_type(client.with_options(timeout=None), AsyncHelixAgent)
    async with client as same:
        assert_type(same, AsyncHelixAgent)


async def awaited_on_the_sync_client(client: HelixAgent, choose: bool) -> None:
    assert_type(await client.completions.acreate(prompt="p"), CompletionResponse)
    assert_type(await client.completions.acreate(prompt="p", stream=True), AsyncStream[CompletionChunk])
    assert_type(
        await client.completions.acreate(prompt="p", stream=choose),
        Union[CompletionResponse, AsyncStream[CompletionChunk]],
    )
    messages: List[ChatMessageParam] = [{"role": "user", "content": "Hello"}]
    assert_type(await client.chat.completions.acreate(messages=messages), ChatCompletionResponse)


def plain_dicts_models_and_answers_go_into_messages(client: HelixAgentClient) -> None:
    answer = client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
    client.chat.completions.create(
        messages=[
            {"role": "system", "content": "Be brief."},
            answer.choices[0].message,
            {"role": "user", "content": [{"type": "text", "text": "And this?"}]},
        ],
        ensemble_config={"strategy": "confidence_weighted", "min_providers": 3},
        stop=["\n"],
        extra_headers={"X-Tenant": "a"},
    )
    assert_type(
        ChatCompletionResponse(
            id="test", choices=[Choice(message=Message(content="Mock response"))], usage={"total_tokens": 10}
        ),
        ChatCompletionResponse,
    )


async def mistakes_are_seen(client: HelixAgent, async_client: AsyncHelixAgent) -> None:
    # Type checkers report unnecessary ignores, so each of these lines proves that they find the error.
    client.chat.completions.create(messages=[], temprature=1)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    client.chat.completions.create()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    client.chat.completions.create(messages=[], temperature="hot")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    await async_client.models.retrieve()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.embeddings.create(model="m", input="x", dimension=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    HelixAgent(api_keys="k")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.chat.completions.create(messages=[]).nothing  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
