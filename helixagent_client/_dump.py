# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Implement the methods of pydantic models: dumping, copying with changes, and use in pydantic models."""

from __future__ import annotations

import copy
import datetime
import enum
import json
import re
from typing import (
    TYPE_CHECKING,
    Any,
    Collection,
    Dict,
    Iterable,
    Iterator,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Type,
    get_type_hints,
)

if TYPE_CHECKING:
    from .types import ApiModel


def dump(
    model: ApiModel,
    *,
    is_json: bool,
    include: Optional[Collection[Any]],
    exclude: Optional[Collection[Any]],
    exclude_unset: bool,
    exclude_none: bool,
) -> Dict[str, Any]:
    """Return the result of `ApiModel.model_dump`."""
    sent = model.to_dict() if exclude_unset else None
    found = {}
    # Unknown fields can have the names of methods, so they are not read as attributes.
    values = {**{name: getattr(model, name) for name in model.FIELDS}, **model.additional_properties}
    for name, value in values.items():
        included, excluded = _selected(include, name), _selected(exclude, name)
        if (include is not None and included is None) or excluded is True:
            continue
        if (value is None and exclude_none) or (sent is not None and value is None and name not in sent):
            continue
        options = _Options(is_json, exclude_unset, exclude_none)
        found[name] = _plain(value, options, None if included is True else included, excluded)
    return found


def dump_json(values: Dict[str, Any], indent: Optional[int], ensure_ascii: bool) -> str:
    """Return the JSON text of a dumped model, as compact as pydantic's if there is no indent."""
    separators = (",", ":") if indent is None else None
    return json.dumps(values, ensure_ascii=ensure_ascii, indent=indent, separators=separators)


def copied(model: ApiModel, update: Optional[Mapping[str, Any]], *, deep: bool) -> Any:
    """Return a copy of a model with some fields changed."""
    made = copy.deepcopy(model) if deep else copy.copy(model)
    for name, value in (update or {}).items():
        if name in model.FIELDS:
            setattr(made, name, value)
        else:
            made.additional_properties[name] = value
    return made


def core_schema_of(cls: Type[ApiModel]) -> Any:
    """Return the pydantic schema of a model. It accepts the model or a dict, and dumps the fields that the server sent."""
    from pydantic_core import core_schema

    def validated(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            raise ValueError(f"must be a {cls.__name__} or a dict")
        return cls.from_dict(value)

    return core_schema.no_info_plain_validator_function(
        validated, serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.to_dict())
    )


def json_schema_of(cls: Type[ApiModel], handler: Any) -> Dict[str, Any]:
    """Return the JSON schema of a model for pydantic and FastAPI; `handler` is pydantic's generator."""
    from pydantic import PydanticSchemaGenerationError, TypeAdapter
    from pydantic_core import core_schema

    fields = {}
    for name, hint in get_type_hints(cls).items():
        try:
            schema = TypeAdapter(hint).core_schema
        except PydanticSchemaGenerationError:
            # pydantic does not support the classes of maps, such as `Metadata`.
            schema = core_schema.any_schema()
        fields[name] = core_schema.typed_dict_field(schema, required=False)
    # pydantic dumps the names that the server sends.
    names = {re.sub("(?=[A-Z])", "_", key).lower(): key for key in cls.KEYS}
    ordered = {names.get(name, name): fields[name] for name in cls.FIELDS}
    made: Dict[str, Any] = handler(core_schema.typed_dict_schema(ordered, extra_behavior="allow"))
    return {**made, "title": cls.__name__}


class _Options(NamedTuple):
    is_json: bool
    exclude_unset: bool
    exclude_none: bool


def _selected(selection: Optional[Collection[Any]], key: Any) -> Any:
    """Return None if a selection excludes a member, True if it includes the member, or the selection in the member."""
    if not isinstance(selection, Mapping):
        return True if selection is not None and key in selection else None
    found = selection.get(key, selection.get("__all__") if isinstance(key, int) else None)
    return True if found is ... else found or None


def _plain(value: Any, options: _Options, include: Any = None, exclude: Any = None) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(
            mode="json" if options.is_json else "python",
            include=include,
            exclude=exclude,
            exclude_unset=options.exclude_unset,
            exclude_none=options.exclude_none,
        )
    if isinstance(value, (list, tuple)):
        return [item for _, item in _members(enumerate(value), options, include, exclude)]
    if isinstance(value, dict):
        return dict(_members(value.items(), options, include, exclude))
    if options.is_json and isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value


def _members(pairs: Iterable[Tuple[Any, Any]], options: _Options, include: Any, exclude: Any) -> Iterator[Any]:
    for key, value in pairs:
        included, excluded = _selected(include, key), _selected(exclude, key)
        if (include is None or included is not None) and excluded is not True:
            yield key, _plain(value, options, None if included is True else included, excluded)
