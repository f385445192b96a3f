"""The command `debate`: start a debate, follow it, and print its results."""

from __future__ import annotations

import contextlib
from typing import Any, Dict, List, Optional, Tuple

import click

from helixagent._core.requests.method import check_members
from helixagent.cli import failures
from helixagent.cli.clean import duration, shown
from helixagent.cli.options import Command, check_object, json_option, pass_state
from helixagent.cli.responses import drop_none
from helixagent.cli.state import State
from helixagent.exceptions import HelixAgentError, WaitTimeoutError


@click.command(cls=Command)
@click.argument("topic", required=False)
@click.option(
    "-p",
    "--participant",
    metavar="NAME[=PROVIDER/MODEL]",
    multiple=True,
    help="A participant; at least two (default: the server's team).",
)
@click.option("--rounds", metavar="N", type=click.IntRange(min=1), help="Maximum number of rounds.")
@click.option(
    "--consensus",
    metavar="C",
    type=click.FloatRange(0, 1),
    help="Level of agreement that ends the debate, from 0 to 1.",
)
@click.option("--strategy", metavar="NAME", help="Debate strategy, such as structured.")
@click.option("--time-limit", metavar="SECONDS", type=click.IntRange(min=1), help="Time limit of the debate.")
@click.option("--id", "debate_id", metavar="ID", help="A custom ID for the debate.")
@click.option(
    "--config",
    metavar="JSON|@FILE",
    callback=json_option("--config", check_object),
    help="The complete request, or fields that have no option.",
)
@click.option("--no-wait", is_flag=True, help="Start the debate and print it without waiting for the end.")
@click.option("--follow", metavar="ID", help="Follow the debate with this ID instead of starting one.")
@click.option(
    "--poll",
    metavar="SECONDS",
    default=2.0,
    show_default=True,
    help="Time between status checks.",
    type=click.FloatRange(min=0, min_open=True),
)
@click.option(
    "--wait-at-most",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    help="Stop waiting after this time.",
)
@pass_state
def debate(
    state: State,
    topic: Optional[str],
    no_wait: bool,
    follow: Optional[str],
    poll: float,
    wait_at_most: Optional[float],
    **settings: Any,
) -> int:
    """Let models debate a topic, and print the results.

    If you stop waiting (Ctrl-C), the debate continues on the server; `--follow ID` resumes waiting.

    \b
    helixagent debate "Should cities ban cars?" -p Ann=deepseek/deepseek-chat -p Bob=qwen/qwen-max
    """
    request = _request(topic, **settings)
    if (follow is None) == (not request):
        raise click.UsageError("Pass a TOPIC, or --follow ID without a topic and settings of a debate.")
    if follow is not None and no_wait:
        raise click.UsageError("--follow and --no-wait cannot be used together.")
    if follow is None:
        with state.screen.waiting("starting the debate"):
            _check_server(state, request)
            started = state.client.debates.create(request)
        if no_wait:
            _show_started(state, started)
            return failures.OK
        follow = started.debate_id or ""
    with _ResumeHint(state, follow):
        results = _follow(state, follow, poll, wait_at_most)
    if state.screen.as_json:
        state.screen.json(results)
    else:
        from helixagent.cli.debate_view import show_results

        show_results(state.screen, results)
    if getattr(results, "success", None) is False and not results.participants:
        state.screen.error("No provider responded in this debate. Check them with `helixagent providers health`.")
        return failures.FAILED
    return failures.OK


def _check_server(state: State, request: Dict[str, Any]) -> None:
    """Detect the kind of server before a debate starts, because this information is not kept between runs."""
    check_members("config", request, "DebateRequest")
    if state.compatibility != "off":
        # If the server is unhealthy, the debate itself fails with that error.
        with contextlib.suppress(HelixAgentError):
            state.client.health()
    if state.client.server_kind == "published" and not request.get("participants"):
        raise click.UsageError(
            "This HelixAgent server has no default team. Add two or more participants, such as -p "
            "Ann=PROVIDER/MODEL -p Bob=PROVIDER/MODEL; `helixagent providers list` shows the providers."
        )


def _request(
    topic: Optional[str],
    *,
    config: Optional[Dict[str, Any]],
    participant: Tuple[str, ...],
    rounds: Optional[int],
    consensus: Optional[float],
    strategy: Optional[str],
    time_limit: Optional[int],
    debate_id: Optional[str],
) -> Dict[str, Any]:
    options = drop_none(
        topic=topic,
        participants=[_participant(text) for text in participant] or None,
        maximal_repeat_rounds=rounds,
        consensus_threshold=consensus,
        strategy=strategy,
        timeout=time_limit,
        debateId=debate_id,
    )
    return {**(config or {}), **options}


def _participant(text: str) -> Dict[str, Any]:
    name, sign, llm = text.partition("=")
    provider, slash, model = llm.partition("/")
    if not name or (sign and not (provider and slash and model)):
        raise click.BadParameter(
            f"{text!r} must be NAME or NAME=PROVIDER/MODEL, e.g. Ann=deepseek/deepseek-chat.",
            param_hint="--participant",
        )
    return {"name": name, **({"llms": [{"provider": provider, "model": model}]} if sign else {})}


def _show_started(state: State, started: Any) -> None:
    if state.screen.as_json:
        state.screen.json(started)
        return
    state.screen.facts(
        {
            "Debate": started.debate_id,
            "Status": started.status,
            "Participants": started.participants_count,
            "Takes about": duration(started.estimated_duration),
        }
    )
    state.screen.note(f"helixagent debate --follow {started.debate_id} waits for its results.")


def _follow(state: State, debate_id: str, poll: float, wait_at_most: Optional[float]) -> Any:
    debates = state.client.debates
    console = state.screen.live
    if console is None:
        return debates.wait(debate_id, poll_interval=poll, timeout=wait_at_most)
    from helixagent.cli.debate_view import DebateView
    from helixagent.cli.drawing import Drawing

    view = DebateView(debate_id, _names(state, debate_id))
    with Drawing(console, lambda: view, per_second=8):
        return debates.wait(debate_id, poll_interval=poll, timeout=wait_at_most, on_progress=view.update)


def _names(state: State, debate_id: str) -> List[str]:
    try:
        found = state.client.debates.get(debate_id)
    except HelixAgentError:
        # The names are optional. If something is wrong with the debate, waiting for it shows the error.
        return []
    return [shown(each.name) for each in found.participants or [] if each.name]


class _ResumeHint:
    """Print how to follow the debate later, after the command stops waiting."""

    def __init__(self, state: State, debate_id: str) -> None:
        self._state = state
        self._debate_id = debate_id

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if isinstance(error, (KeyboardInterrupt, WaitTimeoutError)):
            self._state.screen.note(f"The debate continues on the server: helixagent debate --follow {self._debate_id}")
