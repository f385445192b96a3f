"""Tests that the SDK raises an error that names the variable if the HTTP library cannot use a proxy variable."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

import pytest

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentError
from helixagent.testing import Sandbox

REMOTE = "https://helixagent.example"
KINDS = [(HelixAgent, None), (AsyncHelixAgent, None), (AsyncHelixAgent, "aiohttp")]
kinds = pytest.mark.parametrize(("cls", "http_client"), KINDS)
PASSWORD = "proxy-password-0123456789"
UNUSABLE = [
    ("socks://127.0.0.1:1080", "begin with"),
    ("ftp://127.0.0.1:21", "begin with"),
    (f"socks4://user:{PASSWORD}@127.0.0.1:1080", "begin with"),
    ("http://127.0.0.1:port", "port"),
    (f"http://user:{PASSWORD}@127.0.0.1:99999", "port"),
    ("http://", "has no host"),
]


async def health(client: Any) -> Any:
    try:
        return await client.health()
    finally:
        await client.close()


def status_of(client: Any) -> Optional[str]:
    if isinstance(client, AsyncHelixAgent):
        return asyncio.run(health(client)).status  # type: ignore[no-any-return]
    with client:
        return client.health().status  # type: ignore[no-any-return]


@kinds
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize(("proxy", "problem"), UNUSABLE)
def test_the_error_names_the_variable(
    cls: Any, http_client: Any, variable: str, proxy: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, proxy)
    with pytest.raises(HelixAgentError) as caught:
        cls("test-key", base_url=REMOTE, http_client=http_client)
    message = str(caught.value)
    assert message.startswith(f"The proxy in {variable} cannot be used: ")
    assert problem in message
    assert PASSWORD not in message


@kinds
@pytest.mark.parametrize("proxy", [proxy for proxy, _ in UNUSABLE])
def test_hosts_under_no_proxy_work(
    cls: Any, http_client: Any, proxy: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    assert status_of(cls("test-key", base_url=sandbox.base_url, http_client=http_client)) == "healthy"


@kinds
def test_a_variable_for_another_scheme_is_ignored(
    cls: Any, http_client: Any, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks://127.0.0.1:1")
    assert status_of(cls("test-key", base_url=sandbox.base_url, http_client=http_client)) == "healthy"


def test_another_server_is_checked_at_its_first_request(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks://127.0.0.1:1")
    with HelixAgent("test-key", base_url=sandbox.base_url) as client:
        other = client.with_options(base_url=REMOTE)
        with pytest.raises(HelixAgentError, match="The proxy in HTTPS_PROXY cannot be used"):
            other.health()


def test_socks_requires_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helixagent._transport.proxies.find_spec", lambda name: None)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1080")
    with pytest.raises(HelixAgentError, match=r"HTTPS_PROXY cannot be used: SOCKS needs socksio.*pip install"):
        HelixAgent("test-key", base_url=REMOTE)
