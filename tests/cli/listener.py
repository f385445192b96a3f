"""`webhooks listen` in a separate process, for tests."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
from typing import Any, Dict, Iterator, Optional

import httpx
from cli_support import environment

SECRET = "whsec-test-0123456789"
BODY = b'{"id":"evt_1","type":"task.completed","data":{"progress":100}}'


class Listener:
    """`webhooks listen` in a separate process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.url: str = self.line()["url"]

    def line(self) -> Dict[str, Any]:
        """Return the next line that it prints."""
        assert self.process.stdout is not None
        found: Dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def post(self, body: bytes = BODY, **headers: str) -> int:
        """Deliver a webhook, and return the status code of the response."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(self.url, content=body, headers=named, trust_env=False, verify=False).status_code


@contextlib.contextmanager
def listening(*args: str, secret: Optional[str] = SECRET) -> Iterator[Listener]:
    """Run `webhooks listen` until the block ends. It must end successfully."""
    command = [sys.executable, "-m", "helixagent", "webhooks", "listen", "--port", "0", "-o", "json", *args]
    process = subprocess.Popen(
        command,
        env=environment(HELIXAGENT_WEBHOOK_SECRET=secret),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Listener(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, "", "")
    finally:
        process.kill()
        process.communicate()


def raw(url: str, text: str) -> bytes:
    """Return the receiver's response to these bytes."""
    host, port = url.split("//")[1].split(":")
    with socket.create_connection((host, int(port)), timeout=60) as peer:
        peer.sendall(text.encode())
        return peer.recv(65536)
