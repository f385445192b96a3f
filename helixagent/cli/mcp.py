"""The command `mcp`: HelixAgent for editors and agents that use the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Tuple

import click

from helixagent.cli.options import Command, Group, pass_state, show_help_without_command, stdin_is_terminal
from helixagent.cli.state import State


@click.group(cls=Group)
@click.pass_context
def mcp(ctx: click.Context) -> None:
    """Offer HelixAgent to editors and agents over MCP."""
    show_help_without_command(ctx)


@mcp.command(cls=Command)
@click.option(
    "--images",
    "folders",
    metavar="FOLDER",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with images that the tool `vision` may read. Can be repeated. Without one, only URLs are accepted.",
)
@pass_state
def serve(state: State, folders: Tuple[Path, ...]) -> None:
    """Run HelixAgent as an MCP server over standard input and output.

    An editor or an agent starts this command and gets the tools chat, ensemble, debate and vision. Standard output
    contains only protocol messages; logs go to the error stream. The command ends with exit status 0 at the end of
    standard input, on Ctrl-C and on SIGTERM. It requires the extra `mcp` and Python 3.10 or newer.

    \b
    helixagent mcp serve --images ~/Pictures
    """
    if state.api_key_file == "-":
        raise click.UsageError("Standard input carries the protocol, so --api-key-file cannot be -.")
    # Imported here, so that the help does not need the extra.
    from helixagent.cli.mcp_stdio import serve_over_stdio
    from helixagent.cli.mcp_tools import new_server

    client = state.new_async_client()
    if stdin_is_terminal():
        click.echo(
            "This server is waiting for messages of the Model Context Protocol. Press Ctrl-C to stop it.", err=True
        )
    serve_over_stdio(new_server(client, state, folders), client)
