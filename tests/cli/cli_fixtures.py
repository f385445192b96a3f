"""Fixtures for the tests of the command: a server, and a home directory without a config file."""

from __future__ import annotations

from pathlib import Path

import pytest

from helixagent.testing import Sandbox


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory for the config file, set in the environment."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def server(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox, set in the environment as the server."""
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    return sandbox
