"""Implement `chat.completions.run_tools(...)`, which calls the model and runs its tools in a loop."""

from __future__ import annotations

from types import TracebackType
from typing import Any, AsyncGenerator, Dict, Generic, List, Optional, Type, TypeVar

from helixagent._async.chat_stream import AsyncChatStream
from helixagent._core.tool_loop.conversation import Conversation, PlannedCall, Settings, checked_settings
from helixagent._core.tool_loop.results import (
    ToolFinishedEvent,
    ToolRunEvent,
    ToolRunResult,
    ToolStartedEvent,
    TurnFinishedEvent,
)
from helixagent._core.tool_loop.tools import ToolSet
from helixagent._transport.callbacks import call_back_async
from helixagent._transport.tool_tasks import AsyncToolTasks
from helixagent.exceptions import HelixAgentError

T = TypeVar("T")


class AsyncToolRun(Generic[T]):
    """A tool loop as typed events: `content.delta`, `tool.started`, `tool.finished` and `turn.finished`.

    Use it as a context manager, and iterate over the events. `get_result()` runs the rest of the loop.

    Example:
        async with client.chat.completions.run_tools(messages=messages, tools=[get_weather], stream=True) as run:
            async for event in run:
                if event.type == "content.delta":
                    print(event.delta, end="")
            result = await run.get_result()
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
        self._tasks = AsyncToolTasks(options.hooks, options.runtime.timer, self._settings.tool_timeout)
        self._events = self._run()
        self._was_entered = False
        self._is_complete = False

    async def __aenter__(self) -> AsyncToolRun[T]:
        self._was_entered = True
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        try:
            await self._events.aclose()
        finally:
            await self._tasks.close()

    def __aiter__(self) -> AsyncToolRun[T]:
        return self

    async def __anext__(self) -> ToolRunEvent:
        if not self._was_entered:
            raise HelixAgentError("Use run_tools(stream=True) as a context manager, and iterate inside the block.")
        try:
            return await self._events.__anext__()
        except HelixAgentError as error:
            if error.result is None:
                error.result = self._conversation.result()
            raise

    async def get_result(self) -> ToolRunResult[T]:
        """Run the rest of the loop and return its result.

        Raises:
            MaxTurnsError: The model was still calling tools after `max_turns` turns. `result` is the result so far.
            ToolCallError: A tool failed, and `on_tool_error` is `"raise"`.
            HelixAgentError: A request failed, or the loop was closed early or had already failed. `result` is the
                result so far.
        """
        async for _ in self:
            pass
        if not self._is_complete:
            error = HelixAgentError("The tool loop ended early. error.result is the result so far.")
            error.result = self._conversation.result()
            raise error
        return self._conversation.result()

    async def result(self) -> ToolRunResult[T]:
        """Run the whole loop, without requiring the user to write a `with` block."""
        async with self:
            return await self.get_result()

    async def _run(self) -> AsyncGenerator[ToolRunEvent, None]:
        conversation = self._conversation
        turn = 0
        while not conversation.is_done:
            request = conversation.next_request()
            if self._stream:
                async with self._completions.stream(**request) as stream:
                    async for event in stream:
                        if event.type == "content.delta":
                            yield event
                    conversation.secrets = stream._api_response.secrets
                    completion = await AsyncChatStream.get_final_completion(stream)
            else:
                raw = await self._completions.with_raw_response.create(**request)
                conversation.secrets = raw._secrets
                completion = raw.parse()
            waiting: List[PlannedCall] = []
            for each in conversation.take(completion):
                # All calls of a turn must be approved or rejected before the first call starts.
                if await self._can_run(each):
                    waiting.append(each)
                else:
                    yield ToolFinishedEvent(each.call)
            running = 0
            while waiting or running:
                while waiting and (self._settings.parallel or not running):
                    yield ToolStartedEvent(waiting[0].call)
                    self._tasks.start(waiting.pop(0))
                    running += 1
                outcome = await self._tasks.next_finished()
                running -= 1
                conversation.finish(outcome)
                yield ToolFinishedEvent(outcome.planned.call)
            turn += 1
            yield TurnFinishedEvent(turn, completion)
            if not conversation.is_done and await call_back_async(self._settings.stop_when, conversation.result()):
                break
        self._is_complete = True

    async def _can_run(self, planned: PlannedCall) -> bool:
        if not self._conversation.prepare(planned):
            return False
        if self._settings.approve is None or await call_back_async(self._settings.approve, planned.call):
            return True
        planned.set_error("The user did not approve this call.")
        return False
