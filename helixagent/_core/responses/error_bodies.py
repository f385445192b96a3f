"""Extract the message, type, code and parameter from error bodies.

Servers nest these values differently: under `error`, under FastAPI's `detail`, in a list of errors, or at the top
level. An empty `error` is always treated as missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Dict, List, NamedTuple, Optional

_MAX_EXCERPT = 300
_MAX_LISTED = 5
# Maximum nesting of errors: a list of objects with an `error` that has a `detail` with a list of errors.
_LEVELS = 6
# The members that may contain the message, in order of preference.
_MESSAGE_NAMES = ("message", "detail", "errors", "msg", "error_description", "title")
# The members with details, which are appended to the message.
_DETAIL_NAMES = ("data", "details", "detail", "error_description")
# The first item of FastAPI's `loc` names the part of the request that contains the argument.
_PLACES = frozenset(["body", "query", "path", "header", "cookie"])


class _Facts(NamedTuple):
    message: Optional[str] = None
    type: Optional[str] = None
    code: Any = None
    param: Optional[str] = None


def error_facts(body: Any) -> Dict[str, Any]:
    """Return the message, type, code and param of an error body. Missing values are None."""
    return _facts_of(body, _LEVELS)._asdict() if isinstance(body, (Mapping, list)) else _Facts()._asdict()


def reports_error(body: Any) -> bool:
    """Return whether a JSON body has a non-empty `error`, or is a list of objects with a non-empty `error`."""
    if isinstance(body, list):
        return bool(body) and all(isinstance(item, Mapping) and bool(item.get("error")) for item in body)
    return isinstance(body, Mapping) and bool(body.get("error"))


def parsed_or_text(content: bytes) -> Any:
    """Return a body as parsed JSON, as text if it is not JSON, or None if it is empty."""
    text = content.decode("utf-8-sig", "replace")
    # The bytes may be UTF-16, which json detects. The text may be valid JSON except for an invalid byte.
    for source in (content, text):
        try:
            return json.loads(source)
        except (ValueError, RecursionError):
            continue
    return text if text.strip() else None


def excerpt(text: str) -> str:
    """Return the start of a text as a single line, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_EXCERPT else line[:_MAX_EXCERPT] + "…"


def _facts_of(value: Any, levels: int) -> _Facts:
    """Return the facts of an error in any supported form."""
    if isinstance(value, str):
        return _Facts(message=value or None)
    if isinstance(value, list) and levels:
        return _facts_of_list(value, levels - 1)
    if isinstance(value, Mapping) and levels:
        return _facts_of_object(value, levels - 1)
    return _Facts()


def _facts_of_list(errors: List[Any], levels: int) -> _Facts:
    found = [facts for facts in (_facts_of(error, levels) for error in errors[:_MAX_LISTED]) if facts.message]
    if not found:
        return _Facts()
    message = "; ".join(facts.message or "" for facts in found)
    more = len(errors) - _MAX_LISTED
    return found[0]._replace(message=f"{message} (and {more} more)" if more > 0 else message)


def _facts_of_object(body: Mapping[str, Any], levels: int) -> _Facts:
    error = body.get("error")
    message = body.get("message")
    if isinstance(error, str) and error:
        if isinstance(message, str) and message:
            # If there is also a message, `error` is a word such as "unauthorized".
            body = {"type": error, "code": error, **body}
        else:
            body = {**body, "message": error}
    elif isinstance(error, (Mapping, list)) and error:
        inner = _facts_of(error, levels)
        return inner if inner.message else inner._replace(message=_own_facts(body, levels).message)
    return _own_facts(body, levels)


def _own_facts(body: Mapping[str, Any], levels: int) -> _Facts:
    """Return the facts of an object without its `error`."""
    found = _Facts()
    for name in _MESSAGE_NAMES:
        found = _facts_of(body.get(name), levels)
        if found.message:
            break
    message = found.message
    for name in _DETAIL_NAMES:
        detail = body.get(name)
        if message and isinstance(detail, str) and detail and detail not in message:
            message = f"{message}: {detail}"
            break
    type_, param = _text(body.get("type")) or found.type, _text(body.get("param")) or found.param
    location = body.get("loc")
    if isinstance(location, list) and location and message:
        # An item of FastAPI's list: {"loc": ["body", "messages", 0], "msg": "Field required", "type": "missing"}.
        names = location[1:] if location[0] in _PLACES and len(location) > 1 else location
        param = ".".join(map(str, names))
        message = f"{param}: {message}"
    code = body.get("code")
    return _Facts(message, type_, found.code if code is None else code, param)


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) and value else None
