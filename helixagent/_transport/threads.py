"""Start threads for functions that block."""

from __future__ import annotations

import contextvars
import threading
from concurrent.futures import Future
from typing import Any, Callable


def start_thread(
    function: Callable[[], Any], ended: Callable[[Future[Any]], None] = lambda future: None
) -> Future[Any]:
    """Call a function in a daemon thread with the caller's context variables, such as the current span.

    Unlike the threads of an executor, nothing waits for this thread, not even interpreter exit.

    Args:
        function: Function that blocks.
        ended: Function that the thread calls at its end.

    Returns:
        The result of the function.
    """
    future: Future[Any] = Future()
    future.add_done_callback(ended)
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_call, function, future), daemon=True).start()
    return future


def _call(function: Callable[[], Any], future: Future[Any]) -> None:
    try:
        future.set_result(function())
    except BaseException as error:
        future.set_exception(error)
    finally:
        # Without this, the frame and the exception's traceback would keep each other alive.
        del function, future
