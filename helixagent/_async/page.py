"""A page of a list. Iterating over it also yields the items of the following pages."""

from __future__ import annotations

import copy
import json
from typing import Any, Awaitable, Callable, Dict, FrozenSet, Generic, List, Optional, TypeVar

from helixagent.exceptions import HelixAgentError

T = TypeVar("T")


class AsyncPage(Generic[T]):
    """A page of a list. Iterating over it also yields the items of the following pages.

    A page is the last page if it has fewer items than the call's `limit`, if the server's `total` is reached, if the
    server sends `has_more: false`, or if all its items were on earlier pages, which happens if a server ignores
    `offset`. Items from earlier pages are not yielded again. Other fields of the response, such as `total`, are
    attributes of the page.

    Attributes:
        items: The items of this page.
        answer: The response.

    Example:
        async for task in client.tasks.list(status="failed"):
            print(task.id)
    """

    def __init__(
        self,
        answer: Any,
        member: str,
        ask: Callable[[int], Awaitable[AsyncPage[T]]],
        *,
        offset: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> None:
        self.answer = answer
        given = getattr(answer, member, None)
        self.items: List[T] = list(given) if isinstance(given, list) else []
        self._offset = offset or 0
        # The server's limit is only used if the caller did not pass a limit.
        self._limit = _number(answer.limit) if limit is None else limit
        self._seen: FrozenSet[str] = frozenset()
        self._ask: Optional[Callable[[int], Awaitable[AsyncPage[T]]]] = ask

    @property
    def data(self) -> List[T]:
        """The items of this page, under the name that OpenAI's SDK uses."""
        return self.items

    def has_next(self) -> bool:
        """Return whether more pages may follow."""
        if not self._new_items() or self.answer.has_more is False:
            return False
        if self._limit is not None and len(self.items) < self._limit:
            return False
        total = _number(self.answer.total)
        return total is None or self._offset + len(self.items) < total

    async def next_page(self) -> Optional[AsyncPage[T]]:
        """Request the next page.

        Returns:
            The page, or None if this page is the last page, or if all items of the next page were on earlier pages.

        Raises:
            HelixAgentError: The request failed, or the page was pickled, so it has no client.
        """
        if not self.has_next():
            return None
        if self._ask is None:
            raise HelixAgentError("This page was pickled, so it has no client. List the items again.")
        following = await self._ask(self._offset + len(self.items))
        following._seen = self._seen.union(map(_key, self.items))
        return following if following._new_items() else None

    def _new_items(self) -> List[T]:
        """Return the items that were not on earlier pages."""
        return [item for item in self.items if _key(item) not in self._seen] if self._seen else self.items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> T:
        return self.items[index]

    def __aiter__(self) -> AsyncPageIterator[T]:
        return AsyncPageIterator(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "answer":
            raise AttributeError(name)
        return getattr(self.answer, name)

    def __copy__(self) -> AsyncPage[T]:
        copied = type(self).__new__(type(self))
        vars(copied).update(vars(self))
        return copied

    def __deepcopy__(self, memo: Dict[int, Any]) -> AsyncPage[T]:
        copied = self.__copy__()
        copied.answer, copied.items = copy.deepcopy((self.answer, self.items), memo)
        return copied

    def __getstate__(self) -> Dict[str, Any]:
        # The client has credentials, which must not be pickled with a page.
        return {**vars(self), "_ask": None}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.answer!r})"


class AsyncPageIterator(Generic[T]):
    """Iterate over the items of a page and of the following pages.

    After a failed request, iteration can continue. A generator would end.
    """

    def __init__(self, page: AsyncPage[T]) -> None:
        self._page = page
        self._items = iter(list(page.items))

    def __aiter__(self) -> AsyncPageIterator[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            following = await self._page.next_page()
            if following is None:
                raise StopAsyncIteration
            self._page, self._items = following, iter(following._new_items())


def _key(item: Any) -> str:
    """Return a key that identifies an item: its ID, or the whole item as JSON if it has no ID."""
    identifier = getattr(item, "id", None) or getattr(item, "debate_id", None) or getattr(item, "task_id", None)
    if isinstance(identifier, (str, int)):
        return str(identifier)
    return json.dumps(item.to_dict() if hasattr(item, "to_dict") else item, sort_keys=True, default=str)


def _number(value: Any) -> Optional[int]:
    """Convert a value to a number. Some servers send numbers as text. Return None for other values."""
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
