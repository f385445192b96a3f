"""Tests that `make spec-diff` has oasdiff's verdict for each change that oasdiff detects, or a reason to differ.

`data/oasdiff_checks.txt` has the checks of oasdiff, from `oasdiff checks changelog --format json`. After adding checks,
run `python checks/codegen/test_oasdiff_checks.py` to write our verdicts into the file.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Dict, List, Tuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from oasdiff_changes import change_of  # noqa: E402

from codegen.changes.rules import ADDITION, BREAKING, TEXT  # noqa: E402
from codegen.changes.spec_diff import compare  # noqa: E402

TABLE = Path(__file__).parent / "data/oasdiff_checks.txt"
# Pattern for names of checks → the reason why the test makes no change for them.
NOT_HERE = {
    r"sunset|stability|extensible-enum|with-deprecation|before-sunset": "the spec does not use these extensions",
    r"oauth|openid|security-scope": "the API has neither OAuth nor OpenID Connect",
    r"read-only|write-only": "the spec does not use readOnly and writeOnly",
    r"media-type-(name|parameter)": "lint-spec allows only media types without parameters",
    r"item-schema": "`itemSchema` is a keyword of OpenAPI 3.2",
    r"schema-became": "lint-spec refuses boolean schemas",
}
# Rule for a change → the reason for a stricter or looser verdict.
STRICTER = {
    "const-changed": "clients distinguish the members of a union by their constants",
    "discriminator-changed": "clients distinguish the members of a union by it",
    "header-removed": "clients read it, although it is optional",
    "limit-tightened": "any change of a pattern may refuse values that were allowed",
    "model-renamed": "generated classes have the names of components",
    "operation-renamed": "generated functions have the names of the operation and its tag",
    "property-removed": "generated classes lose the attribute",
    "scheme-changed": "generated clients authenticate with it",
    "scheme-removed": "generated clients authenticate with it",
    "security-tightened": "clients do not authenticate for it",
    "stream-item-changed": "clients read the events of the stream with it",
    "success-added": "generated clients do not read the body of an unknown status",
    "tag-changed": "the value selects another class",
    "tag-removed": "clients may send it",
    "unknown": "no rule covers the keyword, so the change may be breaking",
}
LOOSER = {
    "": "any header may be missing",
    "limit-loosened": "clients do not check responses",
    "limit-tightened": "clients do not check responses",
    "value-added": "every enum is open",
    "values-unlisted": "every enum is open",
    "variant-added": "clients can still send the first variant",
}


def checks() -> List[Tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines if line and not line.startswith("#")]


def verdict_of(check: str, severity: str) -> str:
    """Make the change of a check, and return our verdict, with a reason if it differs from oasdiff's verdict."""
    documents = change_of(check)
    if documents is None:
        return "- " + next(reason for pattern, reason in NOT_HERE.items() if re.search(pattern, check))
    found = compare(*documents)
    ours = min((change.verdict for change in found), key=(BREAKING, ADDITION, TEXT).index, default=TEXT)
    if (ours == BREAKING) == (severity in ("error", "warning")):
        return ours
    reasons: Dict[str, str] = STRICTER if ours == BREAKING else LOOSER
    rule = next((change.rule for change in found if change.verdict == ours), "")
    return f"{ours} {reasons[rule]}"


def table() -> str:
    """Return the content of the file."""
    rows = [f"{check} {severity} {verdict_of(check, severity)}\n" for check, severity in checks()]
    head = "# Checks of oasdiff v1.38.0: name, severity, our verdict or `-`, and the reason for a difference.\n"
    return head + "".join(rows)


def test_each_check_has_its_verdict() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()


def test_most_checks_have_a_verdict() -> None:
    made = [check for check, _ in checks() if change_of(check)]
    assert len(made) > 650
    assert len(checks()) == 784


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
