"""Convert the times of published servers, which are often Unix seconds, to the contract's format."""

from __future__ import annotations

import datetime
from typing import Any, Mapping

from .translation import Object, number_of

# `created` is not in the list, because it is also a number in the contract. `response_time` is a duration.
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
# The year 9999. A larger number is not a time in seconds.
_LATEST = 253_402_300_799
NANOSECONDS = 1_000_000_000


def time_text(value: Any) -> Any:
    """Convert Unix seconds to RFC 3339. Other values are returned unchanged."""
    seconds = number_of(value)
    if seconds is None or not 0 <= seconds <= _LATEST:
        return value
    moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def with_times(data: Mapping[str, Any]) -> Object:
    """Convert the times of an object to RFC 3339."""
    return {name: time_text(value) if name in TIMES else value for name, value in data.items()}


def seconds_of(nanoseconds: Any) -> Any:
    """Convert a duration to seconds."""
    number = number_of(nanoseconds)
    return nanoseconds if number is None else number / NANOSECONDS
