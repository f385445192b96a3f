"""Embeddings: unit vectors built from hashes of the words, so that texts with common words are close to each other."""

from __future__ import annotations

import base64
import functools
import hashlib
import math
import operator
import re
import struct
from typing import Any, Dict, List, Sequence, Tuple

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, invalid, json_reply

_DIMENSIONS = {"text-embedding-3-large": 3072}
_DEFAULT_DIMENSIONS = 1536
_MAX_DIMENSIONS = 65536


def create_embeddings(call: Call) -> Reply:
    """Handle createEmbeddings."""
    texts = _tokens(call.body["input"])
    size = call.option("dimensions", _DIMENSIONS.get(call.body["model"], _DEFAULT_DIMENSIONS))
    if size > _MAX_DIMENSIONS:
        raise invalid(f"dimensions must be at most {_MAX_DIMENSIONS}", "dimensions")
    as_base64 = call.option("encoding_format", "float") == "base64"
    count = sum(len(tokens) for tokens in texts)
    data = []
    for index, tokens in enumerate(texts):
        vector = _vector(tokens, size)
        data.append({"object": "embedding", "index": index, "embedding": _base64(vector) if as_base64 else vector})
    used = {"prompt_tokens": count, "total_tokens": count}
    return json_reply({"object": "list", "model": call.body["model"], "data": data, "usage": used})


def _tokens(inputs: Any) -> List[List[str]]:
    """Return the tokens of each input. The input is a string, strings, tokens, or lists of tokens."""
    if isinstance(inputs, str):
        return [_words(inputs)]
    if isinstance(inputs[0], int):
        return [[str(token) for token in inputs]]
    return [_words(text) if isinstance(text, str) else [str(token) for token in text] for text in inputs]


def _words(text: str) -> List[str]:
    return re.findall(r"\w+", text.lower()) or [text]


def _vector(tokens: Sequence[str], size: int) -> Tuple[float, ...]:
    total = [0] * size
    for token in tokens or ("",):
        total = list(map(operator.add, total, _direction(token, size)))
    length = math.sqrt(sum(value * value for value in total)) or 1.0
    return tuple(round(value / length, 8) for value in total)


@functools.lru_cache(maxsize=256)
def _direction(token: str, size: int) -> Tuple[int, ...]:
    noise = hashlib.shake_256(token.encode("utf-8")).digest(2 * size)
    return struct.unpack(f"<{size}h", noise)


def _base64(vector: Tuple[float, ...]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode("ascii")


HANDLERS: Dict[str, Handler] = {"createEmbeddings": create_embeddings}
