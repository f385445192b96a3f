"""Turn a published server's error responses and missing features into exceptions."""

from __future__ import annotations

from typing import Any, Dict, Optional

from ...exceptions import APIStatusError, ConflictError, NotSupportedError
from .translation import GUIDE, ContractCall

# The complete response body for a path that the server does not have.
_NO_ROUTE = "404 page not found"
# Maps a method or a resource to the name of the feature that a server may lack.
_FEATURES = {
    "tasks.get_result": "task results",
    "tasks.stream_events": "task events",
    "tasks.websocket": "task events over WebSockets",
    "vision": "vision",
    "webhooks": "webhooks",
}
_LACKING = "Published servers of January 2026 lack webhooks, vision, task events and results"


def is_no_route(error: APIStatusError) -> bool:
    """Return whether the server does not have the path of a request."""
    kind = error.headers.get("content-type", "")
    text = error.body
    return (
        error.status_code == 404
        and kind.startswith("text/plain")
        and isinstance(text, str)
        and (text.strip() == _NO_ROUTE)
    )


def has_unknown_method(data: Any) -> bool:
    """Return whether the response is a JSON-RPC error."""
    return isinstance(data, dict) and "jsonrpc" in data and bool(data.get("error"))


def exception_for(error: APIStatusError, call: ContractCall) -> APIStatusError:
    """Return the exception for an error response from a published server.

    Args:
        error: The exception that the contract defines for the response.
        call: The call.
    """
    if is_no_route(error):
        return with_facts(lacking(call), error)
    details = error.body.get("error") if isinstance(error.body, dict) else None
    if error.status_code == 400 and isinstance(details, dict) and isinstance(details.get("status"), str):
        # The state of the debate or the task does not allow the call.
        conflict = ConflictError(error.message)
        with_facts(conflict, error)
        conflict.status_code = 409
        return conflict
    return error


def lacking(call: ContractCall) -> NotSupportedError:
    """Return the exception for a call that the server does not have."""
    feature = _FEATURES.get(call.name) or _FEATURES.get(call.name.partition(".")[0]) or call.name
    address = f"{call.method} {call.path}"
    return NotSupportedError(f"This HelixAgent server has no {feature} ({address}). {_LACKING}; {GUIDE}.")


def with_facts(translated: APIStatusError, refusal: Optional[APIStatusError]) -> APIStatusError:
    """Copy the status, body and headers of an error response to the exception that explains it."""
    if refusal is not None:
        facts: Dict[str, Any] = {
            name: getattr(refusal, name)
            for name in ("status_code", "code", "type", "body", "headers", "request_id", "attempts")
        }
        vars(translated).update(facts)
        translated.__cause__ = refusal
    return translated
