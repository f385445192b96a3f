"""What watching adds to a call, in calls of Python functions: figures that do not depend on how busy a machine is."""

from __future__ import annotations

import functools
import logging
import sys
from typing import Any, Dict, List

import pytest
from opentelemetry.trace import NoOpTracer
from prometheus_client import CollectorRegistry
from stream_support import MESSAGES

from helixagent import HelixAgent
from helixagent.testing import Sandbox


class Dropping(logging.Handler):
    """Takes entries and does nothing with them."""

    def emit(self, record: logging.LogRecord) -> None:
        """Do nothing."""


def logger_at(level: int) -> logging.Logger:
    # Not one that logging knows by its name, so that it is gone after the test and has no parents.
    logger = logging.Logger("budget", level)
    logger.addHandler(Dropping())
    return logger


@pytest.fixture
def all_listeners() -> Dict[str, Any]:
    """The options that turn everything on, with a tracer of what the extra `otel` installs."""
    return {
        "logger": logger_at(logging.INFO),
        "tracer": NoOpTracer(),
        "enable_metrics": True,
        "metrics_registry": CollectorRegistry(),
    }


def python_calls(function: Any) -> int:
    """Return how many calls of Python functions a call makes: the fewest of several times, with everything warm."""
    counts: List[int] = []

    def count(frame: Any, event: str, argument: Any) -> None:
        if event == "call":
            counts[-1] += 1

    before = sys.getprofile()
    for _ in range(8):
        counts.append(0)
        sys.setprofile(count)
        try:
            function()
        finally:
            sys.setprofile(before)
    return min(counts)


# A quarter of the 800 that an API call makes by itself. Most are in logging, OpenTelemetry and prometheus_client.
_MOST = 200


def test_all_listeners_add_few_calls_of_functions_to_a_call(sandbox: Sandbox, all_listeners: Dict[str, Any]) -> None:
    counts = []
    for options in ({"logger": logger_at(logging.CRITICAL)}, all_listeners):
        with HelixAgent(base_url=sandbox.base_url, **options) as client:
            counts.append(python_calls(functools.partial(client.chat.completions.create, messages=MESSAGES)))
    assert 0 < counts[1] - counts[0] <= _MOST
