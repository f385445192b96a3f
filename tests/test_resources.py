"""That calls, clients of `with_options` and abandoned streams leave nothing behind; checks/ has larger numbers."""

from __future__ import annotations

from typing import Any

import leaks
import pytest

BLOCKING = [(leaks.call, 300), (leaks.derived_call, 150), (leaks.abandoned, 120)]
AWAITED = [(leaks.async_call, 300), (leaks.async_derived_call, 150), (leaks.async_abandoned, 120)]


@pytest.mark.parametrize(("work", "times"), BLOCKING)
def test_blocking_work_leaves_nothing_behind(work: Any, times: int) -> None:
    leaks.check_blocking(work, times)


@pytest.mark.parametrize("http_client", [None, "aiohttp"], ids=["httpx", "aiohttp"])
@pytest.mark.parametrize(("work", "times"), AWAITED)
def test_awaited_work_leaves_nothing_behind(work: Any, times: int, http_client: Any) -> None:
    leaks.check_awaited(work, times, http_client)


@pytest.mark.parametrize(("work", "times"), BLOCKING)
def test_work_over_a_session_leaves_nothing_behind(work: Any, times: int) -> None:
    leaks.check_blocking(work, times // 2, session=True)
