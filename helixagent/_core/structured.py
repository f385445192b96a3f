"""Structured answers: the response format that asks a model for an object of a class, and the object from its text."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, Dict, Optional, Type, TypeVar
from weakref import WeakKeyDictionary

from ..exceptions import InvalidResponseError, ValidationError
from .json_schema import schema_of
from .requests.constraints import Problem
from .type_shapes import name_of
from .typed_values import Reader

T = TypeVar("T")

# By class and only as long as the class lives; the formats hold nothing but JSON, and so keep no class alive.
_formats: WeakKeyDictionary[type, Dict[bool, Dict[str, Any]]] = WeakKeyDictionary()


def response_format_of(cls: Any, *, strict: bool = True) -> Dict[str, Any]:
    """Return the `response_format` that asks for an object of a class.

    Args:
        cls: A dataclass, an attrs class, a TypedDict or a pydantic model.
        strict: Whether the model is held to the schema exactly; dicts with free keys and values of any type cannot be
            stated then.

    Returns:
        `{"type": "json_schema", "json_schema": {"name": …, "schema": {…}, "strict": true}}`, a dict of its own.

    Raises:
        ValidationError: The class, or the type of a member, is not supported; the message says which and where.
    """
    if not isinstance(cls, type):
        raise _no_object(cls)
    formats = _formats.setdefault(cls, {})
    if strict not in formats:
        formats[strict] = _format_of(cls, strict)
    # A copy: what the caller changes in it is not what the next caller gets.
    return copy.deepcopy(formats[strict])


def parse_into(cls: Type[T], text: Any) -> T:
    """Return what a JSON text says, as an object of a type.

    Members that the type does not have are left out.

    Args:
        cls: Any type that `response_format_of` takes, or a list, union or other type of them.
        text: The text of the model's answer.

    Raises:
        InvalidResponseError: The text is no JSON, or does not fit the type; the message says what is wrong and where,
            `param` is the path there, and `body` the text.
        ValidationError: The type is not supported.

    Example:
        >>> from typing import List
        >>> parse_into(List[int], "[1, 2]")
        [1, 2]
    """
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (TypeError, ValueError, RecursionError) as error:
        reason = "it is empty" if not text else str(error)
        raise InvalidResponseError(f"The answer is no JSON: {reason}.", body=text) from None
    try:
        result: T = Reader().read(cls, value)
        return result
    except Problem as problem:
        path = "".join(problem.path).lstrip(".")
        message = f"The answer does not fit {name_of(cls)}: {path or 'it'} {problem.text}."
        raise InvalidResponseError(message, body=text, param=path or None) from problem.__cause__
    except RecursionError:
        raise InvalidResponseError("The answer is nested too deeply.", body=text) from None


def parse_content(cls: Type[T], text: Any, *, has_calls: bool) -> Optional[T]:
    """Return the content of a message as an object of a type.

    Args:
        cls: The type.
        text: The content.
        has_calls: Whether the message calls tools. Its content may be prose then, which is None as an object.

    Raises:
        InvalidResponseError: The text is not JSON, or does not fit the type, and the message calls no tools.
    """
    try:
        return parse_into(cls, text)
    except InvalidResponseError:
        if has_calls:
            return None
        raise


def _format_of(cls: type, strict: bool) -> Dict[str, Any]:
    schema = schema_of(cls, strict=strict)
    if schema.get("type") != "object":
        raise _no_object(cls)
    # A generic class has brackets in its name, a nested one may have dots.
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", cls.__name__)[:64]
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": strict}}


def _no_object(hint: Any) -> ValidationError:
    message = (
        f"response_format must be a dataclass, an attrs class, a TypedDict or a pydantic model, not {name_of(hint)}; "
        "put a list or a union into a member of such a class. create() takes a dict."
    )
    return ValidationError(message, param="response_format")


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")
