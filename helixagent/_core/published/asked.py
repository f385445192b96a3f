"""What a translation gets and gives: plain data, without I/O.

A translation is a generator function. It takes a call in the terms of the contract, yields the requests that it wants
to send to the published server, is sent their replies, and returns a response in the shape of the contract.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Generator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union
from urllib.parse import quote

from ...exceptions import APIStatusError, NotSupportedError
from .known import Server

Object = Dict[str, Any]

GUIDE = "see docs/servers.md"
# The published servers answer up to this many requests of one API call at the same time.
MOST_AT_A_TIME = 8


class Wanted(NamedTuple):
    """A request to send.

    Attributes:
        method: The HTTP method.
        path: The path below the base URL.
        body: The JSON body; None for a request without one.
        stream: Whether the response is an event stream.
        seconds: How long the request may take, without retries; None for the limits of the API call.
        may_fail: Whether an error response is returned as a reply, instead of being raised.
        answers: Error statuses whose body is the expected response all the same.
        opens_socket: Whether the response opens a WebSocket, and so has no body.
    """

    method: str
    path: str
    body: Optional[Object] = None
    stream: bool = False
    seconds: Optional[float] = None
    may_fail: bool = False
    answers: Tuple[int, ...] = ()
    opens_socket: bool = False

    def __repr__(self) -> str:
        # Bodies hold prompts and keys, and tracebacks show variables.
        return f"Wanted(method={self.method!r}, stream={self.stream!r})"


class Reply(NamedTuple):
    """A response.

    Attributes:
        data: The JSON object in the body; None for a stream.
        error: The exception for an error response, if the request may fail.
    """

    data: Any
    error: Optional[APIStatusError] = None

    def __repr__(self) -> str:
        return f"Reply(error={type(self.error).__name__})"


class Whole(NamedTuple):
    """The result of a call: the response body in the shape of the contract.

    Attributes:
        data: The JSON object.
        note: What errors about the body should say too.
    """

    data: Object
    note: Optional[str] = None


class Streamed(NamedTuple):
    """The result of a call: the open stream of the last reply.

    Attributes:
        rewrite: Turns the bytes, or the texts of the frames, into those of the contract.
        note: What errors about the texts should say too.
    """

    rewrite: Callable[[Any], Any]
    note: Optional[str] = None


class Made(NamedTuple):
    """The result of a call: a stream whose body was made from whole replies.

    Attributes:
        events: The data of each event.
    """

    events: Sequence[Any]


Result = Union[Whole, Streamed, Made]
Translation = Generator[Union[Wanted, List[Wanted]], Any, Result]


class Asked:
    """A call in the terms of the contract.

    Attributes:
        operation: The operationId.
        name: The method that people call, such as `debates.create`.
        method: The HTTP method.
        path: The path below the base URL.
        body: The JSON body, or an empty object.
        parameters: The parameters of the path and the query.
        stream: Whether a stream is expected.
        server: What is known about the server.
        accepted: The reply to the call as the contract has it, if the server has accepted that already.
        warnings: What to warn the user about, once per client.
        notices: What to warn the user about each time.
    """

    def __init__(
        self,
        operation: str,
        name: str,
        *,
        method: str = "GET",
        path: str = "",
        body: Optional[Object] = None,
        parameters: Optional[Mapping[str, Any]] = None,
        stream: bool = False,
        server: Optional[Server] = None,
        accepted: Optional[Reply] = None,
    ) -> None:
        self.operation = operation
        self.name = name
        self.method = method
        self.path = path
        self.body: Object = body or {}
        self.parameters = parameters or {}
        self.stream = stream
        self.server = server or Server()
        self.accepted = accepted
        self.warnings: List[str] = []
        self.notices: List[str] = []

    def unchanged(self, body: Optional[Object] = None) -> Wanted:
        """Return the request to the same address, with another body if one is given."""
        sent = body if body is not None else self.body if self.method in ("POST", "PUT") else None
        return Wanted(self.method, self.path, sent or None, self.stream)

    def ignored(self, *names: str) -> None:
        """Warn that the server ignores arguments of this call that change the result."""
        self.warnings += [
            f"The HelixAgent server ignores {name} in {self.name}, which may change the result; {GUIDE}."
            for name in names
        ]

    def not_supported(self, what: str, instead: str = "") -> NotSupportedError:
        """Return the exception for a call that the server's dialect cannot express."""
        advice = f" {instead}" if instead else ""
        return NotSupportedError(f"This HelixAgent server does not support {what} in {self.name}.{advice} {_guide()}")


def _guide() -> str:
    return f"{GUIDE[0].upper()}{GUIDE[1:]}."


def object_of(value: Any) -> Object:
    """Return a JSON object, or an empty one if the server sent something else."""
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> List[Object]:
    """Return the JSON objects in a list, or an empty list if the server sent something else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def quoted(text: str) -> str:
    """Return an id as a part of a path."""
    return quote(text, safe="")


def renamed(data: Mapping[str, Any], names: Mapping[str, str]) -> Object:
    """Return an object with other names for some members; a member that has the new name already wins."""
    made = {names.get(name, name): value for name, value in data.items() if name in names}
    return {**{name: value for name, value in data.items() if name not in names}, **_absent(made, data)}


def _absent(made: Mapping[str, Any], data: Mapping[str, Any]) -> Object:
    return {name: value for name, value in made.items() if data.get(name) is None}


def number_of(value: Any) -> Optional[float]:
    """Return a number, or None if the server sent something else."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
