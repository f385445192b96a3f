"""Tests of redirect targets, and that no secret is sent to another server."""

from __future__ import annotations

from typing import Any, Optional

import pytest
from cases import for_each

from helixagent._core.requests.call import Request
from helixagent._core.requests.options import NOT_GIVEN
from helixagent._core.requests.redirect import redirected
from helixagent._core.secret import Headers, Secret

HEADERS = {
    "accept": "application/json",
    "authorization": "Bearer secret",
    "content-type": "application/json",
    "idempotency-key": "k",
    "user-agent": "u",
    "x-tenant": "hush",
}


def follow(status: int, location: Optional[str], *, method: str = "POST", url: str = "http://a.test/v1/x") -> Any:
    request = Request(method, url, Secret(url), Secret(Headers(HEADERS)), Secret(b"{}"), NOT_GIVEN, False)
    return redirected(request, status, {} if location is None else {"location": location})


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/y", "http://a.test/y"),
        ("y?z=1", "http://a.test/v1/y?z=1"),
        ("http://a.test:80/y", "http://a.test:80/y"),
        ("//b.test/y", "http://b.test/y"),
        ("https://a.test/y", "https://a.test/y"),
    ],
)
def test_the_location_is_relative_to_the_request(location: str, url: str) -> None:
    following = follow(307, location)
    assert following.address.reveal() == url
    # Messages show the URL without its query.
    assert following.url == url.partition("?")[0]


@for_each(
    ("location", "is_same"),
    [
        ("/y", True),
        ("http://a.test:80/y", True),
        ("http://A.test/y", True),
        ("https://a.test/y", True),
        ("https://a.test:8443/y", False),
        ("http://a.test:8080/y", False),
        ("http://b.test/y", False),
        ("http://a.test.evil.test/y", False),
        ("http://a.test@b.test/y", False),
    ],
)
def test_only_the_same_origin_gets_credentials_and_custom_headers(location: str, is_same: bool) -> None:
    sent = follow(308, location).headers.reveal()
    if is_same:
        assert sent == HEADERS
    else:
        assert sent == {name: HEADERS[name] for name in ("accept", "content-type", "user-agent")}


def test_a_redirect_from_https_to_http_is_cross_origin() -> None:
    assert "authorization" not in follow(307, "http://a.test/y", url="https://a.test/x").headers.reveal()


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (301, "DELETE", "DELETE"),
        (307, "POST", "POST"),
        (308, "PUT", "PUT"),
    ],
)
def test_the_method_and_body_follow_the_status(status: int, method: str, then: str) -> None:
    following = follow(status, "/y", method=method)
    assert following.method == then
    assert following.content.reveal() == (None if then == "GET" else b"{}")
    assert ("content-type" in following.headers.reveal()) == (then != "GET")


@pytest.mark.parametrize(
    ("status", "location"),
    [(200, "/y"), (300, "/y"), (304, "/y"), (307, None), (307, ""), (307, "ftp://a.test/"), (307, "http://[bad/")],
)
def test_other_responses_are_not_redirects(status: int, location: Optional[str]) -> None:
    assert follow(status, location) is None
