"""Tests of a server's base URL: its forms, invalid ones, and its sources."""

from __future__ import annotations

from typing import Any, Optional

import pytest
from cases import for_each
from support import BOTH, Driver, sent_to

from helixagent import ValidationError
from helixagent.testing import Sandbox


@for_each(
    ("base_url", "expected"),
    [
        (None, "https://api.helixagent.ai/health"),
        ("", "https://api.helixagent.ai/health"),
        ("https://h.example", "https://h.example/health"),
        ("https://h.example/", "https://h.example/health"),
        ("https://h.example/v1", "https://h.example/health"),
        ("https://h.example/v1/", "https://h.example/health"),
        ("https://h.example//v1//", "https://h.example/health"),
        ("  https://h.example/v1\n", "https://h.example/health"),
        ("https://h.example:8443/gateway", "https://h.example:8443/gateway/health"),
        ("https://h.example/gateway/v1/", "https://h.example/gateway/health"),
        ("https://h.example/v10", "https://h.example/v10/health"),
        ("https://h.example/v1/gateway", "https://h.example/v1/gateway/health"),
        ("https://h.example.", "https://h.example./health"),
        ("https://v1", "https://v1/health"),
        ("https://v1/v1", "https://v1/health"),
        ("HTTPS://H.Example/v1", "https://h.example/health"),
        ("http://[::1]:7061/v1", "http://[::1]:7061/health"),
        ("http://127.0.0.1:7061", "http://127.0.0.1:7061/health"),
        ("https://h.example/?", "https://h.example/health"),
        ("https://h.example/#", "https://h.example/health"),
    ],
)
def test_each_form_of_a_url_means_the_same_server(base_url: Optional[str], expected: str, httpx_driver: Driver) -> None:
    assert str(sent_to(httpx_driver, api_key="k", base_url=base_url).url) == expected


@BOTH
@for_each(
    "base_url",
    [
        "h.example",
        "localhost:7061",
        "//h.example",
        "ftp://h.example",
        "http://",
        "https:///v1",
        "http://h.example:port",
        "http://h.example:99999",
        "http://[::1",
        "https://user:password@h.example",
        "https://h.example?key=1",
        "https://h.example/#part",
        "https://h.exa\nmple",
        "https://h.example/a\r\nX-Evil: 1",
        "https://h.example/a b",
        "https://h..example",
        "https://.example",
        "https://" + "h" * 64 + ".example",
        " ",
        5,
        b"https://h.example",
    ],
)
def test_invalid_urls_are_refused(cls: Any, base_url: Any) -> None:
    with pytest.raises(ValidationError, match="base_url") as caught:
        cls(api_key="k", base_url=base_url)
    assert caught.value.param == "base_url"
    assert "password" not in str(caught.value).replace("user name or password", "")
    with pytest.raises(ValidationError, match="base_url"):
        cls(api_key="k").with_options(base_url=base_url)


@pytest.mark.parametrize(
    ("argument", "variable", "expected"),
    [
        (None, "https://variable.example/v1", "variable.example"),
        ("https://argument.example", "https://variable.example", "argument.example"),
        (None, "", "api.helixagent.ai"),
        ("", "", "api.helixagent.ai"),
    ],
)
def test_the_argument_takes_precedence_over_the_environment(
    argument: Optional[str],
    variable: str,
    expected: str,
    httpx_driver: Driver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", variable)
    assert sent_to(httpx_driver, api_key="k", base_url=argument).url.host == expected


def test_the_environment_is_read_when_the_client_is_created(
    sandbox: Sandbox, sync_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    monkeypatch.setenv("HELIXAGENT_API_KEY", "first")
    client = sync_driver.client(sandbox, base_url=None)
    monkeypatch.setenv("HELIXAGENT_API_KEY", "second")
    client.health()
    assert sandbox.requests[0].headers["authorization"] == "Bearer first"
