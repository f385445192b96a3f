"""Write the types of `with_raw_response`: the methods of each resource, which return a RawResponse."""

from __future__ import annotations

import ast
import copy
import re
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Union

from . import unasync
from .tools import formatted

FOLDER = f"{unasync.SOURCE_FOLDER}/resources"
NAME = "_raw_types.py"
STREAMING_NAME = "_streaming_types.py"
# A resource names the class to generate from it: `with_raw_response: RawSide[_async.AsyncModelsWithRawResponse]`.
ENDING = "WithRawResponse"
# Result of an asynchronous method with the decorator `listed`. The synchronous method returns the list itself.
LISTING = "AsyncListing"
_LISTED = "listed"
_DOCSTRING = "The types of `with_raw_response`: the methods of each resource, which return a RawResponse."
_Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the types of the asynchronous client. unasync writes the types of the synchronous client."""
    names = [path.name for path in sorted((root / FOLDER).glob("*.py")) if path.name not in (NAME, STREAMING_NAME)]
    source = _text([ast.parse(unasync.source_text(root, f"{FOLDER}/{name}", generated)) for name in names])
    files = {NAME: source, STREAMING_NAME: _streaming(source)}
    return formatted(
        {f"{FOLDER}/{name}": f"{unasync.MARK} {FOLDER}; do not edit.\n{text}" for name, text in files.items()}
    )


def _streaming(source: str) -> str:
    """Return the types of `with_streaming_response`: the same methods as context managers of responses."""
    source = re.sub(rf"\b{LISTING}(\[RawResponse\[.+\]\]):", r"AsyncResponseManager\1:", source)
    source = re.sub(r"-> (RawResponse\[.+\]):", r"-> AsyncResponseManager[\1]:", source)
    source = re.sub(r"\bRawResponse\[", "AsyncStreamingResponse[", source)
    source = re.sub(r"\basync def\b", "def", source)
    source = source.replace("with_raw_response", "with_streaming_response").replace(ENDING, "WithStreamingResponse")
    source = source.replace("which return a RawResponse", "which return context managers of responses")
    imported = "from helixagent._core.responses.raw_response import RawResponse"
    module = "from helixagent._async"
    return source.replace(
        imported,
        f"{module}.stream import AsyncResponseManager\n{module}.streaming_response import AsyncStreamingResponse",
    )


def _raw_name(node: ast.ClassDef) -> Optional[str]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and ast.unparse(part.target) == "with_raw_response":
            found = re.fullmatch(rf"RawSide\[_async\.(\w+{ENDING})(\[\w+\])?\]", ast.unparse(part.annotation))
            return found and found.group(1)
    return None


def _text(modules: List[ast.Module]) -> str:
    nodes = [node for module in modules for node in module.body]
    resources = [node for node in nodes if isinstance(node, ast.ClassDef)]
    raw = {node.name: name for node in resources for name in [_raw_name(node)] if name}
    classes = [ast.unparse(_protocol_of(node, raw)) for node in resources if node.name in raw]
    # All imports of the resources. ruff removes those that the signatures do not need.
    imports = [ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    assigned = [ast.unparse(node) for node in nodes if isinstance(node, ast.Assign)]
    found = [re.match(r"(\w+) = TypeVar\(", text) for text in assigned]
    used = [each.string for each in found if each and re.search(rf"\b{each[1]}\b", "".join(classes))]
    lines = [
        f'"""{_DOCSTRING}"""',
        "from __future__ import annotations",
        "from typing import Protocol, overload",
        f"from helixagent._async.listing import {LISTING}",
        "from helixagent._core.responses.raw_response import RawResponse",
        *(text for text in imports if "__future__" not in text),
        f"__all__ = {sorted(raw.values())!r}",
        *used,
    ]
    return "\n".join([*dict.fromkeys(lines), *classes, ""])


def _protocol_of(node: ast.ClassDef, raw: Dict[str, str]) -> ast.ClassDef:
    functions = [part for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))]
    sending = {function.name for function in functions if _sends(function)}
    overloaded = {function.name for function in functions if _has(function, "overload")}
    generic = [base for base in map(ast.unparse, node.bases) if base.startswith("Generic[")]
    protocol = copy.copy(node)
    protocol.name = raw[node.name]
    protocol.bases = [ast.Name(generic[0].replace("Generic", "Protocol") if generic else "Protocol")]
    protocol.body = [ast.Expr(ast.Constant(f"The methods of `with_raw_response` of {node.name}."))]
    for function in functions:
        returns = ast.unparse(function.returns) if function.returns else "Any"
        if function.name in sending:
            if _has(function, _LISTED):
                signature = _signature(function, f"{LISTING}[RawResponse[{returns}]]")
                protocol.body.append(ast.FunctionDef(**vars(signature)))
            elif _has(function, "overload"):
                protocol.body.append(_signature(function, f"RawResponse[{returns}]", "overload"))
            # A protocol does not implement its overloads.
            elif function.name not in overloaded:
                protocol.body.append(_signature(function, f"RawResponse[{returns}]"))
        elif returns in raw:
            # A nested resource of the same client, synchronous or asynchronous.
            protocol.body.append(_signature(function, raw[returns], "property"))
    return protocol


def _sends(function: _Function) -> bool:
    """Return whether a method returns a server response."""
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    public = not function.name.startswith("_") or function.name == "__call__"
    return public and any(call in ("self._run", "self._run_page", "self._send") for call in calls)


def _has(function: _Function, decorator: str) -> bool:
    return any(ast.unparse(each) == decorator for each in function.decorator_list)


def _signature(function: _Function, returns: str, decorator: Optional[str] = None) -> _Function:
    """Return a function without statements, and with another result and decorator."""
    docstring = ast.get_docstring(function)
    signature = copy.copy(function)
    signature.decorator_list = [ast.Name(decorator)] if decorator else []
    signature.returns = ast.parse(returns, mode="eval").body
    # Type checkers require `...` in the method of a protocol.
    signature.body = [ast.Expr(ast.Constant(...))]
    if docstring:
        signature.body.insert(0, ast.Expr(ast.Constant(docstring.splitlines()[0])))
    return signature
