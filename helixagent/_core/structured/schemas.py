"""Build JSON schemas for Python types, using pydantic and docstrings, also for OpenAI's strict mode."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Callable, Dict, Mapping, Optional, Set, Tuple, Union, get_args, get_origin

import attrs

from ...exceptions import ValidationError
from ..extras import extra
from ..requests.constraints import Problem

with extra("structured", "Structured output"):
    import docstring_parser
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema
    from typing_extensions import NotRequired, Required, get_type_hints

Schema = Dict[str, Any]

# PydanticUserError is a RuntimeError. Type hints that cannot be resolved, or have no JSON form, raise the others.
_FAILURES = (RuntimeError, NameError, TypeError, ValueError, SyntaxError, AttributeError)

# Strict mode rejects these keywords. They are removed, because pydantic validates the object when it is parsed.
_DROPPED = frozenset(["default", "discriminator", "examples", "title", "uniqueItems"])
_FORMATS = frozenset(["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"])
_LOOKAROUNDS = ("(?=", "(?!", "(?<")
_LISTS = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
# A schema restricts its values if it has one of these.
_DESCRIBING = frozenset(["$ref", "anyOf", "const", "enum", "type"])
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def adapter_of(hint: Any) -> TypeAdapter[Any]:
    """Return pydantic's adapter for a type, or raise a ValidationError if pydantic does not support it."""
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

    Raises:
        ValidationError: pydantic does not support the type, or strict mode cannot express it.
    """
    adapter = adapter_of(hint)
    try:
        schema = adapter.json_schema(schema_generator=_Generator)
    except _FAILURES as error:
        raise _unsupported(hint, error) from error
    try:
        # Strict mode is described at https://platform.openai.com/docs/guides/structured-outputs.
        return _each(_with_root(schema), _strict if strict else _without_title)
    except Problem as problem:
        raise ValidationError(f"{''.join([name_of(hint), *problem.path])} {problem.text}.") from None


def read_docstring(text: Optional[str]) -> Tuple[str, Dict[str, str]]:
    """Return the first paragraph of a docstring and its descriptions of arguments, in Google, NumPy, or reST style."""
    try:
        parsed = docstring_parser.parse(text or "")
    except docstring_parser.ParseError:
        return "", {}
    summary = (parsed.description or "").split("\n\n")[0]
    arguments = {
        name.strip(" *\\"): " ".join((each.description or "").split())
        for each in parsed.params
        # NumPy style describes several arguments at once: `x, y : float`.
        for name in each.arg_name.split(",")
    }
    return " ".join(summary.split()), {name: said for name, said in arguments.items() if said}


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
    summary, arguments = read_docstring("" if text.startswith(f"{cls.__name__}(") else text)
    if summary:
        schema["description"] = summary
    hints = _hints_of(cls)
    for name, member in schema.get("properties", {}).items():
        text = member.get("description") or _annotated_text(hints.get(name)) or arguments.get(name)
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


def _each(schema: Mapping[str, Any], change: Callable[[Schema], Schema], step: str = "") -> Schema:
    """Apply `change` to each part of a schema, starting with the inner parts. A problem's path begins with `step`."""
    created: Schema = {}
    try:
        for key, value in schema.items():
            if key == "$defs":
                created[key] = {name: _each(each, change, f": {name}") for name, each in value.items()}
            elif key == "properties":
                created[key] = {name: _each(each, change, f".{name}") for name, each in value.items()}
            elif key in _LISTS:
                created[key] = [_each(each, change) for each in value]
            elif key in ("items", "additionalProperties") and isinstance(value, Mapping):
                created[key] = _each(value, change, "[]")
            else:
                created[key] = value
        return change(created)
    except Problem as problem:
        problem.under(step)
        raise


def _without_title(schema: Schema) -> Schema:
    # pydantic's titles only repeat the names.
    return {key: value for key, value in schema.items() if key != "title"}


def _strict(schema: Schema) -> Schema:
    if "$ref" in schema:
        # Strict mode does not accept other keywords next to a reference, so the reference is wrapped in a union of one.
        reference = {"$ref": schema["$ref"]}
        text = schema.get("description")
        return {"anyOf": [reference], "description": text} if text else reference
    strict = {key: value for key, value in schema.items() if key not in _DROPPED}
    if strict.get("format") not in _FORMATS:
        strict.pop("format", None)
    if any(each in strict.get("pattern", "") for each in _LOOKAROUNDS):
        del strict["pattern"]
    if "enum" in strict and "type" not in strict:
        # Strict mode requires a type, and pydantic omits it if the values have several types.
        strict["type"] = list(dict.fromkeys(_TYPES[type(value)] for value in strict["enum"]))
    if "oneOf" in strict:
        strict["anyOf"] = strict.pop("oneOf")
    if strict.get("type") == "object" or "properties" in strict:
        _close(strict)
    if strict.get("type") == "array":
        _homogenize(strict)
    if not _DESCRIBING.intersection(strict):
        raise Problem("may be of any type, which strict mode cannot express")
    return strict


def _close(schema: Schema) -> None:
    # Some versions of pydantic describe a plain `dict` as `{"type": "object"}`.
    if schema.get("additionalProperties", "properties" not in schema) is not False or schema.get("patternProperties"):
        raise Problem("allows arbitrary keys, which strict mode cannot express")
    schema["required"] = list(schema["properties"])
    schema["additionalProperties"] = False


def _homogenize(schema: Schema) -> None:
    places = schema.pop("prefixItems", ())
    if places:
        # Strict mode cannot express positions. pydantic checks them when the object is parsed.
        different = [place for index, place in enumerate(places) if place not in places[:index]]
        schema["items"] = different[0] if len(different) == 1 else {"anyOf": different}
    elif "items" not in schema:
        raise Problem("may contain values of any type, which strict mode cannot express")
