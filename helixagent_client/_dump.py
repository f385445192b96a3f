"""What pydantic's models have: dumping, copying with changes, and a place in pydantic's own models."""

from __future__ import annotations

import copy
import datetime
import enum
import json
from typing import TYPE_CHECKING, Any, Collection, Dict, Mapping, Optional, Type

if TYPE_CHECKING:
    from .types import ApiModel


def dump(
    model: ApiModel,
    *,
    is_json: bool,
    include: Optional[Collection[str]],
    exclude: Optional[Collection[str]],
    exclude_unset: bool,
    exclude_none: bool,
) -> Dict[str, Any]:
    """Return the fields of a model as a dict, with models in them as dicts.

    Args:
        model: The model.
        is_json: Whether to write dates as text.
        include: Names of the fields to return; None for all.
        exclude: Names of fields to leave out.
        exclude_unset: Whether to leave out fields that the server did not send.
        exclude_none: Whether to leave out fields that are None.
    """
    sent = model.to_dict() if exclude_unset else None
    found = {}
    names = [*model.FIELDS, *model.additional_properties]
    for name in names:
        if (include is not None and name not in include) or (exclude is not None and name in exclude):
            continue
        value = getattr(model, name)
        if (value is None and exclude_none) or (sent is not None and value is None and name not in sent):
            continue
        found[name] = _plain(value, is_json=is_json, exclude_unset=exclude_unset, exclude_none=exclude_none)
    return found


def dump_json(values: Dict[str, Any], indent: Optional[int]) -> str:
    """Return the JSON text of a dumped model, as compact as pydantic's if there is no indent."""
    separators = (",", ":") if indent is None else None
    return json.dumps(values, ensure_ascii=False, indent=indent, separators=separators)


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
    """Return pydantic's schema of a model: it accepts the model or a mapping, and dumps what the server sent."""
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


def json_schema_of(cls: Type[ApiModel]) -> Dict[str, Any]:
    """Return the JSON schema of a model for pydantic and FastAPI, which need not know its fields."""
    return {"type": "object", "title": cls.__name__, "additionalProperties": True}


def _plain(value: Any, *, is_json: bool, exclude_unset: bool, exclude_none: bool) -> Any:
    if hasattr(value, "model_dump"):
        mode = "json" if is_json else "python"
        return value.model_dump(mode=mode, exclude_unset=exclude_unset, exclude_none=exclude_none)
    if isinstance(value, (list, tuple)):
        return [_plain(item, is_json=is_json, exclude_unset=exclude_unset, exclude_none=exclude_none) for item in value]
    if isinstance(value, dict):
        return {
            key: _plain(item, is_json=is_json, exclude_unset=exclude_unset, exclude_none=exclude_none)
            for key, item in value.items()
        }
    if is_json and isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value
