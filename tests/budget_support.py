"""Responses to the calls whose costs are counted."""

from __future__ import annotations

import functools
import json
import threading
from typing import Any

from raw_server import DONE, PATIENCE, Peer, Seen, chunk, event
from support import USER

WORD = event(chunk(" quantum"))


def framed(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@functools.lru_cache(maxsize=None)
def whole_stream(events: int) -> bytes:
    """Return the bytes of a stream, with each event in a separate HTTP chunk.

    They are created once, because the server's memory counts too.
    """
    return framed(WORD) * events + framed(DONE) + b"0\r\n\r\n"


def at_once(peer: Peer, request: Seen) -> None:
    """Send the number of events in `max_tokens`, in parts as large as the socket accepts."""
    peer.head()
    peer.send(whole_stream(json.loads(request.body)["max_tokens"]))


class OneByOne:
    """Send the number of events in `max_tokens`, each one after the client has read the previous one."""

    def __init__(self) -> None:
        self._wanted = threading.Semaphore(0)

    def __call__(self, peer: Peer, request: Seen) -> None:
        """Respond to a request."""
        peer.head()
        for _ in range(json.loads(request.body)["max_tokens"]):
            peer.part(WORD)
            assert self._wanted.acquire(timeout=PATIENCE)
        peer.part(DONE, end=True)

    def go_on(self) -> None:
        """Send the next event."""
        self._wanted.release()


def start(client: Any, events: int) -> Any:
    return client.chat.completions.create(messages=USER, stream=True, max_tokens=events)
