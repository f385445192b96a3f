"""What the tests of streams and connections share: servers on raw sockets, and one blocking face for all kinds of client."""

from __future__ import annotations

import contextlib
import inspect
import json
import socket
import ssl
import sys
import threading
import time
from concurrent.futures import Future
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional

import anyio
import requests
from anyio.from_thread import start_blocking_portal

from helixagent import AsyncHelixAgent, AsyncStream, HelixAgent, HelixAgentClient, RawResponse
from helixagent._async_chat_stream import AsyncChatStream, AsyncChatStreamManager
from helixagent.resources.aio._base import AsyncResource

# A failing test must end; no passing one waits this long.
PATIENCE = 10.0

MESSAGES = [{"role": "user", "content": "Explain quantum computing"}]


# ---- events of a stream -------------------------------------------------------------------------------------------


def chunk(text: Optional[str] = None, **fields: Any) -> Dict[str, Any]:
    """A chat chunk with a piece of text; other keywords replace its fields."""
    delta = {} if text is None else {"content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1703123456,
        "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": None}],
        **fields,
    }


def event(data: Any) -> bytes:
    """One event with this data: JSON, or a string as it is."""
    return b"data: " + (data if isinstance(data, str) else json.dumps(data)).encode() + b"\n\n"


DONE = event("[DONE]")


def texts(chunks: Any) -> List[str]:
    """The pieces of text in chunks."""
    return [item.choices[0].delta.content for item in chunks if item.choices[0].delta.content]


# ---- servers --------------------------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """A request as a RawServer saw it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Peer:
    """A client's connection, seen from the server."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self._file = connection.makefile("rb")

    def request(self) -> Optional[Seen]:
        """Read a request; None where the client has gone."""
        line = self._file.readline()
        if not line:
            return None
        method, target, _ = line.decode("latin-1").split(" ", 2)
        headers: Dict[str, str] = {}
        for line in iter(self._file.readline, b"\r\n"):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return Seen(method, target, headers, self._file.read(int(headers.get("content-length", 0))))

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(data)

    def head(self, status: int = 200, **headers: str) -> None:
        """Send the head of an answer; by default that of a stream in chunks. `_` stands for `-` in names."""
        sent = {"content_type": "text/event-stream", **headers}
        if "content_length" not in sent and sent.get("connection") != "close":
            sent["transfer_encoding"] = "chunked"
        lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items()]
        self.send(f"HTTP/1.1 {status} Status\r\n{''.join(lines)}\r\n".encode("latin-1"))

    def part(self, *data: bytes) -> None:
        """Send HTTP chunks, one for each argument."""
        self.send(b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in data if piece))

    def end(self) -> None:
        """End a body that is sent in chunks."""
        self.send(b"0\r\n\r\n")

    def whole(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send a whole answer."""
        self.head(status, **{"content_type": "application/json", "content_length": str(len(body)), **headers})
        self.send(body)

    def wait_gone(self) -> None:
        """Wait until the client closes the connection."""
        with contextlib.suppress(OSError):
            while self.socket.recv(65536):
                pass

    def close(self) -> None:
        """Close the connection."""
        # Else the client might get an RST in place of what was sent last.
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
        self._file.close()
        self.socket.close()


Handler = Callable[[Peer, Seen], Any]


class RawServer:
    """An HTTP server of a few lines, whose handler writes the bytes of each answer itself.

    Args:
        handler: Called in a thread of its own connection for each request. Where it returns True the connection is
            closed after it.
        tls: Server-side TLS settings.
    """

    def __init__(self, handler: Handler, tls: Optional[ssl.SSLContext] = None) -> None:
        self.connections = 0
        self.requests: List[Seen] = []
        self.gone = threading.Event()
        self.failures: List[BaseException] = []
        self._handler = handler
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._peers: List[Peer] = []
        self._threads: List[threading.Thread] = []
        self._closing = False

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._listener.getsockname()[1])

    @property
    def base_url(self) -> str:
        """The address for a client."""
        return f"https://localhost:{self.port}" if self._tls else f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> RawServer:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        # Closing alone would not end the waiting accept().
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname()).close()
        self._threads[0].join(PATIENCE)
        self._listener.close()
        for peer in self._peers:
            with contextlib.suppress(OSError):
                peer.socket.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a handler of the server still waits"
        if self.failures:
            raise self.failures[0]

    def _start(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._closing:
                connection.close()
                return
            self.connections += 1
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            return
        peer = Peer(connection)
        self._peers.append(peer)
        try:
            request = peer.request()
            while request is not None:
                self.requests.append(request)
                if self._handler(peer, request):
                    return
                request = peer.request()
        except OSError:
            # The client went away, which many of these tests are about.
            return
        except BaseException as failure:
            self.failures.append(failure)
        finally:
            peer.close()
            self.gone.set()


def stream_of(*pieces: bytes, end: bool = True) -> Handler:
    """A handler that sends a stream, one HTTP chunk for each argument."""

    def handler(peer: Peer, request: Seen) -> bool:
        peer.head()
        peer.part(*pieces)
        if end:
            peer.end()
        return not end

    return handler


# ---- clients --------------------------------------------------------------------------------------------------------

# All of them; on asyncio and on trio the asynchronous client.
KINDS = ["sync", "session", "asyncio", "trio"]
_WRAPPED = (AsyncHelixAgent, AsyncResource, AsyncStream, AsyncChatStream, AsyncChatStreamManager, RawResponse)
_END = object()


class Blocking:
    """An object of the asynchronous client as if it were one of the blocking one."""

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
    """One of the ways to use the SDK: blocking over httpx or requests, or the asynchronous client on an event loop."""

    def __init__(self, kind: str, stack: contextlib.ExitStack) -> None:
        self.kind = kind
        self.is_async = kind in ("asyncio", "trio")
        self.session: Any = stack.enter_context(requests.Session()) if kind == "session" else None
        self._stack = stack
        self.portal: Any = stack.enter_context(start_blocking_portal(backend=kind)) if self.is_async else None

    def client(self, base_url: str, **options: Any) -> Any:
        """A client without retries, to be used like the blocking one; it is closed after the test."""
        options = {"base_url": base_url, "api_key": "test-key", "max_retries": 0, **options}
        if self.is_async:
            target = self.portal.call(_settled, AsyncHelixAgent, (), options)
            client: Any = Blocking(self.portal, target)
        elif self.kind == "session":
            client = HelixAgentClient(session=self.session, **options)
        else:
            client = HelixAgent(**options)
        return self._stack.enter_context(client)

    def wait_until_waiting(self, thread: threading.Thread) -> None:
        """Wait until the client, called from this thread, is waiting for bytes from its socket."""
        if self.is_async:
            eventually(lambda: _innermost(thread) == "wait")
            self.portal.call(anyio.wait_all_tasks_blocked)
        else:
            # httpcore's, requests' and TLS's last function before the system call.
            eventually(lambda: _innermost(thread) in ("read", "readinto", "recv", "recv_into"))


def _innermost(thread: threading.Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)
    return frame.f_code.co_name if frame is not None else ""


@contextlib.contextmanager
def way_of(kind: str) -> Iterator[Way]:
    """Give a way to use the SDK, and close what was made with it."""
    with contextlib.ExitStack() as stack:
        yield Way(kind, stack)


# ---- threads --------------------------------------------------------------------------------------------------------


class Running:
    """A function that runs in a thread of its own."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self._future: Future[Any] = Future()
        self.thread = threading.Thread(target=self._run, args=(function,), daemon=True)
        self.thread.start()

    def result(self, timeout: float = PATIENCE) -> Any:
        """What the function returned; what it raised is raised."""
        result = self._future.result(timeout)
        self.thread.join(timeout)
        return result

    def _run(self, function: Callable[[], Any]) -> None:
        try:
            self._future.set_result(function())
        except BaseException as error:
            self._future.set_exception(error)


def eventually(condition: Callable[[], Any]) -> None:
    """Wait until something is so, for what no event tells."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.001)
