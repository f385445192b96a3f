"""Makes the answer that a test has asked for, whatever it gave: a text, a model, pieces, a function, an error."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Optional, Sequence, Union

from helixagent.testing.operations import described
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
from helixagent.testing.sandbox.handlers.answers import Answer
from helixagent.testing.sandbox.handlers.chat import as_chunks, create_chat_completion
from helixagent.testing.sandbox.handlers.completions import create_completion
from helixagent.testing.sandbox.handlers.ensemble import create_ensemble_completion
from helixagent.testing.sandbox.handlers.vision import analyze_image
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent_client.types import ApiModel

if TYPE_CHECKING:
    import httpx

# The operations that answer with a text, and what puts it into its wire form.
WITH_TEXT: Dict[str, Handler] = {
    "createChatCompletion": create_chat_completion,
    "createCompletion": create_completion,
    "createEnsembleCompletion": create_ensemble_completion,
    "analyzeImage": analyze_image,
}
_TASK_EVENTS = "streamTaskEvents"

# What a test can give as an answer: a text; a model or a dict as the whole body; the pieces of a stream (texts, models,
# dicts, and an exception that ends it); an httpx.Response; or a function of the request that returns one of these.
ScriptedAnswer = Union[
    str, ApiModel, Mapping[str, Any], Sequence[Any], "httpx.Response", Answer, Callable[[RecordedRequest], Any]
]
# Gives the normal answer to the request with this in place of what would be made up.
Normal = Callable[[Answer], Reply]


@dataclasses.dataclass(frozen=True)
class Raised:
    """A frame that raises an exception at the client; only doubles without a server can do that."""

    error: BaseException


def text_answer(
    text: Optional[str] = None,
    *,
    tool_calls: Optional[Sequence[Any]] = None,
    parsed: Any = None,
    refusal: Optional[str] = None,
    reasoning: Optional[str] = None,
    finish_reason: Optional[str] = None,
    cut: Optional[Sequence[str]] = None,
) -> Answer:
    """What an assistant says.

    Args:
        text: The text; None where tools are called.
        tool_calls: Models or dicts as they go over the wire, or pairs of a name and its arguments.
        parsed: A value whose JSON is the text: a dict, a dataclass, an attrs or a pydantic object.
        refusal: Why the model does not answer.
        reasoning: What the model thinks before it answers.
        finish_reason: Why it ended; by default `tool_calls` or `stop`.
        cut: The text as the chunks of a stream have it.

    Raises:
        TypeError: If there are a text and a parsed value.
    """
    if parsed is not None:
        if text is not None:
            raise TypeError("give a text or parsed, not both: parsed is the JSON text of the answer")
        text = json_text(parsed)
    calls = [wire_tool_call(call, index) for index, call in enumerate(tool_calls or (), 1)]
    return Answer(text, calls, finish_reason or ("tool_calls" if calls else "stop"), cut, refusal, reasoning)


def json_text(value: Any) -> str:
    """The JSON text of a value: of a dict, list, dataclass, attrs object, pydantic object or model of the API."""
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
    """A tool call as it goes over the wire.

    Args:
        call: A model or dict, or a pair of a name and its arguments.
        number: 1 for the first one; its id is made of it where it has none.

    Raises:
        TypeError: It is none of these.
    """
    if isinstance(call, ApiModel):
        call = call.to_dict()
    if isinstance(call, tuple) and len(call) == 2:
        call = {"name": call[0], "arguments": call[1]}
    if not isinstance(call, Mapping):
        raise TypeError(f"a tool call is a ToolCall, a dict or a pair of name and arguments, not {call!r}")
    function = call.get("function") or {name: call[name] for name in ("name", "arguments") if name in call}
    arguments = function.get("arguments")
    if not isinstance(arguments, str):
        arguments = json.dumps({} if arguments is None else arguments, ensure_ascii=False)
    return {
        "id": call.get("id") or f"call_{number}",
        "type": "function",
        "function": {"name": function["name"], "arguments": arguments},
    }


def answered(answer: Any, request: RecordedRequest, normal: Normal) -> Reply:
    """The answer to a request that a test has asked for.

    Args:
        answer: What the test gave; see ScriptedAnswer.
        request: The request.
        normal: Gives the normal answer with another text.

    Raises:
        TypeError: The operation cannot be answered with it.
        BaseException: What the test gave is an exception.
    """
    if callable(answer) and not isinstance(answer, type):
        answer = answer(request)
    if is_error(answer):
        raise exception_of(answer)
    if isinstance(answer, Reply):
        return answer
    if isinstance(answer, str):
        answer = text_answer(answer)
    if isinstance(answer, Answer):
        refuse_misfit(answer, request.operation or f"{request.method} {request.shown_path}")
        return normal(answer)
    if isinstance(answer, ApiModel):
        refuse_misfit(answer, request.operation)
        answer = answer.to_dict()
    if isinstance(answer, Mapping):
        return _whole(answer, request)
    if isinstance(answer, (list, tuple)):
        return _pieces(answer, request, normal)
    if hasattr(answer, "status_code") and hasattr(answer, "content"):
        return _raw(answer)
    raise TypeError(f"{request.operation} cannot be answered with {answer!r}")


def fits(answer: Any, operation: Optional[str]) -> bool:
    """Whether an answer that is for no operation in particular is for this one: by its text, or its model's class."""
    if isinstance(answer, (Answer, str)):
        return operation in WITH_TEXT
    if isinstance(answer, (list, tuple)):
        return all(fits(item, operation) for item in answer if not isinstance(item, (dict, BaseException)))
    if isinstance(answer, ApiModel):
        known = described(operation) if operation else None
        return known is not None and type(answer) in (known.response, known.stream)
    return True


def refuse_misfit(answer: Any, operation: Optional[str]) -> None:
    """Refuse an answer that an operation cannot have.

    Raises:
        TypeError: It is a text, and the operation does not answer with one; or a model of another class.
    """
    if isinstance(answer, (Answer, str)) and operation not in WITH_TEXT:
        raise TypeError(f"{operation} does not answer with a text; give its whole answer as a model or a dict")
    known = described(operation) if operation and isinstance(answer, ApiModel) else None
    if known is not None and known.response is not None and type(answer) is not known.response:
        raise TypeError(f"{operation} answers with {known.response.__name__}, but it was given {type(answer).__name__}")


def _wants_usage(request: RecordedRequest) -> bool:
    options = request.json().get("stream_options")
    return isinstance(options, dict) and bool(options.get("include_usage"))


def _whole(body: Mapping[str, Any], request: RecordedRequest) -> Reply:
    if request.stream and request.operation in WITH_TEXT and "choices" in body:
        if request.operation != "createCompletion":
            return stream_reply(as_chunks(body, include_usage=_wants_usage(request)))
        # The chunks of a text completion are made like the whole.
        return stream_reply([body])
    return json_reply(body)


def _pieces(pieces: Sequence[Any], request: RecordedRequest, normal: Normal) -> Reply:
    broken = next((place for place, piece in enumerate(pieces) if is_error(piece)), None)
    given = pieces if broken is None else pieces[:broken]
    ending: List[Any] = [] if broken is None else [Raised(exception_of(pieces[broken]))]
    if all(isinstance(piece, str) for piece in given):
        reply = normal(text_answer("".join(given), cut=list(given)))
        if not reply.is_stream or broken is None:
            return reply
        frames = list(as_frames(reply))
        # Without the chunk that ends the answer, that with the usage, and the end mark.
        return reply.with_frames([*frames[: -3 if _wants_usage(request) else -2], *ending])
    values = [piece.to_dict() if isinstance(piece, ApiModel) else piece for piece in given]
    if request.operation == _TASK_EVENTS:
        events: List[Frame] = [task_event(number, event) for number, event in enumerate(values, 1)]
        return Reply(200, {"content-type": EVENT_STREAM_TYPE}, [*events, *ending])
    chunks = [piece if isinstance(piece, bytes) else data_event(piece) for piece in values]
    return Reply(200, {"content-type": EVENT_STREAM_TYPE}, [*chunks, *(ending or [DONE])])


def is_error(value: Any) -> bool:
    """Whether a value is an exception, or a class of exceptions."""
    return isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException))


def exception_of(error: Any) -> BaseException:
    """An exception, or one of a class; with a message where the class wants one, as those of httpx do."""
    if isinstance(error, BaseException):
        return error
    try:
        made: BaseException = error()
    except TypeError:
        made = error(f"{error.__name__}, as a test wants it")
    return made


def _raw(response: Any) -> Reply:
    # What is sent is the decoded body, of another length than that which was encoded.
    headers = {name.lower(): value for name, value in response.headers.items()}
    for name in ("content-encoding", "content-length", "transfer-encoding"):
        headers.pop(name, None)
    return Reply(response.status_code, headers, response.content)
