"""Convert prompts and completions to OpenTelemetry's format. Images, audio and files are only described."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional

from .._core.secret import shown_url


def input_messages(request: Any) -> Optional[List[Dict[str, Any]]]:
    """Return the messages of a request, or None if it has no messages."""
    if not isinstance(request, Mapping):
        return None
    messages = request.get("messages")
    if isinstance(messages, list) and messages:
        return [_message(message) for message in messages]
    prompts = request.get("prompt") or request.get("input")
    texts = prompts if isinstance(prompts, list) else [] if prompts is None else [prompts]
    return [_message({"role": "user", "content": text}) for text in texts] or None


def output_messages(result: Any) -> Optional[List[Dict[str, Any]]]:
    """Return the messages of a response, or None if it has no messages."""
    data = result.to_dict() if hasattr(result, "to_dict") else {}
    found = []
    for choice in data.get("choices") or ():
        message = choice.get("message") or {"role": "assistant", "content": choice.get("text")}
        found.append({**_message(message), "finish_reason": choice.get("finish_reason")})
    return found or None


def _message(message: Any) -> Dict[str, Any]:
    if hasattr(message, "to_dict"):
        message = message.to_dict()
    data = message if isinstance(message, Mapping) else {"content": message}
    content = data.get("content")
    parts: List[Any] = []
    if isinstance(content, list):
        parts += [_part(part) for part in content]
    elif content is not None:
        parts.append({"type": "text", "content": content})
    parts += [_tool_call(call) for call in data.get("tool_calls") or ()]
    return {"role": data.get("role", "user"), "parts": parts}


def _tool_call(call: Mapping[str, Any]) -> Dict[str, Any]:
    called = call.get("function") or call.get("custom") or {}
    arguments = called.get("arguments", called.get("input"))
    return {"type": "tool_call", "id": call.get("id"), "name": called.get("name"), "arguments": arguments}


def _part(part: Any) -> Any:
    if hasattr(part, "to_dict"):
        part = part.to_dict()
    if not isinstance(part, Mapping):
        # The prompt consists of token IDs.
        return part
    kind = part.get("type")
    inside = part.get(kind) if isinstance(kind, str) else None
    if "text" in part:
        return {"type": "text", "content": part["text"]}
    if kind == "refusal":
        return {"type": "text", "content": inside}
    if kind == "image_url":
        return _by_url("image", inside.get("url") if isinstance(inside, Mapping) else inside)
    if kind == "input_audio" and isinstance(inside, Mapping):
        return _blob("audio", f"audio/{inside.get('format')}", inside.get("data"))
    if kind == "file" and isinstance(inside, Mapping):
        if inside.get("file_id"):
            return {"type": "file", "modality": "document", "file_id": inside["file_id"]}
        return _by_url("document", inside.get("file_data"))
    # A part of an unknown type may contain any amount of data, so only its type is recorded.
    return {"type": kind, "size": len(json.dumps(part, default=str))}


def _by_url(modality: str, url: Any) -> Dict[str, Any]:
    text = url if isinstance(url, str) else ""
    if not text.startswith(("http://", "https://")):
        head, _, data = text.partition(",") if text.startswith("data:") else ("data:", "", text)
        return _blob(modality, head[len("data:") :].partition(";")[0] or None, data)
    return {"type": "uri", "modality": modality, "uri": shown_url(text)}


def _blob(modality: str, mime_type: Optional[str], data: Any) -> Dict[str, Any]:
    text = data if isinstance(data, str) else ""
    # Base64 encodes three bytes as four characters.
    described = {"type": "blob", "modality": modality, "size": len(text) * 3 // 4 - text.count("=", -2)}
    return described if mime_type is None else {**described, "mime_type": mime_type}
