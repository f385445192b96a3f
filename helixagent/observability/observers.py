"""Build a client's hooks from its options. Usage counts and logging are always included."""

from __future__ import annotations

from typing import Any, Callable, List, NamedTuple, Optional, Sequence

from .._core.hooks import Hook, Hooks, is_async_function
from ..exceptions import ValidationError
from .logging import LogHook, enable_from_environment
from .usage import UsageCounter


class HookSettings(NamedTuple):
    """The client options from which its hooks are built."""

    is_async: bool
    hooks: Optional[Sequence[Hook]]
    logger: Any
    log_bodies: bool
    tracer: Any
    meter: Any
    trace_content: bool
    enable_metrics: bool
    metrics_prefix: str
    metrics_registry: Any


class ClientHooks(Hooks):
    """A client's hooks. The client's methods use two of them directly: `usage` and `log`.

    Attributes:
        settings: The client options from which the hooks are built.
        usage: Counts API calls and tokens.
        log: Writes log entries.

    Raises:
        ValidationError: An option is invalid, or needs a library that is not installed.
    """

    def __init__(self, settings: HookSettings, timer: Callable[[], float]) -> None:
        enable_from_environment()
        self.settings = settings
        self.usage = UsageCounter()
        self.log = LogHook(settings.logger, bodies=settings.log_bodies)
        # The hooks that call async functions.
        self._awaited: List[Any] = []
        hooks: List[Hook] = []
        telemetry: Any = None
        if settings.tracer is not None or settings.meter is not None:
            from .otel import TelemetryHook

            telemetry = TelemetryHook(settings.tracer, settings.meter, content=settings.trace_content, timer=timer)
            hooks.append(telemetry)
        if settings.enable_metrics:
            from .prometheus import metrics_hook

            hooks.append(metrics_hook(settings.metrics_prefix, settings.metrics_registry))
        # Users' hooks run after the SDK's hooks, so that they see changes such as the trace header.
        for hook in _checked_hooks(settings):
            if is_async_function(hook):
                from .async_hooks import AsyncHook

                hook = AsyncHook(hook)
                self._awaited.append(hook)
            hooks.append(hook)
        super().__init__([*hooks, self.usage, self.log], telemetry=telemetry, timer=timer)

    async def settle(self) -> None:
        """Wait until async hooks have received all events."""
        self.report_abandoned()
        for hook in self._awaited:
            await hook.settle()

    def __reduce__(self) -> Any:
        # Copies and pickled hooks have the same settings, and counts at zero.
        return ClientHooks, (self.settings, self.timer)


def _checked_hooks(settings: HookSettings) -> Sequence[Hook]:
    hooks = () if settings.hooks is None else settings.hooks
    if not isinstance(hooks, (list, tuple)):
        raise ValidationError("hooks must be a list of functions.", param="hooks")
    for number, hook in enumerate(hooks):
        if not callable(hook):
            raise ValidationError(f"hooks[{number}] must be a function of one argument, the event.", param="hooks")
        if is_async_function(hook) and not settings.is_async:
            raise ValidationError(
                f"hooks[{number}] is an async function, which only AsyncHelixAgent can await. Pass a plain function.",
                param="hooks",
            )
    return hooks
