"""Tests of cleaning a server's text for the terminal, and of formatting values."""

from __future__ import annotations

import datetime
import json
import unicodedata

import pytest
from cases import for_each
from hypothesis import given, strategies as st

from helixagent.cli.clean import clean, clean_json, duration, number, one_line, shown

HARMFUL = st.text(st.characters(categories=["Cc", "Cf", "Cs", "Lu"]))


@given(HARMFUL)
def test_control_characters_are_removed(text: str) -> None:
    left = clean(text)
    assert [mark for mark in left if unicodedata.category(mark) in ("Cc", "Cs") and mark not in "\t\n"] == []
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(left)
    assert clean(left) == left


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_ordinary_text_is_unchanged(text: str) -> None:
    assert clean(text) == text


def test_removed_characters_leave_visible_marks() -> None:
    assert clean("a\x1b[31mb\x07\x9b2J\u202ec\r\nd\te") == "a\\x1b[31mb\\x07\\x9b2J\\u202ec\nd\te"


# In JSON, two adjacent surrogates form one character, so they are excluded here.
@given(st.text(st.characters(categories=["Cc", "Cf", "Lu"])))
def test_cleaned_json_has_the_same_value(value: str) -> None:
    text = clean_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert clean(text) == text


def test_a_line_is_one_line() -> None:
    assert one_line(" a\n\n b\x1b\tc ") == "a b\\x1b c"


@for_each(
    ("value", "text"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (0.5, "0.5"),
        (1234567.0, "1.23457e+06"),
        ("a\nb", "a b"),
        (["a", None], "a, –"),
        ({"a": 1}, "a=1"),
        (datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.timezone.utc), "2026-01-15 10:30:00Z"),
    ],
)
def test_the_text_of_a_cell(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (156, "2:36"), (3723.4, "1:02:03"), (None, ""), (-1, ""), ("x", ""), (True, ""), (float("nan"), "")],
)
def test_a_duration(seconds: object, text: str) -> None:
    assert duration(seconds) == text


def test_values_that_are_not_numbers_are_shown_unchanged() -> None:
    assert (number(0.876, ".2f"), number(45, ".0f", "%"), number(None, ".2f"), number("n/a", ".2f")) == (
        "0.88",
        "45%",
        "–",
        "n/a",
    )
