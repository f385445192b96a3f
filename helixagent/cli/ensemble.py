"""The command `ensemble`: ask several providers and show their vote."""

from __future__ import annotations

from typing import Any, Optional, Tuple

import click

from helixagent.cli.options import Command, pass_state, read_text, values_of
from helixagent.cli.responses import drop_none, new_conversation, sampling_options, text_of, warn_if_truncated
from helixagent.cli.state import State


@click.command(cls=Command)
@click.argument("prompt", nargs=-1)
@click.option("-s", "--system", metavar="TEXT", help="The system message for the models.")
@click.option("--strategy", metavar="NAME", help=f"Voting strategy: {', '.join(values_of('EnsembleStrategyParam'))}.")
@click.option("--min-providers", metavar="N", type=click.IntRange(min=1), help="Minimum number of responses.")
@click.option("--confidence", metavar="C", type=click.FloatRange(0, 1), help="Confidence to reach, from 0 to 1.")
@click.option("--prefer", metavar="PROVIDER", multiple=True, help="A preferred provider. Can be repeated.")
@sampling_options
@pass_state
def ensemble(
    state: State,
    prompt: Tuple[str, ...],
    system: Optional[str],
    strategy: Optional[str],
    min_providers: Optional[int],
    confidence: Optional[float],
    prefer: Tuple[str, ...],
    **sampling: Any,
) -> None:
    """Ask several providers and let them vote.

    PROMPT is the question. Piped text is appended to it, or replaces `-` in it. The command prints the winning response
    and, on a terminal, the vote below it. --output json prints both.

    \b
    helixagent ensemble --strategy majority_vote "Is 2027 a prime?"
    """
    config = drop_none(
        strategy=strategy,
        min_providers=min_providers,
        confidence_threshold=confidence,
        preferred_providers=list(prefer) or None,
    )
    request = {
        **drop_none(**sampling, ensemble_config=config or None),
        "messages": new_conversation(system, read_text(prompt)),
    }
    with state.screen.waiting("waiting for responses and votes"):
        completion = state.client.ensemble.completions.create(**request)
    if state.screen.as_json:
        state.screen.json(completion)
        return
    state.screen.markdown(text_of(completion))
    warn_if_truncated(state, completion)
    if state.screen.can_redraw and completion.ensemble is not None:
        state.screen.show("")
        state.screen.facts(_vote(completion.ensemble))


def _vote(details: Any) -> Any:
    scores = sorted((details.scores or {}).items(), key=lambda pair: -pair[1])
    return {
        "Strategy": details.voting_strategy,
        "Confidence": details.confidence_score,
        "Selected": details.selected_provider,
        "Scores": dict(scores),
        "Providers": details.providers_used,
    }
