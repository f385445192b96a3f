"""Takes the code blocks out of a Markdown file, and runs one as a reader would, against a server of the test's."""

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
# The servers that the texts name; everything else runs word for word.
_SERVERS = ("https://api.helixagent.ai", "http://localhost:7061")


class Block(NamedTuple):
    """A block of code.

    Args:
        heading: The heading that it stands under; with a number where there are several.
        language: What stands at its fence.
        code: The text.
        line: Where it begins in the file.
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
            names: What blocks before it have defined; what it defines itself is added.
            base_url: The server that stands in for those that the text names.
        """
        # As in a module of the reader's, which Flask asks for its name.
        names.setdefault("__name__", "readers_module")
        code = self.code
        for server in _SERVERS:
            code = code.replace(server, base_url)
        # The blank lines make the line numbers of a traceback those of the file. Before Python 3.9 the annotations of
        # the blocks, such as list[str], must not be evaluated: this module's own __future__ import is inherited.
        inherits = sys.version_info < (3, 9)
        exec(compile("\n" * self.line + code, str(self.path), "exec", dont_inherit=not inherits), names)
        return names


def blocks_of(path: Path, language: str = "python") -> List[Block]:
    """The blocks of a file in a language, in their order."""
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
