"""The steps of an API call, which `exchange` yields and a driver performs, and the response at its end."""

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
    """Send a request, and return the transport's response with its body unread."""

    request: Request


class Read(NamedTuple):
    """Read the whole body of a transport's response and return it. This releases the connection."""

    response: Any


class Sleep(NamedTuple):
    """Wait."""

    seconds: float


class Together(NamedTuple):
    """Run several flows concurrently and return their results in the same order. One failure cancels the others.

    Attributes:
        flows: Generators that yield steps.
        limit: Maximum number of flows that run at a time.
    """

    flows: Sequence[Generator[Any, Any, Any]]
    limit: int


Step = Union[GetCredential, Send, Read, Sleep, Together]


class Response(NamedTuple):
    """The response to an API call.

    Attributes:
        body: The transport's response, from which the body is read. It is still open if the response is a stream.
        status_code: The HTTP status.
        headers: The response headers. Names are not case-sensitive.
        content: The whole body; None if it is read later.
        attempts: Number of requests.
        secrets: What must not show in errors that come later in a stream.
        deadline: When reading a stream must end.
        url: The URL without its query.
        rewrite: Called with what is read from a stream (bytes, which are empty at its end, or the text of a frame), and
            returns what the client reads instead; None if the client reads the stream as it is.
        note: A sentence that errors about the body repeat.
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
