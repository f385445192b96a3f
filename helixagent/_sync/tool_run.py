# Written by `make generate` from helixagent/_async/tool_run.py; do not edit.
"""Implement `chat.completions.run_tools(...)`, which calls the model and runs its tools in a loop."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Dict, Generator, Generic, List, Optional, Type, TypeVar

from helixagent._core.tool_loop.conversation import Conversation, PlannedCall, Settings, checked_settings
from helixagent._core.tool_loop.results import (
    ToolFinishedEvent,
    ToolRunEvent,
    ToolRunResult,
    ToolStartedEvent,
    TurnFinishedEvent,
)
from helixagent._core.tool_loop.tools import ToolSet
from helixagent._sync.chat_stream import ChatStream
from helixagent._transport.callbacks import call_back
from helixagent._transport.tool_tasks import ToolTasks
from helixagent.exceptions import HelixAgentError

T = TypeVar("T")


class ToolRun(Generic[T]):
    """A tool loop as typed events: `content.delta`, `tool.started`, `tool.finished` and `turn.finished`.

    Use it as a context manager, and iterate over the events. `get_result()` runs the rest of the loop.

    Example:
        with client.chat.completions.run_tools(messages=messages, tools=[get_weather], stream=True) as run:
            for event in run:
                if event.type == "content.delta":
                    print(event.delta, end="")
            result = run.get_result()
    """

    def __init__(
        self, completions: Any, settings: Settings, arguments: Dict[str, Any], *, tools: Any, stream: bool
    ) -> None:
        client = completions._client
        self._completions = completions
        self._settings = checked_settings(settings, arguments, is_async=client._is_async)
        self._stream = stream
        if stream and arguments.get("stream_options") is None:
            # Without this option, the server sends no token counts.
            arguments["stream_options"] = {"include_usage": True}
        self._conversation: Conversation[T] = Conversation(
            ToolSet(tools, is_async=client._is_async), self._settings, arguments
        )
        options = client._options
        self._tasks = ToolTasks(options.hooks, options.runtime.timer, self._settings.tool_timeout)
        self._events = self._run()
        self._was_entered = False
        self._is_complete = False

    def __enter__(self) -> ToolRun[T]:
        self._was_entered = True
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        try:
            self._events.close()
        finally:
            self._tasks.close()

    def __iter__(self) -> ToolRun[T]:
        return self

    def __next__(self) -> ToolRunEvent:
        if not self._was_entered:
            raise HelixAgentError("Use run_tools(stream=True) as a context manager, and iterate inside the block.")
        try:
            return self._events.__next__()
        except HelixAgentError as error:
            if error.result is None:
                error.result = self._conversation.result()
            raise

    def get_result(self) -> ToolRunResult[T]:
        """Run the rest of the loop and return its result.

        Raises:
            MaxTurnsError: The model was still calling tools after `max_turns` turns. `result` is the result so far.
            ToolCallError: A tool failed, and `on_tool_error` is `"raise"`.
            HelixAgentError: A request failed, or the loop was closed early or had already failed. `result` is the
                result so far.
        """
        for _ in self:
            pass
        if not self._is_complete:
            error = HelixAgentError("The tool loop ended early. error.result is the result so far.")
            error.result = self._conversation.result()
            raise error
        return self._conversation.result()

    def result(self) -> ToolRunResult[T]:
        """Run the whole loop, without requiring the user to write a `with` block."""
        with self:
            return self.get_result()

    def _run(self) -> Generator[ToolRunEvent, None, None]:
        conversation = self._conversation
        turn = 0
        while not conversation.is_done:
            request = conversation.next_request()
            if self._stream:
                with self._completions.stream(**request) as stream:
                    for event in stream:
                        if event.type == "content.delta":
                            yield event
                    conversation.secrets = stream._api_response.secrets
                    completion = ChatStream.get_final_completion(stream)
            else:
                raw = self._completions.with_raw_response.create(**request)
                conversation.secrets = raw._secrets
                completion = raw.parse()
            waiting: List[PlannedCall] = []
            for each in conversation.take(completion):
                # All calls of a turn must be approved or rejected before the first call starts.
                if self._can_run(each):
                    waiting.append(each)
                else:
                    yield ToolFinishedEvent(each.call)
            running = 0
            while waiting or running:
                while waiting and (self._settings.parallel or not running):
                    yield ToolStartedEvent(waiting[0].call)
                    self._tasks.start(waiting.pop(0))
                    running += 1
                outcome = self._tasks.next_finished()
                running -= 1
                conversation.finish(outcome)
                yield ToolFinishedEvent(outcome.planned.call)
            turn += 1
            yield TurnFinishedEvent(turn, completion)
            if not conversation.is_done and call_back(self._settings.stop_when, conversation.result()):
                break
        self._is_complete = True

    def _can_run(self, planned: PlannedCall) -> bool:
        if not self._conversation.prepare(planned):
            return False
        if self._settings.approve is None or call_back(self._settings.approve, planned.call):
            return True
        planned.set_error("The user did not approve this call.")
        return False
