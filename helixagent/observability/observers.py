"""What a client is watched by: the usage counts and the log always, the rest where its options ask for it."""

from __future__ import annotations

from typing import Any, Callable, List, Optional, Sequence

from .._core.hooks import Hook, Hooks, checked_hooks
from .logging import LogHook, checked_logger, enable_from_environment
from .usage import UsageCounter


class Observers(Hooks):
    """The hooks of a client, with the two that the client's own methods speak to.

    Attributes:
        usage: Counts calls and tokens.
        log: Writes log entries.
    """

    def __init__(
        self, usage: UsageCounter, log: LogHook, others: Sequence[Hook], *, timer: Callable[[], float]
    ) -> None:
        self.usage = usage
        self.log = log
        super().__init__([*others, usage, log], timer=timer)


def make_observers(
    *,
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
    if tracer is not None or meter is not None:
        from .otel import TelemetryHook

        others.append(TelemetryHook(tracer, meter, content=trace_content))
    if enable_metrics:
        from .prometheus import MetricsHook

        others.append(MetricsHook(metrics_prefix, metrics_registry))
    # Before the user's own hooks, so that these see e.g. the header with which a trace goes on.
    others += checked_hooks(hooks)
    return Observers(UsageCounter(), LogHook(checked_logger(logger), bodies=log_bodies), others, timer=timer)
