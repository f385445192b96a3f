"""The command `embed`: turn text into vectors."""

from __future__ import annotations

import math
from typing import Any, List, Optional, Sequence, Tuple

import click

from helixagent.cli.clean import one_line
from helixagent.cli.options import Command, pass_state, piped_text, read_text
from helixagent.cli.state import State

_FIRST_NUMBERS = 3
_SHORT_TEXT = 40


@click.command(cls=Command)
@click.argument("text", nargs=-1)
@click.option("-m", "--model", default="text-embedding-3-small", show_default=True, help="The model.")
@click.option("--dimensions", metavar="N", type=click.IntRange(min=1), help="Length of the vectors.")
@click.option("--lines", is_flag=True, help="Read standard input, and embed each of its lines separately.")
@pass_state
def embed(state: State, text: Tuple[str, ...], model: str, dimensions: Optional[int], lines: bool) -> None:
    """Turn texts into vectors.

    Each TEXT gets a vector, and so does piped text. A table shows the first values of the vectors. --output json prints
    the complete vectors.

    \b
    helixagent embed "Hello world" -o json | jq '.data[0].embedding'
    helixagent embed --lines -o json < sentences.txt
    """
    if lines and text:
        raise click.UsageError("--lines reads standard input and cannot be used with a TEXT argument.")
    texts = [line for line in read_text((), "text").split("\n") if line.strip()] if lines else list(text)
    if not lines:
        piped = piped_text("text") if texts else read_text((), "text")
        texts += [piped] if piped else []
    with state.screen.waiting("waiting for vectors"):
        response = state.client.embeddings.create(model=model, input=texts, dimensions=dimensions)
    if state.screen.as_json:
        state.screen.json(response)
        return
    rows = [_row(item, texts) for item in response.data or []]
    state.screen.rows(rows, {name: _getter(name) for name in ("Text", "Length", "Norm", "Begins")}, empty="No vectors.")


def _row(item: Any, texts: Sequence[str]) -> Any:
    vector: List[float] = item.embedding or []
    text = one_line(texts[item.index]) if isinstance(item.index, int) and item.index < len(texts) else ""
    return {
        "Text": text if len(text) <= _SHORT_TEXT else text[: _SHORT_TEXT - 1] + "…",
        "Length": len(vector),
        "Norm": f"{math.sqrt(sum(number * number for number in vector)):.4f}",
        "Begins": " ".join(f"{number:.4f}" for number in vector[:_FIRST_NUMBERS]),
    }


def _getter(name: str) -> Any:
    return lambda row: row[name]
