# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""What all generated modules share: the base of the models, and small types for requests and responses."""

from __future__ import annotations

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
    # For `typing.get_type_hints`; Python 3.11 is the first to have it.
    Self = getattr(typing, "Self", Any)

# Default of constructor arguments that the API requires: checkers ask for a value of the right type, while at run
# time every argument may be left out (people build partial responses by hand in their tests).
NONE: Any = None

# What a constructor takes for an array.
SEQUENCE = (list, tuple)
# Makes a model without its constructor; typed so that JSON, which may hold anything, can be put into it.
new: Any = object.__new__


class Unset:
    """Type of `UNSET`, the value of an argument that the caller left out."""

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
        # By name: a copied or unpickled UNSET is UNSET itself.
        return "UNSET"


UNSET: Unset = Unset()


class ApiModel:
    """Base of all generated models: equality, printing, copying, pickling, and unknown fields as attributes."""

    __slots__ = ("__weakref__", "_request_id", "_wire")

    # The object that a model was read from: its unknown fields are read out of it when they are asked for, and
    # `to_dict` gives its nulls and the texts of its dates back. To look for any of them at once would double the cost
    # of a streamed chunk.
    _wire: Any
    # Set by whoever made the HTTP call.
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
        # Hidden from type checkers, which would take any misspelt attribute for an unknown field.
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
        """Let go of the object that the model was read from, where it is large and its nulls do not matter."""
        model: Any = self
        # Read out of it for the last time.
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
        # Rich, and tracebacks that show variables by it, would print the fields by themselves, secrets too.
        from ._display import members

        return iter(members(self))

    def _repr_html_(self) -> str:
        from ._display import html

        return html(self)

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
        """Return the fields as a dict, as pydantic's models do; `to_dict()` returns what the server sent.

        Args:
            mode: `"json"` to write dates as text.
            include: Names of the fields to return; None for all. A mapping also selects in the values, as in pydantic.
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

        return dump(
            self,
            is_json=mode == "json",
            include=include,
            exclude=exclude,
            exclude_unset=exclude_unset,
            exclude_none=exclude_none or exclude_defaults,
        )

    def model_dump_json(self, *, indent: Optional[int] = None, ensure_ascii: bool = False, **options: Any) -> str:
        """Return the fields as JSON, as pydantic's models do.

        Args:
            indent: Number of spaces to indent with; None for one line.
            ensure_ascii: Whether to escape characters that are not ASCII.
            options: Arguments of `model_dump`.
        """
        from ._dump import dump_json

        return dump_json(self.model_dump(mode="json", **options), indent, ensure_ascii)

    def model_copy(self, *, update: Optional[Mapping[str, Any]] = None, deep: bool = False) -> Self:
        """Return a copy, as pydantic's models do.

        Args:
            update: Fields to change in the copy.
            deep: Whether the objects in the fields are copied too.
        """
        from ._dump import copied

        made: Self = copied(self, update, deep=deep)
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        # pydantic calls this for fields of its own models, and FastAPI for response models.
        from ._dump import core_schema_of

        return core_schema_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Dict[str, Any]:
        from ._dump import json_schema_of

        return json_schema_of(cls, handler)

    def __getstate__(self) -> Dict[str, Any]:
        state = {name: getattr(self, name) for name in self.FIELDS}
        # Its own dict: a shallow copy must not share its extras with the original.
        state["additional_properties"] = dict(self.additional_properties)
        # What the attributes hold as models need not travel twice.
        wire = self._wire or {}
        state["_wire"] = {key: value for key, value in wire.items() if not _holds_objects(value)}
        state["_request_id"] = self._request_id
        return state

    def __replace__(self, /, **changes: Any) -> Self:
        # What copy.replace calls, from Python 3.13 on.
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
    # An empty one is kept: it tells a field that was sent empty from one that was not sent.
    return (isinstance(value, dict) and bool(value)) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


class Operation(NamedTuple):
    """What one operation of the API is, as data.

    Attributes:
        operation_id: Its name in the API's description.
        method: The HTTP method in lower case.
        path: The path, with parameters in braces under their wire names.
        request: The name of the JSON body's schema: that of its class among the models, which is not loaded for it, and
            of its entry in `request_schemas`.
        response: The class of the JSON answer.
        stream: The class of one event, where the operation can answer with an event stream.
        may_be_empty: Whether the server may answer 204, without a body.
        answers: Error statuses whose body can be of the class of the answer: an unhealthy provider's health, say.
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
    # Late, because few need them, and the libraries that they need take long to load.
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
