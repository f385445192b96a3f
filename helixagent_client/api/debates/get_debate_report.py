# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation getDebateReport: GET /v1/debates/{debateId}/report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Union
from urllib.parse import quote

from ... import errors
from ..._convert import present, read_json
from ...models.json_object import JsonObject
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.report_format import ReportFormat
    from ...types import Response

OPERATION = Operation(
    operation_id="getDebateReport",
    method="get",
    path="/v1/debates/{debateId}/report",
    request=None,
    response=JsonObject,
    stream=None,
)


def _get_kwargs(debate_id: str, *, format: Union[ReportFormat, None, Unset] = UNSET) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {
        "method": "get",
        "url": "/v1/debates/{debate_id}/report".format(debate_id=quote(str(debate_id), safe="")),
    }
    _kwargs["params"] = present({"format": format})
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[JsonObject, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        data = read_json(response)
        parsed_1: JsonObject = JsonObject.from_dict(data) if isinstance(data, dict) else data
        return parsed_1
    if response.status_code in (400, 401, 403, 404, 409, 429, 500, 503):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(
    debate_id: str, *, client: AuthenticatedClient, format: Union[ReportFormat, None, Unset] = UNSET
) -> Response[Optional[Union[JsonObject, ErrorResponse]]]:
    """Retrieve the report of a debate.

    Retrieves the full record of a debate as a JSON object, an HTML page or a PDF file.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        format: Format of the report. The default is JSON.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(debate_id=debate_id, format=format))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    debate_id: str, *, client: AuthenticatedClient, format: Union[ReportFormat, None, Unset] = UNSET
) -> Response[Optional[Union[JsonObject, ErrorResponse]]]:
    """Retrieve the report of a debate.

    Retrieves the full record of a debate as a JSON object, an HTML page or a PDF file.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        format: Format of the report. The default is JSON.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(**_get_kwargs(debate_id=debate_id, format=format))
    return read_response(client, response, _parse_response)


def sync(
    debate_id: str, *, client: AuthenticatedClient, format: Union[ReportFormat, None, Unset] = UNSET
) -> Optional[Union[JsonObject, ErrorResponse]]:
    """Retrieve the report of a debate.

    Retrieves the full record of a debate as a JSON object, an HTML page or a PDF file.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        format: Format of the report. The default is JSON.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, debate_id=debate_id, format=format).parsed_or_raise()


async def asyncio(
    debate_id: str, *, client: AuthenticatedClient, format: Union[ReportFormat, None, Unset] = UNSET
) -> Optional[Union[JsonObject, ErrorResponse]]:
    """Retrieve the report of a debate.

    Retrieves the full record of a debate as a JSON object, an HTML page or a PDF file.

    Args:
        debate_id: ID of the debate.
        client: The client that sends the request.
        format: Format of the report. The default is JSON.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, debate_id=debate_id, format=format)).parsed_or_raise()
