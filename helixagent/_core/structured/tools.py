"""Build chat tools from Python functions, with the name, the description and the parameter schema."""

from __future__ import annotations

import contextlib
import functools
import inspect
import re
import types
from typing import Any, Callable, Dict

from ...exceptions import ValidationError
from ..extras import extra
from .schemas import parse_into, schema_of

with extra("structured", "A function as a tool"):
    from pydantic import Field
    from pydantic_core import PydanticSerializationError, to_jsonable_python
    from typing_extensions import Annotated, NotRequired, TypedDict, get_type_hints

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_ARBITRARY = "accepts any arguments, but a tool needs a name for each"
_REFUSED_KINDS = {
    inspect.Parameter.VAR_POSITIONAL: _ARBITRARY,
    inspect.Parameter.VAR_KEYWORD: _ARBITRARY,
    inspect.Parameter.POSITIONAL_ONLY: "is positional only, but a model passes arguments by name",
}


def tool_of(function: Callable[..., Any]) -> Dict[str, Any]:
    """Convert a function to a chat tool.

    Args:
        function: A function or coroutine function, a method of an object, a callable object, a `functools.partial`
            (the arguments that it sets are not part of the tool), or a class such as a dataclass. Each parameter needs
            a type hint. The docstring's first paragraph describes the tool, and its arguments describe the parameters.

    Raises:
        ValidationError: A parameter or its type is not supported in tools.
    """
    name = _name_of(function)
    cls = function if isinstance(function, type) else _class_of_parameters(function, name)
    try:
        parameters = schema_of(cls)
    except ValidationError as error:
        raise ValidationError(f"{name} cannot be a tool: {error.message}", param="tools") from error
    if parameters.get("type") != "object":
        raise ValidationError(f"{name} cannot be a tool: its schema is not an object.", param="tools")
    description = parameters.pop("description", None)
    described = {"description": description} if description else {}
    return {"type": "function", "function": {"name": name, **described, "parameters": parameters}}


def bound_arguments(function: Callable[..., Any], name: str, text: str) -> Callable[[], Any]:
    """Return a function without parameters that calls a tool's function with the model's arguments.

    Raises:
        InvalidResponseError: The text is not JSON, or the arguments do not match the parameters.
    """
    subject = "The arguments do"
    if isinstance(function, type):
        created: Any = parse_into(function, text, subject=subject)
        return lambda: created
    arguments: Any = parse_into(_class_of_parameters(function, name), text, subject=subject)
    return functools.partial(function, **arguments)


def _class_of_parameters(function: Any, name: str) -> Any:
    """Return a TypedDict with the parameters as members, from which pydantic builds the schema."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        raise ValidationError(f"{name} cannot be a tool: Python cannot read its signature.", param="tools") from None
    # Arguments that a partial sets by name would otherwise become parameters that the model could override.
    fixed = function.keywords if isinstance(function, functools.partial) else {}
    defined = _definition_of(function)
    members: Dict[str, Any] = {}
    for key, parameter in parameters.items():
        if key not in fixed:
            try:
                members[key] = _hint_of(parameter, getattr(defined, "__globals__", {}))
            except ValueError as error:
                raise ValidationError(f"{name} cannot be a tool: its parameter {key} {error}.", param=key) from None
    # Type checkers accept only literal names and members.
    make: Any = TypedDict
    cls = make(name, members)
    cls.__doc__ = defined.__doc__ or _without_partial(function).__doc__
    return cls


def _hint_of(parameter: inspect.Parameter, names: Dict[str, Any]) -> Any:
    """Return the type of a parameter, or raise a ValueError that describes the problem.

    Args:
        parameter: The parameter.
        names: The names that its type hint may use.
    """
    if parameter.kind in _REFUSED_KINDS:
        raise ValueError(_REFUSED_KINDS[parameter.kind])
    if parameter.annotation is parameter.empty:
        raise ValueError("has no type hint")
    # pydantic would resolve all hints of the function, including the return type, which a tool does not need.
    holder = types.SimpleNamespace(__annotations__={"hint": parameter.annotation})
    try:
        hint = get_type_hints(holder, names, include_extras=True)["hint"]
    except (NameError, TypeError, SyntaxError) as error:
        raise ValueError(f"has a type hint that Python cannot resolve ({error})") from None
    if parameter.default is parameter.empty:
        return hint
    # If JSON cannot express the default, the schema has no default.
    with contextlib.suppress(PydanticSerializationError):
        extra_members: Any = {"default": to_jsonable_python(parameter.default)}
        hint = Annotated[hint, Field(json_schema_extra=extra_members)]
    return NotRequired[hint]


def _without_partial(function: Any) -> Any:
    while isinstance(function, functools.partial):
        function = function.func
    return function


def _definition_of(function: Any) -> Any:
    """Return the function behind partials, callable objects and decorators. It has the docstring and the hints."""
    function = _without_partial(function)
    if not inspect.isroutine(function) and not isinstance(function, type):
        function = type(function).__call__
    return inspect.unwrap(function)


def _name_of(function: Any) -> str:
    function = _without_partial(function)
    name = getattr(function, "__name__", type(function).__name__)
    if not _NAME.match(name):
        raise ValidationError(
            f"{name} cannot be a tool: its name must be 1 to 64 letters (a to z), digits, _ or -.", param="tools"
        )
    return str(name)
