"""Counts of a client's calls and tokens, which `client.get_usage_stats()` gives."""

from __future__ import annotations

import threading
from collections import deque
from types import MappingProxyType
from typing import Any, ClassVar, Deque, Dict, List, Mapping, NamedTuple, Optional, Tuple

from .._core.hook_events import CallEnded
from .._core.hooks import Listener, Methods

# So many calls are kept uncounted at most: few enough to stay in the processor's caches.
_MOST_PENDING = 100


class UsageStats(NamedTuple):
    """What a client was used for, since it was made or since `reset_usage_stats()`; it does not change any more.

    Attributes:
        total_requests: The calls that have ended. One that was refused before anything was sent is none.
        successful_requests: Those that brought an answer; a stream that the program closed early is one of them.
        failed_requests: Those that ended with an exception, cancelled ones included.
        total_tokens: The tokens of prompts and answers, as far as the server told them.
        prompt_tokens: The tokens of the prompts.
        completion_tokens: The tokens of the answers.
        retries: How many requests were sent beside the first one of each call.
        by_model: The same for each model, by the name that was asked for; calls that name none are not in it.

    Example:
        usage = client.get_usage_stats()
        print(usage.total_tokens, usage.by_model["helixagent-ensemble"].success_rate)
    """

    total_requests: int = 0
    successful_requests: int = 0
    failed_requests: int = 0
    total_tokens: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    retries: int = 0
    by_model: Mapping[str, Any] = MappingProxyType({})

    @property
    def success_rate(self) -> float:
        """The share of the calls that succeeded, in per cent; 100.0 where there was no call, for none has failed."""
        return 100.0 * self.successful_requests / self.total_requests if self.total_requests else 100.0

    def _repr_html_(self) -> str:
        from helixagent_client._display import html

        return html(self._as_rows(), "UsageStats")

    def _as_rows(self) -> Dict[str, Any]:
        counts = {**self._asdict(), "success_rate": f"{self.success_rate:.1f} %"}
        return {**counts, "by_model": {name: stats._as_rows() for name, stats in self.by_model.items()} or None}


class UsageCounter(Listener):
    """The hook that counts.

    It only notes the end of a call, in one step that threads and the garbage collector (which ends the streams that
    it collects) can interrupt nowhere; the sums are made under a lock when somebody asks, or after many calls.
    """

    methods: ClassVar[Methods] = {CallEnded: "_note"}

    def __init__(self) -> None:
        self._ended: Deque[Tuple[Optional[str], str, Tuple[int, int, int], int]] = deque()
        self._lock = threading.Lock()
        self._sums: Dict[Optional[str], List[int]] = {}

    def _note(self, event: CallEnded) -> None:
        self._ended.append((event.call.model, event.outcome, event.tokens, event.attempts))
        if len(self._ended) > _MOST_PENDING and self._lock.acquire(blocking=False):
            try:
                self._add_up()
            finally:
                self._lock.release()

    def stats(self) -> UsageStats:
        """Return the counts so far."""
        with self._lock:
            self._add_up()
            # Copies: those that were given out stay as they are.
            sums = {model: tuple(held) for model, held in self._sums.items()}
        totals = [sum(column) for column in zip(*sums.values())]
        by_model = {model: UsageStats._make([*counts, {}]) for model, counts in sums.items() if model is not None}
        return UsageStats._make([*(totals or [0] * 7), by_model])

    def reset(self) -> None:
        """Begin again at zero."""
        with self._lock:
            self._add_up()
            self._sums = {}

    def _add_up(self) -> None:
        while self._ended:
            model, outcome, (prompt, completion, total), attempts = self._ended.popleft()
            held = self._sums.get(model)
            if held is None:
                held = self._sums[model] = [0] * 7
            # In the order of UsageStats.
            held[0] += 1
            held[1 if outcome == "success" else 2] += 1
            held[3] += total
            held[4] += prompt
            held[5] += completion
            if attempts > 1:
                held[6] += attempts - 1
