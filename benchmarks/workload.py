"""The fixed request, response and stream that every peer sends and receives, so that only the clients differ."""

from __future__ import annotations

import json
from typing import Any, Dict, List

API_KEY = "k"
CHAT_PATH = "/v1/chat/completions"
# The `user` field is the only switch the server looks at beside `stream` and `max_tokens`: every client can send it.
PACED = "paced"
BURST = "burst"

_CREATED = 1703123456
_ID = "chatcmpl-helixagent-123"
_MODEL = "helixagent-ensemble"
_ANSWER = " ".join(["Quantum computing encodes information in qubits, which hold superpositions of states."] * 26)
ANSWER_LENGTH = len(_ANSWER)

REQUEST: Dict[str, Any] = {
    "model": _MODEL,
    "messages": [
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "Explain quantum computing"},
    ],
    "max_tokens": 500,
    "temperature": 0.7,
}


def stream_request(chunks: int, user: str) -> Dict[str, Any]:
    """Return the keyword arguments of a streamed call that the server answers with `chunks` events.

    Args:
        chunks: number of events before `[DONE]`; sent as `max_tokens`.
        user: PACED (small groups with a pause, as a model writes) or BURST (as fast as the socket takes them).
    """
    return {**REQUEST, "max_tokens": chunks, "user": user, "stream": True}


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def completion_body() -> bytes:
    """Return the JSON of a whole chat completion, about 2.6 KB."""
    return _compact(
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
    """Return the events of one stream: a role, words of about 200 bytes each on the wire, a finish reason, `[DONE]`."""
    middle = max(chunks - 2, 0)
    deltas: List[Dict[str, Any]] = [{"role": "assistant", "content": ""}, *[{"content": " quantum"}] * middle, {}]
    return [_event(delta, last=number == chunks - 1) for number, delta in enumerate(deltas)] + [b"data: [DONE]\n\n"]


def stream_length(chunks: int) -> int:
    """Return how many characters of text one stream of `chunks` events carries."""
    return len(" quantum") * max(chunks - 2, 0)


def _event(delta: Dict[str, Any], *, last: bool) -> bytes:
    chunk = {
        "id": _ID,
        "object": "chat.completion.chunk",
        "created": _CREATED,
        "model": _MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": "stop" if last else None}],
    }
    return b"data: " + _compact(chunk) + b"\n\n"
