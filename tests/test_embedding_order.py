"""Tests that embeddings are returned in the order of the input, and that a missing vector is an error."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from cases import for_each
from support import Driver

from helixagent import InvalidResponseError
from helixagent.testing import Sandbox

TEXTS = ["a", "b", "c"]


def reply(sandbox: Sandbox, *items: Any) -> None:
    """Script a response: a number is the index of a vector, None is a vector without an index."""
    data = [{"index": item, "embedding": [float(place if item is None else item)]} for place, item in enumerate(items)]
    sandbox.reply(json={"data": data})


def vectors(driver: Driver, sandbox: Sandbox, **arguments: Any) -> List[Any]:
    response = driver.run(driver.client(sandbox).embeddings.create(**{"model": "m", "input": TEXTS, **arguments}))
    assert [item.to_dict() for item in response.data] == response.to_dict()["data"]
    return [list(item.embedding) for item in response.data]


@for_each("arguments", [{}, {"as_arrays": True}, {"encoding_format": "float"}])
@for_each("order", [(0, 1, 2), (2, 0, 1), (2, 1, 0), (None, None, None)])
def test_the_order_matches_the_input(order: Any, arguments: Any, driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, *order)
    assert vectors(driver, sandbox, **arguments) == [[0.0], [1.0], [2.0]]


def test_a_raw_response_is_in_order_too(driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, 2, 1, 0)
    raw = driver.run(driver.client(sandbox).embeddings.with_raw_response.create(model="m", input=TEXTS))
    assert [item.index for item in raw.parse().data] == [0, 1, 2]


WRONG: Dict[str, Any] = {
    "none at all": ([], "0 vectors for 3 inputs"),
    "fewer": ([0, 1], "2 vectors for 3 inputs"),
    "one": ([0], "1 vector for 3 inputs"),
    "more": ([0, 1, 2, 3], "4 vectors for 3 inputs"),
    "an index twice": ([0, 1, 1], "no vector for input 2 of 3: an index is repeated"),
    "the same index everywhere": ([0, 0, 0], "no vector for input 1 of 3: an index is repeated"),
    "an index missing": ([0, None, 2], "no vector for input 1 of 3: an index is missing or out of range"),
    "an index out of range": ([1, 2, 3], "no vector for input 0 of 3: an index is missing or out of range"),
    "a negative index": ([-1, 0, 1], "no vector for input 2 of 3: an index is missing or out of range"),
}


@for_each("arguments", [{}, {"as_arrays": True}, {"encoding_format": "float"}])
@for_each("case", WRONG)
def test_anything_but_one_vector_for_each_input_is_an_error(
    case: str, arguments: Any, driver: Driver, sandbox: Sandbox
) -> None:
    items, message = WRONG[case]
    reply(sandbox, *items)
    with pytest.raises(InvalidResponseError, match=message) as caught:
        vectors(driver, sandbox, **arguments)
    assert (caught.value.status_code, caught.value.attempts) == (200, 1)


@pytest.mark.parametrize("body", [{"data": None}, {}])
def test_no_data_is_an_error(body: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=body)
    with pytest.raises(InvalidResponseError, match="0 vectors for 1 input"):
        vectors(driver, sandbox, input="a")


@for_each("arguments", [{}, {"as_arrays": True}, {"encoding_format": "float"}])
@for_each("item", [None, {"index": 1}, {"index": 1, "embedding": None}, {"index": 1, "embedding": []}])
def test_an_item_without_a_vector_is_an_error(item: Any, arguments: Any, driver: Driver, sandbox: Sandbox) -> None:
    items = [{"index": 0, "embedding": [0.0]}, item]
    # An item that is null has no index, so the others have none either.
    sandbox.reply(json={"data": items if item else [{"embedding": [0.0]}, None]})
    with pytest.raises(InvalidResponseError, match="no vector for input 1 of 2: the vector is empty"):
        vectors(driver, sandbox, input=["a", "b"], **arguments)


@for_each(("text_input", "count"), [("a", 1), (["a"], 1), (("a", "b"), 2), ([1, 2, 3], 1), ([[1, 2], [3]], 2), ("", 1)])
def test_a_list_of_tokens_is_one_input(text_input: Any, count: int, driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, *range(count)[::-1])
    assert len(vectors(driver, sandbox, input=text_input)) == count
    reply(sandbox, *range(count + 1))
    with pytest.raises(InvalidResponseError, match=f"{count + 1} vectors for {count} input"):
        vectors(driver, sandbox, input=text_input)


def test_an_input_in_the_extra_body_takes_precedence(driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, 1, 0)
    assert vectors(driver, sandbox, input="a", extra_body={"input": ["a", "b"]}) == [[0.0], [1.0]]
