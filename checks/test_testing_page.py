"""Check that the blocks of the testing page form a project whose tests pass, with a server and with its cassettes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from document_blocks import ROOT, blocks_of
from page_runner import steps_of

from helixagent import testing
from helixagent.testing import Sandbox

PAGE = ROOT / "docs" / "testing.md"


def test_the_tests_of_the_page_pass_with_a_server_and_again_with_its_cassettes(tmp_path: Path) -> None:
    program, *tests = blocks_of(PAGE)
    (tmp_path / "capitals.py").write_text(program.code, encoding="utf-8")
    for number, block in enumerate(tests):
        (tmp_path / f"test_block_{number}.py").write_text(block.code, encoding="utf-8")
    wanted = sum(block.code.count("\ndef test_") + block.code.startswith("def test_") for block in tests)
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:asyncio"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    cassettes = [tmp_path / "cassettes" / "capital.yaml", tmp_path / "fixtures" / "chat_completion.yaml"]
    with Sandbox() as sandbox:
        # This server replaces the API, and is stopped before the second run.
        environment.update(HELIXAGENT_BASE_URL=sandbox.base_url, HELIXAGENT_API_KEY="canary-key")
        for _ in range(2):
            done = subprocess.run(
                command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
            )
            assert done.returncode == 0 and f"{wanted} passed" in done.stdout, done.stdout + done.stderr
            assert len(sandbox.requests) == 2
            sandbox.stop()
    texts = [path.read_text() for path in cassettes]
    assert all("choices" in text and "canary-key" not in text and "test-key" not in text for text in texts)
    assert wanted >= 12


def test_all_builders_and_no_others_are_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    others = {"Delivery", "FakeAsyncHelixAgent", "FakeHelixAgent", "ManualClock", "NoMoreResponses", "RecordedRequest"}
    assert [name for name in testing.__all__ if name not in others and f"`{name}" not in text] == ["Sandbox"]
    assert all(step.block.language in ("python", "bash") for step in steps_of(PAGE))
