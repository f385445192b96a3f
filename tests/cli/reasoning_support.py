"""Streams with reasoning, and the text that a terminal shows for them."""

from __future__ import annotations

from typing import Any, Dict, List

REASONING = ["\nFirst line.\nSecond ", "line: \x1b[31mred\x9b2J.\n\n", "After a gap", " it ends.\n\n"]
SHOWN = "First line.\nSecond line: \\x1b[31mred\\x9b2J.\n\nAfter a gap it ends.\n\n"
DIM = b"\x1b[2m"


def chunks(*deltas: Dict[str, str]) -> List[Dict[str, Any]]:
    made = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    ends = {"index": 0, "delta": {}, "finish_reason": "stop"}
    return [{"id": "c", "object": "chat.completion.chunk", "choices": [choice]} for choice in [*made, ends]]


def answer(name: str = "reasoning_content") -> List[Dict[str, Any]]:
    return chunks(*({name: text} for text in REASONING), {"content": "The **answer**.\n\n"}, {"content": "Its end."})
