"""What a client is watched by: the usage counts and the log always, the rest where its options ask for it."""

from __future__ import annotations

from typing import Any, Callable, List, Optional, Sequence

from .._core.hooks import Hook, Hooks, checked_hooks, is_async_function
from .logging import LogHook, checked_logger, enable_from_environment
from .usage import UsageCounter


class Observers(Hooks):
    """The hooks of a client, with the two that the client's own methods speak to.

    Attributes:
        usage: Counts calls and tokens.
        log: Writes log entries.

    Args:
        usage: Counts calls and tokens.
        log: Writes log entries.
        others: All other hooks.
        awaited: Those of them that hand on to async functions.
        timer: Gives seconds that never go back.
    """

    def __init__(
        self,
        usage: UsageCounter,
        log: LogHook,
        others: Sequence[Hook],
        *,
        awaited: Sequence[Any],
        timer: Callable[[], float],
    ) -> None:
        self.usage = usage
        self.log = log
        self._awaited = awaited
        super().__init__([*others, usage, log], timer=timer)

    async def settle(self) -> None:
        """Wait for what the async hooks have not been told yet."""
        for hook in self._awaited:
            await hook.settle()


def make_observers(
    *,
    is_async: bool,
    timer: Callable[[], float],
    hooks: Optional[Sequence[Hook]],
    logger: Any,
    log_bodies: bool,
    tracer: Any,
    meter: Any,
    trace_content: bool,
    enable_metrics: bool,
    metrics_prefix: str,
    metrics_registry: Any,
) -> Observers:
    """Return what watches the calls of a client, from the client's options.

    Raises:
        ValidationError: An option is wrong, or needs a library that is not installed.
    """
    enable_from_environment()
    others: List[Hook] = []
    awaited: List[Any] = []
    if tracer is not None or meter is not None:
        from .otel import TelemetryHook

        others.append(TelemetryHook(tracer, meter, content=trace_content))
    if enable_metrics:
        from .prometheus import MetricsHook

        others.append(MetricsHook(metrics_prefix, metrics_registry))
    # Before the user's own hooks, so that these see e.g. the header with which a trace goes on.
    for hook in checked_hooks(hooks, is_async=is_async):
        if is_async_function(hook):
            from .async_hooks import AsyncHook

            hook = AsyncHook(hook)
            awaited.append(hook)
        others.append(hook)
    log = LogHook(checked_logger(logger), bodies=log_bodies)
    return Observers(UsageCounter(), log, others, awaited=awaited, timer=timer)
