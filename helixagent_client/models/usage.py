# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Usage."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Usage(ApiModel):
    """Number of tokens that a request used.

    Attributes:
        prompt_tokens (Optional[int]): Number of tokens in the prompt.
        completion_tokens (Optional[int]): Number of tokens in the response.
        total_tokens (Optional[int]): Total number of tokens.
        prompt_tokens_details (Optional[PromptTokensDetails]): Number of prompt tokens by kind.
        completion_tokens_details (Optional[CompletionTokensDetails]): Number of response tokens by kind.
    """

    prompt_tokens: Optional[int]
    completion_tokens: Optional[int]
    total_tokens: Optional[int]
    prompt_tokens_details: Optional[PromptTokensDetails]
    completion_tokens_details: Optional[CompletionTokensDetails]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "prompt_tokens_details",
        "completion_tokens_details",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        ["prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details"]
    )

    def __init__(
        self,
        *,
        prompt_tokens: Optional[int] = None,
        completion_tokens: Optional[int] = None,
        total_tokens: Optional[int] = None,
        prompt_tokens_details: Optional[Union[PromptTokensDetails, Mapping[str, Any]]] = None,
        completion_tokens_details: Optional[Union[CompletionTokensDetails, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.prompt_tokens = prompt_tokens
        self.completion_tokens = completion_tokens
        self.total_tokens = total_tokens
        _value = cast(Any, prompt_tokens_details)
        self.prompt_tokens_details = PromptTokensDetails.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, completion_tokens_details)
        self.completion_tokens_details = (
            CompletionTokensDetails.from_dict(_value) if isinstance(_value, Mapping) else _value
        )
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.prompt_tokens = src["prompt_tokens"] if "prompt_tokens" in src else None
        self.completion_tokens = src["completion_tokens"] if "completion_tokens" in src else None
        self.total_tokens = src["total_tokens"] if "total_tokens" in src else None
        _value = src["prompt_tokens_details"] if "prompt_tokens_details" in src else None
        self.prompt_tokens_details = PromptTokensDetails.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["completion_tokens_details"] if "completion_tokens_details" in src else None
        self.completion_tokens_details = (
            CompletionTokensDetails.from_dict(_value) if isinstance(_value, dict) else _value
        )
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.prompt_tokens) is not None:
            out["prompt_tokens"] = dump(_value)
        if (_value := self.completion_tokens) is not None:
            out["completion_tokens"] = dump(_value)
        if (_value := self.total_tokens) is not None:
            out["total_tokens"] = dump(_value)
        if (_value := self.prompt_tokens_details) is not None:
            out["prompt_tokens_details"] = dump(_value)
        if (_value := self.completion_tokens_details) is not None:
            out["completion_tokens_details"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .completion_tokens_details import CompletionTokensDetails  # noqa: E402
from .prompt_tokens_details import PromptTokensDetails  # noqa: E402
