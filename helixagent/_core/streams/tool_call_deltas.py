"""Assemble the tool calls of a streamed message by merging each delta into its call."""

from __future__ import annotations

import json
from typing import List, Optional

from helixagent._core.json_text import decode_json
from helixagent._core.streams.deltas import Fields, TextBuffer, fields_of, json_text, merge, plain
from helixagent._core.streams.stream_events import (
    ChatStreamEvent,
    ToolCallArgumentsDeltaEvent,
    ToolCallArgumentsDoneEvent,
)


class ToolCalls:
    """The tool calls of one choice.

    Deltas are matched to calls by `index`, then by `id`. A new ID or a second name starts another call, even if the
    index is the same or missing.
    """

    def __init__(self, choice_index: int) -> None:
        self._choice_index = choice_index
        # The call that received the latest delta is the last one.
        self._calls: List[_ToolCall] = []

    def add(self, delta: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        """Merge a delta into its call, and append the resulting events, unless they are not needed."""
        index = delta.get("index")
        index = index if index.__class__ is int else None
        call = self._find(delta, index)
        if call is not None:
            self._calls.remove(call)
        else:
            # If its arguments are not complete, the previous call is finished at the end.
            if events is not None and self._calls and self._calls[-1].is_complete():
                self._calls[-1].finish(events)
            call = self._started(index)
        self._calls.append(call)
        call.add(delta, events)

    def in_order(self) -> List[_ToolCall]:
        """Return the calls, sorted by their index in the message."""
        return sorted(self._calls, key=lambda call: call.index)

    def _find(self, delta: Fields, sent_index: Optional[int]) -> Optional[_ToolCall]:
        """Return the call that a delta continues, or None if it starts another call."""
        call_id = _id_in(delta)
        latest: Optional[_ToolCall] = None
        for call in reversed(self._calls):
            if sent_index is None or call.sent_index == sent_index:
                if call_id is not None and call.id == call_id:
                    return call
                latest = latest or call
        if latest is None or (call_id is not None and latest.id is not None) or latest.is_before(_name_in(delta)):
            return None
        return latest

    def _started(self, sent_index: Optional[int]) -> _ToolCall:
        used = {call.index for call in self._calls}
        # Some servers send the same index for several calls.
        index = max(used, default=-1) + 1 if sent_index is None or sent_index in used else sent_index
        return _ToolCall(index, index if sent_index is None else sent_index, self._choice_index)


class _ToolCall:
    """One tool call. It is a function with arguments, or another type, whose members are merged in the same way."""

    def __init__(self, index: int, sent_index: int, choice_index: int) -> None:
        self.index = index
        self.sent_index = sent_index
        self._choice_index = choice_index
        self._fields: Fields = {}
        self._arguments = TextBuffer()
        self._done = False

    @property
    def id(self) -> Optional[str]:
        return _id_in(self._fields)

    def is_complete(self) -> bool:
        """Return whether the arguments so far are JSON."""
        return decode_json(self._arguments.text()) is not None

    def is_before(self, name: str) -> bool:
        """Return whether a delta with this name, and without this call's ID, starts another call.

        Some servers repeat the name in every delta. Therefore, the same name starts another call only if this call's
        arguments are complete.
        """
        own = _name_in(self._fields)
        return bool(name and own) and (name != own or self.is_complete())

    def add(self, delta: Fields, events: Optional[List[ChatStreamEvent]]) -> None:
        for name, value in delta.items():
            if name != "index":
                merge(self._fields, name, value)
        arguments = json_text(fields_of(delta.get("function")).get("arguments"))
        if arguments:
            text = self._arguments.append(arguments)
            if events is not None:
                self._emit(text, events)

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
        name = _name_in(self._fields)
        events.append(ToolCallArgumentsDoneEvent(name, self.index, text, parsed, self._choice_index))

    def as_dict(self) -> Fields:
        fields: Fields = plain(self._fields)
        if not self._is_function():
            return fields
        return {
            "type": "function",
            **fields,
            "function": {**fields_of(fields.get("function")), "arguments": self._arguments.text()},
        }

    def _is_function(self) -> bool:
        if "function" in self._fields:
            return True
        return self._fields.get("type", "function") == "function" and "custom" not in self._fields

    def _emit(self, text: str, events: List[ChatStreamEvent]) -> None:
        if text:
            name, buffer = _name_in(self._fields), self._arguments
            events.append(
                ToolCallArgumentsDeltaEvent(name, self.index, text, self._choice_index, buffer, buffer.length)
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
