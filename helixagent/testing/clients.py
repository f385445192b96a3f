"""Create test clients that sleep on a manual clock, so retries and waits take no time."""

from __future__ import annotations

import contextlib
from typing import Any, Callable, Dict, Iterator

from helixagent import AsyncHelixAgent, HelixAgent, Runtime
from helixagent.testing.clock import ManualClock

TEST_KEY = "test-key"


def runtime_of(clock: Callable[[], float], *, is_async: bool) -> Runtime:
    """Return a client runtime that uses a clock.

    Args:
        clock: The clock. If it is not a ManualClock, the client really sleeps.
        is_async: Whether the client awaits its sleeps.
    """
    if not isinstance(clock, ManualClock):
        return Runtime(clock=clock)
    if not is_async:
        return Runtime(clock=clock, sleep=clock.sleep, random=_no_jitter, timer=clock.timer)

    async def sleep(seconds: float) -> None:
        import anyio

        clock.sleep(seconds)
        # Let other tasks run, as they would during a real sleep.
        await anyio.sleep(0)

    return Runtime(clock=clock, sleep=sleep, random=_no_jitter, timer=clock.timer)


def client_of(base_url: str, clock: Callable[[], float], options: Dict[str, Any]) -> HelixAgent:
    """Return a client for a server, using a clock."""
    return HelixAgent(**_options(base_url, options), _runtime=runtime_of(clock, is_async=False))


def async_client_of(base_url: str, clock: Callable[[], float], options: Dict[str, Any]) -> AsyncHelixAgent:
    """Return an async client for a server, using a clock."""
    return AsyncHelixAgent(**_options(base_url, options), _runtime=runtime_of(clock, is_async=True))


def _options(base_url: str, options: Dict[str, Any]) -> Dict[str, Any]:
    arguments = {"base_url": base_url, **options}
    if "token" not in arguments:
        arguments.setdefault("api_key", TEST_KEY)
    return arguments


def _no_jitter() -> float:
    return 0.0


@contextlib.contextmanager
def closed_after(client: AsyncHelixAgent) -> Iterator[AsyncHelixAgent]:
    """Yield an async client and close it afterwards, outside the event loops that used it."""
    try:
        yield client
    finally:
        client._transport.close_between_runs()
