"""Convert Python types with pydantic: build the JSON schemas that a model receives, and parse its text into objects."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import re
from typing import Any, Dict, Iterator, Optional, Set, Tuple, Type, TypeVar, Union, get_args, get_origin
from weakref import WeakKeyDictionary

import attrs

from ...exceptions import InvalidResponseError, ValidationError
from ..extras import extra

with extra("structured", "Structured output"):
    import docstring_parser
    import pydantic
    from pydantic.json_schema import GenerateJsonSchema
    from typing_extensions import NotRequired, Required, get_type_hints

T = TypeVar("T")
Schema = Dict[str, Any]

# Strict mode rejects these keywords. They are removed, because pydantic validates the object when it is parsed.
_DROPPED = frozenset(["default", "discriminator", "examples", "title", "uniqueItems"])
_FORMATS = frozenset(["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"])
_LOOKAROUNDS = ("(?=", "(?!", "(?<")
# A schema restricts its values if it has one of these.
_DESCRIBING = frozenset(["$ref", "anyOf", "const", "enum", "type"])
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}

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
    adapter = _adapter_of(cls)
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


def schema_of(hint: Any, *, strict: bool = False) -> Schema:
    """Return the JSON schema of a type.

    Args:
        hint: Any type that pydantic supports.
        strict: Whether to return the form that OpenAI's strict mode requires: closed objects, no optional members, and
            no defaults.

    Raises:
        ValidationError: pydantic does not support the type, or strict mode cannot express it.
    """
    adapter = _adapter_of(hint)
    with _explained(hint):
        schema = adapter.json_schema(schema_generator=_Generator)
    definitions = schema.get("$defs", {})
    if "$ref" in schema:
        # Strict mode rejects a reference at the top level.
        schema = {**definitions[schema["$ref"].rpartition("/")[2]], "$defs": definitions}
    for each in (schema, *definitions.values()):
        # The title only repeats the name of the class.
        each.pop("title", None)
    return _strict(schema, name_of(hint)) if strict else schema


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


def _adapter_of(hint: Any) -> pydantic.TypeAdapter[Any]:
    """Return pydantic's adapter for a type, or raise a ValidationError if pydantic does not support it."""
    if isinstance(hint, type) and attrs.has(hint):
        raise ValidationError(
            f"{name_of(hint)} is an attrs class, which pydantic does not support. "
            "Use a dataclass, a TypedDict, or a pydantic model."
        )
    with _explained(hint):
        adapter = pydantic.TypeAdapter(hint)
        # An adapter with unresolved names raises only on first use.
        adapter.rebuild()
    return adapter


@contextlib.contextmanager
def _explained(hint: Any) -> Iterator[None]:
    """Raise a ValidationError if pydantic does not support a type."""
    try:
        yield
    # PydanticUserError is a RuntimeError. Type hints that cannot be resolved, or have no JSON form, raise the others.
    except (RuntimeError, NameError, TypeError, ValueError, SyntaxError, AttributeError) as error:
        # The rest of pydantic's message is about pydantic's settings.
        reason = re.split(r"\. |\.?\n", str(error))[0].rstrip(".")
        raise ValidationError(f"{name_of(hint)} cannot be described as JSON: {reason}.") from error


class _Generator(GenerateJsonSchema):
    """Adds information that pydantic ignores: attribute docstrings and plain text in `Annotated`."""

    ignored_warning_kinds: Set[Any] = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

    def field_title_should_be_set(self, schema: Any) -> bool:
        # pydantic's titles only repeat the names of the fields.
        return False

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


def _strict(schema: Any, path: str) -> Schema:
    """Return the strict form of a schema. `path` is its path for messages.

    Strict mode is described at https://platform.openai.com/docs/guides/structured-outputs.
    """
    if not isinstance(schema, dict):
        # In JSON schema, True allows any value.
        raise ValidationError(f"{path} may be of any type, which strict mode cannot express.")
    if "$ref" in schema:
        # Strict mode does not accept other keywords next to a reference, so the reference is wrapped in a union of one.
        reference = {"$ref": schema["$ref"]}
        text = schema.get("description")
        return {"anyOf": [reference], "description": text} if text else reference
    strict: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            separator = "." if key == "properties" else ": "
            strict[key] = {name: _strict(each, f"{path}{separator}{name}") for name, each in value.items()}
        elif key in ("anyOf", "oneOf"):
            strict["anyOf"] = [_strict(each, path) for each in value]
        elif key in ("allOf", "prefixItems"):
            strict[key] = [_strict(each, path) for each in value]
        elif key == "items":
            strict[key] = _strict(value, f"{path}[]")
        elif key not in _DROPPED:
            strict[key] = value
    problem = _restrict(strict)
    if problem is not None:
        raise ValidationError(f"{path} {problem}, which strict mode cannot express.")
    return strict


def _restrict(schema: Schema) -> Optional[str]:
    """Adapt the keywords of one schema to strict mode. If strict mode cannot express the schema, return the problem."""
    if schema.get("format") not in _FORMATS:
        schema.pop("format", None)
    if any(each in schema.get("pattern", "") for each in _LOOKAROUNDS):
        del schema["pattern"]
    if "enum" in schema and "type" not in schema:
        # Strict mode requires a type, and pydantic omits it if the values have several types.
        schema["type"] = list(dict.fromkeys(_TYPES[type(value)] for value in schema["enum"]))
    if schema.get("type") == "object" or "properties" in schema:
        # Some versions of pydantic describe a plain `dict` as `{"type": "object"}`.
        # An empty schema allows any value, so it is not the same as False.
        allows_others = schema.get("additionalProperties", False) is not False
        if allows_others or "patternProperties" in schema or "properties" not in schema:
            return "allows arbitrary keys"
        schema["required"] = list(schema["properties"])
        schema["additionalProperties"] = False
    places = schema.pop("prefixItems", ())
    if places:
        # Strict mode cannot express positions. pydantic checks them when the object is parsed.
        different = [place for index, place in enumerate(places) if place not in places[:index]]
        schema["items"] = different[0] if len(different) == 1 else {"anyOf": different}
    if schema.get("type") == "array" and "items" not in schema:
        return "may contain values of any type"
    return None if _DESCRIBING.intersection(schema) else "may be of any type"
