# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model EmbeddingRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import NONE, SEQUENCE, ApiModel, Self, new
from .encoding_format import EncodingFormat


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class EmbeddingRequest(ApiModel):
    """Texts to embed.

    Attributes:
        model (str): ID of the embedding model.
        input (Union[str, List[str], List[int], List[List[int]]]): One or more texts, as strings or as token IDs.
        encoding_format (Optional[EncodingFormat]): Encoding of the vectors. Base64 is smaller and faster to read.
        dimensions (Optional[int]): Length of the vectors, if the model supports several.
        user (Optional[str]): Your ID for the end user.
    """

    model: str
    input: Union[str, List[str], List[int], List[List[int]]]
    encoding_format: Optional[EncodingFormat]
    dimensions: Optional[int]
    user: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("model", "input", "encoding_format", "dimensions", "user")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["model", "input", "encoding_format", "dimensions", "user"])

    def __init__(
        self,
        *,
        model: str = NONE,
        input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]] = NONE,
        encoding_format: Optional[EncodingFormat] = None,
        dimensions: Optional[int] = None,
        user: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.model = model
        _value = cast(Any, input)
        self.input = [*_value] if isinstance(_value, SEQUENCE) else _value
        self.encoding_format = encoding_format
        self.dimensions = dimensions
        self.user = user
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.model = src["model"] if "model" in src else None
        self.input = src["input"] if "input" in src else None
        self.encoding_format = src["encoding_format"] if "encoding_format" in src else None
        self.dimensions = src["dimensions"] if "dimensions" in src else None
        self.user = src["user"] if "user" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.input) is not None:
            out["input"] = dump(_value)
        if (_value := self.encoding_format) is not None:
            out["encoding_format"] = dump(_value)
        if (_value := self.dimensions) is not None:
            out["dimensions"] = dump(_value)
        if (_value := self.user) is not None:
            out["user"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
