# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation createTask: POST /v1/tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

from ... import errors
from ..._convert import dump, read_json
from ...models.task import Task
from ...types import Operation

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.task_request import TaskRequest
    from ...types import Response

OPERATION = Operation(
    operation_id="createTask", method="post", path="/v1/tasks", request="TaskRequest", response=Task, stream=None
)


def _get_kwargs(*, body: Union[TaskRequest, Mapping[str, Any]]) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {"method": "post", "url": "/v1/tasks"}
    _kwargs["json"] = dump(body)
    _kwargs.setdefault("headers", {})["Content-Type"] = "application/json"
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[Task, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code in (201, 202):
        data = read_json(response)
        parsed_1: Task = Task.from_dict(data) if isinstance(data, dict) else data
        return parsed_1
    if response.status_code in (400, 401, 403, 413, 415, 422, 429, 500, 503):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(
    *, client: AuthenticatedClient, body: Union[TaskRequest, Mapping[str, Any]]
) -> Response[Optional[Union[Task, ErrorResponse]]]:
    """Start a task.

    Starts a background task. The response is sent immediately.

    Args:
        client: The client that sends the request.
        body: A background task to start.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(body=body))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    *, client: AuthenticatedClient, body: Union[TaskRequest, Mapping[str, Any]]
) -> Response[Optional[Union[Task, ErrorResponse]]]:
    """Start a task.

    Starts a background task. The response is sent immediately.

    Args:
        client: The client that sends the request.
        body: A background task to start.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(**_get_kwargs(body=body))
    return read_response(client, response, _parse_response)


def sync(
    *, client: AuthenticatedClient, body: Union[TaskRequest, Mapping[str, Any]]
) -> Optional[Union[Task, ErrorResponse]]:
    """Start a task.

    Starts a background task. The response is sent immediately.

    Args:
        client: The client that sends the request.
        body: A background task to start.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, body=body).parsed_or_raise()


async def asyncio(
    *, client: AuthenticatedClient, body: Union[TaskRequest, Mapping[str, Any]]
) -> Optional[Union[Task, ErrorResponse]]:
    """Start a task.

    Starts a background task. The response is sent immediately.

    Args:
        client: The client that sends the request.
        body: A background task to start.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, body=body)).parsed_or_raise()
