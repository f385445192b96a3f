"""Helpers for the tests of streams: a blocking interface for all kinds of clients, and threads."""

from __future__ import annotations

import contextlib
import inspect
import sys
import threading
import time
import traceback
from concurrent.futures import Future, wait
from typing import Any, Callable, Dict, Iterator, List, Tuple

import aiohttp
import anyio
import pytest
import requests
from anyio.from_thread import start_blocking_portal
from raw_server import PATIENCE
from support import Driver

from helixagent import AsyncHelixAgent, AsyncStream, HelixAgent, HelixAgentClient, HelixAgentError, RawResponse
from helixagent._async.chat_stream import AsyncChatStream
from helixagent._async.resources._base import AsyncResource
from helixagent._async.stream import AsyncResponseManager
from helixagent._async.task_events import AsyncTaskEventStream

MESSAGES = [{"role": "user", "content": "Explain quantum computing"}]


def start(client: Any, **arguments: Any) -> Any:
    """Start a chat stream."""
    return client.chat.completions.create(messages=MESSAGES, model="deepseek-chat", stream=True, **arguments)


def fault(name: str) -> Dict[str, Any]:
    """Return the argument of a call that requests a fault from the sandbox."""
    return {"extra_headers": {"X-Sandbox-Fault": name}}


def read_until_failure(stream: Any) -> Tuple[List[Any], HelixAgentError]:
    """Return the chunks of a failing stream, and its error."""
    chunks = []
    with pytest.raises(HelixAgentError) as caught:
        for item in stream:
            chunks.append(item)
    return chunks, caught.value


# ---- clients --------------------------------------------------------------------------------------------------------

# All kinds of clients. The async client runs on asyncio and on trio.
KINDS = ["sync", "session", "asyncio", "trio"]
_WRAPPED = (
    AsyncHelixAgent,
    AsyncResource,
    AsyncStream,
    AsyncChatStream,
    AsyncResponseManager,
    AsyncTaskEventStream,
    RawResponse,
)
_END = object()


class Blocking:
    """A wrapper that makes an object of the async client look like an object of the blocking one."""

    def __init__(self, portal: Any, target: Any) -> None:
        self._portal = portal
        self._target = target

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if inspect.ismethod(value):
            return lambda *args, **options: self._wrapped(self._portal.call(_settled, value, args, options))
        return self._wrapped(value)

    def __iter__(self) -> Blocking:
        return self

    def __next__(self) -> Any:
        value = self._portal.call(_next, self._target)
        if value is _END:
            raise StopIteration
        return value

    def __enter__(self) -> Any:
        return self._wrapped(self._portal.call(self._target.__aenter__))

    def __exit__(self, *error: Any) -> None:
        self._portal.call(self._target.__aexit__, *error)

    def _wrapped(self, value: Any) -> Any:
        if value is self._target:
            return self
        return Blocking(self._portal, value) if isinstance(value, _WRAPPED) or inspect.isasyncgen(value) else value


async def _settled(function: Any, args: Any, options: Any) -> Any:
    result = function(*args, **options)
    return await result if inspect.isawaitable(result) else result


async def _next(target: Any) -> Any:
    try:
        return await target.__anext__()
    except StopAsyncIteration:
        return _END


class Way:
    """One of the ways to use the SDK: blocking with httpx or requests, or the async client on an event loop."""

    def __init__(self, kind: str, stack: contextlib.ExitStack) -> None:
        self.kind = kind
        self.is_async = kind in ("asyncio", "trio")
        self.session: Any = stack.enter_context(requests.Session()) if kind == "session" else None
        # aiohttp before 3.11 closes each connection to a proxy after a request.
        is_old_aiohttp = Driver.async_http_client == "aiohttp" and aiohttp.__version__.startswith(("3.9.", "3.10."))
        self.trusts_no_proxy = kind == "asyncio" and is_old_aiohttp
        self.portal: Any = stack.enter_context(start_blocking_portal(backend=kind)) if self.is_async else None
        self._clients = stack.enter_context(contextlib.ExitStack())

    def reset(self) -> None:
        """Close the clients, and the connections of the session."""
        self._clients.close()
        if self.session is not None:
            self.session.close()

    def client(self, base_url: str, **options: Any) -> Any:
        """Return a client without retries that is used like the blocking one and closed after the test."""
        options = {"base_url": base_url, "api_key": "test-key", "max_retries": 0, **options}
        if self.is_async:
            # The backend of the test suite. aiohttp does not work on trio.
            asked_for = Driver.async_http_client if self.kind == "asyncio" else Driver.http_client
            options.setdefault("http_client", asked_for)
            target = self.portal.call(_settled, AsyncHelixAgent, (), options)
            client: Any = Blocking(self.portal, target)
        elif self.kind == "session":
            client = HelixAgentClient(session=self.session, **options)
        else:
            options.setdefault("http_client", Driver.http_client)
            client = HelixAgent(**options)
        return self._clients.enter_context(client)

    def wait_until_waiting(self, thread: threading.Thread) -> None:
        """Wait until the client, called from this thread, is waiting for bytes from its socket."""
        if self.is_async:
            eventually(lambda: _innermost(thread) == "wait")
            self.portal.call(anyio.wait_all_tasks_blocked)
        else:
            # The innermost functions of httpcore, requests and TLS before the system call.
            eventually(lambda: _innermost(thread) in ("read", "readinto", "recv", "recv_into"))

    def wait_until_sleeping(self, thread: threading.Thread) -> None:
        """Wait until the client, called from this thread, is sleeping."""
        eventually(lambda: _innermost(thread) == "wait")
        if self.is_async:
            self.portal.call(anyio.wait_all_tasks_blocked)


def _innermost(thread: threading.Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)
    return frame.f_code.co_name if frame is not None else ""


@contextlib.contextmanager
def way_of(kind: str) -> Iterator[Way]:
    """Yield a way to use the SDK, and close everything that was created with it."""
    with contextlib.ExitStack() as stack:
        yield Way(kind, stack)


# ---- threads --------------------------------------------------------------------------------------------------------


class Running:
    """A function that runs in a separate thread."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self._future: Future[Any] = Future()
        self.thread = threading.Thread(target=self._run, args=(function,), daemon=True)
        self.thread.start()

    def result(self) -> Any:
        """Return what the function returned, or raise what it raised.

        Raises:
            AssertionError: The function hangs; the message shows where each thread is.
        """
        done, _ = wait([self._future], PATIENCE)
        assert done, f"the function hangs:\n{stacks()}"
        self.thread.join(PATIENCE)
        return self._future.result()

    def _run(self, function: Callable[[], Any]) -> None:
        try:
            self._future.set_result(function())
        except BaseException as error:
            self._future.set_exception(error)


def eventually(condition: Callable[[], Any]) -> None:
    """Poll until a condition is true, for conditions that no event signals."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"the condition was never met:\n{stacks()}"
        time.sleep(0.001)


def stacks() -> str:
    """Return the stack of each thread, which shows the reason for a deadlock."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(
        f"{names.get(ident, ident)}:\n{''.join(traceback.format_stack(frame))}"
        for ident, frame in sys._current_frames().items()
    )
