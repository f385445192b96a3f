"""Find credentials in tracebacks: as Sentry serializes them, and through every attribute, item and slot."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from typing import Any, Iterator, List, Sequence, Set, Tuple

from sentry_sdk.serializer import serialize
from sentry_sdk.utils import event_from_exception

# The attributes of these are code, not values of variables.
_CODE = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.CodeType, types.FrameType)
_MANY = 200_000


def leaks(error: BaseException, secrets: Sequence[str]) -> List[str]:
    """Return the places of the secrets in an exception: in Sentry's event, or in objects reachable from its frames'
    variables.
    """
    assert all(secrets)
    found = []
    event, _ = event_from_exception(error)
    text = json.dumps(serialize(event), default=repr)
    found += [f"Sentry's event has {secret}" for secret in secrets if secret in text]
    for link in chain(error):
        found += _in_value(f"{type(link).__name__}", [str(link), repr(link), link.args, vars(link)], secrets)
        for frame in frames(link):
            for name, value in frame.f_locals.items():
                where = f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_code.co_name}: {name}"
                found += _in_value(where, value, secrets)
    return found


def chain(error: BaseException) -> Iterator[BaseException]:
    """Iterate over an exception, its causes and its contexts, whether or not they are suppressed."""
    seen: Set[int] = set()
    waiting: List[Any] = [error]
    while waiting:
        link = waiting.pop()
        if link is None or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [link.__cause__, link.__context__, *getattr(link, "exceptions", ())]


def frames(error: BaseException) -> Iterator[types.FrameType]:
    """Iterate over the frames of an exception's traceback."""
    entry = error.__traceback__
    while entry is not None:
        yield entry.tb_frame
        entry = entry.tb_next


def _in_value(where: str, value: Any, secrets: Sequence[str]) -> List[str]:
    found = []
    seen: Set[int] = set()
    waiting: List[Tuple[str, Any]] = [(where, value)]
    kept: List[Any] = []
    while waiting:
        path, item = waiting.pop()
        if id(item) in seen or isinstance(item, _CODE):
            continue
        seen.add(id(item))
        # An ID is only valid as long as its object is alive.
        kept.append(item)
        assert len(kept) < _MANY, f"{where} references too many objects"
        text = item if isinstance(item, str) else _shown(item)
        found += [f"{path} shows {secret}: {text[:200]}" for secret in secrets if secret in text]
        waiting += [(f"{path}{name}", child) for name, child in _children(item)]
    return found


def _shown(item: Any) -> str:
    try:
        return repr(item)
    except Exception as error:
        return type(error).__name__


def _children(item: Any) -> Iterator[Tuple[str, Any]]:
    if isinstance(item, (str, bytes, bytearray, int, float)):
        return
    if isinstance(item, Mapping):
        for key, value in list(item.items()):
            yield f"[{key!r}]", value
            yield ".key", key
    elif isinstance(item, (list, tuple, set, frozenset)):
        for place, value in enumerate(list(item)):
            yield f"[{place}]", value
    attributes = getattr(item, "__dict__", None)
    if isinstance(attributes, dict):
        for name, value in list(attributes.items()):
            yield f".{name}", value
    for cls in type(item).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else tuple(slots):
            is_private = name.startswith("__") and not name.endswith("__")
            try:
                yield f".{name}", getattr(item, f"_{cls.__name__.lstrip('_')}{name}" if is_private else name)
            except AttributeError:
                continue
