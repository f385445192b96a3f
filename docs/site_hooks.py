"""What mkdocs is told beside the pages in docs/: pages that are made of the repository's files, so none is forgotten.

`examples.md` shows every program of examples/, the page of the models lists what `helixagent_client.models` has, and
`openapi.json` is the API's description for the page that renders it. Links to files outside docs/ lead to these pages.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, List

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parent.parent
MODELS_MARK = "::: helixagent_client.models"
# Pages that stand beside the code, where its hosts look for them.
BESIDE = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")


def _programs() -> List[Path]:
    return sorted(path for path in (ROOT / "examples").rglob("*.py") if path.name != "__init__.py")


def _anchor(path: Path) -> str:
    return path.relative_to(ROOT / "examples").as_posix().replace("/", "-").replace(".", "-").lower()


def examples_page() -> str:
    """Write the page of examples: each program under its name, with the sentence that it begins with."""
    parts = [
        "# Examples",
        "",
        "Each is a whole program, and each is run by a test; most bring a sandbox of their own.",
        "",
    ]
    for path in _programs():
        source = path.read_text(encoding="utf-8")
        title = path.relative_to(ROOT / "examples").as_posix()
        said = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0]
        parts += [f"## {title} {{#{_anchor(path)}}}", "", said, "", "````python", source.rstrip(), "````", ""]
    return "\n".join(parts)


def on_files(files: Any, config: Any) -> Any:
    """Add the pages and files that are made."""
    description = (ROOT / "helixagent_client" / "openapi.json").read_text(encoding="utf-8")
    files.append(File.generated(config, "openapi.json", content=description))
    files.append(File.generated(config, "examples.md", content=examples_page()))
    for name in BESIDE:
        files.append(File.generated(config, name.lower(), content=_moved((ROOT / name).read_text(encoding="utf-8"))))
    return files


def _moved(markdown: str) -> str:
    """A page of the repository's root as a page of the documentation: its links lead on from there."""
    for name in BESIDE:
        markdown = markdown.replace(f"]({name})", f"]({name.lower()})")
    return markdown.replace("](docs/", "](")


def _models() -> str:
    source = (ROOT / "helixagent_client" / "models" / "__init__.py").read_text(encoding="utf-8")
    found = re.findall(r"^    from \.(\w+) import (\w+)$", source, re.MULTILINE)
    options = "\n    options: {members: false, heading_level: 2, show_signature: false}"
    return "\n".join(f"::: helixagent_client.models.{module}.{name}{options}" for module, name in found)


def _link(match: Any) -> str:
    target = (ROOT / "docs" / match[1]).resolve()
    if target.is_relative_to(ROOT / "examples"):
        return f"](examples.md#{_anchor(target)})" if target.suffix == ".py" else "](examples.md)"
    return str(match[0])


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Spell out the models, and lead links to example files to the page that shows them."""
    if page.file.src_uri == "reference/models.md":
        return markdown.replace(MODELS_MARK, _models())
    return re.sub(r"\]\((\.\./examples[^)]*)\)", _link, markdown)
