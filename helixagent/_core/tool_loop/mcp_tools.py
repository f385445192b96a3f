"""Convert the names and schemas of MCP tools for a tool loop."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

from ...exceptions import InvalidResponseError, ValidationError
from .tools import FunctionTool

# Chat APIs accept function names with these lengths and characters.
_MAX_LENGTH = 64
_REFUSED = re.compile(r"[^A-Za-z0-9_-]")
_HASH_LENGTH = 8

Function = Callable[[Dict[str, Any]], Any]


def mcp_function_tools(
    listed: Sequence[Mapping[str, Any]], prefix: Optional[str], function_of: Callable[[str], Function]
) -> List[FunctionTool]:
    """Convert the tools of an MCP server for a tool loop.

    Args:
        listed: The tools from the server's list, with the protocol's member names (`inputSchema`).
        prefix: Prefix for each name; None for no prefix.
        function_of: Returns the function that calls a tool. It accepts the server's name of the tool.

    Raises:
        ValidationError: The prefix is not a string, or two tools have the same name.
        InvalidResponseError: A tool has no name.
    """
    if prefix is not None and not isinstance(prefix, str):
        raise ValidationError(f"prefix must be a string, not {type(prefix).__name__}.", param="prefix")
    names = [tool.get("name") for tool in listed]
    if not all(name and isinstance(name, str) for name in names):
        raise InvalidResponseError("The MCP server lists a tool without a name.", body=list(listed))
    known = [str(name) for name in names]
    return [
        FunctionTool(
            name=allowed,
            description=str(tool.get("description") or tool.get("title") or ""),
            parameters=_parameters(tool.get("inputSchema")),
            function=function_of(name),
        )
        for tool, name, allowed in zip(listed, known, _allowed_names(known, prefix or ""))
    ]


def _allowed_names(names: Sequence[str], prefix: str) -> List[str]:
    """Return a name that chat APIs accept for each name. The result is always the same.

    Raises:
        ValidationError: Two names are equal.
    """
    for name, count in Counter(names).items():
        if count > 1:
            raise ValidationError(f"The MCP server lists {count} tools with the name {name!r}.")
    wanted = [f"{prefix}{name}" for name in names]
    replaced = [_REFUSED.sub("_", name) for name in wanted]
    counts = Counter(replaced)
    return [_allowed_name(name, short, counts[short] == 1) for name, short in zip(wanted, replaced)]


def _allowed_name(name: str, short: str, is_unique: bool) -> str:
    if len(short) <= _MAX_LENGTH and (is_unique or short == name):
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
