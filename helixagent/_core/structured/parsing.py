"""Structured output: the response format that asks for an object of a class, and the object from the model's text."""

from __future__ import annotations

import copy
import re
from typing import Any, Dict, Optional, Type, TypeVar
from weakref import WeakKeyDictionary

from ...exceptions import InvalidResponseError, ValidationError
from ..extras import extra
from .schemas import adapter_of, name_of, schema_of

with extra("structured", "Structured output"):
    import pydantic

T = TypeVar("T")

# Making a schema takes milliseconds. The formats hold nothing but JSON, so they do not keep the class alive.
_formats: WeakKeyDictionary[type, Dict[bool, Dict[str, Any]]] = WeakKeyDictionary()


def response_format_of(cls: Any, *, strict: bool = True) -> Dict[str, Any]:
    """Return the `response_format` that asks for an object of a class.

    Args:
        cls: A dataclass, a TypedDict, or a pydantic model.
        strict: Whether the model must follow the schema exactly. Dicts with free keys and values of any type cannot be
            expressed then.

    Returns:
        `{"type": "json_schema", "json_schema": {"name": ..., "schema": {...}, "strict": true}}`, a new dict.

    Raises:
        ValidationError: The class, or the type of a member, is not supported.
    """
    formats = _formats.setdefault(cls, {}) if isinstance(cls, type) else {}
    if strict not in formats:
        formats[strict] = _format_of(cls, strict)
    # A copy, because callers may change it.
    return copy.deepcopy(formats[strict])


def parse_into(cls: Type[T], text: Any, *, subject: str = "The response does") -> T:
    """Return an object of a type, parsed from a JSON text by pydantic.

    Args:
        cls: Any type that pydantic supports.
        text: The model's text.
        subject: Subject of the error message, with its verb.

    Raises:
        InvalidResponseError: The text is not JSON, or does not fit the type. The message says what is wrong and where,
            `param` is the path there, and `body` is the text.
        ValidationError: The type is not supported.

    Example:
        >>> from typing import List
        >>> parse_into(List[int], "[1, 2]")
        [1, 2]
    """
    adapter = adapter_of(cls)
    if not text:
        raise InvalidResponseError(f"{subject} not fit {name_of(cls)}: it is empty.", body=text)
    try:
        result: T = adapter.validate_json(text)
        return result
    except pydantic.ValidationError as error:
        # The alternative of a union that matched the longest path says the most.
        worst = max(error.errors(include_url=False, include_input=False), key=lambda each: len(each["loc"]))
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in worst["loc"])
        path = "".join(steps).lstrip(".")
        message = f"{subject} not fit {name_of(cls)}: {path + ': ' if path else ''}{worst['msg']}."
        raise InvalidResponseError(message, body=text, param=path or None) from error
    except Exception as error:
        # It comes from code of the class, for example `__post_init__`.
        raise InvalidResponseError(f"{name_of(cls)} refused the response: {error!r}.", body=text) from error


def parse_content(cls: Type[T], text: Any, *, has_calls: bool) -> Optional[T]:
    """Return the content of a message as an object of a type.

    Args:
        cls: The type.
        text: The content.
        has_calls: Whether the message calls tools. Its content may be prose then, which is parsed as None.

    Raises:
        InvalidResponseError: The text is not JSON, or does not fit the type, and the message calls no tools.
    """
    try:
        return parse_into(cls, text)
    except InvalidResponseError:
        if has_calls:
            return None
        raise


def _format_of(cls: Any, strict: bool) -> Dict[str, Any]:
    schema = schema_of(cls, strict=strict) if isinstance(cls, type) else {}
    if schema.get("type") != "object":
        raise ValidationError(
            f"response_format must be a dataclass, a TypedDict, or a pydantic model, not {name_of(cls)}. "
            "Put a list or a union into a member of such a class, or pass a dict to create().",
            param="response_format",
        )
    # A generic class has brackets in its name, a nested one may have dots.
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", cls.__name__)[:64]
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": strict}}
