"""What one call and its answer are inside the sandbox: plain values, so that handlers and faults do no I/O."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Optional, Union

JSON_TYPE = "application/json"
EVENT_STREAM_TYPE = "text/event-stream"


@dataclasses.dataclass(frozen=True)
class Pause:
    """A frame that sends nothing for a time.

    Args:
        seconds: How long; None means for ever, until the client goes away.
    """

    seconds: Optional[float] = None


class Close:
    """A frame that closes the connection in the middle of an answer, as a FIN."""


class Reset:
    """A frame that resets the connection in the middle of an answer, as an RST."""


@dataclasses.dataclass(frozen=True)
class SocketClose:
    """A frame that closes a WebSocket with a code; over plain HTTP it closes the connection.

    Args:
        code: The code of the closing frame, such as 1011.
    """

    code: int


Frame = Union[bytes, Pause, Close, Reset, SocketClose]


@dataclasses.dataclass(frozen=True)
class Reply:
    """An answer: status, headers, and the body as frames that are sent one by one.

    Args:
        status: The HTTP status.
        headers: The headers that belong to this answer; those of every answer are added when it is sent.
        frames: The pieces of the body and what happens between them; bytes mean a body sent at once, with its length.
        before: What happens before the first byte of the answer.
    """

    status: int = 200
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    frames: Union[bytes, Iterable[Frame]] = b""
    before: Optional[Frame] = None

    @property
    def is_socket(self) -> bool:
        """Whether the answer accepts a WebSocket; its frames are text messages then."""
        return self.status == 101

    @property
    def is_stream(self) -> bool:
        """Whether the answer is a stream of events, as an event stream or over a WebSocket."""
        return self.is_socket or self.headers.get("content-type", "").startswith(EVENT_STREAM_TYPE)

    def with_frames(self, frames: Union[bytes, Iterable[Frame]]) -> Reply:
        """The same answer with another body."""
        return dataclasses.replace(self, frames=frames)


class ApiError(Exception):
    """An error that the sandbox answers with the canonical body `{"error": {message, type, code, param}}`."""

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
        """The canonical error body."""
        return {"error": {"message": self.message, "type": self.type, "code": self.code, "param": self.param}}

    def reply(self) -> Reply:
        """The answer that carries this error."""
        return json_reply(self.body(), status=self.status, headers=self.headers)


def invalid(message: str, param: Optional[str] = None, code: str = "invalid_value") -> ApiError:
    """The error for an argument that the server does not accept."""
    return ApiError(400, message, code=code, param=param)


def not_found(kind: str, identifier: str) -> ApiError:
    """The error for a resource that is not there.

    Args:
        kind: What it would be, such as `Debate`.
        identifier: The id that was asked for.
    """
    return ApiError(404, f"{kind} not found: {identifier}", type="not_found_error", code="not_found")


def conflict(message: str, code: str) -> ApiError:
    """The error for what the state of a resource forbids."""
    return ApiError(409, message, type="conflict_error", code=code)


def json_bytes(value: Any) -> bytes:
    """JSON as a Go server writes it: compact, UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair out of a prompt has no UTF-8; as an escape it goes through.
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def json_reply(value: Any, *, status: int = 200, headers: Optional[Mapping[str, str]] = None) -> Reply:
    """An answer with a JSON body."""
    return Reply(status, {"content-type": JSON_TYPE, **(headers or {})}, json_bytes(value))


def text_reply(text: str, *, status: int = 200, content_type: str = "text/plain; charset=utf-8") -> Reply:
    """An answer with a text body."""
    return Reply(status, {"content-type": content_type}, text.encode("utf-8"))


def data_event(value: Any) -> bytes:
    """One event of a stream: its data is the value as JSON, or the string as it is."""
    data = value.encode("utf-8") if isinstance(value, str) else json_bytes(value)
    return b"data: " + data + b"\n\n"


DONE = data_event("[DONE]")


def task_event(number: int, event: Mapping[str, Any]) -> bytes:
    """An event of a task's stream, with its id and its type."""
    head = "id: {}\nevent: {}\ndata: ".format(number, event["type"])
    return head.encode("utf-8") + json_bytes(event) + b"\n\n"


def stream_reply(chunks: Iterable[Mapping[str, Any]]) -> Reply:
    """A stream of JSON chunks that ends with `data: [DONE]`."""
    frames: List[Frame] = [data_event(chunk) for chunk in chunks]
    return Reply(200, {"content-type": EVENT_STREAM_TYPE, "cache-control": "no-cache"}, [*frames, DONE])


@dataclasses.dataclass(frozen=True)
class Call:
    """One request as the handlers see it, after the check against the spec.

    Args:
        method: The HTTP method in capitals.
        path: The path as it came, with its percent signs and the query.
        path_params: The decoded values of the path's variables.
        query: The query parameters; of several with one name the last.
        headers: The request's headers, by lower-case name.
        body: The JSON body, `{}` if there was none.
        created: The time to put in the answer, in Unix seconds.
        scripted: What a test wants to have answered, in place of what the handler would make up.
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
        """An id for what this call makes: the same request gives the same id."""
        source = json.dumps([self.method, self.path, self.body], sort_keys=True).encode("utf-8")
        return prefix + hashlib.sha256(source).hexdigest()[:16]

    def option(self, name: str, default: Any = None) -> Any:
        """A field of the body, or the default where it is absent or null."""
        value = self.body.get(name) if isinstance(self.body, dict) else None
        return default if value is None else value


Handler = Callable[[Call], Reply]


def handler_table(*tables: Mapping[str, Handler]) -> Dict[str, Handler]:
    """One table out of those of the resources; an operation that stands in two is a mistake."""
    table: Dict[str, Handler] = {}
    for part in tables:
        for operation_id, handler in part.items():
            if operation_id in table:
                raise ValueError(f"two handlers for {operation_id}")
            table[operation_id] = handler
    return table


def as_frames(reply: Reply) -> Iterator[Frame]:
    """The frames of a reply's body, whichever form it has; made one by one where the handler makes them so."""
    return iter([reply.frames] if isinstance(reply.frames, bytes) else reply.frames)
