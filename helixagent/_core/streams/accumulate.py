"""Assemble the chunks of a stream into events and the completion so far."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Callable, Dict, Generic, Iterator, List, Mapping, Optional, Tuple, TypeVar, Union

from helixagent._core.streams.deltas import (
    Fields,
    TextBuffer,
    ends_in_half,
    fields_of,
    is_label,
    is_object,
    items_of,
    keep,
    likeness,
    merge,
    plain,
)
from helixagent._core.streams.stream_events import (
    ChatStreamEvent,
    ChunkEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    ReasoningDeltaEvent,
    ReasoningDoneEvent,
    RefusalDeltaEvent,
    RefusalDoneEvent,
)
from helixagent._core.streams.tool_call_deltas import ToolCalls
from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
from helixagent_client.models.chat_completion_response import ChatCompletionResponse

if TYPE_CHECKING:
    from helixagent_client.models.completion_chunk import CompletionChunk
    from helixagent_client.models.completion_response import CompletionResponse


class _Choice:
    """The common parts of all choices: logprobs, and fields that keep their last value."""

    __slots__ = ("fields", "index", "logprobs")

    def __init__(self, index: int) -> None:
        self.index = index
        self.fields: Dict[str, Any] = {}
        self.logprobs: Dict[str, Any] = {}

    def add_fields(self, fields: Fields) -> None:
        for name, value in fields.items():
            if value is None:
                continue
            if name == "logprobs":
                for kind, entries in fields_of(value).items():
                    if isinstance(entries, list):
                        merge(self.logprobs, kind, entries)
                    else:
                        keep(self.logprobs, kind, entries)
            elif name != "delta" and name != "text" and name != "index":
                keep(self.fields, name, value)

    def as_dict(self) -> Dict[str, Any]:
        fields = {"index": self.index, **plain(self.fields)}
        if self.logprobs:
            fields["logprobs"] = plain(self.logprobs)
        return fields


# The text of these members of a delta is reported in events.
_DELTA_EVENTS: Dict[str, Any] = {"content": ContentDeltaEvent, "refusal": RefusalDeltaEvent}


def _has_no_effect(name: str, value: Any) -> bool:
    # A repeated label has no effect. Other text is always appended, even if it equals the last text.
    return value is None or (isinstance(value, str) and is_label(name))


class _ChatChoice(_Choice):
    """A choice of a chat.

    Attributes:
        content: The text so far. The fast path of `ChatAccumulator.collect` appends to it.
        alike: A copy of the last chunk's choice. It equals the next choice if only the text differs.
        alike_delta: The delta of `alike`. Its text is replaced before each comparison.
        last: The last choice that took the fast path.
    """

    __slots__ = (
        "_calls",
        "_class",
        "_done",
        "_message",
        "_reasoning",
        "_texts",
        "alike",
        "alike_delta",
        "content",
        "last",
    )

    def __init__(self, index: int, response_format: Optional[type]) -> None:
        super().__init__(index)
        self._class = response_format
        self._message: Dict[str, Any] = {}
        # The texts for the events, including the text of list content.
        self._texts: Dict[str, TextBuffer] = {}
        self._calls = ToolCalls(index)
        self._done: List[str] = []
        self._reasoning = TextBuffer()
        self.content = TextBuffer()
        self.alike: Optional[Dict[str, Any]] = None
        self.alike_delta: Dict[str, Any] = {}
        self.last: Optional[Fields] = None

    def remember(self, piece: Dict[str, Any]) -> None:
        """Remember the last part, so that the next parts can be compared with it."""
        content, delta = self._texts.get("content"), piece.get("delta")
        # If half of a character is held back, the next delta starts with the other half.
        if content is None or content.half or not isinstance(delta, dict):
            return
        # Deltas after the finish reason are finished immediately, and list content is not a single text.
        if "finish_reason" in self.fields or self._message.get("content") is not content:
            return
        if all(name == "content" or _has_no_effect(name, value) for name, value in delta.items()):
            self.content = self._texts["content"]
            self.alike_delta = dict(delta)
            self.alike = likeness(piece, "delta", self.alike_delta)
            self.last = None if self.alike is None else piece

    def settle(self) -> None:
        """Keep the fields of the last part. Equal values may differ in type, such as 1, 1.0 and True."""
        if self.last is not None:
            self.add_fields(self.last)

    def add(self, fields: Fields, events: List[ChatStreamEvent]) -> None:
        self.settle()
        self.alike = self.last = None
        self.add_fields(fields)
        delta = fields_of(fields.get("delta"))
        self._add_reasoning(delta, events)
        for name, value in delta.items():
            if name == "tool_calls":
                for call in items_of(value):
                    self._calls.add(fields_of(call), events)
            elif name in _DELTA_EVENTS:
                self._add_text(name, value, events)
            else:
                merge(self._message, name, value)
        if "finish_reason" in self.fields:
            self.finish(events)

    def _add_reasoning(self, delta: Fields, events: List[ChatStreamEvent]) -> None:
        # Some servers send the same text under both names.
        text = delta.get("reasoning_content") or delta.get("reasoning")
        if isinstance(text, str):
            self._emit_reasoning(self._reasoning.append(text), events)

    def _emit_reasoning(self, piece: str, events: List[ChatStreamEvent]) -> None:
        if piece:
            events.append(ReasoningDeltaEvent(piece, self.index, self._reasoning))

    def _add_text(self, name: str, value: Any, events: List[ChatStreamEvent]) -> None:
        """Merge a member whose text is reported in events. The events share its buffer while it is plain text."""
        if value is None:
            return
        text = self._texts.setdefault(name, TextBuffer())
        held = self._message.get(name)
        if isinstance(value, str) and (held is None or held is text):
            self._message[name] = text
        else:
            if held is text:
                # The list starts with a copy of the text, because the events keep appending to the buffer.
                self._message[name] = TextBuffer(text.text())
            merge(self._message, name, value)
        self._emit(name, text.append(_text_of(value)), events)

    def _emit(self, name: str, piece: str, events: List[ChatStreamEvent]) -> None:
        if piece:
            events.append(_DELTA_EVENTS[name](piece, self.index, self._texts[name]))

    def finish(self, events: List[ChatStreamEvent]) -> None:
        self._emit_reasoning(self._reasoning.flush(), events)
        if self._reasoning.length and "reasoning" not in self._done:
            self._done.append("reasoning")
            events.append(ReasoningDoneEvent(self._reasoning.text(), self.index))
        for name in _DELTA_EVENTS:
            text = self._texts.get(name)
            if text is None:
                continue
            self._emit(name, text.flush(), events)
            if text.length and name not in self._done:
                self._done.append(name)
                if name == "content":
                    has_calls = bool(self._calls or self._message.get("function_call"))
                    events.append(ContentDoneEvent(text.text(), self.index, self._class, has_calls=has_calls))
                else:
                    events.append(RefusalDoneEvent(text.text(), self.index))
        self._calls.finish(events)

    def as_dict(self) -> Dict[str, Any]:
        self.settle()
        message = {"role": "assistant", "content": None, **plain(self._message)}
        calls = self._calls.as_dict()
        if calls:
            message["tool_calls"] = calls
        return {**super().as_dict(), "message": message}


def _text_of(content: Any) -> str:
    """Return the text of a content, which is a string or a list with text parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    texts = [fields_of(part).get("text") for part in parts if is_object(part)]
    return "".join(text for text in texts if isinstance(text, str))


class _TextChoice(_Choice):
    __slots__ = ("text",)

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.text = TextBuffer()

    def add(self, fields: Fields) -> None:
        self.add_fields(fields)
        text = fields.get("text")
        if isinstance(text, str):
            self.text.append(text)

    def as_dict(self) -> Dict[str, Any]:
        return {**super().as_dict(), "text": self.text.text()}


_AnyChoice = TypeVar("_AnyChoice", bound=_Choice)


class _Accumulator(Generic[_AnyChoice]):
    def __init__(self, choice_class: Callable[[int], _AnyChoice], object_name: str) -> None:
        self._new_choice = choice_class
        self._fields: Dict[str, Any] = {"object": object_name}
        self._choices: Dict[int, _AnyChoice] = {}

    def _choices_of(self, chunk: Any) -> Iterator[Tuple[_AnyChoice, Fields]]:
        """Keep the fields of a chunk, and yield each of its parts with the choice."""
        fields = fields_of(chunk)
        for name, value in fields.items():
            if value is not None and name != "choices":
                keep(self._fields, name, value)
        for piece in items_of(fields.get("choices")):
            of_choice = fields_of(piece)
            index = of_choice.get("index")
            index = index if isinstance(index, int) else 0
            if index not in self._choices:
                self._choices[index] = self._new_choice(index)
            yield self._choices[index], of_choice

    def _as_dict(self) -> Dict[str, Any]:
        completion: Dict[str, Any] = plain(self._fields)
        name = str(completion["object"])
        completion["object"] = name[: -len(".chunk")] if name.endswith(".chunk") else name
        completion["choices"] = [self._choices[index].as_dict() for index in sorted(self._choices)]
        return completion


class ChatAccumulator(_Accumulator[_ChatChoice]):
    """Assembles the chunks of a chat in constant time per chunk.

    Args:
        response_format: The class into which texts are parsed, for `ContentDoneEvent.parsed`.

    Example:
        >>> chat = ChatAccumulator()
        >>> chat.add({"choices": [{"delta": {"content": "Hello"}}]})[1:]
        [ContentDeltaEvent(type='content.delta', delta='Hello', choice_index=0)]
        >>> chat.completion().choices[0].message.content
        'Hello'
    """

    def __init__(self, response_format: Optional[type] = None) -> None:
        super().__init__(functools.partial(_ChatChoice, response_format=response_format), "chat.completion")
        # A copy of the last chunk, and the last chunk itself. The next chunk equals the copy if only the text differs.
        self._alike_choices: List[Any] = [None]
        self._alike: Optional[Dict[str, Any]] = None
        self._last: Optional[Fields] = None

    def add(self, chunk: Union[ChatCompletionChunk, Mapping[str, Any]]) -> List[ChatStreamEvent]:
        """Add the next chunk.

        Args:
            chunk: The chunk as a model or a JSON object, which must not be changed afterwards.

        Returns:
            The events in order: the chunk, then the deltas of each choice and the texts and tool calls that are now
            complete. A text is complete with the finish reason. A tool call is also complete when the next one starts.
        """
        model = chunk if isinstance(chunk, ChatCompletionChunk) else ChatCompletionChunk.from_dict(chunk)
        events: List[ChatStreamEvent] = [ChunkEvent(model, self.completion)]
        self.collect(model, events)
        return events

    def collect(self, chunk: ChatCompletionChunk, events: Optional[List[ChatStreamEvent]] = None) -> None:
        """Add the next chunk like `add`.

        Args:
            chunk: The chunk, which must not be changed afterwards.
            events: List to which the events are added, or None if they are not needed.
        """
        # Nearly all chunks differ from the last chunk only in their text. The fast path puts the text into a copy of
        # the last chunk, and compares all fields at once, including unknown fields. It is over ten times faster.
        wire: Any = chunk._wire
        try:
            piece = wire["choices"][0]
            text = piece["delta"]["content"]
            index = piece["index"]
            choice = self._choices[index]
        except (LookupError, TypeError):
            self._add_any(chunk, [] if events is None else events)
            return
        choice.alike_delta["content"] = text
        self._alike_choices[0] = choice.alike
        # The index must be the same object, because 1.0 and True equal 1.
        if wire == self._alike and text.__class__ is str and index is choice.index and not ends_in_half(text):
            self._last = wire
            choice.last = piece
            choice.content.add(text)
            if events is not None and text:
                events.append(ContentDeltaEvent(text, index, choice.content))
        else:
            self._add_any(chunk, [] if events is None else events)

    def _add_any(self, chunk: ChatCompletionChunk, events: List[ChatStreamEvent]) -> None:
        self._settle()
        self._alike = self._last = None
        for choice, piece in self._choices_of(chunk):
            choice.add(piece, events)
        wire: Any = chunk._wire
        choices = items_of(wire.get("choices")) if wire.__class__ is dict else []
        if len(choices) == 1 and choices[0].__class__ is dict and choices[0].get("index").__class__ is int:
            self._choices[choices[0]["index"]].remember(choices[0])
            self._alike = likeness(wire, "choices", self._alike_choices)
            self._last = None if self._alike is None else wire

    def _settle(self) -> None:
        """Keep the fields of the last chunk, like `_ChatChoice.settle`."""
        for name, value in (self._last or {}).items():
            if name != "choices":
                keep(self._fields, name, value)

    def finish(self) -> List[ChatStreamEvent]:
        """Return the events of texts and tool calls that are complete because the stream has ended."""
        events: List[ChatStreamEvent] = []
        for index in sorted(self._choices):
            self._choices[index].finish(events)
        return events

    def completion(self) -> ChatCompletionResponse:
        """Return a new object with the completion so far."""
        self._settle()
        return ChatCompletionResponse.from_dict(self._as_dict())


class CompletionAccumulator(_Accumulator[_TextChoice]):
    """Assembles the chunks of a text completion in constant time per chunk."""

    def __init__(self) -> None:
        super().__init__(_TextChoice, "text_completion")

    def add(self, chunk: Union[CompletionChunk, Mapping[str, Any]]) -> None:
        """Add the next chunk, which must not be changed afterwards."""
        for choice, piece in self._choices_of(chunk):
            choice.add(piece)

    def completion(self) -> CompletionResponse:
        """Return a new object with the completion so far."""
        # The import is here because most programs do not use text completions.
        from helixagent_client.models.completion_response import CompletionResponse

        return CompletionResponse.from_dict(self._as_dict())
