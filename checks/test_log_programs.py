"""Check the log entries of programs that configure logging in different ways."""

from __future__ import annotations

import pytest
from log_program import run_program

from helixagent.testing import Sandbox


@pytest.mark.parametrize(("level", "expected"), [("info", 2), ("warning", 0), ("loud", 0)])
def test_levels_of_the_environment_variable(sandbox: Sandbox, level: str, expected: int) -> None:
    done = run_program(sandbox, environment={"HELIXAGENT_LOG": level})
    assert done.stderr.count("helixagent: api_") == expected == len(done.stderr.splitlines())
    assert "headers=" not in done.stderr


def test_entries_appear_once_even_if_enable_logging_is_called_repeatedly(sandbox: Sandbox) -> None:
    after = "client.enable_logging(); client.enable_logging('debug')"
    done = run_program(sandbox, after=after, environment={"HELIXAGENT_LOG": "info"})
    assert len(done.stderr.splitlines()) == 2 and "headers=" in done.stderr
    assert done.stdout.splitlines() == ["30 [] 0", "2"]


def test_basic_config_shows_the_entries_and_enable_logging_does_not_repeat_them(sandbox: Sandbox) -> None:
    before = "logging.basicConfig(level=logging.DEBUG)"
    for after in ("", "client.enable_logging()"):
        done = run_program(sandbox, before=before, after=after, environment={})
        assert done.stderr.count("api_request") == done.stderr.count("api_response") == 1


def test_a_handler_with_a_higher_level_does_not_hide_enabled_entries(sandbox: Sandbox) -> None:
    before = "logging.basicConfig(); logging.getLogger().handlers[0].setLevel(logging.ERROR)"
    done = run_program(sandbox, before=before, after="client.enable_logging('info')", environment={})
    assert done.stderr.count("api_request") == 1
