# Written by `make generate` from helixagent/_async/resources/models.py; do not edit.
"""The server's models."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent import _sync, types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.resources._base import Resource
from helixagent_client.api.models import get_model, list_models


class Models(Resource):
    """List the models of the server, and retrieve a model."""

    with_raw_response: RawSide[_sync.ModelsWithRawResponse]
    with_streaming_response: RawSide[_sync.ModelsWithStreamingResponse]

    # region openapi.yaml: listModels as models.list
    @checked_names
    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ModelList:
        """List the models.

        Lists all models that requests can use.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("models.list", list_models, locals())

    # endregion

    # region openapi.yaml: getModel as models.retrieve
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
    ) -> types.Model:
        """Retrieve a model.

        Retrieves a model. A slash in its ID is sent as `%2F`.

        Args:
            model: ID of the model, which may contain a slash.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The model does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("models.retrieve", get_model, locals())

    # endregion
