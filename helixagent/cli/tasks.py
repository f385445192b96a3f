"""The commands under `tasks`: create, list, watch and cancel background tasks, and read their results."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

import click

from helixagent.cli.clean import number
from helixagent.cli.failures import BulkAction
from helixagent.cli.options import (
    Group,
    check_object,
    json_option,
    listed,
    pass_state,
    query_options,
    show_help_without_command,
    values_of,
)
from helixagent.cli.responses import drop_none
from helixagent.cli.state import State

_COLUMNS = {
    "Task": lambda task: task.id,
    "Name": lambda task: task.name,
    "Type": lambda task: task.type,
    "Status": lambda task: task.status,
    "Progress": lambda task: number(task.progress, ".0f", "%"),
    "Created": lambda task: task.created_at,
}


@click.group(cls=Group)
@click.pass_context
def tasks(ctx: click.Context) -> None:
    """Start, follow and cancel background tasks."""
    show_help_without_command(ctx)


@tasks.command()
@click.argument("type")
@click.option(
    "--payload", metavar="JSON|@FILE", callback=json_option("--payload", check_object), help="The input of the task."
)
@click.option("--name", help="A descriptive name.")
@click.option("--priority", type=click.Choice(values_of("TaskPriorityParam")), help="The priority.")
@click.option("--time-limit", metavar="SECONDS", type=click.IntRange(min=1), help="Time limit of the task.")
@click.option("--at", "scheduled_at", metavar="TIME", help="Scheduled start, such as 2026-01-15T10:30:00Z.")
@click.option("--deadline", metavar="TIME", help="Deadline, in the same format.")
@click.option("--attempts", "retries", metavar="N", type=click.IntRange(min=0), help="Number of retries on the server.")
@click.option("--tag", metavar="WORD", multiple=True, help="A tag to search for. Can be repeated.")
@click.option(
    "--metadata",
    metavar="JSON|@FILE",
    callback=json_option("--metadata", check_object),
    help="Metadata that is stored with the task.",
)
@click.option("--watch", "follow", is_flag=True, help="Follow the task to its end.")
@pass_state
def create(
    state: State,
    time_limit: Optional[int],
    retries: Optional[int],
    tag: Tuple[str, ...],
    follow: bool,
    **settings: Any,
) -> int:
    """Start a task.

    TYPE is its kind, e.g. llm_completion.

    \b
    helixagent tasks create llm_completion --payload '{"prompt": "Explain AI"}' --watch
    """
    request: Dict[str, Any] = drop_none(**settings, timeout=time_limit, max_retries=retries, tags=list(tag) or None)
    with state.screen.waiting("starting the task"):
        task = state.client.tasks.create(**request)
    if follow:
        return _watch(state, task.id or "", None)
    if state.screen.as_json:
        state.screen.json(task)
    else:
        state.screen.rows([task], _COLUMNS, empty="")
    return 0


@tasks.command("list")
@query_options("Tasks", limit=50)
@pass_state
def list_(state: State, **query: Any) -> None:
    """List the tasks.

    \b
    helixagent tasks list --status failed
    """
    with state.screen.waiting("loading tasks"):
        found = listed(state.client.tasks.list, query)
    state.screen.rows(found, _COLUMNS, empty="There are no tasks.")


@tasks.command()
@click.argument("task")
@click.option("--after", "last_event_id", metavar="ID", help="Start after the event with this ID.")
@pass_state
def watch(state: State, task: str, last_event_id: Optional[str]) -> int:
    """Follow a task to its end.

    The exit status is 5 if the task fails or is cancelled. --output json prints each event on a separate line.

    \b
    helixagent tasks watch t1
    """
    return _watch(state, task, last_event_id)


@tasks.command()
@click.argument("task")
@pass_state
def result(state: State, task: str) -> None:
    """Print the result of a task that has ended.

    \b
    helixagent tasks result t1
    """
    with state.screen.waiting("loading the result"):
        found = state.client.tasks.get_result(task)
    if state.screen.as_json:
        state.screen.json(found)
    elif isinstance(found.output, str):
        with state.screen.writer(markdown=False) as writer:
            writer.write(found.output)
    elif found.output is not None:
        state.screen.json(found.output)
    else:
        state.screen.facts({"Task": found.id, "Status": found.status, "Error": found.error})


@tasks.command()
@click.argument("task", nargs=-1, required=True)
@pass_state
def cancel(state: State, task: Tuple[str, ...]) -> int:
    """Cancel tasks.

    If one cannot be cancelled, the command continues with the others. The exit status is the status of the first
    failure.

    \b
    helixagent tasks cancel t1 t2
    """
    action = BulkAction(state, task, "cancelling")
    cancelled = [task for _, task in action.run(state.client.tasks.cancel)]
    if cancelled or state.screen.as_json:
        state.screen.rows(cancelled, _COLUMNS, empty="")
    return action.exit_status


def _watch(state: State, task_id: str, last_event_id: Optional[str]) -> int:
    from helixagent.cli.task_view import watch_task

    return watch_task(state, task_id, last_event_id)
