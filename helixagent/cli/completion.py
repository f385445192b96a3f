"""The command `completion`: print the script that completes commands in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from helixagent.cli.options import Command, pass_state
from helixagent.cli.state import State


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@pass_state
def completion(state: State, shell: str) -> None:
    """Print the script that completes commands in your shell.

    \b
    helixagent completion bash >> ~/.bashrc
    helixagent completion zsh >> ~/.zshrc
    helixagent completion fish > ~/.config/fish/completions/helixagent.fish
    """
    from helixagent.cli.app import cli

    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"This version of click does not support completion in {shell}.")
    state.screen.write(maker(cli, {}, "helixagent", "_HELIXAGENT_COMPLETE").source())
