"""Runs the code blocks of a page of the documentation, in their order, as a reader would who types them in.

What the page says is shown by a `text` block after a block of code must be what the code prints; a line `...` stands
for any lines, and `...` within a line for any text. `python tests/page_runner.py docs/PAGE.md` writes those blocks.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import types
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from document_blocks import ROOT, Block

_FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
# A picture of one pixel, for pages that read one.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


class Step(NamedTuple):
    """A block of code, and the text that the page shows as its output, where it does."""

    block: Block
    output: Optional[str]
    # Where the output stands, or would stand, in the page.
    start: int
    end: int


def steps_of(path: Path) -> List[Step]:
    """The code blocks of a page in their order, each with the `text` block that follows it at once."""
    text = path.read_text(encoding="utf-8")
    fences = list(_FENCE.finditer(text))
    steps = []
    for number, fence in enumerate(fences):
        indent, language, code = fence.groups()
        if language == "text":
            continue
        line = text.count("\n", 0, fence.start()) + 1
        plain = "".join(each[len(indent) :] if each.strip() else each for each in code.splitlines(keepends=True))
        block = Block("", language, plain, line, path)
        after = fences[number + 1] if number + 1 < len(fences) else None
        if after and after[2] == "text" and not text[fence.end() : after.start()].strip():
            steps.append(Step(block, after[3], after.start(), after.end()))
        else:
            steps.append(Step(block, None, fence.end(), fence.end()))
    return steps


def fits(shown: str, printed: str) -> bool:
    """Whether the printed text is the shown one, in which `...` stands for anything."""
    pattern = re.escape(shown.strip()).replace(r"\.\.\.", "(?:.|\n)*")
    return re.fullmatch(pattern, printed.strip()) is not None


class Reader:
    """A reader of a page, in a folder of their own, whose HelixAgent server is the test's.

    Args:
        base_url: The server.
        folder: The folder, in which a picture lies ready.
        names: What the page takes for granted.
    """

    def __init__(self, base_url: str, folder: Path, names: Optional[Dict[str, Any]] = None) -> None:
        self.base_url = base_url
        self.folder = folder
        # A module that can be looked up, since annotations are read by the names in the module of their class.
        module = sys.modules["readers_module"] = types.ModuleType("readers_module")
        self.names: Dict[str, Any] = module.__dict__
        self.names.update(names or {})
        (folder / "image.png").write_bytes(PNG)

    def do(self, block: Block) -> str:
        """Run one block and give what it prints."""
        ways: Dict[str, Callable[[Block], str]] = {
            "python": self._python,
            "bash": self._bash,
            "json": self._json,
            "toml": self._toml,
            "yaml": self._yaml,
        }
        assert block.language in ways, f"{block.path.name}:{block.line}: no way to test a block of {block.language!r}"
        # Pages show one address for the server. The port of the sandbox differs in each run.
        return ways[block.language](block).replace(self.base_url, "http://localhost:7061")

    def _python(self, block: Block) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            block.run(self.names, self.base_url)
        return printed.getvalue()

    def _json(self, block: Block) -> str:
        json.loads(block.code)
        return ""

    def _toml(self, block: Block) -> str:
        # Nothing but `[table]` and `name = value` is shown anywhere; the standard library has no parser before 3.11.
        lines = [line for line in block.code.splitlines() if line.strip() and not line.startswith("#")]
        assert all(re.match(r'^(\[[\w."-]+\]|[\w-]+ = \S.*|[\s\]"].*)$', line) for line in lines), block.code
        return ""

    def _yaml(self, block: Block) -> str:
        import yaml

        assert yaml.safe_load(block.code) is not None
        return ""

    def _bash(self, block: Block) -> str:
        joined = block.code.replace("\\\n", " ")
        return "".join(self._command(line) for line in joined.splitlines() if line.split("#")[0].strip())

    def _command(self, line: str) -> str:
        words = shlex.split(line, comments=True)
        name = words[0]
        if name in ("pip", "make", "git", "cd", "pytest", "export", "python", ".venv/bin/python"):
            _check_command(words)
            return ""
        # `echo` and `printf` write the files that the command is to read.
        assert "helixagent" in words or name in ("echo", "printf"), f"no way to test the command {line!r}"
        return self._shell(line)

    def _shell(self, line: str) -> str:
        for server in ("https://api.helixagent.ai", "http://localhost:7061"):
            line = line.replace(server, self.base_url)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
        # `helixagent login` must not write to the home of whoever runs the tests.
        environment["XDG_CONFIG_HOME"] = str(self.folder)
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, env=environment, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout.decode()}{done.stderr.decode()}"
        return done.stdout.decode("utf-8")


def _check_command(words: List[str]) -> None:
    """Commands that install or build are not run by a test; what they name must be there."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if words[0] == "make":
        targets = set(re.findall(r"^([\w.-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
        named = [word for word in words[1:] if "=" not in word]
        assert set(named) <= targets, words
    for word in words:
        extras = re.search(r"helixagent-sdk\[([\w,]+)\]", word)
        for extra in extras[1].split(",") if extras else []:
            assert re.search(rf"^{extra} = \[", project, re.MULTILINE), f"there is no extra {extra!r}"
        if re.fullmatch(r"[\w./-]+\.py", word) and "/" in word:
            assert (ROOT / word).exists(), word


def rewrite(path: Path, base_url: str, folder: Path) -> None:
    """Run a page and write what its blocks print after those that have a `text` block already."""
    reader, text, moved = Reader(base_url, folder), path.read_text(encoding="utf-8"), 0
    for step in steps_of(path):
        printed = reader.do(step.block)
        if step.output is None:
            if printed.strip():
                print(f"{path.name}:{step.block.line} prints, unshown: {printed.strip()[:200]!r}")
            continue
        if fits(step.output, printed):
            continue
        new = f"```text\n{printed.strip()}\n```"
        text = text[: step.start + moved] + new + text[step.end + moved :]
        moved += len(new) - (step.end - step.start)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    from helixagent.testing import Sandbox

    for argument in sys.argv[1:]:
        with Sandbox() as server, tempfile.TemporaryDirectory() as scratch:
            os.environ.update(HELIXAGENT_BASE_URL=server.base_url, HELIXAGENT_API_KEY="your-api-key")
            where = Path(argument).resolve()
            os.chdir(scratch)
            rewrite(where, server.base_url, Path(scratch))
