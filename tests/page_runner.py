"""Run the code blocks of a page of the documentation in order, as a reader would.

If a `text` block follows a block of code, the code must print that text. A line `...` matches any lines, and `...`
within a line matches any text. `python tests/page_runner.py docs/PAGE.md` writes those blocks.
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
# An image of one pixel, for pages that read an image.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


class Step(NamedTuple):
    """A block of code, and the output that the page shows for it, if any."""

    block: Block
    output: Optional[str]
    # The position of the output in the page, or the position where it would be inserted.
    start: int
    end: int


def steps_of(path: Path) -> List[Step]:
    """Return the code blocks of a page in order, each with the `text` block that immediately follows it."""
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
    """Return whether the printed text matches the shown one, in which `...` matches anything."""
    pattern = re.escape(shown.strip()).replace(r"\.\.\.", "(?:.|\n)*")
    return re.fullmatch(pattern, printed.strip()) is not None


class Reader:
    """A reader of a page, with a separate folder and the test's HelixAgent server.

    Args:
        base_url: The server.
        folder: The folder, which contains an image.
        names: The names that the page expects.
    """

    def __init__(self, base_url: str, folder: Path, names: Optional[Dict[str, Any]] = None) -> None:
        self.base_url = base_url
        self.folder = folder
        # The module must be importable, because annotations are resolved in the module that defines the class.
        module = sys.modules["readers_module"] = types.ModuleType("readers_module")
        self.names: Dict[str, Any] = module.__dict__
        self.names.update(names or {})
        (folder / "image.png").write_bytes(PNG)

    def do(self, block: Block) -> str:
        """Run one block and return its output."""
        ways: Dict[str, Callable[[Block], str]] = {
            "python": self._python,
            "bash": self._bash,
            "json": self._json,
            "toml": self._toml,
            "yaml": self._yaml,
        }
        assert block.language in ways, f"{block.path.name}:{block.line}: cannot test a block of {block.language!r}"
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
        # The pages only show `[table]` and `name = value`, and the standard library has no parser before 3.11.
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
        # `echo` and `printf` write the input files of the command.
        assert "helixagent" in words or name in ("echo", "printf"), f"cannot test the command {line!r}"
        return self._shell(line)

    def _shell(self, line: str) -> str:
        for server in ("https://api.helixagent.ai", "http://localhost:7061"):
            line = line.replace(server, self.base_url)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
        # `helixagent login` must not write to the home directory of the user who runs the tests.
        environment["XDG_CONFIG_HOME"] = str(self.folder)
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, env=environment, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout.decode()}{done.stderr.decode()}"
        return done.stdout.decode("utf-8")


def _check_command(words: List[str]) -> None:
    """Check the names in commands that install or build, which a test does not run."""
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
    """Run a page and update the output in its existing `text` blocks."""
    reader, text, moved = Reader(base_url, folder), path.read_text(encoding="utf-8"), 0
    for step in steps_of(path):
        printed = reader.do(step.block)
        if step.output is None:
            if printed.strip():
                print(f"{path.name}:{step.block.line} prints output that is not shown: {printed.strip()[:200]!r}")
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
