"""Read the calls of a model, and convert the results of its tools to messages."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Union

from helixagent_client.types import ApiModel

from ...exceptions import HelixAgentError, ValidationError
from ..hooks import is_async_function
from ..json_text import read_json
from ..requests.options import checked_seconds
from .results import ToolRunCall, ToolRunResult
from .tools import as_dict

# The types of content parts in a tool message. Each part has a member that is named after its type.
_PARTS: Mapping[str, type] = {"text": str, "image_url": dict, "input_audio": dict, "file": dict}


class Settings(NamedTuple):
    """The arguments of `run_tools` that are not sent to the model."""

    max_turns: int
    parallel: bool
    tool_timeout: Optional[float]
    on_tool_error: str
    approve: Optional[Callable[[ToolRunCall], Any]]
    stop_when: Optional[Callable[[ToolRunResult[Any]], Any]]


class PlannedCall:
    """A tool call that the loop runs.

    Attributes:
        call: The call object for the user.
        text: The arguments from the model as text.
        message: The message for the model. Until there is a result, it says that the call was canceled.
        run: Function without parameters that runs the tool; None until the arguments are validated.
    """

    def __init__(self, wire: Mapping[str, Any], turn: int) -> None:
        kind, member = ("custom", "input") if wire.get("type") == "custom" else ("function", "arguments")
        details = wire.get(kind) or {}
        text = details.get(member)
        if not isinstance(text, str):
            # Some servers send the arguments as an object, or not at all, but accept only text in the conversation.
            text = details[member] = "" if text is None else json.dumps(text)
        if kind == "function" and not text.strip():
            # Some models send an empty text for a function without parameters.
            text = "{}"
        self.text = text
        arguments = text if kind == "custom" else _parsed(text)
        self.call = ToolRunCall(wire["id"], str(details.get("name") or ""), arguments, turn)
        self.message: Dict[str, Any] = {"role": "tool", "tool_call_id": self.call.id}
        self.message["content"] = "Error: The call was canceled."
        self.run: Optional[Callable[[], Any]] = None

    def set_error(self, text: str) -> None:
        """Set an error as the result of the call."""
        self.call.error, self.message["content"] = text, f"Error: {text}"


@dataclasses.dataclass(repr=False)
class Outcome:
    """The end of a call: the function's return value or exception, and its duration in seconds."""

    planned: PlannedCall
    value: Any = None
    error: Optional[BaseException] = None
    duration: float = 0.0


def read_settings(arguments: Dict[str, Any], *, is_async: bool) -> Settings:
    """Remove the settings of a tool loop from its arguments, and return them. Validate them and the messages."""
    settings = Settings(**{name: arguments.pop(name) for name in Settings._fields})
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
    if not isinstance(arguments["messages"], (list, tuple)):
        raise ValidationError("messages must be a list of messages.", param="messages")
    return settings


def content_of(value: Any) -> Union[str, List[Dict[str, Any]]]:
    """Convert a return value to text, content parts, or JSON. Raise a ValueError if JSON cannot express it."""
    try:
        if isinstance(value, str):
            # Enums and other subclasses are converted to plain text.
            text = str.__str__(value)
        else:
            text = json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False)
        # File names that are not UTF-8 contain characters that cannot be sent.
        text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"The result cannot be written as JSON: {type(error).__name__}: {error}") from None
    if isinstance(value, (list, tuple)) and value and all(isinstance(part, (ApiModel, Mapping)) for part in value):
        parts: List[Dict[str, Any]] = json.loads(text)
        if all(map(_is_content_part, parts)):
            return parts
    return text


def error_text(error: BaseException) -> str:
    """Return the type and the message of an exception, without a traceback."""
    # The text of the SDK's exceptions also has the status and the request ID, which are not useful to a model.
    message = " ".join((error.message if isinstance(error, HelixAgentError) else str(error)).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def added(left: Any, right: Any) -> Any:
    """Return the sum of two token counts. Objects are added member by member."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return {name: added(left.get(name), right.get(name)) for name in {**left, **right}}
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left + right
    return left if right is None else right


def _parsed(text: str) -> Any:
    """Parse the arguments of a call. Return the text if it is not JSON."""
    try:
        return read_json(text)
    except (ValueError, RecursionError):
        return text


def _is_content_part(part: Dict[str, Any]) -> bool:
    kind = part.get("type")
    # Other dicts can also have a type, for example `{"type": "file", "file": "a.txt"}` in a list of files.
    return isinstance(kind, str) and isinstance(part.get(kind), _PARTS.get(kind, ()))


def _plain(value: Any) -> Any:
    """Convert an object to a JSON type, or raise a TypeError as `json` expects."""
    if isinstance(value, (ApiModel, Mapping)):
        return as_dict(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    try:
        from pydantic_core import to_jsonable_python
    except ModuleNotFoundError:
        raise TypeError(f"{type(value).__name__} is not JSON serializable") from None
    return to_jsonable_python(value)
