"""Gives the tests their fixtures, which `checks/` uses too."""

from __future__ import annotations

import sys

pytest_plugins = ["shared_fixtures"]
# Some tests of the specification need Python 3.11, as the generator does.
collect_ignore_glob = ["codegen/*"] if sys.version_info < (3, 11) else []
