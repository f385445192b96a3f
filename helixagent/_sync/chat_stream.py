# Written by `make generate` from helixagent/_async/chat_stream.py; do not edit.
"""Implement `chat.completions.stream(...)`, with typed events, text deltas and the final completion."""

from __future__ import annotations

import contextlib
from typing import Any, Generic, Iterator, Optional, TypeVar

from helixagent import types
from helixagent._core.responses.parse import add_note
from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent._core.streams.stream_events import ChatStreamEvent
from helixagent._sync.stream import Stream
from helixagent.exceptions import IncompleteStreamError, InvalidResponseError

T = TypeVar("T")


class ChatStream(Stream[ChatStreamEvent]):
    """A chat completion that is streamed as typed events.

    Iterate over the stream for all events, or over `text_deltas()` for only the text. `get_final_completion()` reads
    the rest of the stream and returns the completion.

    Example:
        with client.chat.completions.stream(messages=messages) as stream:
            for event in stream:
                if event.type == "content.delta":
                    print(event.delta, end="")
            completion = stream.get_final_completion()
    """

    # Reads the next chunk, because `__next__` returns events.
    _next_chunk: Any = Stream.__next__

    def __init__(self, chunks: Stream[types.ChatCompletionChunk], response_format: Optional[type] = None) -> None:
        reader: Any = chunks._reader
        super().__init__(chunks._api_response, reader, chunks._observer)
        # The completion also needs chunks without choices, which may contain the usage and the vote.
        reader.shows_all = True
        self._class: Any = response_format
        self._accumulator = ChatAccumulator(response_format)
        self._events: Iterator[ChatStreamEvent] = iter(())

    @property
    def current_completion_snapshot(self) -> types.ChatCompletionResponse:
        """The completion so far."""
        completion: Any = self._accumulator.completion()
        completion._request_id = self.request_id
        return completion  # type: ignore[no-any-return]

    def __next__(self) -> ChatStreamEvent:
        while True:
            for event in self._events:
                return event
            if self._ended:
                raise StopIteration
            try:
                chunk = self._next_chunk()
            except StopIteration:
                # If a stream is closed early, there are no final events.
                self._events = iter(self._accumulator.finish() if self._was_read else ())
            else:
                events = self._accumulator.add(chunk)
                self._events = iter(events if chunk.choices or self._reader.asks_for_usage else ())

    def text_deltas(self) -> Iterator[str]:
        """Yield the text deltas of the first choice as they arrive."""
        for event in self:
            if event.type == "content.delta" and event.choice_index == 0:
                yield event.delta

    def until_done(self) -> None:
        """Read the stream to its end.

        Raises:
            IncompleteStreamError: The stream was closed early. The exception's `partial` is the completion so far.
            HelixAgentError: The stream failed. The exception's `partial` is the completion so far.
        """
        # The events are not needed after this point, so they are not created.
        self._events = iter(())
        collect = self._accumulator.collect
        with contextlib.suppress(StopIteration):
            while not self._ended:
                chunk = self._next_chunk()
                collect(chunk._wire)
        if not self._was_read:
            raise IncompleteStreamError(
                "The stream was closed before its end.", partial=self.current_completion_snapshot
            )

    def get_final_completion(self) -> types.ChatCompletionResponse:
        """Read the stream to its end, and return the completion, including tool calls.

        Raises:
            IncompleteStreamError: The stream was closed early. The exception's `partial` is the completion so far.
            HelixAgentError: The stream failed. The exception's `partial` is the completion so far.
        """
        self.until_done()
        return self.current_completion_snapshot


class ParsedChatStream(ChatStream, Generic[T]):
    """A chat completion that is streamed as typed events and parsed into objects of the caller's class.

    Example:
        with client.chat.completions.stream(messages=messages, response_format=Person) as stream:
            for text in stream.text_deltas():
                print(text, end="")
            completion = stream.get_final_completion()
            print(completion.choices[0].message.parsed.name)
    """

    def get_final_completion(self) -> types.ParsedChatCompletion[T]:
        """Read the stream to its end, and return the completion with objects in `message.parsed`.

        Raises:
            InvalidResponseError: A text does not match the class. `body` is the text, and `partial` is the completion.
            IncompleteStreamError: The stream was closed early. The exception's `partial` is the completion so far.
            HelixAgentError: The stream failed. The exception's `partial` is the completion so far.
        """
        from helixagent._core.responses.parsed import parsed_completion

        completion = super().get_final_completion()
        try:
            return parsed_completion(completion, self._class)
        except InvalidResponseError as error:
            error.partial = completion
            add_note(error, self._api_response.note)
            raise
