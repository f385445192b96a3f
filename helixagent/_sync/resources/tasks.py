# Written by `make generate` from helixagent/_async/resources/tasks.py; do not edit.
"""Background tasks: started, followed by polls, events or a WebSocket, and read when they have ended."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional, Sequence, Union

from helixagent._core.requests.arguments import checked_names, time_text
from helixagent._core.requests.method import call_of
from helixagent._core.responses.waiting import Watch
from helixagent._core.tracebacks import public
from helixagent._sync.page import Page
from helixagent._sync.resources._base import Resource
from helixagent._sync.resources._wait import waited
from helixagent._sync.task_events import TaskEventStream
from helixagent._transport.task_socket import TaskSocket
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
from helixagent_client.models.message_response import MessageResponse
from helixagent_client.models.task import Task
from helixagent_client.models.task_list import TaskList
from helixagent_client.models.task_log_list import TaskLogList
from helixagent_client.models.task_queue import TaskQueue
from helixagent_client.models.task_result import TaskResult
from helixagent_client.models.task_status import TaskStatus

if TYPE_CHECKING:
    import datetime

    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import TasksWithRawResponse
    from helixagent_client.params import TaskPriorityParam


class Tasks(Resource):
    """Background tasks."""

    with_raw_response: RawSide[TasksWithRawResponse]

    @checked_names
    def create(
        self,
        *,
        type: str,
        payload: Optional[Mapping[str, Any]] = None,
        name: Optional[str] = None,
        priority: Optional[TaskPriorityParam] = None,
        timeout: Optional[int] = None,
        scheduled_at: Union[datetime.datetime, str, None] = None,
        deadline: Union[datetime.datetime, str, None] = None,
        max_retries: Optional[int] = None,
        tags: Optional[Sequence[str]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
    ) -> Task:
        """Start a task.

        Args:
            type: What kind of task it is, e.g. `llm_completion`.
            payload: What it works on.
            name: A name for people.
            priority: `critical`, `high`, `normal`, `low` or `background`.
            timeout: The seconds that the task may take; that of the HTTP call is set by `with_options(timeout=...)`.
            scheduled_at: When it is to begin: a datetime with a time zone, or a text such as `2026-01-15T10:30:00Z`.
            deadline: When it must have ended, in the same forms; that of the HTTP call is set by `with_options`.
            max_retries: How often the server tries again.
            tags: Words to find it by.
            metadata: Names and values to keep with it.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        scheduled_at = time_text("scheduled_at", scheduled_at)
        deadline = time_text("deadline", deadline)
        result: Task = self._run("tasks.create", create_task, locals())
        return result

    @checked_names
    def list(
        self,
        *,
        status: Optional[str] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        **options: Unpack[CallOptions],
    ) -> Page[Task]:
        """List the tasks; the page that is returned iterates over those that follow too.

        Args:
            status: Only those with this status.
            limit: How many a page has at most.
            offset: How many to leave out from the beginning.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments = dict(locals())

        def following(place: int) -> Page[Task]:
            return self._plain().list(status=status, limit=limit, offset=place, **options)

        def page(answer: TaskList) -> Page[Task]:
            return Page(answer, "tasks", following, offset=offset, limit=limit)

        result: Page[Task] = self._run("tasks.list", list_tasks, arguments, page)
        return result

    @checked_names
    def get(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Look a task up.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Task = self._run("tasks.get", get_task, locals())
        return result

    @checked_names
    def get_status(self, task_id: str, **options: Unpack[CallOptions]) -> TaskStatus:
        """Ask how far a task is.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: TaskStatus = self._run("tasks.get_status", get_task_status, locals())
        return result

    @checked_names
    def get_result(self, task_id: str, **options: Unpack[CallOptions]) -> TaskResult:
        """Read the result of a task that has ended.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            ConflictError: The task has not ended yet.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: TaskResult = self._run("tasks.get_result", get_task_result, locals())
        return result

    @checked_names
    def get_logs(self, task_id: str, *, limit: Optional[int] = None, **options: Unpack[CallOptions]) -> TaskLogList:
        """Read what a task has logged.

        Args:
            task_id: The task's id.
            limit: How many entries to read at most.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: TaskLogList = self._run("tasks.get_logs", get_task_logs, locals())
        return result

    @checked_names
    def pause(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Pause a task.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            ConflictError: The task's status forbids it.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Task = self._run("tasks.pause", pause_task, locals())
        return result

    @checked_names
    def resume(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Let a paused task go on.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            ConflictError: The task's status forbids it.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Task = self._run("tasks.resume", resume_task, locals())
        return result

    @checked_names
    def cancel(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Cancel a task.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such task.
            ConflictError: The task's status forbids it.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Task = self._run("tasks.cancel", cancel_task, locals())
        return result

    @checked_names
    def delete(self, task_id: str, **options: Unpack[CallOptions]) -> Optional[MessageResponse]:
        """Delete a task.

        Args:
            task_id: The task's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such task.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[MessageResponse] = self._run("tasks.delete", delete_task, locals())
        return result

    @checked_names
    def queue(self, **options: Unpack[CallOptions]) -> TaskQueue:
        """Ask how full the queue is.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: TaskQueue = self._run("tasks.queue", get_task_queue, locals())
        return result

    @checked_names
    def wait(
        self,
        task_id: str,
        *,
        timeout: Optional[float] = None,
        poll_interval: float = 2.0,
        on_progress: Optional[Callable[[TaskStatus], Any]] = None,
    ) -> TaskResult:
        """Wait until a task has ended, and return its result.

        Args:
            task_id: The task's id.
            timeout: The most seconds to wait, hanging calls included; the last call may take 2 s more. None: no limit.
            poll_interval: Seconds between two looks at the status.
            on_progress: Called with each status; what it raises ends the wait.

        Raises:
            JobFailedError: The task failed, was cancelled or was given up.
            WaitTimeoutError: It has not ended in time; it goes on at the server.
            HelixAgentError: As in `chat.completions.create`.
        """
        plain, options = self._plain(), self._client._options
        name = f"task {task_id}"
        url = call_of(get_task_status, options, "tasks.wait", {"task_id": task_id}).url
        watch = Watch(name, url=url, timeout=timeout, poll_interval=poll_interval, options=options)
        return waited(
            watch,
            options,
            look=functools.partial(plain.get_status, task_id),
            result=functools.partial(plain.get_result, task_id),
            on_progress=on_progress,
        )

    @public
    def stream_events(self, task_id: str, *, last_event_id: Optional[str] = None) -> TaskEventStream:
        """Follow a task by its events, from its first one or from the one after `last_event_id`.

        A connection that breaks is made again where it broke, without losing or repeating an event; the stream ends
        after the event that ends the task, also where the task had ended before.

        Args:
            task_id: The task's id.
            last_event_id: The id of the last event that was seen before.

        Returns:
            An iterator of events, which sends its request when it is first asked for one.

        Raises:
            ValidationError: The id is wrong.
        """
        return TaskEventStream(self._client, task_id, last_event_id=last_event_id)

    @public
    def websocket(self, task_id: str, **settings: Any) -> TaskSocket:
        """Follow a task over a WebSocket, whose text frames are its events as JSON. Needs the extra `websocket`.

        Args:
            task_id: The task's id.
            settings: Arguments for `websockets.connect`, e.g. `ping_interval` in seconds, `proxy` or `ssl`.

        Returns:
            An asynchronous context manager that gives the connection, also on the synchronous client.

        Raises:
            ValidationError: The id is wrong.

        Example:
            with client.tasks.websocket(task.id) as ws:
                for message in ws:
                    print(json.loads(message)["type"])
        """
        return TaskSocket(self._client, task_id, settings)
