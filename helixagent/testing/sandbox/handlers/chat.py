"""Chat completions in the wire format, as a complete response or as the chunks of a stream."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply, stream_reply
from helixagent.testing.sandbox.handlers.generations import Generation, generations_for, prompt_tokens, usage
from helixagent.testing.sandbox.handlers.knowledge import words
from helixagent.testing.sandbox.handlers.voting import details, is_ensemble

DEFAULT_MODEL = "helixagent-ensemble"
# The log probability of every token. A real model would compute a separate one for each.
_LOGPROB = -0.125
_ARGUMENTS_CHUNK_SIZE = 12


def create_chat_completion(call: Call) -> Reply:
    """Handle createChatCompletion."""
    messages = call.body["messages"]
    generations = generations_for(call, messages)
    if call.option("stream"):
        return chunks_reply(call, "chatcmpl-", messages, generations)
    completion = full_completion(call, "chatcmpl-", "chat.completion", messages, generations)
    if is_ensemble(call):
        shown = details(call)
        completion["ensemble"] = {
            name: shown[name] for name in ("providers_used", "confidence_score", "voting_strategy")
        }
    return json_reply(completion)


def full_completion(
    call: Call, prefix: str, kind: str, messages: Sequence[Mapping[str, Any]], generations: List[Generation]
) -> Dict[str, Any]:
    """Return a complete completion.

    Args:
        call: The call.
        prefix: The prefix of the completion ID.
        kind: The value of `object`.
        messages: The conversation.
        generations: The choices.
    """
    return {
        **_head(call, prefix, kind),
        "choices": [
            {
                "index": index,
                "message": _message(generation),
                "finish_reason": generation.finish_reason,
                "logprobs": _logprobs(call, words(generation.text or "")),
            }
            for index, generation in enumerate(generations)
        ],
        "usage": usage(prompt_tokens(messages), generations),
    }


def chunks_reply(
    call: Call, prefix: str, messages: Sequence[Mapping[str, Any]], generations: List[Generation]
) -> Reply:
    """Return a completion as a stream.

    For each choice, the stream has the role, a chunk per word and the finish reason. The usage follows, if requested.
    """
    head = _head(call, prefix, "chat.completion.chunk")
    chunks: List[Dict[str, Any]] = []
    for index, generation in enumerate(generations):
        for delta in _deltas(generation):
            chunks.append({**head, "choices": [_chunk_choice(call, index, delta)]})
        last = {"index": index, "delta": {}, "finish_reason": generation.finish_reason}
        chunks.append({**head, "choices": [last]})
    if wants_usage(call):
        chunks.append({**head, "choices": [], "usage": usage(prompt_tokens(messages), generations)})
    return stream_reply(chunks)


def as_chunks(completion: Mapping[str, Any], *, include_usage: bool) -> List[Dict[str, Any]]:
    """Return a complete completion as the chunks of a stream.

    Args:
        completion: A chat completion.
        include_usage: Whether to add the chunk with the usage.
    """
    head = {name: completion[name] for name in ("id", "created", "model", "system_fingerprint") if name in completion}
    head["object"] = "chat.completion.chunk"
    chunks: List[Dict[str, Any]] = []
    for position, choice in enumerate(completion.get("choices") or []):
        message, index = choice.get("message") or {}, choice.get("index", position)
        reason = choice.get("finish_reason") or "stop"
        generation = Generation(
            message.get("content"),
            message.get("tool_calls") or [],
            reason,
            refusal=message.get("refusal"),
            reasoning=message.get("reasoning_content"),
        )
        chunks += [
            {**head, "choices": [{"index": index, "delta": delta, "finish_reason": None}]}
            for delta in _deltas(generation)
        ]
        chunks.append({**head, "choices": [{"index": index, "delta": {}, "finish_reason": reason}]})
    if include_usage and completion.get("usage"):
        chunks.append({**head, "choices": [], "usage": completion["usage"]})
    return chunks


def wants_usage(call: Call) -> bool:
    """Return whether the last chunk of the stream should report the usage."""
    return bool(call.option("stream_options", {}).get("include_usage"))


def _head(call: Call, prefix: str, kind: str) -> Dict[str, Any]:
    return {
        "id": call.identifier(prefix),
        "object": kind,
        "created": call.created,
        "model": call.option("model", DEFAULT_MODEL),
        "system_fingerprint": "fp_sandbox",
    }


def _message(generation: Generation) -> Dict[str, Any]:
    message: Dict[str, Any] = {"role": "assistant", "content": generation.text}
    if generation.tool_calls:
        message["tool_calls"] = generation.tool_calls
    if generation.refusal is not None:
        message["refusal"] = generation.refusal
    if generation.reasoning is not None:
        message["reasoning_content"] = generation.reasoning
    return message


def _deltas(generation: Generation) -> Iterator[Dict[str, Any]]:
    yield {"role": "assistant", "content": "" if generation.text is not None else None}
    for chunk in words(generation.reasoning or ""):
        yield {"reasoning_content": chunk}
    for chunk in generation.chunks:
        yield {"content": chunk}
    if generation.refusal is not None:
        yield {"refusal": generation.refusal}
    for index, call in enumerate(generation.tool_calls):
        function = call["function"]
        yield {"tool_calls": [{**call, "index": index, "function": {"name": function["name"], "arguments": ""}}]}
        arguments = function["arguments"]
        for start in range(0, len(arguments), _ARGUMENTS_CHUNK_SIZE):
            chunk = arguments[start : start + _ARGUMENTS_CHUNK_SIZE]
            yield {"tool_calls": [{"index": index, "function": {"arguments": chunk}}]}


def _chunk_choice(call: Call, index: int, delta: Mapping[str, Any]) -> Dict[str, Any]:
    choice: Dict[str, Any] = {"index": index, "delta": delta, "finish_reason": None}
    if call.option("logprobs") and delta.get("content"):
        choice["logprobs"] = _logprobs(call, [delta["content"]])
    return choice


def _logprobs(call: Call, tokens: List[str]) -> Optional[Dict[str, Any]]:
    if not call.option("logprobs"):
        return None
    count = call.option("top_logprobs", 0)
    return {"content": [{**_token(token, 0), "top_logprobs": _top_logprobs(token, count)} for token in tokens]}


def _top_logprobs(token: str, count: int) -> List[Dict[str, Any]]:
    return [_token(token if rank == 0 else f"{token}{rank}", rank) for rank in range(count)]


def _token(token: str, rank: int) -> Dict[str, Any]:
    return {"token": token, "logprob": _LOGPROB - rank, "bytes": list(token.encode("utf-8"))}


HANDLERS: Dict[str, Handler] = {"createChatCompletion": create_chat_completion}
