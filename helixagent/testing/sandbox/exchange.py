"""Requests and responses inside the sandbox: plain values, so that handlers and faults do no I/O."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Optional, Union

JSON_TYPE = "application/json"
EVENT_STREAM_TYPE = "text/event-stream"


@dataclasses.dataclass(frozen=True)
class Pause:
    """A frame that sends nothing for a while.

    Args:
        seconds: The duration; None means until the client disconnects.
    """

    seconds: Optional[float] = None


class Close:
    """A frame that closes the connection in the middle of a response, with a FIN."""


class Reset:
    """A frame that resets the connection in the middle of a response, with an RST."""


@dataclasses.dataclass(frozen=True)
class SocketClose:
    """A frame that closes a WebSocket with a code. Over plain HTTP it closes the connection.

    Args:
        code: The code of the closing frame, such as 1011.
    """

    code: int


Frame = Union[bytes, Pause, Close, Reset, SocketClose]


@dataclasses.dataclass(frozen=True)
class Reply:
    """A response: status, headers, and the body as frames that are sent one by one.

    Args:
        status: The HTTP status.
        headers: The headers of this response. Common headers are added when it is sent.
        frames: The chunks of the body and what happens between them. Bytes are a body that is sent at once, with its
            length.
        before: The frames before the first byte of the response.
    """

    status: int = 200
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    frames: Union[bytes, Iterable[Frame]] = b""
    before: Optional[Frame] = None

    @property
    def is_socket(self) -> bool:
        """Whether the response accepts a WebSocket. Its frames are then text messages."""
        return self.status == 101

    @property
    def is_stream(self) -> bool:
        """Whether the response is a stream of events, as an event stream or over a WebSocket."""
        return self.is_socket or self.headers.get("content-type", "").startswith(EVENT_STREAM_TYPE)

    def with_frames(self, frames: Union[bytes, Iterable[Frame]]) -> Reply:
        """Return the same response with another body."""
        return dataclasses.replace(self, frames=frames)


class ApiError(Exception):
    """An error that the sandbox returns with the canonical body `{"error": {message, type, code, param}}`."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        type: str = "invalid_request_error",
        code: Optional[str] = None,
        param: Optional[str] = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.type = type
        self.code = code
        self.param = param
        self.headers = dict(headers or {})

    def body(self) -> Dict[str, Any]:
        """Return the canonical error body."""
        return {"error": {"message": self.message, "type": self.type, "code": self.code, "param": self.param}}

    def reply(self) -> Reply:
        """Return the response with this error."""
        return json_reply(self.body(), status=self.status, headers=self.headers)


def invalid(message: str, param: Optional[str] = None, code: str = "invalid_value") -> ApiError:
    """Return the error for an argument that the server does not accept."""
    return ApiError(400, message, code=code, param=param)


def not_found(kind: str, identifier: str) -> ApiError:
    """Return the error for a resource that does not exist.

    Args:
        kind: The kind of resource, such as `Debate`.
        identifier: The requested ID.
    """
    return ApiError(404, f"{kind} not found: {identifier}", type="not_found_error", code="not_found")


def conflict(message: str, code: str) -> ApiError:
    """Return the error for an action that the state of a resource forbids."""
    return ApiError(409, message, type="conflict_error", code=code)


def json_bytes(value: Any) -> bytes:
    """Return JSON as a Go server writes it: compact, in UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        # Half of a surrogate pair from a prompt cannot be encoded in UTF-8, but can be sent as an escape.
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def json_reply(value: Any, *, status: int = 200, headers: Optional[Mapping[str, str]] = None) -> Reply:
    """Return a response with a JSON body."""
    return Reply(status, {"content-type": JSON_TYPE, **(headers or {})}, json_bytes(value))


def text_reply(text: str, *, status: int = 200, content_type: str = "text/plain; charset=utf-8") -> Reply:
    """Return a response with a text body."""
    return Reply(status, {"content-type": content_type}, text.encode("utf-8"))


def data_event(value: Any) -> bytes:
    """Return one event of a stream. Its data is the value as JSON, or the unchanged string."""
    data = value.encode("utf-8") if isinstance(value, str) else json_bytes(value)
    return b"data: " + data + b"\n\n"


DONE = data_event("[DONE]")


def task_event(number: int, event: Mapping[str, Any]) -> bytes:
    """Return an event of a task's stream, with its ID and its type."""
    head = "id: {}\nevent: {}\ndata: ".format(number, event["type"])
    return head.encode("utf-8") + json_bytes(event) + b"\n\n"


def stream_reply(chunks: Iterable[Mapping[str, Any]]) -> Reply:
    """Return a stream of JSON chunks that ends with `data: [DONE]`."""
    frames: List[Frame] = [data_event(chunk) for chunk in chunks]
    return Reply(200, {"content-type": EVENT_STREAM_TYPE, "cache-control": "no-cache"}, [*frames, DONE])


@dataclasses.dataclass(frozen=True)
class Call:
    """One request as the handlers see it, after the check against the spec.

    Args:
        method: The HTTP method in capitals.
        path: The path as received, with its percent signs and the query.
        path_params: The decoded values of the path's variables.
        query: The query parameters. For repeated ones, the last value.
        headers: The request's headers, by lower-case name.
        body: The JSON body, `{}` if there was none.
        created: The time for the response, in Unix seconds.
        scripted: The answer that a test has scripted, in place of the generated one.
    """

    method: str
    path: str
    path_params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    created: int
    scripted: Any = None

    def identifier(self, prefix: str) -> str:
        """Return an ID for what this call creates. The same request gives the same ID."""
        source = json.dumps([self.method, self.path, self.body], sort_keys=True).encode("utf-8")
        return prefix + hashlib.sha256(source).hexdigest()[:16]

    def option(self, name: str, default: Any = None) -> Any:
        """Return a field of the body, or the default if it is absent or null."""
        value = self.body.get(name) if isinstance(self.body, dict) else None
        return default if value is None else value


Handler = Callable[[Call], Reply]


def handler_table(*tables: Mapping[str, Handler]) -> Dict[str, Handler]:
    """Combine the tables of the resources into one. An operation in two tables is an error."""
    table: Dict[str, Handler] = {}
    for part in tables:
        for operation_id, handler in part.items():
            if operation_id in table:
                raise ValueError(f"two handlers for {operation_id}")
            table[operation_id] = handler
    return table


def as_frames(reply: Reply) -> Iterator[Frame]:
    """Return the frames of a response's body, whatever its form. They are created one by one if the handler does so."""
    return iter([reply.frames] if isinstance(reply.frames, bytes) else reply.frames)
