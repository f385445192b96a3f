"""Tests of copying and pickling clients, for the processes of multiprocessing, Dask and Ray."""

from __future__ import annotations

import copy
import logging
import pickle
import ssl
from typing import Any, Callable, Dict, List

import httpx
import prometheus_client
import pytest
import requests
from cases import for_each
from support import BOTH, KEY, Driver

from helixagent import HelixAgent, HelixAgentClient, HelixAgentError, Runtime
from helixagent.testing import Sandbox

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


def sent_again(value: Any, protocol: int = pickle.DEFAULT_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(value, protocol))


KEEP: List[Callable[[Any], Any]] = [copy.copy, copy.deepcopy, sent_again]


class Kept(HelixAgent):
    """A custom client of the user."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tenants = ["blue"]


def ask_the_vault() -> str:
    return "vault-key"


def watch(event: Any) -> None:
    """A hook that can be pickled, because it is a function of a module."""


def settings_of(client: Any) -> Dict[str, Any]:
    options = client._options
    settings = options._replace(hooks=None)._asdict()
    return {
        **{name: value.reveal() if hasattr(value, "reveal") else value for name, value in settings.items()},
        "observers": options.hooks.settings,
        "verify": client._transport.settings().get("verify"),
    }


# ---- pickled settings ------------------------------------------------------------------------------------------------


@BOTH
@for_each("protocol", PROTOCOLS)
def test_a_client_is_pickled_by_its_settings(cls: Any, protocol: int) -> None:
    client = cls(
        api_key=KEY,
        base_url="https://models.example/under",
        timeout=httpx.Timeout(7, connect=1),
        max_retries=5,
        default_headers={"X-Tenant": "blue", "User-Agent": None},
        default_query={"a": [1, 2]},
        hooks=[watch],
        logger=logging.getLogger("mine"),
        log_bodies=True,
        trace_content=True,
        enable_metrics=True,
        metrics_prefix="pickled",
        verify=False,
    )
    assert settings_of(sent_again(client, protocol)) == settings_of(client)


@for_each("keep", KEEP)
def test_a_pickled_client_works(keep: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY, default_headers={"X-Tenant": "blue"}, _runtime=Runtime())
    driver.chat(client)
    kept = keep(client)
    assert driver.chat(kept).choices
    if not driver.is_async:
        kept.health()
    driver.run(kept.close())
    if kept._transport is not client._transport:
        with pytest.raises(HelixAgentError, match="closed"):
            driver.chat(kept)
    assert driver.chat(client).choices, "closing the unpickled client must leave the first one open"
    assert {request.headers["authorization"] for request in sandbox.requests} == {f"Bearer {KEY}"}
    assert {request.headers["x-tenant"] for request in sandbox.requests} == {"blue"}


@BOTH
def test_a_copy_shares_connections_and_counts_and_a_deep_copy_does_not(cls: Any) -> None:
    client = cls(base_url="http://localhost:1")
    shallow, deep, pickled = (keep(client) for keep in KEEP)
    assert shallow._transport is client._transport and shallow._observers is client._observers
    for other in (deep, pickled):
        assert other._transport is not client._transport and other._observers is not client._observers
        assert other.get_usage_stats().total_requests == 0


def test_a_client_of_with_options_is_complete_when_it_is_pickled(sandbox: Sandbox) -> None:
    with HelixAgent(base_url=sandbox.base_url, max_retries=1) as client:
        kept = sent_again(client.with_options(max_retries=7, default_headers={"X-A": "1"}))
        with kept:
            assert kept._options.max_retries == 7 and kept.models.list().data
        # The unpickled client owns its connections, so leaving the block has closed it.
        with pytest.raises(HelixAgentError, match="closed"):
            kept.models.list()
    assert sandbox.requests[0].headers["x-a"] == "1"


@pytest.mark.parametrize("keep", KEEP)
def test_a_subclass_keeps_its_attributes(keep: Any) -> None:
    client = Kept(base_url="http://localhost:1")
    kept = keep(client)
    assert type(kept) is Kept and kept.tenants == ["blue"]
    assert (kept.tenants is client.tenants) == (keep is copy.copy)
    assert client.with_options(timeout=1).tenants == ["blue"]


@for_each("keep", KEEP)
@for_each("part", ["chat", "chat.completions", "mcp.tools", "completions", "tasks"])
@BOTH
def test_the_attributes_of_a_client_are_pickled_with_it(cls: Any, part: str, keep: Any) -> None:
    target: Any = cls(base_url="http://localhost:1", api_key=KEY)
    for name in part.split("."):
        target = getattr(target, name)
    kept = keep(target)
    assert type(kept) is type(target)
    assert kept._client._options.credential.reveal() == KEY


@BOTH
def test_two_references_to_one_client_stay_one(cls: Any) -> None:
    client = cls(base_url="http://localhost:1")
    for keep in (copy.deepcopy, sent_again):
        first, second = keep([client, {"again": client}])
        assert second["again"] is first


def test_settings_that_are_functions_of_a_module_are_pickled() -> None:
    kept = sent_again(HelixAgent(base_url="http://localhost:1", api_key=ask_the_vault, hooks=[watch]))
    assert kept._options.credential.reveal() is ask_the_vault
    assert kept._observers.settings.hooks == [watch]


def test_every_process_has_a_separate_random_generator() -> None:
    runtime = sent_again(HelixAgent(base_url="http://localhost:1"))._options.runtime
    assert runtime == Runtime()
    assert len(pickle.dumps(runtime)) < 300, "the state of a random generator must not be pickled"


# ---- settings that cannot be pickled ---------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("api_key", {"api_key": lambda: "secret-of-a-lambda"}),
        ("hooks[1]", {"hooks": [watch, lambda event: None]}),
        ("verify", {"verify": ssl.create_default_context()}),
        ("metrics_registry", {"enable_metrics": True, "metrics_registry": prometheus_client.CollectorRegistry()}),
        ("_runtime", {"_runtime": Runtime(clock=lambda: 0.0)}),
    ],
)
def test_settings_that_cannot_be_pickled_are_named(cls: Any, name: str, options: Any) -> None:
    client = cls(base_url="http://localhost:1", **options)
    with pytest.raises(TypeError) as caught:
        pickle.dumps(client)
    assert f"its {name}:" in str(caught.value) and "secret-of" not in str(caught.value)
    assert client.with_options(timeout=1) and copy.copy(client) and copy.deepcopy(client)


def test_an_http_client_of_the_user_cannot_be_pickled_and_is_shared_by_copies(httpx_driver: Driver) -> None:
    mine: Any = httpx.AsyncClient() if httpx_driver.is_async else httpx.Client()
    client = httpx_driver.client("http://localhost:1", http_client=mine)
    with pytest.raises(TypeError, match=r"its http_client: a httpx\.(Async)?Client cannot be"):
        pickle.dumps(client)
    assert copy.deepcopy(client)._transport.settings()["http_client"] is mine
    httpx_driver.run(mine.aclose() if httpx_driver.is_async else mine.close())


def test_a_session_is_pickled(sandbox: Sandbox) -> None:
    with requests.Session() as session:
        session.headers["X-Team"] = "blue"
        client = HelixAgentClient(base_url=sandbox.base_url, session=session)
        kept = sent_again(client)
        assert kept.models.list().data and sandbox.requests[0].headers["x-team"] == "blue"
        own = kept._transport.settings()["session"]
        assert own is kept._hidden_session.reveal() is not session
        assert copy.deepcopy(client)._hidden_session.reveal() is session
        assert sent_again(client.with_options(timeout=1)).models.list().data
        own.close()


def test_a_session_that_cannot_be_pickled_is_named() -> None:
    with requests.Session() as session:
        session.hooks["response"].append(lambda *_, **__: None)
        with pytest.raises(TypeError, match=r"its session: a requests\.sessions\.Session"):
            pickle.dumps(HelixAgentClient(base_url="http://localhost:1", session=session))


def test_a_more_powerful_pickler_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import types

    # Dask, joblib and Ray have such a pickler. This one replaces a lambda with a name.
    able = types.ModuleType("able_cloudpickle")
    able.dumps = lambda value: b""  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "able_cloudpickle", able)
    client = HelixAgent(base_url="http://localhost:1", hooks=[lambda event: None])
    assert client.__getstate__()["_options"] is client._options


# ---- secrets --------------------------------------------------------------------------------------------------------


@BOTH
def test_secrets_are_in_the_pickle_and_shown_nowhere_else(cls: Any) -> None:
    client = cls(base_url="http://localhost:1", api_key=KEY, default_headers={"X-Secret": "hush-hush"})
    data = pickle.dumps(client)
    assert KEY.encode() in data and b"hush-hush" in data
    for kept in (keep(client) for keep in KEEP):
        shown = repr(kept) + str(kept) + repr(vars(kept)) + repr(kept.__getstate__())
        assert KEY not in shown and "hush-hush" not in shown


def test_a_pickled_page_does_not_contain_the_client_and_its_secrets(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    for _ in range(3):
        driver.run(client.tasks.create(type="llm_completion"))
    page = driver.run(client.tasks.list(limit=2))
    data = pickle.dumps(page)
    kept = pickle.loads(data)
    assert KEY.encode() not in data
    assert kept.items == page.items and kept.total == page.total == 3
    with pytest.raises(HelixAgentError, match="pickled"):
        driver.run(kept.next_page())
    for copied in (copy.copy(page), copy.deepcopy(page)):
        assert len(driver.run(copied.next_page()).items) == 1
    assert copy.deepcopy(page).items is not page.items
