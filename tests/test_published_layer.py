"""Tests of the compatibility layer as part of the SDK: other code does not depend on it, and it never affects contract
servers.
"""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from raw_server import RawServer
from support import ROOT, USER, Driver

from helixagent import HelixAgentError
from helixagent._core.published.table import TABLE
from helixagent.testing import Sandbox

DEBATE = {"debateId": "d-1", "topic": "Tea?", "participants": [{"name": "Ann"}, {"name": "Bob"}]}
# Calls of every kind to the contract server, including refused ones.
CALLS: Dict[str, Any] = {
    "health": lambda client: client.health(),
    "chat": lambda client: client.chat.completions.create(messages=USER, stop="\n", max_completion_tokens=5),
    "refused chat": lambda client: client.chat.completions.create(messages=USER, model="sandbox/400"),
    "completion": lambda client: client.completions.create(prompt=["a", "b"]),
    "ensemble": lambda client: client.ensemble.completions.create(messages=USER),
    "embeddings": lambda client: client.embeddings.create(model="m", input=["a", "b"]),
    "debate": lambda client: client.debates.create(DEBATE),
    "debate status": lambda client: client.debates.get_status("d-1"),
    "debate results": lambda client: client.debates.get_results("d-1"),
    "debates": lambda client: client.debates.list(limit=1),
    "no debate": lambda client: client.debates.get("nope"),
    "providers": lambda client: client.providers.list(),
    "providers health": lambda client: client.providers.health(),
    "provider health": lambda client: client.providers.get_health("deepseek"),
    "task": lambda client: client.tasks.create(type="llm_completion", payload={}, tags=["a"], max_retries=1),
    "no task": lambda client: client.tasks.get_status("nope"),
    "no result": lambda client: client.tasks.get_result("nope"),
    "webhook": lambda client: client.webhooks.create(url="https://example.com/hook", events=["task.completed"]),
    "session": lambda client: client.sessions.create(user_id="u"),
    "ocr": lambda client: client.vision.ocr(image_url="https://example.com/a.png"),
}


def sent_by(driver: Driver, sandbox: Sandbox, **options: Any) -> List[Any]:
    """Return the requests of all calls, without the parts that differ between runs."""
    sandbox.reset()
    client = driver.client(sandbox, **options)
    for call in CALLS.values():
        try:
            driver.run(call(client))
        except HelixAgentError as error:
            # Some calls fail. Only the requests matter, but each error must have a message.
            assert error.message
    expected = "contract" if options.get("compatibility") != "off" else client.server_kind
    assert client.server_kind == expected
    left_out = ("idempotency-key", "host", "connection")
    return [
        (
            request.method,
            request.path,
            {name: value for name, value in request.headers.items() if name not in left_out},
            request.body,
        )
        for request in sandbox.requests
    ]


def test_the_contract_server_receives_the_same_requests_as_without_the_layer(driver: Driver, sandbox: Sandbox) -> None:
    without = sent_by(driver, sandbox, compatibility="off")
    assert sent_by(driver, sandbox, compatibility="auto") == without
    assert len(without) >= len(CALLS)


def test_off_sends_the_same_as_a_client_without_the_layer(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reset()
    client = driver.client(sandbox)
    client._options = client._options._replace(compatibility=None)
    driver.run(client.embeddings.create(model="m", input=["a", "b"]))
    driver.run(client.with_options(compatibility="off").embeddings.create(model="m", input=["a", "b"]))
    first, second = sandbox.requests
    assert (first.path, first.body) == (second.path, second.body) and client.server_kind is None


def test_every_entry_of_the_table_is_an_operation_with_a_note() -> None:
    import json

    paths = json.loads((ROOT / "helixagent_client" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    operations = {each["operationId"] for path in paths.values() for each in path.values() if "operationId" in each}
    assert set(TABLE) <= operations
    for entry in TABLE.values():
        assert entry.note.endswith(".") and entry.translation.__doc__


@pytest.mark.parametrize("mode", ["auto", "published"])
def test_an_unreachable_server_leaves_the_kind_unknown(driver: Driver, mode: str) -> None:
    with RawServer(lambda peer, request: True) as server:
        client = driver.client(server, compatibility=mode, max_retries=1)
        with pytest.raises(HelixAgentError) as caught:
            driver.run(client.embeddings.create(model="m", input=["a"]))
    assert caught.value.attempts == 2 and client.server_kind is None
