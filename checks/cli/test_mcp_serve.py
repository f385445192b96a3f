"""Tests of `helixagent mcp serve` as an editor starts it: in a separate process, over real pipes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

import pytest
from cli_support import environment
from stream_support import eventually
from support import KEY, ROOT

from helixagent.testing import Sandbox

if sys.version_info < (3, 10):
    pytest.skip("mcp requires Python 3.10", allow_module_level=True)

import mcp
from mcp.client.stdio import stdio_client

SERVE = ["-m", "helixagent", "mcp", "serve"]
INITIALIZE = {
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


class Process:
    """The command, which receives raw lines from a test."""

    def __init__(self, *args: str, **changes: Optional[str]) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, *SERVE, *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(**changes),
        )
        self._id = 0

    def send(self, **message: Any) -> None:
        """Send a message of JSON-RPC."""
        assert self.popen.stdin is not None
        self.popen.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.popen.stdin.flush()

    def ask(self, **message: Any) -> None:
        """Send a request of JSON-RPC."""
        self._id += 1
        self.send(id=self._id, **message)

    def receive(self) -> Dict[str, Any]:
        """Read the next message."""
        assert self.popen.stdout is not None
        message: Dict[str, Any] = json.loads(self.popen.stdout.readline())
        return message

    def start(self) -> None:
        """Send the messages that start a session."""
        self.ask(**INITIALIZE)
        assert self.receive()["result"]["serverInfo"]["name"] == "helixagent"
        self.send(method="notifications/initialized")

    def call(self, name: str, **arguments: Any) -> None:
        """Call a tool without waiting for its result."""
        self.ask(method="tools/call", params={"name": name, "arguments": arguments})

    def end(self) -> List[str]:
        """Close standard input and return the texts of the other streams."""
        out, err = self.popen.communicate(timeout=60)
        return [out.decode(), err.decode()]


@pytest.fixture
def process(server: Sandbox) -> Iterator[Process]:
    """The command, connected to the sandbox."""
    made = Process()
    yield made
    made.popen.kill()
    made.popen.communicate()


@pytest.mark.parametrize("debug", [False, True])
def test_the_official_client_uses_every_tool(debug: bool, server: Sandbox, tmp_path: Path) -> None:
    log = tmp_path / "log"
    args = [*SERVE, *(["--debug"] if debug else [])]
    parameters = mcp.StdioServerParameters(
        command=sys.executable, args=args, env=dict(environment(HELIXAGENT_API_KEY=KEY))
    )

    async def use() -> List[Any]:
        with log.open("w", encoding="utf-8") as errlog:
            async with stdio_client(parameters, errlog=errlog) as (read, write), mcp.ClientSession(
                read, write
            ) as session:
                await session.initialize()
                names = [each.name for each in (await session.list_tools()).tools]
                calls = [
                    session.call_tool("chat", {"prompt": "Grüße aus Köln 😀"}),
                    session.call_tool("ensemble", {"prompt": "Hello"}),
                    session.call_tool("debate", {"topic": "Cars?"}),
                    session.call_tool("vision", {"images": ["https://example.com/a.png"]}),
                    session.call_tool("chat", {"prompt": "Hello", "model": "sandbox/401"}),
                ]
                return [names, *await asyncio.gather(*calls)]

    names, *results = asyncio.run(use())
    assert names == ["chat", "ensemble", "debate", "vision"]
    dumped = [result.model_dump(mode="json", by_alias=True) for result in results]
    assert [result["isError"] for result in dumped] == [False, False, False, False, True]
    assert "Status: completed" in dumped[2]["content"][0]["text"]
    assert "401" in dumped[4]["content"][0]["text"]
    said = log.read_text("utf-8")
    assert ("api_request" in said) is debug
    assert KEY not in said and KEY not in str(dumped)


def test_standard_output_only_contains_the_protocol(process: Process) -> None:
    process.start()
    process.send(method="nonsense")
    assert process.popen.stdin is not None
    process.popen.stdin.write(b"this is not JSON\n\xff\xfe\n")
    process.call("chat", prompt="Hello", model="sandbox/500")
    process.call("chat", prompt="Hello")
    answered: Dict[int, Any] = {}
    while not {2, 3} <= set(answered):
        message = process.receive()
        assert message["jsonrpc"] == "2.0"
        answered[message.get("id", 0)] = message
    assert answered[2]["result"]["isError"] is True
    assert not answered[3]["result"].get("isError")
    out, _ = process.end()
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in out.splitlines())


def test_the_command_ends_when_its_input_is_closed(process: Process) -> None:
    process.start()
    assert process.end()[1] == ""
    assert process.popen.returncode == 0


def test_the_command_ends_without_input(server: Sandbox) -> None:
    done = subprocess.run(
        [sys.executable, *SERVE], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, env=environment()
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals for another process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("calling", [False, True])
def test_signals_end_the_command_immediately(number: int, calling: bool, process: Process, server: Sandbox) -> None:
    process.start()
    if calling:
        process.call("chat", prompt="Hello", model="sandbox/hang")
        eventually(lambda: any(request.path.endswith("/chat/completions") for request in server.requests))
    process.popen.send_signal(number)
    # Like an editor, keep the input open.
    assert process.popen.wait(timeout=60) == 0
    said = process.end()[1]
    assert ("error=CancelledError" in said and "Traceback" not in said) if calling else said == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_closed_editor_is_not_a_failure(server: Sandbox) -> None:
    process = Process()
    process.start()
    assert process.popen.stdout is not None and process.popen.stdin is not None
    process.popen.stdout.close()
    process.call("chat", prompt="Hello")
    # Keep the input open.
    assert process.popen.wait(timeout=60) == 0
    assert process.popen.stderr is not None
    assert process.popen.stderr.read() == b""
    process.popen.stderr.close()
    process.popen.stdin.close()


def test_the_example_uses_the_tools_of_a_server_that_it_starts(server: Sandbox) -> None:
    program = str(ROOT / "examples" / "mcp_session.py")
    words = ["Debate whether cities should ban cars.", sys.executable, *SERVE]
    done = subprocess.run(
        [sys.executable, program, *words], capture_output=True, text=True, timeout=60, env=environment()
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Tools: chat, ensemble, debate, vision"
    assert lines[1].startswith("debate({'topic': ")
    assert "Status: completed" in lines


def test_a_server_that_needs_a_key_is_not_served_without_one() -> None:
    done = subprocess.run(
        [sys.executable, *SERVE, "--base-url", "https://helixagent.example"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"No credential was given" in done.stderr


def test_on_a_terminal_the_command_says_that_it_waits_for_an_editor(server: Sandbox) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals")
    leader, follower = pty.openpty()
    popen = subprocess.Popen(
        [sys.executable, *SERVE], stdin=follower, stdout=-1, stderr=-1, env=environment(), start_new_session=True
    )
    os.close(follower)
    assert popen.stderr is not None
    assert b"Press Ctrl-C to stop it." in popen.stderr.readline()
    os.write(leader, b"\x04")
    out, err = popen.communicate(timeout=60)
    os.close(leader)
    assert (popen.returncode, out, err) == (0, b"", b"")
