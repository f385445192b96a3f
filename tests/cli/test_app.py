"""Tests of the command as a whole: its help, lazy loading, exit statuses, and error messages."""

from __future__ import annotations

import sys
from typing import Any, List

import click
import pytest
from cases import for_each
from cli_support import ran, run, spawn
from raw_server import RawServer
from support import KEY, closed_port, run_python

from helixagent import __version__
from helixagent.cli.app import VERBS, cli
from helixagent.testing import Sandbox

CONTEXT = click.Context(cli)


def test_the_help_lists_every_command() -> None:
    text = ran("--help").out
    assert text == ran().out == ran("-h").out
    for name, verb in VERBS.items():
        assert f"  {name} " in text and verb.help in text


@for_each("name", VERBS)
def test_the_help_of_a_command_starts_with_its_summary_in_the_overview(name: str) -> None:
    command = cli.get_command(CONTEXT, name)
    assert command is not None and command.name == name
    assert (command.help or "").split("\n")[0] == VERBS[name].help


@for_each("name", VERBS)
def test_every_command_has_an_example_in_its_help_and_accepts_the_common_options(name: str) -> None:
    command: Any = cli.get_command(CONTEXT, name)
    for each in getattr(command, "commands", {"": command}).values():
        text = each.get_help(click.Context(each, info_name=each.name, parent=CONTEXT))
        assert "  helixagent " in text
        assert "--output" in text and "--debug" in text


@pytest.mark.parametrize("group", ["mcp", "tasks", "webhooks"])
def test_a_group_alone_prints_its_help(group: str) -> None:
    assert ran(group).out == ran(group, "--help").out


def test_the_help_loads_neither_the_client_nor_rich() -> None:
    code = "from helixagent.cli.app import cli; cli.run(['--help']); import sys; print(); print(*sys.modules)"
    loaded = set(run_python(code).splitlines()[-1].split())
    assert not {"httpx", "httpcore", "attr", "rich", "tomlkit", "asyncio", "ssl"} & loaded
    assert {name for name in loaded if name.startswith("helixagent.cli.")} == {
        f"helixagent.cli.{name}" for name in ("app", "config", "failures", "options", "state", "streams")
    }


def test_the_version() -> None:
    assert ran("--version").out == f"helixagent {__version__}\n"


def test_the_package_runs_as_a_module() -> None:
    done = spawn("--version")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"helixagent {__version__}\n", b"")


def test_mcp_serve_without_its_package_names_the_package_to_install() -> None:
    code = "import sys; sys.modules['mcp'] = None; from helixagent.__main__ import main; sys.exit(main())"
    done = spawn("mcp", "serve", code=code, HELIXAGENT_BASE_URL="http://localhost:9")
    assert (done.returncode, done.stdout) == (1, b"")
    remedy = "is not installed: pip install 'helixagent-sdk[mcp]'"
    if sys.version_info < (3, 10):
        remedy = f"needs Python 3.10 or newer; this is Python 3.{sys.version_info[1]}."
    assert done.stderr.decode() == f"Error: The command helixagent mcp serve needs mcp, which {remedy}\n"


@pytest.mark.parametrize("missing", ["click", "rich", "tomlkit"])
def test_a_missing_library_is_named_with_the_pip_command(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from helixagent.__main__ import main; sys.exit(main())"
    done = spawn(code=code)
    assert (done.returncode, done.stdout) == (1, b"")
    assert (
        done.stderr.decode()
        == f"The command helixagent needs {missing}, which is not installed: pip install 'helixagent-sdk[cli]'\n"
    )


def test_a_missing_extra_of_a_command_is_named_with_the_pip_command() -> None:
    code = "import sys; sys.modules['starlette'] = None; from helixagent.__main__ import main; sys.exit(main())"
    done = spawn("sandbox", code=code)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Error: The sandbox needs starlette, which is not installed: pip install")


# --- exit statuses

FAILURES: List[Any] = [
    (["models", "unknown-model"], 1, "Error: "),
    (["chat", "--model", "sandbox/500", "hi"], 1, "Error: "),
    (["chat", "--model", "sandbox/rate-limit:7", "hi"], 1, "Try again in 7 s."),
    (["chat", "--model", "sandbox/invalid-json", "-o", "json", "hi"], 1, "Error: "),
    (["nonsense"], 2, "No such command"),
    (["models", "--nonsense"], 2, "No such option"),
    (["chat", "--temperature", "3", "hi"], 2, "Invalid value"),
    (["chat", " "], 2, "The prompt is empty."),
    (["--base-url", "ftp://x", "models"], 2, "Error: base_url must begin with"),
    (["--api-key-file", "no-such-file", "models"], 2, "does not exist"),
    (["ocr", "no-such-file.png"], 2, "Error: image: there is no file 'no-such-file.png'."),
    (["chat", "--model", "sandbox/unauthorized", "hi"], 3, "Error: "),
    (["chat", "--model", "sandbox/forbidden", "hi"], 3, "Error: "),
    (
        ["--base-url", "https://helixagent.example", "models"],
        3,
        "Error: No credential was given: run `helixagent login`",
    ),
    (["chat", "--model", "sandbox/hang", "--timeout", "0.2", "hi"], 4, "Error: "),
    (["chat", "--model", "sandbox/cut", "hi"], 4, "Error: "),
    (["--base-url", "http://NOBODY", "models"], 4, "Error: "),
    (["debate", "This will fail", "--poll", "0.01"], 5, "Error: The debate debate-1 ended as failed"),
]


@for_each(("args", "code", "text"), FAILURES)
def test_a_failure_has_its_exit_status_and_one_line(args: List[str], code: int, text: str, server: Sandbox) -> None:
    nobody = f"127.0.0.1:{closed_port()}"
    done = run("--max-retries", "0", *[arg.replace("NOBODY", nobody) for arg in args])
    assert done.code == code
    assert text in done.err
    assert "Traceback" not in done.err
    if code != 2:
        assert done.err.startswith("Error: ") and done.err.count("\n") == 1


def test_the_number_of_attempts_is_reported(server: Sandbox) -> None:
    done = run("--max-retries", "1", "--base-url", f"http://127.0.0.1:{closed_port()}", "models")
    assert done.err.endswith("It was tried 2 times.\n")


def test_debug_shows_the_traceback_and_the_requests(server: Sandbox) -> None:
    done = spawn("models", "unknown-model", "--debug")
    text = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback (most recent call last)" in text and "NotFoundError" in text
    assert "models.retrieve" in text
    assert text.splitlines()[-1].startswith("Error: ")


def test_unexpected_errors_are_also_reported_in_one_line(server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from helixagent.cli import server as module

    monkeypatch.setattr(module.models, "callback", lambda **_: {}["x"])
    done = run("models")
    assert (done.code, done.out) == (1, "")
    assert done.err == "Error: KeyError: 'x' (this is unexpected; run with --debug for details)\n"


def test_a_server_message_is_one_line_without_control_characters(server: Sandbox) -> None:
    server.reply(404, json={"error": {"message": "no\n\x1b[31m[bold]such\x07\x9b2J model\u202e\n" + "x" * 2000}})
    done = run("models", "m")
    assert done.err.startswith("Error: no \\x1b[31m[bold]such\\x07\\x9b2J model\\u202e xxx")
    assert done.err.count("\n") == 1 and len(done.err) < 700


# --- options


def test_common_options_are_accepted_before_and_after_the_command(server: Sandbox) -> None:
    assert (
        ran("-o", "json", "models").out
        == ran("models", "-o", "json").out
        == ran("-o", "table", "models", "-o", "json").out
    )


def test_the_request_uses_the_given_timeout(server: Sandbox) -> None:
    assert run("--timeout", "0.2", "--max-retries", "0", "chat", "-m", "sandbox/slow:5", "hi").code == 4
    assert run("--timeout", "60", "chat", "-m", "sandbox/slow:0.1", "hi").code == 0


def test_no_option_accepts_the_key_itself(server: Sandbox) -> None:
    done = run("--api-key", KEY, "models")
    assert done.code == 2
    assert "--api-key-file" in done.err
    assert KEY not in done.err


# --- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_scripts_are_printed(shell: str) -> None:
    assert "_HELIXAGENT_COMPLETE" in ran("completion", shell).out


def test_a_response_that_never_ends_is_limited_by_the_timeout() -> None:
    # This server accepts connections and sends nothing.
    with RawServer(lambda peer, request: False) as silent:
        assert run("--base-url", silent.base_url, "--timeout", "0.2", "--max-retries", "0", "models").code == 4
