"""Translate sessions, webhooks and image analysis."""

from __future__ import annotations

from typing import Any, List, Optional

from .asked import Asked, Object, Translation, Wanted, Whole, object_of, objects_of, renamed
from .times import with_times

_SESSION = {"session_id": "id"}


def one_session(asked: Asked) -> Translation:
    """Rename the ID."""
    reply = yield asked.unchanged()
    return Whole(renamed(with_times(reply.data), _SESSION))


def list_sessions(asked: Asked) -> Translation:
    """Rename the ID of each session."""
    reply = yield asked.unchanged()
    sessions = [renamed(with_times(each), _SESSION) for each in objects_of(reply.data.get("sessions"))]
    return Whole({**reply.data, "sessions": sessions})


def one_webhook(asked: Asked) -> Translation:
    """Convert the times to the contract's format."""
    reply = yield asked.unchanged()
    return Whole(with_times(reply.data))


def list_webhooks(asked: Asked) -> Translation:
    """Convert the times to the contract's format."""
    reply = yield asked.unchanged()
    return Whole({**reply.data, "webhooks": [with_times(each) for each in objects_of(reply.data.get("webhooks"))]})


def analyze_image(asked: Asked) -> Translation:
    """Send one image and its text, because the server does not accept messages."""
    body = {name: value for name, value in asked.body.items() if name != "messages"}
    texts: List[str] = []
    images: List[str] = []
    for message in objects_of(asked.body.get("messages")):
        content = message.get("content")
        for part in [{"type": "text", "text": content}] if isinstance(content, str) else objects_of(content):
            url = object_of(part.get("image_url")).get("url")
            if isinstance(part.get("text"), str):
                texts.append(part["text"])
            elif isinstance(url, str):
                images.append(url)
            else:
                raise asked.not_supported(f"a message part of type {part.get('type')}")
    if len(images) > 1:
        raise asked.not_supported("several images", "Send one image per call.")
    if texts:
        body["prompt"] = "\n".join(texts)
    reply = yield Wanted("POST", asked.path, {**body, **_image(images[0] if images else None)})
    data = reply.data
    if not isinstance(data.get("text"), str) or "choices" in data:
        return Whole(data)
    choice: Any = {"index": 0, "message": {"role": "assistant", "content": data["text"]}, "finish_reason": "stop"}
    return Whole({**with_times(data), "object": "chat.completion", "choices": [choice]})


def extract_text(asked: Asked) -> Translation:
    """Rename the member that contains the text."""
    reply = yield asked.unchanged()
    data = reply.data
    result = object_of(data.get("result"))
    made = dict(data)
    for name, source in (("text", "extracted_text"), ("confidence", "confidence")):
        if made.get(name) is None and source in result:
            made[name] = result[source]
    return Whole(made)


def _image(url: Optional[str]) -> Object:
    if url is None:
        return {}
    kind, comma, content = url.partition(",")
    if comma and kind[:5].lower() == "data:" and kind.lower().endswith(";base64"):
        return {"image": content}
    return {"image_url": url}
