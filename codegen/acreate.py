"""Write the `acreate` methods of the synchronous client, from the `create` methods of the asynchronous client."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Dict, List, Mapping

from .keywords import FUNCTION, IMPORTS, with_imports
from .tools import formatted
from .unasync import MARK, SOURCE_FOLDER, TWIN_FOLDER, source_text

FILE = f"{TWIN_FOLDER}/resources/acreate.py"
# Classes with `create`, and their modules.
CLASSES = {"AsyncChatCompletions": "chat", "AsyncCompletions": "completions", "AsyncEnsembleCompletions": "ensemble"}
_HEADER = f'''{MARK} {SOURCE_FOLDER}/resources; do not edit.
"""The `acreate` methods of the synchronous client. They return awaitables."""

from __future__ import annotations

from helixagent._sync.resources._base import Resource
'''


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the module with the `acreate` methods."""
    classes = [
        _class_of(source_text(root, f"{SOURCE_FOLDER}/resources/{module}.py", generated), name)
        for name, module in CLASSES.items()
    ]
    return formatted({FILE: with_imports("\n\n".join([_HEADER, *classes]), IMPORTS)})


def _class_of(text: str, name: str) -> str:
    lines = text.splitlines()
    (cls,) = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name]
    functions = [node for node in cls.body if isinstance(node, FUNCTION) and node.name == "create"]
    written: List[str] = []
    for node in functions:
        # Overloads consist of a signature and a docstring. Only the last function also has statements.
        part = lines[node.decorator_list[0].lineno - 1 : node.body[0].end_lineno]
        written += ["", *part]
    code = "\n".join(written).replace("AsyncStream[", "_async.AsyncStream[")
    code = code.replace("async def create(", "async def acreate(").replace(".create(", ".acreate(")
    return f'''class {name[len("Async") :]}Base(Resource):
    """Adds `acreate` to {name[len("Async") :]}."""
{code}
        return await self._client._acreate("{name}", self, given(locals()))  # type: ignore[no-any-return]
'''
