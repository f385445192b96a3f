# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Generated client of HelixAgent API: models, request types, and one module for each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AuthenticatedClient, Client

__all__ = ("AuthenticatedClient", "Client")


if not TYPE_CHECKING:
    # Hidden from type checkers, which would accept any misspelled name.
    def __getattr__(name: str) -> Any:
        if name in __all__:
            from . import client

            return getattr(client, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
