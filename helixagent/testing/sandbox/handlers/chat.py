"""Chat completions in the wire format, as a complete response or as the chunks of a stream."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply, stream_reply
from helixagent.testing.sandbox.handlers.answers import Answer, answers_to, prompt_tokens, usage
from helixagent.testing.sandbox.handlers.knowledge import words
from helixagent.testing.sandbox.handlers.voting import details, is_ensemble

DEFAULT_MODEL = "helixagent-ensemble"
# The log probability of every token. A real model would compute a separate one for each.
_LOGPROB = -0.125
_ARGUMENTS_PIECE = 12


def create_chat_completion(call: Call) -> Reply:
    """Handle createChatCompletion."""
    messages = call.body["messages"]
    answers = answers_to(call, messages)
    if call.option("stream"):
        return chunks_reply(call, "chatcmpl-", messages, answers)
    completion = whole(call, "chatcmpl-", "chat.completion", messages, answers)
    if is_ensemble(call):
        shown = details(call)
        completion["ensemble"] = {
            name: shown[name] for name in ("providers_used", "confidence_score", "voting_strategy")
        }
    return json_reply(completion)


def whole(
    call: Call, prefix: str, kind: str, messages: Sequence[Mapping[str, Any]], answers: List[Answer]
) -> Dict[str, Any]:
    """Return a complete completion.

    Args:
        call: The call.
        prefix: The prefix of the completion ID.
        kind: The value of `object`.
        messages: The conversation.
        answers: The choices.
    """
    return {
        **_head(call, prefix, kind),
        "choices": [
            {
                "index": index,
                "message": _message(answer),
                "finish_reason": answer.finish_reason,
                "logprobs": _logprobs(call, words(answer.text or "")),
            }
            for index, answer in enumerate(answers)
        ],
        "usage": usage(prompt_tokens(messages), answers),
    }


def chunks_reply(call: Call, prefix: str, messages: Sequence[Mapping[str, Any]], answers: List[Answer]) -> Reply:
    """Return a completion as a stream.

    For each choice, the stream has the role, a chunk per word and the finish reason. The usage follows, if requested.
    """
    head = _head(call, prefix, "chat.completion.chunk")
    chunks: List[Dict[str, Any]] = []
    for index, answer in enumerate(answers):
        for delta in _deltas(answer):
            chunks.append({**head, "choices": [_chunk_choice(call, index, delta)]})
        last = {"index": index, "delta": {}, "finish_reason": answer.finish_reason}
        chunks.append({**head, "choices": [last]})
    if wants_usage(call):
        chunks.append({**head, "choices": [], "usage": usage(prompt_tokens(messages), answers)})
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
    for place, choice in enumerate(completion.get("choices") or []):
        message, index = choice.get("message") or {}, choice.get("index", place)
        reason = choice.get("finish_reason") or "stop"
        answer = Answer(
            message.get("content"),
            message.get("tool_calls") or [],
            reason,
            refusal=message.get("refusal"),
            reasoning=message.get("reasoning_content"),
        )
        chunks += [
            {**head, "choices": [{"index": index, "delta": delta, "finish_reason": None}]} for delta in _deltas(answer)
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


def _message(answer: Answer) -> Dict[str, Any]:
    message: Dict[str, Any] = {"role": "assistant", "content": answer.text}
    if answer.tool_calls:
        message["tool_calls"] = answer.tool_calls
    if answer.refusal is not None:
        message["refusal"] = answer.refusal
    if answer.reasoning is not None:
        message["reasoning_content"] = answer.reasoning
    return message


def _deltas(answer: Answer) -> Iterator[Dict[str, Any]]:
    yield {"role": "assistant", "content": "" if answer.text is not None else None}
    for piece in words(answer.reasoning or ""):
        yield {"reasoning_content": piece}
    for piece in answer.pieces:
        yield {"content": piece}
    if answer.refusal is not None:
        yield {"refusal": answer.refusal}
    for index, call in enumerate(answer.tool_calls):
        function = call["function"]
        yield {"tool_calls": [{**call, "index": index, "function": {"name": function["name"], "arguments": ""}}]}
        arguments = function["arguments"]
        for start in range(0, len(arguments), _ARGUMENTS_PIECE):
            piece = arguments[start : start + _ARGUMENTS_PIECE]
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}


def _chunk_choice(call: Call, index: int, delta: Mapping[str, Any]) -> Dict[str, Any]:
    choice: Dict[str, Any] = {"index": index, "delta": delta, "finish_reason": None}
    if call.option("logprobs") and delta.get("content"):
        choice["logprobs"] = _logprobs(call, [delta["content"]])
    return choice


def _logprobs(call: Call, tokens: List[str]) -> Optional[Dict[str, Any]]:
    if not call.option("logprobs"):
        return None
    count = call.option("top_logprobs", 0)
    return {"content": [{**_token(token, 0), "top_logprobs": _likeliest(token, count)} for token in tokens]}


def _likeliest(token: str, count: int) -> List[Dict[str, Any]]:
    return [_token(token if rank == 0 else f"{token}{rank}", rank) for rank in range(count)]


def _token(token: str, rank: int) -> Dict[str, Any]:
    return {"token": token, "logprob": _LOGPROB - rank, "bytes": list(token.encode("utf-8"))}


HANDLERS: Dict[str, Handler] = {"createChatCompletion": create_chat_completion}
