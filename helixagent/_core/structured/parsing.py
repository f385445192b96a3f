"""Structured output: build the response format for a class, and parse the model's text into an object."""

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

# Building a schema takes milliseconds. The cached formats contain only JSON, so they do not keep the class alive.
_formats: WeakKeyDictionary[type, Dict[str, Any]] = WeakKeyDictionary()


def response_format_of(cls: Any) -> Dict[str, Any]:
    """Return the `response_format` that requests an object of a dataclass, a TypedDict, or a pydantic model.

    Raises:
        ValidationError: The class, or the type of a member, is not supported.
    """
    found = _formats.get(cls) if isinstance(cls, type) else None
    if found is None:
        schema = schema_of(cls, strict=True) if isinstance(cls, type) else {}
        if schema.get("type") != "object":
            raise ValidationError(
                f"response_format must be a dataclass, a TypedDict, or a pydantic model, not {name_of(cls)}. "
                "Put a list or a union into a member of such a class, or pass a dict to create().",
                param="response_format",
            )
        # The name of a generic class contains brackets, and the name of a nested class may contain dots.
        name = re.sub(r"[^A-Za-z0-9_-]+", "_", cls.__name__)[:64]
        json_schema = {"name": name, "schema": schema, "strict": True}
        found = _formats[cls] = {"type": "json_schema", "json_schema": json_schema}
    # The function returns a copy, because callers may modify it.
    return copy.deepcopy(found)


def parse_into(cls: Type[T], text: Any, *, subject: str = "The response does") -> T:
    """Parse a JSON text into an object of a type, using pydantic.

    Args:
        cls: Any type that pydantic supports.
        text: The model's text.
        subject: Subject and verb of the error message.

    Raises:
        InvalidResponseError: The text is not JSON, or does not match the type. The message describes the problem,
            `param` is the path of the invalid value, and `body` is the text.
        ValidationError: The type is not supported.
    """
    adapter = adapter_of(cls)
    if not text:
        raise InvalidResponseError(f"{subject} not match {name_of(cls)}: it is empty.", body=text)
    try:
        result: T = adapter.validate_json(text)
        return result
    except pydantic.ValidationError as error:
        # In a union, the error with the longest path is the most informative.
        worst = max(error.errors(include_url=False, include_input=False), key=lambda each: len(each["loc"]))
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in worst["loc"])
        path = "".join(steps).lstrip(".")
        message = f"{subject} not match {name_of(cls)}: {path + ': ' if path else ''}{worst['msg']}."
        raise InvalidResponseError(message, body=text, param=path or None) from error
    except Exception as error:
        # The class's own code raised the error, for example `__post_init__`.
        raise InvalidResponseError(f"{name_of(cls)} rejected the response: {error!r}.", body=text) from error


def parse_content(cls: Type[T], text: Any, *, has_calls: bool) -> Optional[T]:
    """Parse the content of a message. If the message also calls tools, the content may be prose, which gives None."""
    try:
        return parse_into(cls, text)
    except InvalidResponseError:
        if has_calls:
            return None
        raise
