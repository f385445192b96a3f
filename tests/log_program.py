"""Run a program that uses the SDK's logging in a separate process, because it may change the whole process."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, Dict

from support import KEY, ROOT

from helixagent.testing import Sandbox

PROGRAM = """
import logging, sys
{before}
from helixagent import HelixAgent
client = HelixAgent(api_key="{key}", base_url="{url}")
{after}
client.models.list()
client.close()
print(logging.getLogger().level, logging.getLogger().handlers, logging.getLogger("httpx").level)
print(len(logging.getLogger("helixagent").handlers))
"""


def run_program(sandbox: Sandbox, *, before: str = "", after: str = "", environment: Dict[str, str]) -> Any:
    code = PROGRAM.format(before=before, after=after, url=sandbox.base_url, key=KEY)
    command = [sys.executable, "-W", "error", "-c", code]
    environment = {"PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and KEY not in done.stderr, done.stderr
    return done
