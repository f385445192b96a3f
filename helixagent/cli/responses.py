"""Request a response and show it as streamed text, as requested JSON, or as the complete API response."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional

import click

from helixagent.exceptions import InvalidResponseError

if TYPE_CHECKING:
    from helixagent.cli.state import State

Messages = List[Dict[str, str]]


def sampling_options(command: Any) -> Any:
    """Add the sampling options to a command. They have the same names as the SDK's arguments."""
    for option in (
        click.option(
            "--max-tokens", metavar="N", type=click.IntRange(min=1), help="Maximum number of tokens to generate."
        ),
        click.option(
            "--temperature", metavar="T", type=click.FloatRange(0, 2), help="Sampling temperature, from 0 to 2."
        ),
        click.option("-m", "--model", help="The model (default: helixagent-ensemble)."),
    ):
        command = option(command)
    return command


def drop_none(**arguments: Any) -> Dict[str, Any]:
    """Return the arguments that have a value."""
    return {name: value for name, value in arguments.items() if value is not None}


def new_conversation(system: Optional[str], prompt: str) -> Messages:
    """Return the messages of a new conversation."""
    head = [{"role": "system", "content": system}] if system else []
    return [*head, {"role": "user", "content": prompt}]


def stream_response(state: State, arguments: Mapping[str, Any], *, reasoning: bool = False) -> str:
    """Send a question, show the response while it streams, and return its text.

    Args:
        state: This run.
        arguments: The arguments of the request.
        reasoning: Whether to show the model's reasoning above the response, if the output is a terminal.
    """
    chunks: List[str] = []
    reasoning = reasoning and state.screen.out.is_terminal
    # The writer is opened first, because it shows that the command is waiting.
    manager = state.client.chat.completions.stream(**arguments)
    with state.screen.writer(markdown=True, waiting="waiting for the response") as writer, manager as stream:
        for event in stream:
            if event.type == "reasoning.delta":
                if reasoning and event.choice_index == 0:
                    writer.write_reasoning(event.delta)
            elif (event.type == "content.delta" or event.type == "refusal.delta") and event.choice_index == 0:
                chunks.append(event.delta)
                writer.write(event.delta)
        completion = stream.get_final_completion()
    warn_if_truncated(state, completion)
    return "".join(chunks)


def print_json_response(state: State, arguments: Mapping[str, Any]) -> None:
    """Request a JSON response, check that it is valid JSON, and print it.

    Raises:
        InvalidResponseError: The response is not JSON.
    """
    with state.screen.waiting("waiting for the response"):
        completion = state.client.chat.completions.create(**arguments)
    text = text_of(completion)
    try:
        json.loads(text)
    except ValueError:
        truncated = is_truncated(completion)
        reason = "it was cut off by --max-tokens" if truncated else "does the model support JSON output?"
        raise InvalidResponseError(f"The response is not JSON; {reason}") from None
    state.screen.json_text(text)


def schema_format(schema: Mapping[str, Any], strict: bool) -> Dict[str, Any]:
    """Return the `response_format` for a JSON schema."""
    # The API restricts names to these characters.
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", str(schema.get("title") or "answer"))[:64]
    return {"type": "json_schema", "json_schema": {"name": name, "schema": dict(schema), "strict": strict}}


def text_of(completion: Any) -> str:
    """Return the text of the first choice of a completion, or its refusal."""
    for choice in completion.choices or []:
        message = choice.message
        return (message and (message.content or message.refusal)) or ""
    return ""


def warn_if_truncated(state: State, completion: Any) -> None:
    """Warn if the response is incomplete."""
    if is_truncated(completion):
        state.screen.note("(The response was cut off at its maximum length. See --max-tokens.)")


def is_truncated(completion: Any) -> bool:
    """Return whether the response ended because of its maximum length."""
    return any(choice.finish_reason == "length" for choice in completion.choices or [])
