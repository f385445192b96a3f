"""The pytest plugin: a sandbox and its clients as fixtures. It registers itself and loads nothing until it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterator

import pytest

if TYPE_CHECKING:
    from helixagent import AsyncHelixAgent, HelixAgent
    from helixagent.testing import Sandbox


@pytest.fixture(scope="session")
def helixagent_sandbox_options() -> Dict[str, Any]:
    """Return arguments for `Sandbox`. Override this fixture in a conftest.py to configure `helixagent_sandbox`."""
    return {}


@pytest.fixture(scope="session")
def _helixagent_sandbox_server(helixagent_sandbox_options: Dict[str, Any]) -> Iterator[Sandbox]:
    # One server per session. With pytest-xdist, each worker has a session.
    from helixagent.testing import Sandbox

    with Sandbox(**helixagent_sandbox_options) as sandbox:
        yield sandbox


@pytest.fixture
def helixagent_sandbox(_helixagent_sandbox_server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """Provide a sandbox server, reset before each test. Requires the `testing` extra.

    HELIXAGENT_BASE_URL and HELIXAGENT_API_KEY point to it during the test, so clients that are created without
    a `base_url` connect to it.
    """
    from helixagent.testing.clients import TEST_KEY

    sandbox = _helixagent_sandbox_server
    sandbox.reset()
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    monkeypatch.setenv("HELIXAGENT_API_KEY", TEST_KEY)
    yield sandbox
    sandbox.reset()


@pytest.fixture
def helixagent_client(helixagent_sandbox: Sandbox) -> Iterator[HelixAgent]:
    """Provide a client for `helixagent_sandbox`. Its retries and waits take no time."""
    with helixagent_sandbox.client() as client:
        yield client


@pytest.fixture
def async_helixagent_client(helixagent_sandbox: Sandbox) -> Iterator[AsyncHelixAgent]:
    """Provide an async client for `helixagent_sandbox`. Its retries and waits take no time.

    It works with any async plugin, and in tests that call `asyncio.run` themselves. It is closed after the test.
    """
    from helixagent.testing.clients import closed_after

    with closed_after(helixagent_sandbox.async_client()) as client:
        yield client
