"""Build a scripted response from text, a model, chunks, a function or an exception."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Union

import httpx

from helixagent.testing.operations import generated_operation
from helixagent.testing.sandbox.exchange import (
    DONE,
    EVENT_STREAM_TYPE,
    Frame,
    Handler,
    Reply,
    as_frames,
    data_event,
    json_reply,
    stream_reply,
    task_event,
)
from helixagent.testing.sandbox.handlers.chat import as_chunks, create_chat_completion
from helixagent.testing.sandbox.handlers.completions import create_completion
from helixagent.testing.sandbox.handlers.ensemble import create_ensemble_completion
from helixagent.testing.sandbox.handlers.generations import Generation
from helixagent.testing.sandbox.handlers.vision import analyze_image
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent_client.types import ApiModel

# Operations that return text, with the functions that put text into the wire format.
WITH_TEXT: Dict[str, Handler] = {
    "createChatCompletion": create_chat_completion,
    "createCompletion": create_completion,
    "createEnsembleCompletion": create_ensemble_completion,
    "analyzeImage": analyze_image,
}
_TASK_EVENTS = "streamTaskEvents"

# Values that a test can pass as a response. A string is the text. A model or a dict is the complete body. A list
# contains the chunks of a stream, and may end with an exception. A function receives the request and returns one of
# the other types.
ScriptedResponse = Union[
    str, ApiModel, Mapping[str, Any], Sequence[Any], httpx.Response, Generation, Callable[[RecordedRequest], Any]
]
# A function that returns the default response to the request, but with this text instead of the generated one.
Normal = Callable[[Generation], Reply]


@dataclasses.dataclass(frozen=True)
class Raised:
    """A frame that raises an exception in the client. Only the fake clients can do this."""

    error: BaseException


def build_generation(
    text: Optional[str] = None,
    *,
    tool_calls: Optional[Sequence[Any]] = None,
    parsed: Any = None,
    refusal: Optional[str] = None,
    reasoning: Optional[str] = None,
    finish_reason: Optional[str] = None,
    text_chunks: Optional[Sequence[str]] = None,
) -> Generation:
    """Build the assistant's part of a response.

    Args:
        text: The text, or None for tool calls.
        tool_calls: Models, dicts in the wire format, or `(name, arguments)` pairs.
        parsed: A value that is sent as JSON text: a dict, or a dataclass, attrs or pydantic object.
        refusal: The model's refusal message.
        reasoning: The reasoning that precedes the text.
        finish_reason: The finish reason. Defaults to `tool_calls` or `stop`.
        text_chunks: The text, split into the chunks of a stream.

    Raises:
        TypeError: Both a text and a parsed value were given.
    """
    if parsed is not None:
        if text is not None:
            raise TypeError("pass text or parsed, not both: parsed is sent as JSON text")
        text = json_text(parsed)
    calls = [wire_tool_call(call, index) for index, call in enumerate(tool_calls or (), 1)]
    return Generation(
        text, calls, finish_reason or ("tool_calls" if calls else "stop"), text_chunks, refusal, reasoning
    )


def json_text(value: Any) -> str:
    """Return a value as JSON text.

    It can be a dict, list, dataclass, attrs object, pydantic object or model of the API.
    """
    if hasattr(value, "model_dump_json"):
        return str(value.model_dump_json())
    if isinstance(value, ApiModel):
        value = value.to_dict()
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    elif hasattr(value, "__attrs_attrs__"):
        import attrs

        value = attrs.asdict(value)
    return json.dumps(value, ensure_ascii=False)


def wire_tool_call(call: Any, number: int) -> Dict[str, Any]:
    """Return a tool call in the wire format.

    Args:
        call: A model, a dict, or a `(name, arguments)` pair.
        number: The position of the call, starting at 1. It determines the ID of a call without one.

    Raises:
        TypeError: `call` has another type.
    """
    if isinstance(call, ApiModel):
        call = call.to_dict()
    if isinstance(call, tuple) and len(call) == 2:
        call = {"name": call[0], "arguments": call[1]}
    if not isinstance(call, Mapping):
        raise TypeError(f"a tool call must be a ToolCall, a dict or a pair of name and arguments, not {call!r}")
    function = call.get("function") or {name: call[name] for name in ("name", "arguments") if name in call}
    arguments = function.get("arguments")
    if not isinstance(arguments, str):
        arguments = json.dumps({} if arguments is None else arguments, ensure_ascii=False)
    return {
        "id": call.get("id") or f"call_{number}",
        "type": "function",
        "function": {"name": function["name"], "arguments": arguments},
    }


def build_reply(scripted: Any, request: RecordedRequest, normal: Normal) -> Reply:
    """Build the response that a test has scripted.

    Args:
        scripted: The value that the test passed; see ScriptedResponse.
        request: The request.
        normal: A function that returns the default response with another text.

    Raises:
        TypeError: The operation cannot return this value.
        BaseException: The test passed an exception.
    """
    if callable(scripted) and not isinstance(scripted, type):
        scripted = scripted(request)
    if is_error(scripted):
        raise exception_of(scripted)
    if isinstance(scripted, Reply):
        return scripted
    if isinstance(scripted, str):
        scripted = build_generation(scripted)
    if isinstance(scripted, Generation):
        check_compatible(scripted, request.operation or f"{request.method} {request.shown_path}")
        return normal(scripted)
    if isinstance(scripted, ApiModel):
        check_compatible(scripted, request.operation)
        scripted = scripted.to_dict()
    if isinstance(scripted, Mapping):
        return _complete_reply(scripted, request)
    if isinstance(scripted, (list, tuple)):
        return _chunked_reply(scripted, request, normal)
    if hasattr(scripted, "status_code") and hasattr(scripted, "content"):
        return _reply_from_httpx(scripted)
    raise TypeError(f"{request.operation} cannot return {scripted!r}")


def fits(scripted: Any, operation: Optional[str]) -> bool:
    """Return whether the operation can return a scripted value, according to the type of the value."""
    if isinstance(scripted, (Generation, str)):
        return operation in WITH_TEXT
    if isinstance(scripted, (list, tuple)):
        return all(fits(item, operation) for item in scripted if not isinstance(item, (dict, BaseException)))
    if isinstance(scripted, ApiModel):
        known = generated_operation(operation) if operation else None
        return known is not None and type(scripted) in (known.response, known.stream)
    return True


def check_compatible(scripted: Any, operation: Optional[str]) -> None:
    """Reject a scripted value that the operation cannot return.

    Raises:
        TypeError: The value is text but the operation does not return text, or it is a model of another class.
    """
    if isinstance(scripted, (Generation, str)) and operation not in WITH_TEXT:
        raise TypeError(f"{operation} does not return text; pass the complete response body as a model or a dict")
    known = generated_operation(operation) if operation and isinstance(scripted, ApiModel) else None
    if known is not None and known.response is not None and type(scripted) is not known.response:
        raise TypeError(f"{operation} returns {known.response.__name__}, but the test passed {type(scripted).__name__}")


def _wants_usage(request: RecordedRequest) -> bool:
    options = request.json().get("stream_options")
    return isinstance(options, dict) and bool(options.get("include_usage"))


def _complete_reply(body: Mapping[str, Any], request: RecordedRequest) -> Reply:
    if request.stream and request.operation in WITH_TEXT and "choices" in body:
        if request.operation != "createCompletion":
            return stream_reply(as_chunks(body, include_usage=_wants_usage(request)))
        # The chunks of a text completion have the same form as the complete response.
        return stream_reply([body])
    return json_reply(body)


def _chunked_reply(chunks: Sequence[Any], request: RecordedRequest, normal: Normal) -> Reply:
    error_index = next((index for index, chunk in enumerate(chunks) if is_error(chunk)), None)
    valid_chunks = chunks if error_index is None else chunks[:error_index]
    ending: List[Any] = [] if error_index is None else [Raised(exception_of(chunks[error_index]))]
    if all(isinstance(chunk, str) for chunk in valid_chunks):
        reply = normal(build_generation("".join(valid_chunks), text_chunks=list(valid_chunks)))
        if not reply.is_stream or error_index is None:
            return reply
        frames = list(as_frames(reply))
        # Drop the finishing chunk, the usage chunk and the end mark.
        return reply.with_frames([*frames[: -3 if _wants_usage(request) else -2], *ending])
    values = [chunk.to_dict() if isinstance(chunk, ApiModel) else chunk for chunk in valid_chunks]
    if request.operation == _TASK_EVENTS:
        events: List[Frame] = [task_event(number, event) for number, event in enumerate(values, 1)]
        return Reply(200, {"content-type": EVENT_STREAM_TYPE}, [*events, *ending])
    encoded = [chunk if isinstance(chunk, bytes) else data_event(chunk) for chunk in values]
    return Reply(200, {"content-type": EVENT_STREAM_TYPE}, [*encoded, *(ending or [DONE])])


def is_error(value: Any) -> bool:
    """Return whether a value is an exception or an exception class."""
    return isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException))


def exception_of(error: Any) -> BaseException:
    """Return an exception, given an instance or a class.

    If the class requires a message, as in httpx, one is added.
    """
    if isinstance(error, BaseException):
        return error
    try:
        exception: BaseException = error()
    except TypeError:
        exception = error(f"{error.__name__} raised for a test")
    return exception


def _reply_from_httpx(response: Any) -> Reply:
    # The body is sent decoded, so its length and encoding differ from the original headers.
    headers = {name.lower(): value for name, value in response.headers.items()}
    for name in ("content-encoding", "content-length", "transfer-encoding"):
        headers.pop(name, None)
    return Reply(response.status_code, headers, response.content)
