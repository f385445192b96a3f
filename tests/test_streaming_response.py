"""Tests of `with_streaming_response`: status and headers first, and the body on demand."""

from __future__ import annotations

from typing import Any, Callable, List

import pytest
from cases import for_each
from support import USER, Driver, busy

from helixagent import HelixAgentError, InvalidResponseError, NetworkError, RateLimitError, ValidationError
from helixagent.testing import Sandbox


def use(driver: Driver, manager: Any, read: Callable[..., Any]) -> Any:
    """Enter the context manager, and return the result of `read` for the response."""
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


def test_the_object_is_parsed_on_demand(driver: Driver, sandbox: Sandbox) -> None:
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


def ends_in(ends: List[Any]) -> Callable[[Any], None]:
    """Return a hook that adds how each response and its API call ended."""

    def hook(event: Any) -> None:
        if event.type == "call.ended":
            ends.append((event.stream_end, event.outcome))

    return hook


def test_an_incomplete_body_raises(driver: Driver, sandbox: Sandbox) -> None:
    ends: List[Any] = []
    client = driver.client(sandbox, max_retries=0, hooks=[ends_in(ends)])
    manager = client.chat.completions.with_streaming_response.create(messages=USER, model="sandbox/cut")
    with pytest.raises(NetworkError) as caught:
        use(driver, manager, lambda response: response.read())
    assert caught.value.attempts == 1
    assert ends == [("broken", "error")]
    assert busy(driver, client) == 0


def test_a_body_that_is_too_large_raises(driver: Driver, sandbox: Sandbox) -> None:
    ends: List[Any] = []
    client = driver.client(sandbox, max_response_size=10, hooks=[ends_in(ends)])
    for read in (lambda response: response.read(), lambda response: response.parse()):
        with pytest.raises(InvalidResponseError, match=r"is larger than max_response_size \(10 bytes\)\.") as caught:
            use(driver, client.models.with_streaming_response.list(), read)
        assert (caught.value.status_code, caught.value.attempts) == (200, 1)
        assert caught.value.url == f"{sandbox.base_url}/v1/models"
    assert ends == [("broken", "error")] * 2
    assert busy(driver, client) == 0


def test_an_unread_body_leaves_the_client_usable(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)

    async def status_async(response: Any) -> int:
        return int(response.status_code)

    manager = client.chat.completions.with_streaming_response.create(messages=USER)
    status = use(driver, manager, status_async if driver.is_async else lambda response: response.status_code)
    assert status == 200
    assert busy(driver, client) == 0
    assert driver.chat(client).choices


@for_each("first", ["iter_bytes", "iter_lines"])
@for_each("second", ["read", "json", "parse"])
def test_a_body_that_was_read_in_parts_cannot_be_read_again(
    driver: Driver, sandbox: Sandbox, first: str, second: str
) -> None:
    client = driver.client(sandbox)

    async def read_async(response: Any) -> Any:
        async for _ in getattr(response, first)():
            pass
        return await getattr(response, second)()

    def read(response: Any) -> Any:
        list(getattr(response, first)())
        return getattr(response, second)()

    # Otherwise, the client would wait for bytes that the server never sends.
    with pytest.raises(HelixAgentError, match="was read already"):
        use(
            driver,
            client.chat.completions.with_streaming_response.create(messages=USER),
            read_async if driver.is_async else read,
        )
    assert busy(driver, client) == 0
    assert driver.chat(client).choices


def test_a_stream_that_was_read_completely_cannot_be_parsed(driver: Driver, sandbox: Sandbox) -> None:
    async def read_async(response: Any) -> Any:
        await response.read()
        return await response.parse()

    def read(response: Any) -> Any:
        response.read()
        return response.parse()

    manager = driver.client(sandbox).chat.completions.with_streaming_response.create(messages=USER, stream=True)
    with pytest.raises(HelixAgentError, match="was read already"):
        use(driver, manager, read_async if driver.is_async else read)


def test_a_closed_response_cannot_be_read(driver: Driver, sandbox: Sandbox) -> None:
    async def itself(response: Any) -> Any:
        return response

    manager = driver.client(sandbox).chat.completions.with_streaming_response.create(messages=USER)
    response = use(driver, manager, itself if driver.is_async else lambda response: response)
    with pytest.raises(HelixAgentError, match="the response is closed"):
        driver.run(response.read())


def test_an_interrupted_block_is_reported_as_cancelled(sync_driver: Driver, sandbox: Sandbox) -> None:
    ends: List[Any] = []
    client = sync_driver.client(sandbox, hooks=[ends_in(ends)])
    with pytest.raises(KeyboardInterrupt), client.models.with_streaming_response.list():
        raise KeyboardInterrupt
    assert ends == [("cancelled", "cancelled")]


def test_methods_without_a_separate_response_are_refused(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    for resource, name in (
        (client.chat.completions, "stream"),
        (client.chat.completions, "run_tools"),
        (client.tasks, "wait"),
        (client.tasks, "stream_events"),
        (client.debates, "wait"),
    ):
        with pytest.raises(AttributeError, match=f"has no method '{name}'"):
            getattr(resource.with_streaming_response, name)
    assert sandbox.requests == []
