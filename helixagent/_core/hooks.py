"""Call a client's hooks with the events of its API calls."""

from __future__ import annotations

import collections
import contextlib
import functools
import inspect
import logging
import time
from typing import Any, Callable, ContextManager, Deque, Dict, List, Mapping, Optional, Sequence, Set, Tuple, Type

from .hook_events import (
    EVENTS,
    AttemptAnswered,
    AttemptFailed,
    AttemptStarted,
    CallEnded,
    CallInfo,
    CallStarted,
    FirstChunk,
    HookEvent,
    Retrying,
    Secrets,
)
from .secret import Secret

_NO_CONTEXT: ContextManager[None] = contextlib.nullcontext()
# A hook is a function or another callable object.
Hook = Callable[[HookEvent], Any]


class Hooks:
    """A client's hooks.

    Attributes:
        telemetry: The `TelemetryHook`, which also wraps requests and tool runs in context managers; None without it.
        timer: Returns the time in seconds.
        abandoned: The observers of calls whose stream was garbage-collected before its end. Their end has not been
            reported to hooks yet.
    """

    def __init__(
        self, hooks: Sequence[Hook] = (), *, telemetry: Any = None, timer: Callable[[], float] = time.perf_counter
    ) -> None:
        # If a hook has an attribute `events`, it only receives events of these classes.
        self._hooks: Dict[Type[HookEvent], List[Hook]] = {
            event: [hook for hook in hooks if event in getattr(hook, "events", EVENTS)] for event in EVENTS
        }
        self.telemetry = telemetry
        self.timer = timer
        self.abandoned: Deque[CallObserver] = collections.deque()
        self._failed: Set[int] = set()

    def start(self, call: CallInfo) -> CallObserver:
        """Return the observer of an API call. `begin` calls the hooks."""
        self.report_abandoned()
        return CallObserver(self, call)

    def report_abandoned(self) -> None:
        """Report the end of streams that were garbage-collected before their end."""
        while self.abandoned:
            # Another thread may remove the last observer first.
            with contextlib.suppress(IndexError):
                self.abandoned.popleft().stream_ended("collected")

    def around_tool(self, call: Any) -> ContextManager[Callable[[Any], None]]:
        """Return a context manager that wraps a tool run. Its value accepts the tool's return value."""
        if self.telemetry is None:
            return contextlib.nullcontext(lambda value: None)
        return self.telemetry.around_tool(call)  # type: ignore[no-any-return]

    def emit(self, event_class: Type[HookEvent], *args: Any, **fields: Any) -> None:
        """Create an event with these fields, unless no hook accepts it, and call the hooks that accept it."""
        hooks = self._hooks[event_class]
        if not hooks:
            return
        event = event_class(*args, **fields)
        for hook in hooks:
            try:
                hook(event)
            except Exception as error:
                # One warning for each hook is enough.
                if id(hook) not in self._failed:
                    self._failed.add(id(hook))
                    warn_of(hook, error)


class CallObserver:
    """Reports the events of one API call to the hooks.

    Attributes:
        call: The description of the call that hooks receive.
        attempts: Number of attempts so far.
    """

    def __init__(self, hooks: Hooks, call: CallInfo) -> None:
        self.call = call
        self.attempts = 0
        # The reader of a stream. It is hidden from error trackers, because it has references to the request and the
        # response.
        self.reader: Secret[Any] = Secret(None)
        self._hooks = hooks
        self._first: Optional[float] = None
        self._has_begun = False
        self._response: Tuple[Optional[int], Mapping[str, str], Secrets] = (None, {}, ())
        # Popping from a list is atomic. If two threads reach the end of the call, only one of them reports it.
        self._open = [True]
        # The duration is stored here if the end of the call is reported later.
        self._seconds: Optional[float] = None
        self._started = hooks.timer()

    def begin(self) -> None:
        """Report the start of the API call, unless already reported, and make its span current."""
        if not self._has_begun:
            self._has_begun = True
            self._emit(CallStarted)

    def sends(self, body: Secret[Any]) -> None:
        """Show hooks the JSON body of the request if it differs from the body of the API call."""
        self.call._request = body

    def around(self) -> ContextManager[None]:
        """Return a context manager in which requests are sent. The call's span is current, if there is one."""
        telemetry = self._hooks.telemetry
        return _NO_CONTEXT if telemetry is None else telemetry.around(self.call)

    def note_chunks(self) -> Optional[Callable[[], None]]:
        """Return the function to call when a chunk of the stream arrives, or None if no hook needs it."""
        telemetry = self._hooks.telemetry
        return None if telemetry is None else telemetry.note_chunks(self.call)

    def attempt_started(self) -> None:
        """Report that the client sends a request."""
        self.attempts += 1
        self._emit(AttemptStarted, self.attempts)

    def response_started(self, status: int, headers: Mapping[str, str], secrets: Secrets) -> None:
        """Report the status and headers of a response."""
        self._response = (status, headers, secrets)
        self._emit(AttemptAnswered, self.attempts, *self._response)

    def attempt_failed(self, error: Exception) -> None:
        """Report that an attempt received no complete response."""
        self._response = (None, {}, ())
        self._emit(AttemptFailed, self.attempts, error)

    def retry(self, delay: float, error: Exception) -> None:
        """Report that the client will retry."""
        self._emit(Retrying, self.attempts, delay, error)

    def first_chunk(self) -> None:
        """Report the first chunk of a stream. Later calls do nothing."""
        if self._first is None:
            self._first = self._hooks.timer() - self._started
            self._emit(FirstChunk, self._first)

    def succeed(self, result: Any) -> None:
        """Report that the call succeeded and returns this object to the caller."""
        self._end("success", result=result)

    def fail(self, error: BaseException) -> None:
        """Report that the call raised an exception. If it is not an `Exception`, the call was cancelled."""
        self._end("error" if isinstance(error, Exception) else "cancelled", error=error)

    def stream_ended(self, how: str, error: Optional[BaseException] = None) -> None:
        """Report the end of the stream.

        Args:
            how: `done`, `closed`, `broken`, `cancelled` or `collected`.
            error: The exception that broke or cancelled the stream.
        """
        outcome = {"broken": "error", "cancelled": "cancelled"}.get(how, "success")
        self._end(outcome, stream_end=how, error=error)

    def _emit(self, event_class: Type[HookEvent], *args: Any) -> None:
        if self._open:
            self._hooks.emit(event_class, self.call, *args)

    def _end(self, outcome: str, **fields: Any) -> None:
        try:
            self._open.pop()
        except IndexError:
            return
        # If the SDK rejected the call before sending a request, the call never began.
        if self._has_begun:
            seconds = self._hooks.timer() - self._started if self._seconds is None else self._seconds
            status, headers, secrets = self._response
            fields.update(status=status, headers=headers, secrets=secrets, reader=self.reader.reveal())
            fields["first_chunk_seconds"] = self._first
            self._hooks.emit(CallEnded, self.call, outcome, seconds, self.attempts, **fields)

    def __del__(self) -> None:
        # The stream was garbage-collected before its end. The next call or close() reports it, because a finalizer may
        # run in the middle of a hook, in a thread that already holds the hook's lock.
        if self._open and self._has_begun:
            # At interpreter exit, the modules used here may already be gone.
            with contextlib.suppress(Exception):
                self._seconds = self._hooks.timer() - self._started
                self._hooks.abandoned.append(self)


def warn_of(hook: Any, error: Exception) -> None:
    """Log that a hook failed. The exception's text is omitted, because it may quote a prompt."""
    name = getattr(hook, "__qualname__", type(hook).__qualname__)
    # A broken logging handler must not break the API call.
    with contextlib.suppress(Exception):
        logging.getLogger("helixagent").warning("The hook %s failed with %s.", name, type(error).__name__)


NO_HOOKS = Hooks()


def unobserved() -> CallObserver:
    """Return an observer without hooks, for calls that are not made through a client."""
    return NO_HOOKS.start(CallInfo("", None, False, "", Secret(None)))


def is_async_function(hook: Any) -> bool:
    """Return whether calling this object returns an awaitable."""
    while isinstance(hook, functools.partial):
        hook = hook.func
    return inspect.iscoroutinefunction(hook if inspect.isroutine(hook) else getattr(hook, "__call__", None))  # noqa: B004
