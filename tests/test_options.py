"""Tests of a client's settings: credentials, addresses, timeouts, headers, `with_options`; secrets stay hidden."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Callable, Dict, List, Optional, Tuple

import httpx
import pytest
import requests
from support import KEY, USER, Driver

from helixagent import (
    AsyncHelixAgent,
    AuthenticationError,
    HelixAgent,
    HelixAgentClient,
    HelixAgentError,
    ValidationError,
)
from helixagent.testing import Sandbox

REMOTE = "https://helixagent.example"
BOTH = pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])


def answering(driver: Driver, seen: List[httpx.Request], **options: Any) -> Any:
    """An HTTP client of the user's, of the driver's kind, that answers each request with a health report."""

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"status": "healthy"})

    cls: Any = httpx.AsyncClient if driver.is_async else httpx.Client
    return cls(transport=httpx.MockTransport(answer), **options)


def sent_to(httpx_driver: Driver, **options: Any) -> httpx.Request:
    """The one request that `health()` makes of a client with these options."""
    seen: List[httpx.Request] = []
    client = httpx_driver.client(REMOTE, http_client=answering(httpx_driver, seen), **options)
    httpx_driver.run(client.health())
    return seen[0]


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
def test_an_argument_wins_over_the_environment_and_key_and_token_go_the_same_way(
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
def test_no_credential_is_an_error_that_names_the_variables(
    cls: Any, environment: Dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(AuthenticationError, match=r"HELIXAGENT_API_KEY.*HELIXAGENT_TOKEN") as caught:
        cls()
    assert caught.value.status_code is None
    assert caught.value.attempts == 0


@BOTH
@pytest.mark.parametrize(
    "base_url",
    ["http://localhost:7061", "http://LOCALHOST/v1", "http://127.0.0.1", "http://127.9.9.9:1", "http://[::1]:7061"],
)
def test_a_server_on_this_machine_needs_no_credential(cls: Any, base_url: str) -> None:
    cls(base_url=base_url)


@BOTH
@pytest.mark.parametrize(
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
    with pytest.raises(ValidationError, match="token must not be given together with api_key"):
        cls(api_key="a", token="b")


BAD_CREDENTIALS = ["", " ", "key\n", " key", "ke\ny", "key\r\nX-Evil: 1", "schlüssel", "key\x00", "key\u2028"]


@BOTH
@pytest.mark.parametrize("argument", ["api_key", "token"])
@pytest.mark.parametrize("credential", [*BAD_CREDENTIALS, 5, b"key", object()])
def test_a_credential_that_no_header_can_hold_is_refused_and_not_shown(
    cls: Any, argument: str, credential: Any
) -> None:
    with pytest.raises(ValidationError) as caught:
        cls(**{argument: credential})
    assert caught.value.param == argument
    assert "key" not in str(caught.value).replace("api_key", "")


@pytest.mark.parametrize("variable", ["HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN"])
def test_a_bad_credential_of_the_environment_is_named_by_its_variable(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "key\n")
    with pytest.raises(ValidationError, match=variable):
        HelixAgent()


# --- credentials that are asked for


def test_a_function_is_asked_before_each_attempt(driver: Driver, sandbox: Sandbox) -> None:
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
        raise AssertionError("nobody awaits this")

    with pytest.raises(ValidationError, match="AsyncHelixAgent") as caught:
        client.with_options(api_key=ask).health()
    assert caught.value.param == "api_key"
    assert sandbox.requests == []


@pytest.mark.parametrize("answer", [*BAD_CREDENTIALS, None, 5])
def test_what_the_function_returns_is_checked(answer: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=lambda: answer)
    with pytest.raises(ValidationError, match="api_key"):
        driver.chat(client)
    assert sandbox.requests == []


def test_an_exception_of_the_function_comes_through_as_it_is(driver: Driver, sandbox: Sandbox) -> None:
    def ask() -> str:
        raise LookupError("the vault is shut")

    with pytest.raises(LookupError, match="the vault is shut"):
        driver.chat(driver.client(sandbox, api_key=ask))
    assert driver.time.sleeps == []


# --- secrets


def shown(client: Any) -> str:
    """All that printing a client, its attributes and its settings shows."""
    options = client._options
    return " ".join(
        map(repr, [client, str(client), f"{client}", vars(client), options, tuple(options), options._asdict()])
    )


@BOTH
def test_secrets_show_nowhere(cls: Any) -> None:
    client = cls(api_key=KEY, default_headers={"X-Gateway": KEY, "Cookie": KEY})
    for made in (client, client.with_options(default_headers={"X-Other": KEY}), client.with_options(token=KEY)):
        assert KEY not in shown(made)
        assert KEY not in repr(made.chat.completions) + repr(vars(made.chat.completions))


def test_the_client_over_a_session_shows_no_secrets() -> None:
    with requests.Session() as session:
        assert KEY not in shown(HelixAgentClient(api_key=KEY, session=session))


@BOTH
def test_a_client_does_not_pickle_so_its_key_is_in_no_file(cls: Any) -> None:
    client = cls(api_key=KEY)
    for value in (client, client._options):
        with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
            pickle.dumps(value)


def test_an_error_before_sending_shows_no_secret(client: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        client.with_options(api_key=KEY).health(extra_headers={"X-Token": KEY + "\n"})
    assert KEY not in str(caught.value) + repr(caught.value) + repr(vars(caught.value))


# --- headers and query


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "1\r\nX-Evil: 2"},
        {"X-A": "1\nX-Evil: 2"},
        {"X-A": "1\x00"},
        {"X-A\r\nX-Evil": "1"},
        {"X A": "1"},
        {"": "1"},
        {"X-Ä": "1"},
        {"X-A": "€"},
        {"X-A": "caf\u00e9"},
        {"X-A": "1\x7f"},
        {"X-A": 5},
        {5: "1"},
        "X-A: 1",
        [("X-A", "1")],
    ],
)
def test_headers_that_would_break_the_request_are_refused(headers: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match="default_headers"):
        driver.client(sandbox, default_headers=headers)
    with pytest.raises(ValidationError, match="default_headers"):
        client.with_options(default_headers=headers)
    with pytest.raises(ValidationError, match="extra_headers"):
        driver.chat(client, extra_headers=headers)
    assert sandbox.requests == []


def test_headers_of_the_client_of_with_options_and_of_the_call_stand_over_each_other(
    driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox, default_headers={"X-A": "client", "X-B": "client", "X-C": "client"})
    changed = client.with_options(default_headers={"x-b": "options", "x-c": "options"})
    driver.chat(changed, extra_headers={"X-C": "call"})
    headers = sandbox.requests[0].headers
    assert [headers[name] for name in ("x-a", "x-b", "x-c")] == ["client", "options", "call"]


def test_a_default_header_of_none_takes_the_sdks_away_and_a_call_can_put_it_back(
    driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox, api_key="key", default_headers={"Authorization": None})
    driver.chat(client)
    driver.chat(client, extra_headers={"Authorization": "Basic eDp5"})
    assert [request.headers.get("authorization") for request in sandbox.requests] == [None, "Basic eDp5"]


def test_queries_of_the_client_of_with_options_and_of_the_call_stand_over_each_other(
    driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox, default_query={"a": "client", "b": "client", "c": "client"})
    changed = client.with_options(default_query={"b": "options", "c": "options"})
    driver.chat(changed, extra_query={"c": "call"})
    driver.chat(client)
    assert sandbox.requests[0].query == [("a", "client"), ("b", "options"), ("c", "call")]
    assert sandbox.requests[1].query == [("a", "client"), ("b", "client"), ("c", "client")]


@pytest.mark.parametrize("query", ["a=1", [("a", "1")], {5: "1"}])
def test_a_query_that_is_no_mapping_is_refused(query: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match="default_query"):
        driver.client(sandbox, default_query=query)
    with pytest.raises(ValidationError, match="default_query"):
        client.with_options(default_query=query)
    with pytest.raises(ValidationError, match="extra_query"):
        driver.chat(client, extra_query=query)
    assert sandbox.requests == []


def test_what_was_given_is_copied_so_changing_it_later_changes_nothing(sync_driver: Driver, sandbox: Sandbox) -> None:
    headers: Dict[str, Optional[str]] = {"X-A": "1"}
    query = {"a": "1"}
    client = sync_driver.client(sandbox, default_headers=headers, default_query=query)
    headers["X-A"], query["a"] = "2", "2"
    client.health()
    assert sandbox.requests[0].headers["x-a"] == "1"
    assert sandbox.requests[0].query == [("a", "1")]


# --- addresses


@pytest.mark.parametrize(
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
def test_each_form_of_an_address_means_the_same_server(
    base_url: Optional[str], expected: str, httpx_driver: Driver
) -> None:
    assert str(sent_to(httpx_driver, api_key="k", base_url=base_url).url) == expected


@BOTH
@pytest.mark.parametrize(
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
def test_what_is_no_address_of_a_server_is_refused(cls: Any, base_url: Any) -> None:
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
def test_the_address_of_the_environment_stands_behind_the_argument(
    argument: Optional[str],
    variable: str,
    expected: str,
    httpx_driver: Driver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", variable)
    assert sent_to(httpx_driver, api_key="k", base_url=argument).url.host == expected


def test_the_environment_is_read_when_the_client_is_made(
    sandbox: Sandbox, sync_driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    monkeypatch.setenv("HELIXAGENT_API_KEY", "first")
    client = sync_driver.client(sandbox, base_url=None)
    monkeypatch.setenv("HELIXAGENT_API_KEY", "second")
    client.health()
    assert sandbox.requests[0].headers["authorization"] == "Bearer first"


# --- timeouts and retries


def timeout_of(request: httpx.Request) -> Any:
    """The four timeouts of a request, or the one where they are equal."""
    found = request.extensions["timeout"]
    values = set(found.values())
    return values.pop() if len(values) == 1 else found


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ({"http": 1, "client": 2, "options": 3, "call": 4}, 4),
        ({"http": 1, "client": 2, "options": 3}, 3),
        ({"http": 1, "client": 2, "call": 4}, 4),
        ({"http": 1, "client": 2}, 2),
        ({"http": 1, "options": 3}, 3),
        ({"http": 1, "call": 4}, 4),
        ({"http": 1}, 1),
        ({}, 5),
        ({"client": None}, None),
        ({"client": 2, "options": None}, None),
        ({"client": 2, "options": None, "call": 4}, 4),
        ({"client": 2, "call": None}, None),
        ({"http": None, "client": 2}, 2),
        ({"http": None}, None),
    ],
)
def test_the_timeout_of_the_call_wins_then_with_options_then_the_client_then_the_http_client(
    layers: Dict[str, Any], expected: Any, httpx_driver: Driver
) -> None:
    seen: List[httpx.Request] = []
    own = {"timeout": layers["http"]} if "http" in layers else {}
    made = {"timeout": layers["client"]} if "client" in layers else {}
    client = httpx_driver.client("http://localhost", http_client=answering(httpx_driver, seen, **own), **made)
    if "options" in layers:
        client = client.with_options(timeout=layers["options"])
    httpx_driver.run(client.health(**({"timeout": layers["call"]} if "call" in layers else {})))
    assert timeout_of(seen[0]) == expected


def test_an_httpx_timeout_keeps_its_parts(httpx_driver: Driver) -> None:
    request = sent_to(httpx_driver, api_key="k", timeout=httpx.Timeout(9, connect=1, pool=None))
    assert request.extensions["timeout"] == {"connect": 1, "read": 9, "write": 9, "pool": None}


def test_the_default_is_ten_minutes_and_five_seconds_to_connect(httpx_driver: Driver, sandbox: Sandbox) -> None:
    client = httpx_driver.client(sandbox)
    raw = httpx_driver.run(client.models.with_raw_response.list())
    expected = {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
    assert raw.http_response.request.extensions["timeout"] == expected


@pytest.mark.parametrize("timeout", [0, -1, True, float("nan"), float("inf"), 1e300, 3e6, "5", [5], {"read": 5}])
def test_what_is_no_timeout_is_refused_everywhere(timeout: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match="timeout"):
        driver.client(sandbox, timeout=timeout)
    with pytest.raises(ValidationError, match="timeout"):
        client.with_options(timeout=timeout)
    with pytest.raises(ValidationError, match="timeout") as caught:
        driver.chat(client, timeout=timeout)
    assert caught.value.param == "timeout"
    assert sandbox.requests == []


@pytest.mark.parametrize("timeout", [0.5, 5, 2_000_000, None, httpx.Timeout(5)])
def test_what_is_a_timeout_is_taken(timeout: Any, driver: Driver, sandbox: Sandbox) -> None:
    driver.run(driver.client(sandbox, timeout=timeout).health())
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize("max_retries", [-1, 1.5, "3", True, None])
def test_what_is_no_number_of_retries_is_refused(max_retries: Any, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="max_retries"):
        driver.client(sandbox, max_retries=max_retries)
    if max_retries is not None:
        with pytest.raises(ValidationError, match="max_retries"):
            driver.client(sandbox).with_options(max_retries=max_retries)


# --- with_options and close


def test_with_options_changes_only_what_is_given(driver: Driver, sandbox: Sandbox) -> None:
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


def test_with_options_can_go_to_another_server(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(f"http://localhost:{sandbox.port + 1}")
    driver.run(client.with_options(base_url=sandbox.base_url + "/v1/").health())
    assert sandbox.requests[0].path == "/health"


def test_with_options_checks_like_the_constructor(client: Any) -> None:
    with pytest.raises(ValidationError, match="token must not be given together with api_key"):
        client.with_options(api_key="a", token="b")


def test_closing_what_with_options_gave_leaves_the_connections_open(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    changed = client.with_options(max_retries=0)
    driver.run(changed.health())
    driver.run(changed.close())
    driver.run(changed.health())
    driver.run(client.health())
    assert sandbox.connections == 1


def test_a_closed_client_says_so_and_so_do_those_that_share_its_connections(driver: Driver, sandbox: Sandbox) -> None:
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


def test_a_http_client_of_ones_own_is_used_and_stays_open(httpx_driver: Driver, sandbox: Sandbox) -> None:
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


def test_a_session_stays_open_and_cannot_stand_beside_a_http_client(sandbox: Sandbox) -> None:
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


def test_acreate_has_the_settings_of_its_client(sandbox: Sandbox, async_driver: Driver) -> None:
    options: Dict[str, Any] = {"api_key": "key", "default_headers": {"X-A": "1"}, "default_query": {"a": "1"}}
    with HelixAgent(base_url=sandbox.base_url, **options) as client:
        chat = async_driver.run(client.chat.completions.acreate(messages=USER))
        text = async_driver.run(client.with_options(token="other").completions.acreate(prompt="Hello"))
    assert chat.choices[0].message.content.startswith("Quantum")
    assert text.choices[0].text
    assert [request.headers["authorization"] for request in sandbox.requests] == ["Bearer key", "Bearer other"]
    assert {request.path for request in sandbox.requests} == {"/v1/chat/completions?a=1", "/v1/completions?a=1"}


def test_acreate_works_over_a_session_too(sandbox: Sandbox, async_driver: Driver) -> None:
    with requests.Session() as session:
        client = HelixAgentClient(base_url=sandbox.base_url, session=session)
        assert async_driver.run(client.completions.acreate(prompt="Hello")).choices[0].text
        with pytest.raises(ValidationError, match="AsyncHelixAgent"):
            async_driver.run(client.completions.acreate(prompt="Hello", stream=True))


def test_settings_cannot_be_changed_in_place(client: Any) -> None:
    before: Tuple[Any, ...] = tuple(client._options)
    change: Callable[..., Any] = setattr
    with pytest.raises(AttributeError):
        change(client._options, "max_retries", 9)
    assert tuple(copy.copy(client._options)) == before
