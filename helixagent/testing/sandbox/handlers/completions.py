"""Text completions for one or more prompts, as a complete response or as the chunks of a stream."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply, stream_reply
from helixagent.testing.sandbox.handlers.chat import DEFAULT_MODEL, wants_usage
from helixagent.testing.sandbox.handlers.generations import Generation, limited, requested_choices, usage, varied
from helixagent.testing.sandbox.handlers.knowledge import continuation_of, words

_LOGPROB = -0.125


def create_completion(call: Call) -> Reply:
    """Handle createCompletion. The choices are grouped by prompt."""
    prompt = call.body["prompt"]
    prompts = [prompt] if isinstance(prompt, str) else prompt
    generations = [generation for text in prompts for generation in _generations(call, text)]
    head = {
        "id": call.identifier("cmpl-"),
        "object": "text_completion",
        "created": call.created,
        "model": call.option("model", DEFAULT_MODEL),
        "system_fingerprint": "fp_sandbox",
    }
    used = usage(sum(len(words(text)) for text in prompts), generations)
    if call.option("stream"):
        chunks: List[Dict[str, Any]] = []
        for index, generation in enumerate(generations):
            chunks += [{**head, "choices": [_choice(call, index, chunk, None)]} for chunk in generation.chunks]
            chunks.append({**head, "choices": [_choice(call, index, "", generation.finish_reason)]})
        if wants_usage(call):
            chunks.append({**head, "choices": [], "usage": used})
        return stream_reply(chunks)
    choices = [
        _choice(call, index, generation.text or "", generation.finish_reason)
        for index, generation in enumerate(generations)
    ]
    return json_reply({**head, "choices": choices, "usage": used})


def _generations(call: Call, prompt: str) -> List[Generation]:
    if call.scripted is not None:
        return [call.scripted] * requested_choices(call)
    generations = [limited(call, varied(continuation_of(prompt), index)) for index in range(requested_choices(call))]
    if not call.option("echo"):
        return generations
    return [Generation(prompt + (generation.text or ""), [], generation.finish_reason) for generation in generations]


def _choice(call: Call, index: int, text: str, finish_reason: Optional[str]) -> Dict[str, Any]:
    return {"text": text, "index": index, "logprobs": _logprobs(call, text), "finish_reason": finish_reason}


def _logprobs(call: Call, text: str) -> Optional[Dict[str, Any]]:
    count = call.option("logprobs")
    if count is None:
        return None
    tokens = words(text)
    return {
        "tokens": tokens,
        "token_logprobs": [_LOGPROB for _ in tokens],
        "top_logprobs": [{token: _LOGPROB} if count else {} for token in tokens],
        "text_offset": [len("".join(tokens[:index])) for index in range(len(tokens))],
    }


HANDLERS: Dict[str, Handler] = {"createCompletion": create_completion}
