# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Dump models like pydantic: as dicts of Python values or of JSON values, with parts selected or left out."""

from __future__ import annotations

import datetime
import enum
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, Mapping, Tuple

if TYPE_CHECKING:
    from .types import ApiModel


def dump(model: ApiModel, include: Any, exclude: Any, options: Dict[str, Any]) -> Dict[str, Any]:
    """Return the result of `ApiModel.model_dump`. The models in the fields get the same options."""
    sent = model.to_dict() if options["exclude_unset"] else None
    # Unknown fields can have the names of methods, so they are not read as attributes.
    values = {**{name: getattr(model, name) for name in model.FIELDS}, **model.additional_properties}
    kept = {
        name: value
        for name, value in values.items()
        if value is not None or not (options["exclude_none"] or (sent is not None and name not in sent))
    }
    return dict(_members(kept.items(), options, include, exclude))


def _selected(selection: Any, key: Any) -> Any:
    """Return None if a selection excludes a member, True if it includes the member, or the selection in the member."""
    if not isinstance(selection, Mapping):
        return True if selection is not None and key in selection else None
    found = selection.get(key, selection.get("__all__") if isinstance(key, int) else None)
    return True if found is ... else found or None


def _members(pairs: Iterable[Tuple[Any, Any]], options: Dict[str, Any], include: Any, exclude: Any) -> Iterator[Any]:
    for key, value in pairs:
        included, excluded = _selected(include, key), _selected(exclude, key)
        if (include is None or included is not None) and excluded is not True:
            yield key, _plain(value, options, None if included is True else included, excluded)


def _plain(value: Any, options: Dict[str, Any], include: Any, exclude: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(include=include, exclude=exclude, **options)
    if isinstance(value, (list, tuple)):
        return [item for _, item in _members(enumerate(value), options, include, exclude)]
    if isinstance(value, dict):
        return dict(_members(value.items(), options, include, exclude))
    if options["mode"] == "json" and isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value
