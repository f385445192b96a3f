"""Copy and pickle clients using their settings."""

from __future__ import annotations

import copy
import sys
from functools import cached_property
from typing import Any, Dict, Mapping, TypeVar

from .requests.options import Options, Runtime
from .secret import Secret

C = TypeVar("C", bound="CopiedClient")

_OWN = frozenset(["_options", "_hidden_transport", "_shares_transport", "_hidden_session"])


class CopiedClient:
    """The base class of all clients. It supports `copy.copy`, `copy.deepcopy` and `pickle`."""

    _options: Options
    _hidden_transport: Secret[Any]
    _shares_transport: bool

    @property
    def _transport(self) -> Any:
        # A transport has references to proxy passwords and to requests in progress.
        return self._hidden_transport.reveal()

    @_transport.setter
    def _transport(self, transport: Any) -> None:
        self._hidden_transport = Secret(transport)

    def __copy__(self: C) -> C:
        """Return a client that shares this client's connections, hooks and counts. Closing it does not close them."""
        copied = type(self).__new__(type(self))
        vars(copied).update(_attributes(self))
        copied._shares_transport = True
        return copied

    def __deepcopy__(self: C, memo: Dict[int, Any]) -> C:
        """Return a client with new connections and counts. It shares the user's http_client or session."""
        copied = self.__copy__()
        memo[id(self)] = copied
        options = self._options
        # Copies of these have the same settings, but no counts and no facts about the server.
        hooks, compatibility = copy.copy(options.hooks), copy.copy(options.compatibility)
        copied._options = options._replace(hooks=hooks, compatibility=compatibility)
        copied._transport = type(self._transport)(*self._transport.settings().values())
        copied._shares_transport = False
        for name, value in _attributes(self).items():
            if name not in _OWN:
                # A user's subclass defines these attributes.
                setattr(copied, name, copy.deepcopy(value, memo))
        return copied

    def __getstate__(self) -> Dict[str, Any]:
        """Return the client's settings, including secrets, for `pickle`.

        Raises:
            TypeError: A setting cannot be pickled, e.g. a lambda or an httpx.Client. The message names the setting.
        """
        transport = self._transport.settings()
        _check({**transport, **_settings(self._options)})
        made_of = (type(self._transport), *transport.values())
        return {**_attributes(self), "_hidden_transport": made_of, "_shares_transport": False}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        kind, *settings = state["_hidden_transport"]
        vars(self).update(state)
        self._transport = kind(*settings)


def _attributes(client: CopiedClient) -> Dict[str, Any]:
    """Return the attributes of a client without its resources, which are created on first use."""
    of_class = type(client)
    return {
        name: value
        for name, value in vars(client).items()
        if not isinstance(getattr(of_class, name, None), cached_property)
    }


def _settings(options: Options) -> Dict[str, Any]:
    """Return the settings that are user objects, by argument name."""
    found: Dict[str, Any] = options.hooks.settings._asdict()
    hooks = found.pop("hooks", None) or ()
    found.update({f"hooks[{number}]": hook for number, hook in enumerate(hooks)})
    credential = options.credential and options.credential.reveal()
    if callable(credential):
        found["api_key"] = credential
    if options.runtime != Runtime():
        found["_runtime"] = options.runtime
    return found


def _check(settings: Mapping[str, Any]) -> None:
    # The import is here because few programs pickle clients.
    import pickle

    # Dask, joblib and Ray use their own picklers, which also accept lambdas.
    modules = [module for name, module in list(sys.modules.items()) if name.endswith("cloudpickle")]
    dumps = [pickle.dumps, *(module.dumps for module in modules if hasattr(module, "dumps"))]
    for name, value in settings.items():
        if any(_can(dump, value) for dump in dumps):
            continue
        # The pickler's message is omitted, because it may quote the object.
        kind = f"{type(value).__module__}.{type(value).__qualname__}".replace("builtins.", "")
        raise TypeError(
            f"The client cannot be pickled because of its {name}: a {kind} cannot be. "
            "Omit it, or create the client in the process that uses it."
        )


def _can(dump: Any, value: Any) -> bool:
    try:
        dump(value)
    except Exception:
        return False
    return True
