"""The config file, which stores an API key and its server. It is written atomically."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import Any, MutableMapping, NamedTuple, Optional

import click


class Config(NamedTuple):
    """The contents of the config file.

    Args:
        base_url: The server.
        api_key: The key for that server.
        exposed: Whether other users of this machine can read the file.
    """

    base_url: Optional[str] = None
    api_key: Optional[str] = None
    exposed: bool = False

    def __repr__(self) -> str:
        return f"Config(base_url={self.base_url!r}, exposed={self.exposed!r})"


def config_path() -> Path:
    """Return the path of the config file: in XDG_CONFIG_HOME, by default `~/.config`."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    # The XDG specification says to ignore relative paths.
    base = Path(home) if os.path.isabs(home) else Path.home() / ".config"
    return base / "helixagent" / "config.toml"


def read_config(path: Path) -> Config:
    """Return the contents of the config file, or an empty config if there is no file.

    Raises:
        click.ClickException: The file cannot be read or is invalid.
    """
    try:
        with open(path, "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise _InvalidConfig(path, f"cannot be read ({error.strerror})") from error
    document = _parsed(path, content)
    for name in ("base_url", "api_key"):
        if not isinstance(document.get(name, ""), str):
            # The value is not shown, because it may be the key.
            raise _InvalidConfig(path, f"has a {name} that is not a string")
    exposed = os.name == "posix" and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))
    # tomlkit's strings remember the layout of their file, so they are converted to plain strings.
    url, key = (str(document[name]) if document.get(name) else None for name in ("base_url", "api_key"))
    return Config(url, key, exposed)


def save(path: Path, *, api_key: str, base_url: Optional[str]) -> None:
    """Write a key and its server to a config file that only its owner can read. Other content of the file is kept.

    Args:
        path: The file. Its directory is created if it does not exist.
        api_key: The key.
        base_url: The server, or None for the default one.

    Raises:
        click.ClickException: The existing file is invalid.
        OSError: The file cannot be written.
    """
    import tomlkit

    # A symbolic link, for example into a directory of dotfiles, stays a link.
    path = Path(os.path.realpath(path))
    document: MutableMapping[str, Any] = tomlkit.document()
    if path.exists():
        document = _parsed(path, path.read_bytes())
    document.pop("base_url", None)
    if base_url is not None:
        document["base_url"] = base_url
    document["api_key"] = api_key
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _replace(path, tomlkit.dumps(document).encode("utf-8"))


def _replace(path: Path, content: bytes) -> None:
    # The file is always complete and never readable by others, because mkstemp creates it with mode 600.
    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _parsed(path: Path, content: bytes) -> MutableMapping[str, Any]:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _InvalidConfig(path, "is not UTF-8 text") from None
    except TOMLKitError as error:
        # Some of the library's messages quote the file, which contains the key. Only the position is reported.
        line = getattr(error, "line", None)
        position = f" at line {line}" if line else ""
        raise _InvalidConfig(path, f"is not valid TOML{position}") from None


class _InvalidConfig(click.ClickException):
    exit_code = 2

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"The config file {path} {problem}.")
