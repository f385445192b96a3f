"""The command `batch`: send a file of requests and write a file of results.

Running the same command again continues where the previous run stopped.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING, Any, Dict, Iterator, Optional

import click

from helixagent.cli import failures
from helixagent.cli.clean import duration, one_line
from helixagent.cli.options import Command, pass_state
from helixagent.cli.state import State
from helixagent.exceptions import ValidationError

if TYPE_CHECKING:
    from helixagent.batch import SlowModel
    from helixagent.batch.plan import Plan
    from helixagent.batch.summary import BatchSummary

_MAX_SHOWN = 10


@click.command(cls=Command)
@click.argument("requests", metavar="IN.JSONL", type=click.Path(exists=True, dir_okay=False))
@click.argument("output_path", metavar="OUT.JSONL", type=click.Path(dir_okay=False))
@click.option(
    "-c",
    "--max-concurrency",
    metavar="N",
    type=click.IntRange(1, 10_000),
    default=32,
    show_default=True,
    help="Maximum number of concurrent requests.",
)
@click.option("--retry-failed", is_flag=True, help="Retry requests that failed in earlier runs.")
@click.option(
    "--give-up-after",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    default=300.0,
    show_default=True,
    help="End the run if the server is unreachable for this long.",
)
@click.option("--engine", type=click.Choice(["dask"]), help="Send requests from the workers of a cluster (extra dask).")
@click.option("--scheduler", metavar="ADDRESS", help="Address of the cluster's scheduler, such as tcp://10.0.0.1:8786.")
@pass_state
def batch(
    state: State,
    requests: str,
    output_path: str,
    max_concurrency: int,
    retry_failed: bool,
    give_up_after: float,
    engine: Optional[str],
    scheduler: Optional[str],
) -> int:
    """Send a file of requests in OpenAI's batch format.

    All lines are checked before the first one is sent. Successes are written to OUT.JSONL as they arrive, failures to
    OUT.errors.jsonl. To continue a run that ended early, run the same command again; it skips lines that already have a
    response. The exit status is 1 if some requests failed, and 4 if requests are left because the server
    could not be reached.

    \b
    helixagent batch in.jsonl out.jsonl --max-concurrency 32
    helixagent batch in.jsonl out.jsonl --retry-failed
    """
    if bool(engine) != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS must be used together.")
    with _engine(state, scheduler) as active_engine:
        plan = _plan(state, requests, output_path, max_concurrency, retry_failed, give_up_after)
        summary = _run(state, plan, active_engine)
    if state.screen.as_json:
        state.screen.json(_as_dict(summary))
    else:
        _show_summary(state, summary, output_path)
    if summary.stopped is not None:
        done = summary.succeeded + summary.failed
        if summary.stopped != "interrupted":
            state.screen.note(_stop_reason(summary, give_up_after))
        state.screen.note(f"Stopped with {done} of {summary.total} done; run the same command again to continue.")
        return failures.INTERRUPTED if summary.stopped == "interrupted" else failures.UNREACHABLE
    return failures.FAILED if summary.failed else failures.OK


def _plan(
    state: State, requests: str, output_path: str, max_concurrency: int, retry_failed: bool, give_up_after: float
) -> Plan:
    from helixagent.batch.plan import BatchSettings, make_plan

    options = state.client._options
    settings = BatchSettings(None, max_concurrency, retry_failed, options.max_retries, options.runtime, give_up_after)
    try:
        with state.screen.waiting("checking the lines"):
            return make_plan(requests, output_path, settings)
    except ValidationError as error:
        head, *lines = error.message.split("\n")
        for line in lines:
            state.screen.note(one_line(line))
        raise ValidationError(head, param=error.param) from None


def _run(state: State, plan: Plan, engine: Any) -> BatchSummary:
    from helixagent.batch.run import run_batch
    from helixagent.cli.batch_view import progress_view

    with _stoppable(state, plan), progress_view(state.screen, plan.progress()) as show:
        return run_batch(plan, state.client.batch._asking(), show, engine)


@contextlib.contextmanager
def _engine(state: State, scheduler: Optional[str]) -> Iterator[Any]:
    if scheduler is None:
        yield None
        return
    from helixagent.batch.dask_engine import connect

    with state.screen.waiting(f"connecting to {scheduler}"):
        connection = connect(state.client, scheduler)
    with connection as engine:
        yield engine


@contextlib.contextmanager
def _stoppable(state: State, plan: Plan) -> Iterator[None]:
    """Wait for requests in flight on the first Ctrl-C, and exit immediately on the second."""

    def stop(number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        plan.stop()
        # This bypasses rich, because the interrupted code may hold its lock.
        sys.stderr.write("\nWaiting for requests in flight. Press Ctrl-C again to leave them for the next run.\n")

    previous = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except KeyboardInterrupt:
        state.screen.note("Stopped; run the same command again to continue.")
        raise
    finally:
        signal.signal(signal.SIGINT, previous)


def _show_summary(state: State, summary: BatchSummary, output_path: str) -> None:
    from helixagent.batch.journal import errors_path

    facts: Dict[str, Any] = {
        "Succeeded": f"{summary.succeeded} of {summary.total}",
        "Failed": f"{summary.failed}" if summary.failed else None,
        "From earlier runs": summary.resumed or None,
        "Slow models": ", ".join(_refusals(each) for each in summary.slow[:_MAX_SHOWN]) or None,
        "Tokens": summary.usage.total_tokens,
        "Time": duration(summary.elapsed),
        "Answers": output_path,
        "Failures": str(errors_path(output_path)) if summary.failed else None,
    }
    state.screen.facts(facts)
    for number, failure in enumerate(summary.failures):
        if number == _MAX_SHOWN:
            state.screen.note(f"… and {summary.failed - number} more")
            break
        state.screen.note(f"{one_line(failure.custom_id)}: {_reason(failure)}")
    if summary.failed:
        state.screen.note("Use --retry-failed to retry these requests.")


def _refusals(slow: SlowModel) -> str:
    return f"{one_line(slow.model)} ({slow.refused} {'refusal' if slow.refused == 1 else 'refusals'})"


def _stop_reason(summary: BatchSummary, give_up_after: float) -> str:
    if summary.stopped == "unreachable":
        return f"The server could not be reached for {duration(give_up_after)}."
    names = ", ".join(one_line(each.model) for each in summary.slow if each.given_up)
    return f"Every request for {names} was refused for {duration(give_up_after)}."


def _reason(failure: Any) -> str:
    status = "" if failure.status_code is None else f"{failure.status_code} "
    return one_line(f"{status}{failure.error.code}: {failure.error.message}")


def _as_dict(summary: BatchSummary) -> Dict[str, Any]:
    counts = summary._asdict()
    del counts["results"], counts["failures"]
    slow = [each._asdict() for each in summary.slow]
    return {**counts, "usage": summary.usage._asdict(), "elapsed": round(summary.elapsed, 3), "slow": slow}
