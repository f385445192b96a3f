"""Test the objects that `timeout=` accepts."""

from __future__ import annotations

from typing import Any

import aiohttp
import httpx
import pytest
import requests
import urllib3
from cases import for_each
from raw_server import Peer, RawServer, Seen
from support import USER, Driver, failed

from helixagent import APITimeoutError, AsyncHelixAgent, HelixAgent, HelixAgentClient, ValidationError


class OtherTimeout:
    """A timeout of another library with httpx's public attributes, such as httpx2.Timeout."""

    def __init__(self, read: Any = 0.1) -> None:
        self.connect = 5.0
        self.read = read
        self.write = None
        self.pool = 5


def silent(peer: Peer, request: Seen) -> bool:
    peer.wait_gone()
    return True


@for_each("timeout", [httpx.Timeout(5, read=0.1), OtherTimeout()])
@for_each("is_of_the_client", [True, False])
def test_an_object_with_all_phases_is_a_timeout(timeout: Any, is_of_the_client: bool, driver: Driver) -> None:
    options, arguments = ({"timeout": timeout}, {}) if is_of_the_client else ({}, {"timeout": timeout})
    with RawServer(silent) as server:
        error = failed(driver, driver.client(server, max_retries=0, **options), **arguments)
        assert type(error) is APITimeoutError
        assert error.message == f"{server.base_url} sent no data within 0.1 seconds (read timeout)."


WRONG = [
    aiohttp.ClientTimeout(total=5),
    urllib3.Timeout(connect=5, read=5),
    (5, 30),
    "5",
    True,
    0,
    -1,
    float("nan"),
    float("inf"),
    OtherTimeout(read="5"),
    OtherTimeout(read=-1),
    object(),
]


@for_each("timeout", WRONG)
def test_anything_else_is_refused_at_once(timeout: Any) -> None:
    for cls in (HelixAgent, AsyncHelixAgent):
        with pytest.raises(ValidationError, match=r"^timeout(\.read)? must be a number of seconds above 0"):
            cls("k", timeout=timeout)
    with requests.Session() as session, pytest.raises(ValidationError, match=r"^timeout"):
        HelixAgentClient("k", session=session, timeout=timeout)
    with HelixAgent("k") as client:
        with pytest.raises(ValidationError, match=r"^timeout"):
            client.with_options(timeout=timeout)
        with pytest.raises(ValidationError, match=r"^timeout"):
            client.chat.completions.create(messages=USER, timeout=timeout)


def test_the_message_names_the_type() -> None:
    with pytest.raises(ValidationError, match=r"not an object of type aiohttp\.client\.ClientTimeout\.$"):
        HelixAgent("k", timeout=aiohttp.ClientTimeout())  # type: ignore[arg-type]
