"""Run an MCP server over standard input and output, until either side ends it."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any, Callable, Iterator

from helixagent._core.extras import extra
from helixagent.cli.serving import handle_signals

with extra("mcp", "The command helixagent mcp serve"):
    import anyio
    import mcp  # noqa: F401  (so that this module names the extra)

if TYPE_CHECKING:
    from helixagent import AsyncHelixAgent

_CHUNK_SIZE = 65536


def serve_over_stdio(server: Any, client: AsyncHelixAgent) -> None:
    """Run a server until the end of standard input, Ctrl-C or SIGTERM.

    Args:
        server: The server, an `MCPServer` or, with mcp 1, a `FastMCP`.
        client: The client that its tools use. This function closes it.
    """

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with client:
            with anyio.CancelScope() as scope:

                def end() -> None:
                    # Running calls are canceled. The reader waits in a thread, so its input must end too.
                    requests.end()
                    loop.call_soon_threadsafe(scope.cancel)

                with handle_signals(end):
                    await server.run_stdio_async()

    with _Requests() as requests, _only_protocol_on_stdout(requests.end):
        anyio.run(main)


class _Requests:
    """Connect standard input to the server through a socket, which this side can also close.

    A thread that reads from standard input cannot be interrupted, so Ctrl-C would wait for the editor's next message.
    """

    def __enter__(self) -> _Requests:
        self._stdin = sys.stdin
        self._reading, self._writing = socket.socketpair()
        sys.stdin = self._reading.makefile("r", encoding="utf-8", errors="replace")
        threading.Thread(target=self._copy, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.end()
        sys.stdin.close()
        sys.stdin = self._stdin
        self._reading.close()
        self._writing.close()

    def end(self) -> None:
        """End the requests: the server sees the end of standard input."""
        with contextlib.suppress(OSError):
            self._writing.shutdown(socket.SHUT_WR)

    def _copy(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                data = os.read(0, _CHUNK_SIZE)
                if not data:
                    break
                self._writing.sendall(data)
        self.end()


@contextlib.contextmanager
def _only_protocol_on_stdout(on_disconnect: Callable[[], None]) -> Iterator[None]:
    """Let only `sys.stdout` write to standard output. Other writes to its descriptor go to standard error.

    Args:
        on_disconnect: Called when nobody reads standard output any more.
    """
    before = sys.stdout
    before.flush()
    descriptor = os.dup(1)
    os.dup2(2, 1)
    binary: Any = io.BufferedWriter(_Output(descriptor, on_disconnect))
    sys.stdout = io.TextIOWrapper(binary, encoding="utf-8")
    try:
        yield
    finally:
        sys.stdout = before
        os.dup2(descriptor, 1)
        os.close(descriptor)


class _Output(io.RawIOBase):
    """Standard output. It discards data if nobody reads it."""

    def __init__(self, descriptor: int, on_disconnect: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_disconnect = on_disconnect

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            return os.write(self._descriptor, data)
        except BrokenPipeError:
            self._on_disconnect()
            return memoryview(data).nbytes
