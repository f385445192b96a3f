"""The command `login`: read an API key without showing it, check it with a request, and save it in the config file."""

from __future__ import annotations

import os

import click

from helixagent.cli.config import config_path, read_config, save
from helixagent.cli.options import Command, pass_state
from helixagent.cli.state import State, read_secret


@click.command(cls=Command)
@pass_state
def login(state: State) -> None:
    """Check an API key and save it.

    The command asks for the key without showing it, or reads it from standard input or from --api-key-file. The key is
    saved with its server in ~/.config/helixagent/config.toml (or under XDG_CONFIG_HOME). Only you can read this file,
    and the key is sent only to this server.

    \b
    helixagent login
    pass show helixagent | helixagent login --base-url https://helix.example
    """
    path = config_path()
    url = state.base_url or os.environ.get("HELIXAGENT_BASE_URL") or read_config(path).base_url
    key = read_secret(state.api_key_file or "-", "API key")
    client = state.new_client(key, url)
    try:
        with state.screen.waiting("checking the key"):
            # Any API call that requires the key is suitable.
            count = len(client.models.list().data or [])
    finally:
        client.close()
    save(path, api_key=key, base_url=url)
    if state.screen.as_json:
        state.screen.json({"config": str(path), "base_url": url, "models": count})
    else:
        state.screen.line(f"The key works ({count} models) and was saved in {path}.")
