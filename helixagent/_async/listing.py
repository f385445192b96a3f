"""The return type of asynchronous list methods. It can be awaited or iterated over."""

from __future__ import annotations

import functools
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Optional,
    TypeVar,
    overload,
)

from helixagent._core.responses.raw_response import RawResponse

if TYPE_CHECKING:
    from typing_extensions import ParamSpec

    P = ParamSpec("P")

L = TypeVar("L", covariant=True)
R = TypeVar("R")
T = TypeVar("T")


class AsyncListing(Coroutine[Any, Any, L]):
    """A list that has not been requested yet. Await it, or iterate over it with `async for`.

    No request is sent until then, and each `await` or `async for` sends a new request. Like a coroutine, the object can
    be passed to `asyncio.create_task` and `asyncio.gather`.

    Example:
        async for task in client.tasks.list(status="failed"):
            print(task.id)

        page = await client.tasks.list(status="failed")
        print(page.total)
    """

    def __init__(self, request: Callable[[], Coroutine[Any, Any, L]]) -> None:
        self._request = request
        # The coroutine for the event loop. It is created on demand, because Python warns if a coroutine is never
        # awaited.
        self._started: Optional[Coroutine[Any, Any, L]] = None

    def __await__(self) -> Generator[Any, Any, L]:
        return self._request().__await__()

    @overload
    def __aiter__(self: AsyncListing[AsyncIterable[T]]) -> AsyncIterator[T]: ...

    @overload
    def __aiter__(self: AsyncListing[RawResponse[AsyncIterable[T]]]) -> AsyncIterator[T]: ...

    async def __aiter__(self) -> AsyncIterator[Any]:
        """Request the list and the following pages, and iterate over the items."""
        found: Any = await self
        async for item in found.parse() if isinstance(found, RawResponse) else found:
            yield item

    def send(self, value: Any) -> Any:
        """Resume the coroutine, for event loops."""
        return self._coroutine().send(value)

    def throw(self, *error: Any) -> Any:
        """Raise an exception inside the coroutine, for event loops."""
        return self._coroutine().throw(*error)

    def close(self) -> None:
        """Cancel the request, if it has started."""
        if self._started is not None:
            self._started.close()

    def _coroutine(self) -> Coroutine[Any, Any, L]:
        if self._started is None:
            self._started = self._request()
        return self._started


def listed(method: Callable[P, Awaitable[R]]) -> Callable[P, AsyncListing[R]]:
    """Decorate an asynchronous method so that it returns an `AsyncListing`."""

    @functools.wraps(method)
    def listing(*args: P.args, **kwargs: P.kwargs) -> AsyncListing[R]:
        request: Any = functools.partial(method, *args, **kwargs)
        return AsyncListing(request)

    return listing
