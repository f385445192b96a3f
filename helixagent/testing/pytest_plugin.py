"""The pytest plugin: a sandbox and clients of it as fixtures. It registers itself and loads nothing until used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterator

import pytest

if TYPE_CHECKING:
    from helixagent import AsyncHelixAgent, HelixAgent
    from helixagent.testing import Sandbox


@pytest.fixture(scope="session")
def helixagent_sandbox_options() -> Dict[str, Any]:
    """Arguments of the Sandbox that `helixagent_sandbox` starts; override it in a conftest.py to give some."""
    return {}


@pytest.fixture(scope="session")
def _helixagent_sandbox_server(helixagent_sandbox_options: Dict[str, Any]) -> Iterator[Sandbox]:
    # One server for the session: of each worker's session, under pytest-xdist.
    from helixagent.testing import Sandbox

    with Sandbox(**helixagent_sandbox_options) as sandbox:
        yield sandbox


@pytest.fixture
def helixagent_sandbox(_helixagent_sandbox_server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox server with nothing remembered and nothing laid down; needs the extra `testing`.

    HELIXAGENT_BASE_URL and HELIXAGENT_API_KEY name it for the time of the test, so clients that the tested program
    makes without a `base_url` talk to it.
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
    """A HelixAgent of `helixagent_sandbox`, whose retries and waits take no time."""
    with helixagent_sandbox.client() as client:
        yield client


@pytest.fixture
def async_helixagent_client(helixagent_sandbox: Sandbox) -> Iterator[AsyncHelixAgent]:
    """An AsyncHelixAgent of `helixagent_sandbox`, whose retries and waits take no time.

    For tests of any asynchronous plugin, and for those that call `asyncio.run` themselves; closed after the test.
    """
    from helixagent.testing.clients import closed_after

    with closed_after(helixagent_sandbox.async_client()) as client:
        yield client
