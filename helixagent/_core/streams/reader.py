"""Read chunks from a stream's bytes. Handle the end mark, in-band errors, usage, and partial completions."""

from __future__ import annotations

import re
from collections import deque
from typing import Any, Callable, Deque, Generic, List, Optional, TypeVar, Union

from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk

from ...exceptions import HelixAgentError, IncompleteStreamError, InvalidResponseError, NetworkError
from ..json_text import decode_json, read_fast, read_json
from ..responses.error_bodies import reports_error
from ..responses.errors import failure_in, invalid_response
from ..steps import Response
from .accumulate import ChatAccumulator, CompletionAccumulator
from .sse import END_MARK, NOT_AN_OBJECT, EventDecoder, ServerSentEvent, is_complete

T = TypeVar("T")

_END_MARK = END_MARK.encode()
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
        # The pending events. If an event has only data, as is common, it is the data.
        self._pending: Deque[Union[ServerSentEvent, bytes]] = deque()
        self._is_at_end = False
        # Only the texts are kept, because they use a tenth of the memory of chunks. They are parsed again only after a
        # failure.
        self._texts: List[bytes] = []
        if response.content:
            self.feed(response.content)

    def feed(self, data: bytes) -> None:
        """Process the next bytes."""
        try:
            if self._rewrite is not None:
                data = self._rewrite(data)
            texts = self._decoder.texts(data)
            self._pending.extend(self._decoder.feed(data) if texts is None else texts)
        except InvalidResponseError as error:
            self._fail(error)

    def next_chunk(self) -> Optional[T]:
        """Return the next complete chunk, or None if more bytes are needed or the stream has ended.

        Chunks are parsed one by one, because the parsed chunks of a large body would need several times as much memory
        as its bytes.
        """
        pending = self._pending
        while pending:
            chunk = self._read(pending.popleft())
            # People write chunk.choices[0], so chunks without choices are returned only if the caller requested usage.
            if chunk is not None and (chunk.choices or self.shows_all):
                return chunk  # type: ignore[no-any-return]
            # The end of the stream or a failure has discarded the other events.
            pending = self._pending
        if self._is_at_end and not self.done and self.error is None:
            self._fail(IncompleteStreamError("The stream was cut off: it ended before the server's end mark [DONE]."))
        return None

    def discard_pending(self) -> None:
        """Discard all pending events."""
        # Another thread may be reading from the old deque.
        self._pending = deque()

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
        self._pending.extend(event for event in events if event.event == "error" or is_complete(event.data))

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

    def _read(self, event: Any) -> Any:
        """Process one event and return its chunk, or None if it has no chunk."""
        if event.__class__ is bytes:
            kind, text = "message", event
        else:
            kind, text = event.event, event.data.encode("utf-8", "replace")
        try:
            value = read_fast(text)
        except (ValueError, RecursionError):
            text = text.decode("utf-8", "replace").strip().encode()
            value = decode_json(text)
        is_plain = value.__class__ is dict and kind == "message" and not value.get("error")
        if not is_plain and not self._is_chunk(kind, value, text):
            return None
        chunk = self._parse(value)
        self._texts.append(text)
        if self.note_chunk is not None:
            self.note_chunk()
        if self.wait is not None:
            # A chunk that is not returned to the caller does not end the wait.
            self.wait()
        if chunk.usage is not None:
            self.usage = chunk.usage
        return chunk

    def _is_chunk(self, kind: str, value: Any, text: bytes) -> bool:
        """Return whether an unusual event has a chunk. The end mark and errors end the stream."""
        is_object = isinstance(value, dict)
        if text == _END_MARK:
            self.done = True
            self.discard_pending()
        elif not text or (kind not in ("message", "error") and not (is_object and "choices" in value)):
            # Servers send other events between the chunks, such as a ping with the time as its data.
            return False
        elif kind == "error" or reports_error(value):
            self._fail(failure_in(self._response, text))
        elif is_object:
            return True
        else:
            self._fail(invalid_response(self._response, text, NOT_AN_OBJECT))
        return False

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
