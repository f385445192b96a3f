"""The requests of a batch for one model that wait to be sent, and the pace at which they are."""

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
        refused: The number of responses with a refusal in this run.
        limit: The number of requests that may be in flight for it now.
        waiting: Seconds until the next request for it is sent, if it is paused. Else 0.0.
        given_up: Whether it refused everything for so long that its other requests are left for another run.
    """

    model: str
    refused: int
    limit: int
    waiting: float
    given_up: bool


class Waiting:
    """A request that waits to be sent.

    Args:
        job: The request.
        order: Its position in the input.
    """

    __slots__ = ("attempts", "job", "order", "turns")

    def __init__(self, job: Job, order: int) -> None:
        self.job = job
        self.order = order
        # Responses and broken connections; those among them with a refusal.
        self.attempts = 0
        self.turns = 0


class ModelQueue:
    """The requests for one model.

    Args:
        name: The name of the model.
        unread: The number of its lines in the input.
        pace: How many of its requests may be in flight.
        give_up_after: The seconds without a success after which the model is given up.

    Attributes:
        fresh: Lines that were not sent yet, in the order of the input.
        again: When to send requests again that were sent before: a heap of time, order and request.
        left_out: The number of lines that are left for another run.
    """

    def __init__(self, name: str, unread: int, pace: Pace, give_up_after: float) -> None:
        self.unread = unread
        self.pace = pace
        self.fresh: Deque[Waiting] = deque()
        self.again: List[Tuple[float, int, Waiting]] = []
        self.in_flight = 0
        self.refused = 0
        self.left_out = 0
        self.given_up = False
        self._name = name
        self._give_up_after = give_up_after
        self._count = 0

    def has_room(self, now: float) -> bool:
        """Return whether a request may start now."""
        if self.given_up:
            # The requests that wait get their last attempt, one by one.
            return not self.in_flight
        return self.in_flight < self.pace.limit and not self.pace.pause(now)

    def is_due(self, now: float) -> bool:
        """Return whether a request can be sent again now."""
        return bool(self.again) and (self.given_up or self.again[0][0] <= now) and self.has_room(now)

    def next_time(self, now: float) -> Optional[float]:
        """Return when a request can be sent, if only time is needed for that."""
        if self.given_up:
            return now if self.again and not self.in_flight else None
        if self.in_flight >= self.pace.limit:
            return None
        pause = self.pace.pause(now)
        if self.fresh or (self.unread and pause):
            return now + pause
        return max(now + pause, self.again[0][0]) if self.again else None

    def put_back(self, waiting: Waiting, time: float) -> None:
        """Send a request again, at this time or later."""
        self._count += 1
        heapq.heappush(self.again, (time, self._count, waiting))

    def take_again(self) -> Waiting:
        """Take the request that is due first."""
        return heapq.heappop(self.again)[2]

    def succeeded(self, now: float) -> None:
        """Record a response."""
        self.given_up = False
        self.pace.succeeded(self.in_flight, now)

    def turned_away(self, mark: int, retry_after: Optional[float], now: float) -> List[Waiting]:
        """Record a refusal.

        Args:
            mark: What the pace gave the request when it started.
            retry_after: The seconds that the server asked to wait, if it did.
            now: The time in seconds.

        Returns:
            The lines that are left for another run, because the model is given up.
        """
        self.refused += 1
        self.pace.turned_away(mark, self.in_flight, retry_after, now)
        since = self.pace.refusing_since
        self.given_up = since is not None and now - since >= self._give_up_after
        if not self.given_up:
            return []
        dropped = list(self.fresh)
        self.fresh.clear()
        self.left_out += len(dropped)
        return dropped

    def slow(self, now: float) -> SlowModel:
        """Return how slow the model is."""
        return SlowModel(self._name, self.refused, self.pace.limit, self.pace.pause(now), self.given_up)
