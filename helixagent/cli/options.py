"""The options common to all verbs, and functions that read a verb's text and files."""

from __future__ import annotations

import inspect
import itertools
import json
import os
import re
import stat
import sys
from typing import Any, Callable, List, Mapping, Optional, Sequence, TypeVar, get_type_hints

import click
from click.core import ParameterSource

from helixagent import resources, types
from helixagent._core.requests.arguments import CALL_OPTIONS
from helixagent.cli.state import State

F = TypeVar("F", bound=Callable[..., Any])


def pass_state(function: F) -> F:
    """Pass the State of this run to a verb's function as its first argument."""
    decorator: Any = click.make_pass_decorator(State)
    decorated: F = decorator(function)
    return decorated


def _store_option(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    # The options are accepted before and after the verb; the last one on the command line wins.
    if param.name and ctx.get_parameter_source(param.name) is not ParameterSource.DEFAULT:
        setattr(ctx.ensure_object(State), param.name, value)


def _common(*names: str, **settings: Any) -> click.Option:
    return click.Option(names, expose_value=False, callback=_store_option, **settings)


def common_options() -> List[click.Parameter]:
    """Return new instances of the common options."""
    seconds = click.FloatRange(min=0, min_open=True)
    return [
        _common("-o", "--output", type=click.Choice(["table", "json"]), help="Output format (default: table)."),
        _common(
            "--base-url",
            metavar="URL",
            help="Base URL of the server (default: HELIXAGENT_BASE_URL, the config file, or HelixAgent's server).",
        ),
        _common(
            "--api-key-file",
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, allow_dash=True),
            help="A file that contains only the API key; - is standard input.",
        ),
        _common("--timeout", metavar="SECONDS", type=seconds, help="Timeout of a request (default: 600)."),
        _common(
            "--max-retries", metavar="N", type=click.IntRange(min=0), help="Maximum number of retries (default: 2)."
        ),
        _common(
            "--compatibility",
            type=click.Choice(["auto", "published", "off"]),
            help="Whether requests are adapted to published servers (default: auto).",
        ),
        _common("--debug", is_flag=True, help="Show tracebacks, and log requests on the error stream."),
    ]


class Command(click.Command):
    """A verb: a click command that also takes the common options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *common_options()]


class Group(click.Group):
    """A group of verbs. It prints its help if no verb is given."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Handled here, because versions of click differ in the exit status of a group without a verb.
        super().__init__(*args, **{**kwargs, "invoke_without_command": True})


def show_help_without_command(ctx: click.Context) -> None:
    """Print the help of a group that was named without a verb."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def read_text(words: Sequence[str], what: str = "prompt") -> str:
    """Return text from a verb's arguments and from standard input.

    The words are joined with spaces. `-` is replaced by standard input. Without a `-`, piped text is appended.

    Args:
        words: The arguments. If there are none, the text is standard input.
        what: A name for the text, used in messages.

    Raises:
        click.UsageError: There is no text.
    """
    parts: List[str] = []
    line: List[str] = []
    for word in words or ["-"]:
        if word == "-":
            parts += [" ".join(line), _standard_input(what)]
            line = []
        else:
            line.append(word)
    parts.append(" ".join(line))
    if words and "-" not in words:
        parts.append(piped_text(what))
    text = "\n\n".join(part for part in parts if part)
    if not text.strip():
        raise click.UsageError(f"The {what} is empty.")
    return text


def stdin_is_terminal() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def piped_text(what: str) -> str:
    """Return the text that is piped into the command, or an empty string.

    Args:
        what: A name for the text, used in messages.

    Raises:
        click.UsageError: The input is not text.
    """
    state = click.get_current_context().find_object(State)
    # `--api-key-file -` reads the key from there, and it must not become part of a prompt.
    if (state is not None and state.api_key_file == "-") or not _is_piped():
        return ""
    text = _standard_input(what)
    return text if text.strip() else ""


def _is_piped() -> bool:
    if sys.stdin is None or sys.stdin.isatty():
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        # An in-memory stream.
        return True
    # If nobody pipes anything, standard input can be a device such as /dev/null.
    return not stat.S_ISCHR(mode)


def _standard_input(what: str) -> str:
    if stdin_is_terminal():
        click.echo(f"Type the {what}, then press Ctrl-D on an empty line:", err=True)
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"The {what} on standard input is not UTF-8 text.") from None
    return text[:-1] if text.endswith("\n") else text


def json_option(argument: str, check: Optional[Callable[[Any], Optional[str]]] = None) -> Callable[..., Any]:
    """Return a callback for an option that takes JSON, or `@FILE` for a file that contains JSON (`@-` is standard
    input).

    Args:
        argument: The option, for messages.
        check: A function that returns what is wrong with the value, or None.
    """

    def read(ctx: click.Context, param: click.Parameter, value: Optional[str]) -> Any:
        if value is None:
            return None
        text = value
        if value.startswith("@"):
            try:
                with click.open_file(value[1:], encoding="utf-8-sig") as file:
                    text = file.read()
            except OSError as error:
                raise click.BadParameter(f"{value[1:]}: {error.strerror}", ctx, param) from None
            except UnicodeDecodeError:
                raise click.BadParameter(f"{value[1:]} is not UTF-8 text.", ctx, param) from None
        try:
            data = json.loads(text)
        except ValueError as error:
            raise click.BadParameter(f"The value is not JSON: {error}", ctx, param) from None
        problem = check(data) if check else None
        if problem:
            raise click.BadParameter(f"{argument} {problem}", ctx, param)
        return data

    return read


def check_object(value: Any) -> Optional[str]:
    """Return what is wrong with a value that must be a JSON object."""
    return None if isinstance(value, dict) else "must be a JSON object."


def values_of(name: str) -> List[str]:
    """Return the values of an API enum, in the order of the spec.

    Args:
        name: The name of its type in `helixagent.types`.
    """
    return [str(value) for value in getattr(types, name).__args__]


def query_options(resource: str, **defaults: Any) -> Callable[[F], F]:
    """Add an option to a verb for each keyword argument of a resource's `list` method.

    Args:
        resource: The name of the class in `helixagent.resources`.
        defaults: Defaults of options. Options without one are not sent.
    """
    method = getattr(resources, resource).list
    hints = get_type_hints(method)
    docs = re.findall(r"^ +(\w+): (.*(?:\n {8}.*)*)", inspect.getdoc(method) or "", re.MULTILINE)
    texts = {name: " ".join(text.split()) for name, text in docs}

    def add(function: F) -> F:
        for name in reversed(list(inspect.signature(method).parameters)[1:]):
            if name in CALL_OPTIONS:
                continue
            is_number = int in getattr(hints[name], "__args__", ())
            function = click.option(
                "--" + name.replace("_", "-"),
                name,
                metavar="N" if is_number else name.upper(),
                type=click.IntRange(min=0) if is_number else str,
                default=defaults.get(name),
                show_default=name in defaults,
                help=texts[name],
            )(function)
        return function

    return add


def listed(method: Callable[..., Any], query: Mapping[str, Any]) -> List[Any]:
    """Return the items of a list, up to the limit, from as many pages as necessary.

    Args:
        method: The `list` method of a resource.
        query: The values of the options that `query_options` added.
    """
    arguments = {name: value for name, value in query.items() if value is not None}
    return list(itertools.islice(method(**arguments), arguments.get("limit")))
