"""The JSON schema of a Python type, for tools and structured answers."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from enum import Enum
from itertools import chain, count
from typing import Any, Callable, Dict, Iterable, List
from uuid import UUID

from ..exceptions import ValidationError
from .docstrings import read_docstring
from .requests.constraints import Problem
from .strict_schema import strict_schema
from .type_shapes import Member, Shape, members_of, name_of, shape_of

Schema = Dict[str, Any]

_SCALARS: Dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
    UUID: {"type": "string", "format": "uuid"},
}
_DEFS = "#/$defs/"


def schema_of(hint: Any, *, strict: bool = False) -> Schema:
    """Return the JSON schema of a type.

    Args:
        hint: str, int, float, bool, None, datetime, date, time, UUID, an Enum, Literal, Optional, Union, a list, set,
            tuple or dict of these, a TypedDict, a dataclass, an attrs class, a pydantic model, or Annotated with a
            description of one of them.
        strict: Whether to make it fit OpenAI's strict mode: closed objects, every member required, no defaults.

    Returns:
        The schema, a dict of its own. A type that holds itself stands under `$defs`; others stand where they are used.

    Raises:
        ValidationError: The type, or one inside it, is not supported; the message says which and where.

    Example:
        >>> from typing import Optional
        >>> schema_of(Optional[int])
        {'anyOf': [{'type': 'integer'}, {'type': 'null'}]}
    """
    builder = SchemaBuilder()
    try:
        schema = builder.finished(builder.of(hint))
        return strict_schema(schema) if strict else schema
    except Problem as problem:
        error = ValidationError(f"{''.join([name_of(hint), *problem.path])} {problem.text}.")
    raise error


class SchemaBuilder:
    """Makes the schemas of several types that belong to one document, and gathers what they refer to."""

    def __init__(self) -> None:
        self._defs: Schema = {}
        self._names: Dict[Any, str] = {}
        self._open: List[Any] = []

    def of(self, hint: Any) -> Schema:
        """Return the schema of one type; raise Problem where it is not supported."""
        shape = shape_of(hint)
        schema: Schema = getattr(self, f"_of_{shape.kind}")(shape)
        return {**schema, "description": shape.description} if shape.description else schema

    def object(self, members: Iterable[Member]) -> Schema:
        """Return the schema of an object with these members; raise Problem where one is not supported."""
        properties: Schema = {}
        required = []
        for member in members:
            try:
                properties[member.name] = self._of_member(member)
            except Problem as problem:
                problem.under(f".{member.name}")
                raise
            if member.required:
                required.append(member.name)
        schema: Schema = {"type": "object", "properties": properties}
        return {**schema, "required": required} if required else schema

    def finished(self, schema: Schema) -> Schema:
        """Return the schema with the definitions that it refers to; none of its references is the whole of it."""
        if set(schema) == {"$ref"}:
            schema = dict(self._defs[schema["$ref"][len(_DEFS) :]])
        return {**schema, "$defs": self._defs} if self._defs else schema

    def _of_member(self, member: Member) -> Schema:
        schema = self.of(member.hint)
        if member.description and shape_of(member.hint).description is None:
            schema = {**schema, "description": member.description}
        default = _json_default(member.default)
        return schema if default is None else {**schema, "default": default}

    def _of_any(self, shape: Shape) -> Schema:
        return {}

    def _of_scalar(self, shape: Shape) -> Schema:
        return dict(_SCALARS[shape.type])

    def _of_choice(self, shape: Shape) -> Schema:
        kinds = list(dict.fromkeys(_SCALARS[type(value)]["type"] for value in shape.parts))
        return {"type": kinds[0] if len(kinds) == 1 else kinds, "enum": list(shape.parts)}

    def _of_either(self, shape: Shape) -> Schema:
        return {"anyOf": [self.of(part) for part in shape.parts]}

    def _of_array(self, shape: Shape) -> Schema:
        schema: Schema = {"type": "array", "items": self._inside(shape.parts[0], "[]")}
        return {**schema, "uniqueItems": True} if shape.type in (set, frozenset) else schema

    def _of_tuple(self, shape: Shape) -> Schema:
        places = [self._inside(part, f"[{index}]") for index, part in enumerate(shape.parts)]
        return {"type": "array", "prefixItems": places, "minItems": len(places), "maxItems": len(places)}

    def _of_map(self, shape: Shape) -> Schema:
        keys = shape_of(shape.parts[0])
        if keys.type is not str and not (keys.kind == "choice" and all(isinstance(key, str) for key in keys.parts)):
            raise Problem(f"has keys of the type {name_of(shape.parts[0])}; JSON's are strings")
        schema: Schema = {"type": "object", "additionalProperties": self._inside(shape.parts[1], "[]")}
        return {**schema, "propertyNames": {"enum": list(keys.parts)}} if keys.parts else schema

    def _of_record(self, shape: Shape) -> Schema:
        def make() -> Schema:
            schema = self.object(members_of(shape.type))
            description = _description_of(shape.type)
            return {"type": "object", "description": description, **schema} if description else schema

        return self._named(shape.type, make)

    def _of_alias(self, shape: Shape) -> Schema:
        return self._named(shape.type, lambda: self.of(shape.parts[0]))

    def _of_pydantic(self, shape: Shape) -> Schema:
        prefix = ""
        for number in count(2):
            schema: Schema = shape.type.model_json_schema(ref_template=_DEFS + prefix + "{model}")
            definitions = {prefix + name: each for name, each in schema.pop("$defs", {}).items()}
            if all(self._defs.get(name, each) == each for name, each in definitions.items()):
                self._defs.update(definitions)
                return schema
            # Another type has the name of one of its definitions.
            prefix = f"{number}_"
        raise AssertionError("count() never ends")

    def _named(self, named: Any, make: Callable[[], Schema]) -> Schema:
        if named not in self._names:
            if named not in self._open:
                self._open.append(named)
                schema = make()
                self._open.pop()
                if named not in self._names:
                    return schema
                self._defs[self._names[named]] = schema
            else:
                # It holds itself: what is being made becomes a definition.
                numbers = chain([""], (str(number) for number in count(2)))
                name = next(name for name in (named.__name__ + each for each in numbers) if name not in self._defs)
                self._names[named] = name
                self._defs[name] = {}
        return {"$ref": _DEFS + self._names[named]}

    def _inside(self, hint: Any, step: str) -> Schema:
        try:
            return self.of(hint)
        except Problem as problem:
            problem.under(step)
            raise


def _description_of(cls: Any) -> str:
    text = cls.__doc__ or ""
    # A dataclass without a docstring gets its signature for one.
    return "" if text.startswith(f"{cls.__name__}(") else read_docstring(text).summary


def _json_default(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError):
        # A model can do without knowing it.
        return None
