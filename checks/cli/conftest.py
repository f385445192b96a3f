"""Provide the fixtures for the tests of the command."""

from __future__ import annotations

from cli_fixtures import home, server

__all__ = ["home", "server"]
