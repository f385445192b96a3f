"""Parse a response body into a model or an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional

from helixagent_client.models.message_response import MessageResponse
from helixagent_client.types import ApiModel, Operation

from ...exceptions import HelixAgentError, InvalidResponseError, ProviderError
from ..json_text import decode_json
from ..steps import Response
from .error_bodies import error_facts, reports_error
from .errors import failure_in, invalid_response

if TYPE_CHECKING:
    from helixagent_client.models.mcp_tool_result import McpToolResult


def parse_response(response: Response, description: Operation, then: Optional[Callable[[Any], Any]] = None) -> Any:
    """Parse a response into the operation's model.

    Args:
        response: A complete response (not a stream) with a 2xx status.
        description: The operation. Its `response` is the generated class, or None if there is no response body.
        then: Called with the model. It returns the result, or raises a ValueError if the response is invalid.

    Raises:
        InvalidResponseError: The body is not a JSON object, or `then` raised a ValueError.
        ProviderError: The body says that the call failed.
    """
    content = response.content or b""
    model = description.response
    if model is None or (not content and (description.may_be_empty or model is MessageResponse)):
        # A server may omit a body that only confirms success.
        return None
    data = decode_json(content)
    if isinstance(data, list) and reports_error(data):
        raise failure_in(response, content)
    if not isinstance(data, dict):
        raise invalid_response(response, content, "The response is not a JSON object")
    if is_error(data, model):
        raise failure_in(response, content)
    result = model.from_dict(data)
    if isinstance(result, ApiModel):
        # A model with arbitrary keys does not have this attribute.
        result._request_id = response.headers.get("x-request-id")
    try:
        return result if then is None else then(result)
    except InvalidResponseError as error:
        add_note(error, response.note)
        raise
    except ValueError as error:
        raise invalid_response(response, content, str(error)) from None


def add_note(error: InvalidResponseError, note: Optional[str]) -> None:
    """Append a sentence about the server to an exception's message."""
    if note:
        error.message = f"{error.message} {note}"
        error.args = (error.message,)


def content_of(response: Response, description: Operation, then: Optional[Callable[[Any], Any]] = None) -> bytes:
    """Return the body as bytes, for operations that return a file.

    Raises:
        ProviderError: The body reports a failure instead of containing the file.
    """
    content = response.content or b""
    data = decode_json(content) if "json" in response.headers.get("content-type", "") else None
    if isinstance(data, dict) and is_error(data, description.response):
        raise failure_in(response, content)
    return content


def is_error(data: Mapping[str, Any], model: Any) -> bool:
    """Return whether the JSON object of a successful response reports a failure.

    A non-empty `error` member reports a failure, unless the response describes an object that has failed, such as a
    task or a debate with a status. In a JSON-RPC envelope or together with `success: false`, it always reports a
    failure.
    """
    if not reports_error(data):
        return False
    if "jsonrpc" in data or data.get("success") is False:
        return True
    state = data.get("status")
    # The statuses `error` and `fail` belong to an envelope, not to an object.
    tells_of_a_state = isinstance(state, str) and state.lower() not in ("error", "fail") and "status" in model.__slots__
    return not tells_of_a_state and "error" not in model.__slots__


def not_an_event_stream(response: Response, content: bytes) -> HelixAgentError:
    """Return the exception for a response to a streaming call that is not an event stream."""
    if reports_error(decode_json(content)):
        return failure_in(response, content)
    return invalid_response(response, content, "The response is not an event stream")


def succeeded(result: McpToolResult) -> McpToolResult:
    """Return the result of an MCP tool that was successful.

    Raises:
        ProviderError: The tool failed.
    """
    body = result.to_dict() if result.error or result.success is False else {}
    if result.success is not False and not reports_error(body):
        return result
    reason = error_facts(body)["message"]
    raise ProviderError(
        f"The tool failed: {reason}" if reason else "The tool failed and gave no reason.",
        status_code=200,
        body=body,
        request_id=result._request_id,
    )
