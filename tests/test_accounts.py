"""Tests of accounts and users' data (registration, login, sessions), and of the server's agents."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from cases import for_each
from support import KEY, Driver

from helixagent import (
    AsyncHelixAgent,
    AuthenticationError,
    ConflictError,
    HelixAgent,
    InvalidResponseError,
    NotFoundError,
    ValidationError,
)
from helixagent.testing import Sandbox
from helixagent.types import Agent, AgentList, AuthToken, CurrentUser, MessageResponse, Session, SessionList

PASSWORD = "correct horse battery"
ADA = {"username": "ada", "email": "ada@example.com", "password": PASSWORD}


def registered(driver: Driver, client: Any) -> Any:
    return driver.run(client.auth.register(**ADA))


# --- auth


def test_registration_returns_a_token_that_is_not_shown(driver: Driver, sandbox: Sandbox) -> None:
    token = registered(driver, driver.client(sandbox))
    assert type(token) is AuthToken
    assert token.token.count(".") == 2
    assert (token.token_type, token.expires_in, token.user.username) == ("Bearer", 3600, "ada")
    assert token.token not in repr(token)
    assert sandbox.requests[0].json() == ADA


def test_registering_an_existing_name_is_a_conflict(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    registered(driver, client)
    with pytest.raises(ConflictError, match="ada"):
        registered(driver, client)


def test_login_returns_a_client_that_uses_the_token(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY, max_retries=4)
    registered(driver, client)
    logged_in = driver.run(client.auth.login(username="ada", password=PASSWORD))
    assert type(logged_in) is type(client)
    assert isinstance(logged_in, AsyncHelixAgent if driver.is_async else HelixAgent)
    me = driver.run(logged_in.auth.me())
    assert (type(me), me.username, me.email) == (CurrentUser, "ada", "ada@example.com")
    assert sandbox.requests[-1].headers["authorization"].startswith("Bearer ey")
    # The client on which `login` was called keeps its API key.
    assert driver.run(client.auth.me()).username == "sandbox"
    assert sandbox.requests[-1].headers["authorization"] == f"Bearer {KEY}"
    assert sandbox.connections == 1
    assert logged_in._options.max_retries == 4


def test_closing_the_client_of_a_login_keeps_the_connections_open(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    registered(driver, client)
    driver.run(driver.run(client.auth.login(username="ada", password=PASSWORD)).close())
    assert driver.run(client.health()).status == "healthy"


@for_each("token", ["a\nb", " a", "\u00fc", 5])
def test_an_unusable_token_is_reported_as_the_servers_fault(token: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"token": token})
    with pytest.raises(InvalidResponseError, match="a header cannot contain"):
        driver.run(driver.client(sandbox).auth.login(username="ada", password=PASSWORD))


@pytest.mark.parametrize(("username", "password"), [("ada", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_is_refused_and_not_shown(
    username: str, password: str, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    registered(driver, client)
    with pytest.raises(AuthenticationError, match="Wrong username or password") as caught:
        driver.run(client.auth.login(username=username, password=password))
    assert (caught.value.status_code, caught.value.code) == (401, "invalid_credentials")
    assert password not in repr(caught.value) + str(caught.value)


def test_refresh_and_logout(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    registered(driver, client)
    logged_in = driver.run(client.auth.login(username="ada", password=PASSWORD))
    refreshed = driver.run(logged_in.auth.refresh())
    assert type(refreshed) is AuthToken
    renewed = logged_in.with_options(token=refreshed.token)
    assert driver.run(renewed.auth.me()).username == "ada"
    assert type(driver.run(logged_in.auth.logout())) is MessageResponse
    with pytest.raises(AuthenticationError, match="logged out"):
        driver.run(logged_in.auth.me())
    assert driver.run(renewed.auth.me()).username == "ada"


@for_each("body", [{}, {"token": None}, {"token": ""}])
def test_a_login_without_a_token_is_an_invalid_response(body: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=body)
    with pytest.raises(InvalidResponseError, match="no token"):
        driver.run(driver.client(sandbox).auth.login(username="ada", password=PASSWORD))


def test_login_state_requires_a_credential(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    for method in (client.auth.me, client.auth.refresh, client.auth.logout):
        with pytest.raises(AuthenticationError) as caught:
            driver.run(method())
        assert pickle.loads(pickle.dumps(caught.value)).code == "missing_token"


@for_each("method", ["register", "login"])
@for_each("name", ["username", "password"])
@for_each(("value", "words"), [(None, "is required"), (5, "must be a string")])
def test_invalid_credentials_are_refused_before_they_are_sent(
    method: str, name: str, value: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    given = ADA if method == "register" else {key: ADA[key] for key in ("username", "password")}
    with pytest.raises(ValidationError, match=f"{name} {words}") as caught:
        driver.run(getattr(client.auth, method)(**{**given, name: value}))
    assert PASSWORD not in str(caught.value)
    with pytest.raises(ValidationError, match=f"needs the argument {name}"):
        driver.run(getattr(client.auth, method)(**{key: given[key] for key in given if key != name}))
    with pytest.raises(ValidationError, match="no argument totp"):
        driver.run(getattr(client.auth, method)(**given, totp="123"))
    assert sandbox.requests == []


@for_each("token", ["a\nb", "a\r\nX-B: 1", "a\n", "", " a"])
@for_each("name", ["api_key", "token"])
def test_a_credential_with_a_line_break_is_refused(name: str, token: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError):
        driver.client(sandbox, **{name: token})
    with pytest.raises(ValidationError):
        driver.client(sandbox).with_options(**{name: token})


# --- sessions


def test_a_session_from_start_to_end(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    given = {"user_id": "u1", "initial_context": {"lang": "de"}, "ttl_hours": 2, "memory_enabled": True}
    session = driver.run(client.sessions.create(**given))
    assert type(session) is Session
    assert (session.id, session.user_id, session.status) == ("sess_1", "u1", "active")
    assert (session.context["lang"], session.memory_enabled) == ("de", True)
    assert (session.expires_at - session.created_at).total_seconds() == 7200
    assert sandbox.requests[0].json() == given
    assert driver.run(client.sessions.get(session.id)) == session
    listed = driver.run(client.sessions.list())
    assert (type(listed), listed.sessions, listed.total) == (SessionList, [session], 1)
    assert type(driver.run(client.sessions.delete(session.id))) is MessageResponse
    with pytest.raises(NotFoundError):
        driver.run(client.sessions.get(session.id))
    sandbox.reply(204)
    assert driver.run(client.sessions.delete(session.id)) is None


@for_each(
    ("arguments", "words"),
    [
        ({}, "needs the argument user_id"),
        ({"user_id": ""}, "user_id must not be empty"),
        ({"user_id": "u", "ttl_hours": 1.5}, "ttl_hours must be a whole number"),
        ({"user_id": "u", "initial_context": "x"}, "initial_context must be a dict"),
        ({"user_id": "u", "memory": True}, "did you mean memory_enabled|no argument memory"),
    ],
)
def test_an_invalid_session_is_refused_before_it_is_sent(
    arguments: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=words):
        driver.run(driver.client(sandbox).sessions.create(**arguments))
    assert sandbox.requests == []


# --- agents


def test_agents_are_listed_and_retrieved(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    listed = driver.run(client.agents.list())
    assert type(listed) is AgentList
    agent = listed.agents[0]
    assert (type(agent), agent.name, agent.capabilities) == (Agent, "helixcode", ["code", "review", "tools"])
    assert driver.run(client.agents.get("helixcode")) == agent
    with pytest.raises(NotFoundError, match="nobody"):
        driver.run(client.agents.get("nobody"))
    sandbox.reply(json={"agents": None})
    assert driver.run(client.agents.list()).agents is None
