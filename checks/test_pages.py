"""Check that every code block of the documentation runs, and prints the output that the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from document_blocks import DOCUMENT, ROOT
from page_runner import Reader, fits, steps_of

from helixagent.testing import Sandbox

# Pages whose blocks need a separate setup, and the tests that run them.
ELSEWHERE = {
    "generators.md": "checks/test_generated_clients.py",
    "python-sdk.md": "tests/test_document.py",
    "testing.md": "checks/test_testing_page.py",
    "webhooks.md": "tests/test_readme.py",
}
# docs/theme/hooks.py writes these when the site is built.
MADE = {"openapi.json"}
PAGES = sorted(
    path for path in (ROOT / "docs").glob("**/*.md") if str(path.relative_to(ROOT / "docs")) not in ELSEWHERE
)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_blocks_of_a_page_run_and_print_the_shown_output(
    page: Path, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    monkeypatch.setenv("HELIXAGENT_API_KEY", "your-api-key")
    monkeypatch.chdir(tmp_path)
    reader = Reader(sandbox.base_url, tmp_path)
    for step in steps_of(page):
        printed = reader.do(step.block)
        if step.output is not None:
            assert fits(step.output, printed), f"{page.name}:{step.block.line} prints\n{printed}"
    client = reader.names.get("client")
    if client is not None and hasattr(client, "close"):
        client.close()


def test_the_pages_that_are_tested_elsewhere_and_their_tests_exist() -> None:
    assert DOCUMENT.name in ELSEWHERE
    for page, test in ELSEWHERE.items():
        assert (ROOT / "docs" / page).exists()
        assert (ROOT / test).exists()


@pytest.mark.parametrize(
    "shown, printed, same",
    [
        ("a\nb", "a\nb\n", True),
        ("a ... c", "a b c", True),
        ("a\n...\nz", "a\nb\nc\nz", True),
        ("a", "a b", False),
        ("a.c", "abc", False),
    ],
)
def test_a_shown_output_is_compared_completely(shown: str, printed: str, same: bool) -> None:
    assert fits(shown, printed) is same


def test_links_between_the_pages_work() -> None:
    for page in [*PAGES, *(ROOT / "docs" / name for name in ELSEWHERE)]:
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
            assert target in MADE or (page.parent / target).exists(), f"{page.name} links to {target}"
