"""Define the events of a chat stream: chunks, deltas, complete texts and complete tool calls."""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Literal, Tuple, Union

from helixagent._core.streams.deltas import TextBuffer
from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
from helixagent_client.models.chat_completion_response import ChatCompletionResponse


class _Event:
    __slots__ = ()
    type: Any
    _shown: ClassVar[Tuple[str, ...]] = ()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
        return f"{self.__class__.__name__}(type={self.type!r}, {shown})"

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._shown)

    __hash__ = None  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]  # chunks and parsed arguments have no hash


class ChunkEvent(_Event):
    """A chunk as received. It precedes the events that result from it."""

    __slots__ = ("_completion", "chunk")
    _shown = ("chunk",)
    type: Literal["chunk"] = "chunk"

    def __init__(self, chunk: ChatCompletionChunk, completion: Callable[[], ChatCompletionResponse]) -> None:
        self.chunk = chunk
        self._completion = completion

    @property
    def snapshot(self) -> ChatCompletionResponse:
        """The completion so far. It includes chunks that arrived after this one."""
        return self._completion()


class _TextDelta(_Event):
    __slots__ = ("_buffer", "_end", "choice_index", "delta")
    _shown = ("delta", "choice_index")

    def __init__(self, delta: str, choice_index: int, buffer: TextBuffer) -> None:
        self.delta = delta
        self.choice_index = choice_index
        self._buffer = buffer
        self._end = buffer.length

    @property
    def snapshot(self) -> str:
        """The text of the choice up to this delta."""
        return self._buffer.text()[: self._end]


class ContentDeltaEvent(_TextDelta):
    """A delta of the text of a choice."""

    __slots__ = ()
    type: Literal["content.delta"] = "content.delta"


class RefusalDeltaEvent(_TextDelta):
    """A delta of the refusal of a choice."""

    __slots__ = ()
    type: Literal["refusal.delta"] = "refusal.delta"


class ReasoningDeltaEvent(_TextDelta):
    """A delta of the reasoning of a choice, which servers send as `reasoning_content` or `reasoning`."""

    __slots__ = ()
    type: Literal["reasoning.delta"] = "reasoning.delta"


class ContentDoneEvent(_Event):
    """The complete text of a choice."""

    __slots__ = ("_class", "_has_calls", "choice_index", "content")
    _shown = ("content", "choice_index")
    type: Literal["content.done"] = "content.done"

    def __init__(
        self, content: str, choice_index: int, response_format: Any = None, *, has_calls: bool = False
    ) -> None:
        self.content = content
        self.choice_index = choice_index
        self._class = response_format
        self._has_calls = has_calls

    @property
    def parsed(self) -> Any:
        """The text as an object of the class that was passed to `stream(response_format=...)`.

        None if there is no class, or if the text is prose next to tool calls. The text is parsed each time.

        Raises:
            InvalidResponseError: The text does not match the class.
        """
        if self._class is None:
            return None
        from helixagent._core.structured.schemas import parse_content

        return parse_content(self._class, self.content, has_calls=self._has_calls)


class RefusalDoneEvent(_Event):
    """The complete refusal of a choice."""

    __slots__ = ("choice_index", "refusal")
    _shown = ("refusal", "choice_index")
    type: Literal["refusal.done"] = "refusal.done"

    def __init__(self, refusal: str, choice_index: int) -> None:
        self.refusal = refusal
        self.choice_index = choice_index


class ReasoningDoneEvent(_Event):
    """The complete reasoning of a choice."""

    __slots__ = ("choice_index", "reasoning")
    _shown = ("reasoning", "choice_index")
    type: Literal["reasoning.done"] = "reasoning.done"

    def __init__(self, reasoning: str, choice_index: int) -> None:
        self.reasoning = reasoning
        self.choice_index = choice_index


class ToolCallArgumentsDeltaEvent(_Event):
    """A delta of the arguments of a tool call."""

    __slots__ = ("_buffer", "_end", "arguments_delta", "choice_index", "index", "name")
    _shown = ("name", "index", "arguments_delta", "choice_index")
    type: Literal["tool_calls.function.arguments.delta"] = "tool_calls.function.arguments.delta"

    def __init__(self, name: str, index: int, arguments_delta: str, choice_index: int, buffer: TextBuffer) -> None:
        self.name = name
        self.index = index
        self.arguments_delta = arguments_delta
        self.choice_index = choice_index
        self._buffer = buffer
        self._end = buffer.length

    @property
    def arguments(self) -> str:
        """The arguments up to this delta."""
        return self._buffer.text()[: self._end]


class ToolCallArgumentsDoneEvent(_Event):
    """A tool call with its complete arguments. `parsed_arguments` is None if they are not JSON."""

    __slots__ = ("arguments", "choice_index", "index", "name", "parsed_arguments")
    _shown = ("name", "index", "arguments", "parsed_arguments", "choice_index")
    type: Literal["tool_calls.function.arguments.done"] = "tool_calls.function.arguments.done"

    def __init__(self, name: str, index: int, arguments: str, parsed_arguments: Any, choice_index: int) -> None:
        self.name = name
        self.index = index
        self.arguments = arguments
        self.parsed_arguments = parsed_arguments
        self.choice_index = choice_index


ChatStreamEvent = Union[
    ChunkEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    ReasoningDeltaEvent,
    ReasoningDoneEvent,
    RefusalDeltaEvent,
    RefusalDoneEvent,
    ToolCallArgumentsDeltaEvent,
    ToolCallArgumentsDoneEvent,
]
