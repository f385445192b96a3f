"""Tests of the settings for timeouts and retries: their precedence, and invalid values."""

from __future__ import annotations

from typing import Any, Dict, List

import httpx
import pytest
from cases import for_each
from support import Driver, answering, sent_to

from helixagent import ValidationError
from helixagent.testing import Sandbox


def timeout_of(request: httpx.Request) -> Any:
    """Return the four timeouts of a request, or a single value if they are equal."""
    found = request.extensions["timeout"]
    values = set(found.values())
    return values.pop() if len(values) == 1 else found


@for_each(
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
def test_the_timeout_of_the_call_precedes_with_options_the_client_and_the_http_client(
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


def test_each_part_of_an_httpx_timeout_is_used(httpx_driver: Driver) -> None:
    request = sent_to(httpx_driver, api_key="k", timeout=httpx.Timeout(9, connect=1, pool=None))
    assert request.extensions["timeout"] == {"connect": 1, "read": 9, "write": 9, "pool": None}


def test_the_default_is_ten_minutes_and_five_seconds_to_connect(bare_httpx_driver: Driver, sandbox: Sandbox) -> None:
    client = bare_httpx_driver.client(sandbox)
    raw = bare_httpx_driver.run(client.models.with_raw_response.list())
    expected = {"connect": 5.0, "read": 600.0, "write": 600.0, "pool": 600.0}
    assert raw.http_response.request.extensions["timeout"] == expected


@for_each("timeout", [0, -1, True, float("nan"), float("inf"), 1e300, 3e6, "5", [5], {"read": 5}])
def test_invalid_timeouts_are_refused_everywhere(timeout: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match="timeout"):
        driver.client(sandbox, timeout=timeout)
    with pytest.raises(ValidationError, match="timeout"):
        client.with_options(timeout=timeout)
    with pytest.raises(ValidationError, match="timeout") as caught:
        driver.chat(client, timeout=timeout)
    assert caught.value.param == "timeout"
    assert sandbox.requests == []


@for_each("timeout", [0.5, 5, 2_000_000, None, httpx.Timeout(5)])
def test_valid_timeouts_are_accepted(timeout: Any, driver: Driver, sandbox: Sandbox) -> None:
    driver.run(driver.client(sandbox, timeout=timeout).health())
    assert len(sandbox.requests) == 1


@for_each("max_retries", [-1, 1.5, "3", True, None])
def test_invalid_numbers_of_retries_are_refused(max_retries: Any, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="max_retries"):
        driver.client(sandbox, max_retries=max_retries)
    if max_retries is not None:
        with pytest.raises(ValidationError, match="max_retries"):
            driver.client(sandbox).with_options(max_retries=max_retries)
