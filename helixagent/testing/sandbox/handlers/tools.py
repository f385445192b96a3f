"""Decide whether a response calls tools, and build the calls with arguments that match the tool's JSON schema."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Mapping, Sequence

from helixagent.testing.sandbox.exchange import Call, invalid
from helixagent.testing.sandbox.schema_values import value_for

# Words in a tool's name that describe its action and not its subject.
_VERBS = {"get", "set", "list", "find", "search", "fetch", "read", "write", "make", "create", "call", "current", "tool"}


def tool_calls(call: Call, messages: Sequence[Mapping[str, Any]], question: str) -> List[Dict[str, Any]]:
    """Return the tool calls for a conversation. The sandbox calls only functions, not other types of tools.

    Args:
        call: The call, with `tools`, `tool_choice` and `parallel_tool_calls`.
        messages: The conversation. After a tool result, a tool is called again only if it is named.
        question: The text of the last message.

    Returns:
        A call of the function that `tool_choice` names, or a call of each function that the question mentions. The list
        may be empty.

    Raises:
        ApiError: 400, if `tool_choice` names a function that does not exist.
    """
    tools = _functions(call.option("tools", []))
    choice = call.option("tool_choice", "auto")
    if isinstance(choice, dict) and "allowed_tools" in choice:
        allowed = _functions(choice["allowed_tools"].get("tools", []))
        tools = {name: tool for name, tool in tools.items() if name in allowed}
        choice = choice["allowed_tools"].get("mode", "auto")
    if isinstance(choice, dict):
        if "function" not in choice:
            return []
        name = choice["function"]["name"]
        if name not in tools:
            raise invalid(f"tool_choice names {name!r}, which is not among the tools", "tool_choice")
        chosen = [name]
    elif not tools or choice == "none" or messages[-1]["role"] == "tool":
        return []
    else:
        chosen = [name for name in tools if _is_about(name, question)]
        if choice == "required" and not chosen:
            chosen = list(tools)[:1]
    if call.option("parallel_tool_calls") is False:
        chosen = chosen[:1]
    return [_tool_call(call, index, tools[name]) for index, name in enumerate(chosen)]


def _functions(tools: Sequence[Mapping[str, Any]]) -> Dict[str, Mapping[str, Any]]:
    functions = [tool["function"] for tool in tools if "function" in tool]
    return {function["name"]: function for function in functions if "name" in function}


def _is_about(name: str, question: str) -> bool:
    text = question.lower()
    parts = re.findall(r"[a-z]{3,}", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    return name.lower() in text or any(re.search(r"\b" + part, text) for part in parts if part not in _VERBS)


def _tool_call(call: Call, index: int, function: Mapping[str, Any]) -> Dict[str, Any]:
    schema = function.get("parameters") or {"type": "object", "properties": {}}
    arguments = value_for(schema, "tools")
    return {
        "id": "{}_{}".format(call.identifier("call_"), index + 1),
        "type": "function",
        "function": {"name": function["name"], "arguments": json.dumps(arguments, ensure_ascii=False)},
    }
