# Written by `make generate` from helixagent/_async/resources/__init__.py; do not edit.
"""The classes of `client.chat`, `client.debates` and the other resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent._sync.resources.agents import Agents as Agents
    from helixagent._sync.resources.auth import Auth as Auth
    from helixagent._sync.resources.batch import Batch as Batch
    from helixagent._sync.resources.chat import Chat as Chat, ChatCompletions as ChatCompletions
    from helixagent._sync.resources.completions import Completions as Completions
    from helixagent._sync.resources.debates import Debates as Debates
    from helixagent._sync.resources.embeddings import Embeddings as Embeddings
    from helixagent._sync.resources.ensemble import Ensemble as Ensemble, EnsembleCompletions as EnsembleCompletions
    from helixagent._sync.resources.mcp import MCP as MCP, MCPTools as MCPTools
    from helixagent._sync.resources.models import Models as Models
    from helixagent._sync.resources.providers import Providers as Providers
    from helixagent._sync.resources.sessions import Sessions as Sessions
    from helixagent._sync.resources.tasks import Tasks as Tasks
    from helixagent._sync.resources.vision import Vision as Vision
    from helixagent._sync.resources.webhooks import Webhooks as Webhooks

# Maps each class to its module. The module is imported when the class is first used (PEP 562), or when an annotation is
# evaluated.
_MODULES = {
    "Agents": "agents",
    "Auth": "auth",
    "Batch": "batch",
    "Chat": "chat",
    "ChatCompletions": "chat",
    "Completions": "completions",
    "Debates": "debates",
    "Embeddings": "embeddings",
    "Ensemble": "ensemble",
    "EnsembleCompletions": "ensemble",
    "MCP": "mcp",
    "MCPTools": "mcp",
    "Models": "models",
    "Providers": "providers",
    "Sessions": "sessions",
    "Tasks": "tasks",
    "Vision": "vision",
    "Webhooks": "webhooks",
}


if not TYPE_CHECKING:
    # Type checkers don't see this function, because it would hide misspelled imports from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        return value
