"""Fixtures of `tests/` and `checks/`: one sandbox per session, clients of every kind, and a clean environment."""

from __future__ import annotations

import gc
import logging
import os
import shlex
import signal
import sys
from typing import Any, Iterator

import pytest
from hypothesis import settings
from support import KINDS, Driver

from helixagent.testing import Sandbox

# `make checks` runs the property tests with the profile "exhaustive".
settings.register_profile("local", deadline=None, max_examples=20)
settings.register_profile("ci", deadline=None, max_examples=20, derandomize=True, print_blob=True)
settings.register_profile("exhaustive", deadline=None, max_examples=400, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--async-backend",
        choices=["httpx", "aiohttp"],
        default="httpx",
        help="HTTP backend of the async clients that the fixtures create",
    )
    parser.addoption(
        "--http-library",
        choices=["httpx", "httpx2"],
        default="httpx",
        help="HTTP library of the clients that the fixtures create, except for aiohttp and sessions",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--async-backend") == "aiohttp":
        Driver.async_http_client = "aiohttp"
    if config.getoption("--http-library") == "httpx2":
        Driver.http_client = Driver.async_http_client = "httpx2"
    # Run this before collection, because no test may see the developer's API key or proxy.
    for name in list(os.environ):
        if name.startswith("HELIXAGENT_") or name.lower().endswith("_proxy"):
            del os.environ[name]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A background job of a shell ignores Ctrl-C. Programs started by the tests would inherit this.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_finish() -> None:
    # Thousands of collected tests are a million objects. The garbage collector skips frozen objects, so the many tests
    # that call `gc.collect()` take a tenth of the time. On older Pythons, Hypothesis looks for objects that refer to
    # its random number generators, and it cannot find frozen ones.
    if sys.version_info >= (3, 10):
        gc.collect()
        gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    failed = [report.nodeid for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, [])]
    if failed:
        terminalreporter.section("to run a failed test alone")
        for name in dict.fromkeys(failed[:5]):
            terminalreporter.line(f"{os.path.relpath(sys.executable)} -m pytest {shlex.quote(name)}")


@pytest.fixture(autouse=True)
def standard_logger() -> Iterator[logging.Logger]:
    """The logger `helixagent`, which is restored after the test, because it is shared by the whole process."""
    logger = logging.getLogger("helixagent")
    level, handlers = logger.level, list(logger.handlers)
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers


def pytest_runtest_setup() -> None:
    if sys.version_info < (3, 10):
        # These versions crash, even in json.loads, if the collector runs a callback while recursion exceeds its limit.
        # Hypothesis installs such a callback to subtract the time of collections from the time of its examples, but no
        # test sets a limit for that.
        gc.callbacks.clear()


@pytest.fixture(scope="session")
def shared_sandbox() -> Iterator[Sandbox]:
    """The sandbox that all tests share. It also remembers requests of earlier tests."""
    with Sandbox(check_fields=True) as running:
        yield running


@pytest.fixture
def sandbox(shared_sandbox: Sandbox) -> Sandbox:
    """The shared sandbox, with no recorded requests and no scripted responses."""
    shared_sandbox.reset()
    return shared_sandbox


@pytest.fixture(params=KINDS)
def driver(request: Any) -> Iterator[Driver]:
    """A driver that creates clients of one kind (sync, async, with a requests.Session) and runs their calls; all three
    kinds.
    """
    made = Driver(request.param)
    yield made
    made.close()


@pytest.fixture(params=KINDS[:2])
def httpx_driver(request: Any) -> Iterator[Driver]:
    """A driver for the two clients with httpx."""
    made = Driver(request.param)
    yield made
    made.close()


@pytest.fixture
def bare_httpx_driver(httpx_driver: Driver) -> Driver:
    """A driver with httpx, for behavior that is specific to it, even if the suite runs with another backend."""
    httpx_driver.http_client = httpx_driver.async_http_client = None
    return httpx_driver


@pytest.fixture
def sync_driver() -> Iterator[Driver]:
    """A driver for the synchronous client only, for tests of code that both clients share."""
    made = Driver("sync")
    yield made
    made.close()


@pytest.fixture
def client(sandbox: Sandbox, sync_driver: Driver) -> Any:
    """A HelixAgent client of the sandbox."""
    return sync_driver.client(sandbox)


@pytest.fixture
def async_driver() -> Iterator[Driver]:
    """A driver for the async client only."""
    made = Driver("async")
    yield made
    made.close()


@pytest.fixture
def async_client(sandbox: Sandbox, async_driver: Driver) -> Any:
    """An AsyncHelixAgent client of the sandbox. `async_driver` runs its calls."""
    return async_driver.client(sandbox)
