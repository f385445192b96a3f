# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation rejectDebate: POST /v1/debates/{debateId}/reject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union
from urllib.parse import quote

from ... import errors
from ..._convert import dump, read_json
from ...models.debate import Debate
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.reject_debate_request import RejectDebateRequest
    from ...types import Response

OPERATION = Operation(
    operation_id="rejectDebate",
    method="post",
    path="/v1/debates/{debateId}/reject",
    request="RejectDebateRequest",
    response=Debate,
    stream=None,
)


def _get_kwargs(
    debate_id: str, *, body: Union[RejectDebateRequest, Mapping[str, Any], None, Unset] = UNSET
) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {
        "method": "post",
        "url": "/v1/debates/{debate_id}/reject".format(debate_id=quote(str(debate_id), safe="")),
    }
    if body is not None and not isinstance(body, Unset):
        _kwargs["json"] = dump(body)
        _kwargs.setdefault("headers", {})["Content-Type"] = "application/json"
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[Debate, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        data = read_json(response)
        parsed_1: Debate = Debate.from_dict(data) if isinstance(data, dict) else data
        return parsed_1
    if response.status_code in (400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(
    debate_id: str,
    *,
    client: AuthenticatedClient,
    body: Union[RejectDebateRequest, Mapping[str, Any], None, Unset] = UNSET,
) -> Response[Optional[Union[Debate, ErrorResponse]]]:
    """Reject a debate.

    Ends a debate that is waiting for approval.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        body: The reason why a debate is rejected.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(debate_id=debate_id, body=body))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    debate_id: str,
    *,
    client: AuthenticatedClient,
    body: Union[RejectDebateRequest, Mapping[str, Any], None, Unset] = UNSET,
) -> Response[Optional[Union[Debate, ErrorResponse]]]:
    """Reject a debate.

    Ends a debate that is waiting for approval.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        body: The reason why a debate is rejected.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(**_get_kwargs(debate_id=debate_id, body=body))
    return read_response(client, response, _parse_response)


def sync(
    debate_id: str,
    *,
    client: AuthenticatedClient,
    body: Union[RejectDebateRequest, Mapping[str, Any], None, Unset] = UNSET,
) -> Optional[Union[Debate, ErrorResponse]]:
    """Reject a debate.

    Ends a debate that is waiting for approval.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        body: The reason why a debate is rejected.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, debate_id=debate_id, body=body).parsed_or_raise()


async def asyncio(
    debate_id: str,
    *,
    client: AuthenticatedClient,
    body: Union[RejectDebateRequest, Mapping[str, Any], None, Unset] = UNSET,
) -> Optional[Union[Debate, ErrorResponse]]:
    """Reject a debate.

    Ends a debate that is waiting for approval.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        body: The reason why a debate is rejected.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, debate_id=debate_id, body=body)).parsed_or_raise()
