# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Types that all generated modules use: the base class of the models, and small types for requests and responses."""

from __future__ import annotations

import copy
import re
import typing
from reprlib import recursive_repr
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Collection,
    Dict,
    FrozenSet,
    Iterator,
    Literal,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Type,
)

if TYPE_CHECKING:
    from typing_extensions import Self as Self

    from .dates import parse_datetime
    from .http_types import File, FileTypes, Response

else:
    # For `typing.get_type_hints`. `typing.Self` needs Python 3.11.
    Self = getattr(typing, "Self", Any)

# Default of constructor arguments that the API requires. Type checkers require a value, but at run time every argument
# is optional, because tests build partial responses.
NONE: Any = None

# Types that a constructor accepts as an array.
SEQUENCE = (list, tuple)
# Creates a model without its constructor. Its type lets `from_dict` set attributes to any JSON value.
new: Any = object.__new__


class Unset:
    """Type of `UNSET`, the default of arguments."""

    _only: ClassVar[Optional[Unset]] = None

    def __new__(cls) -> Unset:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        # A copied or unpickled UNSET is the same object.
        return "UNSET"


UNSET: Unset = Unset()


class ApiModel:
    """Base class of all models, with equality, printing, copying, pickling, and unknown fields as attributes."""

    __slots__ = ("__weakref__", "_request_id", "_wire")

    # The JSON object from which the model was read. Unknown fields are read from it on first use, and `to_dict` returns
    # its nulls and the texts of its dates. Reading all of them immediately would double the cost of a streamed chunk.
    _wire: Any
    # Set by the function that received the response.
    _request_id: Optional[str]

    FIELDS: ClassVar[Tuple[str, ...]] = ()
    KEYS: ClassVar[FrozenSet[str]] = frozenset()
    SECRETS: ClassVar[FrozenSet[str]] = frozenset()

    if TYPE_CHECKING:
        additional_properties: Dict[str, Any]

        @classmethod
        def from_dict(cls, src: Mapping[str, Any]) -> Self: ...

        def to_dict(self) -> Dict[str, Any]: ...

    else:
        # Hidden from type checkers, which would accept any misspelled attribute.
        def __getattr__(self, name: str) -> Any:
            if name == "additional_properties":
                wire = self._wire or {}
                self.additional_properties = {key: wire[key] for key in wire if key not in self.KEYS}
                return self.additional_properties
            if name[:1] == "_":
                if name in ("_request_id", "_wire"):
                    return None
            elif name in self.additional_properties:
                return self.additional_properties[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def detach(self) -> None:
        """Release the JSON object from which the model was read. `to_dict` then leaves out its nulls."""
        model: Any = self
        # Unknown fields are read from the object now.
        model.additional_properties = model.additional_properties
        model._wire = None

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.FIELDS) and (
            self.additional_properties == getattr(other, "additional_properties")
        )

    __hash__ = None  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]

    @recursive_repr()
    def __repr__(self) -> str:
        from ._display import members

        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in members(self))})"

    def __rich_repr__(self) -> Iterator[Tuple[str, Any]]:
        # Without this method, Rich and its tracebacks would print secrets.
        from ._display import members

        return iter(members(self))

    def _repr_html_(self) -> str:
        from ._display import html

        return html(self, type(self).__name__)

    def model_dump(
        self,
        *,
        mode: str = "python",
        include: Optional[Collection[Any]] = None,
        exclude: Optional[Collection[Any]] = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        by_alias: Optional[bool] = None,
        context: Any = None,
        fallback: Any = None,
        round_trip: bool = False,
        serialize_as_any: bool = False,
        warnings: Any = True,
    ) -> Dict[str, Any]:
        """Return the fields as a dict, like pydantic models. `to_dict()` returns the JSON object that the server sent.

        Args:
            mode: `"json"` to write dates as text.
            include: Names of the fields to return, or None for all. A mapping also selects parts of the values.
            exclude: Names of fields to leave out, in the same form.
            exclude_unset: Whether to leave out fields that the server did not send.
            exclude_defaults: The same as `exclude_none`, because the default of each field is None.
            exclude_none: Whether to leave out fields that are None.
            by_alias: Accepted for code that uses pydantic. It has no effect, like the arguments below.
            context: No effect.
            fallback: No effect.
            round_trip: No effect.
            serialize_as_any: No effect.
            warnings: No effect.
        """
        from ._dump import dump

        options = {"mode": mode, "exclude_unset": exclude_unset, "exclude_none": exclude_none or exclude_defaults}
        return dump(self, include, exclude, options)

    def model_dump_json(self, *, indent: Optional[int] = None, ensure_ascii: bool = False, **options: Any) -> str:
        """Return the fields as JSON, like pydantic models.

        Args:
            indent: Number of spaces for indentation, or None for one line.
            ensure_ascii: Whether to escape characters that are not ASCII.
            options: Arguments of `model_dump`.
        """
        import json

        # Like pydantic's JSON, the text is compact if there is no indent.
        separators = (",", ":") if indent is None else None
        values = self.model_dump(mode="json", **options)
        return json.dumps(values, ensure_ascii=ensure_ascii, indent=indent, separators=separators)

    def model_copy(self, *, update: Optional[Mapping[str, Any]] = None, deep: bool = False) -> Self:
        """Return a copy, like pydantic models.

        Args:
            update: Fields to change in the copy.
            deep: Whether to copy the objects in the fields as well.
        """
        made: Any = copy.deepcopy(self) if deep else copy.copy(self)
        for name, value in (update or {}).items():
            if name in self.FIELDS:
                setattr(made, name, value)
            else:
                made.additional_properties[name] = value
        return made  # type: ignore[no-any-return]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        # Called by pydantic for the fields of its models, and by FastAPI for response models. The schema accepts the
        # model or a dict, and dumps the fields that the server sent.
        from pydantic_core import core_schema

        def validated(value: Any) -> Any:
            if isinstance(value, cls):
                return value
            if not isinstance(value, dict):
                raise ValueError(f"must be a {cls.__name__} or a dict")
            return cls.from_dict(value)

        serialized = core_schema.plain_serializer_function_ser_schema(lambda value: value.to_dict())
        return core_schema.no_info_plain_validator_function(validated, serialization=serialized)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Dict[str, Any]:
        from pydantic import PydanticSchemaGenerationError, TypeAdapter
        from pydantic_core import core_schema

        fields = {}
        for name, hint in typing.get_type_hints(cls).items():
            try:
                field = TypeAdapter(hint).core_schema
            except PydanticSchemaGenerationError:
                # pydantic does not support the classes of maps, such as `Metadata`.
                field = core_schema.any_schema()
            fields[name] = core_schema.typed_dict_field(field, required=False)
        # pydantic dumps the names that the server sends.
        names = {re.sub("(?=[A-Z])", "_", key).lower(): key for key in cls.KEYS}
        ordered = {names.get(name, name): fields[name] for name in cls.FIELDS}
        made: Dict[str, Any] = handler(core_schema.typed_dict_schema(ordered, extra_behavior="allow"))
        return {**made, "title": cls.__name__}

    def __getstate__(self) -> Dict[str, Any]:
        state = {name: getattr(self, name) for name in self.FIELDS}
        # A new dict, because a shallow copy must not share its unknown fields with the original.
        state["additional_properties"] = dict(self.additional_properties)
        # The attributes contain the objects as models already.
        wire = self._wire or {}
        state["_wire"] = {key: value for key, value in wire.items() if not _holds_objects(value)}
        state["_request_id"] = self._request_id
        return state

    def __replace__(self, /, **changes: Any) -> Self:
        # Called by `copy.replace` of Python 3.13.
        from attrs import evolve

        model: Any = self
        changed: Self = evolve(model, **changes)
        return changed

    def __setstate__(self, state: Dict[str, Any]) -> None:
        for name in self.FIELDS:
            setattr(self, name, state.get(name))
        for name in ("additional_properties", "_wire", "_request_id"):
            setattr(self, name, state[name])


def _holds_objects(value: Any) -> bool:
    # Empty objects and arrays are kept, because `to_dict` distinguishes them from missing fields.
    return (isinstance(value, dict) and bool(value)) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


class Operation(NamedTuple):
    """An operation of the API.

    Attributes:
        operation_id: Its name in the OpenAPI description.
        method: The HTTP method in lowercase.
        path: The path, with the wire names of parameters in braces.
        request: The name of the body's schema in `request_schemas`, and of its class in `models`.
        response: The class of the response body.
        stream: The class of one event, if the operation can return an event stream.
        may_be_empty: Whether the server may respond with status 204 and no body.
        answers: Error statuses whose body may have the class of the response, such as the health of a provider.
    """

    operation_id: str
    method: str
    path: str
    request: Optional[str] = None
    response: Optional[Type[Any]] = None
    stream: Optional[Type[Any]] = None
    answers: Tuple[int, ...] = ()
    may_be_empty: bool = False


if not TYPE_CHECKING:
    # Loaded on first use, because few programs need them and their libraries take long to load.
    def __getattr__(name: str) -> Any:
        if name == "parse_datetime":
            from .dates import parse_datetime

            return parse_datetime
        if name in ("File", "FileContent", "FileTypes", "Response"):
            from . import http_types

            return getattr(http_types, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "NONE",
    "SEQUENCE",
    "UNSET",
    "ApiModel",
    "File",
    "FileTypes",
    "Operation",
    "Response",
    "Unset",
    "new",
    "parse_datetime",
]
