"""Script the responses of the sandbox with `reply` and `fail`, and check that all of them were used."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Union

from helixagent.testing.operations import operation_named, suggestion
from helixagent.testing.sandbox import faults
from helixagent.testing.sandbox.exchange import ApiError
from helixagent.testing.sandbox.recording import RecordedRequest
from helixagent.testing.sandbox.reply_builder import ScriptedResponse, build_generation, check_compatible, is_error
from helixagent.testing.sandbox.script import Chunk, Entry, Script, scripted_reply
from helixagent.testing.sandbox.spec import Spec

# The faults whose argument is a number of events, and those whose argument is a time.
_FAULTS_WITH_EVENT_COUNT = ("cut", "cut-reset", "stall", "stream-error", "stream-error-event")
_FAULTS_WITH_SECONDS = ("slow", "pings", "trickle")
_ALIASES = {"malformed": "invalid-json", "timeout": "hang"}


class Scripting:
    """The base class of Sandbox that scripts responses and faults."""

    _script: Script
    _spec: Spec

    def reply(
        self,
        answer: Union[int, ScriptedResponse, None] = None,
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
        """Script the response to the next request. Responses are used in the order in which they are scripted.

        Text, `tool_calls`, `parsed`, `refusal` and `reasoning` apply to the next request for text, streamed or not. A
        model applies to the next request of an operation that returns this model. A dict, `json`, `body` and `chunks`
        apply to the next request of any operation. Pass `operation` to limit a response to one operation.

        Args:
            answer: The response. A string is the text, and a list of strings contains the chunks of a stream. A model
                or a dict is the complete body. An httpx.Response is sent unchanged. A function receives the request
                and returns one of these. An int sets `status`.
            status: The HTTP status, with `json`, `body` or `chunks`.
            json: The body, as a value to encode as JSON.
            body: The raw body. Set its content type in `headers`.
            headers: Headers of the response, with `status`, `json`, `body` or `chunks`.
            chunks: The events of a stream. Objects are sent as JSON, strings are sent unchanged, and `[DONE]` follows.
                If the list contains bytes, they are sent raw and `[DONE]` is not added.
            tool_calls: The tool calls, as results of `tool_call(...)`, dicts, or `(name, arguments)` pairs.
            parsed: The value of a structured response: a dict, or a dataclass, attrs or pydantic object.
            refusal: The assistant's refusal message.
            reasoning: The reasoning, as `reasoning_content`. In a stream it precedes the text.
            finish_reason: The finish reason. Defaults to `stop` or `tool_calls`.
            fault: A fault to apply to this response, such as `cut:3`. The package's docstring lists the faults.
            operation: The method, such as `debates.get_results`, or the operationId that the response is for.
            times: The number of requests that get the response, or None for all requests until `reset()`.
            where: A predicate that returns whether a request should get the response.

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
        generation_fields = (tool_calls, parsed, refusal, reasoning, finish_reason)
        if isinstance(answer, str) or (answer is None and any(part is not None for part in generation_fields)):
            response: Any = build_generation(
                answer,
                tool_calls=tool_calls,
                parsed=parsed,
                refusal=refusal,
                reasoning=reasoning,
                finish_reason=finish_reason,
            )
        elif any(part is not None for part in generation_fields):
            raise TypeError(
                "pass tool_calls, parsed, refusal, reasoning and finish_reason alone or together with a text"
            )
        else:
            response = answer
        if any(is_error(part) for part in (response if isinstance(response, (list, tuple)) else [response])):
            raise TypeError(
                "a server cannot raise exceptions at its client: use fail(), or fake_client for an exception"
            )
        is_raw = response is None
        if response is None:
            response = scripted_reply(status, json, body, headers or {}, chunks)
        elif status != 200 or headers or any(part is not None for part in (json, body, chunks)):
            raise TypeError(
                "status, headers, json, body and chunks define a whole response: do not pass them together with answer"
            )
        self._add_entry(Entry(response, operation, times, where, fault=_fault(fault), is_raw=is_raw))

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
            fault: An HTTP status from 400 to 599, or a name from the table of faults in `helixagent.testing.sandbox`,
                such as `disconnect`, `reset`, `hang`, `slow`, `cut`, `stall`, `stream-error`, `invalid-json` or
                `html-error`. `malformed` and `timeout` are aliases of `invalid-json` and `hang`.
            message: The error message. This argument and the next five require a status.
            type: The error type. Defaults to the usual type for the status.
            code: The error code.
            param: The argument that caused the error.
            retry_after: Value of the Retry-After header, in seconds.
            headers: Additional headers.
            after: The number of stream events to send before `cut`, `cut-reset`, `stall` or `stream-error`.
            seconds: Duration of `slow`, or interval of `pings` and `trickle`, in seconds.
            operation: A method such as `chat.completions.create`, or an operationId. Defaults to any operation.
            times: The number of requests that fail, or None for all requests until `reset()`.
            where: A predicate that returns whether a request should fail.

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
            _check_unused(fault, after=after, seconds=seconds)
            response: Any = status_error(fault, **error).reply()
            self._add_entry(Entry(response, operation, times, where, is_raw=True))
            return
        _check_unused(fault, **error)
        name = _ALIASES.get(fault, fault)
        if after is not None:
            if name not in _FAULTS_WITH_EVENT_COUNT:
                raise TypeError(
                    f"after can only be used with {', '.join(_FAULTS_WITH_EVENT_COUNT)}, not with {fault!r}"
                )
            name += f":{after}"
        if seconds is not None:
            if name not in _FAULTS_WITH_SECONDS:
                raise TypeError(f"seconds can only be used with {', '.join(_FAULTS_WITH_SECONDS)}, not with {fault!r}")
            name += f":{seconds}"
        self._add_entry(Entry(None, operation, times, where, fault=_fault(name), is_raw=True))

    def assert_all_used(self) -> None:
        """Assert that all scripted responses were used, except those for all requests.

        Raises:
            AssertionError: Some responses were not used. The message lists them.
        """
        __tracebackhide__ = True
        unused = self._script.unused
        if unused:
            lines = [f"  {entry.times} more {entry}" for entry in unused]
            raise AssertionError("\n".join(["Unused responses:", *lines]))

    def _operation(self, name: str) -> str:
        return operation_named(name, self._spec)

    def _add_entry(self, entry: Entry) -> None:
        if entry.operation is not None:
            entry.operation = self._operation(entry.operation)
            check_compatible(entry.response, entry.operation)
        self._script.add(entry)


def _fault(text: Optional[str]) -> Optional[faults.ParsedFault]:
    if text is None:
        return None
    try:
        parsed = faults.parse(text)
    except ApiError as error:
        name = text.partition(":")[0]
        raise ValueError(f"{error}{suggestion(name, faults.FAULTS)}") from None
    if parsed.attempts is not None:
        raise ValueError(f"{text!r} must not contain a count; use times={parsed.attempts}")
    return parsed


def _check_unused(fault: Union[int, str], **arguments: Any) -> None:
    unsupported = [name for name, value in arguments.items() if value is not None]
    if unsupported:
        raise TypeError(f"{', '.join(unsupported)} cannot be used with the fault {fault!r}")


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
    """Return the error with a status that `Scripting.fail` describes. See there for the arguments.

    Raises:
        ValueError: The status is not an error status.
    """
    if not 400 <= status <= 599:
        raise ValueError(f"{status} is not an error status: it must be from 400 to 599")
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    if retry_after is not None:
        lower["retry-after"] = f"{retry_after:g}"
    return ApiError(
        status,
        message or f"The sandbox was asked for status {status}",
        type=type or faults.kind_of_status(status),
        code=code,
        param=param,
        headers=lower,
    )
