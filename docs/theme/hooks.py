"""Pages and changes that mkdocs makes from the files of the repository.

`examples.md` shows every program of examples/, the page of the models lists what `helixagent_client.models` has, and
`openapi.json` is the API description that the HTTP reference renders. Output blocks get their own style.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, List

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
MODELS_MARK = "::: helixagent_client.models"
# These pages are in the root of the repository, because GitHub and PyPI look for them there.
ROOT_PAGES = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
# Short inline code with a hyphen, such as an option of the command.
HYPHENATED = re.compile(r"<code>(?=[^<]*-)([^<]{1,30})</code>")
GUIDE = re.compile(r"\bdocs/([a-z-]+)\.md\b")
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n.*?^\1```$", re.MULTILINE | re.DOTALL)


def _programs() -> List[Path]:
    return sorted(path for path in (ROOT / "examples").rglob("*.py") if path.name != "__init__.py")


def _anchor(path: Path) -> str:
    return path.relative_to(ROOT / "examples").as_posix().replace("/", "-").replace(".", "-").lower()


def examples_page() -> str:
    """Write the page of examples: each program under its name, with the first sentence of its docstring."""
    parts = [
        "# Examples",
        "",
        "These are the programs in the folder `examples/` of the repository. A test runs each of them. Most of them "
        "send requests to the server that the environment variable `HELIXAGENT_BASE_URL` names.",
        "",
    ]
    for path in _programs():
        source = path.read_text(encoding="utf-8")
        title = path.relative_to(ROOT / "examples").as_posix()
        summary = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0]
        parts += [f"## {title} {{#{_anchor(path)}}}", "", summary, "", "````python", source.rstrip(), "````", ""]
    return "\n".join(parts)


def on_files(files: Any, config: Any) -> Any:
    """Add the generated pages and files."""
    description = (ROOT / "helixagent_client" / "openapi.json").read_text(encoding="utf-8")
    files.append(File.generated(config, "openapi.json", content=description))
    files.append(File.generated(config, "examples.md", content=examples_page()))
    for name in ROOT_PAGES:
        files.append(File.generated(config, name.lower(), content=_moved((ROOT / name).read_text(encoding="utf-8"))))
    return files


def _moved(markdown: str) -> str:
    """Return a page of the root with links that work in the documentation."""
    for name in ROOT_PAGES:
        markdown = markdown.replace(f"]({name})", f"]({name.lower()})")
    return markdown.replace("](docs/", "](")


def _models() -> str:
    """Return a directive for each model, and for each type of a request parameter."""
    source = (ROOT / "helixagent_client" / "models" / "__init__.py").read_text(encoding="utf-8")
    models = re.findall(r"^    from \.(\w+) import (\w+)$", source, re.MULTILINE)
    params = ast.parse((ROOT / "helixagent_client" / "params.py").read_text(encoding="utf-8"))
    classes = [node.name for node in params.body if isinstance(node, ast.ClassDef)]
    aliases = [
        node.targets[0].id
        for node in params.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id != "__all__"
    ]
    options = "\n    options: {members: false, heading_level: 3, show_signature: false, separate_signature: false}"
    return "\n".join(
        [
            "## Models",
            "",
            *(f"::: helixagent_client.models.{module}.{name}{options}" for module, name in models),
            "",
            "## Types of request parameters",
            "",
            "Methods accept plain dicts in these forms. Type checkers know their keys.",
            "",
            *(f"::: helixagent_client.params.{name}{options}" for name in classes + aliases),
        ]
    )


def _link(match: Any) -> str:
    target = (ROOT / "docs" / match[1]).resolve()
    if target.parent == ROOT and target.name in ROOT_PAGES:
        return f"]({target.name.lower()})"
    if target.is_relative_to(ROOT / "examples"):
        return f"](examples.md#{_anchor(target)})" if target.suffix == ".py" else "](examples.md)"
    return str(match[0])


def _with_output_blocks(markdown: str) -> str:
    """Mark each text block right after a code block as output: it gets its own style and no copy button."""
    end, language = 0, ""
    parts: List[str] = []
    for fence in FENCE.finditer(markdown):
        between = markdown[end : fence.start()]
        text = fence[0]
        if fence[2] == "text" and language not in ("", "text") and not between.strip():
            columns = " .columns" if re.search(r"\S {3,}\S", text) else ""
            text = text.replace("```text", f"``` {{ .text .output .no-copy{columns} }}", 1)
        parts += [between, text]
        end, language = fence.end(), fence[2]
    return "".join(parts) + markdown[end:]


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Spell out the models, mark output blocks, and lead links to other files to the pages that show them."""
    if page.file.src_uri == "index.md":
        page.meta["hide"] = ["navigation", "toc"]
    if page.file.src_uri == "reference/types.md":
        return markdown.replace(MODELS_MARK, _models())
    return _with_output_blocks(re.sub(r"\]\((\.\./(?:examples[^)]*|[A-Z]+\.md))\)", _link, markdown))


def _labeled(table: Any) -> str:
    """Return a table whose cells know the heading of their column, which narrow screens show next to them."""
    headings = [re.sub(r"<[^>]+>", "", heading) for heading in re.findall(r"<th[^>]*>(.*?)</th>", table[0], re.DOTALL)]

    def row(found: Any) -> str:
        cells = iter(headings)
        return re.sub(r"<td", lambda _: f'<td data-label="{next(cells, "")}"', found[0])

    labeled = re.sub(r"<tr>.*?</tr>", row, table[0], flags=re.DOTALL)
    # Without places to break, long names of tests would make a table wider than the page.
    return re.sub(r"<code>[^<\s]{40,}</code>", lambda code: re.sub(r"(?<!<)/|::|_", r"\g<0><wbr>", code[0]), labeled)


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Label the cells of tables, control line breaks in code, and link the guides that docstrings name."""
    html = HYPHENATED.sub(r'<code class="doc-whole">\1</code>', html)
    if page.file.src_uri.startswith("reference/"):
        html = GUIDE.sub(lambda name: f'<a href="../../{name[1]}/">{name[1].replace("-", " ").capitalize()}</a>', html)
    return re.sub(r"<table>.*?</table>", _labeled, html, flags=re.DOTALL)
