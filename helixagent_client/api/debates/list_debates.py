# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation listDebates: GET /v1/debates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from ... import errors
from ..._convert import present, read_json
from ...models.debate_list import DebateList
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.debate_state import DebateState
    from ...models.error_response import ErrorResponse
    from ...types import Response

OPERATION = Operation(
    operation_id="listDebates", method="get", path="/v1/debates", request=None, response=DebateList, stream=None
)


def _get_kwargs(
    *,
    status: Union[DebateState, None, Unset] = UNSET,
    limit: Union[int, None, Unset] = UNSET,
    offset: Union[int, None, Unset] = UNSET,
) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {"method": "get", "url": "/v1/debates"}
    _kwargs["params"] = present({"status": status, "limit": limit, "offset": offset})
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[DebateList, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        data = read_json(response)
        parsed_1: DebateList = DebateList.from_dict(data) if isinstance(data, dict) else data
        return parsed_1
    if response.status_code in (400, 401, 403, 429, 500, 503):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(
    *,
    client: AuthenticatedClient,
    status: Union[DebateState, None, Unset] = UNSET,
    limit: Union[int, None, Unset] = UNSET,
    offset: Union[int, None, Unset] = UNSET,
) -> Response[Optional[Union[DebateList, ErrorResponse]]]:
    """List the debates.

    Lists debates, newest first, in pages.

    Args:
        client: The client that sends the request.
        status: State of the debates to list.
        limit: Maximum number of items to return.
        offset: Number of items to skip.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(status=status, limit=limit, offset=offset))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    status: Union[DebateState, None, Unset] = UNSET,
    limit: Union[int, None, Unset] = UNSET,
    offset: Union[int, None, Unset] = UNSET,
) -> Response[Optional[Union[DebateList, ErrorResponse]]]:
    """List the debates.

    Lists debates, newest first, in pages.

    Args:
        client: The client that sends the request.
        status: State of the debates to list.
        limit: Maximum number of items to return.
        offset: Number of items to skip.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(**_get_kwargs(status=status, limit=limit, offset=offset))
    return read_response(client, response, _parse_response)


def sync(
    *,
    client: AuthenticatedClient,
    status: Union[DebateState, None, Unset] = UNSET,
    limit: Union[int, None, Unset] = UNSET,
    offset: Union[int, None, Unset] = UNSET,
) -> Optional[Union[DebateList, ErrorResponse]]:
    """List the debates.

    Lists debates, newest first, in pages.

    Args:
        client: The client that sends the request.
        status: State of the debates to list.
        limit: Maximum number of items to return.
        offset: Number of items to skip.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, status=status, limit=limit, offset=offset).parsed_or_raise()


async def asyncio(
    *,
    client: AuthenticatedClient,
    status: Union[DebateState, None, Unset] = UNSET,
    limit: Union[int, None, Unset] = UNSET,
    offset: Union[int, None, Unset] = UNSET,
) -> Optional[Union[DebateList, ErrorResponse]]:
    """List the debates.

    Lists debates, newest first, in pages.

    Args:
        client: The client that sends the request.
        status: State of the debates to list.
        limit: Maximum number of items to return.
        offset: Number of items to skip.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, status=status, limit=limit, offset=offset)).parsed_or_raise()
