"""The HelixAgent SDK: chat, ensembles, embeddings and more from many LLM providers, through one API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

from ._core.version import __version__

if TYPE_CHECKING:
    from . import exceptions, resources, types, webhooks
    from ._async.chat_stream import AsyncChatStream, AsyncParsedChatStream
    from ._async.client import AsyncHelixAgent
    from ._async.listing import AsyncListing
    from ._async.page import AsyncPage
    from ._async.stream import AsyncStream
    from ._async.task_events import AsyncTaskEventStream
    from ._async.tool_run import AsyncToolRun
    from ._core.openapi import openapi
    from ._core.requests.images import image_data_url
    from ._core.requests.options import NOT_GIVEN, NotGiven, Runtime
    from ._core.responses.embeddings import ArrayEmbeddingResponse, Base64EmbeddingResponse
    from ._core.responses.parsed import ParsedChatCompletion
    from ._core.responses.raw_response import RawResponse
    from ._core.tool_loop.results import ToolRunCall, ToolRunResult
    from ._core.tool_loop.tools import FunctionTool
    from ._core.webhooks import verify_standard_webhook, verify_webhook_signature
    from ._sync.chat_stream import ChatStream, ParsedChatStream
    from ._sync.client import HelixAgent
    from ._sync.page import Page
    from ._sync.stream import Stream
    from ._sync.task_events import TaskEventStream
    from ._sync.tool_run import ToolRun
    from ._transport.mcp_session import mcp_tools
    from ._transport.task_socket import TaskSocket
    from .client import HelixAgentClient
    from .exceptions import *

# Maps each public name that is not an exception to its module. The module is imported when the name is first used (PEP
# 562), so that importing the package stays cheap.
_HOMES = {
    "ArrayEmbeddingResponse": "_core.responses.embeddings",
    "AsyncChatStream": "_async.chat_stream",
    "AsyncHelixAgent": "_async.client",
    "AsyncListing": "_async.listing",
    "AsyncPage": "_async.page",
    "AsyncParsedChatStream": "_async.chat_stream",
    "AsyncStream": "_async.stream",
    "AsyncTaskEventStream": "_async.task_events",
    "AsyncToolRun": "_async.tool_run",
    "Base64EmbeddingResponse": "_core.responses.embeddings",
    "ChatStream": "_sync.chat_stream",
    "FunctionTool": "_core.tool_loop.tools",
    "HelixAgent": "_sync.client",
    "HelixAgentClient": "client",
    "NOT_GIVEN": "_core.requests.options",
    "NotGiven": "_core.requests.options",
    "Page": "_sync.page",
    "ParsedChatCompletion": "_core.responses.parsed",
    "ParsedChatStream": "_sync.chat_stream",
    "RawResponse": "_core.responses.raw_response",
    "Runtime": "_core.requests.options",
    "Stream": "_sync.stream",
    "TaskEventStream": "_sync.task_events",
    "TaskSocket": "_transport.task_socket",
    "ToolRun": "_sync.tool_run",
    "ToolRunCall": "_core.tool_loop.results",
    "ToolRunResult": "_core.tool_loop.results",
    "image_data_url": "_core.requests.images",
    "mcp_tools": "_transport.mcp_session",
    "openapi": "_core.openapi",
    "verify_standard_webhook": "_core.webhooks",
    "verify_webhook_signature": "_core.webhooks",
}

# These modules are imported on first use.
_MODULES = ("exceptions", "resources", "types", "webhooks")

__all__ = [
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "ArrayEmbeddingResponse",
    "AsyncChatStream",
    "AsyncHelixAgent",
    "AsyncListing",
    "AsyncPage",
    "AsyncParsedChatStream",
    "AsyncStream",
    "AsyncTaskEventStream",
    "AsyncToolRun",
    "AuthenticationError",
    "BadRequestError",
    "Base64EmbeddingResponse",
    "ChatStream",
    "ClientClosedError",
    "ConflictError",
    "DeadlineExceededError",
    "FunctionTool",
    "HelixAgent",
    "HelixAgentClient",
    "HelixAgentError",
    "IncompleteStreamError",
    "InternalServerError",
    "InvalidResponseError",
    "JobFailedError",
    "MaxTurnsError",
    "MissingExtraError",
    "NetworkError",
    "NotFoundError",
    "NotGiven",
    "NotSupportedError",
    "Page",
    "ParsedChatCompletion",
    "ParsedChatStream",
    "PermissionDeniedError",
    "ProviderError",
    "RateLimitError",
    "RawResponse",
    "Runtime",
    "Stream",
    "StreamIdleTimeoutError",
    "TaskEventStream",
    "TaskSocket",
    "ToolCallError",
    "ToolRun",
    "ToolRunCall",
    "ToolRunResult",
    "UnprocessableEntityError",
    "ValidationError",
    "WaitTimeoutError",
    "WebhookVerificationError",
    "__version__",
    "exceptions",
    "image_data_url",
    "mcp_tools",
    "openapi",
    "resources",
    "types",
    "verify_standard_webhook",
    "verify_webhook_signature",
    "webhooks",
]


if not TYPE_CHECKING:
    # Type checkers don't see this function, because it would hide misspelled imports from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name in _MODULES:
            # The import system stores the module as an attribute of this package.
            return import_module(f"{__name__}.{name}")
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'exceptions')}"), name)
        return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
