"""Types of debates, MCP, providers, vision, tasks, webhooks, accounts and parsed responses for type checkers."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Union

from helixagent import (
    AsyncChatStream,
    AsyncHelixAgent,
    AsyncParsedChatStream,
    ChatStream,
    HelixAgent,
    ParsedChatStream,
)
from helixagent._async.page import AsyncPage
from helixagent._async.task_events import AsyncTaskEventStream
from helixagent._async.task_socket import TaskSocket
from helixagent._core.responses.parsed import ParsedChatCompletion
from helixagent._sync.page import Page
from helixagent._sync.task_events import TaskEventStream
from helixagent.batch import BatchError, BatchSummary
from helixagent.types import (
    Agent,
    AgentList,
    AuthToken,
    ChatCompletionResponse,
    ChatMessageParam,
    CurrentUser,
    Debate,
    DebateDetails,
    DebateResults,
    DebateStatus,
    DebateTeam,
    McpCapabilities,
    McpPromptList,
    McpResourceList,
    McpToolList,
    McpToolResult,
    MessageResponse,
    Model,
    OcrResponse,
    Provider,
    ProviderHealth,
    ProviderHealthMap,
    ProviderList,
    ProvidersHealth,
    Session,
    SessionList,
    Task,
    TaskEvent,
    TaskLogList,
    TaskQueue,
    TaskResult,
    TaskStatus,
    Webhook,
    WebhookEvent,
    WebhookList,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


@dataclasses.dataclass
class Person:
    name: str


def sync_api(client: HelixAgent) -> None:
    assert_type(client.debates.create({"topic": "t"}), Debate)
    assert_type(client.debates.create(topic="t", timeout=600), Debate)
    assert_type(client.debates.get("d"), DebateDetails)
    assert_type(client.batch.run("in.jsonl", Path("out.jsonl")), BatchSummary)
    assert_type([each.error for each in client.batch.run([{"messages": []}]).results], List[Optional[BatchError]])
    assert_type(client.debates.list(limit=2), Page[DebateDetails])
    assert_type(client.debates.delete("d"), Optional[MessageResponse])
    assert_type(client.debates.get_status("d"), DebateStatus)
    assert_type(client.debates.get_results("d"), DebateResults)
    assert_type(client.debates.get_report("d", format="pdf"), Union[Dict[str, Any], bytes])
    assert_type(client.debates.approve("d"), Debate)
    assert_type(client.debates.reject("d", reason="r"), Debate)
    assert_type(client.debates.team(), DebateTeam)
    assert_type(client.debates.wait("d", timeout=5, on_progress=print), DebateResults)
    assert_type(client.mcp.capabilities(), McpCapabilities)
    assert_type(client.mcp.tools(), McpToolList)
    assert_type(client.mcp.tools.list(timeout=1), McpToolList)
    assert_type(client.mcp.tools.call(name="n", arguments={"a": 1}), McpToolResult)
    assert_type(client.mcp.prompts(), McpPromptList)
    assert_type(client.mcp.resources(), McpResourceList)
    assert_type(client.providers.list(), ProviderList)
    assert_type(client.providers.health(), ProvidersHealth)
    assert_type(client.providers.get("p"), Provider)
    assert_type(client.providers.get_health("p"), ProviderHealth)
    assert_type(client.providers.add(name="n", type="t", api_key="k", base_url="u", model="m"), Provider)
    assert_type(client.providers.update("p", weight=1), Provider)
    assert_type(client.providers.remove("p"), Optional[MessageResponse])
    assert_type(client.vision.analyze(model="m", messages=[{"role": "user", "content": "x"}]), ChatCompletionResponse)
    assert_type(client.vision.ocr(image=b"", languages=["en"]), OcrResponse)
    assert_type(client.vision.ocr(image=Path("a.png")), OcrResponse)
    assert_type(client.tasks.create(type="t", payload={"a": 1}, deadline=datetime.now(timezone.utc)), Task)
    assert_type(client.tasks.list(status="failed"), Page[Task])
    assert_type(client.tasks.get("t"), Task)
    assert_type(client.tasks.get_status("t"), TaskStatus)
    assert_type(client.tasks.get_result("t"), TaskResult)
    assert_type(client.tasks.get_logs("t", limit=5), TaskLogList)
    assert_type(client.tasks.pause("t"), Task)
    assert_type(client.tasks.resume("t"), Task)
    assert_type(client.tasks.cancel("t"), Task)
    assert_type(client.tasks.delete("t"), Optional[MessageResponse])
    assert_type(client.tasks.queue(), TaskQueue)
    assert_type(client.tasks.wait("t", poll_interval=0.5), TaskResult)
    assert_type(client.webhooks.list().webhooks, List[Webhook])
    assert_type(client.providers.health().providers, ProviderHealthMap)
    assert_type(client.models.list().data, List[Model])
    assert_type(client.webhooks.create(url="u", events=["task.completed"], secret="s"), Webhook)
    assert_type(client.webhooks.list(), WebhookList)
    assert_type(client.webhooks.get("w"), Webhook)
    assert_type(client.webhooks.delete("w"), Optional[MessageResponse])
    assert_type(client.auth.register(username="u", email="e", password="p"), AuthToken)
    assert_type(client.auth.login(username="u", password="p"), HelixAgent)
    assert_type(client.auth.refresh(), AuthToken)
    assert_type(client.auth.logout(), Optional[MessageResponse])
    assert_type(client.auth.me(), CurrentUser)
    assert_type(client.sessions.create(user_id="u", ttl_hours=1), Session)
    assert_type(client.sessions.list(), SessionList)
    assert_type(client.sessions.get("s"), Session)
    assert_type(client.sessions.delete("s"), Optional[MessageResponse])
    assert_type(client.agents.list(), AgentList)
    assert_type(client.agents.get("a"), Agent)
    assert_type(client.tasks.stream_events("t", last_event_id="7"), TaskEventStream)
    assert_type(client.tasks.websocket("t"), TaskSocket)
    assert_type(client.webhooks.unwrap(b"", {}, "s"), WebhookEvent)
    for debate in client.debates.list():
        assert_type(debate, DebateDetails)
    for task in client.tasks.list():
        assert_type(task, Task)
    page = client.tasks.list()
    assert_type(page.items, List[Task])
    assert_type(page[0], Task)
    assert_type(page.next_page(), Optional[Page[Task]])
    for event in client.tasks.stream_events("t"):
        assert_type(event, TaskEvent)
    for name, health in (client.providers.health()).providers.items():
        assert_type(name, str)
        assert_type(health, ProviderHealth)
    messages: List[ChatMessageParam] = [{"role": "user", "content": "Hello"}]
    client.chat.completions.create(messages=messages, tools=[len])
    # The keywords are the same as for `create`.
    client.chat.completions.parse(messages=messages, response_format=Person, temperature="0")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.chat.completions.parse(messages=messages, response_format=Person, temprature=0)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    raw_parsed = client.chat.completions.with_raw_response.parse(messages=messages, response_format=Person)
    assert_type(raw_parsed.parse(), ParsedChatCompletion[Person])
    with client.chat.completions.stream(messages=messages, response_format=Person) as parsed_stream:
        assert_type(parsed_stream, ParsedChatStream[Person])
        assert_type(parsed_stream.get_final_completion(), ParsedChatCompletion[Person])
    with client.chat.completions.stream(messages=messages, response_format={"type": "json_object"}) as stream:
        assert_type(stream, ChatStream)
        assert_type(stream.get_final_completion(), ChatCompletionResponse)
    completion = client.chat.completions.parse(messages=messages, response_format=Person)
    assert_type(completion, ParsedChatCompletion[Person])
    assert_type(completion.choices[0].message.parsed, Optional[Person])
    assert_type(completion.choices[0].message.content, Optional[str])


async def async_api(client: AsyncHelixAgent) -> None:
    assert_type(await client.debates.create({"topic": "t"}), Debate)
    assert_type(await client.debates.create(topic="t", timeout=600), Debate)
    assert_type(await client.debates.get("d"), DebateDetails)
    assert_type(await client.debates.list(limit=2), AsyncPage[DebateDetails])
    assert_type(await client.debates.delete("d"), Optional[MessageResponse])
    assert_type(await client.debates.get_status("d"), DebateStatus)
    assert_type(await client.debates.get_results("d"), DebateResults)
    assert_type(await client.debates.get_report("d", format="pdf"), Union[Dict[str, Any], bytes])
    assert_type(await client.debates.approve("d"), Debate)
    assert_type(await client.debates.reject("d", reason="r"), Debate)
    assert_type(await client.debates.team(), DebateTeam)
    assert_type(await client.debates.wait("d", timeout=5, on_progress=print), DebateResults)
    assert_type(await client.mcp.capabilities(), McpCapabilities)
    assert_type(await client.mcp.tools(), McpToolList)
    assert_type(await client.mcp.tools.list(timeout=1), McpToolList)
    assert_type(await client.mcp.tools.call(name="n", arguments={"a": 1}), McpToolResult)
    assert_type(await client.mcp.prompts(), McpPromptList)
    assert_type(await client.mcp.resources(), McpResourceList)
    assert_type(await client.providers.list(), ProviderList)
    assert_type(await client.providers.health(), ProvidersHealth)
    assert_type(await client.providers.get("p"), Provider)
    assert_type(await client.providers.get_health("p"), ProviderHealth)
    assert_type(await client.providers.add(name="n", type="t", api_key="k", base_url="u", model="m"), Provider)
    assert_type(await client.providers.update("p", weight=1), Provider)
    assert_type(await client.providers.remove("p"), Optional[MessageResponse])
    assert_type(
        await client.vision.analyze(model="m", messages=[{"role": "user", "content": "x"}]), ChatCompletionResponse
    )
    assert_type(await client.vision.ocr(image=b"", languages=["en"]), OcrResponse)
    assert_type(await client.vision.ocr(image=Path("a.png")), OcrResponse)
    assert_type(await client.tasks.create(type="t", payload={"a": 1}, deadline=datetime.now(timezone.utc)), Task)
    assert_type(await client.tasks.list(status="failed"), AsyncPage[Task])
    assert_type(await client.tasks.get("t"), Task)
    assert_type(await client.tasks.get_status("t"), TaskStatus)
    assert_type(await client.tasks.get_result("t"), TaskResult)
    assert_type(await client.tasks.get_logs("t", limit=5), TaskLogList)
    assert_type(await client.tasks.pause("t"), Task)
    assert_type(await client.tasks.resume("t"), Task)
    assert_type(await client.tasks.cancel("t"), Task)
    assert_type(await client.tasks.delete("t"), Optional[MessageResponse])
    assert_type(await client.tasks.queue(), TaskQueue)
    assert_type(await client.tasks.wait("t", poll_interval=0.5), TaskResult)
    assert_type(await client.webhooks.create(url="u", events=["task.completed"], secret="s"), Webhook)
    assert_type(await client.webhooks.list(), WebhookList)
    assert_type(await client.webhooks.get("w"), Webhook)
    assert_type(await client.webhooks.delete("w"), Optional[MessageResponse])
    assert_type(await client.auth.register(username="u", email="e", password="p"), AuthToken)
    assert_type(await client.auth.login(username="u", password="p"), AsyncHelixAgent)
    assert_type(await client.auth.refresh(), AuthToken)
    assert_type(await client.auth.logout(), Optional[MessageResponse])
    assert_type(await client.auth.me(), CurrentUser)
    assert_type(await client.sessions.create(user_id="u", ttl_hours=1), Session)
    assert_type(await client.sessions.list(), SessionList)
    assert_type(await client.sessions.get("s"), Session)
    assert_type(await client.sessions.delete("s"), Optional[MessageResponse])
    assert_type(await client.agents.list(), AgentList)
    assert_type(await client.agents.get("a"), Agent)
    assert_type(client.tasks.stream_events("t", last_event_id="7"), AsyncTaskEventStream)
    assert_type(client.tasks.websocket("t"), TaskSocket)
    assert_type(client.webhooks.unwrap(b"", {}, "s"), WebhookEvent)
    async for debate in await client.debates.list():
        assert_type(debate, DebateDetails)
    async for task in await client.tasks.list():
        assert_type(task, Task)
    page = await client.tasks.list()
    assert_type(page.items, List[Task])
    assert_type(page[0], Task)
    assert_type(await page.next_page(), Optional[AsyncPage[Task]])
    async for event in client.tasks.stream_events("t"):
        assert_type(event, TaskEvent)
    for name, health in (await client.providers.health()).providers.items():
        assert_type(name, str)
        assert_type(health, ProviderHealth)
    messages: List[ChatMessageParam] = [{"role": "user", "content": "Hello"}]
    await client.chat.completions.create(messages=messages, tools=[len])
    # The keywords are the same as for `create`.
    await client.chat.completions.parse(messages=messages, response_format=Person, temperature="0")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await client.chat.completions.parse(messages=messages, response_format=Person, temprature=0)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    raw_parsed = await client.chat.completions.with_raw_response.parse(messages=messages, response_format=Person)
    assert_type(raw_parsed.parse(), ParsedChatCompletion[Person])
    async with client.chat.completions.stream(messages=messages, response_format=Person) as parsed_stream:
        assert_type(parsed_stream, AsyncParsedChatStream[Person])
        assert_type(await parsed_stream.get_final_completion(), ParsedChatCompletion[Person])
    async with client.chat.completions.stream(messages=messages, response_format={"type": "json_object"}) as stream:
        assert_type(stream, AsyncChatStream)
        assert_type(await stream.get_final_completion(), ChatCompletionResponse)
    completion = await client.chat.completions.parse(messages=messages, response_format=Person)
    assert_type(completion, ParsedChatCompletion[Person])
    assert_type(completion.choices[0].message.parsed, Optional[Person])
    assert_type(completion.choices[0].message.content, Optional[str])


async def mistakes_are_seen(client: HelixAgent, async_client: AsyncHelixAgent) -> None:
    # Type checkers report unnecessary ignores, so each of these lines proves that they find the error.
    client.debates.create(topik="t")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.tasks.create()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.tasks.create(type="t", timeout="600")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.mcp.tools.call("read_file")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await async_client.tasks.get(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.vision.ocr(image=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.tasks.get("t").nothing  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
