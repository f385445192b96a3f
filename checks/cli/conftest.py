"""Gives the tests of the command their fixtures."""

from __future__ import annotations

from cli_fixtures import home, server

__all__ = ["home", "server"]
