"""The command `helixagent` (extra `cli`); `helixagent/__main__.py` starts it."""

from __future__ import annotations

from importlib.util import find_spec

from helixagent._core.extras import PACKAGES, extra

with extra("cli", "The command helixagent"):
    for package in PACKAGES["cli"]:
        # Importing the packages would take too long for the completions of a shell.
        if find_spec(package) is None:
            raise ModuleNotFoundError(name=package)
