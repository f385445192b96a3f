"""Tests of standard streams that are closed, broken, full, or in an encoding that cannot represent the text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_support import environment, spawn

from helixagent.testing import Sandbox

if sys.platform == "win32":
    pytest.skip("the redirections are a POSIX shell's", allow_module_level=True)

TEXT = "\U0001f600 caf\u00e9 \u2013 \u4f60\u597d"
CLOSED = "Error: Could not write the output: standard output is closed.\n"


def redirected(redirection: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell, with a redirection such as `2>&-`."""
    command = ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-m", "helixagent", *args]
    return subprocess.run(
        command, env=environment(), stdin=subprocess.DEVNULL, stdout=-1, stderr=-1, timeout=60, text=True
    )


# --- closed


@pytest.mark.parametrize("args", [("models",), ("models", "-o", "json"), ("chat", "hi"), ("--help",), ("--version",)])
def test_closed_output_is_an_error_in_one_line(args: Any, server: Sandbox) -> None:
    done = redirected(">&-", *args)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", CLOSED)


@pytest.mark.parametrize(
    ("args", "code"), [(("models", "-o", "json"), 0), (("models", "unknown-model"), 1), (("models", "--nonsense"), 2)]
)
def test_a_closed_error_stream_changes_neither_the_output_nor_the_exit_status(
    args: Any, code: int, server: Sandbox
) -> None:
    done = redirected("2>&-", *args)
    assert done.returncode == code
    assert (json.loads(done.stdout) != []) if code == 0 else (done.stdout == "")


def test_both_streams_closed(server: Sandbox) -> None:
    assert redirected(">&- 2>&-", "models").returncode == 1


def test_closed_input_is_empty_input(server: Sandbox) -> None:
    done = redirected("<&-", "chat")
    assert done.returncode == 2 and "The prompt is empty." in done.stderr
    assert redirected("<&-", "chat", "hi").returncode == 0


# --- broken or full


def broken_pipe() -> int:
    """Return a pipe's write end whose reader is closed."""
    read, write = os.pipe()
    os.close(read)
    return write


@pytest.mark.parametrize("args", [("models",), ("chat", "hi"), ("--help",), ("chat", "--help"), ("--version",)])
def test_output_to_a_closed_pipe(args: Any, server: Sandbox) -> None:
    pipe = broken_pipe()
    command = [sys.executable, "-m", "helixagent", *args]
    done = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, stdout=pipe, stderr=-1, timeout=60)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("models",), 0),
        (("models", "unknown-model"), 1),
        (("models", "unknown-model", "--debug"), 1),
        (("models", "--nonsense"), 2),
        (("debate", "Tea?", "--poll", "0.01", "-o", "json"), 0),
    ],
)
def test_messages_to_a_closed_pipe(args: Any, code: int, server: Sandbox) -> None:
    pipe = broken_pipe()
    command = [sys.executable, "-m", "helixagent", *args]
    done = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, stdout=-1, stderr=pipe, timeout=60)
    os.close(pipe)
    assert done.returncode == code and bool(done.stdout) == (code == 0)


@pytest.mark.parametrize("args", [("models",), ("chat", "hi"), ("--help",)])
def test_output_to_a_full_device(args: Any, server: Sandbox) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = redirected("> /dev/full", *args)
    assert (done.returncode, done.stderr) == (1, "Error: No space left on device\n")
    assert redirected("2> /dev/full", "models", "unknown-model").returncode == 1


# --- encodings


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "cp932", "utf-8"])
@pytest.mark.parametrize("args", [("models", "-o", "json"), ("models", "m", "-o", "json")])
def test_json_is_valid_in_every_encoding(encoding: str, args: Any, server: Sandbox) -> None:
    model = {"id": "m", "object": "model", "owned_by": TEXT}
    server.reply(json=model if "m" in args else {"object": "list", "data": [model]})
    found = json.loads(spawn(*args, PYTHONIOENCODING=encoding).stdout.decode(encoding))
    assert (found if "m" in args else found[0])["owned_by"] == TEXT


@pytest.mark.parametrize("text", [json.dumps({"a": TEXT}, ensure_ascii=False), json.dumps({"a": "\ud800"})])
def test_json_from_a_model_is_valid_in_every_encoding(text: str, server: Sandbox) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    server.reply(json={"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
    done = spawn("chat", "--json", "hi", PYTHONIOENCODING="cp1252")
    assert json.loads(done.stdout.decode("cp1252")) == json.loads(text)


def test_text_keeps_what_the_encoding_can_represent(server: Sandbox) -> None:
    message = {"role": "assistant", "content": TEXT}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    server.reply(json={"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
    out = spawn("ensemble", "hi", PYTHONIOENCODING="cp1252").stdout.decode("cp1252").strip()
    assert out == "\\U0001f600 caf\u00e9 \u2013 \\u4f60\\u597d"


@pytest.mark.parametrize("source", ["file", "pipe", "null"])
def test_text_is_read_from_a_file_or_a_pipe_but_not_from_the_null_device(
    source: str, server: Sandbox, home: Any
) -> None:
    file = home / "text"
    file.write_text("piped" if source != "null" else "")
    shell = {"file": '"$@" < text', "pipe": 'cat text | "$@"', "null": '"$@" < /dev/null'}[source]
    command = ["sh", "-c", shell, "sh", sys.executable, "-m", "helixagent", "chat", "hi"]
    subprocess.run(command, cwd=home, env=environment(), check=True, stdout=subprocess.DEVNULL, timeout=60)
    assert server.requests[-1].json()["messages"][-1]["content"] == ("hi" if source == "null" else "hi\n\npiped")


def test_a_reader_that_closes_the_pipe_ends_the_command_quietly(server: Sandbox) -> None:
    command = [sys.executable, "-m", "helixagent", "chat", "-m", "sandbox/trickle", "Explain quantum computing"]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.read(7) == b"Quantum"
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_a_closed_standard_output_ends_the_command_too(server: Sandbox) -> None:
    command = [sys.executable, "-m", "helixagent", "models"]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_lone_surrogates_from_a_server_do_not_interrupt_the_output(server: Sandbox) -> None:
    body = '{"object":"list","data":[{"id":"m\\ud800"}]}'
    server.reply(body=body, headers={"content-type": "application/json"}, times=2)
    assert spawn("models").stdout.decode().splitlines()[1].startswith("m\\ud800")
    assert json.loads(spawn("models", "-o", "json").stdout)[0]["id"] == "m\ud800"
