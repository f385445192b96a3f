# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The operation streamTaskEvents: GET /v1/tasks/{taskId}/events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Union
from urllib.parse import quote

from ... import errors
from ..._convert import present_text, read_json
from ...models.task_event import TaskEvent
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...types import Response

OPERATION = Operation(
    operation_id="streamTaskEvents",
    method="get",
    path="/v1/tasks/{taskId}/events",
    request=None,
    response=None,
    stream=TaskEvent,
)


def _get_kwargs(task_id: str, *, last_event_id: Union[str, None, Unset] = UNSET) -> Dict[str, Any]:
    """Return the keyword arguments of `httpx.Client.request`."""
    _kwargs: Dict[str, Any] = {
        "method": "get",
        "url": "/v1/tasks/{task_id}/events".format(task_id=quote(str(task_id), safe="")),
    }
    _kwargs["headers"] = present_text({"Last-Event-ID": last_event_id})
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Optional[Union[str, ErrorResponse]]:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        parsed_1: str = response.text
        return parsed_1
    if response.status_code in (401, 403, 404, 429, 500, 503):
        data = read_json(response)
        parsed_2: ErrorResponse = ErrorResponse.from_dict(data) if isinstance(data, dict) else data
        return parsed_2
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def sync_detailed(
    task_id: str, *, client: AuthenticatedClient, last_event_id: Union[str, None, Unset] = UNSET
) -> Response[Optional[Union[str, ErrorResponse]]]:
    """Stream the events of a task.

    Streams the events of a task, from its start or after the event in `Last-Event-ID`. For a task that has ended, sends
    all past events and closes the stream.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.
        last_event_id: ID of the last event that was received. The stream continues after it.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = client.get_httpx_client().request(**_get_kwargs(task_id=task_id, last_event_id=last_event_id))
    return read_response(client, response, _parse_response)


async def asyncio_detailed(
    task_id: str, *, client: AuthenticatedClient, last_event_id: Union[str, None, Unset] = UNSET
) -> Response[Optional[Union[str, ErrorResponse]]]:
    """Stream the events of a task.

    Streams the events of a task, from its start or after the event in `Last-Event-ID`. For a task that has ended, sends
    all past events and closes the stream.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.
        last_event_id: ID of the last event that was received. The stream continues after it.

    Returns:
        The status, headers and content of the response, and the parsed content.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    from ...http_types import read_response

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(task_id=task_id, last_event_id=last_event_id)
    )
    return read_response(client, response, _parse_response)


def sync(
    task_id: str, *, client: AuthenticatedClient, last_event_id: Union[str, None, Unset] = UNSET
) -> Optional[Union[str, ErrorResponse]]:
    """Stream the events of a task.

    Streams the events of a task, from its start or after the event in `Last-Event-ID`. For a task that has ended, sends
    all past events and closes the stream.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.
        last_event_id: ID of the last event that was received. The stream continues after it.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return sync_detailed(client=client, task_id=task_id, last_event_id=last_event_id).parsed_or_raise()


async def asyncio(
    task_id: str, *, client: AuthenticatedClient, last_event_id: Union[str, None, Unset] = UNSET
) -> Optional[Union[str, ErrorResponse]]:
    """Stream the events of a task.

    Streams the events of a task, from its start or after the event in `Last-Event-ID`. For a task that has ended, sends
    all past events and closes the stream.

    Args:
        task_id: ID of the task.
        client: The client that sends the request.
        last_event_id: ID of the last event that was received. The stream continues after it.

    Returns:
        The parsed response, or None if it is empty.

    Raises:
        errors.UnexpectedStatus: The status is not documented, and `raise_on_unexpected_status` is set.
        errors.UnparsedResponse: The response is not JSON, but an event stream, a file, or an error page.
        httpx.HTTPError: The server could not be reached, or did not respond.
    """
    return (await asyncio_detailed(client=client, task_id=task_id, last_event_id=last_event_id)).parsed_or_raise()
