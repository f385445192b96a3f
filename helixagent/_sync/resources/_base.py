# Written by `make generate` from helixagent/_async/resources/_base.py; do not edit.
"""The base class of all resources. It sends the request of a method and returns its response."""

from __future__ import annotations

import functools
from typing import Any, Callable, Dict, Optional, TypeVar

from helixagent._core.copies import CopiedClient
from helixagent._core.exchange import exchange
from helixagent._core.hooks import CallObserver
from helixagent._core.requests.call import Call
from helixagent._core.requests.method import call_of
from helixagent._core.responses.parse import parse_response
from helixagent._core.responses.raw_response import RawResponse, RawSide
from helixagent._core.secret import Secret
from helixagent._core.steps import Response
from helixagent._core.streams.reader import ChunkReader
from helixagent._sync.drive import drive
from helixagent._sync.page import Page
from helixagent._sync.stream import Stream, check_event_stream
from helixagent._sync.streaming_response import StreamingResource, StreamingResponse
from helixagent_client.types import Operation

R = TypeVar("R", bound="Resource")
T = TypeVar("T")


class Resource:
    """A resource of the API. Its methods return parsed objects, or RawResponse objects on `with_raw_response`."""

    with_raw_response: RawSide[Any] = RawSide(lambda resource: type(resource)(resource._client, raw=True))
    with_streaming_response: RawSide[Any] = RawSide(StreamingResource)
    # Whether methods return responses without reading their bodies.
    _defers_body = False

    def __init__(self, client: CopiedClient, *, raw: bool = False) -> None:
        self._client: Any = client
        self._raw = raw

    def _plain(self: R) -> R:
        """Return the variant of this resource that returns parsed objects, for methods that need them."""
        return type(self)(self._client) if self._raw else self

    def _run(
        self,
        name: str,
        operation: Any,
        arguments: Dict[str, Any],
        then: Optional[Callable[[Any], T]] = None,
        parse: Callable[..., Any] = parse_response,
    ) -> T:
        """Send the request of a method with its `locals()`, and return the parsed response, converted by `then`."""
        call = call_of(operation, self._client._options, name, arguments)
        result: T = self._send(call, operation.OPERATION, then, parse)
        return result

    def _run_page(self, name: str, operation: Any, arguments: Dict[str, Any], member: str) -> Page[Any]:
        """Send the request of a method with `limit` and `offset`. The items are in a `member` of the response."""
        plain = self._plain()

        def following(offset: int) -> Page[Any]:
            return plain._run_page(name, operation, {**arguments, "offset": offset}, member)

        def page(response: Any) -> Page[Any]:
            return Page(response, member, following, offset=arguments["offset"], limit=arguments["limit"])

        return self._run(name, operation, arguments, page)

    def _send(
        self,
        call: Call,
        description: Operation,
        then: Optional[Callable[[Any], Any]] = None,
        parse: Callable[..., Any] = parse_response,
    ) -> Any:
        options = self._client._options
        observer = options.hooks.start(call.info(options.base_url))
        if self._defers_body:
            call = call._replace(defers_body=True)
        try:
            with observer.around():
                response = drive(exchange(call, options, observer), self._client._transport, options.runtime)
            if self._defers_body:

                def parsed(response: Response) -> Any:
                    if call.stream:
                        return _open_stream(response, description.stream, call.asks_for_usage, observer)
                    return _result(response, functools.partial(parse, response, description, then), observer, raw=False)

                return StreamingResponse(response, parsed, observer)
            if call.stream:
                stream = _open_stream(response, description.stream, call.asks_for_usage, observer)
                return RawResponse(response, lambda: stream) if self._raw else stream
        except BaseException as error:
            observer.fail(error)
            raise
        return _result(response, functools.partial(parse, response, description, then), observer, raw=self._raw)


def _result(response: Response, parse: Callable[[], Any], observer: CallObserver, *, raw: bool) -> Any:
    raw_response = RawResponse(response, parse) if raw else None
    try:
        value = parse() if raw_response is None else raw_response.parse()
    except BaseException as error:
        observer.fail(error)
        if raw_response is None or not isinstance(error, Exception):
            raise
        # `parse()` raises the exception to the caller.
        return raw_response
    observer.succeed(value)
    return value if raw_response is None else raw_response


def _open_stream(response: Response, model: Any, asks_for_usage: bool, observer: CallObserver) -> Stream[Any]:
    check_event_stream(response)
    reader: ChunkReader[Any] = ChunkReader(response, model, asks_for_usage=asks_for_usage)
    observer.reader = Secret(reader)
    reader.note_chunk = observer.note_chunks()
    return Stream(response, reader, observer)
