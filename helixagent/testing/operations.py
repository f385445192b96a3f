"""The operations of the API under the names that people have for them: the SDK's method, or the spec's operationId."""

from __future__ import annotations

import difflib
import functools
import importlib
import re
from typing import Any, Iterable, List, Mapping, Optional

from helixagent.testing.sandbox.exchange import ApiError
from helixagent.testing.sandbox.spec import Spec

METHODS: Mapping[str, str] = {
    "agents.get": "getAgent",
    "agents.list": "listAgents",
    "auth.login": "loginUser",
    "auth.logout": "logoutUser",
    "auth.me": "getCurrentUser",
    "auth.refresh": "refreshToken",
    "auth.register": "registerUser",
    "chat.completions.acreate": "createChatCompletion",
    "chat.completions.create": "createChatCompletion",
    "chat.completions.parse": "createChatCompletion",
    "chat.completions.stream": "createChatCompletion",
    "completions.acreate": "createCompletion",
    "completions.create": "createCompletion",
    "debates.approve": "approveDebate",
    "debates.create": "createDebate",
    "debates.delete": "deleteDebate",
    "debates.get": "getDebate",
    "debates.get_report": "getDebateReport",
    "debates.get_results": "getDebateResults",
    "debates.get_status": "getDebateStatus",
    "debates.list": "listDebates",
    "debates.reject": "rejectDebate",
    "debates.team": "getDebateTeam",
    "embeddings.create": "createEmbeddings",
    "ensemble.completions.create": "createEnsembleCompletion",
    "health": "getHealth",
    "mcp.capabilities": "getMcpCapabilities",
    "mcp.prompts": "listMcpPrompts",
    "mcp.resources": "listMcpResources",
    "mcp.tools": "listMcpTools",
    "mcp.tools.call": "callMcpTool",
    "mcp.tools.list": "listMcpTools",
    "models.list": "listModels",
    "models.retrieve": "getModel",
    "providers.add": "addProvider",
    "providers.get": "getProvider",
    "providers.get_health": "getProviderHealth",
    "providers.health": "getProvidersHealth",
    "providers.list": "listProviders",
    "providers.remove": "removeProvider",
    "providers.update": "updateProvider",
    "service_health": "getServiceHealth",
    "sessions.create": "createSession",
    "sessions.delete": "deleteSession",
    "sessions.get": "getSession",
    "sessions.list": "listSessions",
    "tasks.cancel": "cancelTask",
    "tasks.create": "createTask",
    "tasks.delete": "deleteTask",
    "tasks.get": "getTask",
    "tasks.get_logs": "getTaskLogs",
    "tasks.get_result": "getTaskResult",
    "tasks.get_status": "getTaskStatus",
    "tasks.list": "listTasks",
    "tasks.pause": "pauseTask",
    "tasks.queue": "getTaskQueue",
    "tasks.resume": "resumeTask",
    "tasks.stream_events": "streamTaskEvents",
    "tasks.websocket": "connectTaskSocket",
    "vision.analyze": "analyzeImage",
    "vision.ocr": "extractText",
    "webhooks.create": "createWebhook",
    "webhooks.delete": "deleteWebhook",
    "webhooks.get": "getWebhook",
    "webhooks.list": "listWebhooks",
}


@functools.lru_cache(maxsize=None)
def own_spec() -> Spec:
    """Return the spec of the installed client, read once."""
    return Spec()


def operation_named(name: str, spec: Optional[Spec] = None) -> str:
    """Return the `operationId` for a name.

    Args:
        name: An operationId, or a method of the SDK such as `chat.completions.create`.
        spec: The API; by default that of the installed client.

    Raises:
        ValueError: There is no such operation; the message says which have a similar name.
    """
    known = [operation.operation_id for operation in (spec or own_spec()).operations]
    found = METHODS.get(name, name)
    if found not in known:
        raise ValueError(
            f"There is no operation {name!r}{similar(name, [*METHODS, *known])}; "
            "name a method such as 'chat.completions.create', or an operationId of openapi.yaml."
        )
    return found


def similar(name: str, known: Iterable[str]) -> str:
    """Return what to add to a message about an unknown name: `; did you mean 'x'?`, or nothing."""
    close: List[str] = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def operation_of(method: str, path: str, spec: Optional[Spec] = None) -> Optional[str]:
    """Return the `operationId` of a request; None where the API has no such address.

    Args:
        method: The HTTP method.
        path: The path as it was sent; a query is not looked at.
        spec: The API; by default that of the installed client.
    """
    try:
        return (spec or own_spec()).match(method, path.partition("?")[0])[0].operation_id
    except ApiError:
        return None


@functools.lru_cache(maxsize=None)
def described(operation_id: str) -> Any:
    """Return what the generated client says of an operation (its `OPERATION`); None where it does not know it."""
    for operation in own_spec().operations:
        if operation.operation_id == operation_id:
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation_id).lower()
            tag = operation.definition["tags"][0]
            return importlib.import_module(f"helixagent_client.api.{tag}.{name}").OPERATION
    return None
