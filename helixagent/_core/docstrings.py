"""The summary of a docstring and what it says of each argument, in Google's, NumPy's or reST's way of writing."""

from __future__ import annotations

import inspect
import re
from typing import Dict, List, NamedTuple, Optional, Tuple

_ARGUMENTS = frozenset(["args", "arguments", "parameters", "params", "keyword args", "keyword arguments", "attributes"])
_GOOGLE_HEADER = re.compile(r"([A-Z][A-Za-z ]*):\s*$")
_GOOGLE_ENTRY = re.compile(r"\*{0,2}(\w+)\s*(?:\((?:[^()]|\([^()]*\))*\))?\s*:\s*(.*)$")
_NUMPY_RULE = re.compile(r"\s*-{3,}\s*$")
_NUMPY_ENTRY = re.compile(r"(\*{0,2}\w+(?:\s*,\s*\*{0,2}\w+)*)\s*(?::.*)?$")
# :param name: …, :param type name: …, and the like of attributes
_REST_ENTRY = re.compile(
    r":(?:param|parameter|arg|argument|keyword|key|ivar|cvar|var)\s+(?:[^:]*\s)?\*{0,2}(\w+)\s*:\s*(.*)$"
)
_REST_FIELD = re.compile(r":\w+[^:]*:")


class Docstring(NamedTuple):
    """What a docstring says: its first paragraph, and a description for each argument that it names."""

    summary: str
    arguments: Dict[str, str]


def read_docstring(text: Optional[str]) -> Docstring:
    """Return what a docstring says; both parts are empty where there is none."""
    lines = inspect.cleandoc(text or "").splitlines()
    found: Dict[str, List[str]] = {}
    _read_google(lines, found)
    _read_numpy(lines, found)
    _read_rest(lines, found)
    arguments = {name: " ".join(" ".join(parts).split()) for name, parts in found.items()}
    return Docstring(_summary(lines), {name: said for name, said in arguments.items() if said})


def _summary(lines: List[str]) -> str:
    paragraph: List[str] = []
    for line in lines:
        if not line.strip() or _REST_FIELD.match(line) or _is_google_header(line):
            break
        paragraph.append(line.strip())
    return " ".join(paragraph)


def _is_google_header(line: str) -> bool:
    match = _GOOGLE_HEADER.match(line)
    return match is not None and match.group(1).lower() in _ARGUMENTS | {
        "returns",
        "raises",
        "yields",
        "example",
        "examples",
    }


def _read_google(lines: List[str], found: Dict[str, List[str]]) -> None:
    inside, entry_indent = False, 0
    parts: Optional[List[str]] = None
    for line in lines:
        indent, stripped = _measured(line)
        if stripped and not indent:
            header = _GOOGLE_HEADER.match(line)
            inside = header is not None and header.group(1).lower() in _ARGUMENTS
            entry_indent, parts = 0, None
        elif inside and stripped:
            entry_indent = entry_indent or indent
            match = _GOOGLE_ENTRY.match(stripped)
            if indent <= entry_indent:
                parts = found.setdefault(match.group(1), [match.group(2)]) if match else None
            elif parts is not None:
                parts.append(stripped)


def _read_numpy(lines: List[str], found: Dict[str, List[str]]) -> None:
    inside = False
    entries: List[List[str]] = []
    for index, line in enumerate(lines):
        indent, stripped = _measured(line)
        if index + 1 < len(lines) and stripped and _NUMPY_RULE.match(lines[index + 1]):
            inside, entries = stripped.lower() in _ARGUMENTS, []
        elif inside and stripped and not _NUMPY_RULE.match(line):
            match = _NUMPY_ENTRY.match(stripped)
            if indent:
                for parts in entries:
                    parts.append(stripped)
            elif match:
                # One description may be of several: `x, y : float`.
                names = [name.strip(" *") for name in match.group(1).split(",")]
                entries = [found.setdefault(name, []) for name in names]


def _read_rest(lines: List[str], found: Dict[str, List[str]]) -> None:
    parts: Optional[List[str]] = None
    for line in lines:
        match = _REST_ENTRY.match(line)
        if match:
            parts = found.setdefault(match.group(1), [match.group(2)])
        elif not line.strip() or not line.startswith(" "):
            parts = None
        elif parts is not None:
            parts.append(line.strip())


def _measured(line: str) -> Tuple[int, str]:
    stripped = line.strip()
    return len(line) - len(line.lstrip()), stripped
