"""What a client knows about its servers."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Set, Tuple
from urllib.parse import urlsplit

from ...exceptions import ValidationError

# The header by which a published server names itself in each response.
NAME_HEADER = "x-features-enabled"
PUBLISHED = "published"
CONTRACT = "contract"
AUTO, OFF = "auto", "off"
MODES = (AUTO, PUBLISHED, OFF)

# Tasks that turned out to be real need not be checked again; a program that runs for months must not keep them all.
_MOST_TASKS = 10_000


class Server:
    """What is known about the server at one origin.

    All methods can be called from several threads at once. There is no lock, because each change is a single operation
    of a set or a dict, and because a child that is forked while another thread holds a lock would wait forever.

    Attributes:
        kind: `published`, `contract`, or None before the first response.
    """

    def __init__(self) -> None:
        self.kind: Optional[str] = None
        self._in_contract: Set[str] = set()
        self._stubs: Dict[str, bool] = {}

    def hear(self, headers: Mapping[str, str], status: int) -> bool:
        """Learn from a response, and return whether the server named itself in it."""
        if NAME_HEADER in headers:
            self.kind = PUBLISHED
            return True
        # A proxy between the two may answer with an error of its own, so an error alone does not end what is known.
        if self.kind != CONTRACT and (self.kind is None or 200 <= status < 300):
            self.kind = CONTRACT
            self._in_contract.clear()
            self._stubs.clear()
        return False

    def speaks_contract(self, operation: str) -> bool:
        """Return whether the server names itself and yet has this operation as the contract has it."""
        return operation in self._in_contract

    def learn_contract(self, operation: str, *, speaks: bool = True) -> None:
        """Remember that the server has, or does not have, this operation as the contract has it."""
        if speaks:
            self._in_contract.add(operation)
        else:
            self._in_contract.discard(operation)

    def is_stub(self, task_id: str) -> Optional[bool]:
        """Return whether a task is a stub, which never runs; None if that is not known yet."""
        return self._stubs.get(task_id)

    def learn_task(self, task_id: str, *, is_stub: bool) -> None:
        """Remember whether a task is a stub."""
        if len(self._stubs) >= _MOST_TASKS:
            self._stubs.clear()
        self._stubs[task_id] = is_stub


class _Shared:
    """What a client and its copies share."""

    def __init__(self) -> None:
        self.servers: Dict[Tuple[str, str], Server] = {}
        self.warned: Dict[str, object] = {}


class Compatibility:
    """The option `compatibility` of a client, with what the client and its copies have learned.

    Attributes:
        mode: `auto`, `published` or `off`.
        server: The server of the client's base URL.

    Args:
        mode: The option.
        base_url: The client's base URL.
        shared: What the copies of the client share; None for a new client.
    """

    def __init__(self, mode: str, base_url: str, shared: Optional[_Shared] = None) -> None:
        self.mode = mode
        self._base_url = base_url
        self._shared = _Shared() if shared is None else shared
        parts = urlsplit(base_url)
        self.server = self._shared.servers.setdefault((parts.scheme, parts.netloc.lower()), Server())

    def changed(self, mode: Optional[str], base_url: Optional[str]) -> Compatibility:
        """Return the option for a copy of the client; arguments that are None stay as they are."""
        return Compatibility(mode or self.mode, base_url or self._base_url, self._shared)

    def renewed(self) -> Compatibility:
        """Return the option for a client that shares nothing with this one."""
        return Compatibility(self.mode, self._base_url)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Compatibility):
            return NotImplemented
        return (self.mode, self._base_url) == (other.mode, other._base_url)

    def __hash__(self) -> int:
        return hash((self.mode, self._base_url))

    def __reduce__(self) -> Any:
        return Compatibility, (self.mode, self._base_url)

    def is_first_warning(self, message: str) -> bool:
        """Return whether the client has not logged this warning before."""
        mark = object()
        # Of several threads, one finds its own mark.
        return self._shared.warned.setdefault(message, mark) is mark


def checked_mode(mode: Any, argument: str) -> str:
    """Return the option `compatibility`.

    Raises:
        ValidationError: It is none of the modes.
    """
    if mode not in MODES:
        raise ValidationError(f"{argument} must be 'auto', 'published' or 'off', not {mode!r}.", param=argument)
    return str(mode)
