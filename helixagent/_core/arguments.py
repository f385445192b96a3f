"""Check a method's arguments before anything is sent, against the constraints that `openapi.yaml` states for the request."""

from __future__ import annotations

import difflib
import functools
import inspect
import math
from typing import Any, Callable, Dict, FrozenSet, Iterable, Mapping, Optional, Sequence, TypeVar

from helixagent_client import models
from helixagent_client.types import ApiModel

from ..exceptions import ValidationError

F = TypeVar("F", bound=Callable[..., Any])

_KINDS: Dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value),
    "array": lambda value: isinstance(value, (list, tuple)),
    "object": lambda value: isinstance(value, (Mapping, ApiModel)),
    "null": lambda value: value is None,
}
_NAMES = {
    "string": "a string",
    "boolean": "True or False",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a dict",
    "null": "None",
}


def checked_names(method: F) -> F:
    """Make a method answer unknown, missing and positional arguments with a ValidationError that names them.

    Python's own TypeError would say the same less clearly, and is not one of the SDK's exceptions.
    """
    # Read from the code object, since building an inspect.Signature for each method would slow the import down.
    code = method.__code__  # type: ignore[attr-defined]
    positional = code.co_varnames[: code.co_argcount]
    names = frozenset(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]) - {"self"}
    defaults = positional[len(positional) - len(method.__defaults__ or ()) :]  # type: ignore[attr-defined]
    required = names - frozenset(defaults) - frozenset(method.__kwdefaults__ or ())  # type: ignore[attr-defined]

    def check(args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        _check_names(method.__name__, positional, names, required, args, kwargs)

    if inspect.iscoroutinefunction(method):

        @functools.wraps(method)
        async def call_async(*args: Any, **kwargs: Any) -> Any:
            check(args, kwargs)
            return await method(*args, **kwargs)

        return call_async  # type: ignore[return-value]

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        check(args, kwargs)
        return method(*args, **kwargs)

    return call  # type: ignore[return-value]


def check_body(model: Any, body: Mapping[str, Any]) -> None:
    """Raise ValidationError for the first argument that does not fit the request model's constraints.

    Args:
        model: The generated model of the request, whose `SCHEMA` holds the constraints.
        body: The arguments by name; those that were left out are not in it.
    """
    _check_object(body, model.SCHEMA, "")


def _check_names(
    method: str,
    positional: Sequence[str],
    names: FrozenSet[str],
    required: Iterable[str],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> None:
    if len(args) > len(positional):
        raise ValidationError(f"{method}() takes keyword arguments only, e.g. {method}({sorted(names)[0]}=...).")
    for name in kwargs:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {close[0]}?" if close else "an option that is new on the server goes into extra_body."
            raise ValidationError(f"{method}() has no argument {name}; {hint}", param=name)
    for name in required:
        if name not in kwargs and name not in positional[1 : len(args)]:
            raise ValidationError(f"{method}() needs the argument {name}.", param=name)


def _check(value: Any, schema: Mapping[str, Any], path: str) -> None:
    if "$ref" in schema:
        schema = {"type": "object", **getattr(models, schema["$ref"]).SCHEMA}
    variants = schema.get("oneOf") or schema.get("anyOf")
    if variants:
        _check_variants(value, variants, path)
        return
    kinds = schema.get("type")
    if kinds is not None:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not any(_KINDS[kind](value) for kind in kinds):
            raise _wrong(path, f"must be {_either(_NAMES[kind] for kind in kinds)}, not {_shown(value)}")
    _check_bounds(value, schema, path)
    if isinstance(value, (list, tuple)) and "items" in schema:
        for index, item in enumerate(value):
            _check(item, schema["items"], f"{path}[{index}]")
    if isinstance(value, (Mapping, ApiModel)) and ("properties" in schema or "required" in schema):
        _check_object(value, schema, path)


def _check_object(value: Any, schema: Mapping[str, Any], path: str) -> None:
    prefix = f"{path}." if path else ""
    for name in schema.get("required", ()):
        if _member(value, name) is None and not _allows_null(value, name, schema):
            raise _wrong(prefix + name, "is required")
    for name, subschema in schema.get("properties", {}).items():
        member = _member(value, name)
        if member is not None:
            _check(member, subschema, prefix + name)


def _check_bounds(value: Any, schema: Mapping[str, Any], path: str) -> None:
    if isinstance(value, (int, float)):
        low, high = schema.get("minimum"), schema.get("maximum")
        if (low is not None and value < low) or (high is not None and value > high):
            wanted = f"between {low} and {high}" if None not in (low, high) else _one_sided(low, high)
            raise _wrong(path, f"must be {wanted}, not {value!r}")
    elif isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            raise _wrong(path, "must not be empty")
    elif isinstance(value, (list, tuple)):
        low, high = schema.get("minItems", 0), schema.get("maxItems")
        if len(value) < low:
            raise _wrong(path, "must not be empty" if low == 1 else f"must have at least {low} items, not {len(value)}")
        if high is not None and len(value) > high:
            raise _wrong(path, f"must have at most {high} items, not {len(value)}")


def _check_variants(value: Any, variants: Sequence[Mapping[str, Any]], path: str) -> None:
    candidates = [variant for variant in variants if _kind_fits(value, variant)]
    if not candidates:
        raise _wrong(path, f"must be {_either(_kind_names(variants))}, not {_shown(value)}")
    tagged = [variant for variant in candidates if _tag(variant) is not None]
    if tagged:
        name = _tag_name(tagged[0])
        tag = _member(value, name)
        if tag is None:
            raise _wrong(f"{path}.{name}", f"is required: {_either(repr(_tag(variant)) for variant in tagged)}")
        # A tag that no variant has is new on the server and passes.
        candidates = [variant for variant in tagged if _tag(variant) == tag]
    errors = []
    for variant in candidates:
        try:
            _check(value, variant, path)
            return
        except ValidationError as error:
            errors.append(error)
    if errors:
        # The attempt that got furthest into the value says the most.
        raise max(errors, key=lambda error: len(error.param or ""))


def _kind_fits(value: Any, variant: Mapping[str, Any]) -> bool:
    kinds = "object" if "$ref" in variant else variant.get("type")
    if kinds is None:
        return True
    return any(_KINDS[kind](value) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _kind_names(variants: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    names: Dict[str, None] = {}
    for variant in variants:
        kinds = "object" if "$ref" in variant else variant.get("type", "object")
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            names[_NAMES[kind]] = None
    return names


def _tag_name(variant: Mapping[str, Any]) -> str:
    properties = getattr(models, variant["$ref"]).SCHEMA.get("properties", {})
    return next((name for name, schema in properties.items() if "const" in schema), "")


def _tag(variant: Mapping[str, Any]) -> Optional[str]:
    if "$ref" not in variant:
        return None
    properties = getattr(models, variant["$ref"]).SCHEMA.get("properties", {})
    return next((schema["const"] for schema in properties.values() if "const" in schema), None)


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _allows_null(value: Any, name: str, schema: Mapping[str, Any]) -> bool:
    subschema = schema.get("properties", {}).get(name, {})
    return isinstance(value, Mapping) and name in value and _kind_fits(None, subschema)


def _one_sided(low: Any, high: Any) -> str:
    return f"at least {low}" if high is None else f"at most {high}"


def _either(names: Iterable[str]) -> str:
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _shown(value: Any) -> str:
    # The value itself stays out of messages: it may be a prompt or a secret. A number or a bool is neither.
    return repr(value) if isinstance(value, (bool, int, float)) or value is None else type(value).__name__


def _wrong(path: str, problem: str) -> ValidationError:
    return ValidationError(f"{path} {problem}.", param=path)
