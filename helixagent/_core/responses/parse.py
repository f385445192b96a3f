"""Parse a response body into a model or an exception."""

from __future__ import annotations

from typing import Any, Callable, List, Mapping, Optional

from helixagent_client.models.message_response import MessageResponse
from helixagent_client.types import ApiModel, Operation

from ...exceptions import HelixAgentError, InvalidResponseError
from ..json_text import decode_json
from ..secret import mask, mask_headers
from ..steps import Response
from .error_bodies import excerpt, parsed_or_text, reports_error
from .errors import error_in_success


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
    hidden = _hidden(response)
    data = decode_json(mask(content, hidden))
    if reports_error(data):
        headers = mask_headers(response.headers, hidden)
        return _at(response, error_in_success(response.status_code, headers, data, attempts=response.attempts))
    return invalid_response(response, content, "The response is not an event stream")


def failure_in(response: Response, content: bytes) -> HelixAgentError:
    """Return the exception for a success status whose body reports a failure."""
    # This is a separate function because some tracebacks show the variables of each frame that an exception passes.
    hidden = _hidden(response)
    headers, body = mask_headers(response.headers, hidden), parsed_or_text(mask(content, hidden))
    return _at(response, error_in_success(response.status_code, headers, body, attempts=response.attempts))


def invalid_response(response: Response, content: bytes, problem: str) -> InvalidResponseError:
    """Return the exception for a response body that violates the API."""
    hidden = _hidden(response)
    text = mask(content, hidden).decode("utf-8", "replace")
    headers = mask_headers(response.headers, hidden)
    kind = headers.get("content-type", "no content type")
    note = f" {response.note}" if response.note else ""
    return InvalidResponseError(
        f"{problem} ({kind}): {excerpt(text) or 'it is empty'}{note}",
        status_code=response.status_code,
        headers=headers,
        attempts=response.attempts,
        body=text,
        request_id=headers.get("x-request-id"),
        url=response.url,
    )


def _at(response: Response, error: HelixAgentError) -> HelixAgentError:
    error.url = response.url
    return error


def _hidden(response: Response) -> List[str]:
    return [secret.reveal() for secret in response.secrets]
