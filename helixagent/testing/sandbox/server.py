"""Run the sandbox on a real socket: uvicorn's HTTP/1.1 protocol on a separate event loop, in a background thread."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import socket
import threading
from types import TracebackType
from typing import Any, Dict, List, Mapping, Optional, Type

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent._core.extras import extra
from helixagent.testing.calls import RequestAssertions
from helixagent.testing.clock import ManualClock
from helixagent.testing.sandbox.app import Clock, SandboxApp
from helixagent.testing.sandbox.connections import Connections
from helixagent.testing.sandbox.deliveries import Deliveries, Delivery
from helixagent.testing.sandbox.exchange import Handler
from helixagent.testing.sandbox.handlers import make_handlers
from helixagent.testing.sandbox.pace import BY_STATUS_REQUESTS, Pace
from helixagent.testing.sandbox.protocols import HttpProtocol, SocketProtocol
from helixagent.testing.sandbox.recording import Record, RecordedRequest
from helixagent.testing.sandbox.scripting import Scripting
from helixagent.testing.sandbox.spec import Spec, SpecSource

with extra("testing", "The sandbox"):
    from uvicorn.config import Config
    from uvicorn.server import ServerState

_STOP_SECONDS = 10.0
# Longer than any client keeps an idle connection, so that the sandbox never closes one while a request arrives.
_KEEP_ALIVE_SECONDS = 600


class Sandbox(Scripting, RequestAssertions):
    """A sandbox server. It is a test double, never a real HelixAgent server.

    Args:
        host: The address to listen on.
        port: The port, or 0 to pick a free one.
        spec: The API to serve: a parsed OpenAPI document, the path of a JSON file, or None for the installed client's.
        clock: A function that returns the time for responses, in Unix seconds. The default is a ManualClock, which
            moves only when a test advances it or a client created by `client()` sleeps.
        progress: How debates and tasks advance. With `looks`, each status request advances them by one step. With
            `clock`, a debate advances every 15 seconds and a task every second.
        handlers: Handlers for operations by `operationId`. They take precedence over the sandbox's handlers.
        keep: Maximum number of requests to keep in `requests`.
        check_fields: Whether to reject responses that have fields outside the spec, for tests of handlers.

    Attributes:
        clock: The clock.

    Raises:
        OSError: The sandbox cannot listen on the address.
        ValueError: `progress` is neither `looks` nor `clock`.

    Example:
        >>> with Sandbox() as sandbox:
        ...     sandbox.reply("Paris")
        ...     client = sandbox.client()
        ...     client.chat.completions.create(messages=[{"role": "user", "content": "The capital of France?"}])
        ...     sandbox.assert_called("chat.completions.create", times=1)
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        spec: SpecSource = None,
        clock: Optional[Clock] = None,
        progress: str = BY_STATUS_REQUESTS,
        handlers: Optional[Mapping[str, Handler]] = None,
        keep: int = 10000,
        check_fields: bool = False,
    ) -> None:
        self._record = Record(keep)
        self._connections = Connections()
        self._deliveries = Deliveries()
        self._custom_handlers = dict(handlers or {})
        self.clock: Clock = ManualClock() if clock is None else clock
        self._pace = Pace(self.clock, progress)
        self._progress = progress
        self._spec = Spec(spec)
        self._app = SandboxApp(self._spec, self._handlers(), self._connections, self._record, self.clock, check_fields)
        self._script = self._app.script
        self._address = (host, port)
        self._socket: Optional[socket.socket] = None
        self._thread: Optional[threading.Thread] = None
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._stop: Optional[asyncio.Event] = None
        self._started = threading.Event()
        self._failure: Optional[BaseException] = None

    def __repr__(self) -> str:
        return "<Sandbox {}>".format(self.base_url if self._socket else "(not started)")

    def __enter__(self) -> Sandbox:
        self.start()
        return self

    def __exit__(
        self,
        exc_type: Optional[Type[BaseException]],
        exc: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The port that the sandbox listens on.

        Raises:
            RuntimeError: The sandbox is not started.
        """
        if self._socket is None:
            raise RuntimeError("the sandbox is not started")
        return int(self._socket.getsockname()[1])

    @property
    def base_url(self) -> str:
        """The `base_url` for clients."""
        host = self._address[0]
        return "http://{}:{}".format(f"[{host}]" if ":" in host else host, self.port)

    @property
    def progress(self) -> str:
        """The source of progress for debates and tasks: `looks` or `clock`. A new value applies until `reset()`.

        Raises:
            ValueError: The new value is invalid.
        """
        return self._pace.source

    @progress.setter
    def progress(self, progress: str) -> None:
        self._pace.source = progress

    def advance(self, seconds: float) -> None:
        """Advance the sandbox's clock, without waiting.

        Args:
            seconds: The number of seconds.

        Raises:
            TypeError: The sandbox's clock is not a ManualClock.

        Example:
            sandbox.progress = "clock"
            task = client.tasks.create(type="llm_completion")
            sandbox.advance(60)
            assert client.tasks.get_status(task.id).status == "completed"
        """
        if not isinstance(self.clock, ManualClock):
            raise TypeError(f"advance() moves a ManualClock, and this sandbox has {self.clock!r}")
        self.clock.advance(seconds)

    def client(self, **options: Any) -> HelixAgent:
        """Return a client of this sandbox that sleeps on the sandbox's clock: its retries and waits take no time.

        Args:
            options: Arguments of HelixAgent. `api_key` defaults to `"test-key"`.

        Example:
            with sandbox.client(max_retries=5) as client:
                ...
        """
        from helixagent.testing.clients import client_of

        return client_of(self.base_url, self.clock, options)

    def async_client(self, **options: Any) -> AsyncHelixAgent:
        """Return an async client of this sandbox, like `client()`.

        Args:
            options: Arguments of AsyncHelixAgent. `api_key` defaults to `"test-key"`.
        """
        from helixagent.testing.clients import async_client_of

        return async_client_of(self.base_url, self.clock, options)

    @property
    def requests(self) -> List[RecordedRequest]:
        """All requests so far, oldest first. Each attempt of a retried API call counts as one request."""
        return self._record.requests

    @property
    def connections(self) -> int:
        """The number of TCP connections accepted since the start or the last `reset()`."""
        return self._connections.accepted

    @property
    def deliveries(self) -> List[Delivery]:
        """The finished webhook deliveries: delivered, failed, or refused because the URL is not local."""
        return self._deliveries.finished

    def wait_for_deliveries(self, count: int = 1, timeout: float = 5.0) -> List[Delivery]:
        """Wait for this number of finished webhook deliveries since the start or the last `reset()`.

        Args:
            count: The number of deliveries.
            timeout: Timeout in seconds.

        Returns:
            All finished deliveries, oldest first.

        Raises:
            TimeoutError: The timeout expired first.
        """
        return self._deliveries.wait_for(count, timeout)

    def reset(self) -> None:
        """Clear requests, attempts, scripted responses, counts and created objects. Open connections stay open.

        A ManualClock and `progress` return to their initial values.
        """
        self._deliveries.close()
        self._deliveries = Deliveries()
        self._record.reset()
        self._app.handlers = self._handlers()
        self._script.clear()
        self._pace.source = self._progress
        if isinstance(self.clock, ManualClock):
            self.clock.reset()
        self._connections.accepted = 0

    def start(self) -> None:
        """Start the server. This returns when the sandbox accepts requests.

        Raises:
            OSError: The sandbox cannot listen on the address.
            RuntimeError: The sandbox is already started.
        """
        if self._thread is not None:
            raise RuntimeError("the sandbox is already started")
        self._started.clear()
        self._failure = None
        self._deliveries.reopen()
        self._socket = listener = _listen(*self._address)
        self._thread = threading.Thread(target=self._run, args=(listener,), name="helixagent-sandbox", daemon=True)
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            failure, self._failure = self._failure, None
            self.stop()
            raise failure

    def stop(self) -> None:
        """Stop serving. When this returns, open connections are closed and the threads have ended."""
        self._deliveries.close()
        thread, self._thread = self._thread, None
        if thread is None:
            return
        if self._loop is not None and self._stop is not None and thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        thread.join(_STOP_SECONDS)
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if thread.is_alive():
            raise RuntimeError(f"the sandbox did not stop within {_STOP_SECONDS} seconds")

    def _handlers(self) -> Dict[str, Handler]:
        return {**make_handlers(self._deliveries, self._pace), **self._custom_handlers}

    def _run(self, listener: socket.socket) -> None:
        try:
            asyncio.run(self._serve(listener))
        except BaseException as failure:
            if self._started.is_set():
                raise
            self._failure = failure
        finally:
            self._started.set()

    async def _serve(self, listener: socket.socket) -> None:
        # uvicorn's Server polls ten times a second and logs each start. A test double must do neither.
        loop = self._loop = asyncio.get_running_loop()
        stop = self._stop = asyncio.Event()
        self._connections.serve()
        # uvicorn asks for a class here, but a factory works too.
        websockets: Any = functools.partial(SocketProtocol, tracked=self._connections)
        config = Config(
            self._app,
            http=HttpProtocol,
            ws=websockets,
            lifespan="off",
            interface="asgi3",
            log_config=None,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        )
        config.load()
        state = ServerState()
        server = await loop.create_server(
            lambda: HttpProtocol(config, state, {}, _loop=loop, tracked=self._connections), sock=listener, backlog=2048
        )
        self._started.set()
        await stop.wait()
        # asyncio would lose a connection accepted while the server closes, so the server stops accepting first.
        with contextlib.suppress(NotImplementedError):
            loop.remove_reader(listener)
        self._connections.abort_all()
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        if unfinished:
            await asyncio.wait(unfinished, timeout=_STOP_SECONDS / 2)
        server.close()
        await server.wait_closed()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # If the protocol is given, asyncio turns off Nagle's algorithm on the connections. Otherwise each response is
    # delayed by 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            # On Windows this would let two servers use the same port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener
