"""A server in a separate process that limits concurrent requests and has unavailable models.

Run as a program, it prints its port. At the end of its input, it prints its request counts as JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, Optional, Type

COMPLETION = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}


class BatchServer:
    """The server, for tests.

    Args:
        capacity: Maximum number of concurrent requests. Others get a 429 with Retry-After 1.
        seconds: Duration of each request.

    Attributes:
        base_url: Its URL.
        counts: After the end, the number of responses by status.
    """

    def __init__(self, capacity: int, seconds: float) -> None:
        self._command = [sys.executable, str(Path(__file__)), str(capacity), str(seconds)]
        self.counts: Dict[str, int] = {}
        self.base_url = ""

    def __enter__(self) -> BatchServer:
        self._process: Any = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.base_url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self.counts = json.loads(self._process.communicate()[0])


async def serve(capacity: int, seconds: float) -> None:
    """Serve until standard input is closed."""
    counts: Dict[str, int] = {}
    busy = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal busy
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
                body = json.loads(await reader.readexactly(length))
                more = ""
                if str(body.get("model")).startswith("dead"):
                    status, response = "503 Service Unavailable", {"error": {"message": "The model is down"}}
                elif busy >= capacity:
                    status, response = "429 Too Many Requests", {"error": {"message": "Slow down"}}
                    more = "Retry-After: 1\r\n"
                else:
                    busy += 1
                    await asyncio.sleep(seconds)
                    busy -= 1
                    status, response = "200 OK", COMPLETION
                counts[status[:3]] = counts.get(status[:3], 0) + 1
                content = json.dumps(response).encode()
                start = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}"
                writer.write(f"{start}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(json.dumps(counts))


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
