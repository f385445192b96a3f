"""Convert the outcome of a tool call for the model: the function's return value or an error text."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from helixagent_client.types import ApiModel

from ...exceptions import HelixAgentError
from ..secret import Secret, mask_value

Content = Union[str, List[Dict[str, Any]]]

# The types of content parts in a tool message. Each part has a member that is named after its type.
_PARTS: Mapping[str, type] = {"text": str, "image_url": dict, "input_audio": dict, "file": dict}


def content_of(value: Any) -> Content:
    """Convert a return value to text, content parts, or JSON. Raise a ValueError if JSON cannot express it."""
    try:
        if isinstance(value, str):
            # Enums and other subclasses are converted to plain text.
            return _utf8(str.__str__(value))
        parts = _content_parts(value)
        text = _utf8(json.dumps(value if parts is None else parts, default=_plain, ensure_ascii=False, allow_nan=False))
        return text if parts is None else json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"The result cannot be written as JSON: {type(error).__name__}: {error}") from None


def error_text(error: BaseException) -> str:
    """Return the type and the message of an exception, without a traceback."""
    # The text of the SDK's exceptions also has the status and the request ID, which are not useful to a model.
    message = " ".join((error.message if isinstance(error, HelixAgentError) else str(error)).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def text_for_model(text: str, secrets: Sequence[Secret[str]]) -> str:
    """Remove credentials and characters that cannot be sent from the text of an error."""
    return mask_value(text, secrets).encode("utf-8", "backslashreplace").decode("utf-8")


def added(left: Any, right: Any) -> Any:
    """Return the sum of two token counts. Objects are added member by member."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return {name: added(left.get(name), right.get(name)) for name in {**left, **right}}
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left + right
    return left if right is None else right


def _utf8(text: str) -> str:
    # File names that are not UTF-8 contain characters that cannot be sent.
    text.encode("utf-8")
    return text


def _content_parts(value: Any) -> Optional[List[Dict[str, Any]]]:
    if not isinstance(value, (list, tuple)) or not value:
        return None
    parts = [part.to_dict() if isinstance(part, ApiModel) else part for part in value]
    return parts if all(_is_content_part(part) for part in parts) else None


def _is_content_part(part: Any) -> bool:
    kind = part.get("type") if isinstance(part, dict) else None
    # Other dicts can also have a type, for example `{"type": "file", "file": "a.txt"}` in a list of files.
    return isinstance(kind, str) and isinstance(part.get(kind), _PARTS.get(kind, ()))


def _plain(value: Any) -> Any:
    """Convert an object to a JSON type, or raise a TypeError as `json` expects."""
    if isinstance(value, ApiModel):
        return value.to_dict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    try:
        from pydantic_core import to_jsonable_python
    except ModuleNotFoundError:
        raise TypeError(f"{type(value).__name__} is not JSON serializable") from None
    return to_jsonable_python(value)
