"""Assemble the chunks of a stream into events and the completion so far."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set

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
_DELTA_EVENTS: Dict[str, Any] = {
    "reasoning_content": ReasoningDeltaEvent,
    "reasoning": ReasoningDeltaEvent,
    "content": ContentDeltaEvent,
    "refusal": RefusalDeltaEvent,
}


class _Choice:
    """A choice of a text completion. Its text and logprobs are joined, and its other fields keep their last value."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.fields: Fields = {}

    def add(self, piece: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        for name, value in piece.items():
            # Some servers send `"finish_reason": ""` in each chunk.
            if value is None or value == "":
                continue
            if name == "delta":
                self.add_delta(fields_of(value), events)
            elif name == "logprobs":
                merge(self.fields, name, fields_of(value) or None)
            elif name == "text":
                merge(self.fields, name, value)
            elif name != "index":
                self.fields[name] = value
        if events is not None and "finish_reason" in self.fields:
            self.finish(events)

    def add_delta(self, delta: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        """Merge a delta into the message. Text completions have no deltas."""

    def finish(self, events: List[ChatStreamEvent]) -> None:
        """Append the events of texts and tool calls that are now complete."""

    def as_dict(self) -> Fields:
        return {"index": self.index, "text": "", **plain(self.fields)}


class _ChatChoice(_Choice):
    def __init__(self, index: int, response_format: Optional[type]) -> None:
        super().__init__(index)
        self._class = response_format
        self._message: Fields = {}
        self._calls = ToolCalls(index)
        # The texts for the events. The message has the same buffers, unless a server also sends lists as its content.
        self._texts = {name: TextBuffer() for name in _DELTA_EVENTS}
        self._done: Set[str] = set()

    def add_delta(self, delta: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        for name, value in delta.items():
            if name == "tool_calls":
                for call in items_of(value):
                    self._calls.add(fields_of(call), [] if events is None else events)
            elif name in _DELTA_EVENTS and value is not None:
                buffer = self._texts[name]
                if isinstance(value, str) and self._message.setdefault(name, buffer) is buffer:
                    text = buffer.append(value)
                else:
                    merge(self._message, name, value)
                    text = buffer.append(_text_of(value))
                if events is not None:
                    self._emit(name, text, events)
            else:
                merge(self._message, name, value)

    def finish(self, events: List[ChatStreamEvent]) -> None:
        for name, buffer in self._texts.items():
            self._emit(name, buffer.flush(), events)
            kind = "reasoning" if name == "reasoning_content" else name
            if buffer.length and kind not in self._done:
                self._done.add(kind)
                events.append(self._done_event(kind, buffer.text()))
        self._calls.finish(events)

    def as_dict(self) -> Fields:
        message = {"role": "assistant", "content": None, **plain(self._message)}
        calls = self._calls.as_dicts()
        if calls:
            message["tool_calls"] = calls
        return {"index": self.index, **plain(self.fields), "message": message}

    def _emit(self, name: str, text: str, events: List[ChatStreamEvent]) -> None:
        if text and (name != "reasoning" or not self._texts["reasoning_content"].length):
            events.append(_DELTA_EVENTS[name](text, self.index, self._texts[name]))

    def _done_event(self, kind: str, text: str) -> ChatStreamEvent:
        if kind == "reasoning":
            return ReasoningDoneEvent(text, self.index)
        if kind == "refusal":
            return RefusalDoneEvent(text, self.index)
        has_calls = bool(self._calls or self._message.get("function_call"))
        return ContentDoneEvent(text, self.index, self._class, has_calls=has_calls)


def _text_of(content: Any) -> str:
    """Return the text of a content, which is a string or a list with text parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    texts = [fields_of(part).get("text") for part in parts]
    return "".join(text for text in texts if isinstance(text, str))


class CompletionAccumulator:
    """Assembles the chunks of a text completion."""

    def __init__(self) -> None:
        self._fields: Fields = {"object": "text_completion"}
        self._choices: Dict[int, _Choice] = {}

    def collect(self, chunk: Fields, events: Optional[List[ChatStreamEvent]] = None) -> None:
        """Add the next chunk in constant time.

        Args:
            chunk: The JSON object of the chunk, which must not be changed afterwards.
            events: List to which the events of a chat are added, or None if they are not needed.
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
                choice = self._choices[index] = self._new_choice(index)
            choice.add(fields, events)

    def completion(self) -> Any:
        """Return a new object with the completion so far."""
        # The import is here because most programs do not use text completions.
        from helixagent_client.models.completion_response import CompletionResponse

        return CompletionResponse.from_dict(self._as_dict())

    def _new_choice(self, index: int) -> _Choice:
        return _Choice(index)

    def _as_dict(self) -> Fields:
        completion: Fields = plain(self._fields)
        name = str(completion["object"])
        completion["object"] = name[: -len(".chunk")] if name.endswith(".chunk") else name
        completion["choices"] = [self._choices[index].as_dict() for index in sorted(self._choices)]
        return completion


class ChatAccumulator(CompletionAccumulator):
    """Assembles the chunks of a chat into a completion and events.

    Args:
        response_format: The class into which texts are parsed, for `ContentDoneEvent.parsed`.

    Example:
        >>> chat = ChatAccumulator()
        >>> chat.add(ChatCompletionChunk.from_dict({"choices": [{"delta": {"content": "Hello"}}]}))[1:]
        [ContentDeltaEvent(type='content.delta', delta='Hello', choice_index=0)]
        >>> chat.completion().choices[0].message.content
        'Hello'
    """

    def __init__(self, response_format: Optional[type] = None) -> None:
        super().__init__()
        self._fields = {"object": "chat.completion"}
        self._class = response_format

    def add(self, chunk: ChatCompletionChunk) -> List[ChatStreamEvent]:
        """Add the next chunk.

        Args:
            chunk: A chunk from the server, which must not be changed afterwards.

        Returns:
            The events in order: the chunk, then the deltas of each choice and the texts and tool calls that are now
            complete. A text is complete with the finish reason. A tool call is also complete when the next one starts.
        """
        events: List[ChatStreamEvent] = [ChunkEvent(chunk, self.completion)]
        self.collect(chunk._wire, events)
        return events

    def finish(self) -> List[ChatStreamEvent]:
        """Return the events of texts and tool calls that are complete because the stream has ended."""
        events: List[ChatStreamEvent] = []
        for index in sorted(self._choices):
            self._choices[index].finish(events)
        return events

    def completion(self) -> ChatCompletionResponse:
        """Return a new object with the completion so far."""
        return ChatCompletionResponse.from_dict(self._as_dict())

    def _new_choice(self, index: int) -> _Choice:
        return _ChatChoice(index, self._class)
