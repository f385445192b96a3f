"""Count the API calls and tokens of a client, for `client.get_usage_stats()`."""

from __future__ import annotations

import operator
import threading
from types import MappingProxyType
from typing import Any, Dict, List, Mapping, NamedTuple, Optional

from .._core.hook_events import CallEnded


class UsageStats(NamedTuple):
    """A snapshot of a client's usage since its creation or the last `reset_usage_stats()`.

    Attributes:
        total_requests: Number of finished API calls. Calls that the SDK rejected before sending a request are not
            counted.
        successful_requests: Number of calls that succeeded, including streams that the program closed early.
        failed_requests: Number of calls that raised an exception or were canceled.
        total_tokens: Number of tokens in prompts and completions, if the server sent it.
        prompt_tokens: Number of tokens in the prompts.
        completion_tokens: Number of tokens in the completions.
        retries: Number of retried requests.
        by_model: The same counts for each requested model. Calls without a model are not included.

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
        """The percentage of calls that succeeded, or 100.0 if there were no calls."""
        return 100.0 * self.successful_requests / self.total_requests if self.total_requests else 100.0

    def _repr_html_(self) -> str:
        from helixagent_client._display import html

        return html(self._as_rows(), "UsageStats")

    def _as_rows(self) -> Dict[str, Any]:
        counts = {**self._asdict(), "success_rate": f"{self.success_rate:.1f} %"}
        return {**counts, "by_model": {name: stats._as_rows() for name, stats in self.by_model.items()} or None}


class UsageCounter:
    """The hook that counts API calls and tokens."""

    events = (CallEnded,)

    def __init__(self) -> None:
        # The lock is reentrant, because a signal handler may make an API call while its thread holds the lock.
        self._lock = threading.RLock()
        # The counts for each model, in the field order of UsageStats.
        self._counts: Dict[Optional[str], List[int]] = {}

    def __call__(self, event: Any) -> None:
        prompt, completion, total = event.tokens
        has_succeeded = event.outcome == "success"
        retries = max(event.attempts - 1, 0)
        with self._lock:
            before = self._counts.get(event.call.model, [0] * 7)
            added = (1, has_succeeded, not has_succeeded, total, prompt, completion, retries)
            self._counts[event.call.model] = list(map(operator.add, before, added))

    def stats(self) -> UsageStats:
        """Return the counts so far."""
        with self._lock:
            counts = dict(self._counts)
        totals = [sum(column) for column in zip(*counts.values())]
        by_model = {model: UsageStats._make([*found, {}]) for model, found in counts.items() if model is not None}
        return UsageStats._make([*(totals or [0] * 7), by_model])

    def reset(self) -> None:
        """Set all counts to zero."""
        with self._lock:
            self._counts = {}
