"""The fixed requests and responses of every peer, so that only the clients differ."""

from __future__ import annotations

import array
import base64
import json
import random
import sys
from typing import Any, Dict, List

API_KEY = "k"
CHAT_PATH = "/v1/chat/completions"
EMBEDDINGS_PATH = "/v1/embeddings"
# The server reads the fields `stream`, `max_tokens` and `user`, because every client can set them.
PACED = "paced"
BURST = "burst"
HELD = "held"

_CREATED = 1703123456
_ID = "chatcmpl-helixagent-123"
_MODEL = "helixagent-ensemble"
_ANSWER = " ".join(["Quantum computing encodes information in qubits, which hold superpositions of states."] * 26)
ANSWER_LENGTH = len(_ANSWER)
_WORD = " quantum"
_SYSTEM = {"role": "system", "content": "You are a helpful assistant."}
_QUESTION = {"role": "user", "content": "Explain quantum computing"}

REQUEST: Dict[str, Any] = {
    "model": _MODEL,
    "messages": [_SYSTEM, _QUESTION],
    "max_tokens": 500,
    "temperature": 0.7,
}

DIMENSIONS = 1536


def stream_request(chunks: int, user: str) -> Dict[str, Any]:
    """Return the keyword arguments of a streamed call whose response has `chunks` events.

    Args:
        chunks: Number of events before `[DONE]`; sent as `max_tokens`.
        user: PACED (small groups with pauses, as a model generates them), BURST (as fast as the socket allows) or HELD
            (the first half, and nothing after it).
    """
    return {**REQUEST, "max_tokens": chunks, "user": user, "stream": True}


def embedding_request(texts: int) -> Dict[str, Any]:
    """Return the keyword arguments of a call that embeds `texts` texts."""
    return {"model": "helixagent-embed", "input": [f"text number {number}" for number in range(texts)]}


def compact(value: Any) -> bytes:
    """Return the JSON of `value` without spaces, as servers send it."""
    return json.dumps(value, separators=(",", ":")).encode()


def completion_body() -> bytes:
    """Return the JSON of a complete chat completion, about 2.6 KB."""
    return compact(
        {
            "id": _ID,
            "object": "chat.completion",
            "created": _CREATED,
            "model": _MODEL,
            "system_fingerprint": "fp_helix",
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": _ANSWER},
                    "finish_reason": "stop",
                    "logprobs": None,
                }
            ],
            "usage": {"prompt_tokens": 25, "completion_tokens": 475, "total_tokens": 500},
            "ensemble": {
                "providers_used": ["deepseek", "qwen"],
                "confidence_score": 0.92,
                "voting_strategy": "confidence_weighted",
            },
        }
    )


def stream_events(chunks: int) -> List[bytes]:
    """Return the events of one stream: a role, words (each event about 200 bytes), a finish reason, and `[DONE]`."""
    first = _event({"role": "assistant", "content": ""}, last=False)
    words = [_event({"content": _WORD}, last=False)] * max(chunks - 2, 0)
    return [first, *words, _event({}, last=True), b"data: [DONE]\n\n"]


def stream_length(chunks: int) -> int:
    """Return the number of characters in the text of a stream with `chunks` events."""
    return len(_WORD) * max(chunks - 2, 0)


def _event(delta: Dict[str, Any], *, last: bool) -> bytes:
    chunk = {
        "id": _ID,
        "object": "chat.completion.chunk",
        "created": _CREATED,
        "model": _MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": "stop" if last else None}],
    }
    return b"data: " + compact(chunk) + b"\n\n"


def vector(text: int = 0) -> List[float]:
    """Return the embedding of the text with this number.

    All embeddings differ, because a single one would stay in the processor's caches.

    The numbers have about eight digits, enough to distinguish 32-bit floats, as in common APIs.
    """
    drawn = random.Random(text)
    return [round(drawn.uniform(-0.07, 0.07), 9) for _ in range(DIMENSIONS)]


def embeddings_body(texts: int, encoding: str) -> bytes:
    """Return the JSON of one embedding per text.

    Args:
        texts: Number of texts.
        encoding: `base64`, for 32-bit numbers as in the API, or `float`.
    """
    vectors: List[Any] = [vector(number) for number in range(texts)]
    if encoding == "base64":
        vectors = [_packed(numbers) for numbers in vectors]
    return compact(
        {
            "object": "list",
            "data": [{"object": "embedding", "index": number, "embedding": one} for number, one in enumerate(vectors)],
            "model": "helixagent-embed",
            "usage": {"prompt_tokens": texts * 4, "total_tokens": texts * 4},
        }
    )


def _packed(values: List[float]) -> str:
    numbers = array.array("f", values)
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()


# The same conversation and response text in the format of Anthropic's Messages API.
MESSAGES_PATH = "/v1/messages"

MESSAGES_REQUEST: Dict[str, Any] = {
    "model": _MODEL,
    "system": _SYSTEM["content"],
    "messages": [_QUESTION],
    "max_tokens": 500,
}


def messages_stream_request(request: Dict[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `stream_request`, for the Messages API."""
    metadata = {"user_id": request["user"]}
    return {**MESSAGES_REQUEST, "max_tokens": request["max_tokens"], "metadata": metadata, "stream": True}


def _message(content: List[Any], stop_reason: Any, tokens: int) -> Dict[str, Any]:
    return {
        "id": "msg_helixagent_123",
        "type": "message",
        "role": "assistant",
        "model": _MODEL,
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 25, "output_tokens": tokens},
    }


def message_body() -> bytes:
    """Return the JSON of a complete message with the text of `completion_body`."""
    return compact(_message([{"type": "text", "text": _ANSWER}], "end_turn", 475))


def message_events(chunks: int) -> List[bytes]:
    """Return the events of one stream of a message, with the words of `stream_events`."""
    word = _named({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": _WORD}})
    stop = {"stop_reason": "end_turn", "stop_sequence": None}
    return [
        _named({"type": "message_start", "message": _message([], None, 1)}),
        _named({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
        *[word] * max(chunks - 2, 0),
        _named({"type": "content_block_stop", "index": 0}),
        _named({"type": "message_delta", "delta": stop, "usage": {"output_tokens": chunks}}),
        _named({"type": "message_stop"}),
    ]


def _named(event: Dict[str, Any]) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (event["type"].encode(), compact(event))
