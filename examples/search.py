"""Search by meaning: find the text that is closest to a question, without NumPy."""

from __future__ import annotations

import math
from typing import List, Sequence

from helixagent import HelixAgent

TEXTS = ["How to log in with a token", "How to cook rice", "Keys, passwords and tokens", "A history of trains"]


def similarity(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the cosine of the angle between two vectors."""
    return sum(x * y for x, y in zip(a, b)) / (math.hypot(*a) * math.hypot(*b))


with HelixAgent() as client:

    def embed(texts: List[str]) -> List[List[float]]:
        answer = client.embeddings.create(model="text-embedding-3-small", input=texts)
        return [item.embedding for item in answer.data]

    (question,) = embed(["How does authentication work?"])
    ranked = sorted(zip(TEXTS, embed(TEXTS)), key=lambda pair: similarity(question, pair[1]), reverse=True)
    for text, vector in ranked:
        print(f"{similarity(question, vector):+.3f}  {text}")
