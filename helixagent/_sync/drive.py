# Written by `make generate` from helixagent/_async/drive.py; do not edit.
"""Perform the steps of `_core.exchange`."""

from __future__ import annotations

from typing import Any, Generator, List

from helixagent._core.requests.options import Runtime
from helixagent._core.steps import Read, Response, Send, Sleep, Step, Together
from helixagent._core.tracebacks import without_traceback
from helixagent._transport.callbacks import get_credential, pause, wait_parts
from helixagent._transport.together import together


def drive(flow: Generator[Step, Any, Response], transport: Any, runtime: Runtime) -> Response:
    """Run an API call."""
    # No variable may hold an exception, because this frame and its traceback would keep each other alive.
    caught: List[Exception] = []
    try:
        step = next(flow)
        while True:
            result = None
            try:
                result = _perform(step, transport, runtime)
            except Exception as error:
                caught.append(without_traceback(error))
            step = flow.throw(caught.pop()) if caught else flow.send(result)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]


def _perform(step: Step, transport: Any, runtime: Runtime) -> Any:
    if isinstance(step, Send):
        return transport.send(step.request)
    if isinstance(step, Read):
        return step.response.read()
    if isinstance(step, Sleep):
        for part in wait_parts(transport, runtime, step.seconds):
            pause(runtime, part)
        return None
    if isinstance(step, Together):
        return together(step, lambda flow: drive(flow, transport, runtime))
    return get_credential(step)
