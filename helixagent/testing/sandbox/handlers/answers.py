"""Makes the answers to a conversation: their text or tool calls, cut by `stop` and `max_tokens`, and what they used."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Dict, List, Mapping, Optional, Sequence

from helixagent.testing.sandbox.exchange import Call, invalid
from helixagent.testing.sandbox.handlers.knowledge import answer_to, words
from helixagent.testing.sandbox.handlers.tools import tool_calls
from helixagent.testing.sandbox.schema_values import value_for

_MOST_CHOICES = 128


@dataclasses.dataclass(frozen=True)
class Answer:
    """One choice of a completion before it is put into its wire form.

    Args:
        text: The text, or None where tools are called.
        tool_calls: The tool calls as they go over the wire.
        finish_reason: Why it ended.
        cut: The text as the chunks of a stream have it; word by word where it is None.
        refusal: Why the model does not answer, or None.
        reasoning: What the model thinks before it answers, or None.
    """

    text: Optional[str]
    tool_calls: List[Dict[str, Any]]
    finish_reason: str
    cut: Optional[Sequence[str]] = None
    refusal: Optional[str] = None
    reasoning: Optional[str] = None

    @property
    def pieces(self) -> Sequence[str]:
        """The text as the chunks of a stream have it."""
        return words(self.text or "") if self.cut is None else self.cut

    @property
    def tokens(self) -> int:
        """How many tokens the answer counts."""
        arguments = [call["function"]["arguments"] for call in self.tool_calls]
        return sum(len(words(part)) for part in [self.text or "", *arguments])


def answers_to(call: Call, messages: Sequence[Mapping[str, Any]]) -> List[Answer]:
    """The choices of a chat completion.

    Args:
        call: The call; its body says how many choices, and how long.
        messages: The conversation.

    Returns:
        As many as `n` asks for.
    """
    if call.scripted is not None:
        return [call.scripted] * choices_wanted(call)
    last = text_of(messages[-1])
    calls = tool_calls(call, messages, last)
    if calls:
        return [Answer(None, calls, "tool_calls")] * choices_wanted(call)
    shape = call.option("response_format", {})
    if shape.get("type") in ("json_object", "json_schema"):
        return [Answer(_structured(shape, last), [], "stop")] * choices_wanted(call)
    text = "The tool answered: " + last if messages[-1]["role"] == "tool" else answer_to(last)
    return [limited(call, varied(text, index)) for index in range(choices_wanted(call))]


def choices_wanted(call: Call) -> int:
    """How many choices the call asks for.

    Raises:
        ApiError: 400, if there would be too many to hold.
    """
    wanted = int(call.option("n", 1))
    if wanted > _MOST_CHOICES:
        raise invalid(f"n must be at most {_MOST_CHOICES}", "n")
    return wanted


def varied(text: str, index: int) -> str:
    """The text of a choice: the first as it is, the others told apart by their number."""
    return text if index == 0 else f"Answer {index + 1}: {text}"


def limited(call: Call, text: str) -> Answer:
    """A text cut at the first of the call's stop sequences and at its limit of tokens."""
    stop = call.option("stop", [])
    found = [text.index(end) for end in ([stop] if isinstance(stop, str) else stop) if end and end in text]
    if found:
        text = text[: min(found)]
    limit = call.option("max_completion_tokens", call.option("max_tokens"))
    pieces = words(text)
    if limit is not None and len(pieces) > limit:
        return Answer("".join(pieces[:limit]), [], "length")
    return Answer(text, [], "stop")


def text_of(message: Mapping[str, Any]) -> str:
    """The text of a message; of parts other than text, what they are."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return " ".join(part["text"] if part["type"] == "text" else "[{}]".format(part["type"]) for part in content)


def usage(prompt_tokens: int, answers: List[Answer]) -> Dict[str, Any]:
    """What a completion has used, in tokens."""
    completion_tokens = sum(answer.tokens for answer in answers)
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
    }


def prompt_tokens(messages: Sequence[Mapping[str, Any]]) -> int:
    """How many tokens a conversation counts."""
    return sum(len(words(text_of(message))) for message in messages)


def _structured(shape: Mapping[str, Any], question: str) -> str:
    if shape["type"] == "json_object":
        return json.dumps({"answer": answer_to(question)}, ensure_ascii=False)
    schema = shape["json_schema"].get("schema", {})
    param = "response_format.json_schema.schema"
    return json.dumps(value_for(schema, param), ensure_ascii=False)
