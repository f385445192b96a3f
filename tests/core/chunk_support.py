"""Helpers for the tests of the accumulators: short forms of chunks and their expected results."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

import attrs
from hypothesis import strategies as st

from helixagent._core.streams.accumulate import ChatAccumulator
from helixagent._core.streams.stream_events import ChatStreamEvent, ChunkEvent
from helixagent_client.models import ChatCompletionChunk

Json = Dict[str, Any]
HEAD: Json = {"id": "c1", "object": "chat.completion.chunk", "created": 1703123456, "model": "m"}
USAGE: Json = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}


def chunk(*choices: Json, **fields: Any) -> Json:
    return {**HEAD, "choices": list(choices), **fields}


def piece(finish_reason: Any = None, index: int = 0, logprobs: Any = None, **delta: Any) -> Json:
    return {"index": index, "delta": delta, "finish_reason": finish_reason, "logprobs": logprobs}


def call(index: Any = None, id: Any = None, name: Any = None, arguments: Any = None, **more: Any) -> Json:
    whole = {"index": index, "id": id, "function": {"name": name, "arguments": arguments}, **more}
    return {key: value for key, value in whole.items() if value is not None}


def whole_call(id: str, name: str, arguments: str, **more: Any) -> Json:
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}, **more}


def message(finish_reason: Any = None, index: int = 0, logprobs: Any = None, **fields: Any) -> Json:
    whole = {"index": index, "message": {"role": "assistant", "content": None, **fields}}
    if finish_reason is not None:
        whole["finish_reason"] = finish_reason
    if logprobs is not None:
        whole["logprobs"] = logprobs
    return whole


def told(events: Sequence[ChatStreamEvent]) -> List[Tuple[Any, ...]]:
    """Return events in a short form for comparison, without the chunk event of each chunk."""
    return [
        (event.type, *attrs.astuple(event, recurse=False, filter=lambda field, _: bool(field.eq)))
        for event in events
        if not isinstance(event, ChunkEvent)
    ]


def run(chunks: Sequence[Json]) -> Tuple[ChatAccumulator, List[Tuple[Any, ...]]]:
    chat = ChatAccumulator()
    events: List[ChatStreamEvent] = []
    for each in chunks:
        events += chat.add(ChatCompletionChunk.from_dict(each))
    events += chat.finish()
    assert chat.finish() == []
    return chat, told(events)


def cut(text: str, places: Sequence[int]) -> List[str]:
    ends = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[a:b] for a, b in zip(ends, ends[1:])]


places = st.lists(st.integers(0, 30), max_size=6)
contents = st.tuples(st.text(max_size=30), places)
