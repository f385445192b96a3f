"""Tests that the deltas of a chat stream are merged into one message without losing, repeating or mixing up data."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Tuple

import pytest
from cases import for_each
from support import USER, Driver

from helixagent import HelixAgent, IncompleteStreamError
from helixagent.testing import Sandbox

ARGUMENTS_DELTA, ARGUMENTS_DONE = "tool_calls.function.arguments.delta", "tool_calls.function.arguments.done"


def chunk(**delta: Any) -> Dict[str, Any]:
    return {"id": "c1", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta}]}


def streamed(sandbox: Sandbox, *deltas: Dict[str, Any]) -> Tuple[List[Any], Dict[str, Any]]:
    """Return the events of a stream with these deltas, and its message as a dict."""
    last = {"id": "c1", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    sandbox.reply(chunks=[chunk(**delta) for delta in deltas] + [last])
    with HelixAgent(base_url=sandbox.base_url) as client, client.chat.completions.stream(messages=USER) as stream:
        events = list(stream)
        message: Any = stream.get_final_completion().choices[0].message
        return events, message.to_dict()


def merged(sandbox: Sandbox, *deltas: Dict[str, Any]) -> Dict[str, Any]:
    return streamed(sandbox, *deltas)[1]


# --- tool calls


def call(index: Any = None, id: Any = None, name: Any = None, arguments: Any = None) -> Dict[str, Any]:
    function = {"name": name, "arguments": arguments}
    whole = {"index": index, "id": id, "function": {key: value for key, value in function.items() if value is not None}}
    return {key: value for key, value in whole.items() if value is not None}


PARIS, ROME = '{"city": "Paris"}', '{"city": "Rome"}'
PARALLEL: Dict[str, List[List[Dict[str, Any]]]] = {
    "different indexes": [[call(0, "a", "f", PARIS)], [call(1, "b", "g", ROME)]],
    "one index, different ids": [[call(0, "a", "f", PARIS)], [call(0, "b", "g", ROME)]],
    "one index, different ids, the same name": [[call(0, "a", "f", PARIS)], [call(0, "b", "f", ROME)]],
    "one index, different names": [[call(0, name="f", arguments=PARIS)], [call(0, name="g", arguments=ROME)]],
    "one index, the same name twice": [[call(0, name="f", arguments=PARIS)], [call(0, name="f", arguments=ROME)]],
    "neither index nor id": [[call(name="f", arguments=PARIS)], [call(name="g", arguments=ROME)]],
    "neither, the same name twice": [[call(name="f", arguments=PARIS)], [call(name="f", arguments=ROME)]],
    "neither, in one chunk": [[call(name="f", arguments=PARIS), call(name="g", arguments=ROME)]],
    "empty ids": [[call(0, "", "f", PARIS)], [call(0, "", "g", ROME)]],
    "ids without an index": [[call(id="a", name="f", arguments=PARIS)], [call(id="b", name="g", arguments=ROME)]],
    "one index, fragments": [
        [call(0, "a", "f", "")],
        [call(0, arguments=PARIS[:5])],
        [call(0, arguments=PARIS[5:])],
        [call(0, "b", "g", ROME[:5])],
        [call(0, arguments=ROME[5:])],
    ],
    "interleaved by index": [
        [call(0, "a", "f", ""), call(1, "b", "g", "")],
        [call(0, arguments=PARIS[:5]), call(1, arguments=ROME[:5])],
        [call(1, arguments=ROME[5:]), call(0, arguments=PARIS[5:])],
    ],
    "interleaved by id at one index": [
        [call(0, "a", "f", PARIS[:5]), call(0, "b", "g", ROME[:5])],
        [call(0, "a", arguments=PARIS[5:]), call(0, "b", arguments=ROME[5:])],
    ],
    "interleaved by id without an index": [
        [call(None, "a", "f", PARIS[:5]), call(None, "b", "g", ROME[:5])],
        [call(None, "b", arguments=ROME[5:]), call(None, "a", arguments=PARIS[5:])],
    ],
    "id and name repeated in every delta": [
        [call(0, "a", "f", PARIS[:5])],
        [call(0, "a", "f", PARIS[5:])],
        [call(1, "b", "g", ROME[:5])],
        [call(1, "b", "g", ROME[5:])],
    ],
    "the name repeated in every delta": [
        [call(0, name="f", arguments=PARIS[:5])],
        [call(0, name="f", arguments=PARIS[5:])],
        [call(0, name="g", arguments=ROME[:5])],
        [call(0, name="g", arguments=ROME[5:])],
    ],
    "the id after the name": [
        [call(0, name="f")],
        [call(0, "a", arguments=PARIS)],
        [call(1, name="g")],
        [call(1, "b", arguments=ROME)],
    ],
}


@for_each("case", PARALLEL)
def test_parallel_tool_calls_are_not_mixed_up(case: str, sandbox: Sandbox) -> None:
    events, message = streamed(sandbox, *({"tool_calls": calls} for calls in PARALLEL[case]))
    functions = [made["function"] for made in message["tool_calls"]]
    assert [function["arguments"] for function in functions] == [PARIS, ROME]
    assert [function["name"] for function in functions] == (["f", "f"] if "the same name" in case else ["f", "g"])
    sent = {each["id"] for calls in PARALLEL[case] for each in calls if each.get("id")}
    assert {made["id"] for made in message["tool_calls"] if "id" in made} == sent
    done = [event for event in events if event.type == ARGUMENTS_DONE]
    assert sorted((event.index, event.arguments) for event in done) == [(0, PARIS), (1, ROME)]
    assert [event.parsed_arguments for event in done] == [json.loads(event.arguments) for event in done]
    for index, text in enumerate((PARIS, ROME)):
        deltas = [event for event in events if event.type == ARGUMENTS_DELTA and event.index == index]
        assert "".join(event.arguments_delta for event in deltas) == text
        assert deltas[-1].arguments == text


def test_a_complete_call_is_done_when_the_next_one_begins(sandbox: Sandbox) -> None:
    events, _ = streamed(sandbox, *({"tool_calls": calls} for calls in PARALLEL["different indexes"]))
    told = [(event.type, event.index) for event in events if event.type in (ARGUMENTS_DELTA, ARGUMENTS_DONE)]
    assert told == [(ARGUMENTS_DELTA, 0), (ARGUMENTS_DONE, 0), (ARGUMENTS_DELTA, 1), (ARGUMENTS_DONE, 1)]


def test_a_call_with_an_index_that_is_already_used_is_separate(sandbox: Sandbox) -> None:
    calls = [call(0, "a", "f", "1"), call(0, "b", "g", "2"), call(1, "c", "h", "3"), call(1, arguments="4")]
    message = merged(sandbox, *({"tool_calls": [each]} for each in calls))
    assert [made["id"] for made in message["tool_calls"]] == ["a", "b", "c"]
    assert [made["function"]["arguments"] for made in message["tool_calls"]] == ["1", "2", "34"]


@pytest.mark.parametrize("type", ["custom", None])
def test_a_custom_tool_has_its_input_and_no_function(type: Any, sandbox: Sandbox) -> None:
    start: Dict[str, Any] = {
        "index": 0,
        "id": "a",
        "custom": {"name": "shell", "input": ""},
        **({"type": type} if type else {}),
    }
    message = merged(
        sandbox,
        {"tool_calls": [start]},
        {"tool_calls": [{"index": 0, "custom": {"input": "ls "}}]},
        {"tool_calls": [{"index": 0, "custom": {"input": "-l"}}, call(1, "b", "f", PARIS)]},
    )
    custom, function = message["tool_calls"]
    del start["index"]
    assert custom == {**start, "custom": {"name": "shell", "input": "ls -l"}}
    assert function == {"id": "b", "type": "function", "function": {"name": "f", "arguments": PARIS}}


def test_parallel_custom_tools_at_one_index_are_not_mixed_up(sandbox: Sandbox) -> None:
    calls = [{"index": 0, "type": "custom", "custom": {"name": name, "input": name}} for name in ("x", "y")]
    message = merged(sandbox, {"tool_calls": calls})
    assert [made["custom"] for made in message["tool_calls"]] == [{"name": name, "input": name} for name in ("x", "y")]


# --- members of the message

MERGED: Dict[str, Tuple[List[Dict[str, Any]], Dict[str, Any]]] = {
    "a legacy function call": (
        [{"function_call": {"name": "f", "arguments": ""}}]
        + [{"function_call": {"arguments": text}} for text in ('{"a"', ": 1}")],
        {"function_call": {"name": "f", "arguments": '{"a": 1}'}},
    ),
    "a legacy function call, its arguments as an object": (
        [{"function_call": {"name": "f", "arguments": {"a": 1}}}],
        {"function_call": {"name": "f", "arguments": '{"a": 1}'}},
    ),
    "audio": (
        [
            {"audio": {"id": "audio_1", "transcript": "Hel"}},
            {"audio": {"id": "audio_1", "transcript": "lo", "data": "AAAA"}},
            {"audio": {"data": "BBBB"}},
            {"audio": {"expires_at": 1703123456}},
        ],
        {"audio": {"id": "audio_1", "transcript": "Hello", "data": "AAAABBBB", "expires_at": 1703123456}},
    ),
    "unknown objects, as deep as they are": (
        [
            {"provider_specific_fields": {"citations": [1], "a": {"b": {"text": "x", "score": 1}}}},
            {"provider_specific_fields": {"citations": [2], "a": {"b": {"text": "y", "score": 2}, "c": True}}},
            {"provider_specific_fields": None},
        ],
        {"provider_specific_fields": {"citations": [1, 2], "a": {"b": {"text": "xy", "score": 2}, "c": True}}},
    ),
    "lists whose items have an index": (
        [
            {"reasoning_details": [{"type": "reasoning.text", "index": 0, "format": "v1", "text": "Let "}]},
            {"reasoning_details": [{"type": "reasoning.text", "index": 0, "format": "v1", "text": "me"}]},
            {"reasoning_details": [{"type": "reasoning.encrypted", "index": 1, "data": "x"}]},
            {"reasoning_details": [{"index": 0, "signature": "s"}]},
        ],
        {
            "reasoning_details": [
                {"type": "reasoning.text", "index": 0, "format": "v1", "text": "Let me", "signature": "s"},
                {"type": "reasoning.encrypted", "index": 1, "data": "x"},
            ]
        },
    ),
    "lists whose items have none": (
        [{"annotations": [{"type": "url_citation", "n": n}]} for n in (1, 1, 2)],
        {"annotations": [{"type": "url_citation", "n": n} for n in (1, 1, 2)]},
    ),
    "labels that are repeated": (
        [
            {
                "role": "assistant",
                "type": "text",
                "id": "m1",
                "index": 0,
                "name": "bot",
                "item_id": "i",
                "content": "a",
            },
            {
                "role": "assistant",
                "type": "text",
                "id": "m1",
                "index": 0,
                "name": "bot",
                "item_id": "i",
                "content": "a",
            },
            {"role": "", "type": "", "id": "", "name": "", "item_id": ""},
        ],
        {"type": "text", "id": "m1", "index": 0, "name": "bot", "item_id": "i", "content": "aa"},
    ),
    "unknown texts": ([{"reasoning": "Let "}, {"reasoning": "me"}], {"reasoning": "Let me"}),
    "an unknown text, then an object": (
        [{"reasoning": "Let "}, {"reasoning": {"type": "summary", "text": "me"}}, {"reasoning": "!"}],
        {
            "reasoning": [
                {"type": "text", "text": "Let "},
                {"type": "summary", "text": "me"},
                {"type": "text", "text": "!"},
            ]
        },
    ),
    "an object, then a text": (
        [{"reasoning": {"type": "summary", "text": "Let "}}, {"reasoning": "me"}],
        {"reasoning": [{"type": "summary", "text": "Let "}, {"type": "text", "text": "me"}]},
    ),
}


@for_each("case", MERGED)
def test_members_of_deltas_are_merged(case: str, sandbox: Sandbox) -> None:
    deltas, expected = MERGED[case]
    assert merged(sandbox, *deltas) == {"role": "assistant", "content": None, **expected}


PART = {"type": "text", "text": "world"}
CONTENTS: Dict[str, Tuple[List[Any], Any, str]] = {
    "a string, then a list": (["Hello ", [PART]], [{"type": "text", "text": "Hello "}, PART], "Hello world"),
    "an empty string, then a list": (["", [PART]], [PART], "world"),
    "a list, then strings": (
        [[PART], "!", "!"],
        [PART, {"type": "text", "text": "!!"}],
        "world!!",
    ),
    "strings around lists": (
        ["Hello ", [PART], ", ", [PART], "!"],
        [
            {"type": "text", "text": "Hello "},
            PART,
            {"type": "text", "text": ", "},
            PART,
            {"type": "text", "text": "!"},
        ],
        "Hello world, world!",
    ),
    "a list with other parts": (
        [[{"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]}], "Hello"],
        [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]}, {"type": "text", "text": "Hello"}],
        "Hello",
    ),
    "parts with an index": (
        [[{"index": 0, "type": "text", "text": "Hel"}], [{"index": 0, "type": "text", "text": "lo"}]],
        [{"index": 0, "type": "text", "text": "Hello"}],
        "Hello",
    ),
    "an object": (["Hello ", PART], [{"type": "text", "text": "Hello "}, PART], "Hello world"),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_a_content_of_strings_and_lists_loses_nothing(case: str, sandbox: Sandbox) -> None:
    contents, expected, text = CONTENTS[case]
    events, message = streamed(sandbox, *({"content": content} for content in contents))
    assert message["content"] == expected
    deltas = [event for event in events if event.type == "content.delta"]
    assert "".join(event.delta for event in deltas) == text
    assert deltas[-1].snapshot == text
    assert [event.content for event in events if event.type == "content.done"] == [text]


# --- split characters

EMOJI = "\U0001f600"
HIGH, LOW = "\ud83d", "\ude00"
CUT = [f"a{HIGH}", f"{LOW}b{HIGH}", LOW, HIGH, "", f"{LOW}{HIGH}", f"{LOW}c"]
WHOLE = f"a{EMOJI}b{EMOJI}{EMOJI}{EMOJI}c"


def test_a_split_character_is_whole_in_the_events(sandbox: Sandbox) -> None:
    events, message = streamed(sandbox, *({"content": text, "refusal": text, "reasoning": text} for text in CUT))
    assert (message["content"], message["refusal"], message["reasoning"]) == (WHOLE, WHOLE, WHOLE)
    for kind, done in (("content", "content"), ("refusal", "refusal")):
        deltas = [event for event in events if event.type == f"{kind}.delta"]
        assert all(event.delta.encode() and event.snapshot.encode() for event in deltas)
        assert "".join(event.delta for event in deltas) == WHOLE
        # The first half is delivered together with the second half, not at the end.
        assert len(deltas) > 3 and WHOLE.startswith(deltas[1].snapshot)
        assert [getattr(event, done) for event in events if event.type == f"{kind}.done"] == [WHOLE]


def test_the_text_deltas_never_end_inside_a_character(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(chunks=[chunk(content=text) for text in CUT])
    client = driver.client(sandbox)

    async def collected() -> List[str]:
        async with client.chat.completions.stream(messages=USER) as stream:
            return [text async for text in stream.text_deltas()]

    if driver.is_async:
        texts = driver.run(collected())
    else:
        with client.chat.completions.stream(messages=USER) as stream:
            texts = list(stream.text_deltas())
    assert "".join(texts) == WHOLE
    assert all(text.encode() for text in texts)


def test_a_character_is_split_in_the_arguments_of_a_tool_call(sandbox: Sandbox) -> None:
    pieces = ['{"a": "', *CUT, '"}']
    calls = [call(0, "t", "f", ""), *(call(0, arguments=piece) for piece in pieces)]
    events, message = streamed(sandbox, *({"tool_calls": [each]} for each in calls))
    assert json.loads(message["tool_calls"][0]["function"]["arguments"]) == {"a": WHOLE}
    deltas = [event.arguments_delta for event in events if event.type == ARGUMENTS_DELTA]
    assert "".join(deltas) == '{"a": "' + WHOLE + '"}'
    assert all(delta.encode() for delta in deltas)
    assert [event.parsed_arguments for event in events if event.type == ARGUMENTS_DONE] == [{"a": WHOLE}]


def test_half_of_a_character_is_kept_if_its_other_half_never_arrives(sandbox: Sandbox) -> None:
    calls = [call(0, "t", "f", f'"{HIGH}'), call(0, arguments=HIGH)]
    deltas: List[Dict[str, Any]] = [{"content": text} for text in (f"a{HIGH}", f"b{HIGH}")]
    events, message = streamed(sandbox, *deltas, *({"tool_calls": [each]} for each in calls))
    assert message["content"] == f"a{HIGH}b{HIGH}"
    assert "".join(event.delta for event in events if event.type == "content.delta") == message["content"]
    assert message["tool_calls"][0]["function"]["arguments"] == f'"{HIGH}{HIGH}'
    assert "".join(event.arguments_delta for event in events if event.type == ARGUMENTS_DELTA) == f'"{HIGH}{HIGH}'


@pytest.mark.parametrize("joined_by", ["stream", "caller"])
def test_a_message_with_a_split_character_can_be_sent_back(joined_by: str, sandbox: Sandbox) -> None:
    sandbox.reply(chunks=[chunk(content=text) for text in CUT])
    sandbox.reply("Thanks")
    with HelixAgent(base_url=sandbox.base_url) as client:
        message: Any
        if joined_by == "stream":
            with client.chat.completions.stream(messages=USER) as stream:
                message = stream.get_final_completion().choices[0].message
        else:
            chunks = client.chat.completions.create(messages=USER, stream=True)
            text = "".join(each.choices[0].delta.content or "" for each in chunks)
            message = {"role": "assistant", "content": text}
        client.chat.completions.create(messages=[*USER, message])
    assert sandbox.requests[-1].json()["messages"][-1]["content"] == WHOLE


def test_a_text_completion_and_a_cut_stream_have_complete_characters_too(sandbox: Sandbox) -> None:
    chunks = [{"id": "c", "choices": [{"index": 0, "text": text}]} for text in CUT]
    sandbox.reply(chunks=[b"".join(b"data: %s\n\n" % json.dumps(each).encode() for each in chunks)])
    with HelixAgent(base_url=sandbox.base_url) as client, pytest.raises(IncompleteStreamError) as caught:
        list(client.completions.create(prompt="Hello", model="m", stream=True))
    assert caught.value.partial.choices[0].text == WHOLE
