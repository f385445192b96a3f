"""Convert the tools of MCP servers and their results for a tool loop."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections import Counter
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Union

from ...exceptions import InvalidResponseError, ProviderError, ValidationError
from .tools import FunctionTool

# Chat APIs accept function names up to this length.
_MAX_LENGTH = 64
_HASH_LENGTH = 8
# The members of a `tools/call` result, and the types of its content.
_BLOCKS = frozenset(["text", "image", "audio", "resource", "resource_link"])
_MEMBERS = frozenset(["content", "structuredContent", "isError", "_meta", "resultType"])
_AUDIO_FORMATS = {"audio/mp3": "mp3", "audio/mpeg": "mp3"}
_AUDIO_FORMATS.update(dict.fromkeys(["audio/vnd.wave", "audio/wav", "audio/wave", "audio/x-wav"], "wav"))

Part = Dict[str, Any]


def mcp_function_tools(
    listed: Sequence[Mapping[str, Any]], prefix: Optional[str], call: Callable[[str, Dict[str, Any]], Any]
) -> List[FunctionTool]:
    """Convert the tools of an MCP server for a tool loop.

    Args:
        listed: The tools from the server's list, with the protocol's member names (`inputSchema`).
        prefix: Prefix for each name; None for no prefix.
        call: Function that calls a tool. It accepts the server's name of the tool, and the arguments.

    Raises:
        ValidationError: The prefix is not a string, or two tools have the same name.
        InvalidResponseError: A tool has no name.
    """
    if prefix is not None and not isinstance(prefix, str):
        raise ValidationError(f"prefix must be a string, not {type(prefix).__name__}.", param="prefix")
    names: List[Any] = [tool.get("name") for tool in listed]
    if not all(name and isinstance(name, str) for name in names):
        raise InvalidResponseError("The MCP server lists a tool without a name.", body=list(listed))
    for name, count in Counter(names).items():
        if count > 1:
            raise ValidationError(f"The MCP server lists {count} tools with the name {name!r}.")
    wanted = [f"{prefix or ''}{name}" for name in names]
    counts = Counter(map(_replaced, wanted))
    return [
        FunctionTool(
            name=_allowed_name(each, counts),
            description=str(tool.get("description") or tool.get("title") or ""),
            parameters=_parameters(tool.get("inputSchema")),
            function=functools.partial(call, name),
        )
        for tool, name, each in zip(listed, names, wanted)
    ]


def _replaced(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)


def _allowed_name(name: str, counts: Mapping[str, int]) -> str:
    """Return a name that chat APIs accept. It ends with a hash if it is too long, or if other names are equal to it."""
    short = _replaced(name)
    if len(short) <= _MAX_LENGTH and (short == name or counts[short] == 1):
        return short
    # The suffix is a hash, not a number, because the order of the list may differ between sessions.
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
    return f"{short[: _MAX_LENGTH - _HASH_LENGTH - 1]}_{digest}"


def _parameters(schema: Any) -> Dict[str, Any]:
    """Convert the schema of a tool's arguments to a form that chat APIs accept."""
    given = dict(schema) if isinstance(schema, Mapping) else {}
    # Chat APIs reject this keyword and object schemas without properties.
    given.pop("$schema", None)
    properties = given.get("properties")
    return {**given, "type": "object", "properties": properties if isinstance(properties, Mapping) else {}}


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

    Raises:
        ProviderError: The tool failed. The message is the text of the result, and `body` is the whole result.
    """
    parts = [_part(block) for block in result.get("content") or [] if isinstance(block, Mapping)]
    texts = [part["text"] for part in parts if part["type"] == "text"]
    if result.get("isError"):
        reason = "\n".join(filter(str.strip, texts))
        raise ProviderError(reason or "The tool failed and gave no reason.", body=dict(result))
    if not parts and result.get("structuredContent") is not None:
        # If there is text, it contains the same data, because the protocol asks servers to repeat the data as text.
        return json.dumps(result["structuredContent"], ensure_ascii=False)
    return "\n".join(texts) if len(texts) == len(parts) else parts


def _part(block: Mapping[str, Any]) -> Part:
    """Convert a block of content to a content part. A block of another type is sent as JSON."""
    kind, resource = block.get("type"), block.get("resource")
    if kind == "text":
        return _text(str(block.get("text") or ""))
    if kind in ("image", "audio"):
        return _binary(block.get("data"), block.get("mimeType"), kind)
    if kind != "resource" or not isinstance(resource, Mapping):
        return _text(json.dumps(block, ensure_ascii=False))
    uri = str(resource.get("uri") or "")
    if isinstance(resource.get("text"), str):
        return _text(f"Resource: {uri}\n{resource['text']}")
    return _binary(resource.get("blob"), resource.get("mimeType"), uri.rpartition("/")[2] or "resource")


def _text(text: str) -> Part:
    return {"type": "text", "text": text}


def _binary(data: Any, media_type: Any, name: str) -> Part:
    """Convert base64 data to a content part. The name is used if the data is sent as a file."""
    data, media_type = str(data or ""), str(media_type or "")
    kind = media_type.partition(";")[0].strip().lower()
    url = f"data:{media_type or 'application/octet-stream'};base64,{data}"
    if kind.startswith("image/"):
        return {"type": "image_url", "image_url": {"url": url}}
    if kind in _AUDIO_FORMATS:
        return {"type": "input_audio", "input_audio": {"data": data, "format": _AUDIO_FORMATS[kind]}}
    return {"type": "file", "file": {"filename": name, "file_data": url}}
