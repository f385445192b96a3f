# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Generated client of HelixAgent API: models, request types, and one module for each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from .client import AuthenticatedClient, Client

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {"AuthenticatedClient": ".client", "Client": ".client"}

__all__ = ["AuthenticatedClient", "Client"]


if not TYPE_CHECKING:
    # Type checkers do not see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted(__all__)
