"""Tests of credentials that the command is given and must not print."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest
from cli_support import spawn
from support import KEY

from helixagent.testing import Sandbox


@pytest.mark.parametrize(
    "args",
    [
        ["chat", "-m", "sandbox/unauthorized", "hi"],
        ["login"],
    ],
)
def test_the_key_is_never_printed(args: List[str], server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    done = spawn("--debug", "--api-key-file", str(file), *args)
    assert KEY.encode() not in done.stdout + done.stderr
    assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"
