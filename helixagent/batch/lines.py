"""One request of a batch: read from a line of JSON or from a dict, and checked before it is sent."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Dict, Mapping, NamedTuple, NoReturn, Optional

from .._core.requests.constraints import check_body
from .._core.requests.options import DEFAULT_MODEL
from ..exceptions import ValidationError
from .operations import BatchOperation, operation_at

_DIGEST_LENGTH = 32
# The memory used by the objects of a parsed line in addition to its text, in bytes.
_OVERHEAD = 1024


class Line(NamedTuple):
    """A request that passed all checks.

    Attributes:
        number: The line number in the input, or the position in the list, starting at 1.
        custom_id: The caller's name for the request.
        operation: The operation to call.
        body: The request body.
        digest: A hash that changes when the request changes.
        size: Approximate memory use of the request in bytes, or 0 if the caller's list keeps it in memory anyway.
    """

    number: int
    custom_id: str
    operation: BatchOperation
    body: Mapping[str, Any]
    digest: str
    size: int = 0

    @property
    def model(self) -> str:
        """The requested model, or the operation if the body does not name a model."""
        return str(self.body.get("model") or self.operation.operation_id)


def read_line(text: bytes, number: int) -> Line:
    """Return the request in a line of a file.

    Args:
        text: The line, with or without its line ending.
        number: The line number, starting at 1.

    Raises:
        ValidationError: The line is invalid. The message explains why, without quoting its content.
    """
    try:
        # Windows editors may put a byte order mark before the first line.
        item = json.loads(text.decode("utf-8-sig" if number == 1 else "utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise ValidationError("is not UTF-8.") from None
    except RecursionError:
        raise ValidationError("is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise ValidationError(f"is not valid JSON: {error.msg} at column {error.colno}.") from None
    except ValueError as error:
        raise ValidationError(f"is not valid JSON: {error}.") from None
    if not isinstance(item, dict):
        raise ValidationError(f"must be a JSON object, not {_json_type(item)}.")
    for name in ("custom_id", "method", "url", "body"):
        if item.get(name) is None:
            raise ValidationError(f"{name} is missing.", param=name)
    return line_of(item, number)._replace(size=len(text) + _OVERHEAD)


def line_of(item: Mapping[str, Any], number: int) -> Line:
    """Return the request in an object with `custom_id`, `method`, `url` and `body`.

    Raises:
        ValidationError: The object is invalid. The message explains why.
    """
    custom_id, method, body = item["custom_id"], item["method"], item["body"]
    if not isinstance(custom_id, str) or not custom_id.strip():
        raise ValidationError("custom_id must be a non-empty string.", param="custom_id")
    if method != "POST":
        raise ValidationError("method must be 'POST'.", param="method")
    operation = operation_at(item["url"])
    if not isinstance(body, Mapping):
        raise ValidationError(f"body must be an object, not {_json_type(body)}.", param="body")
    if body.get("stream"):
        raise ValidationError(
            "body.stream must not be true: streaming is not supported in a batch.", param="body.stream"
        )
    if operation.has_default_model and body.get("model") is None:
        body = {**body, "model": DEFAULT_MODEL}
    try:
        check_body(operation.module.OPERATION.request, body)
    except ValidationError as error:
        raise ValidationError(f"body.{error.message}", param=f"body.{error.param}") from None
    return Line(number, custom_id, operation, body, _digest(custom_id, operation, body))


def from_item(item: Any, number: int, default: BatchOperation) -> Line:
    """Return the request in a list item.

    Args:
        item: Either an object as in a line, with optional `custom_id`, `method` and `url`, or only a body.
        number: The position of the item, starting at 1.
        default: The operation if there is no `url`.

    Raises:
        ValidationError: The item is invalid. The message explains why.
    """
    if not isinstance(item, Mapping):
        raise ValidationError(f"must be a dict, not {type(item).__name__}.")
    entry: Mapping[str, Any] = item if "body" in item else {"body": item}
    fields: Dict[str, Any] = {"custom_id": f"request-{number}", "method": "POST", "url": default.url}
    fields.update({name: value for name, value in entry.items() if value is not None})
    if "body" not in fields:
        raise ValidationError("body is missing.", param="body")
    return line_of(fields, number)


def _digest(custom_id: str, operation: BatchOperation, body: Mapping[str, Any]) -> str:
    try:
        text = json.dumps(
            [custom_id, operation.operation_id, body],
            sort_keys=True,
            ensure_ascii=False,
            default=_json_value,
            allow_nan=False,
        ).encode("utf-8")
    except UnicodeEncodeError:
        raise ValidationError("contains half of a surrogate pair, which cannot be encoded in UTF-8.") from None
    except (TypeError, ValueError, RecursionError):
        raise ValidationError("body contains a value that cannot be represented in JSON.", param="body") from None
    return hashlib.sha256(text).hexdigest()[:_DIGEST_LENGTH]


def _json_value(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _json_type(value: Any) -> str:
    names: Dict[Optional[type], str] = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number" if isinstance(value, (int, float)) else type(value).__name__)
