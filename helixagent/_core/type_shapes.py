"""What a Python type means as JSON: the one reading of type hints that schemas are made and answers are read by."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import abc
from datetime import date, datetime, time
from enum import Enum
from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Union,
    get_args,
    get_origin,
)
from uuid import UUID

from attrs import NOTHING, Factory

from .docstrings import read_docstring
from .requests.constraints import Problem

SCALARS = (str, int, float, bool, type(None), datetime, date, time, UUID)

# What is made for each of the types that are written as a JSON array.
_ARRAYS: Dict[Any, type] = {
    list: list,
    set: set,
    frozenset: frozenset,
    abc.Sequence: list,
    abc.MutableSequence: list,
    abc.Collection: list,
    abc.Iterable: list,
    abc.Set: set,
    abc.MutableSet: set,
}
_MAPS = (dict, abc.Mapping, abc.MutableMapping)
# `int | str` is of a type of its own since Python 3.10.
_UNIONS = (Union, getattr(types, "UnionType", Union))
# Marks on a member's hint that say nothing of its values.
_QUALIFIERS = ("Required", "NotRequired", "ReadOnly", "Final")
NO_DEFAULT: Any = object()
# A function to type checkers.
_FACTORY: Any = Factory


class Shape(NamedTuple):
    """A type, read.

    Attributes:
        kind: any, scalar, choice, either, array, tuple, map, record, pydantic or alias.
        type: The class that a value becomes, where there is one.
        parts: The types inside, not yet read (a type may hold itself); for a choice, its values.
        description: What an `Annotated` says of it.
    """

    kind: str
    type: Any = None
    parts: Tuple[Any, ...] = ()
    description: Optional[str] = None


class Member(NamedTuple):
    """One member of a record (a dataclass, an attrs class or a TypedDict); also one parameter of a function."""

    name: str
    hint: Any
    required: bool = True
    default: Any = NO_DEFAULT
    description: Optional[str] = None


def shape_of(hint: Any) -> Shape:
    """Return what a type hint means.

    Args:
        hint: A type whose forward references are resolved.

    Raises:
        Problem: It has no form in JSON, or one that is not supported.
    """
    if hint is Any or hint is object:
        return Shape("any")
    if hint is None:
        return Shape("scalar", type(None))
    if isinstance(hint, type) and get_origin(hint) is None:
        return _of_class(hint)
    if hasattr(hint, "__metadata__"):
        return shape_of(hint.__origin__)._replace(description=_said(hint.__metadata__))
    if hasattr(hint, "__supertype__"):
        return shape_of(hint.__supertype__)
    if type(hint).__name__ == "TypeAliasType":
        return Shape("alias", hint, (hint.__value__,))
    return _of_generic(hint, get_origin(hint), get_args(hint))


def _of_class(cls: type) -> Shape:
    if cls in SCALARS:
        return Shape("scalar", cls)
    if issubclass(cls, Enum) and len(cls):
        return Shape("choice", cls, tuple(_plain(member.value, cls) for member in cls))
    if hasattr(cls, "model_json_schema") and hasattr(cls, "model_validate_json"):
        return Shape("pydantic", cls)
    if dataclasses.is_dataclass(cls) or hasattr(cls, "__attrs_attrs__") or _is_typed_dict(cls):
        return Shape("record", cls)
    return _of_generic(cls, cls, ())


def _of_generic(hint: Any, origin: Any, args: Tuple[Any, ...]) -> Shape:
    if origin in _UNIONS:
        return Shape("either", None, args)
    if origin is getattr(typing, "Literal", None) or getattr(origin, "_name", None) == "Literal":
        return Shape("choice", None, tuple(_plain(value, hint) for value in args))
    if origin is tuple:
        if args and args[-1] is not Ellipsis:
            return Shape("tuple", tuple, args)
        return Shape("array", tuple, args[:1] or (Any,))
    if origin in _ARRAYS:
        return Shape("array", _ARRAYS[origin], args or (Any,))
    if origin in _MAPS:
        return Shape("map", dict, args or (str, Any))
    if getattr(origin, "_name", None) in _QUALIFIERS:
        return shape_of(args[0])
    raise Problem(f"is of the type {name_of(hint)}, which has no form in JSON that the SDK knows")


def members_of(cls: type) -> List[Member]:
    """Return the members of a record that its maker takes, in order.

    Args:
        cls: A dataclass, an attrs class or a TypedDict.

    Raises:
        Problem: A type hint cannot be resolved.
    """
    # A class that was defined in a function is not among the names of its module, and still may hold itself.
    hints = resolved(cls, local_names={cls.__name__: cls} if "<locals>" in cls.__qualname__ else None)
    said = read_docstring(cls.__doc__).arguments
    if _is_typed_dict(cls):
        members: Iterable[Member] = _of_typed_dict(cls, hints)
    elif dataclasses.is_dataclass(cls):
        members = _of_dataclass(cls, hints)
    else:
        members = _of_attrs(cls, hints)
    return [member._replace(description=member.description or said.get(member.name)) for member in members]


def _of_dataclass(cls: Any, hints: Mapping[str, Any]) -> Iterable[Member]:
    for field in dataclasses.fields(cls):
        if field.init:
            default = NO_DEFAULT if field.default is dataclasses.MISSING else field.default
            required = default is NO_DEFAULT and field.default_factory is dataclasses.MISSING
            yield Member(field.name, hints[field.name], required, default, field.metadata.get("description"))


def _of_attrs(cls: Any, hints: Mapping[str, Any]) -> Iterable[Member]:
    for field in cls.__attrs_attrs__:
        if field.init:
            required = field.default is NOTHING
            default = NO_DEFAULT if required or isinstance(field.default, _FACTORY) else field.default
            hint = hints.get(field.name, field.type if field.type is not None else Any)
            # A private attribute is given without its underscore.
            yield Member(field.alias, hint, required, default, field.metadata.get("description"))


def _of_typed_dict(cls: Any, hints: Mapping[str, Any]) -> Iterable[Member]:
    # Python 3.8 does not record which keys each of the bases requires.
    required = getattr(cls, "__required_keys__", hints if cls.__total__ else ())
    for name, hint in hints.items():
        mark = getattr(get_origin(hint), "_name", None)
        yield Member(name, hint, mark == "Required" or (mark != "NotRequired" and name in required))


def resolved(
    holder: Any, *, names: Optional[Dict[str, Any]] = None, local_names: Optional[Dict[str, Any]] = None
) -> Dict[str, Any]:
    """Return the type hints of a class, or of whatever has `__annotations__`, as types.

    Args:
        holder: What has the hints.
        names: The names of its module, where `holder` is no class.
        local_names: What hints may use beyond those.

    Raises:
        Problem: A hint names what is not there, or is written in a way that this Python does not know.
    """
    get_hints: Callable[..., Dict[str, Any]] = typing.get_type_hints
    # Python 3.8 knows no Annotated, and so cannot be asked to keep it.
    extras = {"include_extras": True} if hasattr(typing, "Annotated") else {}
    try:
        return get_hints(holder, names, local_names, **extras)
    except NameError as error:
        raise Problem(f"has a type hint that cannot be resolved where it is defined: {error}") from error
    except (TypeError, SyntaxError, AttributeError) as error:
        raise Problem(f"has a type hint that this Python cannot read: {error}") from error


def name_of(hint: Any) -> str:
    """Return how a type is called in messages."""
    return hint.__qualname__ if isinstance(hint, type) and get_origin(hint) is None else str(hint)


def _is_typed_dict(cls: type) -> bool:
    return issubclass(cls, dict) and hasattr(cls, "__total__")


def _plain(value: Any, hint: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            # Not an instance of the enum's class, which a cached schema would keep alive.
            return kind(value)
    if value is None:
        return None
    raise Problem(f"is of the type {name_of(hint)}, whose value {value!r} has no form in JSON")


def _said(metadata: Iterable[Any]) -> Optional[str]:
    for note in metadata:
        # Text itself; Doc() of typing_extensions; Field() of pydantic.
        text = note if isinstance(note, str) else getattr(note, "documentation", getattr(note, "description", None))
        if isinstance(text, str):
            return text
    return None
