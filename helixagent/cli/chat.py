"""The `chat` command: ask a question, or have a conversation."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

import click

from helixagent.cli.options import Command, check_object, json_option, pass_state, read_text, stdin_is_terminal
from helixagent.cli.responses import (
    drop_none,
    new_conversation,
    print_json_response,
    sampling_options,
    schema_format,
    stream_response,
)
from helixagent.cli.state import State

_read_schema = json_option("The schema", check_object)


@click.command(cls=Command)
@click.argument("prompt", nargs=-1)
@click.option("-s", "--system", metavar="TEXT", help="The system message.")
@click.option("--json", "as_json", is_flag=True, help="Request a JSON object as the response.")
@click.option(
    "--schema",
    metavar="FILE",
    callback=lambda ctx, param, value: _read_schema(ctx, param, value and f"@{value}"),
    help="Request JSON that matches the JSON Schema in this file.",
)
@click.option("--strict", is_flag=True, help="With --schema: enforce the schema strictly.")
@click.option(
    "--reasoning/--no-reasoning",
    default=True,
    help="Show the model's reasoning above the response, if the output is a terminal (the default).",
)
@sampling_options
@pass_state
def chat(
    state: State,
    prompt: Tuple[str, ...],
    system: Optional[str],
    as_json: bool,
    schema: Optional[Dict[str, Any]],
    strict: bool,
    reasoning: bool,
    **sampling: Any,
) -> None:
    """Ask a model, or have a conversation with it.

    PROMPT is the question. Piped text is appended to it, or replaces `-` in it. Without a PROMPT, the piped text is the
    question. Without piped text, a conversation starts. The response is rendered as Markdown on a terminal and
    is plain text in a pipe. On a terminal, the model's reasoning is shown dimmed above the response.

    \b
    helixagent chat "Explain quantum computing"
    git diff | helixagent chat "Review this change:"
    helixagent chat --schema person.json "Ada Lovelace, 36" | jq .name
    """
    arguments = drop_none(**sampling)
    if as_json and schema is not None:
        raise click.UsageError("--json and --schema cannot be used together.")
    if strict and schema is None:
        raise click.UsageError("--strict requires --schema.")
    if as_json or schema is not None:
        arguments["response_format"] = {"type": "json_object"} if schema is None else schema_format(schema, strict)
    typed = not prompt and stdin_is_terminal() and state.screen.out.is_terminal
    if typed and not state.screen.as_json and "response_format" not in arguments:
        from helixagent.cli.conversation import converse

        converse(state, system, arguments, reasoning=reasoning)
        return
    arguments["messages"] = new_conversation(system, read_text(prompt))
    if state.screen.as_json:
        with state.screen.waiting("waiting for the response"):
            completion = state.client.chat.completions.create(**arguments)
        state.screen.json(completion)
    elif "response_format" in arguments:
        print_json_response(state, arguments)
    else:
        stream_response(state, arguments, reasoning=reasoning)
