"""Keep the state of a tool loop, and convert the results of its tools for the model."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Callable, Dict, Generic, List, Mapping, NamedTuple, Optional, Sequence, Type, TypeVar, Union

from helixagent_client.models.chat_completion_response import ChatCompletionResponse
from helixagent_client.models.usage import Usage
from helixagent_client.types import ApiModel

from ...exceptions import HelixAgentError, InvalidResponseError, MaxTurnsError, ToolCallError, ValidationError
from ..hooks import is_async_function
from ..requests.options import checked_seconds
from ..secret import Secret, mask_value
from .results import ToolRunCall, ToolRunResult
from .tools import Prepared, ToolSet, as_dict, choice_after_first_turn, parsed_arguments

T = TypeVar("T")
Content = Union[str, List[Dict[str, Any]]]

# The types of content parts in a tool message. Each part has a member that is named after its type.
_PARTS: Mapping[str, type] = {"text": str, "image_url": dict, "input_audio": dict, "file": dict}


@dataclasses.dataclass(eq=False)
class PlannedCall:
    """A tool call of the current turn.

    Attributes:
        call: The call object for the user.
        text: The unparsed arguments from the model.
        run: Function without parameters that runs the tool; None until the arguments are validated.
        content: Content of the message with the result; None until there is a result.
    """

    call: ToolRunCall
    text: Optional[str]
    run: Optional[Prepared] = None
    content: Optional[Content] = None

    def set_error(self, text: str) -> None:
        """Set an error as the result of the call."""
        self.call.error, self.content = text, f"Error: {text}"


class Outcome(NamedTuple):
    """The end of a call: the function's return value or exception, and its duration in seconds."""

    planned: PlannedCall
    value: Any
    error: Optional[BaseException]
    duration: float


class Settings(NamedTuple):
    """The arguments of `run_tools` that are not sent to the model."""

    max_turns: int = 10
    parallel: bool = True
    tool_timeout: Optional[float] = None
    on_tool_error: str = "return"
    approve: Optional[Callable[[ToolRunCall], Any]] = None
    stop_when: Optional[Callable[[ToolRunResult[Any]], Any]] = None


class Conversation(Generic[T]):
    """A conversation with a model that calls tools. A driver does the I/O between its methods."""

    def __init__(self, tools: ToolSet, settings: Settings, arguments: Dict[str, Any]) -> None:
        self._tools = tools
        self._settings = settings
        # The arguments of the chat requests. If the format is a class, the last response is parsed.
        self._arguments = arguments
        self._class: Optional[Type[T]] = None
        if isinstance(arguments.get("response_format"), type):
            from ..structured.schemas import response_format_of

            self._class = arguments["response_format"]
            arguments["response_format"] = response_format_of(self._class)
        messages = [as_dict(message) for message in arguments.pop("messages")]
        # The outcome so far, without the results of the last turn's calls.
        self._result: ToolRunResult[T] = ToolRunResult(None, messages)
        # The last turn's calls: those that the loop runs, and those that the caller must run.
        self._planned: List[PlannedCall] = []
        self._pending: List[ToolRunCall] = []
        # Error texts must not reveal these credentials to the model.
        self.secrets: Sequence[Secret[str]] = ()

    @property
    def is_done(self) -> bool:
        """Whether the last response does not call tools, or calls a tool that the caller must run."""
        return self._result.turns > 0 and (not self._planned or bool(self._pending))

    def next_request(self) -> Dict[str, Any]:
        """Return the arguments of the next request, or raise a MaxTurnsError after the last turn."""
        result = self.result()
        if result.turns == self._settings.max_turns:
            raise MaxTurnsError(
                f"The model was still calling tools after {result.turns} turns, the max_turns limit.", result=result
            )
        arguments = {**self._arguments, "messages": result.messages, "tools": self._tools.definitions}
        if result.turns:
            arguments["tool_choice"] = choice_after_first_turn(arguments.get("tool_choice"))
        return arguments

    def take(self, completion: ChatCompletionResponse) -> List[PlannedCall]:
        """Add the model's response to the conversation, and return the calls that the loop runs.

        Raises:
            InvalidResponseError: The response has no choices, or its text does not match the class.
        """
        result = self._result = self.result()
        self._planned, self._pending = [], []
        result.turns += 1
        result.completion = completion
        if completion.usage is not None:
            earlier = None if result.usage is None else result.usage.to_dict()
            result.usage = Usage.from_dict(_added(earlier, completion.usage.to_dict()))
        if not completion.choices:
            raise InvalidResponseError("The response has no choices.", body=completion.to_dict())
        message = completion.choices[0].message.to_dict()
        result.messages.append(message)
        for number, call in enumerate(message.get("tool_calls") or [], 1):
            # Some servers do not send IDs, but the result must refer to the call by ID.
            call["id"] = call.get("id") or f"call_{result.turns}_{number}"
            planned = _planned(call, result.turns)
            result.calls.append(planned.call)
            if self._tools.is_plain(planned.call.name):
                self._pending.append(planned.call)
            else:
                self._planned.append(planned)
        if self._class is not None and not self._planned and not self._pending:
            from ..responses.parsed import parsed_completion

            parsed: Any = parsed_completion(completion, self._class)
            result.completion, result.parsed = parsed, parsed.choices[0].message.parsed
        return self._planned

    def prepare(self, planned: PlannedCall) -> bool:
        """Validate the arguments of a call, and return whether it can run. If not, its result is an error."""
        try:
            planned.run = self._tools.prepare(planned.call.name, planned.call.arguments, planned.text)
            return True
        except HelixAgentError as error:
            self._fail(planned, error.message, error)
            return False

    def finish(self, outcome: Outcome) -> None:
        """Record the outcome of a call.

        Raises:
            ToolCallError: The call failed, and `on_tool_error` is `"raise"`.
            KeyboardInterrupt: The user interrupted the program while the function ran.
        """
        planned = outcome.planned
        planned.call.duration = outcome.duration
        if isinstance(outcome.error, KeyboardInterrupt):
            # The exception is meant for the program, not for the model.
            raise outcome.error
        if outcome.error is not None:
            self._fail(planned, _error_text(outcome.error), outcome.error)
            return
        try:
            planned.content = _content_of(outcome.value)
            planned.call.result = outcome.value
        except ValueError as error:
            self._fail(planned, str(error), error)

    def result(self) -> ToolRunResult[T]:
        """Return the outcome so far. In its messages, unfinished calls are marked as canceled."""
        result = self._result
        messages = [*result.messages, *map(_tool_message, self._planned)]
        return dataclasses.replace(
            result, messages=messages, calls=list(result.calls), pending_calls=list(self._pending)
        )

    def _fail(self, planned: PlannedCall, text: str, error: BaseException) -> None:
        call = planned.call
        text = mask_value(text, self.secrets)
        # The text of an exception can contain characters that cannot be sent.
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
        planned.set_error(text)
        if self._settings.on_tool_error == "raise":
            for other in self._planned:
                if other.content is None:
                    other.set_error("The call was canceled because another tool failed.")
            raise ToolCallError(f"The tool {call.name} failed: {text}", call=call, result=self.result()) from error


def checked_settings(settings: Settings, arguments: Mapping[str, Any], *, is_async: bool) -> Settings:
    """Validate the settings of a tool loop and return them."""
    max_turns = settings.max_turns
    if type(max_turns) is not int or max_turns < 1:
        raise ValidationError(f"max_turns must be a whole number from 1, not {max_turns!r}.", param="max_turns")
    checked_seconds(settings.tool_timeout, "tool_timeout")
    if settings.on_tool_error not in ("return", "raise"):
        raise ValidationError(
            f'on_tool_error must be "return" or "raise", not {settings.on_tool_error!r}.', param="on_tool_error"
        )
    for name in ("approve", "stop_when"):
        function = getattr(settings, name)
        if function is not None and not callable(function):
            raise ValidationError(f"{name} must be a function of one argument.", param=name)
        if function is not None and not is_async and is_async_function(function):
            raise ValidationError(f"{name} is an async function, which only AsyncHelixAgent can await.", param=name)
    if not isinstance(arguments.get("messages"), (list, tuple)):
        raise ValidationError("messages must be a list of messages.", param="messages")
    return settings


def _planned(call: Mapping[str, Any], turn: int) -> PlannedCall:
    kind = "custom" if call.get("type") == "custom" else "function"
    details = call.get(kind) or {}
    text = details.get("input" if kind == "custom" else "arguments")
    arguments = text if kind == "custom" else parsed_arguments(text)
    return PlannedCall(ToolRunCall(call["id"], str(details.get("name") or ""), arguments, turn), text)


def _tool_message(planned: PlannedCall) -> Dict[str, Any]:
    content = "Error: The call was canceled." if planned.content is None else planned.content
    return {"role": "tool", "tool_call_id": planned.call.id, "content": content}


def _content_of(value: Any) -> Content:
    """Convert a return value to text, content parts, or JSON. Raise a ValueError if JSON cannot express it."""
    parts = _content_parts(value)
    try:
        if isinstance(value, str):
            # Enums and other subclasses are converted to plain text.
            text = str.__str__(value)
        else:
            text = json.dumps(parts or value, default=_plain, ensure_ascii=False, allow_nan=False)
        # File names that are not UTF-8 contain characters that cannot be sent.
        text.encode("utf-8")
        return json.loads(text) if parts else text
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"The result cannot be written as JSON: {type(error).__name__}: {error}") from None


def _error_text(error: BaseException) -> str:
    """Return the type and the message of an exception, without a traceback."""
    # The text of the SDK's exceptions also has the status and the request ID, which are not useful to a model.
    message = " ".join((error.message if isinstance(error, HelixAgentError) else str(error)).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _added(left: Any, right: Any) -> Any:
    """Return the sum of two token counts. Objects are added member by member."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return {name: _added(left.get(name), right.get(name)) for name in {**left, **right}}
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left + right
    return left if right is None else right


def _content_parts(value: Any) -> Sequence[Dict[str, Any]]:
    parts = [as_dict(part) for part in value] if isinstance(value, (list, tuple)) else []
    return parts if all(map(_is_content_part, parts)) else []


def _is_content_part(part: Any) -> bool:
    kind = part.get("type") if isinstance(part, dict) else None
    # Other dicts can also have a type, for example `{"type": "file", "file": "a.txt"}` in a list of files.
    return isinstance(kind, str) and isinstance(part.get(kind), _PARTS.get(kind, ()))


def _plain(value: Any) -> Any:
    """Convert an object to a JSON type, or raise a TypeError as `json` expects."""
    if isinstance(value, ApiModel):
        return value.to_dict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    try:
        from pydantic_core import to_jsonable_python
    except ModuleNotFoundError:
        raise TypeError(f"{type(value).__name__} is not JSON serializable") from None
    return to_jsonable_python(value)
