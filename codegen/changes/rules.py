"""Decide which changes of the spec break programs, separately for what clients send and what they receive."""

from __future__ import annotations

from typing import Dict, NamedTuple

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


RULES: Dict[str, Rule] = {
    # The API and its operations.
    "server-removed": Rule(BREAKING, BREAKING, "clients use it"),
    "server-added": Rule(ADDITION, ADDITION, "nobody has to use it"),
    "server-first": Rule(BREAKING, BREAKING, "generated clients call the first server"),
    "scheme-changed": Rule(BREAKING, BREAKING, "clients authenticate in the old way"),
    "scheme-removed": Rule(BREAKING, BREAKING, "clients authenticate with it"),
    "scheme-added": Rule(ADDITION, ADDITION, "nobody has to use it"),
    "operation-removed": Rule(BREAKING, BREAKING, "clients call it"),
    "operation-added": Rule(ADDITION, ADDITION, "nobody calls it yet"),
    "operation-renamed": Rule(BREAKING, BREAKING, "generated functions have the names of the operation and its tag"),
    "deprecation-added": Rule(ADDITION, ADDITION, "it still works"),
    "deprecation-removed": Rule(TEXT, TEXT, "it still works"),
    "security-tightened": Rule(BREAKING, BREAKING, "clients do not authenticate for it"),
    "security-loosened": Rule(ADDITION, ADDITION, "authenticated clients still have access"),
    # Parameters and bodies.
    "parameter-removed": Rule(BREAKING, BREAKING, "clients send it"),
    "parameter-added": Rule(ADDITION, ADDITION, "it is optional"),
    "parameter-added-required": Rule(BREAKING, BREAKING, "clients do not send it"),
    "parameter-became-required": Rule(BREAKING, BREAKING, "some clients do not send it"),
    "parameter-became-optional": Rule(ADDITION, ADDITION, "clients can still send it"),
    "parameter-style": Rule(BREAKING, BREAKING, "clients use the old style"),
    "body-removed": Rule(BREAKING, BREAKING, "clients send or read it"),
    "body-added": Rule(ADDITION, BREAKING, "it is optional in a request, but clients do not read it from the response"),
    "body-added-required": Rule(BREAKING, BREAKING, "clients do not send it"),
    "body-became-required": Rule(BREAKING, BREAKING, "some clients do not send it"),
    "body-became-optional": Rule(ADDITION, BREAKING, "clients can still send it"),
    "media-type-removed": Rule(BREAKING, BREAKING, "clients send or ask for it"),
    "media-type-added": Rule(ADDITION, ADDITION, "clients receive it only if they ask for it"),
    "success-removed": Rule(BREAKING, BREAKING, "clients read that status"),
    "success-added": Rule(BREAKING, BREAKING, "generated clients do not read the body of an unknown status"),
    "error-removed": Rule(ADDITION, ADDITION, "it no longer happens"),
    "error-added": Rule(ADDITION, ADDITION, "clients must handle any error, and all errors have the same schema"),
    "header-removed": Rule(BREAKING, BREAKING, "clients read it"),
    "header-added": Rule(ADDITION, ADDITION, "clients ignore it"),
    # Schemas.
    "model-renamed": Rule(BREAKING, BREAKING, "generated classes have the names of components"),
    "type-changed": Rule(BREAKING, BREAKING, "values of the old type are invalid"),
    "type-widened": Rule(ADDITION, BREAKING, "values of the old type are still valid, but clients may receive others"),
    "type-narrowed": Rule(BREAKING, ADDITION, "some values of the old type are invalid"),
    "null-added": Rule(ADDITION, BREAKING, "clients do not expect null"),
    "null-removed": Rule(BREAKING, ADDITION, "clients may send null"),
    "variant-added": Rule(ADDITION, BREAKING, "clients do not know the new one"),
    "variant-removed": Rule(BREAKING, ADDITION, "clients may send it"),
    "value-added": Rule(ADDITION, ADDITION, "every enum is open: clients read unknown values as strings"),
    "value-removed": Rule(BREAKING, ADDITION, "clients may send it"),
    "values-listed": Rule(BREAKING, ADDITION, "clients may send other values"),
    "values-unlisted": Rule(ADDITION, ADDITION, "every enum is open"),
    "const-changed": Rule(BREAKING, BREAKING, "clients distinguish the members of a union by it"),
    "format-changed": Rule(BREAKING, BREAKING, "its type in generated code changes"),
    "limit-tightened": Rule(BREAKING, ADDITION, "clients may send values or fields that were allowed"),
    "limit-loosened": Rule(ADDITION, ADDITION, "old values are still allowed, and clients do not check responses"),
    "property-removed": Rule(BREAKING, BREAKING, "programs write or read it"),
    "property-added": Rule(ADDITION, ADDITION, "it is optional, and clients keep unknown fields"),
    "property-added-required": Rule(BREAKING, ADDITION, "clients do not send it"),
    "property-became-required": Rule(BREAKING, ADDITION, "some clients do not send it"),
    "property-became-optional": Rule(ADDITION, BREAKING, "clients expect it"),
    "tag-added": Rule(ADDITION, ADDITION, "a new variant has its own verdict"),
    "tag-removed": Rule(BREAKING, ADDITION, "clients may send it"),
    "tag-changed": Rule(BREAKING, BREAKING, "it selects another class"),
    "discriminator-changed": Rule(BREAKING, BREAKING, "clients distinguish the members of a union by it"),
    "optional-added": Rule(TEXT, BREAKING, "its type in generated code includes None"),
    "optional-removed": Rule(TEXT, ADDITION, "its type in generated code does not include None"),
    "empty-added": Rule(TEXT, ADDITION, "programs that expect null get an empty list or map"),
    "empty-removed": Rule(TEXT, BREAKING, "programs iterate over it without checking for None"),
    "stream-item-changed": Rule(BREAKING, BREAKING, "clients read the events of the stream with it"),
    # A change without a rule counts as breaking until somebody writes a rule.
    "unknown": Rule(BREAKING, BREAKING, "no rule covers this; add one to codegen/changes/rules.py"),
    "text": Rule(TEXT, TEXT, "programs do not depend on it"),
}
