"""Check deadlines and idle timeouts for each way in which a server can fail to finish, with each transport."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from bound_support import (
    BOUND,
    ENDLESS,
    ENDLESS_STREAMS,
    HEAD,
    STREAMS_OF_EVENTS,
    WAYS,
    Way,
    bound_way,
    cases,
    check_deadline_of_a_call,
    check_deadline_of_a_stream,
    check_idle_timeout_of_a_stream,
    trickling,
)
from raw_server import RawServer
from stream_support import start

from helixagent import DeadlineExceededError


@pytest.fixture(params=WAYS)
def way(request: Any) -> Iterator[Way]:
    yield from bound_way(request.param)


@pytest.mark.parametrize(("way", "fault"), cases(ENDLESS), indirect=["way"])
def test_the_deadline_ends_a_call_that_never_ends(fault: str, way: Way) -> None:
    check_deadline_of_a_call(fault, way)


@pytest.mark.parametrize(("way", "fault"), cases(ENDLESS_STREAMS), indirect=["way"])
def test_a_stream_without_events_ends_at_its_idle_timeout(fault: str, way: Way) -> None:
    check_idle_timeout_of_a_stream(fault, way)


@pytest.mark.parametrize(("way", "fault"), cases(STREAMS_OF_EVENTS), indirect=["way"])
def test_a_stream_that_does_not_end_ends_at_the_deadline(fault: str, way: Way) -> None:
    check_deadline_of_a_stream(fault, way)


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_the_deadline_ends_a_response_that_is_not_a_stream(kind: str, way: Way) -> None:
    with RawServer(trickling(HEAD % kind.encode(), b"1\r\n \r\n")) as server, pytest.raises(DeadlineExceededError):
        start(way.client(server, deadline=BOUND))
