"""Extend tests/test_debate_drawing.py with texts that combine the drawing's parts in every order."""

from __future__ import annotations

import re
from typing import Any, List, Optional

from drawing_support import (
    ACTIONS,
    AGREEMENT,
    APRIL_START,
    CONSENSUS,
    DECISION,
    FOOTER,
    POSITIONS,
    TITLE,
    april,
    april_before,
    indicator,
    january,
    january_before,
    joined,
    request_line,
    separated,
    stream,
)
from hypothesis import given, settings, strategies as st

from helixagent._core.published.drawing import DebateDrawing, without_escapes

PARTS = [
    *TITLE,
    *APRIL_START,
    *(request_line(*position) for position in POSITIONS),
    *(indicator(*position) for position in POSITIONS),
    CONSENSUS,
    FOOTER,
    ACTIONS,
    AGREEMENT,
    DECISION,
    "**Architect** (zen)\n",
    "*(direct response via zen/m)*\n\n",
    "\x1b[97m",
    "\x1b[2m",
    "\x1b[0m\n",
    "\x1b[0m\n\n",
    "\n",
]
ALPHABET = st.characters(exclude_categories=["Cs"])
# The server ends texts and lines with newlines, so test texts with and without a final newline.
quoted = st.sampled_from(PARTS) | st.sampled_from(PARTS).map(lambda part: part.rstrip("\n"))
texts = st.lists(quoted | st.text(ALPHABET, max_size=5), min_size=1, max_size=6).map("".join).filter(bool)
many = settings(max_examples=1000, deadline=None)


def plain(parts: List[str]) -> str:
    return "".join(without_escapes(part) for part in parts)


@many
@given(prompt=texts, said=st.lists(texts, min_size=5, max_size=5), answer=texts)
def test_a_january_response_is_found_whatever_the_texts_are(prompt: str, said: List[str], answer: str) -> None:
    seen = separated(stream(january(prompt, said, answer)))
    assert seen.content == answer
    assert seen.reasoning == plain(january_before(prompt, said))


@many
@given(
    said=st.lists(texts, max_size=5),
    answer=texts,
    summary=st.none() | texts,
    agreement=st.booleans(),
)
def test_an_april_response_is_found_whatever_the_texts_are(
    said: List[str], answer: str, summary: Optional[str], agreement: bool
) -> None:
    seen = separated(stream(april(said, answer, summary, agreement)))
    assert seen.content == answer
    assert seen.reasoning == plain(april_before(said, summary, agreement))


@many
@given(pieces=st.lists(texts, max_size=6))
def test_no_text_is_lost_whatever_the_stream_is(pieces: List[str]) -> None:
    # The stream may be one that no server sends. Only a footer, an action line or a newline may be omitted.
    seen = separated(stream(pieces))
    shown = seen.reasoning + seen.content
    for part in set(pieces) - {FOOTER, ACTIONS, "\n"}:
        assert without_escapes(part) in shown or part in seen.content or _unwrapped(part) in seen.content


def _unwrapped(part: str) -> str:
    found = re.fullmatch(r"\x1b\[97m(.*)\x1b\[0m\n", part, re.DOTALL)
    return found[1] if found else part


@many
@given(
    text=st.lists(st.sampled_from(["\x1b", "[", "]", "P", "\\", "0", "m", ";", "\x07", "\x9b", " ", "a"])).map("".join)
)
def test_plain_text_has_no_escape_characters(text: str) -> None:
    assert not set(without_escapes(text)) & {"\x1b", "\x9b"}


@many
@given(
    prompt=texts,
    said=st.lists(texts, min_size=5, max_size=5),
    answer=texts,
    cut=st.integers(0, 40),
    is_cut=st.booleans(),
)
def test_every_prefix_of_a_drawing_ends_properly(
    prompt: str, said: List[str], answer: str, cut: int, is_cut: bool
) -> None:
    chunks = stream(january(prompt, said, answer), None)[:cut]
    drawing = DebateDrawing()
    seen: List[Any] = [each for received in chunks for each in drawing.feed(received)]
    whole = joined(seen + drawing.end(cut=is_cut))
    assert drawing.end(cut=is_cut) == []
    if cut > 4 and CONSENSUS not in [each["choices"][0]["delta"]["content"] for each in chunks]:
        assert whole.content == ("" if is_cut else whole.reasoning)
