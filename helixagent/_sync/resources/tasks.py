# Written by `make generate` from helixagent/_async/resources/tasks.py; do not edit.
"""Background tasks: create tasks, follow them by polling, events or a WebSocket, and get their results."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any, Callable, Mapping, Optional, Sequence, Union

from helixagent import _sync, types
from helixagent._async.task_socket import TaskSocket
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import call_of
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.polling import Polling
from helixagent._core.responses.raw_response import RawSide
from helixagent._core.tracebacks import public
from helixagent._sync.page import Page
from helixagent._sync.resources._base import Resource
from helixagent._sync.resources._wait import waited
from helixagent._sync.task_events import TaskEventStream
from helixagent_client.api.tasks import (
    cancel_task,
    create_task,
    delete_task,
    get_task,
    get_task_logs,
    get_task_queue,
    get_task_result,
    get_task_status,
    list_tasks,
    pause_task,
    resume_task,
)


class Tasks(Resource):
    """Create background tasks, follow them, and read their results."""

    with_raw_response: RawSide[_sync.TasksWithRawResponse]
    with_streaming_response: RawSide[_sync.TasksWithStreamingResponse]

    # region openapi.yaml: createTask as tasks.create
    @checked_names
    def create(
        self,
        *,
        type: str,
        payload: Optional[Mapping[str, Any]] = None,
        name: Optional[str] = None,
        priority: Optional[types.TaskPriorityParam] = None,
        timeout: Optional[int] = None,
        scheduled_at: Optional[Union[datetime.datetime, str]] = None,
        deadline: Optional[Union[datetime.datetime, str]] = None,
        max_retries: Optional[int] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> types.Task:
        """Start a task.

        Starts a background task. The response is sent immediately.

        Args:
            type: Type of the task, such as `llm_completion`.
            payload: Input of the task, which depends on its type.
            name: Name of the task, for people.
            priority: Priority of the task.
            timeout: Maximum duration of the task, in seconds. Use `with_options(timeout=...)` for the timeout of the
                request.
            scheduled_at: Time at which the task starts: a datetime with a time zone, or a string such as
                `2026-01-15T10:30:00Z`.
            deadline: Time by which the task must have ended: a datetime with a time zone, or a string such as
                `2026-01-15T10:30:00Z`. Use `with_options(deadline=...)` for the deadline of the request.
            max_retries: Maximum number of retries after a failure.
            tags: Tags by which the task can be found.
            metadata: Metadata to keep with the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.create", create_task, locals())

    # endregion

    # region openapi.yaml: listTasks as tasks.list
    @checked_names
    def list(
        self,
        *,
        status: Optional[types.TaskState] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Page[types.Task]:
        """List the tasks.

        Iterating over the page also yields the items of the following pages.

        Lists tasks, newest first, in pages.

        Args:
            status: State of the tasks to list.
            limit: Maximum number of items to return.
            offset: Number of items to skip.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run_page("tasks.list", list_tasks, locals(), "tasks")

    # endregion

    # region openapi.yaml: getTask as tasks.get
    @checked_names
    def get(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Task:
        """Retrieve a task.

        Retrieves the settings and the state of a task.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.get", get_task, locals())

    # endregion

    # region openapi.yaml: getTaskStatus as tasks.get_status
    @checked_names
    def get_status(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.TaskStatus:
        """Retrieve the status of a task.

        Retrieves the state and the progress of a task.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.get_status", get_task_status, locals())

    # endregion

    # region openapi.yaml: getTaskResult as tasks.get_result
    @checked_names
    def get_result(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.TaskResult:
        """Retrieve the result of a task.

        Retrieves the output of a task, which can be of any JSON type. Until the task has ended, the status is 409.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.get_result", get_task_result, locals())

    # endregion

    # region openapi.yaml: getTaskLogs as tasks.get_logs
    @checked_names
    def get_logs(
        self,
        task_id: str,
        *,
        limit: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.TaskLogList:
        """List the log entries of a task.

        Lists the log entries of a task, oldest first.

        Args:
            task_id: ID of the task.
            limit: Maximum number of items to return.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.get_logs", get_task_logs, locals())

    # endregion

    # region openapi.yaml: pauseTask as tasks.pause
    @checked_names
    def pause(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Task:
        """Pause a task.

        Pauses a task until it is resumed.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.pause", pause_task, locals())

    # endregion

    # region openapi.yaml: resumeTask as tasks.resume
    @checked_names
    def resume(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Task:
        """Resume a task.

        Resumes a paused task.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.resume", resume_task, locals())

    # endregion

    # region openapi.yaml: cancelTask as tasks.cancel
    @checked_names
    def cancel(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Task:
        """Cancel a task.

        Cancels a task that has not ended.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.cancel", cancel_task, locals())

    # endregion

    # region openapi.yaml: deleteTask as tasks.delete
    @checked_names
    def delete(
        self,
        task_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Optional[types.MessageResponse]:
        """Delete a task.

        Deletes a task and its result. A running task is cancelled.

        Args:
            task_id: ID of the task.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The server's message, or None if it sends none.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.delete", delete_task, locals())

    # endregion

    # region openapi.yaml: getTaskQueue as tasks.queue
    @checked_names
    def queue(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.TaskQueue:
        """Count the tasks by state.

        Counts the tasks that are waiting, running and finished.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("tasks.queue", get_task_queue, locals())

    # endregion

    @checked_names
    def wait(
        self,
        task_id: str,
        *,
        timeout: Optional[float] = None,
        poll_interval: float = 2.0,
        on_progress: Optional[Callable[[types.TaskStatus], Any]] = None,
    ) -> types.TaskResult:
        """Wait until a task has ended, and return its result.

        Args:
            task_id: ID of the task.
            timeout: Timeout of the wait in seconds, or None for no limit. The last request may take 2 seconds longer.
            poll_interval: Number of seconds between two status requests.
            on_progress: Function that is called with each status. If it raises, the wait ends with the exception.

        Raises:
            JobFailedError: The task failed or was canceled.
            WaitTimeoutError: The task did not end in time. It continues on the server.
        """
        plain, options = self._plain(), self._client._options
        call = call_of(get_task_status, options, "tasks.wait", {"task_id": task_id})
        polling = Polling(f"task {task_id}", call.url, timeout, poll_interval, options)
        look, result = partial(plain.get_status, task_id), partial(plain.get_result, task_id)
        return waited(polling, options.runtime, look, result, on_progress)

    # openapi.yaml: streamTaskEvents as tasks.stream_events
    @public
    def stream_events(self, task_id: str, *, last_event_id: Optional[str] = None) -> TaskEventStream:
        """Stream the events of a task, starting with the first event or after `last_event_id`.

        If the connection breaks, the stream reconnects without losing or repeating an event. It ends after the event
        that ends the task.

        Args:
            task_id: ID of the task.
            last_event_id: ID of the last event that was received. The stream continues after it.

        Returns:
            An iterator of events. The request is sent when the iteration starts.

        Raises:
            ValidationError: An ID is not valid.
        """
        return TaskEventStream(self._client, task_id, last_event_id=last_event_id)

    # openapi.yaml: connectTaskSocket as tasks.websocket
    @public
    def websocket(self, task_id: str, **settings: Any) -> TaskSocket:
        """Follow a task over a WebSocket. Each text frame is one event as JSON. This needs the extra `websocket`.

        Args:
            task_id: ID of the task.
            settings: Arguments for `websockets.connect`, such as `ping_interval` in seconds, `proxy` or `ssl`.

        Returns:
            An asynchronous context manager that returns the connection. It is also asynchronous on `HelixAgent`.

        Raises:
            ValidationError: An ID is not valid.

        Example:
            with client.tasks.websocket(task.id) as ws:
                for message in ws:
                    print(json.loads(message)["type"])
        """
        return TaskSocket(self._client, task_id, settings)
