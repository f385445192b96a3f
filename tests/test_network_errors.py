"""Tests of exceptions without a response: refused and broken connections, silence, and data that is not HTTP."""

from __future__ import annotations

import asyncio
import errno
import ssl

import anyio
import httpx
import pytest
from cases import for_each
from raw_server import RawServer
from support import Driver, closed_port, failed, sends

from helixagent import APITimeoutError, AsyncHelixAgent, HelixAgent, NetworkError
from helixagent.testing import Sandbox


def test_a_refused_connection_is_a_network_error(driver: Driver) -> None:
    error = failed(driver, driver.client(f"http://127.0.0.1:{closed_port()}", max_retries=0))
    assert type(error) is NetworkError
    assert error.attempts == 1
    assert str(error)


@for_each("fault", ["disconnect", "reset", "cut", "cut-reset"])
def test_a_broken_connection_is_a_network_error(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    error = failed(driver, driver.client(sandbox, max_retries=0), model=f"sandbox/{fault}")
    assert type(error) is NetworkError
    assert error.attempts == 1


@pytest.mark.parametrize("fault", ["hang", "stall"])
def test_a_silent_server_causes_a_timeout(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    timeout = httpx.Timeout(60, read=0.05)
    error = failed(driver, driver.client(sandbox, max_retries=0), model=f"sandbox/{fault}", timeout=timeout)
    assert type(error) is APITimeoutError
    assert error.message == f"{sandbox.base_url} sent no data within 0.05 seconds (read timeout)."


@for_each("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\x16\x03\x01\x02\x00\x01"])
def test_a_response_that_is_not_http_is_a_network_error(answer: bytes, driver: Driver) -> None:
    with RawServer(sends(answer)) as server:
        error = failed(driver, driver.client(server, max_retries=0))
    assert type(error) is NetworkError


def test_tls_with_a_server_without_tls_is_a_network_error(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(f"https://127.0.0.1:{sandbox.port}", max_retries=0)
    assert type(failed(driver, client)) is NetworkError


def test_an_exception_that_the_caller_handles_is_not_the_cause() -> None:
    url = f"http://127.0.0.1:{closed_port()}"

    async def asynchronous() -> None:
        async with AsyncHelixAgent(base_url=url, max_retries=0) as client:
            try:
                raise ssl.SSLError(1, "mine")
            except OSError:
                await client.models.list()

    def synchronous() -> None:
        with HelixAgent(base_url=url, max_retries=0) as client:
            try:
                raise ssl.SSLError(1, "mine")
            except OSError:
                client.models.list()

    for use in (synchronous, lambda: asyncio.run(asynchronous())):
        with pytest.raises(NetworkError) as caught:
            use()
        assert caught.value.message == f"Could not connect to {url} (connection refused)."


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_exception_that_the_caller_handles_is_not_the_cause_over_http_client(backend: str) -> None:
    url = f"http://127.0.0.1:{closed_port()}"

    async def main() -> None:
        async with httpx.AsyncClient() as given, AsyncHelixAgent(
            base_url=url, max_retries=0, http_client=given
        ) as client:
            try:
                raise ConnectionResetError(errno.ECONNRESET, "mine")
            except OSError:
                await client.models.list()

    with pytest.raises(NetworkError) as caught:
        anyio.run(main, backend=backend)
    assert caught.value.message == f"Could not connect to {url} (connection refused)."
