"""Decide whether an API call is adapted to a published server."""

from __future__ import annotations

import functools
from typing import Any, Callable, Generator, Mapping

from ...exceptions import APIStatusError
from ..hooks import CallObserver
from ..requests.call import Call
from ..requests.deadline import Deadline
from ..requests.options import Options
from ..steps import Response, Step
from .known import AUTO, NAME_HEADER, OFF, PUBLISHED, Compatibility


def adapted(
    layer: Compatibility,
    call: Call,
    options: Options,
    observer: CallObserver,
    deadline: Deadline,
    attempts: Callable[..., Any],
) -> Generator[Step, Any, Response]:
    """Carry out an API call. If the server is a published server, adapt the call to it.

    Args:
        layer: The client's option, including everything it has learned about the server.
        call: The call in the contract's format.
        options: The client's settings.
        observer: Calls the client's hooks.
        deadline: The deadline of the API call.
        attempts: Sends one request, with retries.
    """
    server, mode = layer.server, layer.mode
    if mode == PUBLISHED or (server.kind == PUBLISHED and mode == AUTO):
        # This import and the imports below are local, because clients of contract servers never need them.
        from .flow import Run

        return (yield from Run(layer, call, options, observer, deadline, attempts).as_known())
    if mode == AUTO and call.operation is not None and call.operation.answers:
        call = call._replace(is_expected=functools.partial(_is_expected, call))
    try:
        response: Response = yield from attempts(call, options, observer, deadline)
    except APIStatusError as refusal:
        if not server.learn_from(refusal.headers, refusal.status_code or 0) or mode == OFF:
            raise
        from .flow import Run

        return (yield from Run(layer, call, options, observer, deadline, attempts).after_refusal(refusal))
    if not server.learn_from(response.headers, response.status_code) or mode == OFF:
        return response
    from .flow import Run

    return (yield from Run(layer, call, options, observer, deadline, attempts).after(response))


def _is_expected(call: Call, status: int, headers: Mapping[str, str], content: bytes) -> bool:
    """Return whether an error response is expected. A published server's body has different members."""
    if call.is_expected(status, headers, content):
        return True
    return call.operation is not None and status in call.operation.answers and NAME_HEADER in headers
