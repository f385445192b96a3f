"""Write the table of public methods, such as `chat.completions.create`, and their operations."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Mapping

from . import acreate
from .keywords import REGION, SOURCES
from .tools import formatted
from .unasync import MARK, SOURCE_FOLDER, source_text

FILE = "helixagent/_core/methods.py"
_MODULE = f'''{MARK} {SOURCE_FOLDER}; do not edit.
"""The operation of each public method, such as `chat.completions.create`."""

from __future__ import annotations

METHODS = {{table}}
'''


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the table of public methods, from the regions of the sources."""
    table: Dict[str, str] = {}
    for path in (path for pattern in SOURCES for path in root.glob(pattern)):
        text = source_text(root, path.relative_to(root).as_posix(), generated)
        for region in REGION.finditer(text):
            name = region[3].replace(".__call__", "")
            table[name] = region[2]
            if name.endswith(".create") and path.stem in acreate.CLASSES.values():
                table[name.replace(".create", ".acreate")] = region[2]
    return formatted({FILE: _MODULE.format(table=dict(sorted(table.items())))})
