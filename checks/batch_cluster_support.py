"""Helpers for the checks of batches on clusters: slow requests, and the expected final state."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import List

from helixagent.testing import Sandbox

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from batch_support import asked, line, whole_ids, write_lines

ROOT = Path(__file__).resolve().parents[1]


def slow_lines(folder: Path, count: int, seconds: float) -> Path:
    """Write a file of slow requests. One in twenty fails permanently."""
    models = ["sandbox/400" if number % 20 == 3 else f"sandbox/slow:{seconds}" for number in range(count)]
    return write_lines(folder / "in.jsonl", *[line(number, model) for number, model in enumerate(models)])


def all_answered_once(folder: Path, sandbox: Sandbox, count: int) -> int:
    """Check that each line has one result, and return how many were sent more than once."""
    names = sorted(f"r{number}" for number in range(count))
    assert sorted(whole_ids(folder / "out.jsonl", folder / "out.errors.jsonl")) == names
    everything: List[str] = asked(sandbox)
    assert sorted(set(everything)) == names
    return len(everything) - count


def prompts_match(output: Path) -> None:
    """Check that each result in a file belongs to its request. The sandbox quotes the prompt."""
    for text in output.read_text(encoding="utf-8").splitlines():
        result = json.loads(text)
        content = result["response"]["body"]["choices"][0]["message"]["content"]
        assert f'"line {result["custom_id"][1:]}"' in content
