"""Test that the table of docs/servers.md matches the compatibility layer."""

from __future__ import annotations

import importlib.util
import re
from typing import Any

from support import ROOT

from helixagent._core.published.table import TABLE

PAGE = ROOT / "docs" / "servers.md"


def script() -> Any:
    """Return the script that writes the table."""
    spec = importlib.util.spec_from_file_location("servers_table", ROOT / "docs" / "servers_table.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert script().written(text) == text, "run `python docs/servers_table.py`"
    assert all(f"| `{entry.method}` |" in text for entry in TABLE.values())


def test_the_methods_of_the_table_send_the_operations() -> None:
    paths = (ROOT / "helixagent" / "_async").rglob("*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    for operation, entry in TABLE.items():
        module = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", operation).lower()
        pattern = rf'"{re.escape(entry.method)}",\s*{module}\b|{module}, [^"\n]*"{re.escape(entry.method)}"'
        assert re.search(pattern, source), (operation, entry.method)


def test_the_readme_and_the_site_link_the_page() -> None:
    assert "(docs/servers.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "- servers.md" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
