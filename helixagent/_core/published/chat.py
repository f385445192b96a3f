"""Translate chat completions, text completions and ensembles."""

from __future__ import annotations

from typing import Any, List, Optional

from helixagent_client.api.chat import create_chat_completion as create_chat

from .streams import ChatRewriter, chunks_of, completion_chunk
from .translation import (
    BuiltStream,
    CompleteResult,
    ContractCall,
    Object,
    Reply,
    ServerRequest,
    StreamResult,
    Translation,
    object_of,
    objects_of,
    renamed,
)

_CHAT = create_chat.OPERATION.path
_NOTE = "This HelixAgent server ignores response_format; ask for JSON in the messages."
_IMAGES = "Published servers only accept text; use vision.analyze if the server has it."
# Completion arguments that a chat cannot express, with the values that have no effect.
_ONLY_IN_COMPLETIONS = {
    "suffix": (None, ""),
    "echo": (None, False),
    "best_of": (None, 1),
    "logprobs": (None, False),
}


def create_chat_completion(call: ContractCall) -> Translation:
    """Send the messages as text. In a stream, separate the drawn debate from the final text."""
    reply = yield call.unchanged(_chat_body(call))
    note = _NOTE if "response_format" in call.body else None
    return StreamResult(ChatRewriter(), note) if call.stream else CompleteResult(reply.data, note)


def create_completion(call: ContractCall) -> Translation:
    """Send each prompt as a chat with one user message, because the server rejects all text completions."""
    prompt = call.body.get("prompt")
    prompts: List[Any] = [prompt] if isinstance(prompt, str) else prompt if isinstance(prompt, list) else []
    if not prompts or not all(isinstance(text, str) for text in prompts):
        raise call.not_supported("tokens as prompt", "Pass strings.")
    for name, harmless in _ONLY_IN_COMPLETIONS.items():
        if call.body.get(name) not in harmless:
            raise call.not_supported(name)
    shared = _sampling(call, {name: value for name, value in call.body.items() if name != "prompt"})
    for name in _ONLY_IN_COMPLETIONS:
        shared.pop(name, None)
    bodies = [{**shared, "messages": [{"role": "user", "content": text}]} for text in prompts]
    if call.stream and len(bodies) == 1:
        yield ServerRequest("POST", _CHAT, bodies[0], stream=True)
        return StreamResult(ChatRewriter(completion_chunk))
    for body in bodies:
        body.pop("stream", None)
        body.pop("stream_options", None)
    replies = yield [ServerRequest("POST", _CHAT, body) for body in bodies]
    translated = _completion(replies)
    if call.stream:
        chunks = [{**translated, "choices": [choice], "usage": None} for choice in translated["choices"]]
        return BuiltStream(chunks + _usage_chunk(translated))
    return CompleteResult(translated)


def create_ensemble_completion(call: ContractCall) -> Translation:
    """Send a prompt in addition to the messages. The server cannot stream, so build a stream from the response."""
    body = _sampling(call, {name: value for name, value in call.body.items() if name != "stream"})
    if body.get("tools"):
        call.ignored("tools")
    body.pop("stream_options", None)
    messages = _text_messages(call, objects_of(body.get("messages")))
    if messages:
        body["messages"] = messages
    if not isinstance(body.get("prompt"), str) or not body["prompt"]:
        asking = [each for each in messages if each.get("role") == "user"] or messages
        body["prompt"] = (asking[-1].get("content") if asking else None) or ""
    reply = yield ServerRequest("POST", call.path, body)
    translated = _ensemble(reply.data)
    return BuiltStream(chunks_of(translated)) if call.stream else CompleteResult(translated)


def _chat_body(call: ContractCall) -> Object:
    body = _sampling(call, call.body)
    if isinstance(body.get("messages"), list):
        body["messages"] = _text_messages(call, body["messages"])
    return body


def _sampling(call: ContractCall, body: Object) -> Object:
    """Return a body with the sampling arguments that the server supports, and warn about ignored arguments."""
    translated = dict(body)
    if isinstance(translated.get("stop"), str):
        translated["stop"] = [translated["stop"]]
    if "max_completion_tokens" in translated:
        limit = translated.pop("max_completion_tokens")
        translated.setdefault("max_tokens", limit)
    kind = object_of(translated.get("response_format")).get("type")
    if kind is not None and kind != "text":
        call.ignored("response_format")
    if translated.get("n") not in (None, 1):
        call.ignored("n")
    # Each of these arguments changes the result unless its value is the default.
    call.ignored(*(name for name in ("seed", "logprobs", "top_logprobs") if translated.get(name) not in (None, False)))
    return translated


def _text_messages(call: ContractCall, messages: List[Any]) -> List[Any]:
    return [_text_message(call, each) if isinstance(each, dict) else each for each in messages]


def _text_message(call: ContractCall, message: Object) -> Object:
    content = message.get("content")
    if not isinstance(content, list):
        return message
    return {**message, "content": text_of(content, call)}


def text_of(parts: List[Any], call: ContractCall) -> str:
    """Return the text of a message that is a list of parts.

    Raises:
        NotSupportedError: A part is not text.
    """
    texts: List[str] = []
    for part in parts:
        text = part.get("text") if isinstance(part, dict) and part.get("type") == "text" else None
        if not isinstance(text, str):
            kind = part.get("type") if isinstance(part, dict) else type(part).__name__
            raise call.not_supported(f"a message part of type {kind}", _IMAGES)
        texts.append(text)
    return "\n".join(texts)


def _completion(replies: List[Reply]) -> Object:
    """Combine the chat responses to the prompts into one text completion."""
    choices: List[Object] = []
    for reply in replies:
        for choice in objects_of(reply.data.get("choices")):
            text = object_of(choice.get("message")).get("content")
            reason = choice.get("finish_reason")
            choices.append({"text": text or "", "index": len(choices), "logprobs": None, "finish_reason": reason})
    translated = {**replies[0].data, "object": "text_completion", "choices": choices}
    usages = [reply.data["usage"] for reply in replies if isinstance(reply.data.get("usage"), dict)]
    if usages:
        translated["usage"] = _sum(usages)
    return translated


def _sum(usages: List[Object]) -> Object:
    total: Object = {}
    for usage in usages:
        for name, value in usage.items():
            if isinstance(value, int) and not isinstance(value, bool):
                total[name] = total.get(name, 0) + value
    return total


def _usage_chunk(translated: Object) -> List[Object]:
    return [{**translated, "choices": []}] if translated.get("usage") else []


def _ensemble(data: Object) -> Object:
    details: Optional[Any] = data.get("ensemble")
    if not isinstance(details, dict):
        return data
    translated = renamed(details, {"selection_score": "confidence_score", "voting_method": "voting_strategy"})
    selected = translated.get("selected_provider")
    if translated.get("providers_used") is None and selected is not None:
        translated["providers_used"] = [selected]
    return {**data, "ensemble": translated}
