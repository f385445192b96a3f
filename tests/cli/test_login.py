"""Tests of the sources of the key and the server, of the config file, and of `login`."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any, Optional

import pytest
from cli_support import ran, run, spawn
from support import KEY, closed_port

from helixagent.cli.config import Config, config_path, read_config, save
from helixagent.testing import Sandbox


def sent(sandbox: Sandbox) -> Optional[str]:
    """Return the credential of the last request."""
    return sandbox.requests[-1].headers.get("authorization")


@pytest.fixture
def config(server: Sandbox) -> Path:
    """A config file with a key for the sandbox."""
    save(config_path(), api_key="from-config", base_url=server.base_url)
    return config_path()


# --- precedence


def test_the_config_file_is_used_if_nothing_else_is_set(
    config: Path, server: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HELIXAGENT_BASE_URL")
    ran("models")
    assert sent(server) == "Bearer from-config"


@pytest.mark.parametrize("name", ["HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN"])
def test_the_environment_takes_precedence_over_the_config_file(
    name: str, config: Path, server: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "from-environment")
    ran("models")
    assert sent(server) == "Bearer from-environment"


def test_the_option_takes_precedence_over_everything(
    config: Path, server: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HELIXAGENT_API_KEY", "from-environment")
    file = tmp_path / "key"
    file.write_text("\ufefffrom-file\n", encoding="utf-8")
    ran("models", "--api-key-file", str(file))
    assert sent(server) == "Bearer from-file"
    ran("models", "--api-key-file", "-", input="from-stdin\n")
    assert sent(server) == "Bearer from-stdin"


def test_the_server_is_read_from_the_option_or_the_environment(
    server: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", f"http://127.0.0.1:{closed_port()}")
    assert run("models", "--max-retries", "0").code == 4
    assert run("models", "--base-url", server.base_url).code == 0


def test_a_saved_key_is_not_sent_to_another_server(config: Path, server: Sandbox) -> None:
    other = server.base_url.replace("127.0.0.1", "localhost")
    ran("models", "--base-url", other)
    assert sent(server) is None
    ran("models", "--base-url", server.base_url + "/v1/")
    assert sent(server) == "Bearer from-config"


def test_a_missing_key_error_explains_why_a_saved_key_was_not_sent(config: Path, server: Sandbox) -> None:
    done = run("models", "--base-url", "https://helixagent.example")
    assert done.code == 3
    assert done.err.endswith(f"The saved key is for {server.base_url} and was not sent.\n")


def test_no_key_is_needed_for_a_server_on_this_machine(server: Sandbox) -> None:
    ran("models")
    assert sent(server) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"two\nlines\n", b"\xff\xfe\x00"])
def test_a_file_without_a_key_is_refused_and_not_shown(content: bytes, server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    done = run("models", "--api-key-file", str(file))
    assert done.code == 2
    assert done.err.endswith(f"{file} must contain only the API key, on one line.\n")
    assert server.requests == []


# --- the config file


def test_the_path_of_the_config_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert config_path() == tmp_path / "config" / "helixagent" / "config.toml"
    for ignored in ("", "relative"):
        monkeypatch.setenv("XDG_CONFIG_HOME", ignored)
        assert config_path() == tmp_path / ".config" / "helixagent" / "config.toml"


def test_a_missing_file_is_an_empty_config() -> None:
    assert read_config(config_path()) == Config(None, None, False)


def test_a_file_that_others_can_read_causes_a_warning(config: Path, server: Sandbox) -> None:
    config.chmod(0o640)
    done = run("models")
    assert done.code == 0
    assert done.err == f"Warning: {config} can be read by other users of this machine. Restrict it with `chmod 600`.\n"
    assert sent(server) == "Bearer from-config"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f'api_key = "{KEY}', "is not valid TOML at line 1."),
        (f"api_key = {KEY}", "is not valid TOML at line 1."),
        ("api_key = 5", "has a api_key that is not a string."),
        ("base_url = []", "has a base_url that is not a string."),
        ("\udcff", "is not UTF-8 text."),
    ],
)
def test_an_invalid_file_is_reported_in_one_line_without_its_content(
    content: str, problem: str, server: Sandbox
) -> None:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    done = run("models")
    assert (done.code, done.out, done.err) == (2, "", f"Error: The config file {path} {problem}\n")
    assert run("models", "--debug").err == done.err


def test_a_config_file_that_is_a_directory(server: Sandbox) -> None:
    config_path().mkdir(parents=True)
    assert run("models").err == f"Error: The config file {config_path()} cannot be read (Is a directory).\n"


def test_the_repr_of_a_config_has_no_key() -> None:
    assert KEY not in repr(Config("https://x.example", KEY, True))


def test_saving_keeps_other_content_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\napi_key = "old" # a key\nbase_url = "https://old.example"\n\n[other]\nx = 1\n')
    save(path, api_key='new"\\', base_url=None)
    text = path.read_text()
    assert "# mine" in text and "[other]\nx = 1" in text and "old" not in text
    assert read_config(path) == Config(None, 'new"\\', False)


def test_a_saved_file_is_only_readable_by_its_owner_and_leaves_no_other_files(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "helixagent" / "config.toml"
    before = os.umask(0)
    try:
        save(path, api_key="k", base_url="https://x.example")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["config.toml"]


def test_saving_over_an_exposed_file_restricts_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("")
    path.chmod(0o644)
    save(path, api_key="k", base_url=None)
    assert read_config(path) == Config(None, "k", False)


def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    link = tmp_path / "config.toml"
    link.symlink_to(tmp_path / "dotfiles" / "helix.toml")
    save(link, api_key="k", base_url=None)
    assert link.is_symlink() and read_config(link).api_key == "k"


def test_a_failed_save_leaves_the_file_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    # A file cannot replace a directory.
    (path / "x").mkdir(parents=True)
    with pytest.raises(OSError):
        save(path, api_key="k", base_url=None)
    assert sorted(os.listdir(tmp_path)) == ["config.toml"]


# --- login


def test_login_checks_the_key_and_saves_it(server: Sandbox) -> None:
    done = run("login", input=f"  {KEY}\n")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"The key works (10 models) and was saved in {config_path()}.\n"
    assert sent(server) == f"Bearer {KEY}"
    assert read_config(config_path()) == Config(server.base_url, KEY, False)


def test_login_does_not_save_a_refused_key(server: Sandbox) -> None:
    done = run("login", input="bad-key\n")
    assert done.code == 3 and done.err.startswith("Error: ")
    assert not config_path().exists()


def test_login_saves_nothing_if_the_server_is_unreachable() -> None:
    done = run("login", "--base-url", f"http://127.0.0.1:{closed_port()}", "--max-retries", "0", input=KEY)
    assert done.code == 4
    assert not config_path().exists()


def test_login_uses_the_key_from_the_input_and_not_from_the_environment(
    server: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_API_KEY", "from-environment")
    run("login", input=KEY)
    assert sent(server) == f"Bearer {KEY}"


def test_login_without_a_key(server: Sandbox) -> None:
    done = run("login", input="")
    assert done.code == 2 and done.err.endswith("Standard input must contain only the API key, on one line.\n")


def test_login_as_json(server: Sandbox) -> None:
    done: Any = ran("login", "-o", "json", input=KEY).json()
    assert done == {"config": str(config_path()), "base_url": server.base_url, "models": 10}


def test_an_invalid_key_is_refused_without_being_shown(server: Sandbox) -> None:
    done = spawn("login", "--debug", input="sk-ünsendable\n".encode())
    assert done.returncode == 2
    assert "ünsendable" not in (done.stdout + done.stderr).decode()
