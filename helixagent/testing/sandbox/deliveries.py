"""Send webhook events to subscribers on this machine, one after another, in a background thread."""

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
    """One event for one webhook, and its result.

    Args:
        webhook_id: The webhook.
        event: The type of the event.
        url: The URL of the subscriber.
        headers: The headers to send.
        body: The body to send.
        delivery_id: The `X-HelixAgent-Delivery` header, which is the same for all attempts.
        attempts: The number of attempts; 0 if it was refused.
        status: The HTTP status of the last attempt, or None if there was no response.
        outcome: `pending`, `delivered`, `failed`, or `refused`. The sandbox only sends to loopback addresses over http.
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
    """The deliveries of one sandbox. The first delivery starts its thread."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Optional[Tuple[Delivery, Failed]]] = queue.Queue()
        self._changed = threading.Condition()
        self._finished: List[Delivery] = []
        self._thread: Optional[threading.Thread] = None
        self._connection: Optional[http.client.HTTPConnection] = None
        self._closed = False

    @property
    def finished(self) -> List[Delivery]:
        """Return the deliveries that were delivered, failed or refused, oldest first."""
        with self._changed:
            return list(self._finished)

    def submit(self, delivery: Delivery, failed: Failed) -> None:
        """Send a delivery in the background, and retry it once. Refused deliveries are only recorded.

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
            self._queue.put((delivery, failed))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="helixagent-sandbox-webhooks", daemon=True)
                self._thread.start()

    def wait_for(self, count: int, timeout: float) -> List[Delivery]:
        """Wait until this number of deliveries is finished.

        Raises:
            TimeoutError: Fewer deliveries finished within the timeout.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._finished) >= count, timeout):
                raise TimeoutError(
                    f"{len(self._finished)} of {count} deliveries were finished within {timeout} seconds"
                )
            return list(self._finished)

    def reopen(self) -> None:
        """Allow sending again after `close()`."""
        with self._changed:
            self._closed = False
            self._queue = queue.Queue()

    def close(self) -> None:
        """Stop: abort the delivery in progress, discard pending ones, and wait for the thread to end."""
        with self._changed:
            self._closed = True
            thread, connection = self._thread, self._connection
            self._thread = None
        if thread is None:
            return
        self._queue.put(None)
        if connection is not None and connection.sock is not None:
            # The connection may already be closed.
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        thread.join(2 * _TIMEOUT_SECONDS)

    def _run(self) -> None:
        pending = self._queue
        while True:
            job = pending.get()
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
            # http.client raises ValueError for an invalid header or path.
            return None
        finally:
            connection.close()

    def _finish(self, delivery: Delivery) -> None:
        with self._changed:
            self._finished.append(delivery)
            self._changed.notify_all()


def is_loopback(url: str) -> bool:
    """Return whether the sandbox sends to a URL: it must use http and point to this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        # An invalid port number raises here.
        if parts.scheme != "http" or parts.port == 0:
            return False
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
