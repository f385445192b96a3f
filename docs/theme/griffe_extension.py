"""Show literal defaults and public types in the reference, instead of private names."""

from __future__ import annotations

import ast
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


class PublicNames(griffe.Extension):
    """Replace constants by their values, and private type aliases by the types that they stand for."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Change the signatures of every function of a package."""
        self._change(pkg)

    def _change(self, scope: griffe.Module | griffe.Class) -> None:
        for member in scope.members.values():
            if member.is_alias:
                continue
            if isinstance(member, griffe.Function):
                for function in (member, *(member.overloads or ())):
                    self._change_function(function)
            elif isinstance(member, (griffe.Module, griffe.Class)):
                for overloads in member.overloads.values():
                    for function in overloads:
                        self._change_function(function)
                self._change(member)

    def _change_function(self, function: griffe.Function) -> None:
        for parameter in function.parameters:
            default = parameter.default
            if str(default) == "NOT_GIVEN":
                # The reference shows an ellipsis as "the client's setting".
                parameter.default = "..."
            elif isinstance(default, griffe.ExprName) and (value := _value(default)) is not None:
                parameter.default = value
            known = TYPES.get(str(parameter.annotation))
            if known:
                parsed = ast.parse(known, mode="eval").body
                parameter.annotation = griffe.get_annotation(parsed, parent=function.module)


def _value(name: griffe.ExprName) -> str | griffe.Expr | None:
    """Return the value of a constant of the SDK, or `None` if the name is not one."""
    resolved = name.resolved
    try:
        target = resolved.final_target if resolved is not None and resolved.is_alias else resolved
    except griffe.AliasResolutionError:
        return None
    return target.value if isinstance(target, griffe.Attribute) else None
