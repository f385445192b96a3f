"""The HelixAgent SDK: chat, ensembles, embeddings and more of many LLM providers behind one API."""

from __future__ import annotations

from ._version import __version__

# Type checkers take it for that of `typing`, the import of which would be nine tenths of the import of this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List

    from ._async_chat_stream import AsyncChatStream, AsyncParsedChatStream
    from ._async_client import AsyncHelixAgent
    from ._async_page import AsyncPage
    from ._async_stream import AsyncStream
    from ._async_task_events import AsyncTaskEventStream
    from ._chat_stream import ChatStream, ParsedChatStream
    from ._client import HelixAgent
    from ._core.images import image_data_url
    from ._core.options import NOT_GIVEN, NotGiven, Runtime
    from ._core.signatures import verify_standard_webhook, verify_webhook_signature
    from ._openapi import openapi
    from ._page import Page
    from ._parsed import ParsedChatCompletion
    from ._raw_response import RawResponse
    from ._stream import Stream
    from ._task_events import TaskEventStream
    from ._task_socket import TaskSocket
    from .client import HelixAgentClient
    from .exceptions import (
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        ConflictError,
        DeadlineExceededError,
        HelixAgentError,
        IncompleteStreamError,
        InvalidResponseError,
        JobFailedError,
        NetworkError,
        NotFoundError,
        NotSupportedError,
        PermissionDeniedError,
        ProviderError,
        RateLimitError,
        StreamIdleTimeoutError,
        ValidationError,
        WaitTimeoutError,
        WebhookVerificationError,
    )

# Where each public name lives; loaded when it is first asked for (PEP 562), so that importing the package stays cheap.
_HOMES = {
    "APIStatusError": "exceptions",
    "APITimeoutError": "exceptions",
    "AsyncChatStream": "_async_chat_stream",
    "AsyncHelixAgent": "_async_client",
    "AsyncPage": "_async_page",
    "AsyncParsedChatStream": "_async_chat_stream",
    "AsyncStream": "_async_stream",
    "AsyncTaskEventStream": "_async_task_events",
    "AuthenticationError": "exceptions",
    "ChatStream": "_chat_stream",
    "ConflictError": "exceptions",
    "DeadlineExceededError": "exceptions",
    "HelixAgent": "_client",
    "HelixAgentClient": "client",
    "HelixAgentError": "exceptions",
    "IncompleteStreamError": "exceptions",
    "InvalidResponseError": "exceptions",
    "JobFailedError": "exceptions",
    "NOT_GIVEN": "_core.options",
    "NetworkError": "exceptions",
    "NotFoundError": "exceptions",
    "NotGiven": "_core.options",
    "NotSupportedError": "exceptions",
    "Page": "_page",
    "ParsedChatCompletion": "_parsed",
    "ParsedChatStream": "_chat_stream",
    "PermissionDeniedError": "exceptions",
    "ProviderError": "exceptions",
    "RateLimitError": "exceptions",
    "RawResponse": "_raw_response",
    "Runtime": "_core.options",
    "Stream": "_stream",
    "StreamIdleTimeoutError": "exceptions",
    "TaskEventStream": "_task_events",
    "TaskSocket": "_task_socket",
    "ValidationError": "exceptions",
    "WaitTimeoutError": "exceptions",
    "WebhookVerificationError": "exceptions",
    "image_data_url": "_core.images",
    "openapi": "_openapi",
    "verify_standard_webhook": "_core.signatures",
    "verify_webhook_signature": "_core.signatures",
}

__all__ = [
    "NOT_GIVEN",
    "APIStatusError",
    "APITimeoutError",
    "AsyncChatStream",
    "AsyncHelixAgent",
    "AsyncPage",
    "AsyncParsedChatStream",
    "AsyncStream",
    "AsyncTaskEventStream",
    "AuthenticationError",
    "ChatStream",
    "ConflictError",
    "DeadlineExceededError",
    "HelixAgent",
    "HelixAgentClient",
    "HelixAgentError",
    "IncompleteStreamError",
    "InvalidResponseError",
    "JobFailedError",
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
    "ValidationError",
    "WaitTimeoutError",
    "WebhookVerificationError",
    "__version__",
    "image_data_url",
    "openapi",
    "verify_standard_webhook",
    "verify_webhook_signature",
]


if not TYPE_CHECKING:
    # Hidden from type checkers, which would let any misspelt import pass.
    def __getattr__(name: str) -> Any:
        if name in _HOMES:
            from importlib import import_module

            value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
            return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> List[str]:
    return sorted([*globals(), *_HOMES])
