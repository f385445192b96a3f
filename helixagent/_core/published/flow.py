"""Carry out one API call on a published server as a generator of steps, like `_core.exchange`."""

from __future__ import annotations

import json
from typing import Any, Callable, Generator, Iterator, List, Optional, Union
from urllib.parse import urlsplit

from ...exceptions import APIStatusError, HelixAgentError, NetworkError, NotSupportedError
from ..hooks import CallObserver
from ..json_text import decode_json
from ..requests.call import EVENT_STREAM_TYPE, JSON_TYPE, Call, encode_json
from ..requests.deadline import Deadline
from ..requests.options import Options
from ..responses.errors import failure_in, invalid_response
from ..secret import Headers, Secret
from ..steps import Read, Response, Step, Together
from .known import AUTO, NAME_HEADER, PUBLISHED, Compatibility
from .refusals import exception_for, has_unknown_method, is_no_route, with_facts
from .table import TABLE
from .translation import MAX_CONCURRENCY, BuiltStream, ContractCall, Reply, Result, ServerRequest, StreamResult

Flow = Generator[Step, Any, Response]
# A reply from a published server, or the response of a server that turned out to follow the contract.
ReplyFlow = Generator[Step, Any, Union[Reply, List[Reply], Response]]

# A published server rejects requests in the contract's format with these statuses.
_REFUSED = frozenset([400, 404, 405])
# A contract server rejects requests in a published server's format with these statuses.
_REFUSED_BY_CONTRACT = frozenset([400, 404, 405, 422])


class Run:
    """One API call on a server that is known, or was just found, to be a published server.

    Args:
        layer: The client's option, including everything it has learned about the server.
        call: The call in the contract's format.
        options: The client's settings.
        observer: Calls the client's hooks.
        deadline: The deadline of the API call.
        attempts: Sends one request, with retries.
    """

    def __init__(
        self,
        layer: Compatibility,
        call: Call,
        options: Options,
        observer: CallObserver,
        deadline: Deadline,
        attempts: Callable[..., Flow],
    ) -> None:
        assert call.operation is not None
        self._layer = layer
        self._server = layer.server
        self._call = call
        self._options = options
        self._observer = observer
        self._deadline = deadline
        self._attempts = attempts
        self._operation = call.operation.operation_id
        self._entry = TABLE.get(self._operation)
        self._path = urlsplit(call.url).path[len(urlsplit(options.base_url).path) :]
        self._requests = 0
        self._is_first = True
        self._last: Optional[Response] = None
        # The open stream that the caller reads. Other requests may be sent while it is open.
        self._stream: Optional[Response] = None

    def as_known(self) -> Flow:
        """Carry out the call on a server that is known to be a published server."""
        if self._entry is not None and not self._server.speaks_contract(self._operation):
            return (yield from self._translated())
        try:
            response = yield from self._sent(self._call)
        except APIStatusError as error:
            if self._entry is None or not is_no_route(error):
                raise self._explained(error)  # noqa: B904  (the cause is already set, or it is the same error)
            # The server was replaced by a server that does not support the contract's form of this operation.
            self._server.learn_contract(self._operation, speaks=False)
            return (yield from self._translated(refusal=error))
        if self._entry is None:
            return response
        if not has_unknown_method(_data(response)) and not self._entry.repeats:
            return response
        return (yield from self._after(response))

    def after(self, response: Response) -> Flow:
        """Finish the call after a published server accepted it in the contract's format."""
        self._requests += response.attempts
        return self._after(response)

    def _after(self, response: Response) -> Flow:
        if self._entry is None:
            return response
        if has_unknown_method(_data(response)):
            failure = failure_in(response, response.content or b"")
            self._server.learn_contract(self._operation, speaks=False)
            return (yield from self._translated(refusal=failure))
        return (yield from self._translated(accepted=response))

    def after_refusal(self, refusal: APIStatusError) -> Flow:
        """Finish the call after a published server rejected it in the contract's format."""
        self._requests += refusal.attempts
        if self._entry is None or refusal.status_code not in _REFUSED:
            raise self._explained(refusal)
        return (yield from self._translated(refusal=refusal))

    def _translated(self, *, accepted: Optional[Response] = None, refusal: Optional[HelixAgentError] = None) -> Flow:
        """Carry out the call in the server's format.

        Args:
            accepted: The response to the call in the contract's format, if the server accepted the call.
            refusal: The exception for the call in the contract's format, if the server rejected the call.
        """
        assert self._entry is not None
        self._last = accepted
        self._is_first = accepted is None and refusal is None
        contract_call = self._contract_call(None if accepted is None else _data(accepted))
        translation = self._entry.translation(contract_call)
        try:
            wanted = next(translation)
            self._warn(contract_call)
            step: Any = self._first(wanted, accepted, refusal)
            while True:
                try:
                    reply = yield from step
                except APIStatusError as error:
                    wanted = translation.throw(exception_for(error, contract_call))
                except HelixAgentError as error:
                    wanted = translation.throw(error)
                else:
                    if isinstance(reply, Response):
                        return reply._replace(attempts=self._requests)
                    wanted = translation.send(reply)
                self._warn(contract_call)
                step = self._reply(wanted)
        except StopIteration as stop:
            result: Result = stop.value
        except HelixAgentError as error:
            if isinstance(error, NotSupportedError) and error.status_code is None:
                with_facts(error, refusal if isinstance(refusal, APIStatusError) else None)
            error.attempts = self._requests
            raise
        finally:
            translation.close()
            del refusal
        return self._response(result)

    def _first(self, wanted: Any, accepted: Optional[Response], refusal: Optional[HelixAgentError]) -> Iterator[Any]:
        """Return the flow that produces the reply to a translation's first request."""
        first: ServerRequest = wanted[0] if isinstance(wanted, list) else wanted
        same_target = (first.method, first.path) == (self._call.method, self._path)
        if refusal is not None:
            # The server would reject the same request again.
            is_same = same_target and (first.body or {}) == self._body() and not isinstance(wanted, list)
            return _raising(refusal) if is_same else self._reply(wanted)
        if accepted is None:
            return self._reply_or_contract(wanted, first)
        if self._entry is not None and self._entry.repeats:
            return self._reply(wanted)
        if same_target:
            return self._accepted(first, accepted)
        if first.method == "GET":
            return self._reply(wanted)
        # No published build accepts this call, so the server follows the contract for this operation.
        self._server.learn_contract(self._operation)
        return _returning(accepted)

    def _accepted(self, wanted: ServerRequest, response: Response) -> ReplyFlow:
        """Use the response to the call in the contract's format as the reply to a request."""
        if response.content is None and not wanted.stream:
            if "event-stream" in response.headers.get("content-type", ""):
                self._server.learn_contract(self._operation)
                return response
            response = response._replace(content=(yield Read(response.body)))
        return self._read(response, wanted)

    def _reply_or_contract(self, wanted: Any, first: ServerRequest) -> ReplyFlow:
        """Send the first request. If the server turns out to follow the contract, send the call unchanged."""
        try:
            return (yield from self._reply(wanted))
        except APIStatusError as error:
            if not self._may_speak_contract(error, first):
                raise
            refusal = error
        try:
            try:
                response = yield from self._sent(self._call)
            except APIStatusError as error:
                if error.status_code in (404, 405):
                    raise refusal  # noqa: B904  (the server supports neither form)
                self._learn_contract()
                raise
            if has_unknown_method(_data(response)):
                raise refusal
        finally:
            del refusal
        self._learn_contract()
        return response

    def _may_speak_contract(self, error: APIStatusError, first: ServerRequest) -> bool:
        if is_no_route(error):
            return first.path != self._path
        is_named = self._layer.mode != AUTO or NAME_HEADER in error.headers
        return not is_named and error.status_code in _REFUSED_BY_CONTRACT

    def _learn_contract(self) -> None:
        if self._server.kind == PUBLISHED or self._layer.mode == PUBLISHED:
            self._server.learn_contract(self._operation)

    def _reply(self, wanted: Union[ServerRequest, List[ServerRequest]]) -> ReplyFlow:
        if isinstance(wanted, list):
            # Threads and tasks copy the context, so the call's span must be current before they start.
            self._observer.sends(Secret(wanted[0].body))
            self._observer.begin()
            replies: List[Reply] = yield Together([self._one(each) for each in wanted], MAX_CONCURRENCY)
            return replies
        return (yield from self._one(wanted))

    def _one(self, wanted: ServerRequest) -> Generator[Step, Any, Reply]:
        """Send one request and return its reply."""
        call, options, deadline = self._call_for(wanted), self._options, self._deadline
        if wanted.seconds is not None:
            options = options._replace(max_retries=0)
            seconds = min(wanted.seconds, max(deadline.left(), 0.001))
            deadline = Deadline(options.runtime.timer, seconds=seconds, url=call.url)
        try:
            response = yield from self._sent(call, options, deadline)
        except NetworkError as error:
            if deadline is not self._deadline and self._deadline.left() <= 0:
                raise self._deadline.reached(error)  # noqa: B904  (the cause is already set)
            raise
        except APIStatusError as error:
            if wanted.may_fail:
                return Reply(None, error)
            raise
        return self._read(response, wanted)

    def _sent(self, call: Call, options: Optional[Options] = None, deadline: Optional[Deadline] = None) -> Flow:
        """Send a request, and update the facts about the server from the response."""
        # Hooks must see the body that is sent.
        self._observer.sends(call.body)
        try:
            flow = self._attempts(call, options or self._options, self._observer, deadline or self._deadline)
            response: Response = yield from flow
        except HelixAgentError as error:
            self._requests += error.attempts
            if isinstance(error, APIStatusError):
                self._server.learn_from(error.headers, error.status_code or 0)
            raise
        self._requests += response.attempts
        self._server.learn_from(response.headers, response.status_code)
        return response

    def _read(self, response: Response, wanted: ServerRequest) -> Reply:
        self._last = response
        if wanted.stream or wanted.opens_socket:
            self._stream = response
            return Reply(None)
        content = response.content or b""
        data = decode_json(content) if content else {}
        if not isinstance(data, dict):
            raise invalid_response(response, content, "The response is not a JSON object")
        if data.get("error") and ("jsonrpc" in data or data.get("success") is False):
            raise failure_in(response, content)
        return Reply(data)

    def _call_for(self, wanted: ServerRequest) -> Call:
        """Return the call that sends a request."""
        call = self._call
        headers = Headers(call.headers.reveal())
        if wanted.stream != call.stream and headers.get("accept") in (EVENT_STREAM_TYPE, JSON_TYPE):
            headers["accept"] = EVENT_STREAM_TYPE if wanted.stream else JSON_TYPE
        if not self._is_first:
            # The caller's idempotency key is only valid for one request. Every other request gets a new key.
            headers.pop("idempotency-key", None)
        self._is_first = False
        if wanted.body is None:
            headers.pop("content-type", None)
        elif "content-type" not in call.without:
            headers.setdefault("content-type", JSON_TYPE)
        is_same = wanted.path == self._path
        query = call.address.reveal().partition("?")[2]
        url = call.url if is_same else f"{self._options.base_url}{wanted.path}"

        def is_expected(status: int, headers: Any, content: bytes) -> bool:
            if is_same and call.is_expected(status, headers, content):
                return True
            return status in wanted.answers and isinstance(decode_json(content), dict)

        return call._replace(
            method=wanted.method,
            url=url,
            address=Secret(f"{url}?{query}" if query else url),
            headers=Secret(headers),
            content=Secret(None if wanted.body is None else encode_json(wanted.body)),
            body=Secret(wanted.body),
            stream=wanted.stream,
            is_expected=is_expected,
        )

    def _contract_call(self, accepted: Any) -> ContractCall:
        call = self._call
        return ContractCall(
            self._operation,
            call.name,
            method=call.method,
            path=self._path,
            body=self._body(),
            parameters=call.parameters,
            stream=call.stream,
            server=self._server,
            accepted=None if accepted is None else Reply(accepted),
        )

    def _body(self) -> Any:
        # The body is converted to JSON, because the caller's body may contain models.
        content = self._call.content.reveal()
        return (decode_json(content) if content else None) or {}

    def _warn(self, contract_call: ContractCall) -> None:
        messages = [*filter(self._layer.is_first_warning, contract_call.warnings), *contract_call.notices]
        contract_call.warnings.clear()
        contract_call.notices.clear()
        for message in messages:
            self._options.hooks.log.warn(message)

    def _explained(self, error: APIStatusError) -> APIStatusError:
        explained = exception_for(error, self._contract_call(None))
        if self._requests:
            explained.attempts = self._requests
        return explained

    def _response(self, result: Result) -> Response:
        """Return the response that the caller reads."""
        response = self._stream or self._last
        assert response is not None
        if isinstance(result, StreamResult):
            return response._replace(rewrite=result.rewrite, attempts=self._requests, note=result.note)
        if isinstance(result, BuiltStream):
            events = "".join(f"data: {json.dumps(event)}\n\n" for event in result.events)
            return response._replace(content=f"{events}data: [DONE]\n\n".encode(), attempts=self._requests)
        content = json.dumps(result.data).encode()
        return response._replace(content=content, attempts=self._requests, note=result.note)


def _data(response: Response) -> Any:
    """Return the JSON object of a complete response; None for a stream or another JSON value."""
    data = decode_json(response.content) if response.content else None
    return data if isinstance(data, dict) else None


def _raising(error: HelixAgentError) -> Iterator[Any]:
    yield from ()
    raise error


def _returning(response: Response) -> Generator[Any, Any, Response]:
    yield from ()
    return response
