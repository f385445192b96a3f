# Written by `make generate` from helixagent/_async/resources/models.py; do not edit.
"""The models that the server offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional

from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._sync.resources._base import Resource
from helixagent_client.api.models import get_model, list_models
from helixagent_client.models.model import Model
from helixagent_client.models.model_list import ModelList

if TYPE_CHECKING:
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import ModelsWithRawResponse


class Models(Resource):
    """Models; `with_raw_response` has the same methods and gives status and headers too."""

    with_raw_response: RawSide[ModelsWithRawResponse]

    @checked_names
    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ModelList:
        """List the models.

        Args:
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of a body, for servers that want one.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            deadline: Seconds for all attempts and waits, or None; for this call only.

        Returns:
            The models in `data`.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: ModelList = self._run("models.list", list_models, locals())
        return result

    @checked_names
    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Model:
        """Look a model up.

        Args:
            model: The model's id, which may have slashes in it, e.g. `openrouter/grok-4`.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of a body, for servers that want one.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            deadline: Seconds for all attempts and waits, or None; for this call only.

        Returns:
            The model.

        Raises:
            NotFoundError: There is no such model.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Model = self._run("models.retrieve", get_model, locals())
        return result
