"""The commands `models`, `providers` and `health`, which show the resources and the health of the server."""

from __future__ import annotations

import datetime
from typing import Any, Optional

import click

from helixagent.cli import failures
from helixagent.cli.clean import number
from helixagent.cli.options import Command, listed, pass_state, query_options
from helixagent.cli.screen import jsonable
from helixagent.cli.state import State

_HEALTHY = ("healthy", "ok", "up")


@click.command(cls=Command)
@click.argument("model", required=False)
@query_options("Models")
@pass_state
def models(state: State, model: Optional[str], **query: Any) -> None:
    """List the models, or look one up.

    \b
    helixagent models list
    helixagent models openrouter/grok-4
    """
    model = None if model == "list" else model
    with state.screen.waiting("loading models"):
        found = [state.client.models.retrieve(model)] if model else listed(state.client.models.list, query)
    if model and state.screen.as_json:
        state.screen.json(found[0])
        return
    columns = {
        "Model": lambda item: item.id,
        "Owner": lambda item: item.owned_by,
        "Created": lambda item: _day(item.created),
    }
    state.screen.rows(found, columns, empty="The server offers no models.")


@click.command(cls=Command)
@click.argument("provider", required=False)
@click.option("--health", "with_health", is_flag=True, help="Query their health: status, response time, errors.")
@query_options("Providers")
@pass_state
def providers(state: State, provider: Optional[str], with_health: bool, **query: Any) -> None:
    """List the providers, or look one up.

    \b
    helixagent providers list
    helixagent providers health
    helixagent providers deepseek -o json
    """
    with_health = with_health or provider == "health"
    provider = None if provider in ("list", "health") else provider
    if with_health:
        _show_health(state, provider)
        return
    with state.screen.waiting("loading providers"):
        resource = state.client.providers
        found = [resource.get(provider)] if provider else listed(resource.list, query)
    if provider and state.screen.as_json:
        state.screen.json(found[0])
        return
    columns = {
        "Provider": lambda item: item.id or item.name,
        "Status": lambda item: item.status,
        "Type": lambda item: item.type,
        "Models": lambda item: item.models,
        "Can": lambda item: item.capabilities,
    }
    state.screen.rows(found, columns, empty="The server has no providers.")


def _show_health(state: State, provider: Optional[str]) -> None:
    with state.screen.waiting("checking the providers' health"):
        resource = state.client.providers
        response: Any = resource.get_health(provider) if provider else resource.health()
    if state.screen.as_json:
        state.screen.json(response)
        return
    pairs = [(provider, response)] if provider else list((response.providers or {}).items())
    columns = {
        "Provider": lambda pair: pair[0],
        "Status": lambda pair: pair[1].status,
        "Response": lambda pair: number(pair[1].response_time, ".2f", " s"),
        "Errors": lambda pair: number(pair[1].error_rate, ".1%"),
        "Checked": lambda pair: pair[1].last_check,
    }
    state.screen.rows(pairs, columns, empty="The server has no providers.")


@click.command(cls=Command)
@pass_state
def health(state: State) -> int:
    """Check whether the server and its providers are healthy.

    The exit status is 1 if the server reports that it is unhealthy. The kind is `published` for a published HelixAgent
    server, to which requests are adapted, and `contract` for any other.

    \b
    helixagent health && echo "it is up"
    """
    with state.screen.waiting("checking the server's health"):
        server = state.client.health()
        service = state.client.service_health()
    if state.screen.as_json:
        state.screen.json({"health": jsonable(server), "service": jsonable(service), "kind": state.client.server_kind})
    else:
        counts = jsonable(service.providers) or {}
        state.screen.facts(
            {
                "Server": server.status,
                "Kind": state.client.server_kind,
                "Service": service.status,
                "Providers": ", ".join(f"{count} {name}" for name, count in counts.items()),
            }
        )
    return failures.OK if server.status in _HEALTHY and service.status in _HEALTHY else failures.FAILED


def _day(seconds: Any) -> Any:
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).date()
    except (TypeError, ValueError, OverflowError, OSError):
        return seconds
