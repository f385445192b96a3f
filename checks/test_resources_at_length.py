"""Check that thousands of calls, derived clients and abandoned streams leave nothing behind, to find slow leaks."""

from __future__ import annotations

from typing import Any

import leaks
import pytest


@pytest.mark.parametrize(
    ("work", "times"), [(leaks.call, 10_000), (leaks.derived_call, 2_000), (leaks.abandoned, 1_000)]
)
def test_sync_work_leaves_nothing_behind(work: Any, times: int) -> None:
    leaks.check_blocking(work, times)


@pytest.mark.parametrize("http_client", [None, "aiohttp"], ids=["httpx", "aiohttp"])
@pytest.mark.parametrize(
    ("work", "times"),
    [(leaks.async_call, 10_000), (leaks.async_derived_call, 2_000), (leaks.async_abandoned, 1_000)],
)
def test_async_work_leaves_nothing_behind(work: Any, times: int, http_client: Any) -> None:
    leaks.check_awaited(work, times, http_client)


@pytest.mark.parametrize(("work", "times"), [(leaks.call, 500), (leaks.derived_call, 250), (leaks.abandoned, 250)])
def test_work_with_a_session_leaves_nothing_behind(work: Any, times: int) -> None:
    leaks.check_blocking(work, times, session=True)
