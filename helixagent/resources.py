# Written by `make generate` from codegen/names.yaml; do not edit.
"""The classes of `client.chat`, `client.debates` and the other resources, for type annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from helixagent._async.resources import (
        AsyncAgents,
        AsyncAuth,
        AsyncBatch,
        AsyncChat,
        AsyncChatCompletions,
        AsyncCompletions,
        AsyncDebates,
        AsyncEmbeddings,
        AsyncEnsemble,
        AsyncEnsembleCompletions,
        AsyncMCP,
        AsyncMCPTools,
        AsyncModels,
        AsyncProviders,
        AsyncSessions,
        AsyncTasks,
        AsyncVision,
        AsyncWebhooks,
    )
    from helixagent._sync.resources import (
        MCP,
        Agents,
        Auth,
        Batch,
        Chat,
        ChatCompletions,
        Completions,
        Debates,
        Embeddings,
        Ensemble,
        EnsembleCompletions,
        MCPTools,
        Models,
        Providers,
        Sessions,
        Tasks,
        Vision,
        Webhooks,
    )

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "AsyncAgents": "helixagent._async.resources",
    "AsyncAuth": "helixagent._async.resources",
    "AsyncBatch": "helixagent._async.resources",
    "AsyncChat": "helixagent._async.resources",
    "AsyncChatCompletions": "helixagent._async.resources",
    "AsyncCompletions": "helixagent._async.resources",
    "AsyncDebates": "helixagent._async.resources",
    "AsyncEmbeddings": "helixagent._async.resources",
    "AsyncEnsemble": "helixagent._async.resources",
    "AsyncEnsembleCompletions": "helixagent._async.resources",
    "AsyncMCP": "helixagent._async.resources",
    "AsyncMCPTools": "helixagent._async.resources",
    "AsyncModels": "helixagent._async.resources",
    "AsyncProviders": "helixagent._async.resources",
    "AsyncSessions": "helixagent._async.resources",
    "AsyncTasks": "helixagent._async.resources",
    "AsyncVision": "helixagent._async.resources",
    "AsyncWebhooks": "helixagent._async.resources",
    "Agents": "helixagent._sync.resources",
    "Auth": "helixagent._sync.resources",
    "Batch": "helixagent._sync.resources",
    "Chat": "helixagent._sync.resources",
    "ChatCompletions": "helixagent._sync.resources",
    "Completions": "helixagent._sync.resources",
    "Debates": "helixagent._sync.resources",
    "Embeddings": "helixagent._sync.resources",
    "Ensemble": "helixagent._sync.resources",
    "EnsembleCompletions": "helixagent._sync.resources",
    "MCP": "helixagent._sync.resources",
    "MCPTools": "helixagent._sync.resources",
    "Models": "helixagent._sync.resources",
    "Providers": "helixagent._sync.resources",
    "Sessions": "helixagent._sync.resources",
    "Tasks": "helixagent._sync.resources",
    "Vision": "helixagent._sync.resources",
    "Webhooks": "helixagent._sync.resources",
}

__all__ = [
    "MCP",
    "Agents",
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
