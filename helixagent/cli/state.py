"""The state of one run of the command: its options, its API client, and its screen."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

import click

from helixagent.cli.config import Config, config_path, read_config

if TYPE_CHECKING:
    from helixagent import AsyncHelixAgent, HelixAgent
    from helixagent.cli.screen import Screen

_KEY_VARIABLES = ("HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN")
_MAX_SECRET_BYTES = 100_000


class State:
    """One run of the command.

    Attributes:
        output: The output format: `table` or `json`.
        base_url: The server given by the option.
        api_key_file: The key file given by the option.
        timeout: Timeout of a request in seconds, or None for the SDK's default.
        max_retries: Number of retries of a request, or None for the SDK's default.
        compatibility: Whether requests are adapted to published servers, or None for the SDK's default.
        debug: Whether to show tracebacks and log requests.
        unused_key_note: Why the key of the config file was not used. It is added to the message about a missing key.
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
        """The screen. It is loaded on first use."""
        if self._screen is None:
            from helixagent.cli.screen import Screen

            self._screen = Screen()
        # The screen may be used, for example by a warning, before options after the verb are parsed.
        self._screen.as_json = self.output == "json"
        return self._screen

    @property
    def client(self) -> HelixAgent:
        """The client. It is created on first use.

        Raises:
            AuthenticationError: There is no credential, and the server is not on this machine.
            click.ClickException: The config file or the key file is invalid.
        """
        if self._client is None:
            self._client = self.new_client(*self._account())
        return self._client

    def new_client(self, api_key: Optional[str], base_url: Optional[str]) -> HelixAgent:
        """Return a client for a server, with the options of this run.

        Args:
            api_key: The key, or None to read it from the environment.
            base_url: The server, or None to read it from the environment or use the default.
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
        """Return an async client for the server of this run. The caller closes it and shows its warnings.

        Raises:
            AuthenticationError: There is no credential, and the server is not on this machine.
            click.ClickException: The config file or the key file is invalid.
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
        """Return the client arguments that are set by options."""
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
        """Return the key in the file given by `--api-key-file`, or None without this option.

        Raises:
            click.ClickException: The file cannot be read or does not contain a key.
        """
        return None if self.api_key_file is None else read_secret(self.api_key_file, "API key")

    def _config(self) -> Config:
        path = config_path()
        config = read_config(path)
        if config.api_key and config.exposed:
            self.screen.warning(f"{path} can be read by other users of this machine. Restrict it with `chmod 600`.")
        return config

    def _key(self, config: Config, base_url: Optional[str]) -> Optional[str]:
        key = self.read_key_file()
        if key is not None or any(os.environ.get(name) for name in _KEY_VARIABLES) or config.api_key is None:
            return key
        from helixagent._core.requests.options import DEFAULT_BASE_URL, checked_base_url

        # A saved key is sent only to the server for which it was saved.
        saved_url = config.base_url or DEFAULT_BASE_URL
        if checked_base_url(base_url or DEFAULT_BASE_URL) != checked_base_url(saved_url):
            self.unused_key_note = f"The saved key is for {saved_url} and was not sent."
            return None
        return config.api_key


class _Warnings(logging.Handler):
    """Show the client's warnings, for example about an argument that the server ignores.

    Entries about single API calls have an `event`. They are omitted, because the command reports failures itself.
    """

    def __init__(self, state: State) -> None:
        super().__init__(logging.WARNING)
        self._state = state

    def emit(self, record: logging.LogRecord) -> None:
        if not hasattr(record, "event"):
            self._state.screen.warning(record.getMessage())


def read_secret(file_name: str, what: str) -> str:
    """Return the secret in a file. `-` is standard input, which is read without echo on a terminal.

    Args:
        file_name: The file.
        what: A name for the content, used in messages.

    Raises:
        click.ClickException: The file cannot be read, or its content is not a secret.
    """
    if file_name == "-" and sys.stdin is not None and sys.stdin.isatty():
        return _typed_secret(what)
    with click.open_file(file_name, "rb") as file:
        content: bytes = file.read(_MAX_SECRET_BYTES)
    try:
        secret = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        secret = ""
    if not secret or not secret.isprintable():
        # The content is not shown, because it may be secret too.
        origin = "Standard input" if file_name == "-" else file_name
        raise click.UsageError(f"{origin} must contain only the {what}, on one line.")
    return secret


def _typed_secret(what: str) -> str:
    # click's prompt shows its text before it turns off the echo. Text pasted immediately would be visible and
    # then discarded.
    secret = ""
    try:
        while not secret:
            secret = getpass.getpass(f"{what}: ").strip()
    except (KeyboardInterrupt, EOFError):
        click.echo(err=True)
        raise click.Abort from None
    return secret
