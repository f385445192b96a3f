"""Look up API operations by name, which is an SDK method or an operationId."""

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
def installed_spec() -> Spec:
    """Return the spec of the installed client. It is read only once."""
    return Spec()


def operation_named(name: str, spec: Optional[Spec] = None) -> str:
    """Return the `operationId` for a name.

    Args:
        name: An operationId, or a method of the SDK such as `chat.completions.create`.
        spec: The API. Defaults to the installed client's spec.

    Raises:
        ValueError: The operation does not exist. The message suggests a similar name.
    """
    known = [operation.operation_id for operation in (spec or installed_spec()).operations]
    found = METHODS.get(name, name)
    if found not in known:
        raise ValueError(
            f"There is no operation {name!r}{suggestion(name, [*METHODS, *known])}; "
            "use a method such as 'chat.completions.create', or an operationId of openapi.yaml."
        )
    return found


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a suggestion for an unknown name, such as ` (did you mean 'x'?)`, or an empty string."""
    close: List[str] = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def operation_of(method: str, path: str, spec: Optional[Spec] = None) -> Optional[str]:
    """Return the `operationId` of a request, or None if it is not part of the API.

    Args:
        method: The HTTP method.
        path: The path as it was sent. The query is ignored.
        spec: The API. Defaults to the installed client's spec.
    """
    try:
        return (spec or installed_spec()).match(method, path.partition("?")[0])[0].operation_id
    except ApiError:
        return None


@functools.lru_cache(maxsize=None)
def generated_operation(operation_id: str) -> Any:
    """Return the `OPERATION` of the generated client for an operation, or None if it has none."""
    for operation in installed_spec().operations:
        if operation.operation_id == operation_id:
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation_id).lower()
            tag = operation.definition["tags"][0]
            return importlib.import_module(f"helixagent_client.api.{tag}.{name}").OPERATION
    return None
