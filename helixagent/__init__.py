# Written by `make generate` from codegen/names.yaml; do not edit.
"""The HelixAgent SDK: chat, ensembles, embeddings and more from many LLM providers, through one API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from . import exceptions, resources, types, webhooks
    from ._async.chat_stream import AsyncChatStream, AsyncParsedChatStream
    from ._async.client import AsyncHelixAgent
    from ._async.listing import AsyncListing
    from ._async.page import AsyncPage
    from ._async.stream import AsyncStream
    from ._async.task_events import AsyncTaskEventStream
    from ._async.task_socket import TaskSocket
    from ._async.tool_run import AsyncToolRun
    from ._core.openapi import openapi
    from ._core.requests.images import image_data_url
    from ._core.requests.options import NOT_GIVEN, NotGiven, Runtime
    from ._core.responses.embeddings import ArrayEmbeddingResponse, Base64EmbeddingResponse
    from ._core.responses.parsed import ParsedChatCompletion
    from ._core.responses.raw_response import RawResponse
    from ._core.tool_loop.results import ToolRunCall, ToolRunResult
    from ._core.tool_loop.tools import FunctionTool
    from ._core.version import __version__
    from ._core.webhooks import verify_standard_webhook, verify_webhook_signature
    from ._sync.chat_stream import ChatStream, ParsedChatStream
    from ._sync.client import HelixAgent
    from ._sync.page import Page
    from ._sync.stream import Stream
    from ._sync.task_events import TaskEventStream
    from ._sync.tool_run import ToolRun
    from ._transport.mcp_session import mcp_tools
    from .client import HelixAgentClient
    from .exceptions import (
        APIConnectionError,
        APIError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ClientClosedError,
        ConflictError,
        DeadlineExceededError,
        HelixAgentError,
        IncompleteStreamError,
        InternalServerError,
        InvalidResponseError,
        JobFailedError,
        MaxTurnsError,
        MissingExtraError,
        NetworkError,
        NotFoundError,
        NotSupportedError,
        PermissionDeniedError,
        ProviderError,
        RateLimitError,
        StreamIdleTimeoutError,
        ToolCallError,
        UnprocessableEntityError,
        ValidationError,
        WaitTimeoutError,
        WebhookVerificationError,
    )

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "AsyncChatStream": "._async.chat_stream",
    "AsyncParsedChatStream": "._async.chat_stream",
    "AsyncHelixAgent": "._async.client",
    "AsyncListing": "._async.listing",
    "AsyncPage": "._async.page",
    "AsyncStream": "._async.stream",
    "AsyncTaskEventStream": "._async.task_events",
    "TaskSocket": "._async.task_socket",
    "AsyncToolRun": "._async.tool_run",
    "openapi": "._core.openapi",
    "image_data_url": "._core.requests.images",
    "NOT_GIVEN": "._core.requests.options",
    "NotGiven": "._core.requests.options",
    "Runtime": "._core.requests.options",
    "ArrayEmbeddingResponse": "._core.responses.embeddings",
    "Base64EmbeddingResponse": "._core.responses.embeddings",
    "ParsedChatCompletion": "._core.responses.parsed",
    "RawResponse": "._core.responses.raw_response",
    "ToolRunCall": "._core.tool_loop.results",
    "ToolRunResult": "._core.tool_loop.results",
    "FunctionTool": "._core.tool_loop.tools",
    "__version__": "._core.version",
    "verify_standard_webhook": "._core.webhooks",
    "verify_webhook_signature": "._core.webhooks",
    "ChatStream": "._sync.chat_stream",
    "ParsedChatStream": "._sync.chat_stream",
    "HelixAgent": "._sync.client",
    "Page": "._sync.page",
    "Stream": "._sync.stream",
    "TaskEventStream": "._sync.task_events",
    "ToolRun": "._sync.tool_run",
    "mcp_tools": "._transport.mcp_session",
    "HelixAgentClient": ".client",
    "APIConnectionError": ".exceptions",
    "APIError": ".exceptions",
    "APIStatusError": ".exceptions",
    "APITimeoutError": ".exceptions",
    "AuthenticationError": ".exceptions",
    "BadRequestError": ".exceptions",
    "ClientClosedError": ".exceptions",
    "ConflictError": ".exceptions",
    "DeadlineExceededError": ".exceptions",
    "HelixAgentError": ".exceptions",
    "IncompleteStreamError": ".exceptions",
    "InternalServerError": ".exceptions",
    "InvalidResponseError": ".exceptions",
    "JobFailedError": ".exceptions",
    "MaxTurnsError": ".exceptions",
    "MissingExtraError": ".exceptions",
    "NetworkError": ".exceptions",
    "NotFoundError": ".exceptions",
    "NotSupportedError": ".exceptions",
    "PermissionDeniedError": ".exceptions",
    "ProviderError": ".exceptions",
    "RateLimitError": ".exceptions",
    "StreamIdleTimeoutError": ".exceptions",
    "ToolCallError": ".exceptions",
    "UnprocessableEntityError": ".exceptions",
    "ValidationError": ".exceptions",
    "WaitTimeoutError": ".exceptions",
    "WebhookVerificationError": ".exceptions",
}

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
    # Type checkers do not see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name in ("exceptions", "resources", "types", "webhooks"):
            # The import system stores the module as an attribute of this package.
            return import_module(f".{name}", __name__)
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted(__all__)
