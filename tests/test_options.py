"""Tests of a client's settings: `with_options`, closing, clients and sessions of the user, `acreate`."""

from __future__ import annotations

import copy
from typing import Any, Callable, Dict, List, Tuple

import httpx
import pytest
import requests
from support import USER, Driver, answering

from helixagent import HelixAgent, HelixAgentClient, HelixAgentError, ValidationError
from helixagent.testing import Sandbox

# --- with_options and close


def test_with_options_changes_only_the_given_options(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(
        sandbox, api_key="first", timeout=7, max_retries=1, default_headers={"X-A": "1"}, default_query={"a": "1"}
    )
    changed = client.with_options(token="second")
    for made in (changed, client):
        with pytest.raises(HelixAgentError):
            driver.chat(made, model="sandbox/503")
    sent = sandbox.requests
    assert [request.headers["authorization"] for request in sent] == ["Bearer second"] * 2 + ["Bearer first"] * 2
    assert {request.headers["x-a"] for request in sent} == {"1"}
    assert {request.path for request in sent} == {"/v1/chat/completions?a=1"}
    assert type(changed) is type(client)


def test_with_options_shares_the_connections(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.health())
    driver.run(client.with_options(max_retries=5).health())
    driver.run(client.with_options(timeout=5).with_options(api_key="k").health())
    assert sandbox.connections == 1


def test_with_options_can_use_another_server(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(f"http://localhost:{sandbox.port + 1}")
    driver.run(client.with_options(base_url=sandbox.base_url + "/v1/").health())
    assert sandbox.requests[0].path == "/health"


def test_with_options_checks_its_arguments_like_the_constructor(client: Any) -> None:
    with pytest.raises(ValidationError, match="token must not be passed together with api_key"):
        client.with_options(api_key="a", token="b")


def test_closing_a_client_of_with_options_keeps_the_connections_open(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    changed = client.with_options(max_retries=0)
    driver.run(changed.health())
    driver.run(changed.close())
    driver.run(changed.health())
    driver.run(client.health())
    assert sandbox.connections == 1


def test_a_closed_client_and_clients_that_share_its_connections_raise(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    changed = client.with_options(max_retries=1)
    driver.run(client.health())
    driver.run(client.close())
    driver.run(client.close())
    for made in (client, changed):
        with pytest.raises(HelixAgentError, match="closed"):
            driver.run(made.health())
    assert len(sandbox.requests) == 1


def test_the_client_is_a_context_manager(sync_driver: Driver, async_driver: Driver, sandbox: Sandbox) -> None:
    blocking, awaited = sync_driver.client(sandbox), async_driver.client(sandbox)
    with blocking as entered:
        assert entered is blocking
        entered.health()

    async def use() -> None:
        async with awaited as entered:
            assert entered is awaited
            await entered.health()

    async_driver.run(use())
    for closed, driver in ((blocking, sync_driver), (awaited, async_driver)):
        with pytest.raises(HelixAgentError, match="closed"):
            driver.run(closed.health())


def test_an_http_client_of_the_user_is_used_and_stays_open(httpx_driver: Driver, sandbox: Sandbox) -> None:
    seen: List[httpx.Request] = []
    own = answering(httpx_driver, seen, headers={"X-Own": "1", "User-Agent": "own"}, params={"own": "1"})
    client = httpx_driver.client("http://localhost", http_client=own)
    httpx_driver.run(client.health())
    httpx_driver.run(client.close())
    assert not own.is_closed
    assert seen[0].headers["x-own"] == "1"
    assert seen[0].headers["user-agent"].startswith("helixagent-python/")
    with pytest.raises(HelixAgentError, match="closed"):
        httpx_driver.run(client.health())
    httpx_driver.run(own.aclose() if httpx_driver.is_async else own.close())


def test_a_session_stays_open_and_cannot_be_combined_with_an_http_client(sandbox: Sandbox) -> None:
    with requests.Session() as session, httpx.Client() as own:
        client = HelixAgentClient(base_url=sandbox.base_url, session=session)
        client.health()
        client.close()
        assert session.get(sandbox.base_url + "/health").ok
        with pytest.raises(ValidationError, match="session"):
            HelixAgentClient(api_key="k", session=session, http_client=own)
        with pytest.raises(ValidationError, match="session"):
            HelixAgentClient(api_key="k", session="session")  # type: ignore[arg-type]


def test_the_client_for_sessions_is_a_plain_one_without_a_session(sandbox: Sandbox) -> None:
    with HelixAgentClient(base_url=sandbox.base_url) as client:
        assert client.health().status == "healthy"
        assert client.with_options(max_retries=0).health().status == "healthy"


# --- acreate of the synchronous client


def test_acreate_uses_the_settings_of_its_client(sandbox: Sandbox, async_driver: Driver) -> None:
    options: Dict[str, Any] = {"api_key": "key", "default_headers": {"X-A": "1"}, "default_query": {"a": "1"}}
    with HelixAgent(base_url=sandbox.base_url, **options) as client:
        chat = async_driver.run(client.chat.completions.acreate(messages=USER))
        text = async_driver.run(client.with_options(token="other").completions.acreate(prompt="Hello"))
        voted = async_driver.run(client.ensemble.completions.acreate(prompt="Hello"))
    assert chat.choices[0].message.content.startswith("Quantum")
    assert text.choices[0].text
    assert voted.ensemble is not None
    keys = ["Bearer key", "Bearer other", "Bearer key"]
    assert [request.headers["authorization"] for request in sandbox.requests] == keys
    paths = ["/v1/chat/completions?a=1", "/v1/completions?a=1", "/v1/ensemble/completions?a=1"]
    assert [request.path for request in sandbox.requests] == paths


def test_acreate_works_with_a_session_too(sandbox: Sandbox, async_driver: Driver) -> None:
    with requests.Session() as session:
        client = HelixAgentClient(base_url=sandbox.base_url, session=session)
        assert async_driver.run(client.completions.acreate(prompt="Hello")).choices[0].text
        with pytest.raises(ValidationError, match="AsyncHelixAgent"):
            async_driver.run(client.completions.acreate(prompt="Hello", stream=True))


def test_settings_can_be_read(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=1)
    assert (client.base_url, client.max_retries) == (sandbox.base_url, 1)
    assert client.timeout == httpx.Timeout(600.0, connect=5.0)
    for timeout in (7.5, httpx.Timeout(3.0), None):
        changed = client.with_options(timeout=timeout, base_url="https://helixagent.example/api/v1/")
        assert (changed.base_url, changed.timeout) == ("https://helixagent.example/api", timeout)


@pytest.mark.parametrize("name", ["base_url", "timeout", "max_retries"])
def test_settings_cannot_be_changed_in_place(client: Any, name: str) -> None:
    """Such a change would affect everybody who shares the client. Use `with_options` instead."""
    before: Tuple[Any, ...] = tuple(client._options)
    change: Callable[..., Any] = setattr
    for holder in (client, client._options):
        with pytest.raises(AttributeError):
            change(holder, name, 9)
    assert tuple(copy.copy(client._options)) == before
