"""Tests of the headers and the query of a client, of `with_options` and of a call."""

from __future__ import annotations

from typing import Any, Dict, Optional

import pytest
from cases import for_each
from support import Driver

from helixagent import ValidationError
from helixagent.testing import Sandbox


@for_each(
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


def test_headers_of_the_call_override_with_options_and_the_client(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, default_headers={"X-A": "client", "X-B": "client", "X-C": "client"})
    changed = client.with_options(default_headers={"x-b": "options", "x-c": "options"})
    driver.chat(changed, extra_headers={"X-C": "call"})
    headers = sandbox.requests[0].headers
    assert [headers[name] for name in ("x-a", "x-b", "x-c")] == ["client", "options", "call"]


def test_a_default_header_of_none_removes_the_sdks_and_a_call_can_restore_it(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key="key", default_headers={"Authorization": None})
    driver.chat(client)
    driver.chat(client, extra_headers={"Authorization": "Basic eDp5"})
    assert [request.headers.get("authorization") for request in sandbox.requests] == [None, "Basic eDp5"]


def test_queries_of_the_call_override_with_options_and_the_client(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, default_query={"a": "client", "b": "client", "c": "client"})
    changed = client.with_options(default_query={"b": "options", "c": "options"})
    driver.chat(changed, extra_query={"c": "call"})
    driver.chat(client)
    assert sandbox.requests[0].query == [("a", "client"), ("b", "options"), ("c", "call")]
    assert sandbox.requests[1].query == [("a", "client"), ("b", "client"), ("c", "client")]


@for_each("query", ["a=1", [("a", "1")], {5: "1"}])
def test_a_query_that_is_not_a_mapping_is_refused(query: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match="default_query"):
        driver.client(sandbox, default_query=query)
    with pytest.raises(ValidationError, match="default_query"):
        client.with_options(default_query=query)
    with pytest.raises(ValidationError, match="extra_query"):
        driver.chat(client, extra_query=query)
    assert sandbox.requests == []


def test_arguments_are_copied_so_later_changes_have_no_effect(sync_driver: Driver, sandbox: Sandbox) -> None:
    headers: Dict[str, Optional[str]] = {"X-A": "1"}
    query = {"a": "1"}
    client = sync_driver.client(sandbox, default_headers=headers, default_query=query)
    headers["X-A"], query["a"] = "2", "2"
    client.health()
    assert sandbox.requests[0].headers["x-a"] == "1"
    assert sandbox.requests[0].query == [("a", "1")]
