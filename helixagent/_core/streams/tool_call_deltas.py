"""Assemble the tool calls of a streamed message by merging each delta into its call."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

from helixagent._core.streams.deltas import Fields, TextBuffer, fields_of, is_object, merge, merge_members, plain
from helixagent._core.streams.stream_events import (
    ChatStreamEvent,
    ToolCallArgumentsDeltaEvent,
    ToolCallArgumentsDoneEvent,
)


class ToolCalls:
    """The tool calls of one choice.

    Deltas are matched to calls by `index`, then by `id`. A new ID or a second name starts another call, even if the
    index is the same or missing.

    Args:
        choice_index: Index of the choice, for the events.
    """

    __slots__ = ("_at", "_by_id", "_calls", "_choice_index", "_current")

    def __init__(self, choice_index: int) -> None:
        self._choice_index = choice_index
        self._calls: Dict[int, _ToolCall] = {}
        # The calls by index. Some servers send the same index for several calls.
        self._at: Dict[int, List[_ToolCall]] = {}
        self._by_id: Dict[str, _ToolCall] = {}
        self._current: Optional[_ToolCall] = None

    def __bool__(self) -> bool:
        return bool(self._calls)

    def add(self, delta: Fields, events: List[ChatStreamEvent]) -> None:
        """Merge a delta into its call and append the resulting events."""
        index = delta.get("index")
        index = index if index.__class__ is int else None
        call = self._find(delta, index) or self._start(index)
        before, self._current = self._current, call
        if before is not None and before is not call:
            before.finish_if_complete(events)
        call.add(delta, events)
        if call.id is not None:
            self._by_id.setdefault(call.id, call)

    def finish(self, events: List[ChatStreamEvent]) -> None:
        """Append the remaining events of all calls, because no more deltas will arrive."""
        for index in sorted(self._calls):
            self._calls[index].finish(events)

    def as_dict(self) -> List[Dict[str, Any]]:
        """Return the calls as JSON objects."""
        return [self._calls[index].as_dict() for index in sorted(self._calls)]

    def _find(self, delta: Fields, index: Optional[int]) -> Optional[_ToolCall]:
        call_id = _id_in(delta)
        if index is None:
            match, latest = self._by_id.get(call_id or ""), self._current
        else:
            at_index = self._at.get(index, [])
            match = next((call for call in reversed(at_index) if call_id and call.id == call_id), None)
            latest = at_index[-1] if at_index else None
        if match is not None:
            return match
        if latest is None or (call_id is not None and latest.id is not None) or latest.is_before(_name_in(delta)):
            return None
        return latest

    def _start(self, sent_index: Optional[int]) -> _ToolCall:
        index = sent_index
        if index is None or index in self._calls:
            index = max(self._calls, default=-1) + 1
        call = self._calls[index] = _ToolCall(index, self._choice_index)
        self._at.setdefault(index if sent_index is None else sent_index, []).append(call)
        return call


class _ToolCall:
    """One tool call. It is a function with arguments, or another type, whose members are merged in the same way."""

    __slots__ = ("_arguments", "_choice_index", "_done", "_fields", "_function", "_index", "_was_left")

    def __init__(self, index: int, choice_index: int) -> None:
        self._index = index
        self._choice_index = choice_index
        self._fields: Dict[str, Any] = {}
        self._function: Optional[Dict[str, Any]] = None
        self._arguments = TextBuffer()
        self._was_left = False
        self._done = False

    @property
    def id(self) -> Optional[str]:
        return _id_in(self._fields)

    @property
    def _name(self) -> str:
        return _name_in({**self._fields, "function": self._function})

    def is_before(self, name: str) -> bool:
        """Return whether a delta with this name, and without this call's ID, starts another call.

        Some servers repeat the name in every delta. Therefore, the same name starts another call only if this call's
        arguments are complete.
        """
        own = self._name
        return bool(name and own) and (name != own or _is_json(self._arguments.text()))

    def add(self, delta: Fields, events: List[ChatStreamEvent]) -> None:
        merge_members(self._fields, {name: delta[name] for name in delta if name not in ("function", "index")})
        function = delta.get("function")
        if not is_object(function):
            return
        if self._function is None:
            self._function = {}
        for name, value in fields_of(function).items():
            if name != "arguments":
                merge(self._function, name, value)
            elif value is not None:
                # Some servers send the arguments as an object instead of JSON text.
                text = value if isinstance(value, str) else json.dumps(plain(value))
                self._emit(self._arguments.append(text), events)

    def finish_if_complete(self, events: List[ChatStreamEvent]) -> None:
        """Finish the call when the deltas move on to another call, if its arguments are complete.

        If they are not complete, the deltas of several calls alternate, and the call is finished at the end. The check
        is done once to keep the time linear.
        """
        if not self._was_left:
            self._was_left = True
            if _is_json(self._arguments.text()):
                self.finish(events)

    def finish(self, events: List[ChatStreamEvent]) -> None:
        if self._done or not self._is_function():
            return
        self._done = True
        self._emit(self._arguments.flush(), events)
        text = self._arguments.text()
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            parsed = None
        events.append(ToolCallArgumentsDoneEvent(self._name, self._index, text, parsed, self._choice_index))

    def as_dict(self) -> Dict[str, Any]:
        fields: Dict[str, Any] = plain(self._fields)
        if not self._is_function():
            return fields
        return {
            "type": "function",
            **fields,
            "function": {**plain(self._function or {}), "arguments": self._arguments.text()},
        }

    def _is_function(self) -> bool:
        if self._function is not None:
            return True
        return self._fields.get("type", "function") == "function" and "custom" not in self._fields

    def _emit(self, delta: str, events: List[ChatStreamEvent]) -> None:
        if delta:
            events.append(
                ToolCallArgumentsDeltaEvent(self._name, self._index, delta, self._choice_index, self._arguments)
            )


def _id_in(fields: Fields) -> Optional[str]:
    value = fields.get("id")
    return value if isinstance(value, str) and value else None


def _name_in(fields: Fields) -> str:
    for member in ("function", "custom"):
        name = fields_of(fields.get(member)).get("name")
        if isinstance(name, str) and name:
            return name
    return ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
