"""Sends the events of webhooks to subscribers on this machine, one after another, in a thread of its own."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import ipaddress
import queue
import socket
import threading
from typing import Callable, List, Mapping, Optional, Tuple
from urllib.parse import urlsplit

_ATTEMPTS = 2
_TIMEOUT_SECONDS = 5.0

Failed = Callable[[], None]


@dataclasses.dataclass(frozen=True)
class Delivery:
    """One event for one webhook, and what became of it.

    Args:
        webhook_id: The webhook.
        event: The type of the event.
        url: Where it goes.
        headers: The headers that are sent.
        body: The body that is sent.
        delivery_id: The `X-HelixAgent-Delivery`, the same over the attempts.
        attempts: How often it was sent; 0 where it was refused.
        status: The HTTP status of the last attempt, or None where there was no answer.
        outcome: `pending`, `delivered`, `failed`, or `refused`: the sandbox sends to loopback addresses over http only.
    """

    webhook_id: str
    event: str
    url: str
    headers: Mapping[str, str] = dataclasses.field(repr=False)
    body: bytes = dataclasses.field(repr=False)
    delivery_id: str
    attempts: int = 0
    status: Optional[int] = None
    outcome: str = "pending"


class Deliveries:
    """The deliveries of one sandbox; its thread starts with the first of them."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Optional[Tuple[Delivery, Failed]]] = queue.Queue()
        self._changed = threading.Condition()
        self._finished: List[Delivery] = []
        self._thread: Optional[threading.Thread] = None
        self._connection: Optional[http.client.HTTPConnection] = None
        self._closed = False

    @property
    def finished(self) -> List[Delivery]:
        """Those that were delivered, have failed or were refused, the oldest first."""
        with self._changed:
            return list(self._finished)

    def submit(self, delivery: Delivery, failed: Failed) -> None:
        """Send a delivery in the background, once more if that fails; one that may not be sent is only remembered.

        Args:
            delivery: The delivery.
            failed: Called for each failed attempt.
        """
        if not is_loopback(delivery.url):
            self._finish(dataclasses.replace(delivery, outcome="refused"))
            return
        with self._changed:
            if self._closed:
                return
            self._waiting.put((delivery, failed))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="helixagent-sandbox-webhooks", daemon=True)
                self._thread.start()

    def wait_for(self, count: int, timeout: float) -> List[Delivery]:
        """Wait until so many deliveries are finished.

        Raises:
            TimeoutError: If they are not within the timeout, in seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._finished) >= count, timeout):
                raise TimeoutError(
                    f"{len(self._finished)} of {count} deliveries were finished within {timeout} seconds"
                )
            return list(self._finished)

    def reopen(self) -> None:
        """Send again after `close()`."""
        with self._changed:
            self._closed = False
            self._waiting = queue.Queue()

    def close(self) -> None:
        """Stop: what is being sent is broken off, what waits is forgotten, the thread has ended."""
        with self._changed:
            self._closed = True
            thread, connection = self._thread, self._connection
            self._thread = None
        if thread is None:
            return
        self._waiting.put(None)
        if connection is not None and connection.sock is not None:
            # It may be over already.
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        thread.join(2 * _TIMEOUT_SECONDS)

    def _run(self) -> None:
        waiting = self._waiting
        while True:
            job = waiting.get()
            if job is None or self._closed:
                return
            self._finish(self._sent(*job))

    def _sent(self, delivery: Delivery, failed: Failed) -> Delivery:
        status: Optional[int] = None
        for attempt in range(1, _ATTEMPTS + 1):
            status = self._post(delivery)
            if status is not None and 200 <= status < 300:
                return dataclasses.replace(delivery, attempts=attempt, status=status, outcome="delivered")
            failed()
        return dataclasses.replace(delivery, attempts=_ATTEMPTS, status=status, outcome="failed")

    def _post(self, delivery: Delivery) -> Optional[int]:
        parts = urlsplit(delivery.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_TIMEOUT_SECONDS)
        with self._changed:
            if self._closed:
                return None
            self._connection = connection
        try:
            connection.request("POST", path, delivery.body, dict(delivery.headers))
            response = connection.getresponse()
            response.read()
            return response.status
        except (OSError, ValueError, http.client.HTTPException):
            # ValueError: a header or a path that http.client does not take.
            return None
        finally:
            connection.close()

    def _finish(self, delivery: Delivery) -> None:
        with self._changed:
            self._finished.append(delivery)
            self._changed.notify_all()


def is_loopback(url: str) -> bool:
    """Whether a URL is one that the sandbox sends to: over http, to this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        # A port that is no number raises here.
        if parts.scheme != "http" or parts.port == 0:
            return False
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
