"""The command group. Each verb is loaded when it is used, and failures become exit statuses here."""

from __future__ import annotations

import contextlib
import signal
import sys
import traceback
from importlib import import_module
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence

import click

from helixagent._core.version import __version__
from helixagent.cli import failures, streams
from helixagent.cli.options import common_options, show_help_without_command
from helixagent.cli.state import State


class Verb(NamedTuple):
    """The location and the help text of a verb.

    Args:
        target: The module and the name of the command.
        help: The text in `helixagent --help`: the first sentence of the command's help.
    """

    target: str
    help: str


# To add a verb, define its command in a module of this package (cls=helixagent.cli.options.Command) and add a line
# here.
VERBS: Dict[str, Verb] = {
    "chat": Verb("chat:chat", "Ask a model, or have a conversation with it."),
    "complete": Verb("complete:complete", "Continue a text."),
    "ensemble": Verb("ensemble:ensemble", "Ask several providers and let them vote."),
    "embed": Verb("embed:embed", "Turn texts into vectors."),
    "batch": Verb("batch:batch", "Send a file of requests in OpenAI's batch format."),
    "debate": Verb("debate:debate", "Let models debate a topic, and print the results."),
    "ocr": Verb("images:ocr", "Read the text in an image."),
    "vision": Verb("images:vision", "Ask about images."),
    "models": Verb("server:models", "List the models, or look one up."),
    "providers": Verb("server:providers", "List the providers, or look one up."),
    "health": Verb("server:health", "Check whether the server and its providers are healthy."),
    "tasks": Verb("tasks:tasks", "Start, follow and cancel background tasks."),
    "webhooks": Verb("webhooks:webhooks", "Manage webhooks, receive them, and check their signatures."),
    "mcp": Verb("mcp:mcp", "Offer HelixAgent to editors and agents over MCP."),
    "sandbox": Verb("sandbox:sandbox", "Run the API on this machine, without models, to try things out."),
    "login": Verb("login:login", "Check an API key and save it."),
    "completion": Verb("completion:completion", "Print the script that completes commands in your shell."),
}


class App(click.Group):
    """The group of all verbs."""

    def list_commands(self, ctx: click.Context) -> List[str]:
        """Return the verbs in the order of the help text."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Optional[click.Command]:
        """Return a verb's command, loading its module."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].target.split(":")
        command: click.Command = getattr(import_module(f"helixagent.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs into the help, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.help) for name, verb in VERBS.items()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the arguments, and print the help or the version if they ask for it."""
        with streams.detect_broken_pipe():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        with streams.detect_broken_pipe():
            return super().invoke(ctx)

    def run(self, args: Optional[Sequence[str]] = None) -> int:
        """Run the command as the main program, and return the exit status."""
        with _terminable():
            return self.status_of(args)

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run the command and exit. Callers from click, such as its test runner, use this method."""
        sys.exit(self.status_of(settings.get("args")))

    def status_of(self, args: Optional[Sequence[str]] = None) -> int:
        """Run the command, report a failure in one line, and return the exit status."""
        state = State()
        try:
            # If a verb returns a number, it is the exit status.
            result = super().main(args, "helixagent", standalone_mode=False, obj=state)
            return result if isinstance(result, int) else failures.OK
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except click.Abort:
            return failures.INTERRUPTED
        except (streams.BrokenOutput, BrokenPipeError):
            streams.discard_output()
            return failures.BROKEN_PIPE
        except Exception as error:
            if state.debug:
                traceback.print_exc()
            state.screen.error(failures.error_message(error, state))
            if isinstance(error, OSError):
                streams.discard_output()
            return failures.exit_code(error)
        finally:
            state.close()


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Make SIGTERM raise an exception, so that the terminal is restored."""

    def end(number: int, frame: Any) -> None:
        sys.exit(128 + number)

    previous = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


@click.group(
    cls=App,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=common_options(),
    epilog="Credentials come from --api-key-file, HELIXAGENT_API_KEY or HELIXAGENT_TOKEN, or `helixagent login`.",
)
@click.version_option(__version__, "-V", "--version", prog_name="helixagent", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """HelixAgent on the command line: many LLM providers, ensembles and debates behind one API."""
    show_help_without_command(ctx)
