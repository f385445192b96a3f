"""`for_each` runs every case and names all that fail."""

from __future__ import annotations

from typing import List

import pytest
from cases import for_each


class Fixture:
    """A fixture that a test must not find as another case left it."""

    def __init__(self) -> None:
        self.used: List[int] = []

    def reset(self) -> None:
        self.used = []


def test_all_cases_run_and_those_that_fail_are_named() -> None:
    ran: List[object] = []

    @for_each("first", [1, 2])
    @for_each(("second", "third"), [("a", 0), ("b", 1), ("c", 2)])
    def example(first: int, second: str, third: int, fixture: Fixture) -> None:
        ran.append((first, second))
        assert fixture.used == []
        fixture.used.append(first)
        if second == "b":
            pytest.fail("is b")
        assert first != 2, "is two"

    with pytest.raises(AssertionError) as caught:
        example(fixture=Fixture())
    assert ran == [(1, "a"), (1, "b"), (1, "c"), (2, "a"), (2, "b"), (2, "c")]
    message = str(caught.value)
    assert "1 of 3 cases failed" in message
    assert "3 of 3 cases failed" in message
    assert message.count("is b") == 2
    assert "{'second': 'c', 'third': 2}" in message


def test_mistakes_in_the_cases_are_found() -> None:
    with pytest.raises(AssertionError, match="no cases"):
        for_each("name", [])
    with pytest.raises(AssertionError, match="one value for each"):
        for_each(("first", "second"), [(1,)])
    with pytest.raises(AssertionError, match="one value for each"):
        for_each(("first", "second"), [(1, 2, 3)])
    with pytest.raises(AssertionError, match="does not have these parameters"):
        for_each("name", [1])(lambda other: None)
