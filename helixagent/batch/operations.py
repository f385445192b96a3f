"""The operations that a batch can call, and their paths in the OpenAPI document."""

from __future__ import annotations

import difflib
from typing import Any, Dict, NamedTuple

from helixagent_client.api.chat import create_chat_completion
from helixagent_client.api.completions import create_completion
from helixagent_client.api.embeddings import create_embeddings
from helixagent_client.api.ensemble import create_ensemble_completion
from helixagent_client.api.vision import analyze_image, extract_text

from ..exceptions import ValidationError


class BatchOperation(NamedTuple):
    """An API operation that a batch can call.

    Attributes:
        method: The SDK method for a single request. Logs and metrics use its name.
        module: The generated module.
        has_default_model: Whether the method has a default model.
    """

    method: str
    module: Any
    has_default_model: bool = False

    @property
    def operation_id(self) -> str:
        """The operationId in the OpenAPI document."""
        return str(self.module.OPERATION.operation_id)

    @property
    def url(self) -> str:
        """The `url` of a line."""
        return str(self.module.OPERATION.path)


# Operations that generate a result. Operations that create objects (tasks, debates, accounts) are excluded.
_ALL = (
    BatchOperation("chat.completions.create", create_chat_completion, has_default_model=True),
    BatchOperation("completions.create", create_completion, has_default_model=True),
    BatchOperation("ensemble.completions.create", create_ensemble_completion, has_default_model=True),
    BatchOperation("embeddings.create", create_embeddings),
    BatchOperation("vision.analyze", analyze_image),
    BatchOperation("vision.ocr", extract_text),
)
CHAT = _ALL[0]
BY_ID: Dict[str, BatchOperation] = {operation.operation_id: operation for operation in _ALL}
_BY_URL: Dict[str, BatchOperation] = {operation.url: operation for operation in _ALL}


def operation_at(url: Any, argument: str = "url") -> BatchOperation:
    """Return the operation at a path.

    Raises:
        ValidationError: There is no such operation, or a batch cannot call it.
    """
    if not isinstance(url, str):
        raise ValidationError(f"{argument} must be a string such as {CHAT.url!r}.", param=argument)
    found = _BY_URL.get(url)
    if found is None:
        close = difflib.get_close_matches(url, _BY_URL, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"a batch can use {', '.join(_BY_URL)}."
        raise ValidationError(f"{argument} {url[:100]!r} is not known; {hint}", param=argument)
    return found
