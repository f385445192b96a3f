"""Tests of recognizing the last page of a list, even if the server ignores `offset` or does not send a total."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

import pytest
from cases import for_each
from support import Driver

from helixagent import ProviderError
from helixagent.testing import Sandbox

# None of these lists needs as many requests.
MANY = 9


def ids(driver: Driver, page: Any) -> List[str]:
    """Return the IDs of the items of a page and of the following pages."""

    async def collected() -> List[Any]:
        return [item async for item in page]

    items = driver.run(collected()) if driver.is_async else list(page)
    return [getattr(item, "id", None) or getattr(item, "debateId", None) or item.task_id for item in items]


LISTS = [("tasks", "id"), ("debates", "debateId")]


@pytest.fixture(params=LISTS, ids=["tasks", "debates"])
def kind(request: Any) -> Tuple[str, str]:
    made: Tuple[str, str] = request.param
    return made


def reply(sandbox: Sandbox, kind: Tuple[str, str], items: str, times: int = 1, **fields: Any) -> None:
    """Script a page whose items have these letters as IDs."""
    name, key = kind
    sandbox.reply(json={name: [{key: item} for item in items], **fields}, times=times)


def listed(driver: Driver, sandbox: Sandbox, kind: Tuple[str, str], **arguments: Any) -> List[str]:
    return ids(driver, driver.run(getattr(driver.client(sandbox), kind[0]).list(**arguments)))


# name: the limit of the call, pages, ids, number of requests
CASES: Dict[str, Tuple[Optional[int], List[Dict[str, Any]], str, int]] = {
    "fewer items than the limit of the call": (3, [{"items": "abc"}, {"items": "de"}], "abcde", 2),
    "fewer items than the limit of the call, whatever the server's limit is": (
        3,
        [{"items": "abc", "limit": 50}, {"items": "d", "limit": 1}],
        "abcd",
        2,
    ),
    "the call's limit overrides the server's limit": (
        2,
        [{"items": "ab", "limit": 50}, {"items": "c", "limit": 50}],
        "abc",
        2,
    ),
    "a total": (None, [{"items": "ab", "total": 4}, {"items": "cd", "total": 4}], "abcd", 2),
    "a total as text": (None, [{"items": "ab", "total": "4"}, {"items": "cd", "total": "4"}], "abcd", 2),
    "a total that is neither": (None, [{"items": "ab", "total": "many"}, {"items": ""}], "ab", 2),
    "a total that is null": (None, [{"items": "ab", "total": None}, {"items": ""}], "ab", 2),
    "nothing more": (None, [{"items": "ab", "has_more": True}, {"items": "cd", "has_more": False}], "abcd", 2),
    "nothing more, whatever the total is": (2, [{"items": "ab", "has_more": False, "total": 9}], "ab", 1),
    "more than nothing": (2, [{"items": "ab", "has_more": True}, {"items": ""}], "ab", 2),
    "an empty page": (None, [{"items": "ab"}, {"items": ""}], "ab", 2),
    "an empty page with a total": (None, [{"items": "", "total": 5}], "", 1),
    "no id that is new": (2, [{"items": "ab"}, {"items": "ba"}], "ab", 2),
    "no id that is new, after a few pages": (2, [{"items": "ab"}, {"items": "cd"}, {"items": "bc"}], "abcd", 3),
    "no id that is new, below a total": (2, [{"items": "ab", "total": 100}, {"items": "ab", "total": 100}], "ab", 2),
}


@for_each("case", CASES)
def test_the_last_page_is_recognized(case: str, kind: Tuple[str, str], driver: Driver, sandbox: Sandbox) -> None:
    limit, pages, expected, requests = CASES[case]
    for page in pages:
        reply(sandbox, kind, **page)
    arguments = {} if limit is None else {"limit": limit}
    assert "".join(listed(driver, sandbox, kind, **arguments)) == expected
    assert len(sandbox.requests) == requests


@pytest.mark.parametrize("key", ["id", "task_id"])
def test_items_that_change_between_requests_do_not_make_the_list_infinite(
    key: str, driver: Driver, sandbox: Sandbox
) -> None:
    """The server ignores `offset`, and the progress of its tasks changes between requests."""
    for progress in range(MANY):
        tasks = [{key: "a", "status": "running", "progress": progress}, {key: "b", "progress": progress * 2}]
        sandbox.reply(json={"tasks": tasks})
    assert listed(driver, sandbox, LISTS[0]) == ["a", "b"]
    assert len(sandbox.requests) == 2
    sandbox.reset()


def test_an_item_that_moves_to_the_next_page_is_returned_once(
    kind: Tuple[str, str], driver: Driver, sandbox: Sandbox
) -> None:
    for items in ("ab", "bc", "d"):
        reply(sandbox, kind, items)
    assert listed(driver, sandbox, kind, limit=2) == ["a", "b", "c", "d"]


def test_pages_that_are_requested_one_by_one_end_too(kind: Tuple[str, str], driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, kind, "ab", times=MANY, total=100)
    page = driver.run(getattr(driver.client(sandbox), kind[0]).list(limit=2))
    assert page.has_next()
    assert driver.run(page.next_page()) is None
    assert len(page.items) == 2
    sandbox.reset()


def test_a_page_has_its_items_in_data_as_in_openai(driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, LISTS[0], "ab")
    page = driver.run(driver.client(sandbox).tasks.list())
    assert page.data is page.items
    assert [task.id for task in page.data] == ["a", "b"]


def test_a_page_can_be_iterated_again(driver: Driver, sandbox: Sandbox) -> None:
    for items in ("ab", "c", "c"):
        reply(sandbox, LISTS[0], items)
    page = driver.run(driver.client(sandbox).tasks.list(limit=2))
    assert ids(driver, page) == ids(driver, page) == ["a", "b", "c"]


def test_items_without_an_id_are_compared_by_value(driver: Driver, sandbox: Sandbox) -> None:
    for names in ("xy", "z", "z"):
        sandbox.reply(json={"tasks": [{"name": name} for name in names]})
    page = driver.run(driver.client(sandbox).tasks.list())

    async def collected() -> List[Any]:
        return [task async for task in page]

    tasks = driver.run(collected()) if driver.is_async else list(page)
    assert [task.name for task in tasks] == ["x", "y", "z"]
    assert len(sandbox.requests) == 3


def test_an_iterator_continues_after_a_failed_request(kind: Tuple[str, str], driver: Driver, sandbox: Sandbox) -> None:
    reply(sandbox, kind, "ab")
    sandbox.fail(503)
    reply(sandbox, kind, "c", total=3)
    page = driver.run(getattr(driver.client(sandbox, max_retries=0), kind[0]).list())
    iterator = page.__aiter__() if driver.is_async else iter(page)

    def following() -> str:
        return str(getattr(driver.run(iterator.__anext__()) if driver.is_async else next(iterator), kind[1]))

    assert [following(), following()] == ["a", "b"]
    with pytest.raises(ProviderError):
        following()
    assert following() == "c"
