# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model CompletionChunk."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class CompletionChunk(ApiModel):
    """A chunk of the continuation of a text.

    Attributes:
        id (Optional[str]): ID of the completion.
        object (Optional[str]): Always `text_completion`.
        created (Optional[int]): Creation time of the completion, in Unix seconds.
        model (Optional[str]): ID of the model that generated the response.
        system_fingerprint (Optional[str]): Fingerprint of the configuration that generated the response.
        service_tier (Optional[str]): Service tier that processed the request.
        choices (List[CompletionChoice]): Deltas of the choices. Empty in the chunk that reports the usage.
        usage (Optional[Usage]): Token usage, in the last chunk.
    """

    id: Optional[str]
    object: Optional[str]
    created: Optional[int]
    model: Optional[str]
    system_fingerprint: Optional[str]
    service_tier: Optional[str]
    choices: List[CompletionChoice]
    usage: Optional[Usage]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "id",
        "object",
        "created",
        "model",
        "system_fingerprint",
        "service_tier",
        "choices",
        "usage",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["id", "object", "created", "model", "system_fingerprint", "service_tier", "choices", "usage"]
    )

    def __init__(
        self,
        *,
        id: Optional[str] = None,
        object: Optional[str] = None,
        created: Optional[int] = None,
        model: Optional[str] = None,
        system_fingerprint: Optional[str] = None,
        service_tier: Optional[str] = None,
        choices: Optional[Sequence[Union[CompletionChoice, Mapping[str, Any]]]] = None,
        usage: Optional[Union[Usage, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.id = id
        self.object = object
        self.created = created
        self.model = model
        self.system_fingerprint = system_fingerprint
        self.service_tier = service_tier
        _value = cast(Any, choices)
        self.choices = cast(
            List[CompletionChoice],
            [CompletionChoice.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, usage)
        self.usage = Usage.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.id = src["id"] if "id" in src else None
        self.object = src["object"] if "object" in src else None
        self.created = src["created"] if "created" in src else None
        self.model = src["model"] if "model" in src else None
        self.system_fingerprint = src["system_fingerprint"] if "system_fingerprint" in src else None
        self.service_tier = src["service_tier"] if "service_tier" in src else None
        _value = src["choices"] if "choices" in src else None
        self.choices = (
            [CompletionChoice.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        _value = src["usage"] if "usage" in src else None
        self.usage = Usage.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.id) is not None:
            out["id"] = dump(_value)
        if (_value := self.object) is not None:
            out["object"] = dump(_value)
        if (_value := self.created) is not None:
            out["created"] = dump(_value)
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.system_fingerprint) is not None:
            out["system_fingerprint"] = dump(_value)
        if (_value := self.service_tier) is not None:
            out["service_tier"] = dump(_value)
        if (_value := self.choices) is not None:
            out["choices"] = dump(_value)
        if (_value := self.usage) is not None:
            out["usage"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .completion_choice import CompletionChoice  # noqa: E402
from .usage import Usage  # noqa: E402
