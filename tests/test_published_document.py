"""Tests of all Python blocks of the user's document with the imitated January server: each works or is unsupported."""

from __future__ import annotations

import asyncio
import base64
import logging
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple

import pytest
import structlog
from click.testing import CliRunner
from document_names import DEBATE, HELLO, NAMES, WrittenDown
from document_support import BLOCKS
from january_server import January
from opentelemetry import trace
from raw_server import RawServer

from helixagent import HelixAgent, NotSupportedError, ValidationError

PARTICIPANTS = [{"name": name, "llms": [{"provider": "fake", "model": "m"}]} for name in ("Ann", "Bob")]
# The blocks that need features that the server lacks.
REFUSED = (
    "Image Analysis",
    "Base64 Image Upload",
    "OCR (Optical Character Recognition)",
    "Poll Task Status",
    "Server-Sent Events (SSE) Streaming",
    "WebSocket Real-Time Updates",
    "Configure Webhook",
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def settings_of_the_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Restore process-wide settings that blocks change, because other tests set them too."""
    # This provider can only be set once in a process.
    monkeypatch.setattr(trace, "set_tracer_provider", lambda provider: None)
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    structlog.reset_defaults()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HelixAgent]:
    """A client of the imitated server, which is also set in the environment, in a folder with an image."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "image.png").write_bytes(PNG)
    with RawServer(January()) as server, HelixAgent(api_key="k", base_url=server.base_url) as made:
        monkeypatch.setenv("HELIXAGENT_BASE_URL", server.base_url)
        yield made


def given_to(heading: str, client: HelixAgent) -> Dict[str, Any]:
    """Return the names that a block expects. A debate on this server needs participants."""
    if heading in ("Monitoring Debate Progress", "Getting Debate Results"):
        client.debates.create({"debateId": DEBATE, "topic": "Tea?", "participants": PARTICIPANTS})
        client.debates.wait(DEBATE, poll_interval=0.01)
        return {"time": type("Time", (), {"sleep": WrittenDown()})}
    return NAMES[heading](client) if heading in NAMES else {}


def _command(names: Dict[str, Any]) -> None:
    done = CliRunner().invoke(names["cli"], ["--api-key", "k", "chat", "Hello"])
    assert done.exit_code == 0 and "Fake answer to: Hello" in done.output
    refused = CliRunner().invoke(names["cli"], ["--api-key", "k", "debate", "Tabs or spaces?"])
    assert isinstance(refused.exception, ValidationError) and "two or more participants" in str(refused.exception)


# Functions that a block defines and does not call, with their expected results.
DEFINED: Dict[str, Callable[[Dict[str, Any]], Any]] = {
    "1. Error Handling": lambda names: names["safe_completion"]("m", HELLO)[:7],
    "3. Batch Operations": lambda names: len(asyncio.run(names["batch_completions"](["a", "b"]))),
    "Exponential Backoff with tenacity": lambda names: names["reliable_completion"]("m", HELLO)[:7],
    "Mock Client": lambda names: names["test_my_feature"](),
    "Command-Line Usage": _command,
}
GIVEN: Dict[str, Any] = {"1. Error Handling": "Quantum", "3. Batch Operations": 2}
GIVEN["Exponential Backoff with tenacity"] = "Quantum"


def run(heading: str, client: HelixAgent) -> Dict[str, Any]:
    """Run a block and the functions that it defines."""
    block = BLOCKS[heading]
    if heading == "2. Resource Management":
        # A reader would fill in the arguments of this block.
        for arguments in ("messages=messages", "debate_config"):
            block = block._replace(code=block.code.replace("(...)", f"({arguments})", 1))
    names = {"client": client, "HelixAgent": HelixAgent, **given_to(heading, client)}
    if heading == "2. Resource Management":
        names["debate_config"] = {"topic": "Tea?", "participants": PARTICIPANTS}
    names = block.run(names, client.base_url)
    if heading in DEFINED:
        assert DEFINED[heading](names) == GIVEN.get(heading)
    return names


@pytest.mark.parametrize("heading", BLOCKS)
def test_each_block_works_or_is_not_supported(heading: str, client: HelixAgent) -> None:
    if heading not in REFUSED:
        run(heading, client)
        return
    with pytest.raises(NotSupportedError, match=r"docs/servers\.md"):
        run(heading, client)


SHOWN: List[Tuple[str, List[str]]] = [
    ("Streaming Chat Completion", ["Position 5: qubits hold amplitudes.", "They interfere."]),
    ("Ensemble Completion", ["Providers used: ['fake']", "Confidence: 1.018215"]),
    ("Streaming Text Completion", ["Position 5: qubits hold amplitudes."]),
    ("Creating a Basic Debate", [f"Debate created: {DEBATE}"]),
    ("Monitoring Debate Progress", ["Status: completed", "Progress: Round 1/3"]),
    ("Getting Debate Results", ["Topic: Tea?", "Ann: 1 responses, avg quality: 0.895"]),
    ("Listing Available Providers", ["fake: unknown - 29 models", "zen: unknown - 4 models"]),
    ("Provider Health Check", ["Overall status: degraded", "fake: healthy (response time: 0.003222362s)"]),
    ("Generate Embeddings", ["Embedding 0: dimensions=8", "Embedding 1: dimensions=8"]),
]


@pytest.mark.parametrize(("heading", "lines"), SHOWN)
def test_the_output_of_a_block(heading: str, lines: List[str], client: HelixAgent, capsys: Any) -> None:
    run(heading, client)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    for line in lines:
        assert line in shown
