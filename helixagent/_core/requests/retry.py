"""When to try again and how long to wait first: pure decisions from a status, its headers and the count of attempts."""

from __future__ import annotations

import math
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import Callable, Mapping, Optional

# Longer than this nobody wants to sit in a call that looks hung: the error is raised at once, with `retry_after` on it.
LONGEST_WAIT = 60.0
_FIRST_BACKOFF = 0.5
_LONGEST_BACKOFF = 8.0
_RETRIED = frozenset([408, 429])


def retry_after_of(headers: Mapping[str, str], now: float) -> Optional[float]:
    """Return the seconds that an answer asks to wait, from `retry-after-ms` or `Retry-After`; None where it does not.

    `Retry-After` is read as RFC 9110 section 10.2.3 has it: seconds or an HTTP date.

    Args:
        headers: The answer's headers.
        now: Unix seconds, against which a date is read.
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
        # RFC 9110 section 5.6.7: a date without a zone, as in the form of asctime, is universal time.
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=timezone.utc)).timestamp() - now)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def should_retry(status: int, headers: Mapping[str, str]) -> bool:
    """Return whether an answer is worth another attempt; the server's `x-should-retry` decides where it is sent."""
    verdict = headers.get("x-should-retry")
    if verdict in ("true", "false"):
        return verdict == "true"
    return status in _RETRIED or status >= 500


def delay_after(
    sent: int, *, max_retries: int, retry_after: Optional[float], random: Callable[[], float]
) -> Optional[float]:
    """Return the seconds to wait before the next attempt, or None where there is to be none.

    Args:
        sent: How many attempts were made, at least 1.
        max_retries: How many may follow the first one.
        retry_after: Seconds that the server asked to wait, if it did.
        random: Gives a number from 0 up to 1; jitter keeps many clients from coming back at the same moment.
    """
    if sent > max_retries:
        return None
    if retry_after is not None and retry_after > 0:
        return retry_after if retry_after <= LONGEST_WAIT else None
    backoff = min(_FIRST_BACKOFF * 2.0 ** min(sent - 1, 16), _LONGEST_BACKOFF)
    return backoff * (1 - 0.25 * random())


def _number(text: Optional[str]) -> Optional[float]:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
