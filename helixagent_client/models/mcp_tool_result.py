# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model McpToolResult."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, Mapping, Optional, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class McpToolResult(ApiModel):
    """The result of a tool. The tool failed if `success` is false or `error` is set.

    Attributes:
        result (Any): Result of the tool, of any JSON type.
        success (Optional[bool]): Whether the tool succeeded.
        execution_time (Optional[float]): Duration of the call, in seconds.
        error (Optional[Union[str, McpError]]): Reason why the tool failed.
    """

    result: Any
    success: Optional[bool]
    execution_time: Optional[float]
    error: Optional[Union[str, McpError]]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = ("result", "success", "execution_time", "error")
    KEYS: ClassVar[FrozenSet[str]] = frozenset(["result", "success", "execution_time", "error"])

    def __init__(
        self,
        *,
        result: Any = None,
        success: Optional[bool] = None,
        execution_time: Optional[float] = None,
        error: Optional[Union[str, McpError, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.result = result
        self.success = success
        self.execution_time = execution_time
        _value = cast(Any, error)
        self.error = McpError.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.result = src["result"] if "result" in src else None
        self.success = src["success"] if "success" in src else None
        self.execution_time = src["execution_time"] if "execution_time" in src else None
        _value = src["error"] if "error" in src else None
        self.error = McpError.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.result) is not None:
            out["result"] = dump(_value)
        if (_value := self.success) is not None:
            out["success"] = dump(_value)
        if (_value := self.execution_time) is not None:
            out["execution_time"] = dump(_value)
        if (_value := self.error) is not None:
            out["error"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .mcp_error import McpError  # noqa: E402
