"""Script the responses of the sandbox with `reply` and `fail`, and check that all of them were used."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Union

from helixagent.testing.operations import operation_named, similar
from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.answering import ScriptedAnswer, is_error, refuse_misfit, text_answer
from helixagent.testing.sandbox.exchange import ApiError
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent.testing.sandbox.script import Chunk, Entry, Script, scripted_reply
from helixagent.testing.sandbox.spec import Spec

# The faults whose argument is a number of events, and those whose argument is a time.
_COUNTED = ("cut", "cut-reset", "stall", "stream-error", "stream-error-event")
_TIMED = ("slow", "pings", "trickle")
_OTHER_NAMES = {"malformed": "invalid-json", "timeout": "hang"}


class Scripting:
    """The base class of Sandbox that scripts responses and faults."""

    _script: Script
    _spec: Spec

    def reply(
        self,
        answer: Union[int, ScriptedAnswer, None] = None,
        *,
        status: int = 200,
        json: Any = None,
        body: Union[str, bytes, None] = None,
        headers: Optional[Mapping[str, str]] = None,
        chunks: Optional[Sequence[Chunk]] = None,
        tool_calls: Optional[Sequence[Any]] = None,
        parsed: Any = None,
        refusal: Optional[str] = None,
        reasoning: Optional[str] = None,
        finish_reason: Optional[str] = None,
        fault: Optional[str] = None,
        operation: Optional[str] = None,
        times: Optional[int] = 1,
        where: Optional[Callable[[RecordedRequest], bool]] = None,
    ) -> None:
        """Script the response to the next request. Several responses are used in the order of the calls.

        A text, `tool_calls`, `parsed`, `refusal`, `reasoning` or chunks answer the next request for text, streamed or
        not. A model answers the next request of an operation that returns it. A dict, `json`, `body` and `chunks`
        answer the next request of any kind. Pass `operation` to limit a response to one operation.

        Args:
            answer: A text; a list of texts, which are the chunks of a stream; a model of the SDK or a dict, which is
                the complete body; an httpx.Response; a function of the request that returns one of these; or an int,
                which sets `status`.
            status: The HTTP status, with `json`, `body` or `chunks`.
            json: The body as a JSON value.
            body: The raw body. Its content type comes from `headers`.
            headers: Headers of the response, with `status`, `json`, `body` or `chunks`.
            chunks: The events of a stream. Objects are sent as JSON and strings unchanged, and `[DONE]` follows. If
                there are bytes among them, they are sent raw and nothing is added at the end.
            tool_calls: The tools that the assistant calls: models of `tool_call(...)`, dicts, or pairs of a name and
                its arguments.
            parsed: The value of a structured response: a dict, or a dataclass, attrs or pydantic object.
            refusal: Why the assistant refuses to answer.
            reasoning: The reasoning before the answer: `reasoning_content`. In a stream it precedes the text.
            finish_reason: The finish reason, by default `stop` or `tool_calls`.
            fault: A fault of this response, such as `cut:3`; a name from the table of faults.
            operation: The method, such as `debates.get_results`, or the operationId that it is for.
            times: The number of requests that get it, or None for all, until `reset()`.
            where: A function that returns whether a request should get it.

        Raises:
            TypeError: The arguments contradict each other.
            ValueError: The operation or fault does not exist, or `times` is not a valid count.

        Example:
            sandbox.reply("Paris")
            sandbox.reply(tool_calls=[("get_weather", {"city": "Paris"})])
            sandbox.reply(parsed={"city": "Paris"}, operation="chat.completions.parse")
            sandbox.reply(["Par", "is"], fault="cut:2")
        """
        if isinstance(answer, int):
            status, answer = answer, None
        said = (tool_calls, parsed, refusal, reasoning, finish_reason)
        if isinstance(answer, str) or (answer is None and any(part is not None for part in said)):
            made: Any = text_answer(
                answer,
                tool_calls=tool_calls,
                parsed=parsed,
                refusal=refusal,
                reasoning=reasoning,
                finish_reason=finish_reason,
            )
        elif any(part is not None for part in said):
            raise TypeError(
                "pass tool_calls, parsed, refusal, reasoning and finish_reason alone or together with a text"
            )
        else:
            made = answer
        if any(is_error(part) for part in (made if isinstance(made, (list, tuple)) else [made])):
            raise TypeError(
                "a server cannot raise exceptions at its client: use fail(), or fake_client for an exception"
            )
        is_raw = made is None
        if made is None:
            made = scripted_reply(status, json, body, headers or {}, chunks)
        elif status != 200 or headers or any(part is not None for part in (json, body, chunks)):
            raise TypeError(
                "status, headers, json, body and chunks define a complete response: do not pass an answer with them"
            )
        self._lay_down(Entry(made, operation, times, where, fault=_fault(fault), is_raw=is_raw))

    def fail(
        self,
        fault: Union[int, str] = 500,
        *,
        message: Optional[str] = None,
        type: Optional[str] = None,
        code: Optional[str] = None,
        param: Optional[str] = None,
        retry_after: Optional[float] = None,
        headers: Optional[Mapping[str, str]] = None,
        after: Optional[int] = None,
        seconds: Optional[float] = None,
        operation: Optional[str] = None,
        times: Optional[int] = 1,
        where: Optional[Callable[[RecordedRequest], bool]] = None,
    ) -> None:
        """Make the next request fail.

        Args:
            fault: An HTTP status, 400 to 599, or a name from the table of faults in `helixagent.testing.sandbox`, such
                as `disconnect`, `reset`, `hang`, `slow`, `cut`, `stall`, `stream-error`, `invalid-json`, `html-error`;
                `malformed` and `timeout` are aliases of `invalid-json` and `hang`.
            message: The message of an error with a status.
            type: The type of an error with a status; by default the usual one for the status.
            code: The code of an error with a status.
            param: The argument that an error with a status refers to.
            retry_after: Seconds for the Retry-After header of an error with a status.
            headers: Additional headers of an error with a status.
            after: The number of events of the stream that are sent before cut, cut-reset, stall or stream-error.
            seconds: The time for slow, pings and trickle.
            operation: The method, such as `chat.completions.create`, or the operationId. By default any operation.
            times: The number of requests that fail, or None for all, until `reset()`.
            where: A function that returns whether a request should fail.

        Raises:
            TypeError: An argument does not apply to the fault.
            ValueError: The operation or fault does not exist, or `times` is not a valid count.

        Example:
            sandbox.fail(429, retry_after=2)
            sandbox.fail("cut", after=3, operation="chat.completions.create")
            sandbox.fail(503, code="overloaded", times=None)
        """
        error: Dict[str, Any] = {"message": message, "type": type, "code": code, "param": param}
        error.update(retry_after=retry_after, headers=headers)
        if isinstance(fault, int):
            _refuse(fault, after=after, seconds=seconds)
            made: Any = status_error(fault, **error).reply()
            self._lay_down(Entry(made, operation, times, where, is_raw=True))
            return
        _refuse(fault, **error)
        name = _OTHER_NAMES.get(fault, fault)
        if after is not None:
            if name not in _COUNTED:
                raise TypeError(f"after can only be used with {', '.join(_COUNTED)}, not with {fault!r}")
            name += f":{after}"
        if seconds is not None:
            if name not in _TIMED:
                raise TypeError(f"seconds can only be used with {', '.join(_TIMED)}, not with {fault!r}")
            name += f":{seconds}"
        self._lay_down(Entry(None, operation, times, where, fault=_fault(name), is_raw=True))

    def assert_all_used(self) -> None:
        """Assert that all scripted responses were used, except those for all requests.

        Raises:
            AssertionError: Some were not used; the message lists them.
        """
        __tracebackhide__ = True
        left = self._script.left
        if left:
            lines = [f"  {entry.times} more {entry}" for entry in left]
            raise AssertionError("\n".join(["Laid down and not asked for:", *lines]))

    def _operation(self, name: str) -> str:
        return operation_named(name, self._spec)

    def _lay_down(self, entry: Entry) -> None:
        if entry.operation is not None:
            entry.operation = self._operation(entry.operation)
            refuse_misfit(entry.answer, entry.operation)
        self._script.add(entry)


def _fault(text: Optional[str]) -> Optional[faults.Named]:
    if text is None:
        return None
    try:
        named = faults.parse(text)
    except ApiError as error:
        name = text.partition(":")[0]
        raise ValueError(f"{error}{similar(name, faults.FAULTS)}") from None
    if named.attempts is not None:
        raise ValueError(f"{text!r} must not contain a count; use times={named.attempts}")
    return named


def _refuse(fault: Union[int, str], **given: Any) -> None:
    wrong = [name for name, value in given.items() if value is not None]
    if wrong:
        raise TypeError(f"{', '.join(wrong)} cannot be used with the fault {fault!r}")


def status_error(
    status: int,
    *,
    message: Optional[str] = None,
    type: Optional[str] = None,
    code: Optional[str] = None,
    param: Optional[str] = None,
    retry_after: Optional[float] = None,
    headers: Optional[Mapping[str, str]] = None,
) -> ApiError:
    """Return the error with a status that `Scripting.fail` describes; see its arguments.

    Raises:
        ValueError: The status is not an error status.
    """
    if not 400 <= status <= 599:
        raise ValueError(f"{status} is not an error status: it must be from 400 to 599")
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if retry_after is not None:
        sent["retry-after"] = f"{retry_after:g}"
    return ApiError(
        status,
        message or f"The sandbox was asked for status {status}",
        type=type or faults.kind_of_status(status),
        code=code,
        param=param,
        headers=sent,
    )
