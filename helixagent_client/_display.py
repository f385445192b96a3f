# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Show models briefly in a terminal and as tables in a notebook, without secrets."""

from __future__ import annotations

from array import array
from html import escape
from typing import Any, Dict, List, Mapping, Tuple

from .types import ApiModel

_MOST_NUMBERS = 8
_MOST_ROWS = 50
_CELL = "text-align: left; vertical-align: top; white-space: pre-wrap; max-width: 60em"


class _Vector(str):
    """A shortened vector, whose representation has no quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def members(model: ApiModel) -> List[Tuple[str, Any]]:
    """List the fields of a model that are not None, with secrets as `***`, and the unknown fields."""
    shown: List[Tuple[str, Any]] = []
    for name in model.FIELDS:
        value = getattr(model, name)
        if value is not None:
            shown.append((name, "***" if name in model.SECRETS else _short(value)))
    if model.additional_properties:
        shown.append(("additional_properties", model.additional_properties))
    return shown


def _short(value: Any) -> Any:
    """Shorten a long vector."""
    if not isinstance(value, (list, array)) or len(value) <= _MOST_NUMBERS:
        return value
    if any(type(each) not in (int, float) for each in value):
        return value
    first = ", ".join(repr(each) for each in value[:3])
    return _Vector(f"[{first}, ... {len(value)} numbers]")


def html(value: Any, title: str) -> str:
    """Write a model or a mapping as an HTML table."""
    return _table(_rows_of(value), title, [id(value)])


def _rows_of(value: Any) -> Dict[str, Any]:
    if not isinstance(value, ApiModel):
        return dict(value)
    rows = dict(members(value))
    rows.update(rows.pop("additional_properties", {}))
    return rows


def _table(rows: Mapping[str, Any], title: str, above: List[int]) -> str:
    caption = f'<caption style="text-align: left"><b>{escape(title)}</b></caption>' if title else ""
    lines = [
        f'<tr><th style="{_CELL}">{escape(str(name))}</th><td style="{_CELL}">{_cell(value, above)}</td></tr>'
        for name, value in rows.items()
        if value is not None
    ]
    return f"<table>{caption}{''.join(lines)}</table>"


def _cell(value: Any, above: List[int]) -> str:
    if id(value) in above:
        return "..."
    inside = [*above, id(value)]
    if isinstance(value, (ApiModel, Mapping)):
        return _table(_rows_of(value), "", inside)
    if isinstance(value, (list, tuple)) and any(isinstance(each, (ApiModel, Mapping)) for each in value):
        more = f"<p>and {len(value) - _MOST_ROWS} more</p>" if len(value) > _MOST_ROWS else ""
        return _list(list(value[:_MOST_ROWS]), inside) + more
    if isinstance(value, (list, tuple, array)):
        return escape(str(value if isinstance(value, tuple) else _short(value)))
    return escape(str(value))


def _list(values: List[Any], above: List[int]) -> str:
    """Write the objects of a list as the rows of one table, because most of them have the same members."""
    rows = [_rows_of(each) if isinstance(each, (ApiModel, Mapping)) else {"": each} for each in values]
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["".join(f'<th style="{_CELL}">{escape(str(name))}</th>' for name in names)]
    for row in rows:
        cells = ["" if row.get(name) is None else _cell(row[name], above) for name in names]
        lines.append("".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells))
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
