"""The inputs and outputs of translations. They are plain data without I/O.

A translation is a generator function. It accepts a call in the contract's format and yields requests to the published
server. It receives the replies and returns a response in the contract's format.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Generator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union
from urllib.parse import quote

from ...exceptions import APIStatusError, NotSupportedError
from .known import Server

Object = Dict[str, Any]

GUIDE = "see docs/servers.md"
# Maximum number of concurrent requests that one API call sends to a published server.
MAX_CONCURRENCY = 8


class ServerRequest(NamedTuple):
    """A request to send.

    Attributes:
        method: The HTTP method.
        path: The path relative to the base URL.
        body: The JSON body; None for a request without one.
        stream: Whether the response is an event stream.
        seconds: Time limit in seconds for the request, which is then not retried; None for the limits of the API call.
        may_fail: Whether an error response is returned as a reply, instead of being raised.
        answers: Error statuses with which the server sends the expected response body.
        opens_socket: Whether the response opens a WebSocket. Such a response has no body.
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
        # Bodies contain prompts and keys, and tracebacks may show variables.
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


class CompleteResult(NamedTuple):
    """The result of a call as a response body in the contract's format.

    Attributes:
        data: The JSON object.
        note: A sentence to append to errors about the body.
    """

    data: Object
    note: Optional[str] = None


class StreamResult(NamedTuple):
    """The result of a call as the open stream of the last reply.

    Attributes:
        rewrite: Converts the bytes or frame texts to the contract's format.
        note: A sentence to append to errors about the stream.
    """

    rewrite: Callable[[Any], Any]
    note: Optional[str] = None


class BuiltStream(NamedTuple):
    """The result of a call as a stream built from complete replies.

    Attributes:
        events: The data of each event.
    """

    events: Sequence[Any]


Result = Union[CompleteResult, StreamResult, BuiltStream]
Translation = Generator[Union[ServerRequest, List[ServerRequest]], Any, Result]


class ContractCall:
    """A call in the contract's format.

    Attributes:
        operation: The operationId.
        name: The SDK method, such as `debates.create`.
        method: The HTTP method.
        path: The path relative to the base URL.
        body: The JSON body; an empty object if there is no body.
        parameters: The path and query parameters.
        stream: Whether the caller expects a stream.
        server: The facts learned about the server.
        accepted: The server's reply, if it has already accepted the call in the contract's format.
        warnings: Warnings that each client logs once.
        notices: Warnings that are logged every time.
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

    def unchanged(self, body: Optional[Object] = None) -> ServerRequest:
        """Return a request to the same address, optionally with another body."""
        sent = body if body is not None else self.body if self.method in ("POST", "PUT") else None
        return ServerRequest(self.method, self.path, sent or None, self.stream)

    def ignored(self, *names: str) -> None:
        """Warn that the server ignores arguments that would change the result."""
        self.warnings += [
            f"The HelixAgent server ignores {name} in {self.name}, which may change the result; {GUIDE}."
            for name in names
        ]

    def not_supported(self, what: str, instead: str = "") -> NotSupportedError:
        """Return the exception for a call that the server's API cannot express."""
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
    """Encode an ID as part of a path."""
    return quote(text, safe="")


def renamed(data: Mapping[str, Any], names: Mapping[str, str]) -> Object:
    """Rename members of an object. A member that already has the new name takes precedence."""
    translated = {names.get(name, name): value for name, value in data.items() if name in names}
    return {**{name: value for name, value in data.items() if name not in names}, **_absent(translated, data)}


def _absent(translated: Mapping[str, Any], data: Mapping[str, Any]) -> Object:
    return {name: value for name, value in translated.items() if data.get(name) is None}


def number_of(value: Any) -> Optional[float]:
    """Return a number, or None if the server sent something else."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
