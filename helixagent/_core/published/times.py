"""Times of published servers, which are Unix seconds in many places, as the contract has them."""

from __future__ import annotations

import datetime
from typing import Any, Mapping

from .asked import Object, number_of

# Not `created`, which is a number in the contract too, and not `response_time`, which is a duration.
TIMES = frozenset(
    [
        "completed_at",
        "created_at",
        "deadline",
        "end_time",
        "expires_at",
        "last_activity",
        "last_check",
        "scheduled_at",
        "start_time",
        "started_at",
        "timestamp",
        "updated_at",
    ]
)
# The year 9999; what is beyond is not a time in seconds.
_LATEST = 253_402_300_799
NANOSECONDS = 1_000_000_000


def time_text(value: Any) -> Any:
    """Return Unix seconds as RFC 3339; anything else stays as it is."""
    seconds = number_of(value)
    if seconds is None or not 0 <= seconds <= _LATEST:
        return value
    moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def with_times(data: Mapping[str, Any]) -> Object:
    """Return an object with its times as RFC 3339."""
    return {name: time_text(value) if name in TIMES else value for name, value in data.items()}


def seconds_of(nanoseconds: Any) -> Any:
    """Return a duration in seconds."""
    number = number_of(nanoseconds)
    return nanoseconds if number is None else number / NANOSECONDS
