"""The faults that a caller can request. The package's docstring lists them."""

from __future__ import annotations

import dataclasses
import re
import time
from email.utils import formatdate
from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional

from helixagent.testing.sandbox.error_shapes import HTML_PAGE, SHAPES
from helixagent.testing.sandbox.exchange import (
    ApiError,
    Close,
    Pause,
    Reply,
    Reset,
    SocketClose,
    invalid,
    json_reply,
    text_reply,
)
from helixagent.testing.sandbox.stream_faults import SOCKET_FAULTS, STREAM_FAULTS, number, truncated

HEADER = "x-sandbox-fault"
MODEL_PREFIX = "sandbox/"
KEYS = {"bad-key": "unauthorized", "forbidden-key": "forbidden", "limited-key": "rate-limit"}


@dataclasses.dataclass(frozen=True)
class FaultContext:
    """The inputs of a fault.

    Args:
        path: The raw path of the request with its query.
        model: The model that the request names.
        now: The real time, in Unix seconds.
        respond: A function that returns the normal response. Its argument replaces fields of the body. A value of
            None removes the field.
    """

    path: str
    model: str
    now: float
    respond: Callable[[Mapping[str, Any]], Reply]

    def normal(self, **changes: Any) -> Reply:
        """Return the normal response with these fields of the body changed."""
        return self.respond(changes)


Fault = Callable[[FaultContext, Optional[str]], Reply]


class ParsedFault(NamedTuple):
    """A requested fault: `NAME` or `NAME:ARGUMENT`, optionally followed by `xN`."""

    text: str
    fault: Fault
    argument: Optional[str]
    attempts: Optional[int]


def requested_fault(headers: Mapping[str, str], model: str) -> Optional[str]:
    """Return the fault that a request asks for: by its key, by its header, or by the name of its model."""
    key = headers.get("authorization", "").partition(" ")[2].strip()
    if key in KEYS:
        return KEYS[key]
    if HEADER in headers:
        return headers[HEADER].strip()
    if model.startswith(MODEL_PREFIX):
        return model[len(MODEL_PREFIX) :]
    return "unknown-model" if model == "invalid-model" or "unknown" in model else None


def parse(text: str) -> ParsedFault:
    """Return the fault that the caller named.

    Raises:
        ApiError: 400, if there is no fault with that name.
    """
    found = re.fullmatch(r"(?P<name>[^:]+?)(?::(?P<argument>.*?))?(?:x(?P<attempts>\d+))?", text)
    name = found["name"] if found else text
    fault = FAULTS.get(name)
    if fault is None and re.fullmatch(r"[45]\d\d", name):
        fault = _of_status(int(name))
    if fault is None or found is None:
        raise invalid("Unknown fault {!r}; the sandbox has: {}".format(name, ", ".join(FAULTS)), HEADER)
    return ParsedFault(text, fault, found["argument"], int(found["attempts"]) if found["attempts"] else None)


def apply(parsed: ParsedFault, reply: Reply) -> Reply:
    """Apply a fault to a response that already exists, such as a fault requested in the payload of a task."""
    return parsed.fault(
        FaultContext(path="/", model="", now=time.time(), respond=lambda changes: reply), parsed.argument
    )


def on_request(parsed: ParsedFault, path: str, model: str, respond: Callable[[Mapping[str, Any]], Reply]) -> Reply:
    """Return the response to a request with a fault.

    Args:
        parsed: The fault.
        path: The raw path of the request with its query.
        model: The model that the request names.
        respond: A function that returns the normal response, with changed fields of the body.
    """
    return parsed.fault(FaultContext(path, model, time.time(), respond), parsed.argument)


def _fail(error: ApiError) -> Fault:
    return lambda context, argument: error.reply()


def kind_of_status(status: int) -> str:
    """Return the `type` of an error with this status."""
    kinds = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 409: "conflict_error"}
    kinds.update({429: "rate_limit_error", 502: "provider_error", 503: "service_unavailable", 504: "timeout"})
    return kinds.get(status, "invalid_request_error" if status < 500 else "server_error")


def _of_status(status: int) -> Fault:
    message = f"The sandbox was asked for status {status}"
    return _fail(ApiError(status, message, type=kind_of_status(status), code="sandbox"))


def _unknown_model(context: FaultContext, argument: Optional[str]) -> Reply:
    return model_not_found(context.model).reply()


def model_not_found(model: str) -> ApiError:
    """Return the error for a model that the server does not know."""
    return ApiError(404, "Model not found: " + model, code="model_not_found", param="model")


def _limited(headers: Mapping[str, str]) -> Reply:
    rates = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0", **headers}
    message = "Rate limit exceeded"
    return ApiError(429, message, type="rate_limit_error", code="RATE_LIMIT_EXCEEDED", headers=rates).reply()


def _rate_limit(context: FaultContext, argument: Optional[str]) -> Reply:
    return _limited({"retry-after": argument or "1"})


def _rate_limit_ms(context: FaultContext, argument: Optional[str]) -> Reply:
    return _limited({"retry-after-ms": argument or "20"})


def _rate_limit_date(context: FaultContext, argument: Optional[str]) -> Reply:
    return _limited({"retry-after": formatdate(context.now + number(argument, 2.0), usegmt=True)})


def _rate_limit_long(context: FaultContext, argument: Optional[str]) -> Reply:
    return _limited({"retry-after": "3600"})


def _error_shape(number: int) -> Fault:
    return lambda context, argument: SHAPES[number].reply()


def _html(context: FaultContext, argument: Optional[str]) -> Reply:
    return text_reply("<!DOCTYPE html>\n<html><body>Welcome</body></html>\n", content_type="text/html")


def _html_error(context: FaultContext, argument: Optional[str]) -> Reply:
    return text_reply(HTML_PAGE, status=502, content_type="text/html")


def _empty(status: int) -> Fault:
    return lambda context, argument: Reply(status)


def _invalid_json(context: FaultContext, argument: Optional[str]) -> Reply:
    return text_reply('{"id": "chatcmpl-1", "choices": [', content_type="application/json")


def _redirect(context: FaultContext, argument: Optional[str]) -> Reply:
    if "redirected=1" in context.path:
        return context.normal()
    query = "&" if "?" in context.path else "?"
    location = (argument or "").rstrip("/") + context.path + query + "redirected=1"
    return json_reply({}, status=307, headers={"location": location})


def _slow(context: FaultContext, argument: Optional[str]) -> Reply:
    return dataclasses.replace(context.normal(), before=Pause(number(argument, 0.5)))


def _hang(context: FaultContext, argument: Optional[str]) -> Reply:
    return Reply(before=Pause())


def _disconnect(context: FaultContext, argument: Optional[str]) -> Reply:
    return Reply(before=Close())


def _reset(context: FaultContext, argument: Optional[str]) -> Reply:
    return Reply(before=Reset())


def _stall(context: FaultContext, argument: Optional[str]) -> Reply:
    return truncated(context.normal(), _count(argument), [Pause()])


def _cut(context: FaultContext, argument: Optional[str]) -> Reply:
    return truncated(context.normal(), _count(argument), [Close()])


def _cut_reset(context: FaultContext, argument: Optional[str]) -> Reply:
    return truncated(context.normal(), _count(argument), [Reset()])


def _as_json(context: FaultContext, argument: Optional[str]) -> Reply:
    return context.normal(stream=None, stream_options=None)


def _unrequested_usage(context: FaultContext, argument: Optional[str]) -> Reply:
    return context.normal(stream_options={"include_usage": True})


def _socket_close(context: FaultContext, argument: Optional[str]) -> Reply:
    code = int(number(argument, 1011))
    if not 1000 <= code < 5000:
        raise invalid(f"{code} is not a valid close code of a WebSocket", HEADER)
    reply = context.normal()
    return truncated(reply, 2, [SocketClose(code)]) if reply.is_socket else reply


def _on_stream(change: Callable[[Reply, Optional[str]], Reply], *, on_sockets: bool) -> Fault:
    """Return a fault that only changes the frames of a stream; other responses stay unchanged."""

    def fault(context: FaultContext, argument: Optional[str]) -> Reply:
        reply = context.normal()
        return change(reply, argument) if reply.is_stream and (on_sockets or not reply.is_socket) else reply

    return fault


def _count(argument: Optional[str]) -> int:
    return int(number(argument, 2))


FAULTS: Dict[str, Fault] = {
    "unauthorized": _fail(ApiError(401, "Invalid API key", type="authentication_error", code="invalid_api_key")),
    "forbidden": _fail(ApiError(403, "This key does not have permission", type="permission_error", code="forbidden")),
    "unknown-model": _unknown_model,
    "rate-limit": _rate_limit,
    "rate-limit-ms": _rate_limit_ms,
    "rate-limit-date": _rate_limit_date,
    "rate-limit-long": _rate_limit_long,
    "retry-yes": _fail(ApiError(400, "Try again", code="try_again", headers={"x-should-retry": "true"})),
    "retry-no": _fail(ApiError(500, "Do not retry", type="server_error", headers={"x-should-retry": "false"})),
    "provider-error": _fail(ApiError(502, "deepseek returned 500", type="provider_error", code="provider_failed")),
    **{f"error-shape-{number}": _error_shape(number) for number in SHAPES},
    "html-error": _html_error,
    "empty-error": _empty(500),
    "html": _html,
    "empty": _empty(200),
    "invalid-json": _invalid_json,
    "json-rpc-error": _error_shape(7),
    "redirect": _redirect,
    "slow": _slow,
    "hang": _hang,
    "disconnect": _disconnect,
    "reset": _reset,
    "stall": _stall,
    "cut": _cut,
    "cut-reset": _cut_reset,
    "stream-as-json": _as_json,
    "stream-as-html": _html,
    "usage-unasked": _unrequested_usage,
    "socket-close": _socket_close,
    **{name: _on_stream(change, on_sockets=name in SOCKET_FAULTS) for name, change in STREAM_FAULTS.items()},
}
