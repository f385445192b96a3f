"""Tests that lists and maps that users iterate over are empty if the server sends null or omits them."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Callable, Dict, Tuple

import pytest
from cases import for_each
from support import Driver

from helixagent import HelixAgent
from helixagent.testing import Sandbox
from helixagent.types import ModelList, ProvidersHealth, WebhookList

# The loops in the user's document, and similar ones: the call, and the list that it iterates over.
LOOPS: Dict[str, Tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "webhooks": (lambda client: client.webhooks.list(), lambda found: found.webhooks),
    "tools": (lambda client: client.mcp.tools.list(), lambda found: found.tools),
    "prompts": (lambda client: client.mcp.prompts(), lambda found: found.prompts),
    "resources": (lambda client: client.mcp.resources(), lambda found: found.resources),
    "providers": (lambda client: client.providers.list(), lambda found: found.providers),
    "providers of MCP": (lambda client: client.mcp.capabilities(), lambda found: found.providers),
    "providers by name": (lambda client: client.providers.health(), lambda found: found.providers.items()),
    "models": (lambda client: client.providers.get("p"), lambda found: found.models),
    "participants": (lambda client: client.debates.get_results("d"), lambda found: found.participants),
    "participants of a debate": (lambda client: client.debates.get("d"), lambda found: found.participants),
    "data": (lambda client: client.models.list(), lambda found: found.data),
    "a list itself": (lambda client: client.webhooks.list(), lambda found: found),
    "a list of models itself": (lambda client: client.models.list(), lambda found: found),
    "a page of tasks": (lambda client: client.tasks.list(), lambda found: found.tasks),
    "a page of debates": (lambda client: client.debates.list(), lambda found: found.debates),
}
KEYS = {"providers of MCP": "providers", "providers by name": "providers", "participants of a debate": "participants"}
KEYS.update({"a list itself": "webhooks", "a list of models itself": "data"})
KEYS.update({"a page of tasks": "tasks", "a page of debates": "debates"})


@for_each("sent", ["null", "nothing"])
@for_each("name", LOOPS)
def test_a_loop_over_a_missing_list_has_no_iterations(name: str, sent: str, driver: Driver, sandbox: Sandbox) -> None:
    call, iterated = LOOPS[name]
    body: Dict[str, Any] = {KEYS.get(name, name): None} if sent == "null" else {}
    sandbox.reply(json=body)
    found = driver.run(call(driver.client(sandbox)))
    assert list(iterated(found)) == []
    # `to_dict` returns the received data unchanged.
    found = getattr(found, "answer", found)
    assert found.to_dict() == body
    for kept in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert kept == found and kept.to_dict() == body


@pytest.mark.parametrize("sent", [None, "missing"])
def test_a_page_without_items_can_be_iterated(sent: Any, driver: Driver, sandbox: Sandbox) -> None:
    for name in ("tasks", "debates"):
        sandbox.reply(json={} if sent == "missing" else {name: None})
        page = driver.run(getattr(driver.client(sandbox), name).list())

        async def collected(page: Any = page) -> Any:
            return [item async for item in page]

        assert (driver.run(collected()) if driver.is_async else list(page)) == []
        assert len(page) == 0 and not page.has_next()


def test_all_other_missing_fields_are_none(sandbox: Sandbox) -> None:
    with HelixAgent(base_url=sandbox.base_url) as client:
        sandbox.reply(json={"choices": None})
        completion: Any = client.chat.completions.create(messages=[{"role": "user", "content": "Hi"}])
        assert completion.choices is None and completion.usage is None
        sandbox.reply(json={"agents": None})
        assert client.agents.list().agents is None
        sandbox.reply(json={"capabilities": None})
        assert client.providers.get("p").capabilities is None


@pytest.mark.parametrize("cls, key", [(WebhookList, "webhooks"), (ModelList, "data"), (ProvidersHealth, "providers")])
def test_each_model_has_a_separate_list_or_map(cls: Any, key: str) -> None:
    one, other = cls.from_dict({key: None}), cls.from_dict({})
    assert one == other and getattr(one, key) is not getattr(other, key)
    assert cls().to_dict() == {} and getattr(cls(), key) == getattr(one, key)


def test_items_added_to_an_empty_list_are_in_to_dict() -> None:
    found = ModelList.from_dict({"object": "list", "data": None})
    found.data.append({"id": "m"})  # type: ignore[arg-type]
    assert found.to_dict() == {"object": "list", "data": [{"id": "m"}]}


@pytest.mark.parametrize("made", [ModelList(data=[]), ModelList.from_dict({"data": []})])
def test_a_received_empty_list_is_in_to_dict(made: ModelList) -> None:
    assert made.to_dict() == {"data": []}


@pytest.mark.parametrize("odd", [0, False, "", "text", {"a": 1}])
def test_values_of_another_type_are_unchanged(odd: Any) -> None:
    found = ModelList.from_dict({"data": odd})
    assert found.data == odd and found.to_dict() == {"data": odd}
