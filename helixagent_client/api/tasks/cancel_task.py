# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation cancelTask: POST /v1/tasks/{taskId}/cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Union
from urllib.parse import quote

from ... import errors
from ..._convert import read_json
from ...models.task import Task
from ...types import Operation

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...types import Response

OPERATION = Operation(
    operation_id="cancelTask", method="post", path="/v1/tasks/{taskId}/cancel", request=None, response=Task, stream=None
)


def _get_kwargs(task_id: str) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {
        "method": "post",
        "url": "/v1/tasks/{task_id}/cancel".format(task_id=quote(str(task_id), safe="")),
    }
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[Task, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        data = read_json(response)
        parsed_1: Task = Task.from_dict(data) if isinstance(data, dict) else data
        return parsed_1
    if response.status_code in (401, 403, 404, 409, 429, 500, 503):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(task_id: str, *, client: AuthenticatedClient) -> Response[Optional[Union[Task, ErrorResponse]]]:
    """Cancel a task.

    Cancels a task that has not ended.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(task_id=task_id))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    task_id: str, *, client: AuthenticatedClient
) -> Response[Optional[Union[Task, ErrorResponse]]]:
    """Cancel a task.

    Cancels a task that has not ended.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(**_get_kwargs(task_id=task_id))
    return read_response(client, response, _parse_response)


def sync(task_id: str, *, client: AuthenticatedClient) -> Optional[Union[Task, ErrorResponse]]:
    """Cancel a task.

    Cancels a task that has not ended.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, task_id=task_id).parsed_or_raise()


async def asyncio(task_id: str, *, client: AuthenticatedClient) -> Optional[Union[Task, ErrorResponse]]:
    """Cancel a task.

    Cancels a task that has not ended.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, task_id=task_id)).parsed_or_raise()
