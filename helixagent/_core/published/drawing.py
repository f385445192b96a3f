"""Separate the drawn debate from the final text in a chat stream of a published server.

Before the final text, a published server streams the whole debate as a drawing for terminals. `DebateDrawing` accepts
the chunks of one stream and returns the chunks that the caller should see. The drawing becomes
`delta.reasoning_content` without escape sequences, and `delta.content` contains only the final text.

Each section of the drawing is a separate chunk. The code identifies sections by their position in the stream and by
matching whole chunks. It never searches for words in text, because a prompt, a participant or the final text may quote
any part of the drawing. Chunks with such text have fixed positions: a participant's text follows the chunk that names
the participant, and the final text follows a heading. Only the prompt in the January drawing has a variable length. The
server splits it into one chunk per line, so it cannot imitate the chunks that end that part of the drawing.

The January drawing, with one section per line:

    "\\n", border, title, …                       the title, the prompt and the cast, one chunk per line
    request, response indicator, text            three chunks for each of five positions
    CONSENSUS REACHED                            the heading
    ESC[97m final text ESC[0m\\n                  missing if the server could not write it
    footer, or EXECUTING n ACTION(S)             followed by the tool calls

The April drawing:

    ## AI Debate Ensemble\\n, …                   a table, one chunk per line
    \\n---\\n\\n, *Conducting …*\\n\\n                followed by a long silence
    *(direct response via …)*\\n\\n                only if the debate failed; the final text follows
    **name** (provider)\\n, text                  two chunks for each response, with headings between the rounds
    \\n> … agreement …\\n\\n, summary               both are optional
    ---\\n\\n**Final Decision**\\n\\n, final text, \\n  the newline is not part of the final text
"""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, NamedTuple, Optional

Chunk = Dict[str, Any]

# Escape sequences: control sequences (colors), operating system commands and other strings, and short sequences.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\"
    r"|\x1b[ -/]*[0-~]"
    r"|[\x1b\x9b]"
)

# Chunks of the January drawing.
_BORDER = re.compile(r"\x1b\[96m\x1b\[1m╔═+╗\x1b\[0m\n")
_TITLE = re.compile(r"\x1b\[96m\x1b\[1m║[^\n]*HELIXAGENT AI DEBATE ENSEMBLE[^\n]*║\x1b\[0m\n")
_REQUEST = re.compile(r"(\x1b\[2m(?:\x1b\[\d+m)*\[[^\n\]]*\]\x1b\[0m )\x1b\[90m<---\x1b\[0m [^\n]*\n")
_CONSENSUS = re.compile(
    r"\n\x1b\[97m\x1b\[1m═+\x1b\[0m\n"
    r"[^\n]*CONSENSUS REACHED[^\n]*\n"
    r"\x1b\[97m\x1b\[1m═+\x1b\[0m\n"
    r"[^\n]*\n"
    r"\x1b\[2m\x1b\[90m─+\x1b\[0m\n\n"
)
_BEFORE_ANSWER, _AFTER_ANSWER = "\x1b[97m", "\x1b[0m\n"
_FOOTER = re.compile(r"\n\n─+\n[^\n]*Powered by HelixAgent AI Debate Ensemble[^\n]*\n(?:[^\n]*\n)?─+\n")
_ACTIONS = re.compile(r"\n\n<--- EXECUTING \d+ ACTION\(S\) --->\n")

# Chunks of the April drawing.
_TABLE_START = "## AI Debate Ensemble\n"
_LINE = re.compile(r"[^\n]*\n")
_TABLE_END = "\n---\n\n"
_CONDUCTING = "*Conducting multi-round AI debate for consensus...*\n\n"
_DIRECT = re.compile(r"\*\(direct response via [^\n]*\)\*\n\n")
_SPEAKER = re.compile(r"\*\*[^\n]*\*\* \([^\n]*\)\n")
_AGREEMENT = re.compile(r"\n> (?:Consensus reached|Best agreement:) [^\n]*\n\n")
_DECISION = "---\n\n**Final Decision**\n\n"


class _Section(NamedTuple):
    """The section that a chunk belongs to. `text` is the part that the caller sees."""

    kind: str
    text: str = ""


_HOLD = _Section("hold")  # the section is not known yet
_PLAIN = _Section("plain")  # the stream has no drawing, so this chunk and the held chunks pass unchanged
_DROP = _Section("drop")


def without_escapes(text: str) -> str:
    """Return a text without its escape sequences."""
    return _ESCAPES.sub("", text) if "\x1b" in text or "\x9b" in text else text


class DebateDrawing:
    """Separates the drawing from the final text in one stream.

    Chunks are JSON objects, and this class never modifies them. It either returns the same object or replaces it with a
    new object. It holds a chunk back only while its section is unknown. The server sends the chunks that decide the
    section at the same moment.

    Attributes:
        passing: Whether all further chunks pass unchanged, so that `feed` is no longer needed.

    Example:
        >>> drawing = DebateDrawing()
        >>> drawing.feed({"choices": [{"index": 0, "delta": {"content": "Hello"}}]})
        [{'choices': [{'index': 0, 'delta': {'content': 'Hello'}}]}]
        >>> drawing.passing
        True
    """

    def __init__(self) -> None:
        self.passing = False
        self._read: Callable[[str], _Section] = self._start
        self._held: List[Chunk] = []
        self._reasoning: List[str] = []  # the plain text of the drawing before the final text
        self._drawn = False
        self._answered = False
        self._last: Optional[Chunk] = None
        self._speaker = ""  # the prefix of the chunks of the current position
        self._spoken = False

    def feed(self, chunk: Chunk) -> List[Chunk]:
        """Process the next chunk.

        Args:
            chunk: The chunk as the server sent it.

        Returns:
            The chunks that the caller should see now, in order.
        """
        choice = _only_choice(chunk)
        if self.passing or choice is None:
            return [chunk]
        delta = choice["delta"]
        ends = bool(choice.get("finish_reason"))
        content = delta.get("content")
        seen: List[Chunk] = []
        if isinstance(content, str) and content:
            self._last = chunk
            section = self._read(content)
            if section.kind == "plain":
                self.passing = True
                return [*self._taken(), chunk]
            if section.kind == "hold":
                self._held.append(chunk)
            else:
                seen += self._taken(section.kind)
                seen += self._shown(chunk, section)
            self.passing = self._answered and self._read == self._rest
            if not ends and not delta.get("tool_calls"):
                return seen
            # The members that end the stream were handled separately, and follow the text.
            chunk = _with_delta(chunk, {name: value for name, value in delta.items() if name in ("role", "tool_calls")})
        if delta.get("tool_calls"):
            seen += self._settled()
            self._answered = True
        if ends:
            self._last = self._last or chunk
            seen += self.end()
        return [*seen, chunk]

    def end(self, *, cut: bool = False) -> List[Chunk]:
        """Process the end of the stream.

        Args:
            cut: Whether the stream ended without its end mark, so that an error follows.

        Returns:
            The chunks that were held back. If a complete stream had a drawing but no final text, the content of the
            last chunk is the plain text of the drawing.
        """
        seen = self._settled()
        if self._drawn and not self._answered and not cut:
            assert self._last is not None
            self._answered = True
            seen.append(_with_delta(self._last, {"content": "".join(self._reasoning)}, finish_reason=None))
        return seen

    def _shown(self, chunk: Chunk, section: _Section) -> List[Chunk]:
        """Return the chunk that the caller sees, if any."""
        delta = chunk["choices"][0]["delta"]
        others = {name: value for name, value in delta.items() if name not in ("content", "tool_calls")}
        if section.kind == "reasoning":
            self._drawn = True
            text = without_escapes(section.text)
            self._reasoning.append(text)
            return [_with_delta(chunk, {**others, "reasoning_content": text}, finish_reason=None)]
        if section.kind == "answer":
            self._answered = True
            self._reasoning.clear()
            return [_with_delta(chunk, {**others, "content": section.text}, finish_reason=None)]
        return []

    def _taken(self, kind: str = "plain") -> List[Chunk]:
        """Return the chunks that were held back, now that the section of the next chunk is known."""
        held, self._held = self._held, []
        if kind == "plain":
            return held
        return [shown for chunk in held for shown in self._shown(chunk, _Section("reasoning", _content(chunk)))]

    def _settled(self) -> List[Chunk]:
        """Return the chunks that were held back if no further chunk decides their sections."""
        held = self._held
        if not held:
            return []
        texts = [_content(chunk) for chunk in held]
        if texts[0] == _TABLE_START:
            return self._taken("reasoning")
        if self._read != self._april_tail:
            self.passing = True
            return self._taken()
        self._held = []
        seen: List[Chunk] = []
        for chunk, section in zip(held, _tail_sections(texts)):
            seen += self._shown(chunk, section)
        return seen

    # Each of the following methods reads the text of one section and selects the method for the next section.

    def _start(self, text: str) -> _Section:
        if text == "\n":
            self._read = self._january_border
            return _HOLD
        if text == _TABLE_START:
            self._read = self._april_table
            return _HOLD
        return _PLAIN

    def _january_border(self, text: str) -> _Section:
        self._read = self._january_title
        return _HOLD if _BORDER.fullmatch(text) else _PLAIN

    def _january_title(self, text: str) -> _Section:
        self._read = self._january_turn
        return _Section("reasoning", text) if _TITLE.fullmatch(text) else _PLAIN

    def _january_turn(self, text: str) -> _Section:
        request = _REQUEST.fullmatch(text)
        if request is not None:
            self._speaker = request[1]
            self._read = self._january_indicator
        elif self._spoken and _CONSENSUS.fullmatch(text):
            self._read = self._january_answer
        return _Section("reasoning", text)

    def _january_indicator(self, text: str) -> _Section:
        # A line of the prompt can look like a request, but every line of the prompt ends with a newline.
        if not text.startswith(self._speaker) or text.endswith("\n"):
            self._read = self._january_turn
            return self._january_turn(text)
        self._read = self._january_text
        return _Section("reasoning", text)

    def _january_text(self, text: str) -> _Section:
        self._spoken = True
        self._read = self._january_turn
        return _Section("reasoning", text)

    def _january_answer(self, text: str) -> _Section:
        self._read = self._january_end
        if text.startswith(_BEFORE_ANSWER) and text.endswith(_AFTER_ANSWER):
            return _Section("answer", text[len(_BEFORE_ANSWER) : -len(_AFTER_ANSWER)])
        return self._january_end(text)

    def _january_end(self, text: str) -> _Section:
        self._read = self._rest
        return _DROP if _FOOTER.fullmatch(text) or _ACTIONS.fullmatch(text) else _Section("answer", text)

    def _april_table(self, text: str) -> _Section:
        if text == _TABLE_END:
            self._read = self._april_conducting
            return _HOLD
        return _HOLD if _LINE.fullmatch(text) else _PLAIN

    def _april_conducting(self, text: str) -> _Section:
        self._read = self._april_outcome
        return _Section("reasoning", text) if text == _CONDUCTING else _PLAIN

    def _april_outcome(self, text: str) -> _Section:
        if _DIRECT.fullmatch(text):
            self._read = self._rest
            return _Section("reasoning", text)
        self._read = self._april_turn
        return self._april_turn(text)

    def _april_turn(self, text: str) -> _Section:
        if text == _DECISION:
            self._read = self._april_answer
        elif _SPEAKER.fullmatch(text):
            self._read = self._april_text
        elif _AGREEMENT.fullmatch(text):
            self._read = self._april_summary
        return _Section("reasoning", text)

    def _april_text(self, text: str) -> _Section:
        self._read = self._april_turn
        return _Section("reasoning", text)

    def _april_summary(self, text: str) -> _Section:
        # Without a summary, this is the heading of the final text. A summary can also look like this heading.
        self._read = self._april_answer_or_heading if text == _DECISION else self._april_turn
        return _Section("reasoning", text)

    def _april_answer_or_heading(self, text: str) -> _Section:
        if text != _DECISION:
            return self._april_answer(text)
        self._read = self._april_tail
        return _HOLD

    def _april_answer(self, text: str) -> _Section:
        if text == "\n":  # either the whole final text, or the newline that follows a missing final text
            self._read = self._april_tail
            return _HOLD
        self._read = self._april_newline
        return _Section("answer", text)

    def _april_newline(self, text: str) -> _Section:
        self._read = self._rest
        return _DROP if text == "\n" else _Section("answer", text)

    def _april_tail(self, text: str) -> _Section:
        return _HOLD

    def _rest(self, text: str) -> _Section:
        return _Section("answer", text)


def _tail_sections(texts: List[str]) -> List[_Section]:
    """Return the sections of the last texts of an April stream. Only their number identifies them."""
    if texts[0] != _DECISION:
        answer = [_Section("answer", texts[0])] if len(texts) > 1 else []
    elif len(texts) > 2:
        answer = [_Section("reasoning", texts[0]), _Section("answer", texts[1])]
    else:
        answer = [_Section("answer", texts[0])]
    rest = [_Section("answer", text) for text in texts[len(answer) + 1 :]]
    return [*answer, _DROP, *rest]


def _only_choice(chunk: Chunk) -> Optional[Dict[str, Any]]:
    choices = chunk.get("choices")
    if not isinstance(choices, list) or len(choices) != 1 or not isinstance(choices[0], dict):
        return None
    return choices[0] if isinstance(choices[0].get("delta"), dict) else None


def _content(chunk: Chunk) -> str:
    return str(chunk["choices"][0]["delta"]["content"])


def _with_delta(chunk: Chunk, delta: Dict[str, Any], **fields: Any) -> Chunk:
    return {**chunk, "choices": [{**chunk["choices"][0], "delta": delta, **fields}]}
