"""Translate chat completions, text completions and ensembles."""

from __future__ import annotations

from typing import Any, List, Optional

from helixagent_client.api.chat import create_chat_completion as create_chat

from .asked import Asked, Made, Object, Reply, Streamed, Translation, Wanted, Whole, object_of, objects_of, renamed
from .streams import ChatRewriter, chunks_of, completion_chunk

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


def create_chat_completion(asked: Asked) -> Translation:
    """Send the messages as text. In a stream, separate the drawn debate from the final text."""
    reply = yield asked.unchanged(_chat_body(asked))
    note = _NOTE if "response_format" in asked.body else None
    return Streamed(ChatRewriter(), note) if asked.stream else Whole(reply.data, note)


def create_completion(asked: Asked) -> Translation:
    """Send each prompt as a chat with one user message, because the server rejects all text completions."""
    prompt = asked.body.get("prompt")
    prompts: List[Any] = [prompt] if isinstance(prompt, str) else prompt if isinstance(prompt, list) else []
    if not prompts or not all(isinstance(text, str) for text in prompts):
        raise asked.not_supported("tokens as prompt", "Pass strings.")
    for name, harmless in _ONLY_IN_COMPLETIONS.items():
        if asked.body.get(name) not in harmless:
            raise asked.not_supported(name)
    shared = _sampling(asked, {name: value for name, value in asked.body.items() if name != "prompt"})
    for name in _ONLY_IN_COMPLETIONS:
        shared.pop(name, None)
    bodies = [{**shared, "messages": [{"role": "user", "content": text}]} for text in prompts]
    if asked.stream and len(bodies) == 1:
        yield Wanted("POST", _CHAT, bodies[0], stream=True)
        return Streamed(ChatRewriter(completion_chunk))
    for body in bodies:
        body.pop("stream", None)
        body.pop("stream_options", None)
    replies = yield [Wanted("POST", _CHAT, body) for body in bodies]
    made = _completion(replies)
    if asked.stream:
        return Made([{**made, "choices": [choice], "usage": None} for choice in made["choices"]] + _usage_chunk(made))
    return Whole(made)


def create_ensemble_completion(asked: Asked) -> Translation:
    """Send a prompt in addition to the messages. The server cannot stream, so build a stream from the response."""
    body = _sampling(asked, {name: value for name, value in asked.body.items() if name != "stream"})
    if body.get("tools"):
        asked.ignored("tools")
    body.pop("stream_options", None)
    messages = _text_messages(asked, objects_of(body.get("messages")))
    if messages:
        body["messages"] = messages
    if not isinstance(body.get("prompt"), str) or not body["prompt"]:
        asking = [each for each in messages if each.get("role") == "user"] or messages
        body["prompt"] = (asking[-1].get("content") if asking else None) or ""
    reply = yield Wanted("POST", asked.path, body)
    made = _ensemble(reply.data)
    return Made(chunks_of(made)) if asked.stream else Whole(made)


def _chat_body(asked: Asked) -> Object:
    body = _sampling(asked, asked.body)
    if isinstance(body.get("messages"), list):
        body["messages"] = _text_messages(asked, body["messages"])
    return body


def _sampling(asked: Asked, body: Object) -> Object:
    """Return a body with the sampling arguments that the server supports, and warn about ignored arguments."""
    made = dict(body)
    if isinstance(made.get("stop"), str):
        made["stop"] = [made["stop"]]
    if "max_completion_tokens" in made:
        limit = made.pop("max_completion_tokens")
        made.setdefault("max_tokens", limit)
    kind = object_of(made.get("response_format")).get("type")
    if kind is not None and kind != "text":
        asked.ignored("response_format")
    if made.get("n") not in (None, 1):
        asked.ignored("n")
    # Each of these arguments changes the result unless its value is the default.
    asked.ignored(*(name for name in ("seed", "logprobs", "top_logprobs") if made.get(name) not in (None, False)))
    return made


def _text_messages(asked: Asked, messages: List[Any]) -> List[Any]:
    return [_text_message(asked, each) if isinstance(each, dict) else each for each in messages]


def _text_message(asked: Asked, message: Object) -> Object:
    content = message.get("content")
    if not isinstance(content, list):
        return message
    return {**message, "content": text_of(content, asked)}


def text_of(parts: List[Any], asked: Asked) -> str:
    """Return the text of a message that is a list of parts.

    Raises:
        NotSupportedError: A part is not text.
    """
    texts: List[str] = []
    for part in parts:
        text = part.get("text") if isinstance(part, dict) and part.get("type") == "text" else None
        if not isinstance(text, str):
            kind = part.get("type") if isinstance(part, dict) else type(part).__name__
            raise asked.not_supported(f"a message part of type {kind}", _IMAGES)
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
    made = {**replies[0].data, "object": "text_completion", "choices": choices}
    usages = [reply.data["usage"] for reply in replies if isinstance(reply.data.get("usage"), dict)]
    if usages:
        made["usage"] = _sum(usages)
    return made


def _sum(usages: List[Object]) -> Object:
    total: Object = {}
    for usage in usages:
        for name, value in usage.items():
            if isinstance(value, int) and not isinstance(value, bool):
                total[name] = total.get(name, 0) + value
    return total


def _usage_chunk(made: Object) -> List[Object]:
    return [{**made, "choices": []}] if made.get("usage") else []


def _ensemble(data: Object) -> Object:
    details: Optional[Any] = data.get("ensemble")
    if not isinstance(details, dict):
        return data
    made = renamed(details, {"selection_score": "confidence_score", "voting_method": "voting_strategy"})
    selected = made.get("selected_provider")
    if made.get("providers_used") is None and selected is not None:
        made["providers_used"] = [selected]
    return {**data, "ensemble": made}
