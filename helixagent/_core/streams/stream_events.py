"""Define the events of a chat stream: chunks, deltas, complete texts and complete tool calls."""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Literal, Union

import attrs

from helixagent._core.streams.deltas import TextBuffer
from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
from helixagent_client.models.chat_completion_response import ChatCompletionResponse


@attrs.define
class ChunkEvent:
    """A chunk as received. It precedes the events that result from it."""

    type: ClassVar[Literal["chunk"]] = "chunk"
    chunk: ChatCompletionChunk
    _completion: Callable[[], ChatCompletionResponse] = attrs.field(repr=False, eq=False)

    @property
    def snapshot(self) -> ChatCompletionResponse:
        """The completion so far. It includes chunks that arrived after this one."""
        return self._completion()


@attrs.define
class _TextDelta:
    delta: str
    choice_index: int
    _buffer: TextBuffer = attrs.field(repr=False, eq=False)
    _end: int = attrs.field(repr=False, eq=False)

    @property
    def snapshot(self) -> str:
        """The text of the choice up to this delta."""
        return self._buffer.text()[: self._end]


class ContentDeltaEvent(_TextDelta):
    """A delta of the text of a choice."""

    __slots__ = ()
    type: ClassVar[Literal["content.delta"]] = "content.delta"


class RefusalDeltaEvent(_TextDelta):
    """A delta of the refusal of a choice."""

    __slots__ = ()
    type: ClassVar[Literal["refusal.delta"]] = "refusal.delta"


class ReasoningDeltaEvent(_TextDelta):
    """A delta of the reasoning of a choice, which servers send as `reasoning_content` or `reasoning`."""

    __slots__ = ()
    type: ClassVar[Literal["reasoning.delta"]] = "reasoning.delta"


@attrs.define
class ContentDoneEvent:
    """The complete text of a choice."""

    type: ClassVar[Literal["content.done"]] = "content.done"
    content: str
    choice_index: int
    _response_format: Any = attrs.field(default=None, repr=False, eq=False)
    _has_calls: bool = attrs.field(default=False, repr=False, eq=False, alias="has_calls")

    @property
    def parsed(self) -> Any:
        """The text as an object of the class that was passed to `stream(response_format=...)`.

        None if there is no class, or if the text is prose next to tool calls. The text is parsed each time.

        Raises:
            InvalidResponseError: The text does not match the class.
        """
        if self._response_format is None:
            return None
        from helixagent._core.structured.schemas import parse_content

        return parse_content(self._response_format, self.content, has_calls=self._has_calls)


@attrs.define
class RefusalDoneEvent:
    """The complete refusal of a choice."""

    type: ClassVar[Literal["refusal.done"]] = "refusal.done"
    refusal: str
    choice_index: int


@attrs.define
class ReasoningDoneEvent:
    """The complete reasoning of a choice."""

    type: ClassVar[Literal["reasoning.done"]] = "reasoning.done"
    reasoning: str
    choice_index: int


@attrs.define
class ToolCallArgumentsDeltaEvent:
    """A delta of the arguments of a tool call."""

    type: ClassVar[Literal["tool_calls.function.arguments.delta"]] = "tool_calls.function.arguments.delta"
    name: str
    index: int
    arguments_delta: str
    choice_index: int
    _buffer: TextBuffer = attrs.field(repr=False, eq=False)
    _end: int = attrs.field(repr=False, eq=False)

    @property
    def arguments(self) -> str:
        """The arguments up to this delta."""
        return self._buffer.text()[: self._end]


@attrs.define
class ToolCallArgumentsDoneEvent:
    """A tool call with its complete arguments. `parsed_arguments` is None if they are not JSON."""

    type: ClassVar[Literal["tool_calls.function.arguments.done"]] = "tool_calls.function.arguments.done"
    name: str
    index: int
    arguments: str
    parsed_arguments: Any
    choice_index: int


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
