# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model EmbeddingResponse."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, is_set, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class EmbeddingResponse(ApiModel):
    """The embedding vectors of the texts.

    Attributes:
        object (Optional[str]): Always `list`.
        model (Optional[str]): ID of the model that computed the vectors.
        data (List[Embedding]): Vectors, in the order of the input. Empty if null or missing.
        usage (Optional[EmbeddingUsage]): Token usage. Servers may leave it out.
    """

    object: Optional[str]
    model: Optional[str]
    data: List[Embedding]
    usage: Optional[EmbeddingUsage]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("object", "model", "data", "usage")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["object", "model", "data", "usage"])

    def __init__(
        self,
        *,
        object: Optional[str] = None,
        model: Optional[str] = None,
        data: Optional[Sequence[Union[Embedding, Mapping[str, Any]]]] = None,
        usage: Optional[Union[EmbeddingUsage, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.object = object
        self.model = model
        _value = cast(Any, data)
        self.data = cast(
            List[Embedding],
            []
            if _value is None
            else [Embedding.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, usage)
        self.usage = EmbeddingUsage.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        # Like an object without these fields, so that `to_dict` leaves out the fields that nobody set.
        self._wire = {} if data is None else None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are empty or None, and values of other types do not change."""
        self = new(cls)
        self.object = src["object"] if "object" in src else None
        self.model = src["model"] if "model" in src else None
        _value = src["data"] if "data" in src else None
        self.data = (
            []
            if _value is None
            else [Embedding.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        _value = src["usage"] if "usage" in src else None
        self.usage = EmbeddingUsage.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.object) is not None:
            out["object"] = dump(_value)
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if is_set(_value := self.data, self._wire, "data"):
            out["data"] = dump(_value)
        if (_value := self.usage) is not None:
            out["usage"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .embedding import Embedding  # noqa: E402
from .embedding_usage import EmbeddingUsage  # noqa: E402
