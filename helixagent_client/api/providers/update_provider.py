# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation updateProvider: PUT /v1/providers/{provider}."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union
from urllib.parse import quote

from ... import errors
from ..._convert import dump, read_json
from ...models.provider import Provider
from ...types import Operation

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.provider_update_request import ProviderUpdateRequest
    from ...types import Response

OPERATION = Operation(
    operation_id="updateProvider",
    method="put",
    path="/v1/providers/{provider}",
    request="ProviderUpdateRequest",
    response=Provider,
    stream=None,
)


def _get_kwargs(provider: str, *, body: Union[ProviderUpdateRequest, Mapping[str, Any]]) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {
        "method": "put",
        "url": "/v1/providers/{provider}".format(provider=quote(str(provider), safe="")),
    }
    _kwargs["json"] = dump(body)
    _kwargs.setdefault("headers", {})["Content-Type"] = "application/json"
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[Provider, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        data = read_json(response)
        parsed_1: Provider = Provider.from_dict(data) if isinstance(data, dict) else data
        return parsed_1
    if response.status_code in (400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503, 504):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(
    provider: str, *, client: AuthenticatedClient, body: Union[ProviderUpdateRequest, Mapping[str, Any]]
) -> Response[Optional[Union[Provider, ErrorResponse]]]:
    """Update a provider.

    Updates the given fields of a provider. Other fields do not change.

    Args:
        provider: ID of the provider.
        client: The client that sends the request.
        body: The fields of a provider to update. Other fields do not change.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(provider=provider, body=body))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    provider: str, *, client: AuthenticatedClient, body: Union[ProviderUpdateRequest, Mapping[str, Any]]
) -> Response[Optional[Union[Provider, ErrorResponse]]]:
    """Update a provider.

    Updates the given fields of a provider. Other fields do not change.

    Args:
        provider: ID of the provider.
        client: The client that sends the request.
        body: The fields of a provider to update. Other fields do not change.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(**_get_kwargs(provider=provider, body=body))
    return read_response(client, response, _parse_response)


def sync(
    provider: str, *, client: AuthenticatedClient, body: Union[ProviderUpdateRequest, Mapping[str, Any]]
) -> Optional[Union[Provider, ErrorResponse]]:
    """Update a provider.

    Updates the given fields of a provider. Other fields do not change.

    Args:
        provider: ID of the provider.
        client: The client that sends the request.
        body: The fields of a provider to update. Other fields do not change.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, provider=provider, body=body).parsed_or_raise()


async def asyncio(
    provider: str, *, client: AuthenticatedClient, body: Union[ProviderUpdateRequest, Mapping[str, Any]]
) -> Optional[Union[Provider, ErrorResponse]]:
    """Update a provider.

    Updates the given fields of a provider. Other fields do not change.

    Args:
        provider: ID of the provider.
        client: The client that sends the request.
        body: The fields of a provider to update. Other fields do not change.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, provider=provider, body=body)).parsed_or_raise()
