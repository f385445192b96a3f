"""Receive the events of a task over a WebSocket, with the settings of a sync or async client."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Dict, Mapping, Optional, Type

from helixagent._async.drive import drive_async
from helixagent._core.exchange import exchange
from helixagent._core.hooks import unobserved
from helixagent._core.requests.arguments import CALL_OPTIONS
from helixagent._core.requests.method import call_of
from helixagent._core.secret import Secret
from helixagent._core.tracebacks import public
from helixagent._transport.httpx_common import client_closed
from helixagent.exceptions import HelixAgentError, ValidationError
from helixagent_client.api.tasks import connect_task_socket


class TaskSocket:
    """A context manager that opens a WebSocket and closes it at the end of the block.

    It needs asyncio and the extra `websocket`. The handshake is retried like other requests. If the connection breaks
    later, it is not reopened, because a WebSocket cannot resume. Use `stream_events` to resume after a broken
    connection.

    Args:
        client: The sync or async client. Its base URL, credential, headers and retries are used.
        task_id: ID of the task.
        settings: Arguments for `websockets.connect`, and `extra_headers`, `extra_query`, `timeout` and `deadline`
            (in seconds, for the handshake) as in every method.

    Raises:
        ValidationError: The ID or a header is invalid.

    Example:
        async with client.tasks.websocket(task.id) as ws:
            async for message in ws:
                print(json.loads(message)["type"])
    """

    def __init__(self, client: Any, task_id: str, settings: Mapping[str, Any]) -> None:
        self._client = client
        self._task_id = task_id
        settings = dict(settings)
        self._connection: Any = None
        self._observer = unobserved()
        arguments = {name: settings.pop(name) for name in CALL_OPTIONS if name in settings}
        if "extra_body" in arguments:
            raise ValidationError("websocket() has no argument extra_body: there is no body.", param="extra_body")
        # `websockets` uses a different name for extra headers.
        more = _headers(settings.pop("additional_headers", None))
        # `Accept` is for responses with a body.
        arguments["extra_headers"] = {"accept": None, **more, **_headers(arguments.get("extra_headers"))}
        call = call_of(connect_task_socket, client._options, "tasks.websocket", {"task_id": task_id, **arguments})
        # The proxy URL may contain a password.
        self._settings = Secret(settings)
        address = Secret(_websocket_url(call.address.reveal()))
        self._call = call._replace(
            url=_websocket_url(call.url), address=address, is_expected=lambda status, *_: status == 101
        )

    @public
    async def __aenter__(self) -> Any:
        """Open the WebSocket.

        Returns:
            The connection of `websockets`. Iterate over it, or use `recv`, `send`, `ping` and `close`.

        Raises:
            AuthenticationError, NotFoundError: The server rejected the handshake. Each status raises the same exception
            as in other API calls.
            NetworkError: The server cannot be reached. After a timeout, this is an APITimeoutError.
            HelixAgentError: The library `websockets` is missing, or the event loop is not asyncio.
        """
        if self._client._transport.closed:
            raise client_closed()
        if self._connection is not None:
            raise HelixAgentError("The WebSocket is already open. Call websocket() again to open another one.")
        # The import is here because it needs the extra.
        from helixagent._transport.websocket import WebSocketTransport

        options = self._client._options
        # Hooks see the WebSocket as a stream, so the API call lasts until the connection ends.
        self._observer = observer = options.hooks.start(self._call._replace(stream=True).info(options.base_url))
        try:
            with observer.around():
                context = self._client._transport.ssl_context
                transport = WebSocketTransport(self._settings.reveal(), context, observer)
                response = await drive_async(exchange(self._call, options, observer), transport, options.runtime)
        except BaseException as failure:
            observer.fail(failure)
            raise
        self._connection = response.body.raw
        self._connection.rewrite = response.rewrite
        return self._connection

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if error is not None and not isinstance(error, (Exception, GeneratorExit)):
            self._observer.stream_ended("cancelled", error)
        await connection.close()

    def __repr__(self) -> str:
        return f"TaskSocket(task_id={self._task_id!r})"


def _websocket_url(url: str) -> str:
    # Replace http with ws, and https with wss.
    return "ws" + url[len("http") :]


def _headers(given: Any) -> Dict[Any, Any]:
    try:
        return dict(given or {})
    except (TypeError, ValueError):
        raise ValidationError("extra_headers must be a mapping of names to values.", param="extra_headers") from None
