"""Tests of lists of the async client, which can be awaited or iterated over directly."""

from __future__ import annotations

import asyncio
import gc
import inspect
import socket
import warnings
from typing import Any, List

import pytest
from cases import for_each
from support import KEY, Driver

from helixagent import AsyncHelixAgent, AsyncListing, AsyncPage, HelixAgent, RawResponse, ValidationError
from helixagent._async.resources._base import AsyncResource
from helixagent.testing import Sandbox

PAGES = ("debates.list", "tasks.list")
LISTS = [
    "models.list",
    "debates.list",
    "tasks.list",
    "webhooks.list",
    "providers.list",
    "agents.list",
    "sessions.list",
    "mcp.tools",
    "mcp.tools.list",
    "mcp.prompts",
    "mcp.resources",
]


def method_of(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client


async def fill(client: AsyncHelixAgent) -> str:
    """Create one object of each type that the sandbox does not have initially, and return the ID of the task."""
    await client.debates.create(topic="Tea or coffee")
    await client.webhooks.create(url="http://localhost:9/hook")
    await client.sessions.create(user_id="u1")
    task = await client.tasks.create(type="llm_completion")
    assert task.id is not None
    return task.id


async def items_of(iterable: Any) -> List[Any]:
    return [item async for item in iterable]


@for_each("name", LISTS)
def test_a_list_is_iterated_over_or_awaited(name: str, async_driver: Driver, sandbox: Sandbox) -> None:
    client = async_driver.client(sandbox, api_key=KEY)

    async def run() -> None:
        await fill(client)
        list_ = method_of(client, name)
        awaited = await list_()
        assert isinstance(awaited, AsyncPage) == (name in PAGES)
        direct = await items_of(list_())
        assert direct, "the sandbox has at least one object"
        assert direct == await items_of(awaited) == await items_of(await list_()) == list(awaited)

    async_driver.run(run())


def test_logs_of_a_task(async_client: Any, async_driver: Driver) -> None:
    async def run() -> None:
        task_id = await fill(async_client)
        logs = await async_client.tasks.get_logs(task_id)
        assert await items_of(async_client.tasks.get_logs(task_id)) == await items_of(logs) == logs.logs

    async_driver.run(run())


@for_each("name", LISTS)
def test_the_raw_client_can_be_iterated_over_or_awaited_too(name: str, async_driver: Driver, sandbox: Sandbox) -> None:
    client = async_driver.client(sandbox, api_key=KEY)

    async def run() -> None:
        await fill(client)
        resource, _, method = name.rpartition(".")
        raw = getattr(method_of(client, resource).with_raw_response, method)
        response = await raw()
        assert type(response) is RawResponse and response.status_code == 200
        assert await items_of(raw()) == await items_of(response.parse())

    async_driver.run(run())


def test_all_pages_are_iterated_over(async_driver: Driver, sandbox: Sandbox) -> None:
    client = async_driver.client(sandbox)

    async def run() -> None:
        made = [(await client.tasks.create(type="llm_completion")).id for _ in range(5)]
        found = [task.id async for task in client.tasks.list(limit=2)]
        assert sorted(found) == sorted(made)

    async_driver.run(run())
    assert len([request for request in sandbox.requests if request.method == "GET"]) == 3


@for_each("name", LISTS)
def test_a_dropped_list_sends_nothing_and_causes_no_warning(name: str, async_driver: Driver, sandbox: Sandbox) -> None:
    client = async_driver.client(sandbox)

    async def run() -> None:
        made = method_of(client, name)()
        assert isinstance(made, AsyncListing)
        made.__aiter__()
        made.close()
        del made
        gc.collect()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async_driver.run(run())
        method_of(client, name)()
        gc.collect()
    assert sandbox.requests == []


def test_event_loops_accept_a_listing_as_a_coroutine(async_client: Any, async_driver: Driver) -> None:
    async def run() -> None:
        listing = async_client.models.list()
        assert asyncio.iscoroutine(listing) and inspect.isawaitable(listing)
        by_task = await asyncio.get_running_loop().create_task(listing)
        one, other = await asyncio.gather(async_client.models.list(), async_client.models.list())
        within = await asyncio.wait_for(async_client.models.list(), 60)
        assert by_task == one == other == within

    async_driver.run(run())


def test_each_use_sends_a_separate_request(async_client: Any, async_driver: Driver, sandbox: Sandbox) -> None:
    async def run() -> None:
        listing = async_client.models.list()
        assert await items_of(listing) == await items_of(listing) == await items_of(await listing)

    async_driver.run(run())
    assert len(sandbox.requests) == 3


def test_a_task_can_be_cancelled(async_driver: Driver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = async_driver.client(f"http://127.0.0.1:{silent.getsockname()[1]}")

        async def run() -> None:
            task = asyncio.get_running_loop().create_task(client.models.list())
            await asyncio.sleep(0)
            assert not task.done()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        async_driver.run(run())


def test_errors_are_raised_when_it_is_awaited_or_iterated_over(async_driver: Driver, sandbox: Sandbox) -> None:
    client = async_driver.client(sandbox)

    async def run() -> None:
        wrong = client.models.list(limt=5)
        with pytest.raises(ValidationError, match="no argument limt"):
            await wrong
        with pytest.raises(ValidationError, match="no argument limt"):
            await items_of(wrong)

    async_driver.run(run())


def test_every_method_that_returns_a_list_is_tested() -> None:
    client = AsyncHelixAgent(base_url="http://localhost")
    found = set()
    todo = [(name, getattr(client, name)) for name in dir(client) if not name.startswith("_")]
    while todo:
        name, member = todo.pop()
        if isinstance(member, AsyncResource):
            parts = [part for part in dir(member) if not part.startswith("_") and part != "with_raw_response"]
            todo += [(f"{name}.{part}", getattr(member, part)) for part in parts]
        annotation = str(getattr(member, "__annotations__", {}).get("return", ""))
        if annotation.endswith("List") or annotation.startswith("AsyncPage["):
            found.add(name)
    assert found - {"batch.run"} == {*LISTS, "tasks.get_logs"} - {"mcp.tools"}
    for name in found:
        assert not inspect.iscoroutinefunction(method_of(client, name)), name


def test_the_synchronous_client_returns_plain_lists(sandbox: Sandbox) -> None:
    with HelixAgent(base_url=sandbox.base_url) as client:
        for name in LISTS:
            found = method_of(client, name)()
            assert not inspect.isawaitable(found)
            assert list(found) is not None
