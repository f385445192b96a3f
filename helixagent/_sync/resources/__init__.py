# Written by `make generate` from helixagent/_async/resources/__init__.py; do not edit.
"""The classes of `client.chat`, `client.debates` and the other resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from helixagent._sync.resources.agents import Agents
    from helixagent._sync.resources.auth import Auth
    from helixagent._sync.resources.batch import Batch
    from helixagent._sync.resources.chat import Chat, ChatCompletions
    from helixagent._sync.resources.completions import Completions
    from helixagent._sync.resources.debates import Debates
    from helixagent._sync.resources.embeddings import Embeddings
    from helixagent._sync.resources.ensemble import Ensemble, EnsembleCompletions
    from helixagent._sync.resources.mcp import MCP, MCPTools
    from helixagent._sync.resources.models import Models
    from helixagent._sync.resources.providers import Providers
    from helixagent._sync.resources.sessions import Sessions
    from helixagent._sync.resources.tasks import Tasks
    from helixagent._sync.resources.vision import Vision
    from helixagent._sync.resources.webhooks import Webhooks

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "Agents": "helixagent._sync.resources.agents",
    "Auth": "helixagent._sync.resources.auth",
    "Batch": "helixagent._sync.resources.batch",
    "Chat": "helixagent._sync.resources.chat",
    "ChatCompletions": "helixagent._sync.resources.chat",
    "Completions": "helixagent._sync.resources.completions",
    "Debates": "helixagent._sync.resources.debates",
    "Embeddings": "helixagent._sync.resources.embeddings",
    "Ensemble": "helixagent._sync.resources.ensemble",
    "EnsembleCompletions": "helixagent._sync.resources.ensemble",
    "MCP": "helixagent._sync.resources.mcp",
    "MCPTools": "helixagent._sync.resources.mcp",
    "Models": "helixagent._sync.resources.models",
    "Providers": "helixagent._sync.resources.providers",
    "Sessions": "helixagent._sync.resources.sessions",
    "Tasks": "helixagent._sync.resources.tasks",
    "Vision": "helixagent._sync.resources.vision",
    "Webhooks": "helixagent._sync.resources.webhooks",
}

__all__ = [
    "MCP",
    "Agents",
    "Auth",
    "Batch",
    "Chat",
    "ChatCompletions",
    "Completions",
    "Debates",
    "Embeddings",
    "Ensemble",
    "EnsembleCompletions",
    "MCPTools",
    "Models",
    "Providers",
    "Sessions",
    "Tasks",
    "Vision",
    "Webhooks",
]


if not TYPE_CHECKING:
    # Type checkers do not see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted(__all__)
