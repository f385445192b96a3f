"""Vectors from the base64 form in which they travel: little-endian float32, a quarter of their size as JSON numbers."""

from __future__ import annotations

import sys
from array import array
from binascii import a2b_base64
from functools import partial
from typing import Any, Callable, List

from helixagent_client.models.embedding import Embedding
from helixagent_client.models.embedding_response import EmbeddingResponse

from ..exceptions import ValidationError

_WRONG = "An embedding is neither numbers nor base64 of 32-bit floats"


def _read_plain(text: str) -> bytes:
    # Not by the module base64, which copies the text and, before Python 3.11, goes through it by a regular expression.
    data = a2b_base64(text)
    # Characters that are none of base64 are passed over, and so is what comes after the end.
    if 4 * (len(data) + text.count("=", -2)) != 3 * len(text):
        raise ValueError("there is something else between")
    return data


try:
    import pybase64
except ImportError:
    _fastest: Callable[[str], bytes] = _read_plain
else:
    _fastest = partial(pybase64.b64decode, validate=True)

# What a text in base64 says; ValueError where it is none.
read_base64 = _fastest


def checked_arrays(as_arrays: Any, encoding_format: Any) -> None:
    """Refuse `as_arrays` that is no bool, or that comes with a wish for another form.

    Raises:
        ValidationError: It is so.
    """
    if not isinstance(as_arrays, bool):
        raise ValidationError(f"as_arrays must be True or False, not {type(as_arrays).__name__}.", param="as_arrays")
    if as_arrays and encoding_format is not None:
        raise ValidationError("as_arrays chooses the encoding_format itself; leave that out.", param="as_arrays")


def decoded(response: EmbeddingResponse) -> EmbeddingResponse:
    """Return the response with its vectors as lists of floats; what came as numbers stays.

    Raises:
        ValueError: A vector is neither numbers nor base64 of float32.
    """
    return _with_vectors(response, array.tolist)


def decoded_as_arrays(response: EmbeddingResponse) -> EmbeddingResponse:
    """Return the response with its vectors as arrays of float32, also those that came as numbers.

    Raises:
        ValueError: A vector is neither numbers nor base64 of float32.
    """
    return _with_vectors(response, lambda vector: vector, reads_numbers=True)


def _with_vectors(
    response: EmbeddingResponse, form: Callable[[Any], Any], *, reads_numbers: bool = False
) -> EmbeddingResponse:
    is_detached = False
    for item in response.data if isinstance(response.data, list) else ():
        # What is of another shape stays as it came.
        if not isinstance(item, Embedding):
            continue
        if isinstance(item.embedding, str):
            item.embedding = form(vector_of(item.embedding))
        elif reads_numbers and isinstance(item.embedding, list):
            numbers: Any = _of_numbers(item.embedding)
            item.embedding = numbers
        else:
            continue
        # The text is larger than the vector, and nobody needs it any more.
        item.detach()
        if not is_detached:
            response.detach()
            is_detached = True
    return response


def vector_of(text: str) -> array[float]:
    """Return the numbers of a vector in base64.

    Raises:
        ValueError: It is no base64 of float32.
    """
    try:
        vector = array("f", read_base64(text))
    except ValueError:
        raise ValueError(_WRONG) from None
    if sys.byteorder == "big":
        vector.byteswap()
    return vector


def _of_numbers(numbers: List[Any]) -> array[float]:
    try:
        return array("f", numbers)
    except TypeError:
        raise ValueError(_WRONG) from None
