"""Tests of `with_streaming_response`: status and headers first, and the body when it is asked for."""

from __future__ import annotations

from typing import Any, Callable, List

import pytest
from support import USER, Driver, busy

from helixagent import NetworkError, RateLimitError, ValidationError
from helixagent.testing import Sandbox


def use(driver: Driver, manager: Any, read: Callable[..., Any]) -> Any:
    """Enter the manager, and return what `read` makes of the response."""
    if not driver.is_async:
        with manager as response:
            return read(response)

    async def entered() -> Any:
        async with manager as response:
            return await read(response)

    return driver.run(entered())


def collect(driver: Driver, iterate: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that lists what an iterator of the response yields."""
    if not driver.is_async:
        return lambda response: list(iterate(response))

    async def collected(response: Any) -> List[Any]:
        return [item async for item in iterate(response)]

    return collected


def test_the_object_is_parsed_when_it_is_asked_for(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    seen: List[Any] = []

    def read(response: Any) -> Any:
        seen.append((response.status_code, response.headers["Content-Type"], response.request_id, response.attempts))
        return response.parse()

    completion = use(driver, client.chat.completions.with_streaming_response.create(messages=USER), read)
    assert completion.choices[0].message.role == "assistant"
    assert completion._request_id == seen[0][2]
    assert seen[0][:2] == (200, "application/json")
    assert seen[0][3] == 1
    assert busy(driver, client) == 0


def test_parts_of_a_resource_and_positional_arguments(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    task = driver.run(client.tasks.create(type="sandbox/completed", payload={}))
    manager = client.tasks.with_streaming_response.get(task.id)
    assert use(driver, manager, lambda response: response.json())["id"] == task.id
    manager = client.chat.with_streaming_response.completions.create(messages=USER)
    assert '"choices"' in use(driver, manager, lambda response: response.text())


@pytest.mark.parametrize("streamed", [False, True])
def test_the_body_can_be_read_in_parts(driver: Driver, sandbox: Sandbox, streamed: bool) -> None:
    client = driver.client(sandbox)

    def manager() -> Any:
        return client.chat.completions.with_streaming_response.create(messages=USER, stream=streamed)

    lines = use(driver, manager(), collect(driver, lambda response: response.iter_lines()))
    text = "".join(use(driver, manager(), collect(driver, lambda response: response.iter_text())))
    content = b"".join(use(driver, manager(), collect(driver, lambda response: response.iter_bytes())))
    assert content.decode().split("\n") == [*lines, ""] if streamed else lines
    assert len(text) == len(content.decode())
    assert (lines[-2] == "data: [DONE]") if streamed else ('"choices"' in lines[0])
    assert busy(driver, client) == 0


def test_a_stream_can_be_parsed(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply("Hi there")
    manager = driver.client(sandbox).chat.completions.with_streaming_response.create(messages=USER, stream=True)

    async def read_async(response: Any) -> str:
        return "".join([chunk.choices[0].delta.content or "" async for chunk in await response.parse()])

    def read(response: Any) -> str:
        return "".join(chunk.choices[0].delta.content or "" for chunk in response.parse())

    assert use(driver, manager, read_async if driver.is_async else read) == "Hi there"


def test_errors_are_raised_when_the_block_is_entered(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=0)
    completions = client.chat.completions.with_streaming_response
    with pytest.raises(RateLimitError):
        use(driver, completions.create(messages=USER, model="sandbox/rate-limit"), lambda response: response)
    with pytest.raises(ValidationError, match="temperature"):
        use(driver, completions.create(messages=USER, temperature=9), lambda response: response)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        completions.nothing  # noqa: B018


def test_an_incomplete_body_raises(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=0)
    manager = client.chat.completions.with_streaming_response.create(messages=USER, model="sandbox/cut")
    with pytest.raises(NetworkError):
        use(driver, manager, lambda response: response.read())
    assert busy(driver, client) == 0


def test_a_body_that_is_not_read_costs_only_its_connection(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)

    async def status_async(response: Any) -> int:
        return int(response.status_code)

    manager = client.chat.completions.with_streaming_response.create(messages=USER)
    status = use(driver, manager, status_async if driver.is_async else lambda response: response.status_code)
    assert status == 200
    assert busy(driver, client) == 0
    assert driver.chat(client).choices
