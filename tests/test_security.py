"""Tests that secrets are only sent to their server, and that no value can change other parts of a request."""

from __future__ import annotations

from typing import Any, Dict, List

import httpx
import pytest
import requests
from cases import for_each
from raw_server import Peer, RawServer, Seen
from support import KEY, USER, Driver, method, sent_to

from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, HelixAgentError, ValidationError
from helixagent.testing import Sandbox

# Each secret is in a different part of a client.
SECRETS = [
    "of-the-default-header",
    "of-the-call",
    "of-the-query",
    "of-the-clients-header",
    "of-the-cookie",
    "of-the-login",
]
LIST = b'{"object": "list", "data": []}'
STATUSES = [301, 302, 303, 307, 308]


def shown(requests_seen: List[Seen]) -> str:
    """Return everything that a server received except the body, which a redirect must include."""
    return repr([(request.target, dict(request.headers)) for request in requests_seen])


def moved_to(server: RawServer, status: int) -> Any:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"", status=status, location=server.base_url + "/elsewhere", set_cookie="given=of-the-cookie")

    return handler


def answer(peer: Peer, request: Seen) -> None:
    peer.respond(LIST)


def use(driver: Driver, client: Any) -> None:
    """Make a call with a body and one without, with additional secrets."""
    extra = {"extra_headers": {"X-Call": "of-the-call", "Cookie": "c=of-the-cookie"}}
    driver.run(client.models.list(**extra))
    driver.run(client.tasks.create(type="x", **extra))


@for_each("status", STATUSES)
def test_a_cross_origin_redirect_contains_no_secret(status: int, driver: Driver) -> None:
    with RawServer(answer) as other, RawServer(moved_to(other, status)) as first:
        if driver.session is not None:
            driver.session.headers["X-Client"] = "of-the-clients-header"
            driver.session.cookies.set("everywhere", "of-the-cookie")
        client = driver.client(
            first,
            api_key=KEY,
            default_headers={"X-Tenant": "of-the-default-header", "Idempotency-Key": "of-the-default-header"},
            default_query={"token": "of-the-query"},
        )
        use(driver, client)
        assert KEY in shown(first.requests) and "of-the-default-header" in shown(first.requests)
        assert len(other.requests) == 2
        assert [secret for secret in [KEY, *SECRETS] if secret in shown(other.requests)] == []
        allowed = {"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"}
        assert set().union(*(request.headers for request in other.requests)) <= allowed


@pytest.mark.parametrize("follows", [False, True])
def test_a_redirect_of_the_users_http_client_contains_none_either(follows: bool, httpx_driver: Driver) -> None:
    with RawServer(answer) as other, RawServer(moved_to(other, 307)) as first:
        cls: Any = httpx.AsyncClient if httpx_driver.is_async else httpx.Client
        mine = cls(
            headers={"X-Client": "of-the-clients-header"},
            cookies={"c": "of-the-cookie"},
            auth=("user", "of-the-login"),
            follow_redirects=follows,
        )
        client = httpx_driver.client(first, api_key=KEY, http_client=mine)
        use(httpx_driver, client)
        assert "of-the-clients-header" in shown(first.requests)
        assert len(other.requests) == 2
        assert "authorization" not in shown(other.requests).lower()
        assert [secret for secret in [KEY, *SECRETS] if secret in shown(other.requests)] == []
        httpx_driver.run(mine.aclose() if httpx_driver.is_async else mine.close())


def test_a_login_of_the_session_is_not_sent_to_another_origin() -> None:
    with RawServer(answer) as other, RawServer(moved_to(other, 307)) as first, requests.Session() as session:
        session.auth = ("user", "of-the-login")
        HelixAgentClient(base_url=first.base_url, session=session).models.list()
        assert "authorization" in first.requests[0].headers and "authorization" not in other.requests[0].headers


def test_secrets_are_not_restored_by_a_redirect_back(driver: Driver) -> None:
    """The SDK does not add secrets to a request that another server caused."""

    def bounce(peer: Peer, request: Seen) -> None:
        peer.respond(b"", status=307, location=home.base_url + "/v1/api-keys")

    def leave(peer: Peer, request: Seen) -> None:
        if request.target.startswith("/v1/models"):
            peer.respond(b"", status=307, location=away.base_url)
        else:
            peer.respond(LIST)

    with RawServer(bounce) as away, RawServer(leave) as home:
        driver.run(driver.client(home, api_key=KEY).models.list())
        assert [request.target for request in home.requests] == ["/v1/models", "/v1/api-keys"]
        assert "authorization" not in home.requests[1].headers


# ---- injection ------------------------------------------------------------------------------------------------------

NASTY = [
    "../../admin",
    "a/../b",
    "a?x=1",
    "a#b",
    "a%2F..",
    "a\r\nX-Evil: 1",
    "a b",
    "..",
    ".",
    "\\..\\x",
    "\u2028",
    "a;b",
]


@for_each("value", NASTY)
@for_each("name", ["models.retrieve", "tasks.get", "debates.get", "webhooks.get", "providers.get"])
def test_an_id_stays_one_segment_of_the_path(name: str, value: str, sync_driver: Driver) -> None:
    with RawServer(answer) as server:
        client = sync_driver.client(server, max_retries=0)
        try:
            method(client, name)(value)
        except ValidationError as error:
            assert error.attempts == 0 and server.requests == []
            return
        except HelixAgentError:
            pass
        (request,) = server.requests
        path = request.target.split("/")
        # The segment has nothing that a server or proxy could read as a parent folder, another path, or a query.
        assert len(path) == 4 and path[3] not in (".", "..") and not set(path[3]) & set("?#\\ \r\n")
        assert "x-evil" not in request.headers


@for_each("value", ["1\r\nX-Evil: 1", "1\nX-Evil: 1", "1\rX-Evil: 1", "1\0", "1\x0b2", "\u010d\u010aX-Evil: 1"])
@for_each("kind", ["api_key", "token", "default_headers", "extra_headers", "asked"])
def test_no_header_value_can_add_another_header(kind: str, value: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError):
        if kind in ("api_key", "token"):
            driver.chat(driver.client(sandbox, **{kind: value}))
        elif kind == "asked":
            driver.chat(driver.client(sandbox, api_key=lambda: value))
        elif kind == "default_headers":
            driver.chat(driver.client(sandbox, default_headers={"X-A": value}))
        else:
            driver.chat(driver.client(sandbox), extra_headers={"X-A": value})
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("given", "sent"),
    [({"a": "1&b=2"}, "a=1%26b%3D2"), ({"a&b": "1"}, "a%26b=1"), ({"a": "1\r\nHost: x"}, "a=1%0D%0AHost%3A+x")],
)
def test_no_query_value_can_add_another_parameter(given: Dict[str, Any], sent: str, httpx_driver: Driver) -> None:
    assert sent_to(httpx_driver, api_key=KEY, default_query=given).url.query.decode() == sent


@for_each("cls", [HelixAgent, AsyncHelixAgent])
@for_each(
    "url",
    ["http://a\r\nHost: b", "http://a b", "http://user:pw@a", "file:///etc/passwd", "http://a/?x=1", "//a", "http://"],
)
def test_a_url_with_more_than_an_address_is_refused(cls: Any, url: str) -> None:
    with pytest.raises(ValidationError, match="base_url"):
        cls(base_url=url, api_key=KEY)


def test_a_redirect_to_a_file_is_not_followed(driver: Driver) -> None:
    def handler(peer: Peer, request: Seen) -> None:
        peer.respond(b"", status=302, location="file:///etc/passwd")

    with RawServer(handler) as server, pytest.raises(HelixAgentError):
        driver.chat(driver.client(server, max_retries=0), messages=USER)
