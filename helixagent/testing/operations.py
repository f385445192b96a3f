"""The operations of the API by name: a method of the SDK, or an operationId of the spec."""

from __future__ import annotations

import difflib
import functools
import importlib
import re
from typing import Any, Iterable, List, Optional

from helixagent._core.methods import METHODS
from helixagent.testing.sandbox.exchange import ApiError
from helixagent.testing.sandbox.spec import Spec


@functools.lru_cache(maxsize=None)
def own_spec() -> Spec:
    """Return the spec of the installed client, read once."""
    return Spec()


def operation_named(name: str, spec: Optional[Spec] = None) -> str:
    """Return the `operationId` for a name.

    Args:
        name: An operationId, or a method of the SDK such as `chat.completions.create`.
        spec: The API; by default the installed client's.

    Raises:
        ValueError: The operation does not exist; the message suggests a similar name.
    """
    known = [operation.operation_id for operation in (spec or own_spec()).operations]
    found = METHODS.get(name, name)
    if found not in known:
        raise ValueError(
            f"There is no operation {name!r}{similar(name, [*METHODS, *known])}; "
            "use a method such as 'chat.completions.create', or an operationId of openapi.yaml."
        )
    return found


def similar(name: str, known: Iterable[str]) -> str:
    """Return what to add to a message about an unknown name: `; did you mean 'x'?`, or nothing."""
    close: List[str] = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def operation_of(method: str, path: str, spec: Optional[Spec] = None) -> Optional[str]:
    """Return the `operationId` of a request, or None if the API does not have the address.

    Args:
        method: The HTTP method.
        path: The path as it was sent. A query is ignored.
        spec: The API; by default the installed client's.
    """
    try:
        return (spec or own_spec()).match(method, path.partition("?")[0])[0].operation_id
    except ApiError:
        return None


@functools.lru_cache(maxsize=None)
def described(operation_id: str) -> Any:
    """Return the `OPERATION` of the generated client for an operation, or None if it is unknown there."""
    for operation in own_spec().operations:
        if operation.operation_id == operation_id:
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation_id).lower()
            tag = operation.definition["tags"][0]
            return importlib.import_module(f"helixagent_client.api.{tag}.{name}").OPERATION
    return None
