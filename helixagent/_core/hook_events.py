"""The events of an API call that hooks receive. They are plain data."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Dict, List, Mapping, Optional, Sequence, Tuple, Type, Union, get_args

from attrs import define, field

from .secret import Secret, mask_value, shown_headers

Headers = Mapping[str, str]
Secrets = Sequence[Secret[str]]


@define(eq=False, slots=False)
class CallInfo:
    """An API call as seen by hooks. All events of a call share the same object.

    Attributes:
        method: The called method, e.g. `chat.completions.create`.
        model: The requested model; None if the method has no model.
        stream: Whether the response is a stream.
        base_url: The base URL of the server.
        headers: Headers that a hook can add when the call starts, e.g. `traceparent`. The SDK sends them with each
            request, unless the caller sets the same header.
        state: A dict in which hooks can store values until a later event of the call.
    """

    method: str
    model: Optional[str]
    stream: bool
    base_url: str = field(repr=False)
    _request: Secret[Any] = field(repr=False, alias="request")
    headers: Dict[str, str] = field(init=False, factory=dict, repr=False)
    state: Dict[Any, Any] = field(init=False, factory=dict, repr=False)

    @property
    def request(self) -> Any:
        """The JSON body, or None. It contains the prompts, so be careful when you store or print it."""
        return self._request.reveal()


@define(eq=False, slots=False)
class EventBase:
    """The base class of all events.

    Attributes:
        type: The name of the event.
        call: The API call.
    """

    type: ClassVar[str] = ""
    call: CallInfo


@define(eq=False, slots=False)
class CallStarted(EventBase):
    """An API call starts. Its arguments are valid, and no request has been sent."""

    type: ClassVar[str] = "call.started"


@define(eq=False, slots=False)
class AttemptStarted(EventBase):
    """The client sends a request.

    Attributes:
        attempt: The number of the attempt, from 1.
    """

    type: ClassVar[str] = "attempt.started"
    attempt: int


@define(eq=False, slots=False)
class AttemptAnswered(EventBase):
    """The client received the status and headers of a response.

    Attributes:
        attempt: The number of the attempt, from 1.
        status: The HTTP status.
    """

    type: ClassVar[str] = "attempt.answered"
    attempt: int
    status: int
    _headers: Headers = field(repr=False, alias="headers")
    _secrets: Secrets = field(repr=False, alias="secrets")

    @property
    def headers(self) -> Dict[str, str]:
        """The response headers that are safe to show, by lower-case name."""
        return shown_headers(self._headers, self._secrets)


@define(eq=False, slots=False)
class AttemptFailed(EventBase):
    """An attempt received no complete response.

    Attributes:
        attempt: The number of the attempt, from 1.
        error: The `NetworkError`.
    """

    type: ClassVar[str] = "attempt.failed"
    attempt: int
    error: Exception = field(repr=False)


@define(eq=False, slots=False)
class Retrying(EventBase):
    """The client will send the request again.

    Attributes:
        attempt: The number of the failed attempt, from 1.
        delay: Time until the next attempt in seconds.
        error: The exception that the client would raise if it did not retry.
    """

    type: ClassVar[str] = "attempt.retrying"
    attempt: int
    delay: float
    error: Exception = field(repr=False)


@define(eq=False, slots=False)
class FirstChunk(EventBase):
    """The first chunk of a stream arrived.

    Attributes:
        seconds: Time since the start of the call in seconds.
    """

    type: ClassVar[str] = "stream.first_chunk"
    seconds: float


@define(eq=False, slots=False)
class CallEnded(EventBase):
    """An API call and its stream, if any, ended. Each CallStarted is followed by exactly one CallEnded.

    Attributes:
        outcome: `success`, `error` or `cancelled`.
        seconds: Duration of the call in seconds, including all attempts, waits and the stream.
        attempts: Number of requests.
        stream_end: How the stream ended: `done` (the server ended it), `closed` (the program closed it), `broken` (an
            error occurred), `cancelled` (its task was cancelled) or `collected` (it was garbage-collected before its
            end); None if the response is not a stream.
        first_chunk_seconds: Time from the start of the call to the first chunk of a stream in seconds.
        status: The HTTP status of the last response; None if no response arrived.
        error: The exception that the caller receives.
    """

    type: ClassVar[str] = "call.ended"
    outcome: str
    seconds: float
    attempts: int
    stream_end: Optional[str] = None
    first_chunk_seconds: Optional[float] = None
    status: Optional[int] = None
    error: Optional[BaseException] = field(default=None, repr=False)
    _headers: Headers = field(factory=dict, repr=False, alias="headers")
    _secrets: Secrets = field(default=(), repr=False, alias="secrets")
    _result: Any = field(default=None, repr=False, alias="result")
    _reader: Any = field(default=None, repr=False, alias="reader")

    @property
    def usage(self) -> Any:
        """The token counts, if the server sent them."""
        return getattr(self._result if self._reader is None else self._reader, "usage", None)

    @property
    def headers(self) -> Dict[str, str]:
        """The headers of the last response that are safe to show, by lower-case name."""
        return shown_headers(self._headers, self._secrets)

    @property
    def request_id(self) -> Optional[str]:
        """The server's X-Request-ID, if it sent one."""
        found = self._headers.get("x-request-id")
        return found and mask_value(found, self._secrets)

    @cached_property
    def tokens(self) -> Tuple[int, int, int]:
        """The prompt, completion and total token counts. A count that the server did not send is 0."""
        usage = self.usage
        prompt, completion = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
        return prompt, completion, _count(usage, "total_tokens") or prompt + completion

    @property
    def result(self) -> Any:
        """The object that the method returned, or the completion so far for a stream. It contains the model's text."""
        return self._result if self._reader is None else self._reader.completion()

    @property
    def response_model(self) -> Optional[str]:
        """The model that the response names, if any."""
        return _text(getattr(self._outline, "model", None))

    @property
    def response_id(self) -> Optional[str]:
        """The ID of the completion, if it has one."""
        return _text(getattr(self._outline, "id", None))

    @property
    def finish_reasons(self) -> List[str]:
        """The finish reason of each choice that has ended."""
        choices = getattr(self._outline, "choices", None)
        reasons = [getattr(choice, "finish_reason", None) for choice in choices] if isinstance(choices, list) else []
        return [reason for reason in reasons if isinstance(reason, str) and reason]

    @cached_property
    def _outline(self) -> Any:
        return self._result if self._reader is None else self._reader.outline()


HookEvent = Union[CallStarted, AttemptStarted, AttemptAnswered, AttemptFailed, Retrying, FirstChunk, CallEnded]
EVENTS: Tuple[Type[HookEvent], ...] = get_args(HookEvent)


def _count(usage: Any, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else getattr(usage, name, None)
    # `isinstance` would also accept True, because bool is a subclass of int.
    return value if type(value) is int and value > 0 else 0


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) else None
