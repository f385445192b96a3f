"""Types for embeddings that are not lists of floats, for type checkers.

At run time, all responses use the classes `EmbeddingResponse` and `Embedding`.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, List

from helixagent_client.models.embedding import Embedding
from helixagent_client.models.embedding_response import EmbeddingResponse


class ArrayEmbedding(Embedding):
    """The vector of one text as an array of 32-bit floats."""

    __slots__ = ()

    if TYPE_CHECKING:
        embedding: array[float]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


class ArrayEmbeddingResponse(EmbeddingResponse):
    """The return type of `embeddings.create(as_arrays=True)`."""

    __slots__ = ()

    if TYPE_CHECKING:
        data: List[ArrayEmbedding]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


class Base64Embedding(Embedding):
    """The vector of one text as base64 of little-endian 32-bit floats."""

    __slots__ = ()

    if TYPE_CHECKING:
        embedding: str  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


class Base64EmbeddingResponse(EmbeddingResponse):
    """The return type of `embeddings.create(encoding_format="base64")`."""

    __slots__ = ()

    if TYPE_CHECKING:
        data: List[Base64Embedding]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]
