"""Texts that the sandbox generates: facts for the questions in the documentation, and an echo for other questions."""

from __future__ import annotations

import re
from typing import List, Tuple

_RESPONSES: List[Tuple[str, str]] = [
    (
        r"quantum comput",
        "Quantum computing is computing with qubits, which can be in a superposition of 0 and 1. Operations act on "
        "all the superposed states at once, and interference makes the wrong answers cancel out. For some problems, "
        "such as factoring large numbers or simulating molecules, this needs far fewer steps than any known classical "
        "method.",
    ),
    (
        r"machine learning",
        "Machine learning is a branch of artificial intelligence in which a program is not told the rules but finds "
        "them in examples: it adjusts its parameters until its answers fit the data it was shown, and is then judged "
        "by its answers to data it has not seen.",
    ),
    (
        r"future of (ai\b|artificial intelligence)",
        "The future of AI is likely to be collaborative: several models that check each other, people who decide what "
        "matters, and tools that connect both to the world.",
    ),
    (
        r"\bstory\b",
        "Once upon a time a small server lived on a loopback address. It had never seen the internet, yet it answered "
        "every question it was asked, always in the same words. The tests loved it for that.",
    ),
    (r"\bhaiku\b", "Brackets softly close,\nthe tests run green before dawn:\nsilence in the logs."),
    (r"capital of france", "Paris is the capital of France."),
    (r"\bprime\b", "2 is a prime, and the only even one."),
    (r"^\W*(hello|hi|hey)\b", "Hello! I am the HelixAgent sandbox. What would you like to try?"),
]

_CONTINUATIONS: List[Tuple[str, str]] = [
    (
        r"future of technology is$",
        " shared by those who build it with care. It belongs to tools that people understand.",
    ),
    (r"once upon a time$", " a small server answered every question in the same words."),
]

_MAX_QUOTE_LENGTH = 200


def response_to(question: str) -> str:
    """Return the sandbox's reply to a question. The same question always gets the same reply.

    Args:
        question: The user's message.
    """
    for pattern, response in _RESPONSES:
        if re.search(pattern, question, re.IGNORECASE):
            return response
    quote = question.strip()
    if len(quote) > _MAX_QUOTE_LENGTH:
        quote = quote[:_MAX_QUOTE_LENGTH].rstrip() + "…"
    if not quote:
        return "This is the HelixAgent sandbox. You sent no text, so there is nothing to answer."
    return (
        "This is the HelixAgent sandbox, a test double without a language model behind it. "
        f'You said "{quote}", and a real server would answer that properly.'
    )


def continuation_of(prompt: str) -> str:
    """Return how the sandbox continues a text.

    Args:
        prompt: The text.
    """
    for pattern, text in _CONTINUATIONS:
        if re.search(pattern, prompt.strip(), re.IGNORECASE):
            return text
    return " " + response_to(prompt)


def words(text: str) -> List[str]:
    """Split text into tokens: each word with the whitespace before it. Joining them restores the text."""
    tokens = re.findall(r"\s*\S+", text)
    rest = text[len("".join(tokens)) :]
    if rest:
        tokens.append(rest)
    return tokens
