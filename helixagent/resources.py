"""The classes behind `client.chat`, `client.debates` and the other parts of the API, for type annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from ._async.resources.agents import AsyncAgents
    from ._async.resources.auth import AsyncAuth
    from ._async.resources.batch import AsyncBatch
    from ._async.resources.chat import AsyncChat, AsyncChatCompletions
    from ._async.resources.completions import AsyncCompletions
    from ._async.resources.debates import AsyncDebates
    from ._async.resources.embeddings import AsyncEmbeddings
    from ._async.resources.ensemble import AsyncEnsemble, AsyncEnsembleCompletions
    from ._async.resources.health import AsyncServerHealth
    from ._async.resources.mcp import AsyncMCP, AsyncMCPTools
    from ._async.resources.models import AsyncModels
    from ._async.resources.providers import AsyncProviders
    from ._async.resources.sessions import AsyncSessions
    from ._async.resources.tasks import AsyncTasks
    from ._async.resources.vision import AsyncVision
    from ._async.resources.webhooks import AsyncWebhooks
    from ._sync.resources.agents import Agents
    from ._sync.resources.auth import Auth
    from ._sync.resources.batch import Batch
    from ._sync.resources.chat import Chat, ChatCompletions
    from ._sync.resources.completions import Completions
    from ._sync.resources.debates import Debates
    from ._sync.resources.embeddings import Embeddings
    from ._sync.resources.ensemble import Ensemble, EnsembleCompletions
    from ._sync.resources.health import ServerHealth
    from ._sync.resources.mcp import MCP, MCPTools
    from ._sync.resources.models import Models
    from ._sync.resources.providers import Providers
    from ._sync.resources.sessions import Sessions
    from ._sync.resources.tasks import Tasks
    from ._sync.resources.vision import Vision
    from ._sync.resources.webhooks import Webhooks

# The module of each class. It is imported when the class is first used (PEP 562).
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
    "ServerHealth": "health",
    "Sessions": "sessions",
    "Tasks": "tasks",
    "Vision": "vision",
    "Webhooks": "webhooks",
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
    "AsyncServerHealth",
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
    "ServerHealth",
    "Sessions",
    "Tasks",
    "Vision",
    "Webhooks",
]


if not TYPE_CHECKING:
    # Type checkers don't see this function, because it would hide misspelled imports from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        is_async = name.startswith("Async")
        module = _MODULES.get(name[len("Async") :] if is_async else name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        package = "_async" if is_async else "_sync"
        value = globals()[name] = getattr(import_module(f"helixagent.{package}.resources.{module}"), name)
        return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
