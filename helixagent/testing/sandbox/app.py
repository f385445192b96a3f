"""The sandbox as an ASGI application: receive a request, find its response, and send it."""

from __future__ import annotations

import functools
import json
from typing import Any, Callable, Mapping, Optional, Tuple

from helixagent._core.extras import extra
from helixagent._core.secret import Headers
from helixagent.testing.operations import operation_of
from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.checks import RequestChecker, check_not_repeated
from helixagent.testing.sandbox.connections import Connections
from helixagent.testing.sandbox.exchange import ApiError, Call, Handler, Reply
from helixagent.testing.sandbox.fields import checked
from helixagent.testing.sandbox.handlers.generations import Generation
from helixagent.testing.sandbox.paging import paged
from helixagent.testing.sandbox.recording import Record, RecordedRequest
from helixagent.testing.sandbox.script import Script, broken_script
from helixagent.testing.sandbox.sending import HttpSender, SocketSender
from helixagent.testing.sandbox.spec import Spec

with extra("testing", "The sandbox"):
    from starlette.requests import ClientDisconnect, HTTPConnection, Request
    from starlette.types import Receive, Scope, Send

Clock = Callable[[], float]


class SandboxApp:
    """Handle requests with the spec, the table of handlers, the faults and the script.

    Args:
        spec: The API.
        handlers: The handlers by `operationId`. An operation without a handler returns its example.
        connections: The open connections, for the faults that break them.
        record: The recorded requests.
        clock: A function that returns the time for responses, in Unix seconds.
        check_fields: Whether to reject responses that have fields outside the spec.
    """

    def __init__(
        self,
        spec: Spec,
        handlers: Mapping[str, Handler],
        connections: Connections,
        record: Record,
        clock: Clock,
        check_fields: bool = False,
    ) -> None:
        self.spec = spec
        self.script = Script()
        self.handlers = handlers
        self._checker = RequestChecker(spec)
        self._connections = connections
        self._record = record
        self._clock = clock
        self._check_fields = check_fields

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one WebSocket (ASGI)."""
        if scope["type"] == "websocket":
            await receive()
            recorded = self._recorded(HTTPConnection(scope), b"")
            sender = SocketSender(receive, send, self._connections, recorded.client)
            await sender.send(*self._recorded_reply(recorded, _for_socket))
            return
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        recorded = self._recorded(request, body)
        sender_over_http = HttpSender(receive, send, self._connections, recorded.client)
        await sender_over_http.send(*self._recorded_reply(recorded, _for_http))

    def _recorded_reply(
        self, recorded: RecordedRequest, adapt: Callable[[Reply], Reply]
    ) -> Tuple[Reply, Mapping[str, str]]:
        """Return the response to a request with all its headers, and record the request."""
        self._record.add(recorded)
        reply = adapt(self.respond(recorded))
        headers = {
            "x-request-id": recorded.request_id,
            "x-ratelimit-limit": "1000",
            "x-ratelimit-remaining": "999",
            "x-ratelimit-reset": str(int(self._clock()) + 60),
            **reply.headers,
        }
        return reply, headers

    def respond(self, request: RecordedRequest) -> Reply:
        """Find the response to a request. No I/O happens here.

        Args:
            request: The request.

        Returns:
            The scripted response if there is one, or a response with the requested fault, or the normal response.
        """
        try:
            scripted = self.script.take(request)
            if scripted is not None:
                return scripted.reply(request, functools.partial(self._normal, request))
        except ApiError as error:
            return error.reply()
        except Exception as error:
            return broken_script(error)
        try:
            return self._faulty(request) if request.fault else self._normal(request, {})
        except ApiError as error:
            return error.reply()

    def _faulty(self, request: RecordedRequest) -> Reply:
        parsed = faults.parse(request.fault or "")
        if parsed.attempts is not None:
            call = request.headers.get("idempotency-key") or f"{request.method} {request.path}"
            if self._record.attempt(parsed.text, call) > parsed.attempts:
                return self._normal(request, {})
        return faults.on_request(
            parsed, request.path, request.model or "", lambda changes: self._normal(request, changes)
        )

    def _normal(
        self, request: RecordedRequest, changes: Mapping[str, Any], scripted: Optional[Generation] = None
    ) -> Reply:
        path = request.path.partition("?")[0]
        operation, path_params = self.spec.match(request.method, path)
        check_not_repeated(operation, request.query)
        query = dict(request.query)
        self._checker.parameters(operation, {"path": path_params, "query": query, "header": request.headers})
        body = self._checker.body(operation, request.headers.get("content-type", ""), request.body)
        if changes and isinstance(body, dict):
            body = {name: value for name, value in {**body, **changes}.items() if value is not None}
        handler = self.handlers.get(operation.operation_id)
        if handler is None:
            stream = isinstance(body, dict) and bool(body.get("stream"))
            return paged(self.spec, operation, query, self.spec.example_reply(operation, stream=stream))
        now = int(self._clock())
        call = Call(request.method, request.path, path_params, query, request.headers, body, now, scripted)
        reply = paged(self.spec, operation, query, handler(call))
        return checked(self.spec, operation, reply) if self._check_fields else reply

    def _recorded(self, request: HTTPConnection, body: bytes) -> RecordedRequest:
        scope = request.scope
        path = (scope.get("raw_path") or scope["path"].encode("utf-8")).decode("latin-1")
        query = scope["query_string"].decode("latin-1")
        headers = Headers()
        for name, value in request.headers.items():
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        client = scope.get("client")
        method = scope.get("method", "GET")
        return RecordedRequest(
            method=method,
            path=f"{path}?{query}" if query else path,
            headers=headers,
            body=body,
            client=(client[0], client[1]) if client else None,
            request_id=self._record.next_id(),
            fault=faults.requested_fault(headers, _model(body)),
            operation=operation_of(method, path, self.spec),
        )


def _for_http(reply: Reply) -> Reply:
    if not reply.is_socket:
        return reply
    error = ApiError(426, "This path is for WebSockets", code="upgrade_required", headers={"upgrade": "websocket"})
    return error.reply()


def _for_socket(reply: Reply) -> Reply:
    if reply.is_socket or reply.before is not None or reply.status >= 300:
        return reply
    return ApiError(400, "There is no WebSocket on this path", code="no_websocket").reply()


def _model(data: bytes) -> str:
    """Return the model that a JSON body names, or None."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    model = body.get("model") if isinstance(body, dict) else None
    return model if isinstance(model, str) else ""
