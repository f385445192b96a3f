"""Assemble the chunks of a stream into events and the completion so far."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set, Tuple

from helixagent._core.streams.deltas import Fields, TextBuffer, fields_of, items_of, merge, plain
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

# The events of the texts in a delta. Servers use one or both names for the reasoning.
_TEXT_EVENTS: Dict[str, Tuple[Any, Any]] = {
    "reasoning_content": (ReasoningDeltaEvent, ReasoningDoneEvent),
    "reasoning": (ReasoningDeltaEvent, ReasoningDoneEvent),
    "content": (ContentDeltaEvent, ContentDoneEvent),
    "refusal": (RefusalDeltaEvent, RefusalDoneEvent),
}


class _Choice:
    """A choice. Its deltas, text and logprobs are joined, and its other fields keep their last value."""

    def __init__(self, index: int, response_format: Optional[type]) -> None:
        self._index = index
        self._class = response_format
        self._fields: Fields = {}
        self._message: Fields = {}
        self._calls = ToolCalls(index)
        # The texts for the events. The message has the same buffers, unless a server also sends lists as its content.
        self._texts = {name: TextBuffer() for name in _TEXT_EVENTS}
        # The classes of the events for complete texts that were appended.
        self._done: Set[Any] = set()

    def add(self, piece: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        for name, value in piece.items():
            if name == "delta":
                self._add_delta(fields_of(value), events)
            elif name == "logprobs":
                merge(self._fields, name, fields_of(value) or None)
            elif name == "text" and value:
                merge(self._fields, name, value)
            # Some servers send `"finish_reason": ""` in each chunk.
            elif value is not None and value != "" and name != "index":
                self._fields[name] = value
        if events is not None and "finish_reason" in self._fields:
            self.finish(events)

    def finish(self, events: List[ChatStreamEvent]) -> None:
        """Append the events of texts and tool calls that are now complete."""
        for name, buffer in self._texts.items():
            self._emit(name, buffer, buffer.flush(), events)
            done = _TEXT_EVENTS[name][1]
            if buffer.length and done not in self._done:
                self._done.add(done)
                if done is ContentDoneEvent:
                    has_calls = bool(self._calls.in_order() or self._message.get("function_call"))
                    events.append(done(buffer.text(), self._index, self._class, has_calls=has_calls))
                else:
                    events.append(done(buffer.text(), self._index))
        for call in self._calls.in_order():
            call.finish(events)

    def as_dict(self, *, is_chat: bool) -> Fields:
        if not is_chat:
            return {"index": self._index, "text": "", **plain(self._fields)}
        message = {"role": "assistant", "content": None, **plain(self._message)}
        calls = [call.as_dict() for call in self._calls.in_order()]
        if calls:
            message["tool_calls"] = calls
        return {"index": self._index, **plain(self._fields), "message": message}

    def _add_delta(self, delta: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        for name, value in delta.items():
            if name == "tool_calls":
                for call in items_of(value):
                    self._calls.add(fields_of(call), events)
            elif name in _TEXT_EVENTS and value is not None:
                buffer = self._texts[name]
                if isinstance(value, str) and self._message.setdefault(name, buffer) is buffer:
                    text = buffer.append(value)
                else:
                    merge(self._message, name, value)
                    text = buffer.append(_text_of(value))
                if events is not None:
                    self._emit(name, buffer, text, events)
            else:
                merge(self._message, name, value)

    def _emit(self, name: str, buffer: TextBuffer, text: str, events: List[ChatStreamEvent]) -> None:
        if text and (name != "reasoning" or not self._texts["reasoning_content"].length):
            events.append(_TEXT_EVENTS[name][0](text, self._index, buffer, buffer.length))


def _text_of(content: Any) -> str:
    """Return the text of a content, which is a string or a list with text parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    texts = [fields_of(part).get("text") for part in parts]
    return "".join(text for text in texts if isinstance(text, str))


class ChatAccumulator:
    """Assembles the chunks of a chat into a completion and events.

    Args:
        response_format: The class into which texts are parsed, for `ContentDoneEvent.parsed`.

    Example:
        >>> chat = ChatAccumulator()
        >>> chat.add(ChatCompletionChunk.from_dict({"choices": [{"delta": {"content": "Hello"}}]}))[1:]
        [ContentDeltaEvent(delta='Hello', choice_index=0)]
        >>> chat.completion().choices[0].message.content
        'Hello'
    """

    _is_chat = True

    def __init__(self, response_format: Optional[type] = None) -> None:
        self._class = response_format
        self._fields: Fields = {"object": "chat.completion" if self._is_chat else "text_completion"}
        self._choices: Dict[int, _Choice] = {}

    def add(self, chunk: ChatCompletionChunk) -> List[ChatStreamEvent]:
        """Add the next chunk, which must not be changed afterwards, and return its events in order.

        They are the chunk, the deltas of each choice, and the texts and tool calls that are now complete. A text is
        complete with the finish reason. A tool call is also complete when the next one starts.
        """
        events: List[ChatStreamEvent] = [ChunkEvent(chunk, self.completion)]
        self.collect(chunk._wire, events)
        return events

    def collect(self, chunk: Fields, events: Optional[List[ChatStreamEvent]] = None) -> None:
        """Add the JSON object of the next chunk, which must not be changed afterwards.

        The events of a chat are appended to the list, unless they are not needed.
        """
        for name, value in chunk.items():
            if value is not None and value != "" and name != "choices":
                self._fields[name] = value
        for piece in items_of(chunk.get("choices")):
            fields = fields_of(piece)
            index = fields.get("index")
            index = index if isinstance(index, int) else 0
            choice = self._choices.get(index)
            if choice is None:
                choice = self._choices[index] = _Choice(index, self._class)
            choice.add(fields, events)

    def finish(self) -> List[ChatStreamEvent]:
        """Return the events of texts and tool calls that are complete because the stream has ended."""
        events: List[ChatStreamEvent] = []
        for index in sorted(self._choices):
            self._choices[index].finish(events)
        return events

    def completion(self) -> ChatCompletionResponse:
        """Return a new object with the completion so far."""
        return ChatCompletionResponse.from_dict(self._as_dict())

    def _as_dict(self) -> Fields:
        completion: Fields = plain(self._fields)
        name = str(completion["object"])
        completion["object"] = name[: -len(".chunk")] if name.endswith(".chunk") else name
        choices = [self._choices[index] for index in sorted(self._choices)]
        completion["choices"] = [choice.as_dict(is_chat=self._is_chat) for choice in choices]
        return completion


class CompletionAccumulator(ChatAccumulator):
    """Assembles a text completion from its chunks."""

    _is_chat = False

    def completion(self) -> Any:
        """Return a new object with the completion so far."""
        # The import is here because most programs do not use text completions.
        from helixagent_client.models.completion_response import CompletionResponse

        return CompletionResponse.from_dict(self._as_dict())
