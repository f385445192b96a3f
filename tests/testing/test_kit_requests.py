"""Tests of recorded requests: parsed bodies, assertions with helpful messages, and no secrets in a repr."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from support import USER

from helixagent import HelixAgent
from helixagent._core.methods import METHODS
from helixagent.testing import Sandbox
from helixagent.testing.operations import operation_named

CHAT = "chat.completions.create"


def test_the_names_of_methods_match_the_sdk() -> None:
    client = HelixAgent(base_url="http://localhost")
    for name in METHODS:
        method: Any = client
        for part in name.split("."):
            method = getattr(method, part)
        assert callable(method)
    client.close()
    with pytest.raises(ValueError, match=r"There is no operation 'chat.create'.*use a method such as"):
        operation_named("chat.create")


def test_a_request_is_parsed(client: HelixAgent, sandbox: Sandbox) -> None:
    parts = [{"type": "text", "text": "What"}, {"type": "text", "text": "now?"}]
    client.chat.completions.create(messages=[{"role": "user", "content": parts}], model="m", stream=True).close()
    client.completions.create(model="m", prompt="Once")
    client.debates.create(topic="Tabs or spaces?")
    client.models.list()
    chat, completion, debate, models = sandbox.requests
    assert (chat.operation, chat.model, chat.prompt, chat.stream) == ("createChatCompletion", "m", "What now?", True)
    assert chat.messages == [{"role": "user", "content": parts}]
    assert (completion.prompt, debate.prompt, completion.stream) == ("Once", "Tabs or spaces?", False)
    assert (models.prompt, models.model, models.messages, models.operation) == ("", None, [], "listModels")
    assert sandbox.last_request is not chat and sandbox.last_request.operation == "listModels"


def test_no_secret_is_in_a_repr(sandbox: Sandbox) -> None:
    with sandbox.client(api_key="canary-key", default_query={"api_key": "canary-query"}) as client:
        client.webhooks.create(url="http://localhost:9/", secret="canary-secret", headers={"X-A": "canary-header"})
        client.debates.create(
            topic="x", participants=[{"name": n, "llms": [{"provider": "p", "api_key": "canary-llm"}]} for n in "ab"]
        )
        client.tasks.create(type="t", payload={"nested": [{"password": "canary-payload"}], "text": "kept"})
    shown = repr(sandbox.requests) + repr([request.headers for request in sandbox.requests])
    assert "canary" not in shown and "'kept'" not in shown
    assert '"text": "kept"' in shown and "api_key=***" in shown
    with pytest.raises(AssertionError) as caught:
        sandbox.assert_called("webhooks.create", secret="other-canary")
    assert "canary" not in str(caught.value) and "secret is '***', expected '***'" in str(caught.value)


def test_long_and_unusual_bodies_are_shortened(sandbox: Sandbox) -> None:
    import httpx

    httpx.post(sandbox.base_url + "/odd?a=b%20c", content=b"\xff\xfe", trust_env=False, verify=False)
    httpx.post(sandbox.base_url + "/odd", json={"a": "x" * 5000}, trust_env=False, verify=False)
    first, second = sandbox.requests
    assert repr(first) == "<POST /odd?a=b+c (2 bytes that are not JSON)>"
    assert len(repr(second)) < 500 and repr(second).endswith("…>")
    assert (first.model, first.operation) == (None, None)


def test_assert_called_returns_the_request(client: HelixAgent, sandbox: Sandbox) -> None:
    with pytest.raises(AssertionError, match="No request was made"):
        assert sandbox.last_request
    sandbox.assert_not_called()
    client.chat.completions.create(messages=USER, model="a", temperature=0.5)
    client.chat.completions.create(messages=USER, model="b", extra_body={"options": {"x": 1, "y": 2}})
    assert sandbox.assert_called(CHAT).model == "b"
    assert sandbox.assert_called("createChatCompletion", model="a", times=1).json()["temperature"] == 0.5
    assert sandbox.assert_called(options={"x": 1}).model == "b"
    assert sandbox.assert_called(CHAT, times=2, messages=USER, where=lambda request: not request.stream)
    sandbox.assert_not_called("models.list")


FAILING: Any = [
    ({"operation": CHAT, "model": "c"}, ["with model='c' was expected at least once, but was received 0 times"]),
    ({"operation": CHAT, "model": "c"}, ["model is 'a', expected 'c'", "model is 'b', expected 'c'"]),
    ({"operation": CHAT, "top_p": 1}, ["top_p is missing, expected 1"]),
    ({"operation": CHAT, "options": {"x": 2}}, ["options.x is 1, expected 2", "options is missing"]),
    ({"operation": CHAT, "times": 1}, ["was expected once, but was received 2 times", "All requests (3):"]),
    ({"operation": CHAT, "where": lambda request: False}, ["`where` returned false"]),
    ({"operation": "debates.list"}, ["debates.list was expected at least once", "<GET /v1/models>"]),
    ({"model": "c"}, ["A request with model='c'", "its body is not JSON"]),
]


@pytest.mark.parametrize(("arguments", "expected"), FAILING)
def test_the_message_lists_the_received_requests(
    client: HelixAgent, sandbox: Sandbox, arguments: Dict[str, Any], expected: Any
) -> None:
    client.models.list()
    client.chat.completions.create(messages=USER, model="a")
    client.chat.completions.create(messages=USER, model="b", extra_body={"options": {"x": 1, "y": 2}})
    with pytest.raises(AssertionError) as caught:
        sandbox.assert_called(**arguments)
    assert [part for part in expected if part not in str(caught.value)] == [], str(caught.value)


def test_other_messages(client: HelixAgent, sandbox: Sandbox) -> None:
    with pytest.raises(AssertionError, match="There were no requests"):
        sandbox.assert_called()
    for _ in range(25):
        client.models.list()
    with pytest.raises(AssertionError, match=r"models.list was called:\n  … 5 before these\n  <GET /v1/models>"):
        sandbox.assert_not_called("models.list")
    with pytest.raises(AssertionError, match="A method was called"):
        sandbox.assert_not_called()
    with pytest.raises(ValueError, match="use assert_not_called"):
        sandbox.assert_called("debates.list", times=0)
    with pytest.raises(ValueError, match=r"did you mean 'debates.list'"):
        sandbox.assert_called("debate.list")
