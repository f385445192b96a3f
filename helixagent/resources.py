"""The classes of `client.chat`, `client.debates` and the other resources, for type annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from ._async.resources import (
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
    from ._sync.resources import (
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
    # Type checkers don't see this function, because it would hide misspelled imports from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        package = "_async" if name.startswith("Async") else "_sync"
        value = globals()[name] = getattr(import_module(f"helixagent.{package}.resources"), name)
        return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
