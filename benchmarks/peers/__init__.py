"""The clients that are compared: a name for the command line, and one module with the same few functions for each.

To add one, write a module with those names of `Peer` that the client can do, and enter it in MODULES. A peer does what
its users do (it reads the text out of every answer) and returns how much it read, so that a peer that skipped work is
found out.
"""

from __future__ import annotations

import importlib
from typing import Any, AsyncContextManager, ContextManager, Dict, Optional, Protocol, Tuple, cast

MODULES: Dict[str, str] = {
    "helixagent": "peers.helixagent_sdk",
    "helixagent_aiohttp": "peers.helixagent_aiohttp",
    "httpx": "peers.httpx_json",
    "httpx_orjson": "peers.httpx_orjson",
    "aiohttp": "peers.aiohttp_orjson",
    "socket": "peers.by_socket",
    "openai": "peers.openai_sdk",
    "anthropic": "peers.anthropic_sdk",
}


class Peer(Protocol):
    """What a peer's module has, or some of it: a scenario is for the peers that have its names."""

    DISTRIBUTIONS: Tuple[str, ...]
    """The packages whose versions belong beside the figures, the peer's own first."""

    IS_SUBJECT: bool
    """True at this SDK, which some scenarios are about alone."""

    IS_HEAVY: bool
    """True where the whole would take a run's time: it is imported once a round, and opens no hundreds of streams."""

    IMPORT: str
    """Source that imports the package."""

    START: str
    """Source that goes on from IMPORT: constructs a client for the server at URL and touches what makes chat calls."""

    FIRST_CALL: str
    """Source that goes on from START: makes one plain call of REQUEST."""

    ASYNC_START: str
    """START in one line for inside a coroutine."""

    ASYNC_FIRST_CALL: str
    """FIRST_CALL in one line for inside a coroutine."""

    def open_sync(self, url: str) -> ContextManager[Any]:
        """Return what `call`, `stream` and `embed` take: a synchronous client for the server at `url`."""

    def open_async(self, url: str) -> AsyncContextManager[Any]:
        """Return what `acall` and `astream` take: an asynchronous client for the server at `url`."""

    def open_wide(self, url: str, connections: int) -> AsyncContextManager[Any]:
        """Return what `aopen_stream` takes: a client that may have so many connections."""

    def construct(self) -> Any:
        """Return a client, touched as in START, that is for a server with TLS as most are."""

    def with_options(self, client: Any) -> Any:
        """Return a copy of a client of `construct` with another timeout."""

    def call(self, client: Any) -> int:
        """Make one plain call and return the length of the answer's text."""

    def stream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Read one stream to its end and return its chunks and the length of their text."""

    def accumulate(self, client: Any, request: Dict[str, Any]) -> int:
        """Read one stream to the whole completion and return the length of its text."""

    def embed(self, client: Any, request: Dict[str, Any], encoding: Optional[str]) -> Tuple[int, float]:
        """Embed texts and return how many numbers came and the sum of the first vector.

        Args:
            client: the client.
            request: the keyword arguments.
            encoding: `float`, or None for what the client does by itself.
        """

    def embed_arrays(self, client: Any, request: Dict[str, Any]) -> Any:
        """Embed texts and return the answer with the vectors as arrays."""

    async def acall(self, client: Any) -> int:
        """Do what `call` does, asynchronously."""

    async def astream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Do what `stream` does, asynchronously."""

    async def aopen_stream(self, client: Any, request: Dict[str, Any], chunks: int) -> Any:
        """Open a stream, read so many chunks of it, and return what keeps it open."""


def load(name: str) -> Peer:
    """Return the peer's module, which imports the package that it stands for.

    Raises:
        ImportError: if that package is not installed.
    """
    return cast(Peer, importlib.import_module(MODULES[name]))
