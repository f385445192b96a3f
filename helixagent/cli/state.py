"""What one run of the command knows: its options, its client of the API, and the screen it shows things on."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

import click

from helixagent._core.requests.options import DEFAULT_BASE_URL, checked_base_url
from helixagent.cli.config import Config, config_path, read_config

if TYPE_CHECKING:
    from helixagent import AsyncHelixAgent, HelixAgent
    from helixagent.cli.screen import Screen

_KEY_VARIABLES = ("HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN")
_MOST_SECRET_BYTES = 100_000


class State:
    """One run of the command.

    Attributes:
        output: How results look: `table` or `json`.
        base_url: The server, as the option says.
        api_key_file: The file with the key, as the option says.
        timeout: Seconds that a request may take; None for the SDK's default.
        max_retries: Retries of a request; None for the SDK's default.
        compatibility: Whether requests are adapted to published servers; None for the SDK's default.
        debug: Whether tracebacks are shown and requests are logged.
        unused_key_note: Why the key of the config file was not used, for the message that one is missing.
    """

    def __init__(self) -> None:
        self.output = "table"
        self.base_url: Optional[str] = None
        self.api_key_file: Optional[str] = None
        self.timeout: Optional[float] = None
        self.max_retries: Optional[int] = None
        self.compatibility: Optional[str] = None
        self.debug = False
        self.unused_key_note: Optional[str] = None
        self._client: Optional[HelixAgent] = None
        self._screen: Optional[Screen] = None
        self._warnings: Optional[_Warnings] = None

    @property
    def screen(self) -> Screen:
        """The screen; loaded when something is shown."""
        if self._screen is None:
            from helixagent.cli.screen import Screen

            self._screen = Screen()
        # Options after the verb are read after the first use, by a warning say.
        self._screen.as_json = self.output == "json"
        return self._screen

    @property
    def client(self) -> HelixAgent:
        """The client, made when it is first needed.

        Raises:
            AuthenticationError: There is no credential, and the server is not on this machine.
            click.ClickException: The config file or the key's file is wrong.
        """
        if self._client is None:
            self._client = self.new_client(*self._account())
        return self._client

    def new_client(self, api_key: Optional[str], base_url: Optional[str]) -> HelixAgent:
        """Return a client of a server, with the options of this run.

        Args:
            api_key: The key; None for the environment's.
            base_url: The server; None for the environment's, or the default.
        """
        from helixagent import HelixAgent

        client = HelixAgent(api_key, base_url=base_url, **self._settings())
        if self.debug:
            client.enable_logging("debug")
        elif self._warnings is None:
            self._warnings = _Warnings(self)
            logging.getLogger("helixagent").addHandler(self._warnings)
        return client

    def new_async_client(self) -> AsyncHelixAgent:
        """Return an asynchronous client of the server of this run. The caller closes it, and shows its warnings.

        Raises:
            AuthenticationError: There is no credential, and the server is not on this machine.
            click.ClickException: The config file or the key's file is wrong.
        """
        from helixagent import AsyncHelixAgent

        api_key, base_url = self._account()
        client = AsyncHelixAgent(api_key, base_url=base_url, **self._settings())
        if self.debug:
            client.enable_logging("debug")
        return client

    def _account(self) -> Tuple[Optional[str], Optional[str]]:
        """Return the key and the server of this run."""
        config = self._config()
        url = self.base_url or os.environ.get("HELIXAGENT_BASE_URL") or config.base_url
        return self._key(config, url), url

    def _settings(self) -> Dict[str, Any]:
        """Return the arguments of a client that the options set."""
        settings: Dict[str, Any] = {
            "timeout": self.timeout,
            "max_retries": self.max_retries,
            "compatibility": self.compatibility,
        }
        return {name: value for name, value in settings.items() if value is not None}

    def close(self) -> None:
        """Close the client's connections."""
        if self._warnings is not None:
            logging.getLogger("helixagent").removeHandler(self._warnings)
            self._warnings = None
        if self._client is not None:
            self._client.close()

    def read_key_file(self) -> Optional[str]:
        """Return the key in the file that `--api-key-file` names, None where it names none.

        Raises:
            click.ClickException: The file cannot be read, or holds no key.
        """
        return None if self.api_key_file is None else read_secret(self.api_key_file, "API key")

    def _config(self) -> Config:
        path = config_path()
        config = read_config(path)
        if config.api_key and config.exposed:
            self.screen.warning(f"{path} can be read by others on this machine; `chmod 600` keeps it to you.")
        return config

    def _key(self, config: Config, base_url: Optional[str]) -> Optional[str]:
        key = self.read_key_file()
        if key is not None or any(os.environ.get(name) for name in _KEY_VARIABLES) or config.api_key is None:
            return key
        # A saved key goes to the server it was saved for, and to no other that somebody names.
        home = config.base_url or DEFAULT_BASE_URL
        if checked_base_url(base_url or DEFAULT_BASE_URL) != checked_base_url(home):
            self.unused_key_note = f"The saved key is for {home} and was not sent."
            return None
        return config.api_key


class _Warnings(logging.Handler):
    """Shows the client's warnings, such as about an argument that the server ignores.

    Entries about single API calls have an `event`. They are left out, because the command reports failures itself.
    """

    def __init__(self, state: State) -> None:
        super().__init__(logging.WARNING)
        self._state = state

    def emit(self, record: logging.LogRecord) -> None:
        if not hasattr(record, "event"):
            self._state.screen.warning(record.getMessage())


def read_secret(file_name: str, what: str) -> str:
    """Return the secret in a file; `-` is standard input, on a terminal typed unseen.

    Args:
        file_name: The file.
        what: What is in it, for messages.

    Raises:
        click.ClickException: The file cannot be read, or holds something else.
    """
    if file_name == "-" and sys.stdin is not None and sys.stdin.isatty():
        return _typed_secret(what)
    with click.open_file(file_name, "rb") as file:
        content: bytes = file.read(_MOST_SECRET_BYTES)
    try:
        secret = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        secret = ""
    if not secret or not secret.isprintable():
        # What the file holds instead may be secret too, and is not shown.
        origin = "Standard input" if file_name == "-" else file_name
        raise click.UsageError(f"{origin} holds no {what}: one line of text is wanted.")
    return secret


def _typed_secret(what: str) -> str:
    # Not by click's prompt, which shows its text before it turns the echo off: what is pasted at once would be seen by
    # everybody, and be thrown away.
    secret = ""
    try:
        while not secret:
            secret = getpass.getpass(f"{what}: ").strip()
    except (KeyboardInterrupt, EOFError):
        click.echo(err=True)
        raise click.Abort from None
    return secret
