"""Build the choices of a response: text or tool calls, limited by `stop` and `max_tokens`, and their token usage."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Dict, List, Mapping, Optional, Sequence

from helixagent.testing.sandbox.exchange import Call, invalid
from helixagent.testing.sandbox.handlers.knowledge import response_to, words
from helixagent.testing.sandbox.handlers.tools import tool_calls
from helixagent.testing.sandbox.schema_values import value_for

_MAX_CHOICES = 128


@dataclasses.dataclass(frozen=True)
class Generation:
    """One choice of a completion before it is put into the wire format.

    Args:
        text: The text, or None for tool calls.
        tool_calls: The tool calls in the wire format.
        finish_reason: The finish reason.
        text_chunks: The text, split into the chunks of a stream. None splits it into words.
        refusal: The model's refusal message, or None.
        reasoning: The reasoning that precedes the text, or None.
    """

    text: Optional[str]
    tool_calls: List[Dict[str, Any]]
    finish_reason: str
    text_chunks: Optional[Sequence[str]] = None
    refusal: Optional[str] = None
    reasoning: Optional[str] = None

    @property
    def chunks(self) -> Sequence[str]:
        """Return the text, split into the chunks of a stream."""
        return words(self.text or "") if self.text_chunks is None else self.text_chunks

    @property
    def tokens(self) -> int:
        """Return the number of completion tokens."""
        arguments = [call["function"]["arguments"] for call in self.tool_calls]
        return sum(len(words(part)) for part in [self.text or "", *arguments])


def generations_for(call: Call, messages: Sequence[Mapping[str, Any]]) -> List[Generation]:
    """Return the choices of a chat completion.

    Args:
        call: The call. Its body sets the number and the length of the choices.
        messages: The conversation.

    Returns:
        The `n` choices.
    """
    if call.scripted is not None:
        return [call.scripted] * requested_choices(call)
    last = text_of(messages[-1])
    calls = tool_calls(call, messages, last)
    if calls:
        return [Generation(None, calls, "tool_calls")] * requested_choices(call)
    response_format = call.option("response_format", {})
    if response_format.get("type") in ("json_object", "json_schema"):
        return [Generation(_structured(response_format, last), [], "stop")] * requested_choices(call)
    text = "The tool answered: " + last if messages[-1]["role"] == "tool" else response_to(last)
    return [limited(call, varied(text, index)) for index in range(requested_choices(call))]


def requested_choices(call: Call) -> int:
    """Return the number of choices that the call requests.

    Raises:
        ApiError: 400, if there are too many.
    """
    count = int(call.option("n", 1))
    if count > _MAX_CHOICES:
        raise invalid(f"n must be at most {_MAX_CHOICES}", "n")
    return count


def varied(text: str, index: int) -> str:
    """Return the text of a choice. Each one except the first is marked with its number."""
    return text if index == 0 else f"Answer {index + 1}: {text}"


def limited(call: Call, text: str) -> Generation:
    """Return a text, truncated at the first stop sequence of the call and at its token limit."""
    stop = call.option("stop", [])
    found = [text.index(end) for end in ([stop] if isinstance(stop, str) else stop) if end and end in text]
    if found:
        text = text[: min(found)]
    limit = call.option("max_completion_tokens", call.option("max_tokens"))
    tokens = words(text)
    if limit is not None and len(tokens) > limit:
        return Generation("".join(tokens[:limit]), [], "length")
    return Generation(text, [], "stop")


def text_of(message: Mapping[str, Any]) -> str:
    """Return the text of a message. Other parts are replaced with their type."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return " ".join(part["text"] if part["type"] == "text" else "[{}]".format(part["type"]) for part in content)


def usage(prompt_tokens: int, generations: List[Generation]) -> Dict[str, Any]:
    """Return the token usage of a completion."""
    completion_tokens = sum(generation.tokens for generation in generations)
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
    }


def prompt_tokens(messages: Sequence[Mapping[str, Any]]) -> int:
    """Return the number of tokens of a conversation."""
    return sum(len(words(text_of(message))) for message in messages)


def _structured(response_format: Mapping[str, Any], question: str) -> str:
    if response_format["type"] == "json_object":
        return json.dumps({"answer": response_to(question)}, ensure_ascii=False)
    schema = response_format["json_schema"].get("schema", {})
    param = "response_format.json_schema.schema"
    return json.dumps(value_for(schema, param), ensure_ascii=False)
