"""The coding agents that the sandbox lists."""

from __future__ import annotations

from typing import Any, Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply, not_found


def _agent(name: str, description: str, *capabilities: str) -> Dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "version": "1.0.0",
        "status": "available",
        "capabilities": list(capabilities),
        "protocols": ["mcp", "acp"],
    }


_AGENTS = {
    agent["name"]: agent
    for agent in (
        _agent("helixcode", "Writes and changes code", "code", "review", "tools"),
        _agent("opencode", "Works in a terminal", "code", "shell"),
        _agent("crush", "Answers questions about a code base", "search", "explain"),
    )
}


def get_agent(call: Call) -> Reply:
    """Handle getAgent."""
    name = call.path_params["name"]
    if name not in _AGENTS:
        raise not_found("Agent", name)
    return json_reply(_AGENTS[name])


HANDLERS: Dict[str, Handler] = {
    "listAgents": lambda call: json_reply({"agents": list(_AGENTS.values()), "total": len(_AGENTS)}),
    "getAgent": get_agent,
}
