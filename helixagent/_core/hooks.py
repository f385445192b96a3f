"""The one place where a call can be watched: what its hooks are told, as plain data, and who tells them."""

from __future__ import annotations

import collections
import contextlib
import functools
import inspect
import logging
import time
from typing import (
    Any,
    Callable,
    ClassVar,
    ContextManager,
    Deque,
    Dict,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Set,
    Tuple,
    Type,
)

from ..exceptions import ValidationError
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
)
from .secret import Secret

# Under this key, the state of a call has the times of its chunks, in seconds, if a hook wants them.
CHUNK_TIMES = object()
_NO_CONTEXT = contextlib.nullcontext()
# What hooks are: functions, or objects that can be called.
Hook = Callable[[HookEvent], Any]
Secrets = Sequence[Any]
# The names of methods by the classes of the events that they are for.
Methods = Mapping[Type[Any], str]


class Listener:
    """A hook of the SDK's own, which has a method for each class of events: nobody has to ask what has come.

    Attributes:
        methods: The methods' names, by the classes of the events.
        has_context: Whether `around` and `around_tool` do anything.
        times_chunks: Whether the hook reads the times of a stream's chunks from the state of the call.
    """

    methods: ClassVar[Methods]
    has_context: bool = False
    times_chunks: bool = False

    def around(self, call: CallInfo) -> ContextManager[Any]:
        """Return what is entered while the requests of a call are sent."""
        return contextlib.nullcontext()

    def around_tool(self, call: Any) -> ContextManager[Callable[[Any], None]]:
        """Return a context manager that is entered while a tool of a tool loop runs.

        Args:
            call: The call, a `ToolRunCall`.

        Returns:
            A context manager whose value is a function that accepts what the tool returned.
        """
        return contextlib.nullcontext(_ignore)

    @property
    def events(self) -> Tuple[Type[Any], ...]:
        """The events that it wants."""
        return tuple(self.methods)

    def __call__(self, event: HookEvent) -> None:
        getattr(self, self.methods[type(event)])(event)


class Hooks:
    """The hooks of a client, each under the events that it wants.

    Attributes:
        contexts: The functions that return what is entered while the requests of a call are sent.
        times_chunks: Whether a hook wants the times of a stream's chunks.
        abandoned: The watches of calls whose end nobody has told, and whose streams are gone.
        by_event: What is called with each class of events, and the hook that it is part of. Where there is nothing,
            the event is not even made.

    Args:
        hooks: In the order in which they are told. One with an attribute `events` is told of these classes only.
        timer: Gives seconds that never go back.
    """

    def __init__(self, hooks: Sequence[Hook] = (), *, timer: Callable[[], float] = time.perf_counter) -> None:
        self.by_event: Dict[Type[Any], Tuple[Tuple[Hook, Hook], ...]] = {
            kind: tuple((_told(hook, kind), hook) for hook in hooks if kind in getattr(hook, "events", EVENTS))
            for kind in EVENTS
        }
        listeners = [hook for hook in hooks if isinstance(hook, Listener)]
        self.contexts = tuple(hook.around for hook in listeners if hook.has_context)
        self._tool_contexts = tuple(hook.around_tool for hook in listeners if hook.has_context)
        self.times_chunks = any(hook.times_chunks for hook in listeners)
        self.abandoned: Deque[CallObserver] = collections.deque()
        self._timer = timer
        self._reported: Set[int] = set()

    @property
    def settings(self) -> Mapping[str, Any]:
        """What hooks like these are made from: arguments of the client by their names."""
        return {}

    def renewed(self) -> Hooks:
        """Return hooks with the same settings and counts of their own."""
        return self

    def start(self, call: CallInfo) -> CallObserver:
        """Return the observer of an API call. The hooks are called when `begin` is."""
        if self.abandoned:
            self.tell_abandoned()
        return CallObserver(self, call, self._timer)

    def tell_abandoned(self) -> None:
        """Tell the hooks of streams that were dropped before their end."""
        while self.abandoned:
            try:
                observer = self.abandoned.popleft()
            except IndexError:
                # Another thread was quicker.
                return
            observer.stream_ended("collected")

    @contextlib.contextmanager
    def around_tool(self, call: Any) -> Iterator[Callable[[Any], None]]:
        """Surround the run of a tool with the contexts of the hooks; the value accepts what the tool returned."""
        with contextlib.ExitStack() as stack:
            records = [stack.enter_context(context(call)) for context in self._tool_contexts]

            def record(value: Any) -> None:
                for each in records:
                    each(value)

            yield record

    def warn(self, message: str) -> None:
        """Log a warning for the person who runs the program."""
        logging.getLogger("helixagent").warning("%s", message)

    def tell(self, event: HookEvent) -> None:
        """Tell the hooks that want it of an event."""
        for told, hook in self.by_event[type(event)]:
            try:
                told(event)
            except Exception as error:
                self._report(hook, error)

    def _report(self, hook: Hook, error: Exception) -> None:
        # Once for each hook, and without the exception's text, which may quote a prompt.
        if id(hook) in self._reported:
            return
        self._reported.add(id(hook))
        warn_of(hook, error)


def _ignore(value: Any) -> None:
    """Accept what a tool returned, and do nothing with it."""


def _told(hook: Hook, kind: Type[Any]) -> Hook:
    told: Hook = getattr(hook, hook.methods[kind]) if isinstance(hook, Listener) else hook
    return told


class CallObserver:
    """Tells the hooks how one call goes. Its end is told exactly once, by whoever sees it first.

    Attributes:
        call: What the hooks know of the call.
        attempts: How many attempts were started.
        reader: What reads the answer's stream, where there is one.
    """

    __slots__ = (
        "_answered",
        "_contexts",
        "_first",
        "_has_begun",
        "_hooks",
        "_open",
        "_seconds",
        "_secrets",
        "_started",
        "_timer",
        "attempts",
        "call",
        "reader",
    )

    def __init__(self, hooks: Hooks, call: CallInfo, timer: Callable[[], float]) -> None:
        self.call = call
        self.attempts = 0
        self.reader: Any = None
        self._hooks = hooks
        self._timer = timer
        self._first: Optional[float] = None
        self._has_begun = False
        self._contexts: Optional[contextlib.ExitStack] = None
        self._answered: Tuple[Optional[int], Mapping[str, str]] = (None, {})
        self._secrets: Secrets = ()
        # Popping from a list is atomic, so of two threads that see the end only one tells it.
        self._open = [True]
        # How long the call took, if it is told later.
        self._seconds: Optional[float] = None
        self._started = timer()

    def begin(self) -> None:
        """Tell the hooks that the API call starts, unless they know, and enter their contexts."""
        if self._has_begun:
            return
        self._has_begun = True
        if self._hooks.by_event[CallStarted]:
            self._hooks.tell(CallStarted(self.call))
        self._enter()

    def sends(self, body: Secret[Any]) -> None:
        """Show hooks the JSON body of a request, if it is not that of the API call."""
        self.call._request = body

    def around(self) -> ContextManager[Any]:
        """Return what is entered while the requests of the call are sent, so that a tracer's span is current then."""
        return self._surrounded() if self._hooks.contexts else _NO_CONTEXT

    @contextlib.contextmanager
    def _surrounded(self) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            self._contexts = stack
            # A span exists only after the call has begun.
            if self._has_begun:
                self._enter()
            try:
                yield
            finally:
                self._contexts = None

    def _enter(self) -> None:
        if self._contexts is not None:
            for context in self._hooks.contexts:
                self._contexts.enter_context(context(self.call))

    def note_chunks(self) -> Optional[Callable[[], None]]:
        """Return what is called when a chunk of the stream has come; None if no hook wants to know."""
        if not self._hooks.times_chunks:
            return None
        times: List[float] = []
        self.call.state[CHUNK_TIMES] = times
        note, timer = times.append, self._timer
        return lambda: note(timer())

    def attempt_started(self) -> None:
        """Tell that a request is sent."""
        self.attempts += 1
        if self._open and self._hooks.by_event[AttemptStarted]:
            self._hooks.tell(AttemptStarted(self.call, self.attempts))

    def response_started(self, status: int, headers: Mapping[str, str], secrets: Secrets) -> None:
        """Tell of the first bytes of an answer: its status and headers."""
        self._answered, self._secrets = (status, headers), secrets
        if self._open and self._hooks.by_event[AttemptAnswered]:
            self._hooks.tell(AttemptAnswered(self.call, self.attempts, status, headers, secrets))

    def attempt_failed(self, error: Exception) -> None:
        """Tell of an attempt that brought no whole answer."""
        self._answered = (None, {})
        if self._open and self._hooks.by_event[AttemptFailed]:
            self._hooks.tell(AttemptFailed(self.call, self.attempts, error))

    def retry(self, delay: float, error: Exception) -> None:
        """Tell that there will be another attempt."""
        if self._open and self._hooks.by_event[Retrying]:
            self._hooks.tell(Retrying(self.call, self.attempts, delay, error))

    def first_chunk(self) -> None:
        """Tell of the first chunk of a stream."""
        if self._first is None:
            self._first = self._timer() - self._started
            if self._hooks.by_event[FirstChunk]:
                self._hooks.tell(FirstChunk(self.call, self._first))

    def succeed(self, result: Any) -> None:
        """Tell that a call has ended well.

        Args:
            result: What the caller gets.
        """
        self._end("success", result=result)

    def fail(self, error: BaseException) -> None:
        """Tell that a call has ended with an exception; one that is no Exception, as of a task, cancels it."""
        self._end("error" if isinstance(error, Exception) else "cancelled", error=error)

    def stream_ended(self, how: str, error: Optional[BaseException] = None) -> None:
        """Tell that a stream has ended.

        Args:
            how: `done`, `closed`, `broken`, `cancelled` or `collected`.
            error: What broke or cancelled it.
        """
        outcome = {"broken": "error", "cancelled": "cancelled"}.get(how, "success")
        self._end(outcome, stream_end=how, error=error)

    def _end(
        self,
        outcome: str,
        *,
        stream_end: Optional[str] = None,
        error: Optional[BaseException] = None,
        result: Any = None,
    ) -> None:
        try:
            self._open.pop()
        except IndexError:
            return
        # A call that the SDK refused itself, before it sent anything, has not begun.
        if self._has_begun and self._hooks.by_event[CallEnded]:
            status, headers = self._answered
            seconds = self._timer() - self._started if self._seconds is None else self._seconds
            self._hooks.tell(
                # In their order, since names would cost as much as what is told.
                CallEnded(
                    self.call,
                    outcome,
                    stream_end,
                    seconds,
                    self._first,
                    self.attempts,
                    status,
                    error,
                    headers,
                    self._secrets,
                    result,
                    self.reader,
                )
            )

    def __del__(self) -> None:
        # Nobody ended the stream, and nobody holds it any more. The next call or close() tells the hooks: a finalizer
        # may run in the middle of a hook, in a thread that holds the lock that the hook needs.
        if self._open and self._has_begun:
            # At the end of the interpreter, much may be gone already.
            with contextlib.suppress(Exception):
                self._seconds = self._timer() - self._started
                self._hooks.abandoned.append(self)


def warn_of(hook: Any, error: Exception) -> None:
    """Write a warning about a hook that has failed."""
    name = getattr(hook, "__qualname__", type(hook).__qualname__)
    # A broken handler of logging must not break the call either.
    with contextlib.suppress(Exception):
        logging.getLogger("helixagent").warning("The hook %s failed with %s.", name, type(error).__name__)


NO_HOOKS = Hooks()


def unobserved() -> CallObserver:
    """Return what tells nobody, for a call that is not made through a client."""
    return CallObserver(NO_HOOKS, CallInfo("", None, False, "", Secret(None)), time.perf_counter)


def checked_hooks(hooks: Optional[Sequence[Hook]], *, is_async: bool) -> List[Hook]:
    """Return the hooks that a user gave.

    Args:
        hooks: The hooks.
        is_async: Whether they may be async functions.

    Raises:
        ValidationError: They are no list, or one of them is no function, or an async one that nobody could await.
    """
    if hooks is None:
        return []
    if not isinstance(hooks, (list, tuple)):
        raise ValidationError("hooks must be a list of functions.", param="hooks")
    for number, hook in enumerate(hooks):
        if not callable(hook):
            raise ValidationError(f"hooks[{number}] must be a function of one argument, the event.", param="hooks")
        if is_async_function(hook) and not is_async:
            raise ValidationError(
                f"hooks[{number}] is an async function, which only AsyncHelixAgent can await; give HelixAgent a plain "
                "function.",
                param="hooks",
            )
    return list(hooks)


def is_async_function(hook: Any) -> bool:
    """Return whether calling a hook gives something to await."""
    while isinstance(hook, functools.partial):
        hook = hook.func
    return inspect.iscoroutinefunction(hook if inspect.isroutine(hook) else getattr(hook, "__call__", None))  # noqa: B004
