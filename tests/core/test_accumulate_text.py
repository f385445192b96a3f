"""Tests of the accumulator for text completions: chunks of any size result in the same completion."""

from __future__ import annotations

from typing import List, Tuple

from hypothesis import given, strategies as st

from helixagent._core.streams.accumulate import CompletionAccumulator

from .chunk_support import USAGE, Json, contents, cut

TEXT_HEAD: Json = {"id": "c1", "object": "text_completion", "created": 1, "model": "m"}


def test_text_completion() -> None:
    accumulator = CompletionAccumulator()
    assert accumulator.completion().to_dict() == {"object": "text_completion", "choices": []}
    logprobs = {"tokens": ["a"], "token_logprobs": [None], "top_logprobs": None, "text_offset": [0]}
    for choices in (
        [{"text": "b", "index": 1, "finish_reason": None}, {"text": "a", "index": 0, "logprobs": logprobs, "new": 1}],
        [{"text": "A", "index": 0, "logprobs": {**logprobs, "text_offset": [1]}, "finish_reason": "stop"}],
        [{"text": None, "index": 1, "finish_reason": "length"}, {"index": 1, "finish_reason": None}, None],
        None,
    ):
        accumulator.collect({**TEXT_HEAD, "choices": choices}, [])
    accumulator.collect({**TEXT_HEAD, "choices": [], "usage": USAGE}, [])
    both = {"tokens": ["a", "a"], "token_logprobs": [None, None], "text_offset": [0, 1]}
    first = {"index": 0, "text": "aA", "new": 1, "finish_reason": "stop", "logprobs": both}
    second = {"index": 1, "text": "b", "finish_reason": "length"}
    assert accumulator.completion().to_dict() == {**TEXT_HEAD, "choices": [first, second], "usage": USAGE}


@given(st.lists(contents, min_size=1, max_size=3))
def test_any_split_of_text_completions(texts: List[Tuple[str, List[int]]]) -> None:
    accumulator = CompletionAccumulator()
    for index, (text, cuts) in enumerate(texts):
        for part in cut(text, cuts):
            accumulator.collect({**TEXT_HEAD, "choices": [{"text": part, "index": index}]}, [])
    assert [choice.text for choice in accumulator.completion().choices] == [text for text, _ in texts]
