# Written by `make generate` from helixagent/_async/resources/embeddings.py; do not edit.
"""Embeddings of texts."""

from __future__ import annotations

from typing import Any, Literal, Mapping, Optional, Sequence, Union, overload

from helixagent import _sync, types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.embeddings import embedding_arguments, embedding_reader
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.resources._base import Resource
from helixagent_client.api.embeddings import create_embeddings


class Embeddings(Resource):
    """Turn texts into vectors."""

    with_raw_response: RawSide[_sync.EmbeddingsWithRawResponse]
    with_streaming_response: RawSide[_sync.EmbeddingsWithStreamingResponse]

    # region openapi.yaml: createEmbeddings as embeddings.create
    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[Literal["float"]] = None,
        as_arrays: Literal[False] = False,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.EmbeddingResponse: ...

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: None = None,
        as_arrays: Literal[True],
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ArrayEmbeddingResponse: ...

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Literal["base64"],
        as_arrays: Literal[False] = False,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Base64EmbeddingResponse: ...

    @overload
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[types.EncodingFormatParam] = None,
        as_arrays: bool = False,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.EmbeddingResponse, types.ArrayEmbeddingResponse, types.Base64EmbeddingResponse]: ...

    @checked_names
    def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        as_arrays: bool = False,
        encoding_format: Optional[types.EncodingFormatParam] = None,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.EmbeddingResponse:
        """Create embeddings of one or more texts.

        Args:
            model: ID of the embedding model.
            input: One or more texts, as strings or as token IDs.
            as_arrays: Whether to return vectors as `array.array` of 32-bit floats. They take an eighth of the memory of
                a list, and NumPy reads them without copying (`numpy.asarray`).
            encoding_format: `"float"` or `"base64"` to get the vectors exactly as the server sends them. By default,
                the SDK requests base64, which is a quarter of the size, and returns lists of floats.
            dimensions: Length of the vectors, if the model supports several.
            user: Your ID for the end user.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The vectors in `data[i].embedding`, in the order of the input.

        Raises:
            InvalidResponseError: The response does not have exactly one vector for each input.
        """
        return self._run(
            "embeddings.create", create_embeddings, embedding_arguments(locals()), embedding_reader(locals())
        )

    # endregion
