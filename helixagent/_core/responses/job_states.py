"""Recognize the final states of debates and tasks in any spelling."""

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
    """Return COMPLETED or FAILED for a final state or last event, or None if the job has not ended.

    Case and separators are ignored. Any end without a result is FAILED. An enum name before a dot is ignored, as in
    `TaskStatus.COMPLETED`.
    """
    if not isinstance(state, str):
        return None
    return _OUTCOMES.get(_SEPARATORS.sub("", state.rpartition(".")[2]).lower())
