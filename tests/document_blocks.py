"""Extract the code blocks of a Markdown file, and run them as a reader would, with the test's server."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "python-sdk.md"
README = ROOT / "README.md"

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
# Addresses of servers in the text, which are replaced. Everything else runs unchanged.
_SERVERS = ("https://api.helixagent.ai", "http://localhost:7061")


class Block(NamedTuple):
    """A block of code.

    Args:
        heading: The heading above it, with a number if there are several.
        language: The language of its fence.
        code: The text.
        line: The line at which it begins in the file.
        path: The file.
    """

    heading: str
    language: str
    code: str
    line: int
    path: Path

    def run(self, names: Dict[str, Any], base_url: str) -> Dict[str, Any]:
        """Run the block.

        Args:
            names: The names defined by earlier blocks. Its definitions are added.
            base_url: The server that replaces the servers in the text.
        """
        # The block runs like a module of the reader. Flask needs the name of a module.
        names.setdefault("__name__", "readers_module")
        code = self.code
        for server in _SERVERS:
            code = code.replace(server, base_url)
        # The blank lines make the line numbers of a traceback match the file. Before Python 3.9, the annotations of the
        # blocks, such as list[str], must not be evaluated. They inherit the __future__ import of this module.
        inherits = sys.version_info < (3, 9)
        exec(compile("\n" * self.line + code, str(self.path), "exec", dont_inherit=not inherits), names)
        return names


def blocks_of(path: Path, language: str = "python") -> List[Block]:
    """Return the blocks of a file in a language, in order."""
    text = path.read_text(encoding="utf-8")
    found: List[Block] = []
    fences = list(_FENCE.finditer(text))
    inside = [range(fence.start(), fence.end()) for fence in fences]
    headings = [match for match in _HEADING.finditer(text) if not any(match.start() in span for span in inside)]
    for fence in fences:
        if fence[1] != language:
            continue
        heading = [match[1] for match in headings if match.start() < fence.start()][-1]
        count = sum(block.heading.partition(" (")[0] == heading for block in found)
        name = f"{heading} ({count + 1})" if count else heading
        found.append(Block(name, fence[1], fence[2], text.count("\n", 0, fence.start()) + 1, path))
    return found
