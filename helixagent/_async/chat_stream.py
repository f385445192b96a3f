"""Implement `chat.completions.stream(...)`, with typed events, text deltas and the final completion."""

from __future__ import annotations

import contextlib
from typing import Any, AsyncIterator, Generic, Iterator, Optional, TypeVar

from helixagent import types
from helixagent._async.stream import AsyncStream
from helixagent._core.responses.parse import add_note
from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent._core.streams.stream_events import ChatStreamEvent
from helixagent.exceptions import IncompleteStreamError, InvalidResponseError

T = TypeVar("T")


class AsyncChatStream(AsyncStream[ChatStreamEvent]):
    """A chat completion that is streamed as typed events.

    Iterate over the stream for all events, or over `text_deltas()` for only the text. `get_final_completion()` reads
    the rest of the stream and returns the completion.

    Example:
        async with client.chat.completions.stream(messages=messages) as stream:
            async for event in stream:
                if event.type == "content.delta":
                    print(event.delta, end="")
            completion = await stream.get_final_completion()
    """

    # Reads the next chunk, because `__anext__` returns events.
    _next_chunk: Any = AsyncStream.__anext__

    def __init__(self, chunks: AsyncStream[types.ChatCompletionChunk], response_format: Optional[type] = None) -> None:
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

    async def __anext__(self) -> ChatStreamEvent:
        while True:
            for event in self._events:
                return event
            if self._ended:
                raise StopAsyncIteration
            try:
                chunk = await self._next_chunk()
            except StopAsyncIteration:
                # If a stream is closed early, there are no final events.
                self._events = iter(self._accumulator.finish() if self._was_read else ())
            else:
                events = self._accumulator.add(chunk)
                self._events = iter(events if chunk.choices or self._reader.asks_for_usage else ())

    async def text_deltas(self) -> AsyncIterator[str]:
        """Yield the text deltas of the first choice as they arrive."""
        async for event in self:
            if event.type == "content.delta" and event.choice_index == 0:
                yield event.delta

    async def until_done(self) -> None:
        """Read the stream to its end.

        Raises:
            IncompleteStreamError: The stream was closed early. The exception's `partial` is the completion so far.
            HelixAgentError: The stream failed. The exception's `partial` is the completion so far.
        """
        # The events are not needed after this point, so they are not created.
        self._events = iter(())
        collect = self._accumulator.collect
        with contextlib.suppress(StopAsyncIteration):
            while not self._ended:
                chunk = await self._next_chunk()
                collect(chunk._wire)
        if not self._was_read:
            raise IncompleteStreamError(
                "The stream was closed before its end.", partial=self.current_completion_snapshot
            )

    async def get_final_completion(self) -> types.ChatCompletionResponse:
        """Read the stream to its end, and return the completion, including tool calls.

        Raises:
            IncompleteStreamError: The stream was closed early. The exception's `partial` is the completion so far.
            HelixAgentError: The stream failed. The exception's `partial` is the completion so far.
        """
        await self.until_done()
        return self.current_completion_snapshot


class AsyncParsedChatStream(AsyncChatStream, Generic[T]):
    """A chat completion that is streamed as typed events and parsed into objects of the caller's class.

    Example:
        async with client.chat.completions.stream(messages=messages, response_format=Person) as stream:
            async for text in stream.text_deltas():
                print(text, end="")
            completion = await stream.get_final_completion()
            print(completion.choices[0].message.parsed.name)
    """

    async def get_final_completion(self) -> types.ParsedChatCompletion[T]:
        """Read the stream to its end, and return the completion with objects in `message.parsed`.

        Raises:
            InvalidResponseError: A text does not match the class. `body` is the text, and `partial` is the completion.
            IncompleteStreamError: The stream was closed early. The exception's `partial` is the completion so far.
            HelixAgentError: The stream failed. The exception's `partial` is the completion so far.
        """
        from helixagent._core.responses.parsed import parsed_completion

        completion = await super().get_final_completion()
        try:
            return parsed_completion(completion, self._class)
        except InvalidResponseError as error:
            error.partial = completion
            add_note(error, self._api_response.note)
            raise
