"""Recognize the states in which a debate or a task has ended, however a server spells them."""

from __future__ import annotations

import re
from typing import Any, Optional

COMPLETED = "completed"
FAILED = "failed"

_WORDS = {
    COMPLETED: ["completed", "complete", "succeeded", "success", "successful", "done", "finished"],
    FAILED: ["failed", "failure", "error", "errored", "rejected", "cancelled", "canceled", "aborted", "deadletter"]
    + ["expired", "timedout", "timeout"],
}
_OUTCOMES = {word: outcome for outcome, words in _WORDS.items() for word in words}
_SEPARATORS = re.compile(r"[\s_-]+")


def outcome_of(state: Any) -> Optional[str]:
    """Return how a job in this state, or with this last event, has ended: COMPLETED, FAILED, or None if it has not.

    Case and separators do not count. FAILED is any end without a result. The name of an enum before a dot is ignored,
    as in `TaskStatus.COMPLETED`.
    """
    if not isinstance(state, str):
        return None
    return _OUTCOMES.get(_SEPARATORS.sub("", state.rpartition(".")[2]).lower())
