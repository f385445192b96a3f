"""Decide whether to retry a request, and how long to wait before the retry."""

from __future__ import annotations

import math
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import Callable, Mapping, Optional

# If the server asks for a longer wait, the exception is raised immediately, with `retry_after`.
MAX_RETRY_AFTER = 60.0
_FIRST_BACKOFF = 0.5
_MAX_BACKOFF = 8.0
_RETRIED = frozenset([408, 429])


def retry_after_of(headers: Mapping[str, str], now: float) -> Optional[float]:
    """Return the wait in seconds from the `retry-after-ms` or `Retry-After` header, or None.

    In RFC 9110 section 10.2.3, `Retry-After` is a number of seconds or an HTTP date. The date is compared with `now`,
    the current Unix time in seconds.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = _number(text)
    if seconds is not None:
        return seconds
    try:
        date = parsedate_to_datetime(text)
        # In RFC 9110 section 5.6.7, dates without a time zone, such as the asctime format, are in UTC.
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=timezone.utc)).timestamp() - now)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def should_retry(status: int, headers: Mapping[str, str]) -> bool:
    """Return whether to retry after a response. The header `x-should-retry` takes precedence."""
    verdict = headers.get("x-should-retry")
    if verdict in ("true", "false"):
        return verdict == "true"
    return status in _RETRIED or status >= 500


def delay_after(
    sent: int, *, max_retries: int, retry_after: Optional[float], random: Callable[[], float]
) -> Optional[float]:
    """Return the seconds to wait before the next attempt, or None if there is no further attempt.

    Args:
        sent: Number of attempts so far, starting at 1.
        max_retries: Maximum number of retries.
        retry_after: Number of seconds that the server asked to wait, if any.
        random: Returns a number from 0 up to 1, for jitter. Jitter keeps many clients from retrying at the same moment.
    """
    if sent > max_retries:
        return None
    if retry_after is not None and retry_after > 0:
        return retry_after if retry_after <= MAX_RETRY_AFTER else None
    backoff = min(_FIRST_BACKOFF * 2.0 ** min(sent - 1, 16), _MAX_BACKOFF)
    return backoff * (1 - 0.25 * random())


def _number(text: Optional[str]) -> Optional[float]:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
