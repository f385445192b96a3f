"""Runs the sandbox on a real socket: uvicorn's HTTP/1.1 protocol on its own event loop, in a background thread."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import socket
import threading
from types import TracebackType
from typing import Any, Dict, List, Mapping, Optional, Sequence, Type, Union

from uvicorn.config import Config
from uvicorn.server import ServerState

from helixagent.testing.sandbox.app import Clock, SandboxApp
from helixagent.testing.sandbox.connections import Connections
from helixagent.testing.sandbox.deliveries import Deliveries, Delivery
from helixagent.testing.sandbox.exchange import Handler
from helixagent.testing.sandbox.handlers import make_handlers
from helixagent.testing.sandbox.protocols import HttpProtocol, SocketProtocol
from helixagent.testing.sandbox.recording import Record, RecordedRequest
from helixagent.testing.sandbox.script import Chunk, scripted_reply
from helixagent.testing.sandbox.spec import Spec, SpecSource

# The `created` of every answer, unless a clock is given: answers do not change from run to run.
FIXED_TIME = 1703123456.0
_STOP_SECONDS = 10.0
# Longer than any client keeps an idle connection, so that it is never the sandbox that closes one under a request.
_KEEP_ALIVE_SECONDS = 600


def _fixed_time() -> float:
    return FIXED_TIME


class Sandbox:
    """A sandbox server; a test double, never a real HelixAgent.

    Args:
        host: The address to listen on.
        port: The port; 0 takes a free one.
        spec: The API to serve: a parsed OpenAPI document, the path of a JSON file, or None for the installed client's.
        clock: Gives the time to put in answers, in Unix seconds; a fixed one by default.
        handlers: Answers for operations by `operationId`, beside and before the sandbox's own.
        keep: How many requests to remember in `requests`.

    Raises:
        OSError: If the address cannot be listened on.

    Example:
        >>> with Sandbox() as sandbox:
        ...     client = HelixAgent(base_url=sandbox.base_url)
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        spec: SpecSource = None,
        clock: Clock = _fixed_time,
        handlers: Optional[Mapping[str, Handler]] = None,
        keep: int = 10000,
    ) -> None:
        self._record = Record(keep)
        self._connections = Connections()
        self._deliveries = Deliveries()
        self._own_handlers = dict(handlers or {})
        self._app = SandboxApp(Spec(spec), self._handlers(), self._connections, self._record, clock)
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
            RuntimeError: If it is not started.
        """
        if self._socket is None:
            raise RuntimeError("the sandbox is not started")
        return int(self._socket.getsockname()[1])

    @property
    def base_url(self) -> str:
        """What a client takes as its `base_url`."""
        host = self._address[0]
        return "http://{}:{}".format(f"[{host}]" if ":" in host else host, self.port)

    @property
    def requests(self) -> List[RecordedRequest]:
        """The requests so far, the oldest first."""
        return self._record.requests

    @property
    def connections(self) -> int:
        """How many TCP connections have been accepted since the start or the last `reset()`."""
        return self._connections.accepted

    @property
    def deliveries(self) -> List[Delivery]:
        """The finished deliveries of webhooks: delivered, failed, or refused because they would leave loopback."""
        return self._deliveries.finished

    def wait_for_deliveries(self, count: int = 1, timeout: float = 5.0) -> List[Delivery]:
        """Wait until so many deliveries of webhooks are finished since the start or the last `reset()`.

        Args:
            count: How many.
            timeout: How many seconds to wait at most.

        Returns:
            All that are finished, the oldest first.

        Raises:
            TimeoutError: If there are fewer by then.
        """
        return self._deliveries.wait_for(count, timeout)

    def reset(self) -> None:
        """Forget requests, attempts, scripted answers, counts and what was created; open connections stay."""
        self._deliveries.close()
        self._deliveries = Deliveries()
        self._record.reset()
        self._app.handlers = self._handlers()
        self._app.script.clear()
        self._connections.accepted = 0

    def reply(
        self,
        status: int = 200,
        *,
        json: Any = None,
        body: Union[str, bytes, None] = None,
        headers: Optional[Mapping[str, str]] = None,
        chunks: Optional[Sequence[Chunk]] = None,
        operation: Optional[str] = None,
        times: int = 1,
    ) -> None:
        """Lay down the answer to the next request; several are given in the order in which they were laid down.

        Args:
            status: The HTTP status.
            json: The body as a JSON value.
            body: The body as it is; its content type comes from `headers`.
            headers: Headers of the answer.
            chunks: The events of a stream: objects are sent as JSON, strings as they are, and `[DONE]` follows; where
                there are bytes among them, those are sent raw and nothing is added at the end.
            operation: The `operationId` that the answer is for; None means any request.
            times: To how many requests it is given.

        Raises:
            TypeError: If more than one of json, body and chunks is given.
        """
        self._app.script.add(
            scripted_reply(status, json, body, headers or {}, chunks), operation=operation, times=times
        )

    def start(self) -> None:
        """Listen and serve; returns when requests can be sent.

        Raises:
            OSError: If the address cannot be listened on.
            RuntimeError: If it is started already.
        """
        if self._thread is not None:
            raise RuntimeError("the sandbox is started already")
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
        """Stop serving: open connections are dropped, and the threads have ended when this returns."""
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
        return {**make_handlers(self._deliveries), **self._own_handlers}

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
        # uvicorn's own Server polls ten times a second and logs each start: a double in a test must do neither.
        loop = self._loop = asyncio.get_running_loop()
        stop = self._stop = asyncio.Event()
        self._connections.serve()
        # A factory does where uvicorn asks for a class.
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
        # asyncio loses a connection that it accepts while its server closes, so accepting comes to its end first.
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
    # With the protocol named, asyncio switches Nagle's algorithm off on the connections; else each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            # On Windows this would let two servers have one port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener
