"""Each method that takes an id sends any id as one segment of its path, over each kind of client."""

from __future__ import annotations

import pytest
from id_support import METHODS, WILD, check_segment
from support import Driver

from helixagent.testing import Sandbox


@pytest.mark.parametrize("name", METHODS)
def test_an_id_is_one_segment_of_the_path(name: str, driver: Driver, sandbox: Sandbox) -> None:
    check_segment(name, WILD, driver, sandbox)
