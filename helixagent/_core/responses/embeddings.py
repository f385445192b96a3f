"""Check and sort the vectors of a response, and decode base64 vectors of little-endian 32-bit floats."""

from __future__ import annotations

import contextlib
import sys
from array import array
from binascii import a2b_base64
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Union

from helixagent_client.models.embedding import Embedding
from helixagent_client.models.embedding_response import EmbeddingResponse

from ...exceptions import ValidationError


def _read_plain(text: str) -> bytes:
    # Before Python 3.11, the base64 module uses a regular expression, which accepts a lone "=".
    data = a2b_base64(text)
    # The decoder skips invalid characters, and everything after the end.
    if 4 * (len(data) + text.count("=", -2)) != 3 * len(text):
        raise ValueError("The text is not base64.")
    return data


# Decodes base64. Raises a ValueError if the text is not base64.
read_base64: Callable[[str], bytes] = _read_plain
with contextlib.suppress(ImportError):
    import pybase64

    read_base64 = partial(pybase64.b64decode, validate=True)


def embedding_arguments(arguments: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `embeddings.create`, which requests base64 by default.

    Raises:
        ValidationError: `as_arrays` is not a boolean, or `encoding_format` was also passed.
    """
    as_arrays, encoding_format = arguments["as_arrays"], arguments["encoding_format"]
    if not isinstance(as_arrays, bool):
        raise ValidationError(f"as_arrays must be True or False, not {type(as_arrays).__name__}.", param="as_arrays")
    if as_arrays and encoding_format is not None:
        raise ValidationError(
            "as_arrays chooses the encoding_format itself. Do not pass encoding_format.", param="as_arrays"
        )
    return {**arguments, "as_arrays": None, "encoding_format": encoding_format or "base64"}


def embedding_reader(arguments: Mapping[str, Any]) -> Callable[[EmbeddingResponse], EmbeddingResponse]:
    """Return a function that sorts the vectors of a response in input order and decodes them.

    Args:
        arguments: The arguments of `embeddings.create`. The input is valid when the response has arrived.
    """
    extra_body, as_arrays = arguments["extra_body"], arguments["as_arrays"]
    text_input = arguments["input"]
    if isinstance(extra_body, Mapping):
        text_input = extra_body.get("input", text_input)
    is_decoded = arguments["encoding_format"] is None

    def read(response: EmbeddingResponse) -> EmbeddingResponse:
        put_in_order(response, text_input)
        encoded = [item for item in response.data if as_arrays or (is_decoded and isinstance(item.embedding, str))]
        for item in encoded:
            vector: Any = vector_of(item.embedding)
            item.embedding = vector if as_arrays else vector.tolist()
            # The text uses more memory than the vector, and is no longer needed.
            item.detach()
        if encoded:
            response.detach()
        return response

    return read


def vector_of(vector: Union[str, List[float]]) -> array[float]:
    """Convert a vector to 32-bit floats.

    Args:
        vector: The numbers, or their base64 text.

    Raises:
        ValueError: The vector has another form.
    """
    try:
        if isinstance(vector, list):
            return array("f", vector)
        decoded = array("f", read_base64(vector))
    except (TypeError, ValueError):
        raise ValueError("An embedding is neither numbers nor base64 of 32-bit floats") from None
    if sys.byteorder == "big":
        decoded.byteswap()
    return decoded


def put_in_order(response: EmbeddingResponse, text_input: Any) -> None:
    """Sort the vectors by their index.

    Raises:
        ValueError: The response does not have exactly one vector for each input.
    """
    items: Any = response.data if isinstance(response.data, list) else []
    # A list of tokens is one input, like a string.
    is_one = isinstance(text_input, str) or (text_input and isinstance(text_input[0], int))
    count = 1 if is_one else len(text_input)
    if len(items) != count:
        raise ValueError(f"The response has {_counted(len(items), 'vector')} for {_counted(count, 'input')}")
    indexes = [item.index if isinstance(item, Embedding) else None for item in items]
    # Servers that omit all indexes send the vectors in input order.
    if any(index is not None for index in indexes):
        by_index = {index: item for index, item in zip(indexes, items) if index.__class__ is int}
        missing = next((index for index in range(count) if index not in by_index), None)
        if missing is not None:
            repeated = len(by_index) < sum(index.__class__ is int for index in indexes)
            why = "an index is repeated" if repeated else "an index is missing or out of range"
            raise ValueError(f"The response has no vector for input {missing} of {count}: {why}")
        # The response itself is sorted, so that `to_dict` has the same order.
        response.data = items = [by_index[index] for index in range(count)]
    for index, item in enumerate(items):
        if not getattr(item, "embedding", None):
            raise ValueError(f"The response has no vector for input {index} of {count}: the vector is empty")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# Type checkers see the types of embeddings that are not lists of floats. At run time, all responses use the classes
# `EmbeddingResponse` and `Embedding`.
if TYPE_CHECKING:

    class _ArrayEmbedding(Embedding):
        embedding: array[float]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]

    class _Base64Embedding(Embedding):
        embedding: str  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


class ArrayEmbeddingResponse(EmbeddingResponse):
    """The return type of `embeddings.create(as_arrays=True)`. Vectors are arrays of 32-bit floats."""

    __slots__ = ()

    if TYPE_CHECKING:
        data: List[_ArrayEmbedding]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


class Base64EmbeddingResponse(EmbeddingResponse):
    """The return type of `embeddings.create(encoding_format="base64")`. Vectors are little-endian 32-bit floats."""

    __slots__ = ()

    if TYPE_CHECKING:
        data: List[_Base64Embedding]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]
