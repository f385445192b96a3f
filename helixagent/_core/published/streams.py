"""Rewrite streams as their bytes arrive."""

from __future__ import annotations

import json
from typing import Any, Callable, List, Optional, Sequence

from ..json_text import decode_json
from ..streams.sse import END_MARK, EventDecoder, ServerSentEvent, is_complete
from .drawing import DebateDrawing
from .task_events import unwrapped
from .translation import Object, object_of, objects_of

# Accepts a chunk and returns the chunks that the caller reads instead.
Step = Callable[[Object], List[Object]]


class ChatRewriter:
    """Rewrites the bytes of a chat stream to separate the drawn debate from the final text.

    Args:
        then: Converts each chunk that the caller would see; None to keep the chunks.
    """

    def __init__(self, then: Optional[Callable[[Object], Object]] = None) -> None:
        self._drawing = DebateDrawing()
        self._then = then
        self._decoder = EventDecoder()
        self._has_ended = False

    def __call__(self, data: bytes) -> bytes:
        """Return the bytes that replace the next bytes of the stream. Empty bytes signal its end."""
        if data:
            return b"".join([self._written(event) for event in self._decoder.feed(data)])
        # A complete last event is valid even without a blank line after it.
        left = [event for event in self._decoder.end() if is_complete(event.data)]
        return b"".join([*map(self._written, left), self._end(cut=True)])

    def _written(self, event: ServerSentEvent) -> bytes:
        if event.data.strip() == END_MARK:
            return self._end(cut=False) + _event_bytes(event)
        chunk = decode_json(event.data)
        if not isinstance(chunk, dict) or chunk.get("error") or not isinstance(chunk.get("choices"), list):
            return _event_bytes(event)
        return self._chunks(self._drawing.feed(chunk))

    def _end(self, *, cut: bool) -> bytes:
        if self._has_ended:
            return b""
        self._has_ended = True
        return self._chunks(self._drawing.end(cut=cut))

    def _chunks(self, chunks: Sequence[Object]) -> bytes:
        shown = chunks if self._then is None else map(self._then, chunks)
        return "".join([f"data: {json.dumps(chunk)}\n\n" for chunk in shown]).encode()


class EventRewriter:
    """Rewrites the bytes of a task event stream, which the server wraps twice."""

    def __init__(self) -> None:
        self._decoder = EventDecoder()

    def __call__(self, data: bytes) -> bytes:
        """Return the bytes that replace the next bytes of the stream. Empty bytes signal its end."""
        received = self._decoder.feed(data) if data else self._decoder.end()
        events = [event for each in received for event in unwrapped(each)]
        # As in other streams, a complete last event is valid even without a blank line after it.
        return b"".join([_event_bytes(event) for event in events if data or is_complete(event.data)])


def completion_chunk(chunk: Object) -> Object:
    """Convert a chat chunk to a text completion chunk."""
    choices = [
        {
            "text": object_of(choice.get("delta")).get("content") or "",
            "index": choice.get("index", 0),
            "logprobs": None,
            "finish_reason": choice.get("finish_reason"),
        }
        for choice in objects_of(chunk.get("choices"))
    ]
    return {**chunk, "object": "text_completion", "choices": choices}


def chunks_of(response: Object) -> List[Any]:
    """Convert a complete chat response to the chunks of a stream."""
    base = {
        **{name: value for name, value in response.items() if name not in ("choices", "usage", "ensemble")},
        "object": "chat.completion.chunk",
    }
    chunks: List[Any] = []
    for choice in objects_of(response.get("choices")):
        message = object_of(choice.get("message"))
        deltas = [{"role": message.get("role") or "assistant", "content": ""}, _without(message, "role")]
        chunks += [{**base, "choices": [_chunk_choice(choice, delta)]} for delta in deltas]
        chunks.append({**base, "choices": [_chunk_choice(choice, {}, choice.get("finish_reason") or "stop")]})
    extras = {name: response[name] for name in ("usage", "ensemble") if name in response}
    if extras:
        chunks.append({**base, "choices": [], **extras})
    return chunks


def _chunk_choice(choice: Object, delta: Object, finish_reason: Optional[str] = None) -> Object:
    return {"index": choice.get("index", 0), "delta": delta, "finish_reason": finish_reason}


def _without(data: Object, name: str) -> Object:
    return {key: value for key, value in data.items() if key != name}


def _event_bytes(event: ServerSentEvent) -> bytes:
    fields = "" if event.event == "message" else f"event: {event.event}\n"
    if event.id:
        fields += f"id: {event.id}\n"
    lines = "".join([f"data: {line}\n" for line in event.data.split("\n")])
    return f"{fields}{lines}\n".encode("utf-8", "replace")
