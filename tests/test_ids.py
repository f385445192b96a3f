"""Tests that an id reaches its own resource and no other, whatever is in it, for each method that takes one."""

from __future__ import annotations

from typing import Any, Dict, Tuple
from urllib.parse import quote

import pytest
from support import Driver

from helixagent import NotFoundError, ValidationError
from helixagent.testing import Sandbox

# Each method that takes an id: the HTTP method, and the path with a place for it.
METHODS: Dict[str, Tuple[str, str]] = {
    "models.retrieve": ("GET", "/v1/models/{}"),
    "debates.get": ("GET", "/v1/debates/{}"),
    "debates.delete": ("DELETE", "/v1/debates/{}"),
    "debates.get_status": ("GET", "/v1/debates/{}/status"),
    "debates.get_results": ("GET", "/v1/debates/{}/results"),
    "debates.get_report": ("GET", "/v1/debates/{}/report?format=json"),
    "debates.approve": ("POST", "/v1/debates/{}/approve"),
    "debates.reject": ("POST", "/v1/debates/{}/reject"),
    "debates.wait": ("GET", "/v1/debates/{}/status"),
    "providers.get": ("GET", "/v1/providers/{}"),
    "providers.get_health": ("GET", "/v1/providers/{}/health"),
    "providers.update": ("PUT", "/v1/providers/{}"),
    "providers.remove": ("DELETE", "/v1/providers/{}"),
    "tasks.get": ("GET", "/v1/tasks/{}"),
    "tasks.delete": ("DELETE", "/v1/tasks/{}"),
    "tasks.get_status": ("GET", "/v1/tasks/{}/status"),
    "tasks.get_result": ("GET", "/v1/tasks/{}/result"),
    "tasks.get_logs": ("GET", "/v1/tasks/{}/logs"),
    "tasks.pause": ("POST", "/v1/tasks/{}/pause"),
    "tasks.resume": ("POST", "/v1/tasks/{}/resume"),
    "tasks.cancel": ("POST", "/v1/tasks/{}/cancel"),
    "tasks.wait": ("GET", "/v1/tasks/{}/status"),
    "webhooks.get": ("GET", "/v1/webhooks/{}"),
    "webhooks.delete": ("DELETE", "/v1/webhooks/{}"),
    "sessions.get": ("GET", "/v1/sessions/{}"),
    "sessions.delete": ("DELETE", "/v1/sessions/{}"),
    "agents.get": ("GET", "/v1/agents/{}"),
}
WILD = [
    "a/b",
    "a/../b",
    "../models",
    "..\\b",
    "...",
    "..%2Fmodels",
    "%2e%2e",
    "a?b=c",
    "a#b",
    "a b",
    " a",
    "a;b,c:d@e&f=g+h!i$j'k(l)*~",
    "naïve",
    "日本語",
    "🧬",
    "a\nb",
    "a\0b",
    "/",
    "//host",
    "http://host/",
]
NO_IDS = ["", " ", "\n", ".", "..", "\ud800", None, 5, b"id", ["id"]]


def call(driver: Driver, client: Any, name: str, *args: Any) -> Any:
    resource, method = name.split(".")
    return driver.run(getattr(getattr(client, resource), method)(*args))


@pytest.mark.parametrize("name", METHODS)
def test_an_id_is_one_step_of_the_path_whatever_is_in_it(name: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    method, path = METHODS[name]
    for identifier in WILD:
        with pytest.raises(NotFoundError) as caught:
            call(driver, client, name, identifier)
        # The sandbox looked for this very id, and not for a path that it does not have.
        assert caught.value.code != "path_not_found", identifier
        assert identifier in caught.value.message, identifier
        sent = sandbox.requests[-1]
        assert (sent.method, sent.path) == (method, path.format(quote(identifier, safe=""))), identifier
    assert len(sandbox.requests) == len(WILD)


@pytest.mark.parametrize("name", METHODS)
def test_what_is_no_id_is_refused_before_it_is_sent(name: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    for identifier in NO_IDS:
        with pytest.raises(ValidationError) as caught:
            call(driver, client, name, identifier)
        assert caught.value.param, identifier
        assert caught.value.status_code is None, identifier
    with pytest.raises(ValidationError, match="needs the argument"):
        call(driver, client, name)
    assert sandbox.requests == []


@pytest.mark.parametrize("name", METHODS)
def test_unknown_arguments_are_named(name: str, driver: Driver, sandbox: Sandbox) -> None:
    resource, method = name.split(".")
    with pytest.raises(ValidationError, match="no argument unheard_of") as caught:
        driver.run(getattr(getattr(driver.client(sandbox), resource), method)("a", unheard_of=1))
    assert caught.value.param == "unheard_of"
    assert sandbox.requests == []


@pytest.mark.parametrize("identifier", [each for each in WILD if each not in ("a\0b",)])
def test_a_debate_of_a_wild_id_is_found_again(identifier: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.debates.create(topic="Tea or coffee", debateId=identifier))
    driver.run(client.debates.create(topic="Another", debateId="b"))
    assert driver.run(client.debates.get(identifier)).topic == "Tea or coffee"
    assert driver.run(client.debates.wait(identifier)).debateId == identifier
    driver.run(client.debates.delete(identifier))
    assert [debate.debateId for debate in driver.run(client.debates.list()).items] == ["b"]


@pytest.mark.parametrize(
    ("resource", "method", "identifier"), [("debates", "get", "team"), ("providers", "get", "health")]
)
def test_an_id_that_is_another_address_of_the_api_is_refused(
    resource: str, method: str, identifier: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=f"must not be '{identifier}'"):
        call(driver, driver.client(sandbox), f"{resource}.{method}", identifier)
    assert sandbox.requests == []


@pytest.mark.parametrize("name", METHODS)
def test_a_header_with_a_line_break_is_refused(name: str, driver: Driver, sandbox: Sandbox) -> None:
    if name.endswith(".wait"):
        return  # It takes no headers.
    resource, method = name.split(".")
    with pytest.raises(ValidationError, match="line ends"):
        driver.run(
            getattr(getattr(driver.client(sandbox), resource), method)("a", extra_headers={"X-A": "1\r\nX-B: 2"})
        )
    assert sandbox.requests == []
