"""Keep credentials out of the tracebacks of exceptions that leave the SDK.

Error trackers such as Sentry record the variables of every frame in a traceback, and they walk `__cause__` and
`__context__` as well. The frames of the SDK and of HTTP libraries contain request headers and bodies.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import sys
import traceback
from types import FrameType, TracebackType
from typing import Any, Callable, FrozenSet, Mapping, Optional, Sequence, Set, TypeVar

from ..exceptions import HelixAgentError

E = TypeVar("E", bound=BaseException)
F = TypeVar("F", bound=Callable[..., Any])

_OWN_PACKAGES = frozenset(["helixagent", "helixagent_client"])
# Requests pass through these packages.
_LIBRARIES = _OWN_PACKAGES | frozenset(
    ["httpx", "httpx2", "httpcore", "httpcore2", "h11", "h2", "aiohttp", "requests", "requests_cache", "urllib3"]
    + ["websockets", "anyio", "trio", "asyncio", "concurrent", "contextlib", "threading", "http", "ssl", "socket"]
)


def public(method: F, check: Optional[Callable[[Sequence[Any], Mapping[str, Any]], None]] = None) -> F:
    """Decorate a public function that handles credentials.

    The traceback of an SDK exception then contains at most two SDK frames, the wrapper and the function, without
    variables. Other exceptions keep all frames, but frames of the SDK and of HTTP libraries lose their variables.

    Args:
        method: The function to decorate.
        check: Called first with the arguments. It raises an exception if they are invalid.
    """
    if inspect.iscoroutinefunction(method):

        @functools.wraps(method)
        async def call_async(*args: Any, **kwargs: Any) -> Any:
            handled = sys.exc_info()[1]
            try:
                if check is not None:
                    check(args, kwargs)
                return await method(*args, **kwargs)
            except BaseException as error:
                del args, kwargs
                raise without_variables(error, handled)  # noqa: B904  (this is the same exception)
            finally:
                del handled

        return call_async  # type: ignore[return-value]  # pyright: ignore[reportReturnType]

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        handled = sys.exc_info()[1]
        try:
            if check is not None:
                check(args, kwargs)
            return method(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            raise without_variables(error, handled)  # noqa: B904  (this is the same exception)
        finally:
            del handled

    return call  # type: ignore[return-value]  # pyright: ignore[reportReturnType]


def without_variables(error: E, handled: Optional[BaseException] = None) -> E:
    """Remove the variables from the frames that an exception passed below this function's caller.

    Args:
        error: The exception that the caller just caught.
        handled: The exception that the program was already handling before the call. It is not changed.
    """
    start = error.__traceback__
    # Python adds the caller's frame again when the caller raises the exception.
    below = start.tb_next if start is not None else None
    seen: Set[int] = {id(handled), id(error)}
    _clear(below)
    if isinstance(error, HelixAgentError):
        below = _shortened(below)
    _clean_chain(error, seen)
    return error.with_traceback(below)


def without_traceback(error: E) -> E:
    """Remove the traceback and context of an SDK exception. Other exceptions are returned unchanged."""
    if isinstance(error, HelixAgentError):
        cause = error.__cause__
        error.__context__ = None
        error.__cause__ = without_traceback(cause) if isinstance(cause, HelixAgentError) else None
        return error.with_traceback(None)
    return error


def _clean_chain(error: BaseException, seen: Set[int]) -> None:
    if error.__suppress_context__ and isinstance(error, HelixAgentError):
        # Python does not print this exception, but it may have a reference to a request.
        error.__context__ = None
    for link in (error.__cause__, error.__context__):
        if link is None or id(link) in seen:
            continue
        seen.add(id(link))
        _clear(link.__traceback__)
        if isinstance(link, HelixAgentError):
            link.__traceback__ = _shortened(link.__traceback__, keep_first=False)
        _clean_chain(link, seen)


def _shortened(start: Optional[TracebackType], *, keep_first: bool = True) -> Optional[TracebackType]:
    """Return a traceback without the SDK's frames, except the first frame."""
    kept = []
    entry = start
    while entry is not None:
        if (keep_first and entry is start) or not _is_of(entry.tb_frame, _OWN_PACKAGES):
            kept.append(entry)
        entry = entry.tb_next
    following: Optional[TracebackType] = None
    for entry in reversed(kept):
        following = TracebackType(following, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return following


def _clear(start: Optional[TracebackType]) -> None:
    for frame, _ in traceback.walk_tb(start):
        if _is_of(frame, _LIBRARIES):
            # A frame that is still running cannot be cleared.
            with contextlib.suppress(RuntimeError):
                frame.clear()


def _is_of(frame: FrameType, packages: FrozenSet[str]) -> bool:
    name = frame.f_globals.get("__name__")
    return isinstance(name, str) and name.partition(".")[0] in packages
