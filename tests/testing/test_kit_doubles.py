"""Tests of `fake_client` and `fake_async_client`: real clients with scripted responses."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any, Callable, List

import httpx
import pytest
import trio
from cases import for_each
from support import USER

from helixagent import (
    APITimeoutError,
    AsyncHelixAgent,
    AuthenticationError,
    HelixAgent,
    IncompleteStreamError,
    NetworkError,
    NotFoundError,
    RateLimitError,
)
from helixagent.testing import (
    FakeAsyncHelixAgent,
    FakeHelixAgent,
    chat_completion,
    chat_completion_chunks,
    completion_chunks,
    debate_results,
    embedding_response,
    error_response,
    example_response,
    fake_async_client,
    fake_client,
    task_events,
)

CHAT = "chat.completions.create"


class Fakes:
    """A factory for fakes of one kind, which also runs their calls."""

    def __init__(self, run: Any) -> None:
        self._run = run

    def make(self, *args: Any, **kwargs: Any) -> Any:
        return (fake_async_client if self._run else fake_client)(*args, **kwargs)

    def run(self, call: Callable[[], Any]) -> Any:
        if self._run is None:
            return call()

        async def awaited() -> Any:
            return await call()

        return self._run(awaited)

    def chat(self, client: Any, **arguments: Any) -> Any:
        return self.run(lambda: client.chat.completions.create(messages=USER, **arguments))

    def items(self, client: Any, **arguments: Any) -> List[Any]:
        """Return the chunks of a stream."""
        if self._run is None:
            return list(client.chat.completions.create(messages=USER, stream=True, **arguments))

        async def collected() -> List[Any]:
            stream = await client.chat.completions.create(messages=USER, stream=True, **arguments)
            return [chunk async for chunk in stream]

        return self._run(collected)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def fakes(request: Any) -> Fakes:
    return Fakes({"sync": None, "asyncio": lambda main: asyncio.run(main()), "trio": trio.run}[request.param])


def content(response: Any) -> Any:
    return response.choices[0].message.content


def text_of(chunks: List[Any]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


def test_responses_are_used_in_order(fakes: Fakes) -> None:
    vectors = embedding_response([[1.0, 2.0]])
    client = fakes.make(["Paris", chat_completion("Rome"), {"status": "odd"}, vectors, debate_results("Tabs?")])
    assert isinstance(client, (FakeHelixAgent, FakeAsyncHelixAgent))
    assert isinstance(client, (HelixAgent, AsyncHelixAgent))
    assert content(fakes.chat(client)) == "Paris"
    assert content(fakes.chat(client)) == "Rome"
    assert fakes.run(client.health).status == "odd"
    made = fakes.run(lambda: client.embeddings.create(model="m", input="x"))
    assert made.data[0].embedding == [1.0, 2.0]
    assert fakes.run(lambda: client.debates.get_results("d")).topic == "Tabs?"
    client.assert_all_used()
    operations = [request.operation for request in client.requests]
    assert operations[2:] == ["getHealth", "createEmbeddings", "getDebateResults"]


def test_streams(fakes: Fakes) -> None:
    built = chat_completion_chunks("from chunks")
    client = fakes.make(["from a text", ["pie", "ces"], built, chat_completion("whole"), [c.to_dict() for c in built]])
    texts = [text_of(fakes.items(client)) for _ in range(5)]
    assert texts == ["from a text", "pieces", "from chunks", "whole", "from chunks"]
    assert client.last_request.stream


def test_chunks_for_a_call_without_streaming(fakes: Fakes) -> None:
    assert content(fakes.chat(fakes.make([["Par", "is"]]))) == "Paris"


@for_each("options", [{}, {"stream_options": {"include_usage": True}}])
@for_each("chunks", [["Par", "is"], chat_completion_chunks(["Par", "is"])[:3]])
def test_a_stream_that_breaks(fakes: Fakes, chunks: Any, options: Any) -> None:
    client = fakes.make([[*chunks, httpx.ReadError("gone")], [*chunks, NetworkError("cut")]])
    for kind in (IncompleteStreamError, NetworkError):
        with pytest.raises(kind) as caught:
            fakes.items(client, **options)
        assert content(caught.value.partial) == "Paris"


def test_exceptions_are_raised(fakes: Fakes) -> None:
    client = fakes.make([RateLimitError("busy"), httpx.ConnectTimeout, KeyError("mine"), error_response(404, "gone")])
    with pytest.raises(RateLimitError, match="busy"):
        fakes.chat(client)
    with pytest.raises(APITimeoutError, match="connect timeout"):
        fakes.chat(client)
    with pytest.raises(KeyError, match="mine"):
        fakes.chat(client)
    with pytest.raises(NotFoundError, match="gone") as caught:
        fakes.chat(client)
    assert caught.value.request_id == "req_fake_1"


def test_retries_use_responses_and_take_no_time(fakes: Fakes) -> None:
    client = fakes.make([error_response(429, retry_after=30), NetworkError("cut"), "Paris"], max_retries=2)
    assert content(fakes.chat(client)) == "Paris"
    assert client.clock.sleeps == [30, 1.0] and len(client.requests) == 3
    keys = {request.headers["idempotency-key"] for request in client.requests}
    assert len(keys) == 1


def test_missing_responses_raise_a_clear_error(fakes: Fakes) -> None:
    client = fakes.make(["only one"])
    fakes.chat(client)
    with pytest.raises(AssertionError) as caught:
        fakes.chat(client, model="m")
    message = str(caught.value)
    assert message.startswith("fake_client has no response left for this request: <POST /v1/chat")
    assert '"model": "m"' in message and "Pass more responses" in message
    assert len(client.requests) == 2


def test_a_function_and_infinite_iterators_respond_to_all_requests(fakes: Fakes) -> None:
    client = fakes.make(lambda request: f"You said {request.prompt}")
    assert [content(fakes.chat(client)) for _ in range(3)] == [f"You said {USER[0]['content']}"] * 3
    client = fakes.make(itertools.repeat("again"))
    assert [content(fakes.chat(client)) for _ in range(3)] == ["again"] * 3


def test_invalid_responses_are_refused(fakes: Fakes) -> None:
    client = fakes.make(["text", debate_results(), 3])
    with pytest.raises(TypeError, match="getHealth does not return text"):
        fakes.run(client.health)
    with pytest.raises(TypeError, match="returns ChatCompletionResponse, but the test passed DebateResults"):
        fakes.chat(client)
    with pytest.raises(TypeError, match="cannot return 3"):
        fakes.chat(client)
    with pytest.raises(TypeError, match="responses must be a list"):
        fakes.make("Paris")


def test_unused_responses_are_reported(fakes: Fakes) -> None:
    client = fakes.make(["one", "two"])
    fakes.chat(client)
    for _ in range(2):
        with pytest.raises(AssertionError, match="Unused responses:\n  'two'"):
            client.assert_all_used()
    fakes.chat(client)
    client.assert_all_used()


def test_requests_are_recorded_with_everything_that_the_client_adds(fakes: Fakes) -> None:
    client = fakes.make(itertools.repeat("x"), api_key="canary", default_headers={"X-A": "b"})
    fakes.chat(client.with_options(default_query={"q": "1"}), temperature=0.5)
    request = client.assert_called(CHAT, times=1, temperature=0.5)
    assert (request.headers["authorization"], request.headers["x-a"]) == ("Bearer canary", "b")
    assert request.path == "/v1/chat/completions?q=1" and "canary" not in repr(request) + repr(request.headers)
    assert client.with_options(timeout=3).requests == client.requests
    client.assert_not_called("health")


def test_all_parts_of_a_fake_client_work() -> None:
    client = fake_client([["Par", "is"], chat_completion(parsed={"city": "Rome"}), "raw", "awaited", task_events("Hi")])
    with client.chat.completions.stream(messages=USER) as stream:
        assert "".join(stream.text_deltas()) == "Paris"
    schema = {"type": "json_schema", "json_schema": {"name": "City", "schema": {"type": "object"}}}
    assert content(client.chat.completions.create(messages=USER, response_format=schema)) == '{"city": "Rome"}'
    raw = client.chat.completions.with_raw_response.create(messages=USER)
    assert (raw.status_code, raw.request_id, raw.attempts) == (200, "req_fake_3", 1)
    assert content(asyncio.run(client.chat.completions.acreate(messages=USER))) == "awaited"
    assert [event.type for event in client.tasks.stream_events("t1")][-1] == "completed"
    assert client.get_usage_stats().total_requests == 5
    client.close()


def test_text_completions() -> None:
    client = fake_client(["whole", ["a", "b"], completion_chunks("c d"), "streamed"])
    assert client.completions.create(model="m", prompt="x").choices[0].text == "whole"
    for expected in ("ab", "c d", "streamed"):
        stream = client.completions.create(model="m", prompt="x", stream=True)
        assert "".join(chunk.choices[0].text for chunk in stream) == expected


def test_any_operation_can_respond_with_its_example() -> None:
    client = fake_client([example_response("providers.list"), example_response("debates.list"), {"id": "t", "x": 1}])
    assert client.providers.list().providers
    assert [debate.debate_id for debate in client.debates.list()]
    assert client.tasks.get("t").to_dict() == {"id": "t", "x": 1}


def test_the_environment_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", "http://localhost:9")
    monkeypatch.setenv("HTTP_PROXY", "http://localhost:9")
    client = fake_client(["x"])
    assert repr(client) == "FakeHelixAgent(base_url='http://helixagent.test')"
    client.chat.completions.create(messages=USER)
    with pytest.raises(AuthenticationError):
        fake_client([error_response(401)], token="t").health()


def test_many_tasks_at_once() -> None:
    client = fake_async_client(lambda request: request.prompt)

    async def main() -> List[str]:
        calls = [client.chat.completions.create(messages=[{"role": "user", "content": str(n)}]) for n in range(50)]
        return [content(answer) for answer in await asyncio.gather(*calls)]

    assert asyncio.run(main()) == [str(number) for number in range(50)]
    assert len(client.requests) == 50
