"""Tests that the package includes the spec, that the versions match, and that the spec's extensions are documented."""

from __future__ import annotations

import json
import re
from typing import Any, Iterator, Tuple

from support import ROOT

import helixagent

PAGE = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")


def keys(node: Any, pointer: str = "") -> Iterator[Tuple[str, str]]:
    """Yield each key of the document with its path."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield str(key), pointer
        yield from keys(value, f"{pointer}/{key}")


def test_the_document_has_this_version() -> None:
    spec = helixagent.openapi()
    assert spec == json.loads((ROOT / "helixagent_client" / "openapi.json").read_text(encoding="utf-8"))
    assert (spec["openapi"], spec["info"]["version"]) == ("3.1.0", helixagent.__version__)


def test_each_caller_gets_a_separate_document() -> None:
    helixagent.openapi()["paths"].clear()
    assert helixagent.openapi()["paths"]


def test_every_extension_is_documented_and_every_documented_one_is_used() -> None:
    # Names of custom headers may begin with the same prefix.
    used = {key for key, place in keys(helixagent.openapi()) if key.startswith("x-") and not place.endswith("/headers")}
    documented = set(re.findall(r"^\| `(x-[\w-]+)` \|", PAGE, re.MULTILINE))
    assert documented == used | {"x-webhooks"}
    assert "\nx-webhooks:\n" in (ROOT / "clients/openapi-3.0.yaml").read_text(encoding="utf-8")
