"""Tests of the delay that a response asks for, in each possible form."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Optional

import pytest
from cases import for_each
from support import NOW, Driver, failed

from helixagent import RateLimitError
from helixagent._core.requests.retry import retry_after_of
from helixagent._core.responses.errors import error_from_response
from helixagent.testing import Sandbox


@for_each(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7.5 "}, 7.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7.0),
        ({"retry-after": "3600"}, 3600.0),
        ({"retry-after": "Tue, 14 Nov 2023 22:13:50 GMT"}, 30.0),
        ({"retry-after": "Tuesday, 14-Nov-23 22:13:50 GMT"}, 30.0),
        ({"retry-after": "Tue Nov 14 22:13:50 2023"}, 30.0),
        ({"retry-after": "Tue, 14 Nov 2023 23:13:50 +0100"}, 30.0),
        ({"retry-after": "Tue, 14 Nov 2023 22:13:00 GMT"}, 0.0),
        ({"retry-after": "-5"}, None),
        ({"retry-after-ms": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Tue, 99 Nov 2023 22:13:50 GMT"}, None),
        ({"retry-after": "Tue, 14 Nov 99999 22:13:50 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_each_form(headers: Dict[str, str], expected: Optional[float]) -> None:
    error = error_from_response(429, headers, b"{}", now=NOW)
    assert error.retry_after == expected
    assert retry_after_of(headers, NOW) == expected


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process can only be set on Unix")
def test_a_date_without_a_zone_is_utc_in_every_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT-9")
    time.tzset()
    try:
        assert retry_after_of({"retry-after": "Tue Nov 14 22:13:50 2023"}, NOW) == 30.0
    finally:
        monkeypatch.undo()
        time.tzset()


@for_each(
    ("body", "expected"),
    [
        ({"retry_after": 60}, 60.0),
        ({"retry_after": 0.5}, 0.5),
        ({"retry_after": "60"}, None),
        ({"retry_after": True}, None),
        ({"retry_after": -1}, None),
        ({"retry_after": None}, None),
        ({"retry_after": 10**400}, None),
        ({"retry_after": float("inf")}, None),
        ({"retry_after": float("nan")}, None),
    ],
)
def test_retry_after_is_read_from_the_body_without_a_header(body: Any, expected: Optional[float]) -> None:
    content = json.dumps(body).encode()
    assert error_from_response(429, {}, content).retry_after == expected
    assert error_from_response(429, {"retry-after": "7"}, content).retry_after == 7.0


def test_a_rate_limit_error_has_the_delay(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=0)
    for fault, seconds in (("rate-limit:9", 9.0), ("rate-limit-ms:250", 0.25), ("rate-limit-long", 3600.0)):
        error = failed(driver, client, model=f"sandbox/{fault}")
        assert type(error) is RateLimitError
        assert error.retry_after == seconds
    assert error.headers["x-ratelimit-remaining"] == "0"
