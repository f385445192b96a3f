"""Fixtures of the tests of observability."""

from __future__ import annotations

import logging
from typing import Any, Iterator

import pytest
from stream_support import Way, way_of


# Without trio, which warns of every stream that is dropped unread; the tests of cancellation have it.
@pytest.fixture(params=["sync", "session", "asyncio"])
def way(request: Any) -> Iterator[Way]:
    """Ways to use the SDK."""
    with way_of(request.param) as opened:
        yield opened


@pytest.fixture(autouse=True)
def standard_logger() -> Iterator[logging.Logger]:
    """The logger `helixagent`, which is put back after the test: it is the whole process's."""
    logger = logging.getLogger("helixagent")
    level, handlers = logger.level, list(logger.handlers)
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers
