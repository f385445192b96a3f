# Written by `make generate` from helixagent/_async/tool_run.py; do not edit.
"""Implement `chat.completions.run_tools(...)`, which calls the model and runs its tools in a loop."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from queue import Empty
from typing import Any, Callable, Dict, Generator, Generic, List, Optional, Sequence, Type, TypeVar

from helixagent._core.hooks import Hooks
from helixagent._core.secret import Secret, mask_value
from helixagent._core.tool_loop.calls import Outcome, PlannedCall, added, content_of, error_text, read_settings
from helixagent._core.tool_loop.results import (
    ToolFinishedEvent,
    ToolRunEvent,
    ToolRunResult,
    ToolStartedEvent,
    TurnFinishedEvent,
)
from helixagent._core.tool_loop.tools import as_dict, checked_tools, choice_after_first_turn, prepared_call
from helixagent._sync.chat_stream import ChatStream
from helixagent._transport.callbacks import call_back
from helixagent._transport.tool_tasks import Cancels, Outcomes, call_tool, end_tools, start_tool
from helixagent.exceptions import HelixAgentError, InvalidResponseError, MaxTurnsError, ToolCallError
from helixagent_client.models.chat_completion_response import ChatCompletionResponse
from helixagent_client.models.usage import Usage

T = TypeVar("T")


class ToolTasks:
    """Runs the tools of a loop: async functions as tasks, and other functions in threads.

    Args:
        hooks: The client's hooks.
        timer: Returns the time in seconds.
        timeout: Timeout of each tool in seconds; None for no limit.

    Attributes:
        started: The start times of the tools whose outcome is awaited, in order.
    """

    def __init__(self, hooks: Hooks, timer: Callable[[], float], timeout: Optional[float]) -> None:
        self._hooks = hooks
        self._timer = timer
        self._timeout = timeout
        self.started: Dict[PlannedCall, float] = {}
        # All tools that are still running, also after their timeout.
        self._cancels: Cancels = {}
        self._outcomes = Outcomes()

    def start(self, planned: PlannedCall) -> None:
        """Start a tool."""
        outcome = Outcome(planned)
        self.started[planned] = self._timer()
        self._cancels[planned] = start_tool(partial(self._run, outcome), partial(self._outcomes.put, outcome))

    def next_finished(self) -> Outcome:
        """Wait until a tool finishes or times out. Cancel a tool that times out, and ignore its later outcome."""
        while True:
            # The tool that started first times out first.
            first, started = next(iter(self.started.items()))
            left = None if self._timeout is None else max(started + self._timeout - self._timer(), 0)
            try:
                outcome = self._outcomes.get(timeout=left)
            except Empty:
                del self.started[first]
                self._cancels[first]()
                late = TimeoutError(f"no result after {self._timeout:g} seconds")
                return Outcome(first, error=late, duration=self._timer() - started)
            del self._cancels[outcome.planned]
            if self.started.pop(outcome.planned, None) is not None:
                return outcome

    def close(self) -> None:
        """Cancel the tools, and wait briefly for their cleanup."""
        end_tools(self._cancels, self._outcomes)

    def _run(self, outcome: Outcome) -> None:
        started = self._timer()
        try:
            with self._hooks.around_tool(outcome.planned.call) as record:
                outcome.value = call_tool(outcome.planned)
                record(outcome.value)
        except BaseException as error:
            outcome.error = error
        outcome.duration = self._timer() - started


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

    def __init__(self, completions: Any, arguments: Dict[str, Any]) -> None:
        options, is_async = completions._client._options, completions._client._is_async
        self._completions = completions
        self._settings = settings = read_settings(arguments, is_async=is_async)
        arguments["tools"], self._tools = checked_tools(arguments["tools"], is_async=is_async)
        self._stream = arguments.pop("stream")
        if self._stream and arguments.get("stream_options") is None:
            # Without this option, the server sends no token counts.
            arguments["stream_options"] = {"include_usage": True}
        # If the response format is a class, the last response is parsed.
        self._class: Optional[Type[T]] = None
        if isinstance(arguments.get("response_format"), type):
            from helixagent._core.structured.schemas import response_format_of

            self._class = arguments["response_format"]
            arguments["response_format"] = response_format_of(self._class)
        self._arguments = arguments
        # The outcome so far. The messages of unfinished calls say that they were canceled, so that it can be returned.
        self._result: ToolRunResult[T] = ToolRunResult(None, [as_dict(message) for message in arguments["messages"]])
        # Error texts must not reveal these credentials to the model.
        self._secrets: Sequence[Secret[str]] = ()
        self._tasks = ToolTasks(options.hooks, options.runtime.timer, settings.tool_timeout)
        self._events = self._run()
        self._was_entered = False
        self._is_complete = False

    def __enter__(self) -> ToolRun[T]:
        self._was_entered = True
        return self

    def __exit__(self, *error: Any) -> None:
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
                error.result = self._result
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
            error.result = self._result
            raise error
        return self._result

    def result(self) -> ToolRunResult[T]:
        """Run the whole loop, without requiring the user to write a `with` block."""
        with self:
            return self.get_result()

    def _run(self) -> Generator[ToolRunEvent, None, None]:
        result, settings = self._result, self._settings
        while True:
            if result.turns == settings.max_turns:
                message = f"The model was still calling tools after {result.turns} turns, the max_turns limit."
                raise MaxTurnsError(message, result=result)
            request = {**self._arguments, "messages": list(result.messages)}
            if result.turns:
                request["tool_choice"] = choice_after_first_turn(request.get("tool_choice"))
            if self._stream:
                with self._completions.stream(**request) as stream:
                    for event in stream:
                        if event.type == "content.delta":
                            yield event
                    completion = ChatStream.get_final_completion(stream)
                    self._secrets = stream._api_response.secrets
            else:
                raw = self._completions.with_raw_response.create(**request)
                completion, self._secrets = raw.parse(), raw._secrets
            planned = self._take(completion)
            waiting: List[PlannedCall] = []
            for each in planned:
                # All calls of a turn must be approved or rejected before the first call starts.
                if self._can_run(each):
                    waiting.append(each)
                else:
                    yield ToolFinishedEvent(each.call)
            while waiting or self._tasks.started:
                while waiting and (settings.parallel or not self._tasks.started):
                    yield ToolStartedEvent(waiting[0].call)
                    self._tasks.start(waiting.pop(0))
                outcome = self._tasks.next_finished()
                self._finish(outcome)
                yield ToolFinishedEvent(outcome.planned.call)
            yield TurnFinishedEvent(result.turns, completion)
            if not planned or result.pending_calls:
                break
            # The function may keep the result or change its lists, so it receives a copy.
            so_far = replace(result, messages=list(result.messages), calls=list(result.calls))
            if call_back(settings.stop_when, so_far):
                break
        self._is_complete = True

    def _take(self, completion: ChatCompletionResponse) -> List[PlannedCall]:
        """Add the model's response to the result, and return the calls that the loop runs."""
        result = self._result
        result.turns += 1
        result.completion = completion
        if completion.usage is not None:
            earlier = None if result.usage is None else result.usage.to_dict()
            result.usage = Usage.from_dict(added(earlier, completion.usage.to_dict()))
        if not completion.choices:
            raise InvalidResponseError("The response has no choices.", body=completion.to_dict())
        message = completion.choices[0].message.to_dict()
        result.messages.append(message)
        planned: List[PlannedCall] = []
        for number, wire in enumerate(message.get("tool_calls") or [], 1):
            # Some servers do not send IDs, but the result must refer to the call by ID.
            wire["id"] = wire.get("id") or f"call_{result.turns}_{number}"
            each = PlannedCall(wire, result.turns)
            result.calls.append(each.call)
            if self._tools.get(each.call.name, each) is None:
                result.pending_calls.append(each.call)
            else:
                result.messages.append(each.message)
                planned.append(each)
        if self._class is not None and not planned and not result.pending_calls:
            from helixagent._core.responses.parsed import parsed_completion

            parsed: Any = parsed_completion(completion, self._class)
            result.completion, result.parsed = parsed, parsed.choices[0].message.parsed
        return planned

    def _can_run(self, planned: PlannedCall) -> bool:
        """Validate the arguments of a call and ask the user. If the call cannot run, its result is an error."""
        call = planned.call
        try:
            planned.run = prepared_call(self._tools, call.name, call.arguments, planned.text)
        except HelixAgentError as error:
            self._fail(planned, error.message, error)
            return False
        if self._settings.approve is None or call_back(self._settings.approve, call):
            return True
        planned.set_error("The user did not approve this call.")
        return False

    def _finish(self, outcome: Outcome) -> None:
        """Record the outcome of a call, and the message with its result."""
        planned, error = outcome.planned, outcome.error
        planned.call.duration = outcome.duration
        if isinstance(error, KeyboardInterrupt):
            # The exception is meant for the program, not for the model.
            raise error
        if error is not None:
            self._fail(planned, error_text(error), error)
            return
        try:
            planned.message["content"] = content_of(outcome.value)
            planned.call.result = outcome.value
        except ValueError as problem:
            self._fail(planned, str(problem), problem)

    def _fail(self, planned: PlannedCall, text: str, error: BaseException) -> None:
        text = mask_value(text, self._secrets)
        # The text of an exception can contain characters that cannot be sent.
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
        planned.set_error(text)
        if self._settings.on_tool_error == "raise":
            for call in self._result.calls:
                if call.duration is None and call.error is None and call not in self._result.pending_calls:
                    call.error = "The call was canceled."
            message = f"The tool {planned.call.name} failed: {text}"
            raise ToolCallError(message, call=planned.call, result=self._result) from error
