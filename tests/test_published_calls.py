"""Tests of the 50 documented calls with the imitated January server: 38 succeed, and 12 are refused as expected."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple, Type

import pytest
from january_server import January
from raw_server import RawServer
from stream_support import KINDS, Way, way_of
from support import IMAGE, USER

from helixagent import (
    AsyncHelixAgent,
    HelixAgent,
    HelixAgentError,
    NotFoundError,
    NotSupportedError,
    ProviderError,
    ValidationError,
)

ANSWER = "Position 5: qubits hold amplitudes.\nThey interfere.\n\n- point one\n- point two"
DEBATE_ID = "ai-ethics-debate-001"
DEBATE: Dict[str, Any] = {
    "debateId": DEBATE_ID,
    "topic": "Should AI systems have ethical constraints built into their core architecture?",
    "maximal_repeat_rounds": 3,
    "consensus_threshold": 0.75,
    "participants": [
        {"name": "EthicsExpert", "role": "AI Ethics Specialist", "llms": [{"provider": "fake", "model": "m1"}]},
        {"name": "AIScientist", "role": "AI Research Scientist", "llms": [{"provider": "fake2", "model": "m2"}]},
    ],
}
TOOL = {
    "type": "function",
    "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}},
}
# Name of a call → a function that makes and checks it, and the exception that it should raise.
CALLS: Dict[str, Tuple[Callable[[Any], Any], Optional[Type[HelixAgentError]]]] = {}


def call(name: str, raises: Optional[Type[HelixAgentError]] = None) -> Callable[[Any], Any]:
    """Add a function to the list of calls."""

    def put(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        CALLS[name] = (function, raises)
        return function

    return put


def texts_of(chunks: Any) -> str:
    """Return the text of a chat stream."""
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


@call("health")
def _health(client: Any) -> None:
    assert client.health().status == "healthy"


@call("service_health")
def _service_health(client: Any) -> None:
    found = client.service_health()
    assert (found.status, found.providers.healthy, type(found.timestamp)) == ("healthy", 3, int)


@call("models.list")
def _models(client: Any) -> None:
    assert [model.id for model in client.models.list().data] == ["helixagent-debate"]


@call("chat")
def _chat(client: Any) -> None:
    assert "Explain quantum" in client.chat.completions.create(messages=USER).choices[0].message.content


@call("chat usage")
def _chat_usage(client: Any) -> None:
    assert client.chat.completions.create(messages=USER).usage.total_tokens == 32


@call("chat stop as text")
def _chat_stop(client: Any) -> None:
    assert client.chat.completions.create(messages=USER, stop="\n").choices[0].message.content


@call("chat stream")
def _chat_stream(client: Any) -> None:
    assert texts_of(client.chat.completions.create(messages=USER, stream=True)) == ANSWER


@call("chat.stream events")
def _chat_events(client: Any) -> None:
    with client.chat.completions.stream(messages=USER) as stream:
        assert "".join(stream.text_deltas()) == ANSWER
        assert stream.get_final_completion().choices[0].message.content == ANSWER


@call("chat tools")
def _chat_tools(client: Any) -> None:
    assert client.chat.completions.create(messages=USER, tools=[TOOL]).choices[0].message.content


@call("chat image parts", NotSupportedError)
def _chat_image(client: Any) -> None:
    parts = [{"type": "text", "text": "What is this?"}, IMAGE]
    client.chat.completions.create(messages=[{"role": "user", "content": parts}])


@call("ensemble")
def _ensemble(client: Any) -> None:
    config = {"strategy": "confidence_weighted", "min_providers": 1}
    made = client.ensemble.completions.create(messages=USER, ensemble_config=config)
    assert "Explain quantum" in made.choices[0].message.content
    assert (made.ensemble.providers_used, made.ensemble.confidence_score) == (["fake"], 1.018215)
    assert made.ensemble.voting_strategy == "confidence_weighted"


@call("completions")
def _completions(client: Any) -> None:
    made = client.completions.create(prompt="The future is", max_tokens=100, temperature=0.8, stop=["\n", "."])
    assert made.choices[0].text and made.object == "text_completion" and made.usage.total_tokens == 32


@call("completions stream")
def _completions_stream(client: Any) -> None:
    assert "".join(each.choices[0].text for each in client.completions.create(prompt="x", stream=True)) == ANSWER


@call("completions.acreate")
def _completions_acreate(client: Any) -> None:
    if not isinstance(client, HelixAgent):
        # Only the synchronous client has this method.
        client.completions.create(prompt="Hello")
        return
    made = asyncio.run(client.completions.acreate(prompt="Hello"))
    assert made.choices[0].text


@call("embeddings")
def _embeddings(client: Any) -> None:
    made = client.embeddings.create(model="text-embedding-3-small", input=["The quick brown fox", "Machine"])
    assert [each.index for each in made.data] == [0, 1] and made.model == "text-embedding-3-small"
    assert len(made.data[0].embedding) == 8 and made.data[0].embedding != made.data[1].embedding


@call("debates.create")
def _debates_create(client: Any) -> None:
    assert client.debates.create(DEBATE).debateId == DEBATE_ID


@call("debates.create as the CLI does", ValidationError)
def _debates_create_alone(client: Any) -> None:
    client.debates.create({"topic": "Is Python good?"})


@call("debates.get_status")
def _debates_status(client: Any) -> None:
    status = client.debates.get_status(DEBATE_ID)
    assert (status.debateId, status.status, status.total_rounds) == (DEBATE_ID, "completed", 3)


@call("debates.wait")
def _debates_wait(client: Any) -> None:
    assert client.debates.wait(DEBATE_ID, poll_interval=0.01).topic == DEBATE["topic"]


@call("debates.get_results")
def _debates_results(client: Any) -> None:
    results = client.debates.get_results(DEBATE_ID)
    assert (results.topic, results.consensus.achieved, results.success) == (DEBATE["topic"], False, True)
    assert results.consensus.final_position.startswith("Discussion ongoing")
    totals = [(each.name, each.total_responses, round(each.avg_quality_score, 3)) for each in results.participants]
    assert totals == [("EthicsExpert", 1, 0.895), ("AIScientist", 1, 0.815)]
    assert (results.status, results.rounds_completed, round(results.duration, 3)) == ("completed", 1, 0.195)


@call("debates.list")
def _debates_list(client: Any) -> None:
    assert [debate.debate_id for debate in client.debates.list().items] == [DEBATE_ID]


@call("debates.get")
def _debates_get(client: Any) -> None:
    debate = client.debates.get(DEBATE_ID)
    assert debate.topic == DEBATE["topic"] and debate.started_at.year == 2026
    assert [each.name for each in debate.participants] == ["EthicsExpert", "AIScientist"]


@call("mcp.capabilities")
def _mcp_capabilities(client: Any) -> None:
    found = client.mcp.capabilities()
    assert found.version == "1.0.0" and "fake" in found.providers


@call("mcp.tools")
def _mcp_tools(client: Any) -> None:
    assert client.mcp.tools.list().tools == []


@call("mcp.tools.call")
def _mcp_call(client: Any) -> None:
    assert client.mcp.tools.call(name="read_file", arguments={"path": "/etc/hostname"}).result


@call("mcp.tools.call of a listed tool")
def _mcp_call_listed(client: Any) -> None:
    for tool in client.mcp.tools.list().tools:
        client.mcp.tools.call(name=tool.name)


@call("mcp.prompts")
def _mcp_prompts(client: Any) -> None:
    assert [prompt.name for prompt in client.mcp.prompts().prompts] == ["summarize", "analyze"]


@call("mcp.resources")
def _mcp_resources(client: Any) -> None:
    assert client.mcp.resources().resources[0].name == "Provider Information"


@call("providers.list")
def _providers_list(client: Any) -> None:
    lines = [f"{each.name}: {each.status} - {len(each.models)} models" for each in client.providers.list().providers]
    assert lines[0] == "fake: unknown - 29 models"


@call("providers.health")
def _providers_health(client: Any) -> None:
    health = client.providers.health()
    assert health.status == "degraded"
    assert {name: each.status for name, each in health.providers.items()} == {
        "fake": "healthy",
        "fake2": "healthy",
        "ollama": "healthy",
        "zen": "unhealthy",
    }
    assert health.providers["fake"].response_time == 0.003222362 and "no such host" in health.providers["zen"].error


@call("providers.get")
def _providers_get(client: Any) -> None:
    found = client.providers.get("fake")
    assert (found.id, found.name, found.status, found.capabilities[0]) == ("fake", "fake", "unknown", "text_completion")


@call("vision.analyze", NotSupportedError)
def _vision_analyze(client: Any) -> None:
    parts = [{"type": "text", "text": "What's in this image?"}, IMAGE]
    client.vision.analyze(model="gpt-4-vision-preview", messages=[{"role": "user", "content": parts}])


@call("vision.ocr", NotSupportedError)
def _vision_ocr(client: Any) -> None:
    client.vision.ocr(image_url="https://example.com/document.png", languages=["en"], output_format="markdown")


@call("tasks.create")
def _tasks_create(client: Any) -> None:
    task = client.tasks.create(type="llm_completion", payload={"model": "m"}, priority="high", timeout=600)
    assert task.id and (task.type, task.status) == ("llm_completion", "pending")


@call("tasks.get_status", NotSupportedError)
def _tasks_status(client: Any) -> None:
    client.tasks.get_status("task-1")


@call("tasks.get_result", NotSupportedError)
def _tasks_result(client: Any) -> None:
    client.tasks.get_result("task-2")


@call("tasks.list")
def _tasks_list(client: Any) -> None:
    assert client.tasks.list().items == []


@call("tasks.stream_events", NotSupportedError)
def _tasks_events(client: Any) -> None:
    for _ in client.tasks.stream_events("task-3"):
        raise AssertionError("a stub has no events")


@call("tasks.websocket", NotSupportedError)
def _tasks_websocket(client: Any) -> None:
    pytest.importorskip("websockets")

    async def use() -> None:
        other = AsyncHelixAgent(api_key="k", base_url=client.base_url, max_retries=0)
        async with other, other.tasks.websocket("task-4"):
            raise AssertionError("a stub has no WebSocket")

    asyncio.run(use())


@call("tasks.cancel", NotSupportedError)
def _tasks_cancel(client: Any) -> None:
    client.tasks.cancel("task-5")


@call("webhooks.create", NotSupportedError)
def _webhooks_create(client: Any) -> None:
    client.webhooks.create(url="https://your-server.com/webhooks/helixagent", events=["task.completed"], secret="s")


@call("webhooks.list", NotSupportedError)
def _webhooks_list(client: Any) -> None:
    client.webhooks.list()


@call("sessions.create")
def _sessions_create(client: Any) -> None:
    assert client.sessions.create(user_id="u1").id


@call("sessions.get")
def _sessions_get(client: Any) -> None:
    made = client.sessions.create(user_id="u2")
    assert (client.sessions.get(made.id).id, made.user_id) == (made.id, "u2")


@call("agents.list")
def _agents_list(client: Any) -> None:
    assert client.agents.list().agents


@call("auth.register", ProviderError)
def _auth_register(client: Any) -> None:
    client.auth.register(username="ada", email="ada@example.com", password="correct horse battery")


@call("auth.me")
def _auth_me(client: Any) -> None:
    assert client.auth.me().authenticated is False


@call("unknown path says not found")
def _not_found(client: Any) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.debates.get("no-such-debate")
    assert not isinstance(caught.value, NotSupportedError) and caught.value.status_code == 404


@call("async chat and gather")
def _gather(client: Any) -> None:
    async def three() -> List[Any]:
        async with AsyncHelixAgent(api_key="k", base_url=client.base_url) as other:
            return await asyncio.gather(*(other.chat.completions.create(messages=USER) for _ in range(3)))

    assert len({made.choices[0].message.content for made in asyncio.run(three())}) == 1


@call("async stream")
def _async_stream(client: Any) -> None:
    async def read() -> List[str]:
        async with AsyncHelixAgent(api_key="k", base_url=client.base_url) as other:
            stream = await other.chat.completions.create(messages=USER, stream=True)
            return [chunk.choices[0].delta.content or "" async for chunk in stream]

    assert "".join(asyncio.run(read())) == ANSWER


# --- the tests


@pytest.fixture(params=KINDS)
def way(request: Any) -> Iterator[Way]:
    """Each way to use the SDK."""
    with way_of(request.param) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[RawServer]:
    """The imitated server."""
    with RawServer(January()) as running:
        yield running


def outcome(client: Any, name: str) -> str:
    """Return the result of a call: `works`, or the class of the exception that it should raise."""
    function, raises = CALLS[name]
    if raises is None:
        function(client)
        return "works"
    with pytest.raises(raises) as caught:
        function(client)
    # The class must match exactly, and the message must not be the raw text of the server or of a library.
    assert type(caught.value) is raises
    if raises is NotSupportedError:
        assert str(caught.value).startswith("This HelixAgent server ") and "docs/servers.md" in str(caught.value)
    return raises.__name__


def test_38_calls_work_and_12_are_refused(way: Way, server: RawServer) -> None:
    client = way.client(server.base_url)
    outcomes = {name: outcome(client, name) for name in CALLS}
    assert len(outcomes) == 50
    counts = {kind: list(outcomes.values()).count(kind) for kind in set(outcomes.values())}
    assert counts == {"works": 38, "NotSupportedError": 10, "ValidationError": 1, "ProviderError": 1}


@pytest.mark.parametrize("name", CALLS)
def test_each_call_as_the_first_one(name: str, server: RawServer) -> None:
    with HelixAgent(api_key="k", base_url=server.base_url, max_retries=0) as client:
        if name.startswith("debates.") and "create" not in name:
            with HelixAgent(api_key="k", base_url=server.base_url) as other:
                other.debates.create(DEBATE)
        outcome(client, name)


def test_a_message_says_what_is_unsupported_and_what_to_do(server: RawServer) -> None:
    with HelixAgent(api_key="k", base_url=server.base_url) as client, pytest.raises(NotSupportedError) as caught:
        client.webhooks.create(url="https://example.com/hook", events=["task.completed"])
    error = caught.value
    assert error.message == (
        "This HelixAgent server has no webhooks (POST /v1/webhooks). Published servers of January 2026 lack webhooks, "
        "vision, task events and results; see docs/servers.md."
    )
    assert (error.status_code, error.body, error.attempts) == (404, "404 page not found", 1)
    assert json.loads(json.dumps(error.headers))["content-type"] == "text/plain"


def test_errors_found_before_sending_have_no_status(server: RawServer) -> None:
    with HelixAgent(api_key="k", base_url=server.base_url) as client:
        client.health()
        with pytest.raises(NotSupportedError) as caught:
            _chat_image(client)
        assert (caught.value.status_code, caught.value.attempts, len(server.requests)) == (None, 0, 1)
