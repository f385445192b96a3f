"""Tests of `helixagent mcp serve`, with a session of the official package in this process."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from cli_support import run
from january_server import January
from page_runner import PNG
from raw_server import RawServer
from support import KEY, Driver, closed_port

from helixagent.testing import Sandbox

if sys.version_info < (3, 10):
    pytest.skip("mcp requires Python 3.10", allow_module_level=True)

from mcp_support import connected

from helixagent.cli.mcp_tools import new_server
from helixagent.cli.state import State

TEAM = [{"name": "Ann", "provider": "deepseek", "model": "deepseek-chat"}, {"name": "Bob", "role": "critic"}]


class Editor:
    """A client that calls the tools as an editor does."""

    def __init__(self, driver: Driver, base_url: str, *folders: Path) -> None:
        self._driver = driver
        self._client = driver.client(base_url, api_key=KEY, max_retries=0)
        self._server = new_server(self._client, State(), folders, poll_interval=0.01)
        self.progress: List[Tuple[float, str]] = []

    def tools(self) -> Dict[str, Any]:
        """Return the tools by name, as JSON."""

        async def use() -> Any:
            async with connected(self._server) as session:
                return (await session.list_tools()).tools

        return {each.name: each.model_dump(mode="json", by_alias=True) for each in self._driver.run(use())}

    def call(self, name: str, **arguments: Any) -> List[str]:
        """Call a tool that succeeds, and return the texts of its result."""
        is_error, texts = self._called(name, arguments)
        assert not is_error, texts
        return texts

    def failure(self, name: str, **arguments: Any) -> str:
        """Call a tool that fails, and return its message."""
        is_error, (text,) = self._called(name, arguments)
        assert is_error, text
        return text

    def _called(self, name: str, arguments: Dict[str, Any]) -> Tuple[bool, List[str]]:
        async def note(progress: float, total: Any, message: Any) -> None:
            self.progress.append((progress, message))

        async def use() -> Any:
            async with connected(self._server) as session:
                return await session.call_tool(name, arguments, progress_callback=note)

        result = self._driver.run(use()).model_dump(mode="json", by_alias=True)
        return bool(result["isError"]), [block["text"] for block in result["content"]]


@pytest.fixture
def editor(async_driver: Driver, sandbox: Sandbox) -> Editor:
    """An editor that is connected to the sandbox."""
    return Editor(async_driver, sandbox.base_url)


def test_each_tool_and_each_argument_is_described(editor: Editor) -> None:
    tools = editor.tools()
    assert {name: tool["inputSchema"].get("required") for name, tool in tools.items()} == {
        "chat": ["prompt"],
        "ensemble": ["prompt"],
        "debate": ["topic"],
        "vision": ["images"],
    }
    for tool in tools.values():
        assert tool["description"].endswith(".")
        assert all(schema["description"].endswith(".") for schema in tool["inputSchema"]["properties"].values())


def test_chat(editor: Editor, sandbox: Sandbox) -> None:
    sandbox.reply("Paris.")
    arguments: Any = {"model": "deepseek-chat", "max_tokens": 9, "temperature": 0.5}
    assert editor.call("chat", prompt="The capital of France?", system="Be brief.", **arguments) == ["Paris."]
    system = {"role": "system", "content": "Be brief."}
    messages = [system, {"role": "user", "content": "The capital of France?"}]
    assert sandbox.requests[0].json() == {"messages": messages, **arguments}
    sandbox.reply("Par", finish_reason="length")
    assert editor.call("chat", prompt="The capital of France?")[1].startswith("(The response was cut off")


def test_ensemble(editor: Editor, sandbox: Sandbox) -> None:
    answer, vote = editor.call("ensemble", prompt="Hello", strategy="majority_vote", providers=["qwen"])
    assert answer.startswith("Hello! I am the HelixAgent sandbox.")
    assert vote.splitlines() == [
        "Providers: qwen, deepseek",
        "Selected: qwen",
        "Confidence: 0.92",
        "Strategy: majority_vote",
    ]
    config = sandbox.requests[0].json()["ensemble_config"]
    assert config == {"strategy": "majority_vote", "preferred_providers": ["qwen"]}


def test_debate(editor: Editor, sandbox: Sandbox) -> None:
    (text,) = editor.call("debate", topic="Cars?", participants=TEAM, rounds=2)
    assert text.splitlines()[:5] == [
        "Topic: Cars?",
        "Status: completed",
        "Rounds: 2",
        "Consensus: reached (confidence: 0.82)",
        "Position: The participants agree on a middle way on: Cars?",
    ]
    assert "Participant: Ann (2 responses, quality 0.88)" in text
    assert sandbox.requests[0].json() == {
        "topic": "Cars?",
        "maximal_repeat_rounds": 2,
        "participants": [
            {"name": "Ann", "llms": [{"provider": "deepseek", "model": "deepseek-chat"}]},
            {"name": "Bob", "role": "critic"},
        ],
    }
    assert [progress for progress, _ in editor.progress] == list(range(1, len(editor.progress) + 1))
    assert any("round 1 of 2" in message for _, message in editor.progress)


def test_debate_with_the_default_team_of_the_server(editor: Editor, async_driver: Driver) -> None:
    assert "Status: completed" in editor.call("debate", topic="Cars?")[0]
    with RawServer(January()) as published:
        said = Editor(async_driver, published.base_url).failure("debate", topic="Cars?")
    assert said.endswith("This server has no default team: pass participants with a provider and a model.")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with an image, next to a folder that must not be read."""
    (tmp_path / "secret.png").write_bytes(PNG)
    allowed = tmp_path / "images"
    (allowed / "more").mkdir(parents=True)
    (allowed / "more" / "a.png").write_bytes(PNG)
    (allowed / "link.png").symlink_to(tmp_path / "secret.png")
    yield allowed


def test_vision(async_driver: Driver, sandbox: Sandbox, folder: Path) -> None:
    editor = Editor(async_driver, sandbox.base_url, folder)
    images = ["https://example.com/a.png", str(folder / "more" / "a.png"), "more/a.png"]
    (text,) = editor.call("vision", images=images, prompt="What is it?", max_tokens=50)
    assert text.startswith("I see 3 images.")
    request = sandbox.requests[0].json()
    sent = [part["image_url"]["url"] for part in request["messages"][0]["content"][1:]]
    assert sent[0] == images[0]
    assert sent[1] == sent[2] and sent[1].startswith("data:image/png;base64,")
    assert (request["model"], request["max_tokens"]) == ("helixagent-ensemble", 50)


@pytest.mark.parametrize("image", ["../secret.png", "link.png", "/etc/hostname", "", ".", "a\0b", "~/secret.png"])
def test_no_file_outside_the_folders_is_read(image: str, async_driver: Driver, sandbox: Sandbox, folder: Path) -> None:
    editor = Editor(async_driver, sandbox.base_url, folder)
    said = editor.failure("vision", images=[image])
    assert "is neither a URL nor in a folder that this server may read" in said or "there is no file" in said
    assert Editor(async_driver, sandbox.base_url).failure("vision", images=[str(folder / "more" / "a.png")])
    assert sandbox.requests == []


def test_a_failure_is_a_tool_error_without_secrets(editor: Editor, sandbox: Sandbox) -> None:
    sandbox.reply(status=401, json={"error": {"message": f"The key {KEY} is unknown."}})
    said = editor.failure("chat", prompt="Hello")
    assert "The key" in said and "is unknown." in said and "401" in said
    assert KEY not in said
    sandbox.reply(status=429, json={"error": {"message": "Slow down."}}, headers={"Retry-After": "7"})
    assert "Try again in 7 s." in editor.failure("chat", prompt="Hello")
    assert "temperature must be between 0 and 2" in editor.failure("chat", prompt="Hello", temperature=9)
    assert "prompt" in editor.failure("chat")


def test_an_unreachable_server_is_named(async_driver: Driver) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    assert f"Could not connect to {url}" in Editor(async_driver, url).failure("chat", prompt="Hello")


def test_the_key_cannot_be_read_from_standard_input(server: Sandbox) -> None:
    done = run("mcp", "serve", "--api-key-file", "-", input="secret")
    assert (done.code, done.out) == (2, "")
    assert "Standard input carries the protocol" in done.err
