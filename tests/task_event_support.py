"""Helpers for the tests of task events: the events of one task, servers that send them, and streams of all clients."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import pytest
from raw_server import Peer, RawServer, Seen
from stream_support import Blocking, Way
from support import Recorder

from helixagent import HelixAgentError
from helixagent._async.task_events import AsyncTaskEventStream
from helixagent._sync.task_events import TaskEventStream

# ---- events and servers that send them ----------------------------------------------------------------------------


def sse(data: Any, *, id: Optional[str] = None, event: Optional[str] = None) -> bytes:
    """Return one event of a stream, with the given fields."""
    lines = [f"id: {id}\n"] if id is not None else []
    lines += [f"event: {event}\n"] if event is not None else []
    text = data if isinstance(data, str) else json.dumps(data)
    return "".join([*lines, f"data: {text}\n\n"]).encode()


def numbered(kind: str, number: int, **fields: Any) -> bytes:
    """Return one event as the API sends it."""
    return sse({"type": kind, "task_id": "t1", **fields}, id=str(number), event=kind)


SCRIPT = [
    numbered("started", 1),
    numbered("progress", 2, progress=45.5, message="half way – naïve"),
    numbered("output", 3, data="a"),
    numbered("output", 4, data="a"),
    b": ping\n\n",
    numbered("heartbeat", 5),
    numbered("log", 6, message="x"),
    numbered("completed", 7, data={"text": "done"}, duration_ms=12),
]
WHOLE = b"".join(SCRIPT)
# Positions within the second event at which the stream is cut.
FIRST = len(SCRIPT[0]) + 20
IDS = ["1", "2", "3", "4", "5", "6", "7"]


def after(last_id: Optional[str], *, inclusive: bool = False) -> bytes:
    """Return the data for a client that already has the event with this ID. With `inclusive`, repeat that event."""
    number = int(last_id) if last_id else 0
    events = [item for item in SCRIPT if item.startswith(b"id")]
    return b"".join(events[max(0, number - 1) if inclusive else number :])


class TaskServer:
    """Return a handler that cuts the first connections, each one after a number of bytes.

    Args:
        cuts: The numbers of bytes, starting over for each task.
        replay: The data for a client that reconnects: the events `after` the last one, `from` that one, or `all`.
    """

    def __init__(self, cuts: Sequence[int], *, replay: str = "after", preamble: bytes = b"") -> None:
        self.cuts = cuts
        self._replay = replay
        self._preamble = preamble
        self._visits: Dict[str, int] = {}

    def __call__(self, peer: Peer, request: Seen) -> bool:
        visit = self._visits.get(request.target, 0)
        self._visits[request.target] = visit + 1
        last_id = request.headers.get("last-event-id")
        body = WHOLE if self._replay == "all" or last_id is None else after(last_id, inclusive=self._replay == "from")
        cut = self.cuts[visit] if visit < len(self.cuts) else None
        peer.head()
        peer.part(self._preamble)
        peer.part(body if cut is None else body[:cut])
        # Every second connection ends as if the stream were complete.
        if cut is None or cut % 2:
            peer.end()
            return False
        return True


def scripted(*answers: Any) -> Any:
    """Return a handler that processes one request after another: it sends an error status, or runs a function."""
    left = list(answers)

    def handler(peer: Peer, request: Seen) -> bool:
        answer = left.pop(0)
        if callable(answer):
            return bool(answer(peer, request))
        peer.respond(b'{"error": {"message": "No"}}', status=answer)
        return False

    return handler


def dropped(peer: Peer, request: Seen) -> bool:
    """Close the connection without a response."""
    return True


def held(peer: Peer, request: Seen) -> bool:
    """Send one event, then nothing. Return when the client has closed the connection."""
    peer.head()
    peer.part(SCRIPT[0])
    peer.wait_gone()
    return True


# ---- streams --------------------------------------------------------------------------------------------------------


class Stage:
    """Streams of one kind of client, with waits that are only recorded."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.time = Recorder()

    def reset(self) -> None:
        """Close the clients, and begin with a new time."""
        self.way.reset()
        self.time = Recorder()

    def client(self, base_url: str, **options: Any) -> Any:
        return self.way.client(base_url, _runtime=self.time.runtime(is_async=self.way.is_async), **options)

    def stream(self, client: Any, task_id: str = "t1", **options: Any) -> Any:
        if self.way.is_async:
            return Blocking(self.way.portal, AsyncTaskEventStream(client._target, task_id, **options))
        return TaskEventStream(client, task_id, **options)


def shown(event: Any) -> Mapping[str, Any]:
    data: Mapping[str, Any] = event.to_dict()
    return data


EXPECTED = [json.loads(item.split(b"data: ")[1]) for item in SCRIPT if b"data: " in item]


def read_until_failure(stream: Any) -> Tuple[List[Any], Any]:
    events = []
    with pytest.raises(HelixAgentError) as caught:
        for event in stream:
            events.append(event)
    assert next(stream, None) is None
    return events, caught.value


def check_cuts(stage: Stage, replay: str, cuts: Sequence[int]) -> None:
    """Check that a stream that is cut at each position loses and repeats no event."""
    handler = TaskServer([], replay=replay)
    with RawServer(handler) as server:
        client = stage.client(server.base_url, max_retries=1)
        for cut in cuts:
            handler.cuts = [cut]
            stream = stage.stream(client, f"cut-{cut}")
            assert [shown(event) for event in stream] == EXPECTED, cut
            assert stream.last_event_id == "7"
        # If only the blank line after the last event is cut off, nothing is missing.
        broken = [cut for cut in cuts if cut < len(WHOLE) - 2]
        assert len(server.requests) == len(cuts) + len(broken)
    # The delay of the first retry, without jitter.
    assert set(stage.time.sleeps) == {0.5} and len(stage.time.sleeps) == len(broken)
