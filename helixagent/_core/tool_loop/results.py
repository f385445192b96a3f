"""The result of a tool loop, and the events of its stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Generic, List, Literal, Optional, TypeVar, Union

from helixagent._core.streams.stream_events import ContentDeltaEvent
from helixagent_client import models

T = TypeVar("T")


@dataclass
class ToolRunCall:
    """One call of a tool by the model.

    Attributes:
        id: ID of the call.
        name: Name of the tool.
        arguments: Arguments that the model wrote: a dict, or the text if it is not JSON.
        turn: Turn in which the model made the call, from 1.
        result: Return value of the function; None if it failed, or if it has not run.
        error: Error message that the model received; None if the function succeeded.
        duration: Seconds that the function took; None if it did not run.
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
        completion: The last response of the model; None if there was none.
        messages: The whole conversation as dicts, with the given messages first. Append a message to continue it.
        calls: The calls of tools, in the order in which the model made them.
        pending_calls: The calls of tools that are plain dicts. They have no result in `messages` yet.
        usage: The token counts of all turns together; None if the server sent none.
        turns: Number of responses of the model.
        parsed: The object of the class that was passed as `response_format`, if the model wrote it.
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
        """The text of the last response; None if it has none."""
        choices = self.completion.choices if self.completion is not None else None
        return choices[0].message.content if choices else None


@dataclass
class ToolStartedEvent:
    """A tool starts."""

    call: ToolRunCall
    type: Literal["tool.started"] = "tool.started"


@dataclass
class ToolFinishedEvent:
    """A tool has a result, or has failed: see `call.result` and `call.error`."""

    call: ToolRunCall
    type: Literal["tool.finished"] = "tool.finished"


@dataclass
class TurnFinishedEvent:
    """A turn is over: the model has responded, and the tools that it called have results."""

    turn: int
    completion: models.ChatCompletionResponse
    type: Literal["turn.finished"] = "turn.finished"


ToolRunEvent = Union[ContentDeltaEvent, ToolStartedEvent, ToolFinishedEvent, TurnFinishedEvent]
