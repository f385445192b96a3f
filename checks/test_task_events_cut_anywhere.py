"""Check that a stream of task events loses and repeats no event, wherever it is cut."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from stream_support import KINDS, way_of
from task_event_support import SCRIPT, WHOLE, Stage, check_cuts


@pytest.fixture(params=KINDS)
def stage(request: Any) -> Iterator[Stage]:
    with way_of(request.param) as opened:
        yield Stage(opened)


@pytest.mark.parametrize("replay", ["after", "from", "all"])
def test_a_cut_anywhere_loses_and_repeats_nothing(stage: Stage, replay: str) -> None:
    boundaries = {len(b"".join(SCRIPT[:count])) for count in range(1, len(SCRIPT))}
    check_cuts(
        stage, replay, sorted({*range(1, len(WHOLE) - 1, 17), *boundaries, *(place + 1 for place in boundaries)})
    )
