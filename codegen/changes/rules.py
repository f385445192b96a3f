"""The table by which a change of the spec breaks programs or does not, for what clients send and receive apart."""

from __future__ import annotations

from typing import Dict, NamedTuple

BREAKING, ADDITION, TEXT = "breaking", "addition", "text"
"""Programs have to be changed; programs may use something new; nothing that a program can see."""

REQUEST, RESPONSE, BOTH = "request", "response", "api"
"""What clients send, what they receive (webhooks too), and what is neither."""


class Rule(NamedTuple):
    """What a kind of change means.

    Attributes:
        request: For what clients send; for what is neither sent nor received too.
        response: For what clients receive.
        why: The reason, for people.
    """

    request: str
    response: str
    why: str


class Change(NamedTuple):
    """One difference between two documents."""

    rule: str
    side: str
    pointer: str
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Say what the table says."""
        rule = RULES[self.rule]
        return rule.response if self.side == RESPONSE else rule.request

    def __str__(self) -> str:
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.verdict:8}  {self.pointer}{detail} [{self.side} {self.rule}: {RULES[self.rule].why}]"


RULES: Dict[str, Rule] = {
    # The API and its operations.
    "server-removed": Rule(BREAKING, BREAKING, "clients are set to it"),
    "server-added": Rule(ADDITION, ADDITION, "nobody has to use it"),
    "server-first": Rule(BREAKING, BREAKING, "generated clients call the first server"),
    "scheme-changed": Rule(BREAKING, BREAKING, "clients log in otherwise"),
    "scheme-added": Rule(ADDITION, ADDITION, "nobody has to use it"),
    "operation-removed": Rule(BREAKING, BREAKING, "clients call it"),
    "operation-added": Rule(ADDITION, ADDITION, "nobody calls it yet"),
    "operation-renamed": Rule(BREAKING, BREAKING, "generated functions have the operation's id and tag as their names"),
    "operation-deprecated": Rule(ADDITION, ADDITION, "it still works"),
    "security-tightened": Rule(BREAKING, BREAKING, "clients did not log in for it"),
    "security-loosened": Rule(ADDITION, ADDITION, "who logs in is still let in"),
    # Parameters and bodies.
    "parameter-removed": Rule(BREAKING, BREAKING, "clients send it"),
    "parameter-added": Rule(ADDITION, ADDITION, "it can be left out"),
    "parameter-added-required": Rule(BREAKING, BREAKING, "clients do not send it"),
    "parameter-became-required": Rule(BREAKING, BREAKING, "some clients do not send it"),
    "parameter-became-optional": Rule(ADDITION, ADDITION, "who sends it still can"),
    "parameter-style": Rule(BREAKING, BREAKING, "clients write it otherwise"),
    "body-removed": Rule(BREAKING, BREAKING, "clients send or read it"),
    "body-added": Rule(ADDITION, BREAKING, "it can be left out of a request; clients read none from that response"),
    "body-added-required": Rule(BREAKING, BREAKING, "clients do not send it"),
    "body-became-required": Rule(BREAKING, BREAKING, "some clients do not send it"),
    "body-became-optional": Rule(ADDITION, BREAKING, "who sends it still can"),
    "media-type-removed": Rule(BREAKING, BREAKING, "clients send or ask for it"),
    "media-type-added": Rule(ADDITION, ADDITION, "clients get it only if they ask"),
    "success-removed": Rule(BREAKING, BREAKING, "clients read that status"),
    "success-added": Rule(BREAKING, BREAKING, "generated clients read a status that they do not know as nothing"),
    "error-removed": Rule(ADDITION, ADDITION, "it no longer happens"),
    "error-added": Rule(ADDITION, ADDITION, "every client must take any error, by the form that all have"),
    "header-removed": Rule(BREAKING, BREAKING, "clients read it"),
    "header-added": Rule(ADDITION, ADDITION, "clients pass over it"),
    # Schemas.
    "model-renamed": Rule(BREAKING, BREAKING, "generated classes have the component's name"),
    "type-changed": Rule(BREAKING, BREAKING, "values of the old type do not fit"),
    "type-widened": Rule(ADDITION, BREAKING, "values of the old type still fit, but new ones do not fit the old type"),
    "type-narrowed": Rule(BREAKING, ADDITION, "some values of the old type do not fit"),
    "null-allowed": Rule(ADDITION, BREAKING, "clients that read it do not expect null"),
    "null-refused": Rule(BREAKING, ADDITION, "clients may send null"),
    "variant-added": Rule(ADDITION, BREAKING, "clients that read it know the old ones only"),
    "variant-removed": Rule(BREAKING, ADDITION, "clients may send it"),
    "value-added": Rule(ADDITION, ADDITION, "every enum is open: an unknown value is a string like any other"),
    "value-removed": Rule(BREAKING, ADDITION, "clients may send it"),
    "values-listed": Rule(BREAKING, ADDITION, "clients may send other values"),
    "values-unlisted": Rule(ADDITION, ADDITION, "every enum is open"),
    "const-changed": Rule(BREAKING, BREAKING, "unions are told apart by it"),
    "format-changed": Rule(BREAKING, BREAKING, "generated code has another type for it"),
    "limit-tightened": Rule(BREAKING, ADDITION, "clients may send what was allowed"),
    "limit-loosened": Rule(ADDITION, ADDITION, "what was allowed still is; nobody relies on the limits of answers"),
    "property-removed": Rule(BREAKING, BREAKING, "programs write or read it"),
    "property-added": Rule(ADDITION, ADDITION, "it can be left out; unknown fields are kept"),
    "property-added-required": Rule(BREAKING, ADDITION, "clients do not send it"),
    "property-became-required": Rule(BREAKING, ADDITION, "some clients do not send it"),
    "property-became-optional": Rule(ADDITION, BREAKING, "clients that read it expect it"),
    "object-closed": Rule(BREAKING, ADDITION, "clients may send more than is listed"),
    "object-opened": Rule(ADDITION, ADDITION, "every object is open"),
    "tag-added": Rule(ADDITION, ADDITION, "a new variant, if there is one, is judged on its own"),
    "tag-removed": Rule(BREAKING, ADDITION, "clients may send it"),
    "tag-changed": Rule(BREAKING, BREAKING, "it names another class"),
    "discriminator-changed": Rule(BREAKING, BREAKING, "unions are told apart by it"),
    "optional-said": Rule(TEXT, BREAKING, "generated code has None in its type"),
    "optional-unsaid": Rule(TEXT, ADDITION, "generated code has no None in its type"),
    "empty-said": Rule(TEXT, ADDITION, "programs that expected null find an empty list or map"),
    "empty-unsaid": Rule(TEXT, BREAKING, "programs iterate over it without asking whether it is there"),
    "stream-item-changed": Rule(BREAKING, BREAKING, "clients read the events of the stream by it"),
    # What no rule knows is taken for the worst until somebody writes a rule.
    "unknown": Rule(BREAKING, BREAKING, "no rule knows this: write one in codegen/changes/rules.py"),
    "text": Rule(TEXT, TEXT, "for people only"),
}
