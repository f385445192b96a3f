"""The stream of a task's events, which reconnects when a connection breaks."""

from __future__ import annotations

from typing import Any, Optional

from helixagent._async.drive import drive_async
from helixagent._async.stream import AsyncOpenResponse, check_event_stream
from helixagent._core.exchange import exchange
from helixagent._core.hooks import unobserved
from helixagent._core.requests.call import Call
from helixagent._core.requests.method import call_of
from helixagent._core.secret import Secret
from helixagent._core.steps import Response
from helixagent._core.streams.task_events import TaskEventReader
from helixagent._core.tracebacks import public
from helixagent._transport.callbacks import AsyncInterruptible, pause_async
from helixagent.exceptions import HelixAgentError, IncompleteStreamError, NetworkError
from helixagent_client.api.tasks import stream_task_events
from helixagent_client.models.task_event import TaskEvent

_CUT = "The stream was cut off: it ended before the task's last event."


class AsyncTaskEventStream(AsyncOpenResponse):
    """A stream of the events of a task.

    Iterate over the stream, or use it as a context manager to close it early. The request is sent when the iteration
    starts. If the connection breaks, the stream reconnects after the last event. After `max_retries` consecutive
    connections without a new event, or after any other failure, iteration raises an exception whose `partial` is the
    last event. Iteration ends after the event that ends the task: completed, error, failed or cancelled.

    Example:
        async for event in client.tasks.stream_events(task.id):
            print(event.type, event.progress)
    """

    def __init__(self, client: Any, task_id: str, *, last_event_id: Optional[str] = None) -> None:
        self._client = client
        self._task_id = task_id
        self._waits = AsyncInterruptible(client._transport, client._options.runtime)
        self._reader = TaskEventReader(client._options, last_event_id)
        self._response: Optional[Response] = None
        self._raw_response: Optional[Secret[Any]] = None
        # The first connection replaces it with an observer for all connections of the stream.
        self._observer = unobserved()
        self._next_call()

    @property
    def last_event_id(self) -> Optional[str]:
        """The ID of the last event. `stream_events(..., last_event_id=...)` continues after it."""
        return self._reader.last_event_id

    @property
    def response(self) -> Any:
        """The HTTP library's response of the latest connection, or None before the first connection."""
        return self._raw_response and self._raw_response.reveal()

    def __aiter__(self) -> AsyncTaskEventStream:
        return self

    @public
    async def __anext__(self) -> TaskEvent:
        self._reader.wait()
        try:
            while not self._ended:
                event = self._reader.next_event()
                if self._reader.done and self._response is not None:
                    # Many loops break at the last event, so the connection must be released here.
                    await self._release(self._response.body)
                elif event is None:
                    await self._read_on()
                if event is not None:
                    self._observer.first_chunk()
                    return event
        except BaseException as error:
            error_to_raise = self._reader.error_to_raise(error) if isinstance(error, HelixAgentError) else error
            if self._raw_response is None:
                # The stream has not started, so the end of the call is not the end of a stream.
                self._observer.fail(error_to_raise)
            if not await self._was_closed_at(error_to_raise):
                raise error_to_raise from error_to_raise.__cause__
        raise StopAsyncIteration

    async def close(self) -> None:
        """Close the stream immediately. A loop over it, even in another task, ends without an error.

        This also ends the wait before a reconnection. In blocking code, a loop that waits for response headers ends
        when they arrive.
        """
        self._ended = True
        self._observer.stream_ended("closed")
        self._waits.interrupt()
        response = self._response
        if response is not None:
            await response.body.close()

    def _next_call(self) -> Call:
        arguments = {"task_id": self._task_id, "last_event_id": self._reader.last_event_id}
        return call_of(stream_task_events, self._client._options, "tasks.stream_events", arguments)

    async def _connect(self) -> None:
        options = self._client._options
        call = self._next_call()
        if self._raw_response is None:
            self._observer = options.hooks.start(call.info(options.base_url))
        flow = exchange(call, options, self._observer, self._reader.deadline)
        with self._observer.around():
            response: Response = await self._waits.run(
                lambda runtime: drive_async(flow, self._client._transport, runtime)
            )
        self._response = response
        self._raw_response = Secret(response.body.raw)
        if self._ended:
            await response.body.close()
            return
        await check_event_stream(response)
        self._reader.connect(response)

    async def _read_on(self) -> None:
        response = self._response
        if response is None:
            await self._connect()
            return
        try:
            chunk = await response.body.next_chunk()
        except NetworkError as error:
            if not self._ended:
                await self._wait_after_break(response, error)
            return
        if self._ended:
            return
        if chunk is not None:
            self._reader.feed(chunk)
        elif not self._reader.end():
            await self._wait_after_break(response, IncompleteStreamError(_CUT))

    async def _wait_after_break(self, response: Response, failure: NetworkError) -> None:
        delay = self._reader.delay_after_break(failure)
        self._observer.retry(delay, failure)
        self._response = None
        await response.body.close()
        await self._waits.run(lambda runtime: pause_async(runtime, delay))
