"""Check that each method that takes an ID sends any ID as one segment of its path, with each kind of client."""

from __future__ import annotations

import pytest
from id_support import METHODS, WILD, check_segment
from support import Driver

from helixagent.testing import Sandbox


@pytest.mark.parametrize("name", METHODS)
def test_an_id_is_one_segment_of_the_path(name: str, driver: Driver, sandbox: Sandbox) -> None:
    check_segment(name, WILD, driver, sandbox)
