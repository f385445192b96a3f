"""Clients with scripted responses that require neither a server nor the `testing` extra."""

from __future__ import annotations

import threading
from typing import Any, AsyncIterator, Callable, Iterable, Iterator, List, Optional, Tuple, Union

import httpx

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent._core.secret import Headers
from helixagent.testing.calls import RequestAssertions
from helixagent.testing.clients import TEST_KEY, runtime_of
from helixagent.testing.clock import ManualClock
from helixagent.testing.operations import operation_of
from helixagent.testing.sandbox.exchange import Call, Close, Pause, Reply, Reset, as_frames
from helixagent.testing.sandbox.handlers.generations import Generation
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent.testing.sandbox.reply_builder import WITH_TEXT, Raised, ScriptedResponse, build_reply

# No server can have this name, because RFC 6761 reserves it for tests.
_BASE_URL = "http://helixagent.test"

FakeResponse = Union[ScriptedResponse, BaseException, "type[BaseException]"]


class NoMoreResponses(AssertionError):
    """A client created by `fake_client` sent more requests than it has responses."""


class _Responses:
    """The remaining responses and the received requests. This class is thread-safe."""

    def __init__(self, responses: Union[Iterable[FakeResponse], Callable[[RecordedRequest], Any]], clock: ManualClock):
        if isinstance(responses, (str, bytes, dict)):
            raise TypeError(f"responses must be a list of responses: [{responses!r}]")
        self.clock = clock
        self.requests: List[RecordedRequest] = []
        self._handler = responses if callable(responses) else None
        self._remaining: Iterator[Any] = iter(()) if callable(responses) else iter(responses)
        self._used_count = 0
        self._lock = threading.Lock()

    def respond(self, request: httpx.Request, body: bytes) -> Reply:
        """Return the next response for a request."""
        recorded = self._record(request, body)
        item = self._handler if self._handler is not None else self._next(recorded)
        reply = build_reply(item, recorded, lambda generation: _normal(recorded, generation, self.clock))
        if reply.before is not None:
            _perform(reply.before, self.clock)
        return reply

    def unused(self) -> List[Any]:
        """Return the unused responses."""
        with self._lock:
            unused = list(self._remaining)
            self._remaining = iter(unused)
        return unused

    def _next(self, request: RecordedRequest) -> Any:
        with self._lock:
            for item in self._remaining:
                self._used_count += 1
                return item
        raise NoMoreResponses(
            f"fake_client has no response left for this request: {request!r}. It was created with {self._used_count}. "
            "Pass more responses, or a function that handles all requests."
        )

    def _record(self, request: httpx.Request, body: bytes) -> RecordedRequest:
        path = request.url.raw_path.decode("ascii")
        with self._lock:
            recorded = RecordedRequest(
                method=request.method,
                path=path,
                headers=Headers({name.lower(): value for name, value in request.headers.items()}),
                body=body,
                request_id=f"req_fake_{len(self.requests) + 1}",
                operation=operation_of(request.method, path),
            )
            self.requests.append(recorded)
        return recorded


class _Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    def __init__(self, responses: _Responses) -> None:
        self._responses = responses

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._response(self._responses.respond(request, request.read()))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self._response(self._responses.respond(request, await request.aread()))

    def _response(self, reply: Reply) -> httpx.Response:
        headers = {"x-request-id": self._responses.requests[-1].request_id, **reply.headers}
        return httpx.Response(reply.status, headers=headers, stream=_Body(reply, self._responses.clock))


class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A response body made from the frames of a reply. Faults between frames are raised as exceptions."""

    def __init__(self, reply: Reply, clock: ManualClock) -> None:
        self._reply = reply
        self._clock = clock

    def __iter__(self) -> Iterator[bytes]:
        for frame in as_frames(self._reply):
            if isinstance(frame, bytes):
                yield frame
            else:
                _perform(frame, self._clock)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def _perform(frame: Any, clock: ManualClock) -> None:
    if isinstance(frame, Raised):
        raise frame.error
    if isinstance(frame, Pause) and frame.seconds is not None:
        clock.sleep(frame.seconds)
    elif isinstance(frame, Pause):
        raise httpx.ReadTimeout("The response stalled.")
    elif isinstance(frame, Close):
        raise httpx.RemoteProtocolError("The connection was closed in the middle of the response.")
    elif isinstance(frame, Reset):
        raise httpx.ReadError("The connection was reset.")


def _normal(request: RecordedRequest, generation: Generation, clock: ManualClock) -> Reply:
    body = request.json()
    call = Call(request.method, request.path, {}, {}, request.headers, body, int(clock()), generation)
    return WITH_TEXT[request.operation or ""](call)


class _Fake(RequestAssertions):
    _responses: _Responses

    @property
    def clock(self) -> ManualClock:
        """The clock that this client sleeps on. `clock.sleeps` lists the duration of each sleep."""
        return self._responses.clock

    @property
    def requests(self) -> List[RecordedRequest]:
        """All requests so far, oldest first. Each attempt of a retried API call counts as one request."""
        return list(self._responses.requests)

    def assert_all_used(self) -> None:
        """Assert that all responses were used.

        Raises:
            AssertionError: Some responses were not used. The message lists them.
        """
        __tracebackhide__ = True
        unused = self._responses.unused()
        if unused:
            raise AssertionError("Unused responses:\n" + "\n".join(f"  {item!r}" for item in unused))


class FakeHelixAgent(_Fake, HelixAgent):
    """A HelixAgent client with scripted responses; created by `fake_client`."""

    def with_options(self, **options: Any) -> FakeHelixAgent:
        """Copy the client with other options. The copy shares the responses and the recorded requests."""
        client: Any = super().with_options(**options)
        client._responses = self._responses
        copy: FakeHelixAgent = client
        return copy


class FakeAsyncHelixAgent(_Fake, AsyncHelixAgent):
    """An AsyncHelixAgent client with scripted responses; created by `fake_async_client`."""

    def with_options(self, **options: Any) -> FakeAsyncHelixAgent:
        """Copy the client with other options. The copy shares the responses and the recorded requests."""
        client: Any = super().with_options(**options)
        client._responses = self._responses
        copy: FakeAsyncHelixAgent = client
        return copy


def fake_client(
    responses: Union[Iterable[FakeResponse], Callable[[RecordedRequest], Any]] = (),
    *,
    clock: Optional[ManualClock] = None,
    **options: Any,
) -> FakeHelixAgent:
    """Return a real client with scripted responses: nothing is sent, but everything else works as with a server.

    Args:
        responses: The responses in order, one per request, or a function that returns the response to any request.
            See below for the types that a response can have.
        clock: The clock that the client sleeps on, without really waiting. Defaults to a new ManualClock.
        options: Arguments of HelixAgent. Retries are off by default, because each one would use up a response.

    Each response can be one of the following:

    - A string, the text of the response.
    - A model or a dict, the complete response body.
    - A list of strings, models or dicts, the chunks of a stream. An exception at the end interrupts the stream.
    - An exception or an exception class, which is raised.
    - An httpx.Response, for example from `error_response`.
    - A function that receives the request and returns one of these.

    Returns:
        The client. Check its requests with `requests`, `last_request`, `assert_called` and `assert_all_used`.

    Raises:
        TypeError: `responses` is a single response instead of a list.

    Example:
        client = fake_client(["Paris"])
        assert my_feature(client) == "Paris"
        client.assert_called("chat.completions.create", times=1)
    """
    scripted, options = _prepared(responses, clock, options)
    runtime = runtime_of(scripted.clock, is_async=False)
    http_client = httpx.Client(transport=_Transport(scripted), trust_env=False)
    client = FakeHelixAgent(http_client=http_client, _runtime=runtime, **options)
    client._responses = scripted
    return client


def fake_async_client(
    responses: Union[Iterable[FakeResponse], Callable[[RecordedRequest], Any]] = (),
    *,
    clock: Optional[ManualClock] = None,
    **options: Any,
) -> FakeAsyncHelixAgent:
    """Return a real async client with scripted responses, like `fake_client`. The client does not have to be closed.

    Args:
        responses: As in `fake_client`.
        clock: As in `fake_client`.
        options: Arguments of AsyncHelixAgent.

    Raises:
        TypeError: `responses` is a single response instead of a list.

    Example:
        client = fake_async_client(["Paris"])
        assert await my_feature(client) == "Paris"
    """
    scripted, options = _prepared(responses, clock, options)
    runtime = runtime_of(scripted.clock, is_async=True)
    http_client = httpx.AsyncClient(transport=_Transport(scripted), trust_env=False)
    client = FakeAsyncHelixAgent(http_client=http_client, _runtime=runtime, **options)
    client._responses = scripted
    return client


def _prepared(responses: Any, clock: Optional[ManualClock], options: Any) -> Tuple[_Responses, Any]:
    settings = {"base_url": _BASE_URL, "max_retries": 0, **options}
    if "token" not in settings:
        settings.setdefault("api_key", TEST_KEY)
    return _Responses(responses, clock or ManualClock()), settings
