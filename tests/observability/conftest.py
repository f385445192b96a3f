"""Fixtures for the tests of observability."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from stream_support import Way, way_of


# Trio is excluded, because it warns about every stream that is dropped unread. The tests of cancellation cover it.
@pytest.fixture(params=["sync", "session", "asyncio"])
def way(request: Any) -> Iterator[Way]:
    """Ways to use the SDK."""
    with way_of(request.param) as opened:
        yield opened
