"""Faults that change the events of a stream, or how the stream ends."""

from __future__ import annotations

import itertools
from typing import Callable, Dict, Iterable, Iterator, List, Optional, Sequence

from helixagent.testing.sandbox.exchange import ApiError, Frame, Pause, Reply, as_frames, data_event, invalid

_ERROR = ApiError(502, "deepseek failed during the response", type="provider_error", code="provider_failed")


def number(argument: Optional[str], default: float) -> float:
    """Return the argument of a fault as a number, such as seconds or a number of events.

    Raises:
        ApiError: 400, if it is not a number.
    """
    try:
        value = float(argument) if argument else default
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e6:
        raise invalid(f"The fault's argument {argument!r} must be 0 or a positive number", "X-Sandbox-Fault")
    return value


def truncated(reply: Reply, events: int, ending: Sequence[Frame]) -> Reply:
    """Return a response that breaks off after some events of a stream, or after half of any other body.

    Args:
        reply: The normal response.
        events: The number of events of a stream to send.
        ending: The frames that follow.
    """
    frames = as_frames(reply)
    if reply.is_stream:
        return reply.with_frames(itertools.chain(_first(frames, events), ending))
    body = b"".join(frame for frame in frames if isinstance(frame, bytes))
    headers = {**reply.headers, "content-length": str(len(body))}
    return Reply(reply.status, headers, [body[: len(body) // 2], *ending])


def _first(frames: Iterator[Frame], events: int) -> Iterator[Frame]:
    # The remaining events must not be generated, because a task advances while its events are read.
    if events <= 0:
        return
    for frame in frames:
        yield frame
        if isinstance(frame, bytes) and not frame.startswith(b":"):
            events -= 1
            if events <= 0:
                return


def _pings(reply: Reply, argument: Optional[str]) -> Reply:
    pause: Frame = Pause(number(argument, 0.05))
    endless = itertools.chain.from_iterable(itertools.repeat((b": ping\n\n", pause)))
    return reply.with_frames(itertools.chain(_first(as_frames(reply), 2), endless))


def _no_done(reply: Reply, argument: Optional[str]) -> Reply:
    return reply.with_frames(_all_but_the_last(as_frames(reply)))


def _all_but_the_last(frames: Iterator[Frame]) -> Iterator[Frame]:
    pending: List[Frame] = []
    for frame in frames:
        if isinstance(frame, bytes):
            yield from pending
            pending = []
        pending.append(frame)


def _error(reply: Reply, argument: Optional[str]) -> Reply:
    return _ended_with(reply, argument, data_event(_ERROR.body()))


def _error_event(reply: Reply, argument: Optional[str]) -> Reply:
    return _ended_with(reply, argument, b"event: error\n" + data_event(_ERROR.body()["error"]))


def _ended_with(reply: Reply, argument: Optional[str], last: bytes) -> Reply:
    return reply.with_frames(itertools.chain(_first(as_frames(reply), int(number(argument, 2))), [last]))


def _noise(reply: Reply, argument: Optional[str]) -> Reply:
    noise: List[Frame] = [b": ping\n\n", b"\n", b"data:\n\n", b"event: ping\n\n", b"retry: 3000\n\n", b"id: 1\n: c\n"]
    return reply.with_frames(itertools.chain.from_iterable(zip(itertools.cycle(noise), as_frames(reply))))


def _trickle(reply: Reply, argument: Optional[str]) -> Reply:
    pause: Frame = Pause(number(argument, 0.02))
    return reply.with_frames(itertools.chain.from_iterable((frame, pause) for frame in as_frames(reply)))


def _crlf(reply: Reply, argument: Optional[str]) -> Reply:
    return reply.with_frames(
        frame.replace(b"\n", b"\r\n") if isinstance(frame, bytes) else frame for frame in as_frames(reply)
    )


def _bytewise(reply: Reply, argument: Optional[str]) -> Reply:
    return reply.with_frames(chunk for frame in as_frames(reply) for chunk in _single_bytes(frame))


def _single_bytes(frame: Frame) -> Iterable[Frame]:
    return [bytes([byte]) for byte in frame] if isinstance(frame, bytes) else [frame]


# Faults that also make sense for the messages of a WebSocket. The others change how an event stream is written.
SOCKET_FAULTS = ("no-done", "trickle")

STREAM_FAULTS: Dict[str, Callable[[Reply, Optional[str]], Reply]] = {
    "pings": _pings,
    "no-done": _no_done,
    "stream-error": _error,
    "stream-error-event": _error_event,
    "noise": _noise,
    "trickle": _trickle,
    "crlf": _crlf,
    "bytewise": _bytewise,
}
