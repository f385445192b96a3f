"""The stream of a task's events: whatever breaks, none is lost and none comes twice; its end, its failures, its ids."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_server import Peer, RawServer, Seen
from stream_support import KINDS, Blocking, Running, Way, way_of
from support import KEY, Recorder

from helixagent import (
    AsyncHelixAgent,
    HelixAgent,
    HelixAgentError,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    NotFoundError,
    ProviderError,
    ValidationError,
)
from helixagent._async_task_events import AsyncTaskEventStream
from helixagent._core.exchange import Answer
from helixagent._core.secret import Secret
from helixagent._core.task_events import TaskEventReader
from helixagent._task_events import TaskEventStream

# ---- events and servers that send them ----------------------------------------------------------------------------


def sse(data: Any, *, id: Optional[str] = None, event: Optional[str] = None) -> bytes:
    """One event of a stream, with the fields that are given."""
    lines = [f"id: {id}\n"] if id is not None else []
    lines += [f"event: {event}\n"] if event is not None else []
    text = data if isinstance(data, str) else json.dumps(data)
    return "".join([*lines, f"data: {text}\n\n"]).encode()


def numbered(kind: str, number: int, **fields: Any) -> bytes:
    """One event as the API sends it."""
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
# Cuts within the second event.
FIRST = len(SCRIPT[0]) + 20
IDS = ["1", "2", "3", "4", "5", "6", "7"]


def after(last_id: Optional[str], *, inclusive: bool = False) -> bytes:
    """What is to be sent to who has the event with this id; also that event itself where it is `inclusive`."""
    number = int(last_id) if last_id else 0
    events = [item for item in SCRIPT if item.startswith(b"id")]
    return b"".join(events[max(0, number - 1) if inclusive else number :])


class TaskServer:
    """A handler that cuts the first connections off, each after so many bytes of what it would send.

    Args:
        cuts: The numbers of bytes, for each task anew.
        replay: What it sends to who comes back: the events `after` the last one, `from` that one, or `all`.
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
        # Half of them end as if all were well.
        if cut is None or cut % 2:
            peer.end()
            return False
        return True


class Stage:
    """Streams of one kind of client, with time that is only written down."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.time = Recorder()

    def client(self, base_url: str, **options: Any) -> Any:
        return self.way.client(base_url, _runtime=self.time.runtime(is_async=self.way.is_async), **options)

    def stream(self, client: Any, task_id: str = "t1", **options: Any) -> Any:
        if self.way.is_async:
            return Blocking(self.way.portal, AsyncTaskEventStream(client._target, task_id, **options))
        return TaskEventStream(client, task_id, **options)


@pytest.fixture(params=KINDS)
def stage(request: Any) -> Iterator[Stage]:
    with way_of(request.param) as opened:
        yield Stage(opened)


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


# ---- over sockets ----------------------------------------------------------------------------------------------------


def test_all_events_come_typed_and_the_stream_ends_at_the_last(stage: Stage) -> None:
    with RawServer(TaskServer([])) as server:
        stream = stage.stream(stage.client(server.base_url), "a/b ü?")
        assert server.requests == [] and stream.last_event_id is None and stream.response is None
        events = list(stream)
        assert [shown(event) for event in events] == EXPECTED
        assert events[1].progress == 45.5 and events[6].duration_ms == 12
        assert stream.last_event_id == "7" and stream.response.status_code == 200
        assert next(stream, None) is None
        (request,) = server.requests
        assert request.target == "/v1/tasks/a%2Fb%20%C3%BC%3F/events"
        assert request.headers["accept"] == "text/event-stream"
        assert request.headers["authorization"] == "Bearer test-key"
        assert "last-event-id" not in request.headers


@pytest.mark.parametrize("replay", ["after", "from", "all"])
def test_a_cut_anywhere_loses_and_repeats_nothing(stage: Stage, replay: str) -> None:
    boundaries = {len(b"".join(SCRIPT[:count])) for count in range(1, len(SCRIPT))}
    cuts = sorted({*range(1, len(WHOLE) - 1, 17), *boundaries, *(place + 1 for place in boundaries)})
    handler = TaskServer([], replay=replay)
    with RawServer(handler) as server:
        client = stage.client(server.base_url, max_retries=1)
        for cut in cuts:
            handler.cuts = [cut]
            stream = stage.stream(client, f"cut-{cut}")
            assert [shown(event) for event in stream] == EXPECTED, cut
            assert stream.last_event_id == "7"
        assert len(server.requests) == 2 * len(cuts)
    # The first of the waits, without jitter.
    assert set(stage.time.sleeps) == {0.5} and len(stage.time.sleeps) == len(cuts)


def test_each_new_event_gives_all_attempts_back(stage: Stage) -> None:
    one = max(len(item) for item in SCRIPT)
    with RawServer(TaskServer([one] * 20)) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=1))
        assert [shown(event) for event in stream] == EXPECTED
        sent = [request.headers.get("last-event-id") for request in server.requests]
        assert sent[0] is None and sent[1:] == sorted(sent[1:]) and len(sent) > 4
    assert set(stage.time.sleeps) == {0.5}


def test_connections_that_bring_nothing_new_end_it(stage: Stage) -> None:
    with RawServer(TaskServer([FIRST, 30, 1, 30])) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=2)))
        assert [event.type for event in events] == ["started"]
        assert type(error) is IncompleteStreamError
        assert error.partial is events[-1] and error.attempts == 3 == len(server.requests)
        assert [request.headers.get("last-event-id") for request in server.requests] == [None, "1", "1"]
    assert stage.time.sleeps == [0.5, 1.0]


def test_without_retries_the_first_break_ends_it(stage: Stage) -> None:
    with RawServer(TaskServer([len(SCRIPT[0])])) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=0)))
        assert len(events) == 1 and type(error) is IncompleteStreamError
    assert stage.time.sleeps == []


@pytest.mark.parametrize(("told", "waited"), [(b"1500", 1.5), (b"0", 0.5), (b"9000000", 60.0)])
def test_the_server_says_how_long_to_wait(stage: Stage, told: bytes, waited: float) -> None:
    with RawServer(TaskServer([FIRST], preamble=b"retry: %s\n\n" % told)) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=1))
        assert [shown(event) for event in stream] == EXPECTED
    assert stage.time.sleeps == [waited]


def scripted(*answers: Any) -> Any:
    """A handler that answers one request after another: an error by its status, or what a function sends."""
    left = list(answers)

    def handler(peer: Peer, request: Seen) -> bool:
        answer = left.pop(0)
        if callable(answer):
            return bool(answer(peer, request))
        peer.whole(b'{"error": {"message": "No"}}', status=answer)
        return False

    return handler


def dropped(peer: Peer, request: Seen) -> bool:
    return True


def test_an_error_at_the_reconnection_is_raised_at_once(stage: Stage) -> None:
    with RawServer(scripted(TaskServer([FIRST]), 404)) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=5)))
        assert type(error) is NotFoundError and error.partial is events[-1] and error.attempts == 2
        assert len(server.requests) == 2


def test_a_busy_server_is_asked_again(stage: Stage) -> None:
    with RawServer(scripted(503, TaskServer([FIRST]), 429, 503, TaskServer([]))) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=2))
        assert [shown(event) for event in stream] == EXPECTED
        assert [request.headers.get("last-event-id") for request in server.requests][2:] == ["1", "1", "1"]


def test_a_server_that_stays_busy_fails_it(stage: Stage) -> None:
    with RawServer(scripted(TaskServer([FIRST]), 503, 503)) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=1)))
        assert type(error) is ProviderError and error.status_code == 503 and error.partial is events[-1]


def test_a_server_that_is_gone_cuts_the_stream(stage: Stage) -> None:
    with RawServer(scripted(TaskServer([FIRST]), dropped, dropped)) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=1)))
        assert type(error) is IncompleteStreamError and error.partial is events[-1] and error.attempts == 3


def test_a_server_that_never_was_there_is_a_plain_network_error(stage: Stage) -> None:
    with RawServer(dropped) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url)))
        assert events == [] and type(error) is NetworkError and error.partial is None and error.attempts == 1


def test_a_silent_connection_is_made_again(stage: Stage) -> None:
    def silent(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(SCRIPT[0])
        peer.wait_gone()
        return True

    with RawServer(scripted(silent, TaskServer([]))) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=1, timeout=0.2))
        assert [shown(event) for event in stream] == EXPECTED


def test_an_answer_that_is_no_event_stream(stage: Stage) -> None:
    def page(peer: Peer, request: Seen) -> bool:
        peer.whole(b"<html>Login</html>", content_type="text/html")
        return False

    with RawServer(page) as server:
        events, error = read_until_failure(stage.stream(stage.client(server.base_url, max_retries=5)))
        assert (
            events == [] and type(error) is InvalidResponseError and "Login" in str(error) and len(server.requests) == 1
        )


def test_going_on_after_an_event_of_before(stage: Stage) -> None:
    with RawServer(TaskServer([], replay="all")) as server:
        client = stage.client(server.base_url)
        assert [shown(event) for event in stage.stream(client, last_event_id="5")] == EXPECTED[5:]
        assert server.requests[0].headers["last-event-id"] == "5"
        # The last event always comes, else nobody would know that the task has ended.
        assert [event.type for event in stage.stream(client, last_event_id="7")] == ["completed"]


def test_a_server_may_say_that_there_is_no_more(stage: Stage) -> None:
    def nothing(peer: Peer, request: Seen) -> bool:
        peer.send(b"HTTP/1.1 204 No Content\r\n\r\n")
        return False

    with RawServer(nothing) as server:
        assert list(stage.stream(stage.client(server.base_url), last_event_id="7")) == []


def test_a_loop_that_is_left_at_the_last_event_frees_the_connection(stage: Stage) -> None:
    with RawServer(TaskServer([])) as server:
        client = stage.client(server.base_url)
        for number in range(3):
            for event in stage.stream(client, f"t{number}"):
                if event.type == "completed":
                    break
        assert len(server.requests) == 3 and server.connections == 1


def held(peer: Peer, request: Seen) -> bool:
    """Send one event, then nothing; return when the client has closed the connection."""
    peer.head()
    peer.part(SCRIPT[0])
    peer.wait_gone()
    return True


def test_the_context_manager_closes(stage: Stage) -> None:
    with RawServer(held) as server:
        with stage.stream(stage.client(server.base_url, max_retries=5)) as stream:
            assert next(stream).type == "started"
        assert server.gone.wait(5)
        assert next(stream, None) is None and len(server.requests) == 1


def test_closing_from_elsewhere_ends_a_waiting_loop(stage: Stage) -> None:
    first = threading.Event()

    def loop() -> List[str]:
        kinds = []
        for event in stream:
            kinds.append(event.type)
            first.set()
        return kinds

    with RawServer(held) as server:
        stream = stage.stream(stage.client(server.base_url, max_retries=5))
        running = Running(loop)
        assert first.wait(5)
        stage.way.wait_until_waiting(running.thread)
        stream.close()
        stream.close()
        assert running.result() == ["started"]
        assert len(server.requests) == 1


def test_closing_while_it_waits_to_connect_again() -> None:
    with RawServer(TaskServer([FIRST] * 9)) as server:
        time = Recorder()
        runtime = time.runtime(is_async=False)._replace(sleep=lambda seconds: stream.close())
        with HelixAgent(api_key="test-key", base_url=server.base_url, max_retries=5, _runtime=runtime) as client:
            stream = TaskEventStream(client, "t1")
            assert [event.type for event in stream] == ["started"]
        assert len(server.requests) == 1


def test_a_cancelled_loop_lets_the_connection_go() -> None:
    async def main() -> None:
        async with AsyncHelixAgent(api_key="test-key", base_url=server.base_url) as client:
            stream = AsyncTaskEventStream(client, "t1")
            await stream.__anext__()
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(stream.__anext__(), 0.05)
            assert await asyncio.get_running_loop().run_in_executor(None, server.gone.wait, 5)
            assert [event async for event in stream] == []

    with RawServer(held) as server:
        asyncio.run(main())


# ---- arguments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task_id", ["", " ", ".", "..", None, 5, "\ud800"])
def test_wrong_ids_are_refused_at_once(task_id: Any) -> None:
    with HelixAgent(api_key="test-key", base_url="http://127.0.0.1:1") as client:
        for kind in (TaskEventStream, AsyncTaskEventStream):
            with pytest.raises(ValidationError) as caught:
                kind(client, task_id)
            assert caught.value.param == "task_id"


@pytest.mark.parametrize("last_event_id", ["a\nb", " 7", "7 ", "\0", "é", 7, b"7"])
def test_wrong_event_ids_are_refused_at_once(last_event_id: Any) -> None:
    with HelixAgent(api_key="test-key", base_url="http://127.0.0.1:1") as client:
        with pytest.raises(ValidationError) as caught:
            TaskEventStream(client, "t1", last_event_id=last_event_id)
        assert caught.value.param == "last_event_id"
        assert TaskEventStream(client, "t1", last_event_id="").last_event_id is None


# ---- the reader alone ------------------------------------------------------------------------------------------------


def options_of(**options: Any) -> Any:
    return HelixAgent(api_key=KEY, base_url="http://127.0.0.1:1", **options)._options


OPTIONS = options_of(max_retries=3)


def answer(status: int = 200) -> Answer:
    return Answer(None, status, {"Content-Type": "text/event-stream", "X-Request-ID": KEY}, None, 1, (Secret(KEY),))


def reader_of(*pieces: bytes, last_event_id: Optional[str] = None) -> TaskEventReader:
    reader = TaskEventReader(OPTIONS, last_event_id)
    reader.connect(answer())
    for piece in pieces:
        reader.feed(piece)
    return reader


def taken(reader: TaskEventReader) -> List[Any]:
    return list(iter(reader.take, None))


@given(st.lists(st.integers(0, len(WHOLE)), max_size=6), st.sampled_from(["after", "from", "all"]), st.data())
def test_any_number_of_cuts_loses_and_repeats_nothing(cuts: List[int], replay: str, data: st.DataObject) -> None:
    reader = TaskEventReader(options_of(max_retries=99), None)
    events: List[Any] = []
    for cut in [*cuts, len(WHOLE)]:
        reader.connect(answer())
        last_id = reader.resume_id
        body = WHOLE if replay == "all" or last_id is None else after(last_id, inclusive=replay == "from")
        body = body[:cut]
        size = data.draw(st.integers(1, 40))
        for start in range(0, len(body), size):
            reader.feed(body[start : start + size])
            events += taken(reader)
        if reader.done:
            break
        reader.delay_after_break(NetworkError("gone"))
    assert [shown(event) for event in events] == EXPECTED
    assert reader.done and reader.last_event_id == "7"


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_our_errors(data: bytes) -> None:
    reader = reader_of()
    try:
        reader.feed(data)
        taken(reader)
        reader.delay_after_break(NetworkError("gone"))
    except HelixAgentError as error:
        assert reader.told(error).attempts == 1


@pytest.mark.parametrize("kind", ["completed", "error", "failed", "cancelled"])
def test_nothing_comes_after_the_last_event(kind: str) -> None:
    reader = reader_of(sse({"type": kind, "error": "boom"}) + sse({"type": "log"}) + sse("no JSON"))
    (event,) = taken(reader)
    assert event.type == kind and event.error == "boom" and reader.done


def test_the_type_is_that_of_the_json_else_that_of_the_event() -> None:
    reader = reader_of(
        sse({"type": "progress"}, event="message"),
        sse({"progress": 5}, event="progress"),
        sse({"type": None, "progress": 6}, event="progress"),
        sse({"type": "thought", "depth": 3}, event="thought"),
        sse({"type": ["odd"]}),
        sse({"note": 1}),
        sse("", event="heartbeat"),
        sse({"error": "boom"}, event="error"),
    )
    events = taken(reader)
    assert [event.type for event in events] == ["progress"] * 3 + ["thought", ["odd"], None, "error"]
    assert events[3].depth == 3 and events[-1].error == "boom" and reader.done


@pytest.mark.parametrize("text", ["{", "[1]", "5", "null", '"text"', f"{KEY} is no key", "[" * 100_000])
def test_an_event_that_is_no_object(text: str) -> None:
    reader = reader_of(sse({"type": "log"}) + sse(text))
    event = reader.take()
    with pytest.raises(InvalidResponseError) as caught:
        reader.take()
    error: Any = reader.told(caught.value)
    assert error is caught.value and error.partial is event and error.status_code == 200 and error.attempts == 1
    assert KEY not in error.body and KEY not in str(error) and KEY not in str(error.headers)


def test_an_error_of_the_stream_itself() -> None:
    reader = reader_of(sse({"error": {"message": f"{KEY} failed", "type": "server_error", "code": "x"}}))
    with pytest.raises(ProviderError) as caught:
        reader.take()
    assert caught.value.code == "x" and KEY not in str(caught.value) and "failed" in str(caught.value)


def test_an_event_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = reader_of()
    monkeypatch.setattr(reader._decoder, "_max", 1000)
    reader.feed(sse({"type": "log"}) + b"data: " + b"x" * 2000)
    assert len(taken(reader)) == 1
    with pytest.raises(InvalidResponseError, match="larger than 1000 bytes"):
        reader.delay_after_break(NetworkError("gone"))


def test_ids_that_are_no_numbers() -> None:
    first = sse({"n": 1}, id="a") + sse({"n": 2}, id="b") + sse({"n": 3}, id="ü")
    reader = reader_of(first)
    assert [event.n for event in taken(reader)] == [1, 2, 3]
    # What cannot stand in a header is not sent; its event comes again and is known.
    assert (reader.last_event_id, reader.resume_id) == ("ü", "b")
    reader.delay_after_break(NetworkError("gone"))
    reader.connect(answer())
    reader.feed(first + sse({"n": 4}, id="10") + sse({"n": 4}, id="10") + sse({"n": 5}, id="9" * 30))
    assert [event.n for event in taken(reader)] == [4, 5]


def test_events_without_an_id_of_their_own() -> None:
    reader = reader_of(sse({"n": 1}, id="1"), sse({"n": 1.5}), sse({"n": 2}, id="2"), sse({"n": 2.5}))
    assert [event.n for event in taken(reader)] == [1, 1.5, 2, 2.5]
    reader.connect(answer())
    # Sent again from the start: what stands before the last id is known, what stands after it may be new.
    reader.feed(sse({"n": 1}, id="1") + sse({"n": 1.5}) + sse({"n": 2}, id="2") + sse({"n": 2.6}))
    reader.feed(sse({"n": 3}, id="3"))
    assert [event.n for event in taken(reader)] == [2.6, 3]
    without = reader_of(sse({"type": "heartbeat"}), sse({"type": "heartbeat"}))
    assert len(taken(without)) == 2 and without.last_event_id is None


def test_the_id_is_that_of_the_event_that_was_given_out() -> None:
    reader = reader_of(WHOLE)
    ids = []
    while reader.take() is not None:
        ids.append(reader.last_event_id)
    assert ids == IDS


# ---- the sandbox, by the client's method -----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [None, "cut:3x2", "cut-reset:2x1", "no-donex1", "bytewise"])
def test_a_task_of_the_sandbox(driver: Any, sandbox: Any, fault: Optional[str]) -> None:
    client = driver.client(sandbox)
    payload = {"prompt": "Explain quantum computing", **({"sandbox_fault": fault} if fault else {})}
    task = driver.run(client.tasks.create(type="llm_completion", payload=payload))
    for _ in range(2):
        # The second time it has ended before.
        events = _all_of(driver, client.tasks.stream_events(task.id))
        kinds = [event.type for event in events]
        assert kinds[:3] == ["started", "log", "progress"] and kinds[-1] == "completed"
        assert kinds.count("output") == 2 and kinds.count("completed") == 1 and len(kinds) == 10
        assert all(event.task_id == task.id for event in events)


@pytest.mark.parametrize(("outcome", "last"), [("failed", "error"), ("cancelled", "cancelled")])
def test_a_task_that_does_not_succeed(driver: Any, sandbox: Any, outcome: str, last: str) -> None:
    client = driver.client(sandbox)
    task = driver.run(client.tasks.create(type="x", payload={"sandbox_outcome": outcome}))
    assert _all_of(driver, client.tasks.stream_events(task.id))[-1].type == last


def _all_of(driver: Any, stream: Any) -> List[Any]:
    async def collected() -> List[Any]:
        return [event async for event in stream]

    return list(driver.run(collected())) if driver.is_async else list(stream)
