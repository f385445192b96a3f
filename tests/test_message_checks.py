"""Tests that the SDK refuses messages that the server would refuse, or whose text the server would ignore."""

from __future__ import annotations

import json
from typing import Any, Dict

import pytest
from cases import for_each
from support import USER, Driver, refused

from helixagent.testing import Sandbox
from helixagent.types import ChatMessage, Message

CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}


@for_each(
    ("message", "param", "words"),
    [
        ({"role": "user"}, "messages[0].content", "is required unless tool_calls or function_call is given"),
        ({"role": "assistant", "refusal": "No."}, "messages[0].content", "is required unless"),
        ({"role": "assistant", "tool_calls": None}, "messages[0].content", "is required unless"),
        ({"role": "user", "contnet": "x"}, "messages[0].content", "did you mean 'content' instead of 'contnet'?"),
        ({"role": "user", "Content": "x"}, "messages[0].content", "did you mean 'content' instead of 'Content'?"),
        ({"role": "user", "contents": "x"}, "messages[0].content", "did you mean 'content' instead of 'contents'?"),
        ({"rol": "user", "content": "x"}, "messages[0].role", "did you mean 'role' instead of 'rol'?"),
        ({"roles": "user", "content": "x"}, "messages[0].role", "did you mean 'role' instead of 'roles'?"),
        ({"author": "user", "content": "x"}, "messages[0].role", "is required"),
        ({"role": "assistant", "tool_call": [CALL]}, "messages[0].tool_calls", "did you mean 'tool_calls'"),
        ({"role": "assistant", "functioncall": {}}, "messages[0].function_call", "did you mean 'function_call'"),
        ({"role": "assistant", "contnt": "x", "tool_calls": [CALL]}, "messages[0].content", "did you mean 'content'"),
        (ChatMessage(role="user"), "messages[0].content", "is required unless"),
        (
            {"role": "user", "content": [{"type": "text", "txt": "x"}]},
            "messages[0].content[0].text",
            "instead of 'txt'",
        ),
        ({"role": "assistant", "function_call": "f"}, "messages[0].function_call", "must be a dict or None, not str"),
    ],
)
@for_each("name", ["chat.completions.create", "ensemble.completions.create", "vision.analyze"])
def test_a_message_without_a_required_part_is_refused(
    name: str, message: Any, param: str, words: str, sync_driver: Driver, sandbox: Sandbox
) -> None:
    error = refused(sync_driver, sandbox, name, model="m", messages=[message])
    assert error.param == param
    assert words in error.message


def test_both_clients_refuse_such_a_message(driver: Driver, sandbox: Sandbox) -> None:
    error = refused(driver, sandbox, "chat.completions.create", messages=[*USER, {"role": "user", "contnt": "x"}])
    assert error.param == "messages[1].content"


@pytest.mark.parametrize(
    "message",
    [
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "assistant", "tool_calls": [CALL]},
        {"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}},
        {"role": "assistant", "content": None},
        {"role": "assistant", "content": None, "audio": {"id": "audio_1"}, "reasoning_content": "Hm."},
        {"role": "function", "name": "f", "content": "4"},
        {"role": "user", "content": "x", "cache_control": {"type": "ephemeral"}, "context": {"citations": []}},
    ],
)
def test_all_other_messages_are_sent_unchanged(message: Dict[str, Any], client: Any, sandbox: Sandbox) -> None:
    client.chat.completions.create(messages=[*USER, message])
    assert json.loads(sandbox.requests[0].body)["messages"][1] == message


def test_an_earlier_response_can_be_sent_again(client: Any, sandbox: Sandbox) -> None:
    raw = [{"role": "assistant", "content": None, "refusal": "No."}, {"role": "assistant", "content": "Yes."}]
    answers = [Message.from_dict(each) for each in raw]
    client.chat.completions.create(messages=[*USER, *answers])
    sent = json.loads(sandbox.requests[0].body)["messages"][1:]
    assert sent == raw
