"""Write the table of docs/servers.md from the table of the compatibility layer: `python docs/servers_table.py`."""

from __future__ import annotations

from pathlib import Path

from helixagent._core.published.table import TABLE

PAGE = Path(__file__).with_name("servers.md")
START, END = "<!-- table -->\n", "<!-- end of table -->\n"


def table() -> str:
    """Return the table in Markdown."""
    rows = [
        f"| `{entry.method}` | {entry.note} | {'yes' if entry.in_january else 'no'} |"
        for entry in sorted(TABLE.values(), key=lambda entry: entry.method.split(".")[0])
    ]
    return "\n".join(["| method | on a published server | January 2026 |", "|---|---|---|", *rows]) + "\n"


def written(text: str) -> str:
    """Return the page with the new table."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{table()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
