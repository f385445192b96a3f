"""Streams of published servers: recorded ones, and drawings generated from any texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence

from helixagent._core.published.drawing import DebateDrawing

Json = Dict[str, Any]
RECORDED = Path(__file__).parent / "data" / "published" / "debate-streams.jsonl"
HEAD: Json = {
    "id": "chatcmpl-1",
    "object": "chat.completion.chunk",
    "created": 1796010664,
    "model": "helixagent-debate",
}
DECISION = "---\n\n**Final Decision**\n\n"
CONDUCTING = "*Conducting multi-round AI debate for consensus...*\n\n"
AGREEMENT = "\n> Consensus reached (agreement: 81%, rounds: 2)\n\n"
RULE = "\x1b[2m\x1b[90m" + "═" * 79 + "\x1b[0m\n"
CONSENSUS = (
    "\n\x1b[97m\x1b[1m" + "═" * 79 + "\x1b[0m\n"
    "\x1b[93m\x1b[1m                              📜 CONSENSUS REACHED 📜                              \x1b[0m\n"
    "\x1b[97m\x1b[1m" + "═" * 79 + "\x1b[0m\n"
    "\x1b[2m  The AI Debate Ensemble has synthesized the following response:\x1b[0m\n"
    "\x1b[2m\x1b[90m" + "─" * 79 + "\x1b[0m\n\n"
)
FOOTER = (
    "\n\n" + "─" * 79 + "\n"
    "                     ✨ Powered by HelixAgent AI Debate Ensemble ✨\n"
    "                  Synthesized from 5 AI perspectives for optimal results\n" + "─" * 79 + "\n"
)
ACTIONS = "\n\n<--- EXECUTING 1 ACTION(S) --->\n"
TITLE = [
    "\n",
    "\x1b[96m\x1b[1m╔" + "═" * 78 + "╗\x1b[0m\n",
    "\x1b[96m\x1b[1m║                      🎭 HELIXAGENT AI DEBATE ENSEMBLE 🎭                      ║\x1b[0m\n",
    "\x1b[96m\x1b[1m╠" + "═" * 78 + "╣\x1b[0m\n",
    "\x1b[2m\x1b[37m║  Five AI minds deliberate to synthesize the optimal response.                ║\x1b[0m\n",
    "\x1b[96m\x1b[1m╚" + "═" * 78 + "╝\x1b[0m\n",
    "\n",
]
POSITIONS = [
    ("36", "A: Analyst"),
    ("32", "P: Proposer"),
    ("33", "C: Critic"),
    ("35", "S: Synthesis"),
    ("34", "M: Mediator"),
]


class Recorded(NamedTuple):
    """A recorded stream: its chunks, and the arrival time of each in milliseconds."""

    request: Json
    chunks: List[Json]
    times: List[int]
    pieces: List[str]


class Seen(NamedTuple):
    """The joined text of a stream, as a caller sees it."""

    reasoning: str
    content: str
    tool_calls: List[Json]
    finish_reason: Optional[str]
    chunks: List[Json]


def recorded(name: str) -> Recorded:
    """Return a recorded stream by its name."""
    for line in RECORDED.read_text(encoding="utf-8").splitlines():
        exchange = json.loads(line)
        if exchange["name"] == name:
            pieces = exchange["response"]["pieces"]
            assert pieces.pop()[1] == "data: [DONE]\n\n"
            chunks = [json.loads(text[len("data: ") :]) for _, text in pieces]
            return Recorded(exchange["request"], chunks, [time for time, _ in pieces], [text for _, text in pieces])
    raise LookupError(name)


def chunk(finish_reason: Optional[str] = None, **delta: Any) -> Json:
    """Return a chunk as a published server sends it."""
    return {**HEAD, "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}]}


def stream(texts: Iterable[str], finish_reason: Optional[str] = "stop") -> List[Json]:
    """Return the chunks of a stream with these texts."""
    end = [chunk(finish_reason)] if finish_reason else []
    return [chunk(role="assistant", content=""), *(chunk(content=text) for text in texts), *end]


def request_line(color: str, name: str) -> str:
    return f"\x1b[2m\x1b[{color}m[{name}]\x1b[0m \x1b[90m<---\x1b[0m Request sent to \x1b[1mzen\x1b[0m (m/1)\n"


def indicator(color: str, name: str) -> str:
    return f"\x1b[2m\x1b[{color}m[{name}]\x1b[0m \x1b[90m--->\x1b[0m \x1b[2m\x1b[90m(152 ms)\x1b[0m "


def january_before(prompt: str, texts: Sequence[str]) -> List[str]:
    """Return the texts of a January drawing before its response."""
    intro = [
        *TITLE,
        *(line + "\n" for line in f"\x1b[1m📋 TOPIC:\x1b[0m {prompt}\n".split("\n")),
        RULE,
        "\x1b[1m\x1b[37m                              DRAMATIS PERSONAE\x1b[0m\n",
        RULE,
        "\n",
        "  \x1b[36m\x1b[1mA  Analyst        \x1b[0m │ \x1b[1mm/1\x1b[0m (zen)\n",
        "\n",
        RULE,
        "\x1b[1m\x1b[37m                               THE DELIBERATION\x1b[0m\n",
        RULE,
        "\n",
        "\n",
    ]
    turns = []
    for (color, name), text in zip(POSITIONS, texts):
        turns += [request_line(color, name), indicator(color, name), f"\x1b[2m{text}\x1b[0m\n\n"]
    return [*intro, *turns, CONSENSUS]


def january(prompt: str, texts: Sequence[str], answer: str) -> List[str]:
    """Return the texts of a January drawing."""
    return [*january_before(prompt, texts), f"\x1b[97m{answer}\x1b[0m\n", FOOTER]


APRIL_START = [
    "## AI Debate Ensemble\n",
    "\n",
    "| Role | Model | Provider |\n",
    "|------|-------|----------|\n",
    "| Architect | m/1 | zen |\n",
    "\n",
    "\n---\n\n",
    CONDUCTING,
]


def april_before(texts: Sequence[str], summary: Optional[str] = None, agreement: bool = True) -> List[str]:
    """Return the texts of an April drawing before its response. Every second text starts a round."""
    parts = list(APRIL_START)
    for index, text in enumerate(texts):
        if index and index % 2 == 0:
            parts.append(f"\n**--- Round {index // 2 + 1} ---**\n\n")
        parts += ["**Architect** (zen)\n", text + "\n\n"]
    if agreement:
        parts.append(AGREEMENT)
        if summary is not None:
            parts.append(summary + "\n\n")
    return [*parts, DECISION]


def april(texts: Sequence[str], answer: str, summary: Optional[str] = None, agreement: bool = True) -> List[str]:
    """Return the texts of an April drawing."""
    return [*april_before(texts, summary, agreement), answer, "\n"]


def separated(chunks: Iterable[Json]) -> Seen:
    """Return a complete stream as a caller sees it."""
    drawing = DebateDrawing()
    seen = [each for received in chunks for each in drawing.feed(received)] + drawing.end()
    return joined(seen)


def joined(chunks: List[Json]) -> Seen:
    """Join the content of chunks."""
    choices = [each["choices"][0] for each in chunks]
    deltas = [choice["delta"] for choice in choices]
    return Seen(
        "".join(delta.get("reasoning_content") or "" for delta in deltas),
        "".join(delta.get("content") or "" for delta in deltas),
        [call for delta in deltas for call in delta.get("tool_calls") or []],
        next((choice["finish_reason"] for choice in choices if choice["finish_reason"]), None),
        chunks,
    )
