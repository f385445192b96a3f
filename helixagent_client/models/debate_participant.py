# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model DebateParticipant."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class DebateParticipant(ApiModel):
    """A participant of a debate.

    Attributes:
        name (str): Name of the participant.
        role (Optional[str]): Point of view that the participant represents.
        llms (Optional[List[DebateLlm]]): Models that speak for the participant. If one fails, the next one is used.
        enable_cognee (Optional[bool]): Whether Cognee enhances the responses of the participant.
        cognee_settings (Optional[CogneeSettings]): How Cognee enhances the responses of the participant.
        weight (Optional[float]): Weight of the participant's vote.
        timeout (Optional[int]): Maximum duration of a response, in whole seconds.
    """

    name: str
    role: Optional[str]
    llms: Optional[List[DebateLlm]]
    enable_cognee: Optional[bool]
    cognee_settings: Optional[CogneeSettings]
    weight: Optional[float]
    timeout: Optional[int]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "name",
        "role",
        "llms",
        "enable_cognee",
        "cognee_settings",
        "weight",
        "timeout",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["name", "role", "llms", "enable_cognee", "cognee_settings", "weight", "timeout"]
    )

    def __init__(
        self,
        *,
        name: str = NONE,
        role: Optional[str] = None,
        llms: Optional[Sequence[Union[DebateLlm, Mapping[str, Any]]]] = None,
        enable_cognee: Optional[bool] = None,
        cognee_settings: Optional[Union[CogneeSettings, Mapping[str, Any]]] = None,
        weight: Optional[float] = None,
        timeout: Optional[int] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.name = name
        self.role = role
        _value = cast(Any, llms)
        self.llms = cast(
            Optional[List[DebateLlm]],
            [DebateLlm.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.enable_cognee = enable_cognee
        _value = cast(Any, cognee_settings)
        self.cognee_settings = CogneeSettings.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.weight = weight
        self.timeout = timeout
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.name = src["name"] if "name" in src else None
        self.role = src["role"] if "role" in src else None
        _value = src["llms"] if "llms" in src else None
        self.llms = (
            [DebateLlm.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.enable_cognee = src["enable_cognee"] if "enable_cognee" in src else None
        _value = src["cognee_settings"] if "cognee_settings" in src else None
        self.cognee_settings = CogneeSettings.from_dict(_value) if isinstance(_value, dict) else _value
        self.weight = src["weight"] if "weight" in src else None
        self.timeout = src["timeout"] if "timeout" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.name) is not None:
            out["name"] = dump(_value)
        if (_value := self.role) is not None:
            out["role"] = dump(_value)
        if (_value := self.llms) is not None:
            out["llms"] = dump(_value)
        if (_value := self.enable_cognee) is not None:
            out["enable_cognee"] = dump(_value)
        if (_value := self.cognee_settings) is not None:
            out["cognee_settings"] = dump(_value)
        if (_value := self.weight) is not None:
            out["weight"] = dump(_value)
        if (_value := self.timeout) is not None:
            out["timeout"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .cognee_settings import CogneeSettings  # noqa: E402
from .debate_llm import DebateLlm  # noqa: E402
