"""Types of `with_raw_response`, for at least one method of each resource; never run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from helixagent import AsyncHelixAgent, AsyncStream, HelixAgent, RawResponse, Stream
from helixagent._async.page import AsyncPage
from helixagent._sync.page import Page
from helixagent.types import (
    Agent,
    AuthToken,
    ChatCompletionChunk,
    ChatCompletionResponse,
    CompletionResponse,
    Debate,
    DebateDetails,
    EmbeddingResponse,
    EnsembleCompletionResponse,
    McpToolList,
    McpToolResult,
    MessageResponse,
    Model,
    OcrResponse,
    Provider,
    SessionList,
    Task,
    TaskStatus,
    Webhook,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


def sync_side(client: HelixAgent, stream: bool) -> None:
    assert_type(client.agents.with_raw_response.get("a"), RawResponse[Agent])
    assert_type(client.auth.with_raw_response.refresh(timeout=1), RawResponse[AuthToken])
    assert_type(client.auth.with_raw_response.login(username="u", password="p").parse(), HelixAgent)
    completions = client.chat.with_raw_response.completions
    assert_type(completions.create(messages=[]), RawResponse[ChatCompletionResponse])
    assert_type(completions.create(messages=[], stream=True).parse(), Stream[ChatCompletionChunk])
    assert_type(
        client.chat.completions.with_raw_response.create(messages=[], stream=stream).parse(),
        Union[ChatCompletionResponse, Stream[ChatCompletionChunk]],
    )
    assert_type(client.completions.with_raw_response.create(prompt="p").parse(), CompletionResponse)
    assert_type(client.ensemble.with_raw_response.completions.create(prompt="p").parse(), EnsembleCompletionResponse)
    assert_type(client.embeddings.with_raw_response.create(model="m", input="a").parse(), EmbeddingResponse)
    assert_type(client.models.with_raw_response.retrieve("m").parse(), Model)
    assert_type(client.debates.with_raw_response.create(topic="t").parse(), Debate)
    assert_type(client.debates.with_raw_response.list(limit=2), RawResponse[Page[DebateDetails]])
    assert_type(client.debates.with_raw_response.get_report("d").parse(), Union[Dict[str, Any], bytes])
    assert_type(client.mcp.with_raw_response.tools().parse(), McpToolList)
    assert_type(client.mcp.tools.with_raw_response.call(name="n").parse(), McpToolResult)
    assert_type(client.providers.with_raw_response.get("p").parse(), Provider)
    assert_type(client.sessions.with_raw_response.list().parse(), SessionList)
    assert_type(client.tasks.with_raw_response.create(type="t").parse(), Task)
    assert_type(client.tasks.with_raw_response.get_status("t").headers["x"], str)
    assert_type(client.vision.with_raw_response.ocr(image=b"").parse(), OcrResponse)
    assert_type(client.webhooks.with_raw_response.create(url="u", events=["task.completed"]).parse(), Webhook)
    assert_type(client.webhooks.with_raw_response.delete("w").parse(), Optional[MessageResponse])


async def async_side(client: AsyncHelixAgent) -> None:
    assert_type(await client.agents.with_raw_response.get("a"), RawResponse[Agent])
    assert_type(await client.auth.with_raw_response.refresh(timeout=1), RawResponse[AuthToken])
    assert_type((await client.auth.with_raw_response.login(username="u", password="p")).parse(), AsyncHelixAgent)
    completions = client.chat.with_raw_response.completions
    assert_type(await completions.create(messages=[]), RawResponse[ChatCompletionResponse])
    assert_type((await completions.create(messages=[], stream=True)).parse(), AsyncStream[ChatCompletionChunk])
    assert_type(await client.debates.with_raw_response.list(limit=2), RawResponse[AsyncPage[DebateDetails]])
    assert_type((await client.mcp.with_raw_response.tools()).parse(), McpToolList)
    assert_type((await client.providers.with_raw_response.get("p")).parse(), Provider)
    assert_type((await client.sessions.with_raw_response.list()).parse(), SessionList)
    assert_type(await client.tasks.with_raw_response.get_status("t"), RawResponse[TaskStatus])
    assert_type((await client.vision.with_raw_response.ocr(image=b"")).parse(), OcrResponse)
    assert_type((await client.webhooks.with_raw_response.delete("w")).parse(), Optional[MessageResponse])


def mistakes_are_seen(client: HelixAgent) -> None:
    client.agents.with_raw_response.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.tasks.with_raw_response.get(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.debates.with_raw_response.create(topik="t")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # This method sends many requests, so there is no single response.
    client.tasks.with_raw_response.wait  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018


def streaming(client: HelixAgent) -> None:
    with client.chat.completions.with_streaming_response.create(messages=[]) as response:
        assert_type(response.parse(), ChatCompletionResponse)
        assert_type(response.read(), bytes)
    with client.chat.completions.with_streaming_response.create(messages=[], stream=True) as streamed:
        assert_type(streamed.parse(), Stream[ChatCompletionChunk])


async def streaming_async(client: AsyncHelixAgent) -> None:
    async with client.chat.completions.with_streaming_response.create(messages=[]) as response:
        assert_type(await response.parse(), ChatCompletionResponse)
