"""The queued requests of a batch for one model, and their pace."""

from __future__ import annotations

import heapq
from collections import deque
from typing import Deque, List, NamedTuple, Optional, Tuple

from .outcomes import Job
from .pace import Pace


class SlowModel(NamedTuple):
    """A model that refused requests of a batch because it is overloaded or down (429, 503, 529).

    Attributes:
        model: The name of the model.
        refused: The number of refusals in this run.
        limit: The current maximum number of requests in flight for the model.
        waiting: Seconds until the next request if the model is paused, otherwise 0.0.
        given_up: Whether the remaining requests are left for another run, because the model refused all requests for
            too long.
    """

    model: str
    refused: int
    limit: int
    waiting: float
    given_up: bool


class QueuedRequest:
    """A queued request.

    Args:
        job: The request.
        order: The position of the request in the input.
    """

    __slots__ = ("attempts", "job", "order", "refusals")

    def __init__(self, job: Job, order: int) -> None:
        self.job = job
        self.order = order
        # The number of responses and broken connections, and the number of refusals among them.
        self.attempts = 0
        self.refusals = 0


class ModelQueue:
    """The requests for one model.

    Args:
        name: The name of the model.
        unread: The number of lines for the model in the input.
        pace: Limits the number of requests in flight.
        give_up_after: Seconds without a success after which the model is given up.

    Attributes:
        fresh: Lines that have not been sent yet, in the order of the input.
        retries: Scheduled retries: a heap of time, order and request.
        skipped: The number of lines that are left for another run.
    """

    def __init__(self, name: str, unread: int, pace: Pace, give_up_after: float) -> None:
        self.unread = unread
        self.pace = pace
        self.fresh: Deque[QueuedRequest] = deque()
        self.retries: List[Tuple[float, int, QueuedRequest]] = []
        self.in_flight = 0
        self.refused = 0
        self.skipped = 0
        self.given_up = False
        self._name = name
        self._give_up_after = give_up_after
        self._count = 0

    def has_room(self, now: float) -> bool:
        """Return whether a request may start now."""
        if self.given_up:
            # Queued requests get a last attempt, one at a time.
            return not self.in_flight
        return self.in_flight < self.pace.limit and not self.pace.pause(now)

    def is_due(self, now: float) -> bool:
        """Return whether a retry can be sent now."""
        return bool(self.retries) and (self.given_up or self.retries[0][0] <= now) and self.has_room(now)

    def next_time(self, now: float) -> Optional[float]:
        """Return when the next request can be sent, or None if that does not depend on time."""
        if self.given_up:
            return now if self.retries and not self.in_flight else None
        if self.in_flight >= self.pace.limit:
            return None
        pause = self.pace.pause(now)
        if self.fresh or (self.unread and pause):
            return now + pause
        return max(now + pause, self.retries[0][0]) if self.retries else None

    def put_back(self, queued: QueuedRequest, time: float) -> None:
        """Retry a request at this time or later."""
        self._count += 1
        heapq.heappush(self.retries, (time, self._count, queued))

    def pop_retry(self) -> QueuedRequest:
        """Remove and return the request that is due first."""
        return heapq.heappop(self.retries)[2]

    def succeeded(self, now: float) -> None:
        """Record a response."""
        self.given_up = False
        self.pace.succeeded(self.in_flight, now)

    def record_refusal(self, token: int, retry_after: Optional[float], now: float) -> List[QueuedRequest]:
        """Record a refusal.

        Args:
            token: The token from the pace when the request started.
            retry_after: The number of seconds that the server asked to wait, if any.
            now: The time in seconds.

        Returns:
            The lines that are left for another run if the model is given up.
        """
        self.refused += 1
        self.pace.record_refusal(token, self.in_flight, retry_after, now)
        refusing_since = self.pace.refusing_since
        self.given_up = refusing_since is not None and now - refusing_since >= self._give_up_after
        if not self.given_up:
            return []
        dropped = list(self.fresh)
        self.fresh.clear()
        self.skipped += len(dropped)
        return dropped

    def slow(self, now: float) -> SlowModel:
        """Return the model's refusals and limits."""
        return SlowModel(self._name, self.refused, self.pace.limit, self.pace.pause(now), self.given_up)
