"""Store the facts that a client learns about its servers."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Set, Tuple
from urllib.parse import urlsplit

from ...exceptions import ValidationError

# A published server identifies itself with this header in each response.
NAME_HEADER = "x-features-enabled"
PUBLISHED = "published"
CONTRACT = "contract"
AUTO, OFF = "auto", "off"
MODES = (AUTO, PUBLISHED, OFF)

# Real tasks are remembered so that they are not checked again. The limit keeps long-running programs from leaking
# memory.
_MAX_TASKS = 10_000


class Server:
    """The facts learned about the server at one origin.

    All methods are thread-safe. They need no lock, because each change is a single operation on a set or a dict. A lock
    could also deadlock a child process that is forked while another thread holds the lock.

    Attributes:
        kind: `published`, `contract`, or None before the first response.
    """

    def __init__(self) -> None:
        self.kind: Optional[str] = None
        self._in_contract: Set[str] = set()
        self._stubs: Dict[str, bool] = {}

    def learn_from(self, headers: Mapping[str, str], status: int) -> bool:
        """Update the facts from a response, and return whether the server identified itself as a published server."""
        if NAME_HEADER in headers:
            self.kind = PUBLISHED
            return True
        # A proxy may send an error instead of the server, so an error alone does not change the server's kind.
        if self.kind != CONTRACT and (self.kind is None or 200 <= status < 300):
            self.kind = CONTRACT
            self._in_contract.clear()
            self._stubs.clear()
        return False

    def speaks_contract(self, operation: str) -> bool:
        """Return whether this published server supports the contract's form of an operation."""
        return operation in self._in_contract

    def learn_contract(self, operation: str, *, speaks: bool = True) -> None:
        """Remember whether the server supports the contract's form of an operation."""
        if speaks:
            self._in_contract.add(operation)
        else:
            self._in_contract.discard(operation)

    def is_stub(self, task_id: str) -> Optional[bool]:
        """Return whether a task is a stub, which never runs, or None if this is unknown."""
        return self._stubs.get(task_id)

    def learn_task(self, task_id: str, *, is_stub: bool) -> None:
        """Remember whether a task is a stub."""
        if len(self._stubs) >= _MAX_TASKS:
            self._stubs.clear()
        self._stubs[task_id] = is_stub


class _Shared:
    """The state that a client shares with its copies."""

    def __init__(self) -> None:
        self.servers: Dict[Tuple[str, str], Server] = {}
        self.warned: Dict[str, object] = {}


class Compatibility:
    """A client's `compatibility` option, and everything that the client and its copies have learned.

    Attributes:
        mode: `auto`, `published` or `off`.
        server: The server of the client's base URL.

    Args:
        mode: The value of the option.
        base_url: The client's base URL.
        shared: The state shared by the client's copies; None for a new client.
    """

    def __init__(self, mode: str, base_url: str, shared: Optional[_Shared] = None) -> None:
        self.mode = mode
        self._base_url = base_url
        self._shared = _Shared() if shared is None else shared
        parts = urlsplit(base_url)
        self.server = self._shared.servers.setdefault((parts.scheme, parts.netloc.lower()), Server())

    def changed(self, mode: Optional[str], base_url: Optional[str]) -> Compatibility:
        """Return the option for a copy of the client. Arguments that are None keep their values."""
        if mode is not None:
            checked_mode(mode, "compatibility")
        return Compatibility(mode or self.mode, base_url or self._base_url, self._shared)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Compatibility):
            return NotImplemented
        return (self.mode, self._base_url) == (other.mode, other._base_url)

    def __hash__(self) -> int:
        return hash((self.mode, self._base_url))

    def __reduce__(self) -> Any:
        # Copies share no state with this client.
        return Compatibility, (self.mode, self._base_url)

    def is_first_warning(self, message: str) -> bool:
        """Return whether the client has not logged this warning before."""
        mark = object()
        # If several threads get here at once, only one of them finds its own marker.
        return self._shared.warned.setdefault(message, mark) is mark


def checked_mode(mode: Any, argument: str) -> str:
    """Check the `compatibility` option and return it.

    Raises:
        ValidationError: The value is not one of the modes.
    """
    if mode not in MODES:
        raise ValidationError(f"{argument} must be 'auto', 'published' or 'off', not {mode!r}.", param=argument)
    return str(mode)
