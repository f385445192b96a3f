"""Check that a program frozen with PyInstaller finds the SDK's data files and the modules that are imported by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import helixagent
from helixagent.testing import fake_client
from helixagent.testing.builders import chat_completion

print(helixagent.openapi()["openapi"])
client = fake_client([chat_completion("Hello")])
print(client.chat.completions.create(messages=[{"role": "user", "content": "x"}]).choices[0].message.content)
try:
    helixagent.HelixAgent("k", base_url="http://127.0.0.1:9", max_retries=0).models.list()
except helixagent.NetworkError as error:
    print(error)
"""


def test_a_frozen_program_runs(tmp_path: Path) -> None:
    # PyInstaller scans all installed packages, so use a separate environment.
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "uv", "venv", "-q", str(tmp_path / "venv")], check=True)
    command = [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", str(python), str(ROOT), "pyinstaller>=6"]
    subprocess.run(command, check=True)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    build = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "program.py"]
    subprocess.run(build, cwd=tmp_path, check=True)
    done = subprocess.run([str(tmp_path / "dist/program/program")], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0].startswith("3.1")
    assert lines[1:] == ["Hello", "Could not connect to http://127.0.0.1:9 (connection refused)."]
