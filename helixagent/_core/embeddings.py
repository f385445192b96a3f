"""Vectors from the base64 form in which they travel: little-endian float32, a quarter of their size as JSON numbers."""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode
from typing import List

from helixagent_client.models.embedding import Embedding
from helixagent_client.models.embedding_response import EmbeddingResponse


def decoded(response: EmbeddingResponse) -> EmbeddingResponse:
    """Return the response with its vectors as lists of floats; what came as numbers stays.

    Raises:
        ValueError: A vector is neither numbers nor base64 of float32.
    """
    for item in response.data if isinstance(response.data, list) else ():
        # What is of another shape stays as it came.
        if isinstance(item, Embedding) and isinstance(item.embedding, str):
            item.embedding = decode_vector(item.embedding)
            # The text is larger than the vector, and nobody needs it any more.
            item.detach()
            response.detach()
    return response


def decode_vector(text: str) -> List[float]:
    """Return the numbers of a vector in base64.

    Raises:
        ValueError: It is no base64 of float32.
    """
    try:
        vector = array("f", b64decode(text, validate=True))
    except ValueError:
        raise ValueError("An embedding is neither numbers nor base64 of 32-bit floats") from None
    if sys.byteorder == "big":
        vector.byteswap()
    return vector.tolist()
