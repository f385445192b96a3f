"""Tests of credentials: their sources, when one is required, invalid ones, and functions that return them."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from cases import for_each
from support import BOTH, Driver, sent_to

from helixagent import AuthenticationError, HelixAgent, ValidationError
from helixagent.testing import Sandbox

# --- credentials


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ({"api_key": "argument"}, {}, "argument"),
        ({"token": "a.b.c"}, {}, "a.b.c"),
        ({}, {"API_KEY": "variable"}, "variable"),
        ({}, {"TOKEN": "variable"}, "variable"),
        ({}, {"API_KEY": "key", "TOKEN": "token"}, "key"),
        ({}, {"API_KEY": "", "TOKEN": "token"}, "token"),
        ({"api_key": "argument"}, {"API_KEY": "key", "TOKEN": "token"}, "argument"),
        ({"token": "argument"}, {"API_KEY": "key", "TOKEN": "token"}, "argument"),
        ({"api_key": lambda: "asked"}, {"API_KEY": "key"}, "asked"),
        ({"token": lambda: "asked"}, {}, "asked"),
    ],
)
def test_the_argument_takes_precedence_over_the_environment_and_key_and_token_are_sent_alike(
    arguments: Dict[str, Any],
    environment: Dict[str, str],
    expected: str,
    httpx_driver: Driver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"HELIXAGENT_{name}", value)
    assert sent_to(httpx_driver, **arguments).headers["authorization"] == f"Bearer {expected}"


@BOTH
@pytest.mark.parametrize("environment", [{}, {"HELIXAGENT_API_KEY": "", "HELIXAGENT_TOKEN": ""}])
def test_a_missing_credential_is_an_error_that_names_the_variables(
    cls: Any, environment: Dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(AuthenticationError, match=r"HELIXAGENT_API_KEY.*HELIXAGENT_TOKEN") as caught:
        cls()
    assert caught.value.status_code is None
    assert caught.value.attempts == 0


@BOTH
@for_each(
    "base_url",
    ["http://localhost:7061", "http://LOCALHOST/v1", "http://127.0.0.1", "http://127.9.9.9:1", "http://[::1]:7061"],
)
def test_a_server_on_this_machine_needs_no_credential(cls: Any, base_url: str) -> None:
    cls(base_url=base_url)


@BOTH
@for_each(
    "base_url",
    ["http://localhost.example", "http://192.168.0.1", "http://[::2]", "http://127.0.0.1.example", "http://0.0.0.0"],
)
def test_any_other_server_needs_a_credential(cls: Any, base_url: str) -> None:
    with pytest.raises(AuthenticationError):
        cls(base_url=base_url)


def test_without_a_credential_no_authorization_is_sent(driver: Driver, sandbox: Sandbox) -> None:
    driver.run(driver.client(sandbox).health())
    assert "authorization" not in sandbox.requests[0].headers


@BOTH
def test_key_and_token_together_are_refused(cls: Any) -> None:
    with pytest.raises(ValidationError, match="token must not be passed together with api_key"):
        cls(api_key="a", token="b")


BAD_CREDENTIALS = ["", " ", "key\n", " key", "ke\ny", "key\r\nX-Evil: 1", "schlüssel", "key\x00", "key\u2028"]


@BOTH
@for_each("argument", ["api_key", "token"])
@for_each("credential", [*BAD_CREDENTIALS, 5, b"key", object()])
def test_a_credential_that_does_not_fit_into_a_header_is_refused_and_not_shown(
    cls: Any, argument: str, credential: Any
) -> None:
    with pytest.raises(ValidationError) as caught:
        cls(**{argument: credential})
    assert caught.value.param == argument
    assert "key" not in str(caught.value).replace("api_key", "")


@pytest.mark.parametrize("variable", ["HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN"])
def test_the_error_for_an_invalid_credential_from_the_environment_names_the_variable(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "key\n")
    with pytest.raises(ValidationError, match=variable):
        HelixAgent()


# --- functions that return credentials


def test_a_function_is_called_before_each_attempt(driver: Driver, sandbox: Sandbox) -> None:
    keys = iter(["first", "second", "third", "fourth"])
    client = driver.client(sandbox, api_key=lambda: next(keys))
    driver.chat(client, model="sandbox/503x2")
    driver.run(client.health())
    sent = [request.headers["authorization"] for request in sandbox.requests]
    assert sent == ["Bearer first", "Bearer second", "Bearer third", "Bearer fourth"]


def test_an_async_function_is_awaited_before_each_attempt(async_driver: Driver, sandbox: Sandbox) -> None:
    keys = iter(["first", "second"])

    async def ask() -> str:
        return next(keys)

    async_driver.chat(async_driver.client(sandbox, api_key=ask), model="sandbox/503x1")
    assert [request.headers["authorization"] for request in sandbox.requests] == ["Bearer first", "Bearer second"]


def test_an_async_function_is_refused_by_the_blocking_client(client: Any, sandbox: Sandbox) -> None:
    async def ask() -> str:
        raise AssertionError("it is never awaited")

    with pytest.raises(ValidationError, match="AsyncHelixAgent") as caught:
        client.with_options(api_key=ask).health()
    assert caught.value.param == "api_key"
    assert sandbox.requests == []


@for_each("answer", [*BAD_CREDENTIALS, None, 5])
def test_the_return_value_of_the_function_is_checked(answer: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=lambda: answer)
    with pytest.raises(ValidationError, match="api_key"):
        driver.chat(client)
    assert sandbox.requests == []


def test_an_exception_of_the_function_is_raised_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    def ask() -> str:
        raise LookupError("the vault is shut")

    with pytest.raises(LookupError, match="the vault is shut"):
        driver.chat(driver.client(sandbox, api_key=ask))
    assert driver.time.sleeps == []
