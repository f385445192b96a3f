"""Define the steps that `exchange` yields and a driver performs, and the response to an API call."""

from __future__ import annotations

from typing import Any, Callable, Generator, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from .requests.call import Request
from .requests.deadline import NO_DEADLINE, Deadline
from .responses.body_size import MAX_EVENT_SIZE
from .secret import Secret


class GetCredential(NamedTuple):
    """Call the user's function that supplies the credential, and return its result. An async client may await it."""

    function: Callable[[], Any]
    deadline: Deadline


class Send(NamedTuple):
    """Send a request, and return the transport's response without reading the body."""

    request: Request


class Read(NamedTuple):
    """Read and return the whole body of a transport's response. This releases the connection."""

    response: Any


class Sleep(NamedTuple):
    """Sleep for a number of seconds."""

    seconds: float


class Together(NamedTuple):
    """Run several flows concurrently and return their results in order. If one fails, cancel the others.

    Attributes:
        flows: Generators that yield steps.
        limit: Maximum number of flows that run at the same time.
    """

    flows: Sequence[Generator[Any, Any, Any]]
    limit: int


Step = Union[GetCredential, Send, Read, Sleep, Together]


class Response(NamedTuple):
    """The response to an API call.

    Attributes:
        body: The transport's response, from which the body is read. If the response is a stream, it is still open.
        status_code: The HTTP status.
        headers: The response headers. Names are not case-sensitive.
        content: The whole body; None if it is read later.
        attempts: Number of requests.
        secrets: Secrets to mask in later errors of a stream.
        deadline: The deadline for reading a stream.
        url: The URL without its query.
        rewrite: Accepts the next bytes of a stream (empty at its end) or the text of a frame, and returns the
            replacement; None if the stream needs no rewriting.
        note: A sentence to append to errors about the body.
        max_event_size: Maximum size of an event of the stream in bytes.
    """

    body: Any
    status_code: int
    headers: Mapping[str, str]
    content: Optional[bytes]
    attempts: int
    secrets: Tuple[Secret[str], ...]
    deadline: Deadline = NO_DEADLINE
    url: Optional[str] = None
    rewrite: Optional[Callable[[Any], Any]] = None
    note: Optional[str] = None
    max_event_size: int = MAX_EVENT_SIZE
