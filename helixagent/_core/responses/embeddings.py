"""Check and sort the vectors of a response, and decode base64 vectors of little-endian 32-bit floats."""

from __future__ import annotations

import contextlib
import sys
from array import array
from binascii import a2b_base64
from functools import partial
from typing import Any, Callable, Dict, List, Mapping

from helixagent_client.models.embedding import Embedding
from helixagent_client.models.embedding_response import EmbeddingResponse

from ...exceptions import ValidationError

_INVALID = "An embedding is neither numbers nor base64 of 32-bit floats"


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


def checked_arrays(as_arrays: Any, encoding_format: Any) -> None:
    """Check the argument `as_arrays`.

    Raises:
        ValidationError: The argument is not a boolean, or `encoding_format` was also passed.
    """
    if not isinstance(as_arrays, bool):
        raise ValidationError(f"as_arrays must be True or False, not {type(as_arrays).__name__}.", param="as_arrays")
    if as_arrays and encoding_format is not None:
        raise ValidationError(
            "as_arrays chooses the encoding_format itself. Do not pass encoding_format.", param="as_arrays"
        )


def reader_of(
    text_input: Any, *, is_decoded: bool, as_arrays: bool
) -> Callable[[EmbeddingResponse], EmbeddingResponse]:
    """Return a function that sorts the vectors of a response in input order and decodes them.

    Args:
        text_input: The input that is sent. It is used only after the response has arrived, and is valid by then.
        is_decoded: Whether to convert base64 vectors to lists of floats.
        as_arrays: Whether to convert all vectors to arrays of 32-bit floats.
    """

    def read(response: EmbeddingResponse) -> EmbeddingResponse:
        _put_in_order(response, _number_of(text_input))
        _check_vectors(response)
        if as_arrays:
            return _with_vectors(response, lambda vector: vector, reads_numbers=True)
        return _with_vectors(response, array.tolist) if is_decoded else response

    return read


def ordered_body(body: Mapping[str, Any], text_input: Any) -> Dict[str, Any]:
    """Return the body of a response, with its vectors in input order.

    Args:
        body: The body that the server sent.
        text_input: The input that was sent.

    Raises:
        ValueError: The response does not have exactly one vector for each input.
    """
    response = EmbeddingResponse.from_dict(body)
    reader_of(text_input, is_decoded=False, as_arrays=False)(response)
    return response.to_dict()


def _number_of(text_input: Any) -> int:
    """Return the number of inputs. A string or a list of tokens is one input."""
    if isinstance(text_input, str) or (text_input and isinstance(text_input[0], int)):
        return 1
    return len(text_input)


def _put_in_order(response: EmbeddingResponse, count: int) -> None:
    """Sort the vectors by their index.

    Raises:
        ValueError: The response does not have exactly one vector for each input.
    """
    items: Any = response.data
    # Data of another type is not changed.
    if not isinstance(items, list):
        return
    if len(items) != count:
        raise ValueError(f"The response has {_counted(len(items), 'vector')} for {_counted(count, 'input')}")
    indexes = [item.index if isinstance(item, Embedding) else None for item in items]
    # Servers that omit all indexes send the vectors in input order.
    if indexes == [*range(count)] or not any(index is not None for index in indexes):
        return
    by_index: Dict[Any, Any] = {index: item for index, item in zip(indexes, items) if index.__class__ is int}
    missing = [index for index in range(count) if index not in by_index]
    if missing:
        repeated = len(by_index) < len([index for index in indexes if index.__class__ is int])
        why = "an index is repeated" if repeated else "an index is missing or out of range"
        raise ValueError(f"The response has no vector for input {missing[0]} of {count}: {why}")
    # The list is sorted in place, so that `to_dict` has the same order.
    response.data = [by_index[index] for index in range(count)]


def _check_vectors(response: EmbeddingResponse) -> None:
    """Raise a ValueError if an item has no vector."""
    items: Any = response.data
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if item is None or (isinstance(item, Embedding) and item.embedding in (None, [], "")):
            raise ValueError(f"The response has no vector for input {index} of {len(items)}: the vector is empty")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _with_vectors(
    response: EmbeddingResponse, form: Callable[[Any], Any], *, reads_numbers: bool = False
) -> EmbeddingResponse:
    is_detached = False
    for item in response.data if isinstance(response.data, list) else ():
        # An item of another type is not changed.
        if not isinstance(item, Embedding):
            continue
        if isinstance(item.embedding, str):
            item.embedding = form(vector_of(item.embedding))
        elif reads_numbers and isinstance(item.embedding, list):
            numbers: Any = _of_numbers(item.embedding)
            item.embedding = numbers
        else:
            continue
        # The text uses more memory than the vector, and is no longer needed.
        item.detach()
        if not is_detached:
            response.detach()
            is_detached = True
    return response


def vector_of(text: str) -> array[float]:
    """Decode the numbers of a base64 vector.

    Raises:
        ValueError: The text is not base64 of 32-bit floats.
    """
    try:
        vector = array("f", read_base64(text))
    except ValueError:
        raise ValueError(_INVALID) from None
    if sys.byteorder == "big":
        vector.byteswap()
    return vector


def _of_numbers(numbers: List[Any]) -> array[float]:
    try:
        return array("f", numbers)
    except TypeError:
        raise ValueError(_INVALID) from None
