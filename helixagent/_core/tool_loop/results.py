"""Define the result of a tool loop and the events of its stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Generic, List, Literal, Optional, TypeVar, Union

from helixagent._core.streams.stream_events import ContentDeltaEvent
from helixagent_client import models

T = TypeVar("T")


@dataclass
class ToolRunCall:
    """A tool call by the model.

    Attributes:
        id: ID of the call.
        name: Name of the tool.
        arguments: The model's arguments as a dict, or as text if they are not JSON.
        turn: Turn in which the model made the call, starting at 1.
        result: Return value of the function; None if the function failed or has not run.
        error: Error message that the model received; None if the function succeeded.
        duration: Duration of the function in seconds; None if it did not run.
    """

    id: str
    name: str
    arguments: Any
    turn: int
    result: Any = None
    error: Optional[str] = None
    duration: Optional[float] = None


@dataclass
class ToolRunResult(Generic[T]):
    """The outcome of `run_tools`.

    Attributes:
        completion: The model's last response; None if there was no response.
        messages: The whole conversation as dicts, starting with the given messages. Append a message to continue it.
        calls: All tool calls, in the order in which the model made them.
        pending_calls: The calls to tools that are plain dicts. They have no result in `messages` yet.
        usage: The total token counts of all turns; None if the server did not send token counts.
        turns: Number of responses from the model.
        parsed: The final response parsed into the `response_format` class, if the model wrote an object.
    """

    completion: Optional[models.ChatCompletionResponse]
    messages: List[Dict[str, Any]]
    calls: List[ToolRunCall] = field(default_factory=list)
    pending_calls: List[ToolRunCall] = field(default_factory=list)
    usage: Optional[models.Usage] = None
    turns: int = 0
    parsed: Optional[T] = None

    @property
    def content(self) -> Optional[str]:
        """The text of the last response; None if it has no text."""
        choices = self.completion.choices if self.completion is not None else None
        return choices[0].message.content if choices else None


@dataclass
class ToolStartedEvent:
    """A tool starts."""

    call: ToolRunCall
    type: Literal["tool.started"] = "tool.started"


@dataclass
class ToolFinishedEvent:
    """A tool has finished or failed. See `call.result` and `call.error`."""

    call: ToolRunCall
    type: Literal["tool.finished"] = "tool.finished"


@dataclass
class TurnFinishedEvent:
    """A turn has ended: the model has responded, and its tool calls have results."""

    turn: int
    completion: models.ChatCompletionResponse
    type: Literal["turn.finished"] = "turn.finished"


ToolRunEvent = Union[ContentDeltaEvent, ToolStartedEvent, ToolFinishedEvent, TurnFinishedEvent]
