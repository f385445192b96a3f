"""Decide which changes of the spec break programs, separately for what clients send and what they receive."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, NamedTuple

from codegen.tools import load

BREAKING, ADDITION, TEXT = "breaking", "addition", "text"
"""Verdicts: programs must change, programs can use something new, or programs do not notice."""

REQUEST, RESPONSE, BOTH = "request", "response", "api"
"""Sides: what clients send, what clients receive (including webhooks), or neither."""


class Rule(NamedTuple):
    """The verdicts on a kind of change.

    Attributes:
        request: Verdict if clients send it, or neither send nor receive it.
        response: Verdict if clients receive it.
        reason: The reason, for the report.
    """

    request: str
    response: str
    reason: str


class Change(NamedTuple):
    """One difference between two documents."""

    rule: str
    side: str
    pointer: str
    detail: str = ""

    @property
    def verdict(self) -> str:
        """The verdict from the table."""
        rule = RULES[self.rule]
        return rule.response if self.side == RESPONSE else rule.request

    def __str__(self) -> str:
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.verdict:8}  {self.pointer}{detail} [{self.side} {self.rule}: {RULES[self.rule].reason}]"


RULES: Dict[str, Rule] = {name: Rule(*rule) for name, rule in load(Path(__file__).with_suffix(".yaml")).items()}
