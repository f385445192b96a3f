"""Provide the fixtures for the tests, which `checks/` uses too."""

from __future__ import annotations

pytest_plugins = ["shared_fixtures"]
