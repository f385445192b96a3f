"""The clients that are compared: a name for the command line, and one module with the same few functions for each.

To add one, write a module with the names of `Peer` and enter it in MODULES. A peer does what its users do (it reads
the text out of every answer) and returns how much it read, so that a peer that skipped work is found out.
"""

from __future__ import annotations

import importlib
from typing import Any, AsyncContextManager, ContextManager, Dict, Protocol, Tuple, cast

MODULES: Dict[str, str] = {
    "helixagent": "peers.helixagent_sdk",
    "httpx": "peers.httpx_json",
    "openai": "peers.openai_sdk",
}


class Peer(Protocol):
    """What a peer's module has."""

    DISTRIBUTIONS: Tuple[str, ...]
    """The packages whose versions belong beside the figures, the peer's own first."""

    IMPORT: str
    """Source that imports the package and constructs a client as its users do; no server is asked."""

    FIRST_CALL: str
    """Source that imports the package, constructs a client for the server at URL and makes one plain call (REQUEST)."""

    def open_sync(self, url: str) -> ContextManager[Any]:
        """Return what `call` and `stream` take: a synchronous client for the server at `url`."""

    def open_async(self, url: str) -> AsyncContextManager[Any]:
        """Return what `acall` and `astream` take: an asynchronous client for the server at `url`."""

    def call(self, client: Any) -> int:
        """Make one plain call and return the length of the answer's text."""

    def stream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Read one stream to its end and return its chunks and the length of their text."""

    async def acall(self, client: Any) -> int:
        """Do what `call` does, asynchronously."""

    async def astream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Do what `stream` does, asynchronously."""


def load(name: str) -> Peer:
    """Return the peer's module, which imports the package that it stands for.

    Raises:
        ImportError: if that package is not installed.
    """
    return cast(Peer, importlib.import_module(MODULES[name]))
