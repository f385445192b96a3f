"""The verb `mcp`: HelixAgent for editors and agents that speak the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Tuple

import click

from helixagent.cli.options import Command, Group, help_if_alone, pass_state, stdin_is_terminal
from helixagent.cli.state import State


@click.group(cls=Group)
@click.pass_context
def mcp(ctx: click.Context) -> None:
    """Offer HelixAgent to editors and agents over MCP."""
    help_if_alone(ctx)


@mcp.command(cls=Command)
@click.option(
    "--images",
    "folders",
    metavar="FOLDER",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder whose images the tool `vision` may read; several times. Without one, it accepts URLs only.",
)
@pass_state
def serve(state: State, folders: Tuple[Path, ...]) -> None:
    """Serve HelixAgent as an MCP server over standard input and output.

    An editor or an agent starts this command. It gets the tools chat, ensemble, debate and vision. Standard output has
    nothing but the protocol, and logs go to the error stream. The end of standard input, Ctrl-C and SIGTERM end it,
    with exit status 0. It needs the extra `mcp` and Python 3.10 or newer.

    \b
    helixagent mcp serve --images ~/Pictures
    """
    if state.api_key_file == "-":
        raise click.UsageError("Standard input carries the protocol, so --api-key-file cannot be -.")
    # Imported here, because the help needs no extra.
    from helixagent.cli.mcp_stdio import serve_over_stdio
    from helixagent.cli.mcp_tools import new_server

    client = state.new_async_client()
    if stdin_is_terminal():
        click.echo("This server waits for messages of the Model Context Protocol. Ctrl-C ends it.", err=True)
    serve_over_stdio(new_server(client, state, folders), client)
