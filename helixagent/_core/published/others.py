"""Translate sessions, webhooks and image analysis."""

from __future__ import annotations

from typing import Any, List, Optional

from .times import with_times
from .translation import (
    CompleteResult,
    ContractCall,
    Object,
    ServerRequest,
    Translation,
    object_of,
    objects_of,
    renamed,
)

_SESSION = {"session_id": "id"}


def one_session(call: ContractCall) -> Translation:
    """Rename the ID."""
    reply = yield call.unchanged()
    return CompleteResult(renamed(with_times(reply.data), _SESSION))


def list_sessions(call: ContractCall) -> Translation:
    """Rename the ID of each session."""
    reply = yield call.unchanged()
    sessions = [renamed(with_times(each), _SESSION) for each in objects_of(reply.data.get("sessions"))]
    return CompleteResult({**reply.data, "sessions": sessions})


def one_webhook(call: ContractCall) -> Translation:
    """Convert the times to the contract's format."""
    reply = yield call.unchanged()
    return CompleteResult(with_times(reply.data))


def list_webhooks(call: ContractCall) -> Translation:
    """Convert the times to the contract's format."""
    reply = yield call.unchanged()
    webhooks = [with_times(each) for each in objects_of(reply.data.get("webhooks"))]
    return CompleteResult({**reply.data, "webhooks": webhooks})


def analyze_image(call: ContractCall) -> Translation:
    """Send one image and its text, because the server does not accept messages."""
    body = {name: value for name, value in call.body.items() if name != "messages"}
    texts: List[str] = []
    images: List[str] = []
    for message in objects_of(call.body.get("messages")):
        content = message.get("content")
        for part in [{"type": "text", "text": content}] if isinstance(content, str) else objects_of(content):
            url = object_of(part.get("image_url")).get("url")
            if isinstance(part.get("text"), str):
                texts.append(part["text"])
            elif isinstance(url, str):
                images.append(url)
            else:
                raise call.not_supported(f"a message part of type {part.get('type')}")
    if len(images) > 1:
        raise call.not_supported("several images", "Send one image per call.")
    if texts:
        body["prompt"] = "\n".join(texts)
    reply = yield ServerRequest("POST", call.path, {**body, **_image(images[0] if images else None)})
    data = reply.data
    if not isinstance(data.get("text"), str) or "choices" in data:
        return CompleteResult(data)
    choice: Any = {"index": 0, "message": {"role": "assistant", "content": data["text"]}, "finish_reason": "stop"}
    return CompleteResult({**with_times(data), "object": "chat.completion", "choices": [choice]})


def extract_text(call: ContractCall) -> Translation:
    """Rename the member that contains the text."""
    reply = yield call.unchanged()
    data = reply.data
    result = object_of(data.get("result"))
    translated = dict(data)
    for name, source in (("text", "extracted_text"), ("confidence", "confidence")):
        if translated.get(name) is None and source in result:
            translated[name] = result[source]
    return CompleteResult(translated)


def _image(url: Optional[str]) -> Object:
    if url is None:
        return {}
    kind, comma, content = url.partition(",")
    if comma and kind[:5].lower() == "data:" and kind.lower().endswith(";base64"):
        return {"image": content}
    return {"image_url": url}
