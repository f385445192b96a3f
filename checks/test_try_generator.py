"""`make try-generator` says what another release of the generator changes, and changes nothing itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codegen import tools
from codegen.try_generator import COPIED, GENERATOR, main

ROOT = Path(__file__).resolve().parents[1]
PINNED = tools.pinned(ROOT)[GENERATOR]


def test_an_older_release_changes_templates_and_cannot_work_with_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["0.29.0"]) == 1
    shown = capsys.readouterr().out
    assert f"{GENERATOR} {PINNED} is pinned; tried: 0.29.0." in shown
    assert "Its templates: 24 changed, of which ours stand in for 5.\n" in shown
    assert "\n  model.py.jinja (ours stands in for it)\n" in shown
    assert "\n  setup.py.jinja\n" in shown
    assert "\n--- their model.py.jinja, pinned\n+++ their model.py.jinja, tried\n@@" in shown
    assert "It makes nothing of the spec:" in shown
    assert "No module named 'openapi_python_client.strings'" in shown


def test_what_comes_out_otherwise_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The pinned release against a file that is not as it makes it stands for a release that makes it otherwise."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copyfile(ROOT / name, tmp_path / name)
    path = tmp_path / "helixagent_client/models/choice.py"
    text = path.read_text(encoding="utf-8").replace('"""One answer.', '"""An answer.', 1)
    path.write_text(text, encoding="utf-8")
    assert main([PINNED, "--root", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "Its templates: 0 changed" in shown
    assert "What it makes of the spec: 1 of " in shown
    assert '-    """An answer.' in shown
    assert '+    """One answer.' in shown
    assert path.read_text(encoding="utf-8") == text


def test_a_release_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["0.0.0"]) == 1
    assert f"{GENERATOR}==0.0.0 cannot be installed:" in capsys.readouterr().err
