"""The commands under `webhooks`: manage webhooks, check signatures, and receive events locally."""

from __future__ import annotations

import os
from typing import Any, Dict, Optional, Tuple

import click

from helixagent.cli.clean import shown
from helixagent.cli.failures import BulkAction
from helixagent.cli.options import Group, listed, pass_state, query_options, show_help_without_command
from helixagent.cli.state import State, read_secret

_COLUMNS = {
    "Webhook": lambda hook: hook.id,
    "URL": lambda hook: hook.url,
    "Events": lambda hook: hook.events or "all",
    "Enabled": lambda hook: hook.enabled,
    "Failures": lambda hook: hook.fail_count,
}
_SECRET_VARIABLE = "HELIXAGENT_WEBHOOK_SECRET"
_secret_option = click.option(
    "--secret-file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help=f"A file that contains only the secret; - is standard input (default: {_SECRET_VARIABLE}).",
)


@click.group(cls=Group)
@click.pass_context
def webhooks(ctx: click.Context) -> None:
    """Manage webhooks, receive them, and check their signatures."""
    show_help_without_command(ctx)


@webhooks.command()
@click.argument("url")
@click.option(
    "-e", "--event", metavar="TYPE", multiple=True, help="An event type, such as task.completed (default: all)."
)
@_secret_option
@pass_state
def create(state: State, url: str, event: Tuple[str, ...], secret_file: Optional[str]) -> None:
    """Register a URL for events.

    \b
    helixagent webhooks create https://example.com/hook --event task.completed --secret-file secret.txt
    """
    secret = _secret(secret_file)
    # The server decides which event types exist.
    events: Any = list(event) or None
    with state.screen.waiting("creating the webhook"):
        hook = state.client.webhooks.create(url=url, events=events, secret=secret)
    if state.screen.as_json:
        state.screen.json(hook)
        return
    state.screen.rows([hook], _COLUMNS, empty="")
    if secret is None:
        state.screen.warning("Without a secret, requests are not signed, so anyone can forge them.")


@webhooks.command("list")
@query_options("Webhooks")
@pass_state
def list_(state: State, **query: Any) -> None:
    """List the webhooks.

    \b
    helixagent webhooks list
    """
    with state.screen.waiting("loading webhooks"):
        found = listed(state.client.webhooks.list, query)
    state.screen.rows(found, _COLUMNS, empty="There are no webhooks.")


@webhooks.command()
@click.argument("webhook", nargs=-1, required=True)
@pass_state
def delete(state: State, webhook: Tuple[str, ...]) -> int:
    """Delete webhooks, so that no more events are sent to them.

    If one cannot be deleted, the command continues with the others. The exit status is the status of the first failure.

    \b
    helixagent webhooks delete wh_1 wh_2
    """
    action = BulkAction(state, webhook, "deleting")
    deleted = [webhook_id for webhook_id, _ in action.run(state.client.webhooks.delete)]
    if state.screen.as_json:
        state.screen.json({"deleted": deleted})
    elif deleted:
        state.screen.line(f"Deleted {', '.join(deleted)}.")
    return action.exit_status


@webhooks.command()
@click.argument("body", type=click.File("rb"))
@click.option("--signature", metavar="VALUE", help="The X-HelixAgent-Signature header of the request: sha256=...")
@click.option(
    "-H", "--header", metavar="'NAME: VALUE'", multiple=True, help="A header of the request. Can be repeated."
)
@click.option(
    "--tolerance",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    default=300.0,
    show_default=True,
    help="Maximum age of a Standard Webhooks request.",
)
@_secret_option
@pass_state
def verify(
    state: State,
    body: Any,
    signature: Optional[str],
    header: Tuple[str, ...],
    tolerance: float,
    secret_file: Optional[str],
) -> None:
    """Check the signature of a received request.

    BODY is a file with the exact bytes of the request body; - is standard input. The exit status is 1 if the request
    cannot be trusted.

    \b
    helixagent webhooks verify body.json --signature "sha256=5b0c…" --secret-file secret.txt
    """
    from helixagent.webhooks import unwrap

    headers = _headers(header)
    if signature is not None:
        headers["X-HelixAgent-Signature"] = signature
    if not headers:
        raise click.UsageError("Pass the request's --signature, or its headers with --header.")
    secret = _secret(secret_file)
    if secret is None:
        raise click.UsageError(f"A secret is required: pass --secret-file, or {_SECRET_VARIABLE}.")
    event = unwrap(body.read(), headers, secret, tolerance=tolerance)
    if state.screen.as_json:
        state.screen.json(event)
    else:
        state.screen.line(f"The signature is valid: {shown(event.type)}, {shown(event.id or event.task_id)}", "green")


@webhooks.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8400, show_default=True, help="The port; 0 picks a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--forward-to", metavar="URL", help="Forward each request to this address, with unchanged body and headers."
)
@click.option("--body", "with_body", is_flag=True, help="Also print the bodies.")
@_secret_option
@pass_state
def listen(
    state: State, port: int, host: str, forward_to: Optional[str], with_body: bool, secret_file: Optional[str]
) -> None:
    """Receive webhooks on this machine and print them.

    If you pass a secret, requests with a wrong signature get a response with status 401 and are not forwarded. With
    --forward-to, the sender gets the response of that address: status, headers and body. --output json prints each
    request on its own line. Ctrl-C ends the command with exit status 0.

    \b
    helixagent webhooks listen --forward-to http://localhost:8000/hook --secret-file secret.txt
    """
    from helixagent.cli.listen import listen_for_webhooks

    listen_for_webhooks(state, host, port, forward_to=forward_to, secret=_secret(secret_file), with_body=with_body)


def _secret(secret_file: Optional[str]) -> Optional[str]:
    if secret_file is not None:
        return read_secret(secret_file, "secret")
    return os.environ.get(_SECRET_VARIABLE) or None


def _headers(lines: Tuple[str, ...]) -> Dict[str, str]:
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            raise click.BadParameter(f"{line!r} must be 'NAME: VALUE'.", param_hint="--header")
        headers[name.strip()] = value.strip()
    return headers
