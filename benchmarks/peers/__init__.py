"""The compared clients. Each has a name for the command line, and a module with the same functions.

To add one, write a module with the functions of `Peer` that the client supports, and add it to MODULES. A peer does the
same work as a user of the client: it reads the text of every response. It returns how much it read, so that skipped
work is detected.
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
    """The functions of a peer's module.

    A module may define only some of them. A scenario runs with the peers that support it.
    """

    DISTRIBUTIONS: Tuple[str, ...]
    """The packages whose versions are printed next to the figures, the peer's package first."""

    IS_SUBJECT: bool
    """Whether this is the SDK itself, which has scenarios that no other peer has."""

    IS_HEAVY: bool
    """Whether the peer is slow. If so, it is imported only once per round, and does not open hundreds of streams."""

    IMPORT: str
    """Source that imports the package."""

    START: str
    """Source that continues IMPORT: create a client for the server at URL and access its attributes for chat calls."""

    FIRST_CALL: str
    """Source that continues START: make one plain call with REQUEST."""

    ASYNC_START: str
    """START on one line, to insert into a coroutine."""

    ASYNC_FIRST_CALL: str
    """FIRST_CALL on one line, to insert into a coroutine."""

    def open_sync(self, url: str) -> ContextManager[Any]:
        """Return a synchronous client for the server at `url`; `call`, `stream` and `embed` use it."""

    def open_async(self, url: str) -> AsyncContextManager[Any]:
        """Return an async client for the server at `url`; `acall` and `astream` use it."""

    def open_wide(self, url: str, connections: int) -> AsyncContextManager[Any]:
        """Return an async client for this number of connections; `aopen_stream` uses it."""

    def construct(self) -> Any:
        """Return a client for a server with TLS, after the same attribute accesses as in START."""

    def with_options(self, client: Any) -> Any:
        """Return a copy of a client from `construct` with another timeout."""

    def call(self, client: Any) -> int:
        """Make one plain call and return the length of the response text."""

    def stream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Read a complete stream, and return the number of chunks and the length of their text."""

    def accumulate(self, client: Any, request: Dict[str, Any]) -> int:
        """Read one stream, assemble the complete response, and return the length of its text."""

    def embed(self, client: Any, request: Dict[str, Any], encoding: Optional[str]) -> Tuple[int, float]:
        """Embed texts and return the number of values and the sum of the first vector.

        Args:
            client: The client.
            request: The keyword arguments.
            encoding: `float`, or None for the client's default.
        """

    def embed_arrays(self, client: Any, request: Dict[str, Any]) -> Any:
        """Embed texts and return the response with the vectors as arrays."""

    async def acall(self, client: Any) -> int:
        """Make one plain call, asynchronously."""

    async def astream(self, client: Any, request: Dict[str, Any]) -> Tuple[int, int]:
        """Read one stream, asynchronously."""

    async def aopen_stream(self, client: Any, request: Dict[str, Any], chunks: int) -> Any:
        """Open a stream, read this number of chunks, and return the object that keeps it open."""


def load(name: str) -> Peer:
    """Return the peer's module, which imports the peer's package.

    Raises:
        ImportError: The package is not installed.
    """
    return cast(Peer, importlib.import_module(MODULES[name]))
