"""The command `sandbox`: run the API on this machine, without models."""

from __future__ import annotations

import click

from helixagent.cli.options import Command, pass_state
from helixagent.cli.serving import stoppable, wait
from helixagent.cli.state import State


@click.command(cls=Command)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7061, show_default=True, help="The port; 0 picks a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@pass_state
def sandbox(state: State, port: int, host: str) -> None:
    """Run the API on this machine, without models, to try things out.

    The sandbox is a test double: its responses are always the same. Ctrl-C ends it with exit status 0. It requires the
    extra `testing`.

    \b
    helixagent sandbox --port 0
    """
    from helixagent.testing import Sandbox

    # Requests are not kept, because nothing inspects them.
    with stoppable() as stopped, Sandbox(host=host, port=port, keep=0) as running:
        if state.screen.as_json:
            state.screen.json({"base_url": running.base_url}, compact=True)
        else:
            state.screen.line(f"The HelixAgent sandbox is on {running.base_url}")
            _print_instructions(state, running.base_url)
        wait(stopped)


def _print_instructions(state: State, url: str) -> None:
    state.screen.note("It is a test double without models, and it accepts any API key. In another terminal:")
    state.screen.note("")
    state.screen.note(f"  export HELIXAGENT_BASE_URL={url}")
    state.screen.note('  helixagent chat "Explain quantum computing"')
    state.screen.note("")
    state.screen.note("Press Ctrl-C to stop.")
