"""The classes of `client.chat`, `client.debates` and the other resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helixagent._async.resources.agents import AsyncAgents as AsyncAgents
    from helixagent._async.resources.auth import AsyncAuth as AsyncAuth
    from helixagent._async.resources.batch import AsyncBatch as AsyncBatch
    from helixagent._async.resources.chat import AsyncChat as AsyncChat, AsyncChatCompletions as AsyncChatCompletions
    from helixagent._async.resources.completions import AsyncCompletions as AsyncCompletions
    from helixagent._async.resources.debates import AsyncDebates as AsyncDebates
    from helixagent._async.resources.embeddings import AsyncEmbeddings as AsyncEmbeddings
    from helixagent._async.resources.ensemble import (
        AsyncEnsemble as AsyncEnsemble,
        AsyncEnsembleCompletions as AsyncEnsembleCompletions,
    )
    from helixagent._async.resources.mcp import AsyncMCP as AsyncMCP, AsyncMCPTools as AsyncMCPTools
    from helixagent._async.resources.models import AsyncModels as AsyncModels
    from helixagent._async.resources.providers import AsyncProviders as AsyncProviders
    from helixagent._async.resources.sessions import AsyncSessions as AsyncSessions
    from helixagent._async.resources.tasks import AsyncTasks as AsyncTasks
    from helixagent._async.resources.vision import AsyncVision as AsyncVision
    from helixagent._async.resources.webhooks import AsyncWebhooks as AsyncWebhooks

# Maps each class to its module. The module is imported when the class is first used (PEP 562), or when an annotation is
# evaluated.
_MODULES = {
    "AsyncAgents": "agents",
    "AsyncAuth": "auth",
    "AsyncBatch": "batch",
    "AsyncChat": "chat",
    "AsyncChatCompletions": "chat",
    "AsyncCompletions": "completions",
    "AsyncDebates": "debates",
    "AsyncEmbeddings": "embeddings",
    "AsyncEnsemble": "ensemble",
    "AsyncEnsembleCompletions": "ensemble",
    "AsyncMCP": "mcp",
    "AsyncMCPTools": "mcp",
    "AsyncModels": "models",
    "AsyncProviders": "providers",
    "AsyncSessions": "sessions",
    "AsyncTasks": "tasks",
    "AsyncVision": "vision",
    "AsyncWebhooks": "webhooks",
}


if not TYPE_CHECKING:
    # Type checkers don't see this function, because it would hide misspelled imports from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        return value
