"""Read chunks from a stream's bytes. Handle the end mark, in-band errors, usage, and partial completions."""

from __future__ import annotations

import re
from typing import Any, Callable, Generic, List, Optional, TypeVar

from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk

from ...exceptions import HelixAgentError, IncompleteStreamError, InvalidResponseError, NetworkError
from ..json_text import decode_json, read_fast, read_json
from ..responses.error_bodies import reports_error
from ..responses.errors import failure_in, invalid_response
from ..steps import Response
from .accumulate import ChatAccumulator, CompletionAccumulator
from .sse import END_MARK, NOT_AN_OBJECT, EventDecoder, ServerSentEvent, is_complete

T = TypeVar("T")

_FINISH_REASON = re.compile(rb'"finish_reason"\s*:\s*"[^"]')


class ChunkReader(Generic[T]):
    """Reads one stream of chunks. Its bytes may be split at any position.

    Attributes:
        done: Whether the stream's end mark has arrived. Later data is ignored.
        error: The failure of the stream. It is set after `next_chunk` has returned all chunks that arrived before the
            failure.
        usage: The token counts; None until the chunk with the counts arrives.
        wait: Called when the caller starts to wait for the next chunk; None if the wait has no time limit.
        asks_for_usage: Whether the caller requested the chunk that has usage and no choices.
        note_chunk: Called when a chunk arrives; None to call nothing.
        shows_all: Whether to return chunks without choices. Callers that filter these chunks themselves set it.
    """

    def __init__(self, response: Response, model: Any, *, asks_for_usage: bool) -> None:
        self.done = False
        self.error: Optional[HelixAgentError] = None
        self.usage: Any = None
        self._response = response
        self._rewrite = response.rewrite
        self._deadline = response.deadline
        self.wait = response.deadline.wait_for_event if response.deadline else None
        self._model = model
        self._parse = model.from_dict
        self.asks_for_usage = asks_for_usage
        self.shows_all = asks_for_usage
        self.note_chunk: Optional[Callable[[], None]] = None
        self._decoder = EventDecoder(max_event_bytes=response.max_event_size)
        self._texts_of = self._decoder.texts
        # The pending events, or only their data, in reverse order.
        self._pending: List[Any] = []
        self._is_at_end = False
        # Only the texts are kept, because they use a tenth of the memory of chunks. They are parsed again only after a
        # failure.
        self._texts: List[bytes] = []
        if response.content:
            self.feed(response.content)

    def feed(self, data: bytes) -> None:
        """Process the next bytes. The caller has already read, or does not need, the chunks of the previous bytes."""
        items: List[Any]
        try:
            if self._rewrite is not None:
                data = self._rewrite(data)
            texts = self._texts_of(data)
            items = self._decoder.feed(data) if texts is None else texts
        except InvalidResponseError as error:
            self._fail(error)
            return
        # The list is read from its end, so that each item is freed after it was read.
        items.reverse()
        self._pending = items

    def next_chunk(self) -> Optional[T]:
        """Return the next complete chunk, or None if more bytes are needed or the stream has ended.

        Chunks are parsed one by one, because the parsed chunks of a large body would need several times as much memory
        as its bytes.
        """
        pending = self._pending
        while pending:
            item = pending.pop()
            if item.__class__ is bytes:
                try:
                    value: Any = read_fast(item)
                except (ValueError, RecursionError):
                    # The end mark, for example, has no chunk.
                    value = None
                if value.__class__ is dict and ("error" not in value or not value["error"]):
                    chunk = self._parse(value)
                    self._record(item, chunk)
                else:
                    chunk = self._read_event(ServerSentEvent("message", item.decode("utf-8", "replace")))
            else:
                chunk = self._read_event(item)
            if chunk is None:
                # The end of the stream or a failure has already discarded the remaining events.
                pending = self._pending
            # People write chunk.choices[0], so chunks without choices are returned only if the caller requested usage.
            elif chunk.choices or self.shows_all:
                return chunk  # type: ignore[no-any-return]
        if self._is_at_end and not self.done and self.error is None:
            self._fail(IncompleteStreamError("The stream was cut off: it ended before the server's end mark [DONE]."))
        return None

    def discard_pending(self) -> None:
        """Discard all pending events."""
        self._pending = []

    def end(self) -> None:
        """Process the end of the body. A complete last event is valid even without a blank line after it."""
        self._is_at_end = True
        try:
            rest = b"" if self._rewrite is None else self._rewrite(b"")
            events = self._decoder.feed(rest) + self._decoder.end()
        except InvalidResponseError as error:
            self._fail(error)
            return
        # If the last event was cut off inside its JSON, the end mark is missing, and `next_chunk` reports this.
        self._pending = [event for event in reversed(events) if event.event == "error" or is_complete(event.data)]

    def fail(self, error: HelixAgentError) -> None:
        """Process a connection failure."""
        error = self._deadline.explained(error)
        if type(error) is NetworkError:
            error = IncompleteStreamError(f"The stream was cut off: {error.message}")
        self._fail(error)

    def completion(self) -> Any:
        """Return the completion so far, or None before the first chunk."""
        return self._accumulated(self._texts)

    def outline(self) -> Any:
        """Return a completion with the ID, model and finish reasons, but without most of the text, which is faster."""
        ends = [text for text in self._texts[1:] if _FINISH_REASON.search(text)]
        return self._accumulated(self._texts[:1] + ends)

    def _read_event(self, event: ServerSentEvent) -> Any:
        """Process one event and return its chunk, or None if it has no chunk."""
        text = event.data.strip()
        if text == END_MARK:
            self.done = True
            self.discard_pending()
            return None
        value = decode_json(text)
        is_object = isinstance(value, dict)
        # Servers send other events between the chunks, such as a ping with the time as its data.
        if not text or (event.event not in ("message", "error") and not (is_object and "choices" in value)):
            return None
        content = text.encode("utf-8", "replace")
        if event.event == "error" or reports_error(value):
            self._fail(failure_in(self._response, content))
        elif is_object:
            chunk = self._parse(value)
            self._record(content, chunk)
            return chunk
        else:
            self._fail(invalid_response(self._response, content, NOT_AN_OBJECT))
        return None

    def _record(self, text: bytes, chunk: Any) -> None:
        self._texts.append(text)
        if self.note_chunk is not None:
            self.note_chunk()
        if self.wait is not None:
            # A chunk that is not returned to the caller does not end the wait.
            self.wait()
        if chunk.usage is not None:
            self.usage = chunk.usage

    def _fail(self, error: HelixAgentError) -> None:
        error.partial = self.completion()
        error.attempts = self._response.attempts
        error.url = self._response.url
        if isinstance(error, InvalidResponseError):
            error.status_code = self._response.status_code
        self.error = error
        self.discard_pending()

    def _accumulated(self, texts: List[bytes]) -> Any:
        accumulator = ChatAccumulator() if self._model is ChatCompletionChunk else CompletionAccumulator()
        try:
            for text in texts:
                accumulator.collect(read_json(text))
            return accumulator.completion() if texts else None
        except RecursionError:
            # The chunks are nested too deeply to assemble.
            return None
