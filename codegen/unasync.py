"""Write the synchronous twins of the asynchronous sources. They differ only in `async`, `await` and names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, List, Mapping, Tuple

from .tools import GenerationError, formatted

MARK = "# Written by `make generate` from"

SOURCE_FOLDER = "helixagent/_async"
TWIN_FOLDER = "helixagent/_sync"
# Modules without a twin: those written by hand for both clients, or needed by one client.
EXCLUDED = {"client_base.py", "listing.py", "task_socket.py", "resources/acreate.py"}
# Patterns and replacements.
RULES: List[Tuple[str, str]] = [
    # A generated source has a first line that names its own sources.
    (rf"\A{MARK}.*\n", ""),
    (r"\bthe asynchronous client\.\"", 'the synchronous client."'),
    (r"\b(An|own) (httpx2?)\.AsyncClient\b", r"\1 \2.Client"),
    (r"\bAn asynchronous client for\b", "A synchronous client for"),
    (r", or a sync or async function\b", ", or a function"),
    (r"\n    @listed\b", ""),
    # An asynchronous method with this decorator returns a listing, and the synchronous method returns the list itself.
    (r"\bAsyncListing\[(RawResponse\[.+\])\]", r"\1"),
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\b_async\b(?!\.task_socket)", "_sync"),
    (r"\basync_base\b", "base"),
    (r"\bAnyIOBackend\b", "SyncBackend"),
    (r"\ba(close|read|iter_bytes)\b", r"\1"),
    (r"\bAsyncByteStream\b", "SyncByteStream"),
    (r"\bhandle_async_request\b", "handle_request"),
    (
        r"\b(drive|pause|get_credential|call_back|together|connect|start_tls|before|may_read|prepare_batch|run_batch|call_tool|start_tool|end_tools)_async\b",
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


def source_text(root: Path, name: str, generated: Mapping[str, bytes]) -> str:
    """Return the text of a source, from the files that were generated before or from the project folder."""
    return generated[name].decode() if name in generated else (root / name).read_text(encoding="utf-8")


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the twins of all sources."""
    paths = [path.relative_to(root).as_posix() for path in (root / SOURCE_FOLDER).rglob("*.py")]
    names = sorted({path[len(SOURCE_FOLDER) + 1 :] for path in (*paths, *generated) if path.startswith(SOURCE_FOLDER)})
    sources = {name: source_text(root, f"{SOURCE_FOLDER}/{name}", generated) for name in names if name not in EXCLUDED}
    unused = [pattern for pattern, _ in RULES if not any(re.search(pattern, text) for text in sources.values())]
    if unused:
        raise GenerationError(f"rules of codegen/unasync.py that match no source: {unused}")
    header = f"{MARK} {SOURCE_FOLDER}"
    twins = {name: f"{header}/{name}; do not edit.\n{twin_of(text)}" for name, text in sources.items()}
    return formatted({f"{TWIN_FOLDER}/{name}": text for name, text in twins.items()})


def twin_of(text: str) -> str:
    """Return the synchronous twin of a source's text."""
    for pattern, replacement in RULES:
        text = re.sub(pattern, replacement, text)
    return text
