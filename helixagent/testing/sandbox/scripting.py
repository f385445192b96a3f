"""What a test tells the sandbox to answer: `reply` and `fail`, and whether all of it was asked for."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Union

from helixagent.testing.operations import operation_named, similar
from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.answering import ScriptedAnswer, is_error, refuse_misfit, text_answer
from helixagent.testing.sandbox.exchange import ApiError
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent.testing.sandbox.script import Chunk, Entry, Script, scripted_reply
from helixagent.testing.sandbox.spec import Spec

# What a count of events, and what a time, is the argument of.
_COUNTED = ("cut", "cut-reset", "stall", "stream-error", "stream-error-event")
_TIMED = ("slow", "pings", "trickle")
_OTHER_NAMES = {"malformed": "invalid-json", "timeout": "hang"}


class Scripting:
    """The base of Sandbox that lays down answers and faults."""

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
        """Lay down the answer to the next request; several are given in the order in which they were laid down.

        What an assistant says (a text, `tool_calls`, `parsed`, `refusal`, `reasoning`, pieces) answers the next
        request for a text, streamed or not. A model answers the next request of an operation that returns it. A dict,
        `json`, `body` and `chunks` answer the next request of any kind. `operation` limits an answer to one operation.

        Args:
            answer: A text; a list of texts, the pieces of a stream; a model of the SDK or a dict, the whole body; an
                httpx.Response; a function of the request that returns one of these; or an int, as `status`.
            status: The HTTP status, with `json`, `body` or `chunks`.
            json: The body as a JSON value.
            body: The body as it is; its content type comes from `headers`.
            headers: Headers of the answer, with `status`, `json`, `body` or `chunks`.
            chunks: The events of a stream: objects are sent as JSON, strings as they are, and `[DONE]` follows; where
                there are bytes among them, those are sent raw and nothing is added at the end.
            tool_calls: The tools that the assistant calls: models of `tool_call(...)`, dicts, or pairs of a name and
                its arguments.
            parsed: What a structured answer says: a dict, or a dataclass, attrs or pydantic object.
            refusal: Why the assistant does not answer.
            reasoning: What the assistant thinks before it answers: `reasoning_content`, in a stream before the text.
            finish_reason: Why the answer ended, by default `stop` or `tool_calls`.
            fault: What goes wrong with this answer, such as `cut:3`; a name of the table of faults.
            operation: The method, such as `debates.get_results`, or the operationId that it is for.
            times: To how many requests it is given; None for all, until `reset()`.
            where: A function of the request that tells whether it is meant.

        Raises:
            TypeError: The arguments contradict each other.
            ValueError: There is no such operation or fault, or `times` is no count.

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
            raise TypeError("tool_calls, parsed, refusal, reasoning and finish_reason go with a text, or stand alone")
        else:
            made = answer
        if any(is_error(part) for part in (made if isinstance(made, (list, tuple)) else [made])):
            raise TypeError("a server raises nothing at its client: use fail(), or fake_client for an exception")
        is_raw = made is None
        if made is None:
            made = scripted_reply(status, json, body, headers or {}, chunks)
        elif status != 200 or headers or any(part is not None for part in (json, body, chunks)):
            raise TypeError("status, headers, json, body and chunks make an answer of their own: give them alone")
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
        """Let the next request fail.

        Args:
            fault: An HTTP status, 400 to 599, or a name of the table of faults in `helixagent.testing.sandbox`, such
                as `disconnect`, `reset`, `hang`, `slow`, `cut`, `stall`, `stream-error`, `invalid-json`, `html-error`;
                `malformed` and `timeout` are other names of `invalid-json` and `hang`.
            message: Of an error with a status: what it says.
            type: Of an error with a status: its type; by default the one that goes with the status.
            code: Of an error with a status: its code.
            param: Of an error with a status: the argument that it is about.
            retry_after: Of an error with a status: seconds, for the header Retry-After.
            headers: Of an error with a status: headers more.
            after: Of cut, cut-reset, stall and stream-error: how many events of the stream are sent first.
            seconds: Of slow, pings and trickle: the time.
            operation: The method, such as `chat.completions.create`, or the operationId; any where left out.
            times: How many requests fail; None for all, until `reset()`.
            where: A function of the request that tells whether it is meant.

        Raises:
            TypeError: An argument does not go with the fault.
            ValueError: There is no such operation or fault, or `times` is no count.

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
                raise TypeError(f"after goes with {', '.join(_COUNTED)}, not with {fault!r}")
            name += f":{after}"
        if seconds is not None:
            if name not in _TIMED:
                raise TypeError(f"seconds goes with {', '.join(_TIMED)}, not with {fault!r}")
            name += f":{seconds}"
        self._lay_down(Entry(None, operation, times, where, fault=_fault(name), is_raw=True))

    def assert_all_used(self) -> None:
        """Assert that everything that was laid down has been asked for; not what was laid down for all requests.

        Raises:
            AssertionError: Something was not; the message lists it.
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
        raise ValueError(f"{text!r} must not say how often; use times={named.attempts}")
    return named


def _refuse(fault: Union[int, str], **given: Any) -> None:
    wrong = [name for name, value in given.items() if value is not None]
    if wrong:
        raise TypeError(f"{', '.join(wrong)} cannot go with the fault {fault!r}")


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
    """The error with a status that `Scripting.fail` describes; see there for the arguments.

    Raises:
        ValueError: If it is no status of an error.
    """
    if not 400 <= status <= 599:
        raise ValueError(f"{status} is no status of an error: it must be from 400 to 599")
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
