"""Embeddings: texts as vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence, Union, overload

from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.embeddings import checked_arrays, reader_of
from helixagent_client.api.embeddings import create_embeddings
from helixagent_client.models.embedding_response import EmbeddingResponse

if TYPE_CHECKING:
    from typing import Literal

    from typing_extensions import Unpack

    from helixagent._async.resources._raw_types import AsyncEmbeddingsWithRawResponse
    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.embedding_types import ArrayEmbeddingResponse, Base64EmbeddingResponse
    from helixagent._core.responses.raw_response import RawSide
    from helixagent_client.params import EncodingFormatParam


class AsyncEmbeddings(AsyncResource):
    """Embeddings; `with_raw_response` has the same methods and gives status and headers too."""

    with_raw_response: RawSide[AsyncEmbeddingsWithRawResponse]

    @overload
    async def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[Literal["float"]] = None,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        as_arrays: Literal[False] = False,
        **options: Unpack[CallOptions],
    ) -> EmbeddingResponse: ...

    @overload
    async def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: None = None,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        as_arrays: Literal[True],
        **options: Unpack[CallOptions],
    ) -> ArrayEmbeddingResponse: ...

    @overload
    async def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Literal["base64"],
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        as_arrays: Literal[False] = False,
        **options: Unpack[CallOptions],
    ) -> Base64EmbeddingResponse: ...

    @overload
    async def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[EncodingFormatParam] = None,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        as_arrays: bool = False,
        **options: Unpack[CallOptions],
    ) -> Union[EmbeddingResponse, ArrayEmbeddingResponse, Base64EmbeddingResponse]: ...

    @checked_names
    async def create(
        self,
        *,
        model: str,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]],
        encoding_format: Optional[EncodingFormatParam] = None,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        as_arrays: bool = False,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> EmbeddingResponse:
        """Turn texts into vectors.

        Args:
            model: The model that embeds.
            input: One text or several, as strings or as lists of token numbers.
            encoding_format: `"float"` or `"base64"` to get what the server sends for it as it is. Left out, the
                vectors travel as base64, a quarter of the size, and come out as lists of floats.
            dimensions: The length of the vectors, where the model can choose.
            user: Your own id of the end user.
            as_arrays: Whether the vectors come out as `array.array` of 32-bit floats, which take an eighth of the
                memory of a list, and which NumPy takes without copying (`numpy.asarray`).
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            deadline: Seconds for all attempts and waits, or None; for this call only.

        Returns:
            The vectors in `data[i].embedding`, in the order of the input.

        Raises:
            InvalidResponseError: There is not exactly one vector for each input.
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments = {**locals(), "encoding_format": encoding_format or "base64"}
        checked_arrays(arguments.pop("as_arrays"), encoding_format)
        sent = extra_body.get("input", input) if isinstance(extra_body, Mapping) else input
        then = reader_of(sent, is_decoded=encoding_format is None, as_arrays=as_arrays)
        result: EmbeddingResponse = await self._run("embeddings.create", create_embeddings, arguments, then)
        return result
