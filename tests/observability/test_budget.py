"""Tests of the cost of observers per API call, counted in Python function calls, so that a busy machine does not
matter.
"""

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
    """A logger or exporter that ignores everything."""

    def emit(self, record: logging.LogRecord) -> None:
        """Do nothing."""


def logger_at(level: int) -> logging.Logger:
    # The logger is not registered, so it has no parents and is garbage-collected after the test.
    logger = logging.Logger("budget", level)
    logger.addHandler(Dropping())
    return logger


@pytest.fixture
def all_listeners() -> Dict[str, Any]:
    """Return the options that turn everything on, with the tracer of the extra `otel`."""
    return {
        "logger": logger_at(logging.INFO),
        "tracer": NoOpTracer(),
        "enable_metrics": True,
        "metrics_registry": CollectorRegistry(),
    }


def python_calls(function: Any) -> int:
    """Return the minimum number of Python function calls of an API call, in a warm process."""
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


# This is a quarter of the 800 calls of an API call. Most are in logging, OpenTelemetry and prometheus_client.
_MAX_CALLS = 200


def test_all_observers_add_few_function_calls_to_an_api_call(sandbox: Sandbox, all_listeners: Dict[str, Any]) -> None:
    counts = []
    for options in ({"logger": logger_at(logging.CRITICAL)}, all_listeners):
        with HelixAgent(base_url=sandbox.base_url, **options) as client:
            counts.append(python_calls(functools.partial(client.chat.completions.create, messages=MESSAGES)))
    assert 0 < counts[1] - counts[0] <= _MAX_CALLS
