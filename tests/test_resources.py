"""Test that abandoned streams leave nothing behind. `checks/test_resources_at_length.py` covers more."""

from __future__ import annotations

import leaks
import pytest


@pytest.mark.parametrize("session", [False, True], ids=["httpx", "session"])
def test_abandoned_streams_leave_nothing_behind(session: bool) -> None:
    leaks.check_blocking(leaks.abandoned, 80, session=session)


def test_abandoned_async_streams_leave_nothing_behind() -> None:
    leaks.check_awaited(leaks.async_abandoned, 80)
