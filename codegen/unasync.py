"""Write the synchronous twins of the asynchronous sources, which differ only by `async`, `await` and names."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import Dict, List, Mapping, Optional, Pattern, Set, Tuple

from .formatting import GenerationError, run_ruff

MARK = "# Written by `make generate` from"

SOURCE_FOLDER = "helixagent/_async"
TWIN_FOLDER = "helixagent/_sync"
# These are written by hand on both sides or exist on one side only, or raw_types.py writes them for both.
LEFT_OUT = {
    "client_base.py",
    "listing.py",
    "resources/acreate.py",
    "resources/_raw_types.py",
    "resources/_streaming_types.py",
}
_RULES: List[Tuple[str, str]] = [
    (r"\bclient for code that awaits\b", "client for plain, blocking code"),
    (r"\bAn (httpx2?)\.AsyncClient\b", r"An \1.Client"),
    (r" whose methods are awaited\b", ""),
    (r", or a function \(also an async one\)", ", or a function"),
    (r"\n    @listed\b", ""),
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\b_async\b", "_sync"),
    (r"\bAnyIOBackend\b", "SyncBackend"),
    (r"\baclose\b", "close"),
    (r"\baread\b", "read"),
    (r"\baiter_bytes\b", "iter_bytes"),
    (r"\bAsyncByteStream\b", "SyncByteStream"),
    (r"\bhandle_async_request\b", "handle_request"),
    (
        r"\b(drive|pause|call_back|connect|start_tls|before|read_before|soon|prepare_batch|run_batch|decide|counted)_async\b",
        r"\1",
    ),
    (r"\banother task\b", "another thread"),
    (r"\b__a(iter|next|enter|exit)__\b", r"__\1__"),
    (r"\bStopAsyncIteration\b", "StopIteration"),
    (r"\bAwaitable\[([\w.]+(?:\[[\w.]+\])?)\]", r"\1"),
    (r"\bAwaitable, ", ""),
    (r"\bAsyncGenerator\[(\w+), None\]", r"Generator[\1, None, None]"),
    (r"\bAsync([A-Z]\w*)\b", r"\1"),
]
RULES: List[Tuple[Pattern[str], str]] = [(re.compile(pattern), replacement) for pattern, replacement in _RULES]


def source_text(root: Path, name: str, made: Mapping[str, bytes]) -> str:
    """Return the text of a source: as it was generated before, or as it is in the project folder."""
    return made[name].decode() if name in made else (root / name).read_text(encoding="utf-8")


def build(root: Path, made: Mapping[str, bytes] = MappingProxyType({})) -> Dict[str, bytes]:
    """Write the twins.

    Args:
        root: The project folder.
        made: What was generated before, such as the keywords of the sources' methods.

    Returns:
        The content of each twin by its path under `root`.

    Raises:
        GenerationError: A rule is never used, so it is wrong or no longer needed.
    """
    used: Set[str] = set()
    texts = {
        twin: f"{MARK} {source}; do not edit.\n{twin_of(source_text(root, source, made), used)}"
        for source, twin in sorted(_pairs(root).items())
    }
    unused = [rule.pattern for rule, _ in RULES if rule.pattern not in used]
    if unused:
        raise GenerationError(f"rules of codegen/unasync.py that no source needs: {unused}")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        run_ruff(Path(folder), list(texts))
        return {name: Path(folder, name).read_bytes() for name in texts}


def _pairs(root: Path) -> Dict[str, str]:
    pairs: Dict[str, str] = {}
    for path in (root / SOURCE_FOLDER).rglob("*.py"):
        name = path.relative_to(root / SOURCE_FOLDER).as_posix()
        if name not in LEFT_OUT:
            pairs[f"{SOURCE_FOLDER}/{name}"] = f"{TWIN_FOLDER}/{name}"
    return pairs


def twin_of(text: str, used: Optional[Set[str]] = None) -> str:
    """Return the synchronous twin of a source's text.

    Args:
        text: The source.
        used: Where the rules are put that were used.
    """
    for rule, replacement in RULES:
        text, count = rule.subn(replacement, text)
        if count and used is not None:
            used.add(rule.pattern)
    return text
