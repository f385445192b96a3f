"""Show literal defaults and public types in the reference, instead of private names."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import Any

import griffe

# Aliases of the SDK's internals, and what they mean for a caller.
TYPES = {
    "TimeoutOption": "float | httpx.Timeout | None",
    "Timeout": "float | httpx.Timeout | None",
    "SecondsOption": "float | None",
    "StrPath": "str | os.PathLike[str]",
    "Verify": "bool | str | os.PathLike[str] | ssl.SSLContext",
    "Credential": "str | Callable[[], str] | Callable[[], Awaitable[str]]",
}
ALIASES = re.compile(rf"(?<![.\w])({'|'.join(TYPES)})\b")
EXAMPLE = re.compile(r"^( *)Examples?:\n((?:\1 +.*\n?|\n)+)", re.MULTILINE)


class PublicNames(griffe.Extension):
    """Replace constants by their values, and private type aliases by public types."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Change the signatures of every function of a package."""
        if pkg.name == "helixagent":
            _export_resources(pkg)
        self._change(pkg)

    def _change(self, scope: griffe.Module | griffe.Class) -> None:
        for member in scope.members.values():
            if member.is_alias:
                continue
            if member.docstring is not None:
                member.docstring.value = EXAMPLE.sub(_fenced, member.docstring.value)
            if isinstance(member, griffe.Function):
                for function in (member, *(member.overloads or ())):
                    self._change_function(function)
            elif isinstance(member, (griffe.Module, griffe.Class)):
                for overloads in member.overloads.values():
                    for function in overloads:
                        self._change_function(function)
                self._change(member)

    def _change_function(self, function: griffe.Function) -> None:
        private = [parameter.name for parameter in function.parameters if parameter.name.startswith("_")]
        for name in private:
            del function.parameters[name]
        for parameter in function.parameters:
            default = parameter.default
            if str(default) == "NOT_GIVEN":
                # The reference shows an ellipsis as "the client's setting".
                parameter.default = "600.0" if function.name == "__init__" else "..."
            elif isinstance(default, griffe.ExprName) and (value := _value(default)) is not None:
                parameter.default = value
            public = ALIASES.sub(lambda found: TYPES[found[0]], str(parameter.annotation))
            if public != str(parameter.annotation):
                parsed = ast.parse(public, mode="eval").body
                parameter.annotation = griffe.get_annotation(parsed, parent=function.module)


def _export_resources(package: griffe.Module) -> None:
    """Add the resource classes to `helixagent.resources`, which imports them with an asterisk for type checkers."""
    for half in ("_sync", "_async"):
        for name, member in package[f"{half}.resources"].members.items():
            if member.is_alias and name in package["resources"].exports:
                package["resources"].set_member(name, griffe.Alias(name, member.target_path))


def _fenced(example: re.Match[str]) -> str:
    """Return the code of an example between fences, because Markdown would show it as a paragraph."""
    code = textwrap.dedent(example[2]).strip()
    block = textwrap.indent(f"```python\n{code}\n```", f"{example[1]}    ")
    return f"{example[1]}Example:\n{block}\n"


def _value(name: griffe.ExprName) -> str | griffe.Expr | None:
    """Return the value of a constant of the SDK, or `None` if the name is not one."""
    resolved = name.resolved
    try:
        target = resolved.final_target if resolved is not None and resolved.is_alias else resolved
    except griffe.AliasResolutionError:
        return None
    return target.value if isinstance(target, griffe.Attribute) else None
