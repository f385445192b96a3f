"""Convert the result of an MCP tool to message content: text or content parts."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Union

from ...exceptions import ProviderError

_BLOCKS = frozenset(["text", "image", "audio", "resource", "resource_link"])
_MEMBERS = frozenset(["content", "structuredContent", "isError", "_meta", "resultType"])
_AUDIO_FORMATS = {
    "audio/mp3": "mp3",
    "audio/mpeg": "mp3",
    "audio/vnd.wave": "wav",
    "audio/wav": "wav",
    "audio/wave": "wav",
    "audio/x-wav": "wav",
}

Part = Dict[str, Any]


def is_mcp_result(value: Any) -> bool:
    """Return whether a value is a `tools/call` result as defined by the protocol."""
    if not isinstance(value, Mapping) or not _MEMBERS.issuperset(value):
        return False
    blocks = value.get("content")
    # An empty list by itself is not conclusive.
    return isinstance(blocks, list) and (
        all(isinstance(block, Mapping) and block.get("type") in _BLOCKS for block in blocks)
        and bool(blocks or len(value) > 1)
    )


def content_of_mcp(result: Mapping[str, Any]) -> Union[str, List[Part]]:
    """Convert the result of an MCP tool to text, or to content parts if it is more than text.

    Args:
        result: The result with the protocol's member names (`structuredContent`, `isError`).

    Raises:
        ProviderError: The tool failed. The message is the text of the result, and `body` is the whole result.
    """
    blocks = [block for block in result.get("content") or [] if isinstance(block, Mapping)]
    parts = [_part(block) for block in blocks]
    if result.get("isError"):
        reason = "\n".join(part["text"] for part in parts if part["type"] == "text" and part["text"].strip())
        raise ProviderError(reason or "The tool failed and gave no reason.", body=dict(result))
    if not parts and result.get("structuredContent") is not None:
        # If there is text, it contains the same data, because the protocol asks servers to repeat the data as text.
        return _json(result["structuredContent"])
    if all(part["type"] == "text" for part in parts):
        return "\n".join(part["text"] for part in parts)
    return parts


def _part(block: Mapping[str, Any]) -> Part:
    kind = block.get("type")
    if kind == "text":
        return _text(str(block.get("text") or ""))
    if kind in ("image", "audio"):
        return _binary(str(block.get("data") or ""), str(block.get("mimeType") or ""), kind)
    if kind == "resource_link":
        words = [block.get("title") or block.get("name"), block.get("uri"), block.get("description")]
        return _text("Resource: " + " - ".join(str(word) for word in words if word))
    resource = block.get("resource")
    if kind == "resource" and isinstance(resource, Mapping):
        return _of_resource(resource)
    return _text(_json(block))


def _of_resource(resource: Mapping[str, Any]) -> Part:
    uri = str(resource.get("uri") or "")
    if isinstance(resource.get("text"), str):
        return _text(f"Resource: {uri}\n{resource['text']}")
    data, media_type = str(resource.get("blob") or ""), str(resource.get("mimeType") or "")
    return _binary(data, media_type, uri.rpartition("/")[2] or "resource")


def _binary(data: str, media_type: str, name: str) -> Part:
    """Convert base64 data to a content part.

    Args:
        data: The data as base64.
        media_type: The media type of the data.
        name: Name of the file, if the data is sent as a file.
    """
    kind = media_type.partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        return {"type": "image_url", "image_url": {"url": f"data:{media_type};base64,{data}"}}
    if kind in _AUDIO_FORMATS:
        return {"type": "input_audio", "input_audio": {"data": data, "format": _AUDIO_FORMATS[kind]}}
    file_data = f"data:{media_type or 'application/octet-stream'};base64,{data}"
    return {"type": "file", "file": {"filename": name, "file_data": file_data}}


def _text(text: str) -> Part:
    return {"type": "text", "text": text}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
