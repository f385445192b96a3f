"""The command `complete`: continue a text."""

from __future__ import annotations

from typing import Any, Tuple

import click

from helixagent.cli.options import Command, pass_state, read_text
from helixagent.cli.responses import drop_none, sampling_options, warn_if_truncated
from helixagent.cli.state import State


@click.command(cls=Command)
@click.argument("prompt", nargs=-1)
@click.option("--suffix", metavar="TEXT", help="Text that follows the completion.")
@click.option("--echo", is_flag=True, default=None, help="Repeat the prompt before the completion.")
@click.option("--stop", metavar="TEXT", multiple=True, help="A sequence at which to stop. Can be repeated.")
@sampling_options
@pass_state
def complete(state: State, prompt: Tuple[str, ...], stop: Tuple[str, ...], **arguments: Any) -> None:
    """Continue a text.

    PROMPT is the text. Piped text is appended to it, or replaces `-` in it.

    \b
    helixagent complete "The future of technology is"
    """
    # Whitespace at the end of a prompt can matter to the model, so only the last line ending is removed.
    request = {**drop_none(**arguments), **({"stop": list(stop)} if stop else {}), "prompt": read_text(prompt)}
    completions = state.client.completions
    if state.screen.as_json:
        with state.screen.waiting("waiting for the completion"):
            completion = completions.create(**request)
        state.screen.json(completion)
        return
    last: Any = None
    # Not rendered as Markdown, because a continuation is rarely well-formed Markdown.
    with state.screen.writer(markdown=False) as writer, completions.create(stream=True, **request) as chunks:
        for chunk in chunks:
            for choice in chunk.choices or []:
                writer.write(choice.text or "")
            last = chunk
    if last is not None:
        warn_if_truncated(state, last)
