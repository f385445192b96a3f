"""Helpers for the tests of observability: a hook that records events, and calls that end in each possible way."""

from __future__ import annotations

import gc
from typing import Any, Callable, Dict, List

from raw_server import PATIENCE, RawServer, held_open
from stream_support import MESSAGES, Way, fault, start

from helixagent.observability import CallEnded, CallInfo, HookEvent
from helixagent.testing import Sandbox


class Seen:
    """A hook that keeps its events."""

    def __init__(self) -> None:
        self.events: List[HookEvent] = []

    def hook(self, event: HookEvent) -> None:
        """Keep an event."""
        self.events.append(event)

    @property
    def types(self) -> List[str]:
        """Return the types of the events."""
        return [event.type for event in self.events]

    @property
    def ends(self) -> List[CallEnded]:
        """Return the events that end calls."""
        return [event for event in self.events if isinstance(event, CallEnded)]


def end_of(call: CallInfo, **options: Any) -> CallEnded:
    """Return the end of a simulated call, because a real one would take long."""
    usual: Dict[str, Any] = {"outcome": "success", "seconds": 0.1, "attempts": 1, "status": 200}
    return CallEnded(call, **{**usual, **options})


def read_all(stream: Any) -> None:
    """Read a stream to its end."""
    for _ in stream:
        continue


def done(way: Way, client: Any) -> None:
    read_all(start(client, stream_options={"include_usage": True}))


def closed(way: Way, client: Any) -> None:
    stream = start(client)
    next(stream)
    stream.close()
    stream.close()


def left(way: Way, client: Any) -> None:
    with start(client) as stream:
        for _ in stream:
            break


def _broken(way: Way, client: Any, name: str) -> None:
    try:
        read_all(start(client, **fault(name)))
    except Exception as error:
        # The traceback keeps the stream alive.
        error.__traceback__ = None
    else:
        raise AssertionError("the stream did not break")


def cut(way: Way, client: Any) -> None:
    _broken(way, client, "cut")


def failed_in_band(way: Way, client: Any) -> None:
    _broken(way, client, "stream-error")


def collected(way: Way, client: Any) -> None:
    stream = start(client)
    next(stream)
    del stream
    gc.collect()
    # Nobody is notified until the client is used again.
    client.get_usage_stats()


def never_begun(way: Way, client: Any) -> None:
    stream = start(client)
    del stream
    gc.collect()
    # Nobody is notified until the client is used again.
    client.get_usage_stats()


def typed_events(way: Way, client: Any) -> None:
    with client.chat.completions.stream(messages=MESSAGES) as stream:
        assert stream.get_final_completion().choices


def typed_events_left(way: Way, client: Any) -> None:
    with client.chat.completions.stream(messages=MESSAGES) as stream:
        next(stream)


def interrupted(way: Way, client: Any) -> None:
    try:
        with start(client) as stream:
            next(stream)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        return


# Each way in which a stream can end, and its name.
ENDS: Dict[str, List[Callable[[Way, Any], None]]] = {
    "done": [done, typed_events],
    "closed": [closed, left, typed_events_left],
    "broken": [cut, failed_in_band],
    "collected": [collected, never_begun],
    "cancelled": [interrupted],
}
CASES = [(how, end) for how, ends in ENDS.items() for end in ends]
IDS = [end.__name__ for _, end in CASES]
OUTCOMES = {"broken": "error", "cancelled": "cancelled"}


def cancel_a_reader(way: Way, client: Any, server: RawServer) -> None:
    """Cancel the task that is waiting for a stream's next chunk."""
    import anyio

    async def cancelled() -> None:
        stream = await client._target.chat.completions.create(messages=MESSAGES, stream=True)
        await stream.__anext__()
        async with anyio.create_task_group() as group:
            group.start_soon(stream.__anext__)
            await anyio.wait_all_tasks_blocked()
            group.cancel_scope.cancel()

    way.portal.call(cancelled)
    assert server.gone.wait(PATIENCE)


__all__ = ["CASES", "IDS", "OUTCOMES", "Sandbox", "Seen", "cancel_a_reader", "end_of", "held_open", "read_all"]
