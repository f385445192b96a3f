"""Build a client's hooks from its options. Usage counts and logging are always included."""

from __future__ import annotations

from typing import Any, Callable, List, Mapping, Optional, Sequence

from .._core.hooks import Hook, Hooks, checked_hooks, is_async_function
from .logging import LogHook, checked_logger, enable_from_environment
from .usage import UsageCounter


class ClientHooks(Hooks):
    """A client's hooks. The client's methods use two of them directly: `usage` and `log`.

    Attributes:
        usage: Counts API calls and tokens.
        log: Writes log entries.

    Args:
        usage: Counts API calls and tokens.
        log: Writes log entries.
        others: All other hooks.
        awaited: The hooks that call async functions. They are also in `others`.
        timer: Returns the monotonic time in seconds.
        settings: The client options from which the hooks are built.
    """

    def __init__(
        self,
        usage: UsageCounter,
        log: LogHook,
        others: Sequence[Hook],
        *,
        awaited: Sequence[Any],
        timer: Callable[[], float],
        settings: Mapping[str, Any],
    ) -> None:
        self.usage = usage
        self.log = log
        self._awaited = awaited
        self._settings = settings
        super().__init__([*others, usage, log], timer=timer)

    def warn(self, message: str) -> None:
        """Log a warning with the client's logger."""
        self.log.warn(message)

    async def settle(self) -> None:
        """Wait until async hooks have received all events."""
        self.report_abandoned()
        for hook in self._awaited:
            await hook.settle()

    @property
    def settings(self) -> Mapping[str, Any]:
        """The client options from which the hooks are built."""
        return self._settings

    def renewed(self) -> ClientHooks:
        """Return hooks with the same settings and with counts at zero."""
        return make_hooks(timer=self._timer, **self._settings)

    def __reduce__(self) -> Any:
        return _made_again, (self._timer, dict(self._settings))


def make_hooks(
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
) -> ClientHooks:
    """Build a client's hooks from its options.

    Raises:
        ValidationError: An option is invalid, or needs a library that is not installed.
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
    # Users' hooks run after the SDK's hooks, so that they see changes such as the trace header.
    for hook in checked_hooks(hooks, is_async=is_async):
        if is_async_function(hook):
            from .async_hooks import AsyncHook

            hook = AsyncHook(hook)
            awaited.append(hook)
        others.append(hook)
    settings = {
        "is_async": is_async,
        "hooks": hooks,
        "logger": logger,
        "log_bodies": log_bodies,
        "tracer": tracer,
        "meter": meter,
        "trace_content": trace_content,
        "enable_metrics": enable_metrics,
        "metrics_prefix": metrics_prefix,
        "metrics_registry": metrics_registry,
    }
    log = LogHook(checked_logger(logger), bodies=log_bodies)
    return ClientHooks(UsageCounter(), log, others, awaited=awaited, timer=timer, settings=settings)


def _made_again(timer: Callable[[], float], settings: Mapping[str, Any]) -> ClientHooks:
    return make_hooks(timer=timer, **settings)
