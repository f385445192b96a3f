"""Tests of `make demo`: each step's code, and its output."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys

from document_blocks import ROOT

import helixagent

# A heading, and the output of the step below it.
STEPS = {
    "1. Ask a question": "Paris is the capital of France.\nAnswered by deepseek qwen",
    "2. Stream the response word by word": "Quantum computing is computing with qubits",
    "3. Ask several questions at the same time, with asyncio": "- Machine learning is a branch",
    "4. Let the model call a Python function": 'get_weather {"city": "Paris"}\nIt is sunny in Paris.',
    "5. Start a debate between models and wait for the result": "completed 3\nThe participants agree",
    "6. Handle an error": "NotFoundError: Model not found: no-such-model (status 404",
    "7. Verify a webhook": "Verified: task.completed t1\nRefused: The webhook cannot be trusted",
    "Now with a real server": "",
}


def test_the_demo_shows_each_step_as_plain_text_in_a_pipe() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HELIXAGENT_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "examples/demo.py")],
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    shown = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert "\x1b" not in shown
    first, *parts = re.split(r"\n([^\n]+)\n-+\n", shown)
    assert (first, parts[0]) == ("", f"HelixAgent Python SDK {helixagent.__version__}")
    version, interpreter = parts[1].splitlines()[0].split(", ")
    assert version == f"Python {platform.python_version()}"
    assert os.path.samefile(interpreter, sys.executable)
    steps = dict(zip(parts[2::2], parts[3::2]))
    assert list(steps) == list(STEPS)
    for title, printed in STEPS.items():
        assert printed in steps[title], title
        # The code of the step comes first. It is indented, and fits a terminal of 80 columns.
        code = [line for line in steps[title].splitlines() if line.startswith("    ") and interpreter not in line]
        assert code and max(map(len, code)) <= 80, title
    assert "HELIXAGENT_API_KEY" in steps["Now with a real server"]
    assert f"{interpreter} examples/chat.py" in steps["Now with a real server"]
