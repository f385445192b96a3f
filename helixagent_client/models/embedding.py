# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model Embedding."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class Embedding(ApiModel):
    """The embedding vector of a text.

    Attributes:
        object (Optional[str]): Always `embedding`.
        index (Optional[int]): Index of the text in the input.
        embedding (List[float]): Embedding vector.
    """

    object: Optional[str]
    index: Optional[int]
    embedding: List[float]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("object", "index", "embedding")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["object", "index", "embedding"])

    def __init__(
        self,
        *,
        object: Optional[str] = None,
        index: Optional[int] = None,
        embedding: Optional[Union[Sequence[float], str]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.object = object
        self.index = index
        _value = cast(Any, embedding)
        self.embedding = cast(List[float], [*_value] if isinstance(_value, SEQUENCE) else _value)
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.object = src["object"] if "object" in src else None
        self.index = src["index"] if "index" in src else None
        self.embedding = src["embedding"] if "embedding" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.object) is not None:
            out["object"] = dump(_value)
        if (_value := self.index) is not None:
            out["index"] = dump(_value)
        if (_value := self.embedding) is not None:
            out["embedding"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out
