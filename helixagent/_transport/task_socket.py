"""A task's events over a WebSocket, with the client's credential, retries and errors; on both clients."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Dict, Mapping, Optional, Type

from helixagent_client.api.tasks import connect_task_socket

from .._core.exchange import exchange
from .._core.requests.arguments import OF_THE_CALL
from .._core.requests.method import call_of
from .._core.secret import Secret
from .._core.tracebacks import public
from ..exceptions import HelixAgentError, ValidationError
from .drive import drive_async


class TaskSocket:
    """A WebSocket that is opened by `async with` and closed at the end of the block.

    It needs asyncio, and the extra `websocket`. The handshake is sent again as other requests are; a connection that
    breaks later is not made again, since a WebSocket has no place to go on from: `stream_events` has.

    Args:
        client: The client, synchronous or not, whose server, credential, headers and retries are used.
        task_id: The task's id.
        settings: Arguments for `websockets.connect`, and `extra_headers`, `extra_query`, `timeout` and `deadline`
            (seconds for the handshake) as in every method.

    Raises:
        ValidationError: The id or one of the headers is wrong.

    Example:
        async with client.tasks.websocket(task.id) as ws:
            async for message in ws:
                print(json.loads(message)["type"])
    """

    def __init__(self, client: Any, task_id: str, settings: Mapping[str, Any]) -> None:
        self._client = client
        self._task_id = task_id
        chosen = dict(settings)
        self._connection: Any = None
        about = {name: chosen.pop(name) for name in OF_THE_CALL if name in chosen}
        if "extra_body" in about:
            raise ValidationError("websocket() has no argument extra_body: there is no body.", param="extra_body")
        # The library's own name for the same.
        more = _headers(chosen.pop("additional_headers", None))
        # `Accept` is for answers with a body.
        about["extra_headers"] = {"accept": None, **more, **_headers(about.get("extra_headers"))}
        call = call_of(connect_task_socket, client._options, "tasks.websocket", {"task_id": task_id, **about})
        # Proxies have passwords.
        self._settings = Secret(chosen)
        address = Secret(_websocket_url(call.address.reveal()))
        self._call = call._replace(url=_websocket_url(call.url), address=address, is_expected=_is_opened)

    @public
    async def __aenter__(self) -> Any:
        """Open the WebSocket.

        Returns:
            The connection: what `websockets` gives, to iterate over, with `recv`, `send`, `ping` and `close`.

        Raises:
            AuthenticationError, NotFoundError: The server refused the handshake; as in other calls for all statuses.
            NetworkError: The server was not reached, or not in time (APITimeoutError).
            HelixAgentError: The library `websockets` is not there, or this is not asyncio.
        """
        if self._client._transport.closed:
            raise HelixAgentError("The client is closed; make a new one.")
        if self._connection is not None:
            raise HelixAgentError("The WebSocket is open already; call websocket() again for another one.")
        from helixagent._transport.websocket import Handshakes

        options = self._client._options
        handshakes = Handshakes(self._settings.reveal(), self._client._transport.ssl_context)
        # For hooks it is a stream: the call lasts until the connection ends.
        observer = handshakes.observer = options.hooks.start(self._call._replace(stream=True).info(options.base_url))
        try:
            with observer.around():
                response = await drive_async(exchange(self._call, options, observer), handshakes, options.runtime)
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
            connection.tell_cancelled(error)
        await connection.close()

    def __repr__(self) -> str:
        return f"TaskSocket(task_id={self._task_id!r})"


def _is_opened(status: int, headers: Mapping[str, str], content: bytes) -> bool:
    # What is a success by HTTP would be a refusal here, and the other way round; `Handshakes` knows the former.
    return status == 101


def _websocket_url(url: str) -> str:
    # http becomes ws, https becomes wss.
    return "ws" + url[len("http") :]


def _headers(given: Any) -> Dict[Any, Any]:
    try:
        return dict(given or {})
    except (TypeError, ValueError):
        raise ValidationError("extra_headers must be a mapping of names to values.", param="extra_headers") from None
