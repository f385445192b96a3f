"""Types of async lists, as type checkers see them: read by mypy and pyright, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helixagent import AsyncHelixAgent, AsyncListing, AsyncPage, HelixAgent, Page, RawResponse
from helixagent.types import (
    Agent,
    AgentList,
    DebateDetails,
    McpPrompt,
    McpResource,
    McpTool,
    McpToolList,
    Model,
    ModelList,
    Provider,
    Session,
    Task,
    TaskLog,
    Webhook,
    WebhookList,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


async def lists(client: AsyncHelixAgent) -> None:
    assert_type(client.models.list(), AsyncListing[ModelList])
    assert_type(await client.models.list(timeout=1), ModelList)
    async for model in client.models.list():
        assert_type(model, Model)
    async for model in await client.models.list():
        assert_type(model, Model)
    for model in await client.models.list():
        assert_type(model, Model)
    assert_type(client.tasks.list(limit=5), AsyncListing[AsyncPage[Task]])
    async for task in client.tasks.list(status="failed"):
        assert_type(task, Task)
    async for task in await client.tasks.list():
        assert_type(task, Task)
    async for debate in client.debates.list():
        assert_type(debate, DebateDetails)
    async for log in client.tasks.get_logs("t"):
        assert_type(log, TaskLog)
    async for webhook in client.webhooks.list():
        assert_type(webhook, Webhook)
    async for provider in client.providers.list():
        assert_type(provider, Provider)
    async for agent in client.agents.list():
        assert_type(agent, Agent)
    async for session in client.sessions.list():
        assert_type(session, Session)
    async for tool in client.mcp.tools():
        assert_type(tool, McpTool)
    async for tool in client.mcp.tools.list():
        assert_type(tool, McpTool)
    async for prompt in client.mcp.prompts():
        assert_type(prompt, McpPrompt)
    async for resource in client.mcp.resources():
        assert_type(resource, McpResource)


async def raw_lists(client: AsyncHelixAgent) -> None:
    raw = client.models.with_raw_response.list()
    assert_type(raw, AsyncListing[RawResponse[ModelList]])
    assert_type((await raw).parse(), ModelList)
    async for model in client.models.with_raw_response.list():
        assert_type(model, Model)
    async for task in client.tasks.with_raw_response.list():
        assert_type(task, Task)
    assert_type((await client.webhooks.with_raw_response.list()).parse(), WebhookList)
    assert_type((await client.mcp.tools.with_raw_response()).parse(), McpToolList)
    client.models.list(limit=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def plain_lists(client: HelixAgent) -> None:
    assert_type(client.agents.list(), AgentList)
    assert_type(client.tasks.list(), Page[Task])
    assert_type(client.tasks.with_raw_response.list(), RawResponse[Page[Task]])
