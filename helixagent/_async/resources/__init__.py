# Written by `make generate` from codegen/names.yaml; do not edit.
"""The classes of `client.chat`, `client.debates` and the other resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from helixagent._async.resources.agents import AsyncAgents
    from helixagent._async.resources.auth import AsyncAuth
    from helixagent._async.resources.batch import AsyncBatch
    from helixagent._async.resources.chat import AsyncChat, AsyncChatCompletions
    from helixagent._async.resources.completions import AsyncCompletions
    from helixagent._async.resources.debates import AsyncDebates
    from helixagent._async.resources.embeddings import AsyncEmbeddings
    from helixagent._async.resources.ensemble import AsyncEnsemble, AsyncEnsembleCompletions
    from helixagent._async.resources.mcp import AsyncMCP, AsyncMCPTools
    from helixagent._async.resources.models import AsyncModels
    from helixagent._async.resources.providers import AsyncProviders
    from helixagent._async.resources.sessions import AsyncSessions
    from helixagent._async.resources.tasks import AsyncTasks
    from helixagent._async.resources.vision import AsyncVision
    from helixagent._async.resources.webhooks import AsyncWebhooks

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "AsyncAgents": "helixagent._async.resources.agents",
    "AsyncAuth": "helixagent._async.resources.auth",
    "AsyncBatch": "helixagent._async.resources.batch",
    "AsyncChat": "helixagent._async.resources.chat",
    "AsyncChatCompletions": "helixagent._async.resources.chat",
    "AsyncCompletions": "helixagent._async.resources.completions",
    "AsyncDebates": "helixagent._async.resources.debates",
    "AsyncEmbeddings": "helixagent._async.resources.embeddings",
    "AsyncEnsemble": "helixagent._async.resources.ensemble",
    "AsyncEnsembleCompletions": "helixagent._async.resources.ensemble",
    "AsyncMCP": "helixagent._async.resources.mcp",
    "AsyncMCPTools": "helixagent._async.resources.mcp",
    "AsyncModels": "helixagent._async.resources.models",
    "AsyncProviders": "helixagent._async.resources.providers",
    "AsyncSessions": "helixagent._async.resources.sessions",
    "AsyncTasks": "helixagent._async.resources.tasks",
    "AsyncVision": "helixagent._async.resources.vision",
    "AsyncWebhooks": "helixagent._async.resources.webhooks",
}

__all__ = [
    "AsyncAgents",
    "AsyncAuth",
    "AsyncBatch",
    "AsyncChat",
    "AsyncChatCompletions",
    "AsyncCompletions",
    "AsyncDebates",
    "AsyncEmbeddings",
    "AsyncEnsemble",
    "AsyncEnsembleCompletions",
    "AsyncMCP",
    "AsyncMCPTools",
    "AsyncModels",
    "AsyncProviders",
    "AsyncSessions",
    "AsyncTasks",
    "AsyncVision",
    "AsyncWebhooks",
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
