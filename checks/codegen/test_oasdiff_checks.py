"""`make spec-diff` judges each change that oasdiff documents, as oasdiff does or for a reason.

`data/oasdiff_checks.txt` has the checks, from `oasdiff checks changelog --format json`. After adding new ones, run
`python checks/codegen/test_oasdiff_checks.py` to write our verdicts into it.
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
# Why there is no change for a check: the spec cannot say it, or lint-spec refuses it.
NOT_HERE = {
    r"sunset|stability|extensible-enum|with-deprecation|before-sunset": "the spec does not use these extensions",
    r"oauth|openid|security-scope": "the API has neither OAuth nor OpenID Connect",
    r"read-only|write-only": "the spec does not use readOnly and writeOnly: a schema is for one direction",
    r"media-type-(name|parameter)": "lint-spec allows JSON, and media types without parameters",
    r"item-schema": "`itemSchema` is a keyword of OpenAPI 3.2",
    r"schema-became": "lint-spec refuses boolean schemas",
}
# Why our verdict is another one, by the rule that decides.
STRICTER = {
    "const-changed": "unions are told apart by constants, and lint-spec refuses other constants",
    "discriminator-changed": "generated code reads the members of a union by it",
    "header-removed": "clients read it, although it is optional",
    "limit-tightened": "patterns are not compared, so the worst is assumed",
    "operation-renamed": "generated functions have the operation's id and tag as their names",
    "property-removed": "generated classes lose the attribute",
    "scheme-changed": "generated clients log in with it",
    "security-tightened": "clients did not log in for it",
    "stream-item-changed": "clients read the events of the stream by it",
    "success-added": "generated clients do not know how to read the body",
    "tag-changed": "the value is read as another class",
    "tag-removed": "clients may send it",
    "unknown": "lint-spec or the generators do not know the keyword, so the worst is assumed",
}
LOOSER = {
    "": "any header may be missing",
    "limit-loosened": "no client relies on the limits of responses",
    "limit-tightened": "no client relies on the limits of responses",
    "property-added": "the fields of another member of `allOf` are optional",
    "value-added": "every enum is open",
    "values-unlisted": "every enum is open",
    "variant-added": "clients that send the first variant still can",
}


def checks() -> List[Tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines if line and not line.startswith("#")]


def verdict_of(check: str, severity: str) -> str:
    """Make the change of a check; return our verdict, and the reason if it is not that of oasdiff."""
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
    """Write each check with the severity that oasdiff gives it, our verdict, and the reason if the two differ."""
    rows = [f"{check} {severity} {verdict_of(check, severity)}\n" for check, severity in checks()]
    head = (
        "# Checks of oasdiff v1.38.0: name, severity, our verdict, and why it differs or why there is no such change.\n"
    )
    return head + "".join(rows)


def test_each_check_has_its_verdict() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()


def test_most_checks_are_about_changes_that_can_be_made_here() -> None:
    made = [check for check, _ in checks() if change_of(check)]
    assert len(made) > 650
    assert len(checks()) == 784


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
