"""Translate embeddings. The server needs one request per text."""

from __future__ import annotations

from typing import Any, List

from .translation import CompleteResult, ContractCall, Object, ServerRequest, Translation, number_of


def create_embeddings(call: ContractCall) -> Translation:
    """Send one request for each text, and return the vectors in the order of the input."""
    given = call.body.get("input")
    texts: List[Any] = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    if not all(isinstance(text, str) for text in texts):
        raise call.not_supported("tokens as input", "Pass strings.")
    # Members that the SDK does not know are sent unchanged.
    others = {name: value for name, value in call.body.items() if name not in _OWN}
    replies = yield [
        ServerRequest("POST", f"{call.path}/generate", {**others, "text": text, "model": call.body.get("model")})
        for text in texts
    ]
    vectors = [_vector(reply.data) for reply in replies]
    wanted = call.body.get("dimensions")
    if wanted is not None and any(isinstance(each, list) and len(each) != wanted for each in vectors):
        lengths = sorted({len(each) for each in vectors if isinstance(each, list)})
        raise call.not_supported(f"dimensions={wanted}", f"Its vectors have {lengths[0]} numbers.")
    translated: Object = {
        "object": "list",
        "model": next((reply.data["model"] for reply in replies if reply.data.get("model")), call.body.get("model")),
        "data": [{"object": "embedding", "index": index, "embedding": each} for index, each in enumerate(vectors)],
    }
    counts = [number_of(reply.data.get("tokens_used")) for reply in replies]
    if any(count is not None for count in counts):
        total = int(sum(count or 0 for count in counts))
        translated["usage"] = {"prompt_tokens": total, "total_tokens": total}
    return CompleteResult(translated)


_OWN = frozenset(["input", "encoding_format", "dimensions", "user", "model"])


def _vector(data: Object) -> Any:
    vector = data.get("embeddings", data.get("embedding"))
    # Some builds may send a list of one vector.
    return vector[0] if isinstance(vector, list) and len(vector) == 1 and isinstance(vector[0], list) else vector
