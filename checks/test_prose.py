"""Tests of docs/prose.py, which checks the project's English."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

import pytest
from support import ROOT


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("prose", ROOT / "docs" / "prose.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["prose"] = module
    spec.loader.exec_module(module)
    return module


prose = _load()

FOREIGN = [
    ("what more some parts need comes by extras", "verb"),
    ("Which one says what to do:", "clause-subject"),
    ("Of a stream that was closed before its end there is no final completion", "clause-subject"),
    ("A function in the place of the key is called before each attempt:", "old-word"),
    ("What travels: the OpenAPI description that the SDK is made of.", "clause-subject"),
    ("To end one read never hits the next call on the same connection", "clause-subject"),
    ("The model that answers.", "term"),
    ("The most tokens to generate.", "the-most"),
    ("Takes note that a request is sent.", "verb"),
    ("A key is no token.", "is-no"),
]
PLAIN = [
    "Optional features are installed with extras. If one is missing, the error names it.",
    "The exception class tells you how to handle the error:",
    "If a stream is closed early, there is no final completion.",
    "Pass a function to supply a fresh key for each attempt:",
    "What is missing? To verify a delivery, call `unwrap`.",
    "The option is no longer supported. FastAPI stands alone.",
]


@pytest.mark.parametrize(("text", "rule"), FOREIGN)
def test_phrases_from_the_style_guide_are_found(text: str, rule: str) -> None:
    found, words = prose.check("page.md", f"# Title\n\nFirst line\nand more words.\n\n{text}\n")
    assert [(finding.line, finding.rule) for finding in found] == [(6, rule)]
    assert words > 5


@pytest.mark.parametrize("text", PLAIN)
def test_plain_sentences_pass(text: str) -> None:
    assert prose.check("page.md", text)[0] == []


def test_code_in_markdown_is_ignored() -> None:
    page = "`what came`\n\n```python\n# What came.\n```\n\n[x](of-its-own.md) <https://example.com/anew>\n"
    assert prose.check("page.md", page)[0] == []


def test_docstrings_comments_messages_and_test_names_are_checked() -> None:
    module = (
        '"""What came."""\nx = 1  # anew\nraise ValueError(f"This {x} is no valid value")\n'
        'y = "print what came; import x"\ndef test_what_came() -> None: ...\n'
    )
    found = prose.check("module.py", module)[0]
    assert sorted((finding.line, finding.rule) for finding in found) == [
        (1, "clause-subject"),
        (2, "anew"),
        (3, "is-no"),
        (5, "what-came"),
    ]


def test_descriptions_of_the_spec_are_checked() -> None:
    found = prose.check("api.yaml", "info:\n  description: >-\n    A key\n    of its own.\n  value: anew\n")[0]
    assert [(finding.line, finding.rule) for finding in found] == [(2, "own")]


def test_comments_and_docstrings_of_templates_are_checked() -> None:
    found = prose.check("a.jinja", '{# anew #}\n"""The {{ name }} of its own."""\n{{ anew }}\n')[0]
    assert [(finding.line, finding.rule) for finding in found] == [(1, "anew"), (2, "own")]


def test_generated_files_are_skipped() -> None:
    listed = prose.files()
    assert "README.md" in listed and "openapi.yaml" in listed and "checks/test_prose.py" not in listed
    assert not [path for path in listed if "_sync/" in path or path.startswith("helixagent_client/")]
