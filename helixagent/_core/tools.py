"""Chat tools from Python functions: the name, the description and the parameters' schema that a model is told."""

from __future__ import annotations

import functools
import inspect
import re
import types
from typing import Any, Callable, Dict, Iterable, List, Mapping

from ..exceptions import ValidationError
from .docstrings import Docstring, read_docstring
from .json_schema import SchemaBuilder, schema_of
from .requests.constraints import Problem
from .strict_schema import strict_schema
from .type_shapes import NO_DEFAULT, Member, resolved

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


def tool_of(function: Callable[..., Any], *, strict: bool = False) -> Dict[str, Any]:
    """Return the chat tool that a function is.

    Args:
        function: A function or coroutine function, a method of an object, a callable object, a `functools.partial`
            (what it fixes is not asked for), or a class of data such as a dataclass. Each parameter has a type hint;
            the docstring's first paragraph becomes the tool's description, and what it says of the arguments theirs.
        strict: Whether the model is held to the schema exactly; all parameters are required then.

    Returns:
        `{"type": "function", "function": {"name": …, "description": …, "parameters": {…}}}`.

    Raises:
        ValidationError: The function has a parameter that no tool can have, or of a type that is not supported; the
            message names both.

    Example:
        def get_weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> str:
            '''Tell the weather in a city.

            Args:
                city: The city's name.
            '''

        client.chat.completions.create(messages=messages, tools=[tool_of(get_weather)])
    """
    if not callable(function):
        raise ValidationError(f"A tool must be a function, not {type(function).__name__}.", param="tools")
    name = _name_of(function)
    if isinstance(function, type):
        parameters = dict(schema_of(function, strict=strict))
        description = parameters.pop("description", "")
    else:
        docstring = read_docstring(_doc_of(function))
        parameters, description = _parameters(function, name, docstring, strict), docstring.summary
    definition = {"name": name, "description": description, "parameters": parameters}
    if not description:
        del definition["description"]
    if strict:
        definition["strict"] = True
    return {"type": "function", "function": definition}


def tools_of(tools: Iterable[Any], *, strict: bool = False) -> List[Any]:
    """Return a list of tools with the functions among them turned into tools; dicts and models stay as they are."""
    return [tool_of(tool, strict=strict) if callable(tool) else tool for tool in tools]


def _parameters(function: Any, name: str, docstring: Docstring, strict: bool) -> Dict[str, Any]:
    builder = SchemaBuilder()
    try:
        schema = builder.finished(builder.object(_members(function, docstring)))
        return strict_schema(schema) if strict else schema
    except Problem as problem:
        path = "".join(problem.path).lstrip(".")
        where = f"its parameter {path} {problem.text}" if path else f"it {problem.text}"
        error = ValidationError(f"{name} cannot be a tool: {where}.", param=path or None)
    raise error


def _members(function: Any, docstring: Docstring) -> List[Member]:
    parameters = _signature(function)
    hints = _hints(function, parameters)
    members = []
    for name, parameter in parameters.items():
        try:
            _check_kind(parameter)
        except Problem as problem:
            problem.under(f".{name}")
            raise
        required = parameter.default is parameter.empty
        default = NO_DEFAULT if required else parameter.default
        members.append(Member(name, hints[name], required, default, docstring.arguments.get(name)))
    return members


def _signature(function: Any) -> Dict[str, inspect.Parameter]:
    try:
        parameters = dict(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        raise Problem("has no signature that Python can read") from None
    first = next(iter(parameters.values()), None)
    if first is not None and first.name in ("self", "cls") and first.annotation is first.empty:
        # A method that is not bound yet.
        del parameters[first.name]
    if isinstance(function, functools.partial):
        # What was fixed by name would else be a parameter with a default, and the model's to choose.
        for name in function.keywords:
            parameters.pop(name, None)
    return parameters


def _check_kind(parameter: inspect.Parameter) -> None:
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        stars = "*" if parameter.kind is parameter.VAR_POSITIONAL else "**"
        raise Problem(f"({stars}{parameter.name}) takes any arguments; a tool's are named one by one")
    if parameter.kind is parameter.POSITIONAL_ONLY:
        raise Problem("is positional only, and a model gives its arguments by name")
    if parameter.annotation is parameter.empty:
        raise Problem("has no type hint")


def _hints(function: Any, parameters: Mapping[str, inspect.Parameter]) -> Dict[str, Any]:
    # One by one, so that the message names the parameter; the hint of what is returned is nobody's business here.
    names = getattr(_plain_function(function), "__globals__", {})
    hints = {}
    for name, parameter in parameters.items():
        holder = types.SimpleNamespace(__annotations__={name: parameter.annotation})
        try:
            hints.update(resolved(holder, names=names))
        except Problem as problem:
            problem.under(f".{name}")
            raise
    return hints


def _plain_function(function: Any) -> Any:
    while isinstance(function, functools.partial):
        function = function.func
    if not inspect.isroutine(function) and not isinstance(function, type):
        function = type(function).__call__
    return inspect.unwrap(function)


def _name_of(function: Any) -> str:
    while isinstance(function, functools.partial):
        function = function.func
    name = getattr(function, "__name__", type(function).__name__)
    if not _NAME.match(name):
        raise ValidationError(
            f"{name} cannot be a tool: its name must be 1 to 64 letters (a to z), digits, _ or -.", param="tools"
        )
    return str(name)


def _doc_of(function: Any) -> Any:
    while isinstance(function, functools.partial):
        function = function.func
    if inspect.isroutine(function):
        return function.__doc__
    return type(function).__call__.__doc__ or type(function).__doc__
