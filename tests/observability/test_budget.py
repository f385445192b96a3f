"""What watching adds to a call, in calls of Python functions: figures that do not depend on how busy a machine is."""

from __future__ import annotations

import logging
import sys
from typing import Any, Dict, List

import pytest
from opentelemetry.trace import NoOpTracer
from prometheus_client import CollectorRegistry
from stream_support import MESSAGES
from watching import read_all

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


def added(sandbox: Sandbox, options: Dict[str, Any], *, stream: bool) -> int:
    def act(client: HelixAgent) -> None:
        answer: Any = client.chat.completions.create(messages=MESSAGES, stream=stream)
        if stream:
            read_all(answer)

    counts = []
    for chosen in ({"logger": logger_at(logging.CRITICAL)}, options):
        with HelixAgent(base_url=sandbox.base_url, **chosen) as client:
            counts.append(python_calls(lambda: act(client)))
    return counts[1] - counts[0]


# About half as much again as it was when this was written: other libraries change, and Pythons differ.
@pytest.mark.parametrize(("stream", "most"), [(False, 110), (True, 130)])
def test_all_listeners_make_few_calls(sandbox: Sandbox, all_listeners: Dict[str, Any], stream: bool, most: int) -> None:
    found = added(sandbox, all_listeners, stream=stream)
    assert 0 < found <= most
