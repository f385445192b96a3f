"""A page of a list that goes on at the server, which iterates over all that follows."""

from __future__ import annotations

import copy
from typing import Any, Awaitable, Callable, Dict, Generic, List, Optional, TypeVar

from helixagent.exceptions import HelixAgentError

T = TypeVar("T")


class AsyncPage(Generic[T]):
    """A page; iterating over it gives its items, then those of the pages that follow, each asked for when it is needed.

    What the server said of the page itself, e.g. `total`, is readable as attributes.

    Attributes:
        items: The items of this page.
        answer: The server's answer as it is.

    Example:
        async for task in client.tasks.list(status="failed"):
            print(task.id)
    """

    def __init__(self, answer: Any, member: str, offset: int, ask: Callable[[int], Awaitable[AsyncPage[T]]]) -> None:
        self.answer = answer
        given = getattr(answer, member, None)
        self.items: List[T] = list(given) if isinstance(given, list) else []
        self._offset = offset
        self._ask: Optional[Callable[[int], Awaitable[AsyncPage[T]]]] = ask

    def has_next(self) -> bool:
        """Tell whether more may follow, by the server's `total` where it gives one."""
        if not self.items:
            return False
        end = self._offset + len(self.items)
        total = self.answer.total
        if isinstance(total, int):
            return end < total
        limit = self.answer.limit
        return not isinstance(limit, int) or len(self.items) >= limit

    async def next_page(self) -> Optional[AsyncPage[T]]:
        """Ask for the page that follows; None where this is the last one.

        Raises:
            HelixAgentError: As in the method that gave this page; and where it was pickled, which parts it from its
                client.
        """
        if not self.has_next():
            return None
        if self._ask is None:
            raise HelixAgentError("This page was pickled, so it has no client to ask for the next one: list again.")
        return await self._ask(self._offset + len(self.items))

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
        made = type(self).__new__(type(self))
        vars(made).update(vars(self))
        return made

    def __deepcopy__(self, memo: Dict[int, Any]) -> AsyncPage[T]:
        made = self.__copy__()
        made.answer, made.items = copy.deepcopy((self.answer, self.items), memo)
        return made

    def __getstate__(self) -> Dict[str, Any]:
        # Without the client, whose secrets are nobody's business that gets a list of tasks.
        return {**vars(self), "_ask": None}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.answer!r})"


class AsyncPageIterator(Generic[T]):
    """Goes over the items of a page and of those after it."""

    def __init__(self, page: AsyncPage[T]) -> None:
        self._page = page
        self._place = 0

    def __aiter__(self) -> AsyncPageIterator[T]:
        return self

    async def __anext__(self) -> T:
        while self._place >= len(self._page.items):
            following = await self._page.next_page()
            # A server that takes no notice of the offset gives the same page for ever.
            if following is None or following.items == self._page.items:
                raise StopAsyncIteration
            self._page, self._place = following, 0
        self._place += 1
        return self._page.items[self._place - 1]
