"""Build JSON schemas for Python types, using pydantic and the docstrings of the user's classes."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Dict, NamedTuple, Optional, Set, Union, get_args, get_origin

import attrs

from ...exceptions import ValidationError
from ..extras import extra
from ..requests.constraints import Problem
from .strict import strict_schema, without_titles

with extra("structured", "Structured output"):
    import docstring_parser
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema
    from typing_extensions import NotRequired, Required, get_type_hints

Schema = Dict[str, Any]

# PydanticUserError is a RuntimeError. Type hints that cannot be resolved, or have no JSON form, raise the others.
_FAILURES = (RuntimeError, NameError, TypeError, ValueError, SyntaxError, AttributeError)


class Docstring(NamedTuple):
    """The first paragraph of a docstring, and its descriptions of arguments and attributes."""

    summary: str
    arguments: Dict[str, str]


def adapter_of(hint: Any) -> TypeAdapter[Any]:
    """Return pydantic's adapter for a type.

    Raises:
        ValidationError: pydantic does not support the type.
    """
    if isinstance(hint, type) and attrs.has(hint):
        raise ValidationError(
            f"{name_of(hint)} is an attrs class, which pydantic does not support. "
            "Use a dataclass, a TypedDict, or a pydantic model."
        )
    try:
        adapter = TypeAdapter(hint)
        # An adapter with unresolved names raises only on first use.
        adapter.rebuild()
        return adapter
    except _FAILURES as error:
        raise _unsupported(hint, error) from error


def schema_of(hint: Any, *, strict: bool = False) -> Schema:
    """Return the JSON schema of a type.

    Args:
        hint: Any type that pydantic supports.
        strict: Whether to return the form that OpenAI's strict mode requires: closed objects, no optional members, and
            no defaults.

    Returns:
        A new dict. Classes are defined in `$defs`, except for the type itself.

    Raises:
        ValidationError: pydantic does not support the type, or strict mode cannot express it.

    Example:
        >>> from typing import Optional
        >>> schema_of(Optional[int])
        {'anyOf': [{'type': 'integer'}, {'type': 'null'}]}
    """
    adapter = adapter_of(hint)
    try:
        schema = adapter.json_schema(schema_generator=_Generator)
    except _FAILURES as error:
        raise _unsupported(hint, error) from error
    schema = _with_root(schema)
    if not strict:
        return without_titles(schema)
    try:
        return strict_schema(schema)
    except Problem as problem:
        raise ValidationError(f"{''.join([name_of(hint), *problem.path])} {problem.text}.") from None


def read_docstring(text: Optional[str]) -> Docstring:
    """Return the summary of a docstring and its descriptions of arguments, in Google, NumPy, or reST style."""
    try:
        parsed = docstring_parser.parse(text or "")
    except docstring_parser.ParseError:
        return Docstring("", {})
    summary = (parsed.description or "").split("\n\n")[0]
    arguments = {
        name.strip(" *\\"): " ".join((each.description or "").split())
        for each in parsed.params
        # NumPy style describes several arguments at once: `x, y : float`.
        for name in each.arg_name.split(",")
    }
    return Docstring(" ".join(summary.split()), {name: said for name, said in arguments.items() if said})


def name_of(hint: Any) -> str:
    """Return the name of a type for messages."""
    return hint.__qualname__ if isinstance(hint, type) and not get_args(hint) else str(hint)


class _Generator(GenerateJsonSchema):
    """Adds information that pydantic ignores: attribute docstrings and plain text in `Annotated`."""

    ignored_warning_kinds: Set[Any] = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

    def dataclass_schema(self, schema: Any) -> Schema:
        created = _described(super().dataclass_schema(schema), schema["cls"])
        for field in dataclasses.fields(schema["cls"]):
            if not field.init:
                # pydantic lists the member if it has a default, but ignores its value.
                created.get("properties", {}).pop(field.name, None)
        return created

    def model_schema(self, schema: Any) -> Schema:
        return _described(super().model_schema(schema), schema["cls"])

    def typed_dict_schema(self, schema: Any) -> Schema:
        return _described(super().typed_dict_schema(schema), schema.get("cls"))


def _described(schema: Schema, cls: Any) -> Schema:
    text = getattr(cls, "__doc__", None) or ""
    # Python uses the signature as the docstring of a dataclass that has no docstring.
    docstring = read_docstring("" if text.startswith(f"{cls.__name__}(") else text)
    if docstring.summary:
        schema["description"] = docstring.summary
    hints = _hints_of(cls)
    for name, member in schema.get("properties", {}).items():
        text = member.get("description") or _annotated_text(hints.get(name)) or docstring.arguments.get(name)
        if text:
            member["description"] = text
    return schema


def _hints_of(cls: Any) -> Dict[str, Any]:
    try:
        return get_type_hints(cls, include_extras=True)
    except (NameError, TypeError):
        # pydantic resolves more names than Python, such as type parameters of generic models.
        return {}


def _annotated_text(hint: Any) -> Optional[str]:
    """Return the plain text, or typing_extensions' `Doc`, of `Annotated[...]` or `Optional[Annotated[...]]`."""
    for note in getattr(hint, "__metadata__", ()):
        text = getattr(note, "documentation", note)
        if isinstance(text, str):
            return text
    if get_origin(hint) in (Union, Required, NotRequired):
        return next(filter(None, map(_annotated_text, get_args(hint))), None)
    return None


def _with_root(schema: Schema) -> Schema:
    """Replace a top-level reference with its definition, because strict mode rejects such references."""
    if "$ref" not in schema:
        return schema
    root = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    return {**root, "$defs": schema["$defs"]}


def _unsupported(hint: Any, error: Exception) -> ValidationError:
    # The rest of pydantic's message is about pydantic's settings.
    reason = re.split(r"\. |\.?\n", str(error))[0]
    return ValidationError(f"{name_of(hint)} cannot be described as JSON: {reason.rstrip('.')}.")
