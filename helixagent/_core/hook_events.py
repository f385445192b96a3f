"""What hooks are told, as plain data: a call's start, its attempts, the first chunk of its stream, and its end."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Type, Union

from .secret import Secret, mask_headers, mask_value, shown_headers

Headers = Mapping[str, str]
Secrets = Sequence[Any]
_UNKNOWN = object()
_NO_TOKENS = (0, 0, 0)


class CallInfo:
    """One call, as hooks know it; the same object in all events of the call.

    Attributes:
        method: The method that was called, e.g. `chat.completions.create`.
        model: The model that was asked for; None where the call names none.
        stream: Whether the answer is a stream.
        base_url: The server.
        headers: What a hook puts here when the call starts goes along as headers of its requests, e.g. `traceparent`;
            headers of the caller's win.
        state: For hooks: whatever one wants to find again at the call's next event, under a key of its own.
    """

    __slots__ = ("__weakref__", "_request", "base_url", "headers", "method", "model", "state", "stream")

    def __init__(self, method: str, model: Optional[str], stream: bool, base_url: str, request: Secret[Any]) -> None:
        self.method = method
        self.model = model
        self.stream = stream
        self.base_url = base_url
        self._request = request
        self.headers: Dict[str, str] = {}
        self.state: Dict[Any, Any] = {}

    @property
    def request(self) -> Any:
        """The JSON body, or None. It holds the prompts, so think before you keep or print it."""
        return self._request.reveal()

    def __repr__(self) -> str:
        return f"CallInfo(method={self.method!r}, model={self.model!r}, stream={self.stream})"


class EventBase:
    """The base of all events.

    Attributes:
        type: The event's name.
        call: The call.
    """

    __slots__ = ("call",)
    type: str = ""
    _shown: Tuple[str, ...] = ()

    def __init__(self, call: CallInfo) -> None:
        self.call = call

    def __repr__(self) -> str:
        shown = "".join(f", {name}={getattr(self, name)!r}" for name in self._shown)
        return f"{type(self).__name__}({self.call!r}{shown})"


class CallStarted(EventBase):
    """A call has begun; its arguments are good, and nothing was sent yet."""

    __slots__ = ()
    type = "call.started"


class AttemptStarted(EventBase):
    """A request is being sent.

    Attributes:
        attempt: 1 for the first one.
    """

    __slots__ = ("attempt",)
    type = "attempt.started"
    _shown = ("attempt",)

    def __init__(self, call: CallInfo, attempt: int) -> None:
        self.call = call
        self.attempt = attempt


class AttemptAnswered(EventBase):
    """The first bytes of an answer have come: its status and headers.

    Attributes:
        attempt: 1 for the first one.
        status: The HTTP status.
    """

    __slots__ = ("_headers", "_secrets", "attempt", "status")
    type = "attempt.answered"
    _shown = ("attempt", "status")

    def __init__(self, call: CallInfo, attempt: int, status: int, headers: Headers, secrets: Secrets) -> None:
        self.call = call
        self.attempt = attempt
        self.status = status
        self._headers = headers
        self._secrets = secrets

    @property
    def headers(self) -> Dict[str, str]:
        """Those of the answer's headers that may be shown, by lower-case name."""
        return _shown_headers(self._headers, self._secrets)


class AttemptFailed(EventBase):
    """An attempt has brought no whole answer.

    Attributes:
        attempt: 1 for the first one.
        error: The NetworkError.
    """

    __slots__ = ("attempt", "error")
    type = "attempt.failed"
    _shown = ("attempt",)

    def __init__(self, call: CallInfo, attempt: int, error: Exception) -> None:
        self.call = call
        self.attempt = attempt
        self.error = error


class Retrying(EventBase):
    """Another attempt will follow.

    Attributes:
        attempt: The attempt that has failed, 1 for the first one.
        delay: Seconds until the next one.
        error: What would be raised if there were no more attempts.
    """

    __slots__ = ("attempt", "delay", "error")
    type = "attempt.retrying"
    _shown = ("attempt", "delay")

    def __init__(self, call: CallInfo, attempt: int, delay: float, error: Exception) -> None:
        self.call = call
        self.attempt = attempt
        self.delay = delay
        self.error = error


class FirstChunk(EventBase):
    """The first chunk of a stream has come.

    Attributes:
        seconds: Since the call's start.
    """

    __slots__ = ("seconds",)
    type = "stream.first_chunk"
    _shown = ("seconds",)

    def __init__(self, call: CallInfo, seconds: float) -> None:
        self.call = call
        self.seconds = seconds


class CallEnded(EventBase):
    """A call has ended, and with it its stream if it has one. Comes exactly once for each CallStarted.

    Attributes:
        outcome: `success`, `error` or `cancelled`.
        stream_end: How a stream ended: `done` (the server's end mark), `closed` (by the program), `broken` (by an
            error), `cancelled` (with its task) or `collected` (dropped unread); None where there is no stream.
        seconds: Since the call's start, all attempts, waits and the reading of a stream included.
        first_chunk_seconds: From the call's start to the first chunk of a stream.
        attempts: How many requests were sent.
        status: The HTTP status of the last answer; None where none came.
        error: The exception that the caller gets.
        usage: The token counts, where the server sent them.
    """

    __slots__ = ("_headers", "_outline", "_reader", "_request_id", "_result", "_secrets", "_tokens") + (
        "attempts",
        "error",
        "first_chunk_seconds",
        "outcome",
        "seconds",
        "status",
        "stream_end",
        "usage",
    )
    type = "call.ended"
    _shown = ("outcome", "stream_end", "seconds", "first_chunk_seconds", "attempts", "status", "request_id")

    def __init__(
        self,
        call: CallInfo,
        outcome: str,
        stream_end: Optional[str],
        seconds: float,
        first_chunk_seconds: Optional[float],
        attempts: int,
        status: Optional[int],
        error: Optional[BaseException],
        headers: Headers,
        secrets: Secrets,
        result: Any,
        reader: Any,
    ) -> None:
        self.call = call
        self.outcome = outcome
        self.stream_end = stream_end
        self.seconds = seconds
        self.first_chunk_seconds = first_chunk_seconds
        self.attempts = attempts
        self.status = status
        self.error = error
        self.usage = getattr(result, "usage", None) if reader is None else reader.usage
        self._headers = headers
        self._secrets = secrets
        self._result = result
        self._reader = reader
        # What several hooks ask for is worked out once.
        self._outline: Any = None
        self._request_id: Any = _UNKNOWN
        self._tokens: Optional[Tuple[int, int, int]] = None

    @property
    def headers(self) -> Dict[str, str]:
        """Those of the last answer's headers that may be shown, by lower-case name."""
        return _shown_headers(self._headers, self._secrets)

    @property
    def request_id(self) -> Optional[str]:
        """The server's X-Request-ID, where it sent one."""
        if self._request_id is _UNKNOWN:
            # An answer that was read into a model has it; httpx looks through all headers once more.
            held = getattr(self._result, "_request_id", None) or self._headers.get("x-request-id")
            self._request_id = held and mask_value(held, [secret.reveal() for secret in self._secrets])
        found: Optional[str] = self._request_id
        return found

    @property
    def tokens(self) -> Tuple[int, int, int]:
        """The tokens of the prompt, of the answer, and all; 0 where the server sent no number."""
        if self._tokens is None:
            usage = self.usage
            if usage is None:
                self._tokens = _NO_TOKENS
                return _NO_TOKENS
            prompt, completion = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
            self._tokens = prompt, completion, _count(usage, "total_tokens") or prompt + completion
        return self._tokens

    @property
    def result(self) -> Any:
        """What the method returned; of a stream the completion as far as it came. It holds the answer's text."""
        if self._reader is None:
            return self._result
        return self._reader.whole()

    @property
    def response_model(self) -> Optional[str]:
        """The model that has answered, where the server said so."""
        return _text(getattr(self._outlined(), "model", None))

    @property
    def response_id(self) -> Optional[str]:
        """The completion's id, where the server gave one."""
        return _text(getattr(self._outlined(), "id", None))

    @property
    def finish_reasons(self) -> List[str]:
        """Why the model stopped, for each choice that has ended."""
        choices = getattr(self._outlined(), "choices", None)
        reasons = [getattr(choice, "finish_reason", None) for choice in choices] if isinstance(choices, list) else []
        return [reason for reason in reasons if isinstance(reason, str) and reason]

    def _outlined(self) -> Any:
        if self._reader is None:
            return self._result
        if self._outline is None:
            self._outline = self._reader.outline()
        return self._outline


HookEvent = Union[CallStarted, AttemptStarted, AttemptAnswered, AttemptFailed, Retrying, FirstChunk, CallEnded]
EVENTS: Tuple[Type[EventBase], ...] = (
    CallStarted,
    AttemptStarted,
    AttemptAnswered,
    AttemptFailed,
    Retrying,
    FirstChunk,
    CallEnded,
)


def _shown_headers(headers: Headers, secrets: Secrets) -> Dict[str, str]:
    return mask_headers(shown_headers(headers), [secret.reveal() for secret in secrets])


def _count(usage: Any, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else getattr(usage, name, None)
    # By the type itself, for True is an int too.
    return value if type(value) is int and value > 0 else 0


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) else None
