"""Check the argument names of methods, and values that `openapi.yaml` cannot describe."""

from __future__ import annotations

from typing import Any, Callable, Dict, FrozenSet, Iterable, Mapping, Sequence, TypeVar

from ...exceptions import ValidationError
from ..tracebacks import public

# All methods accept these options.
CALL_OPTIONS = ("extra_headers", "extra_query", "extra_body", "timeout", "deadline")
# Methods that can return a stream also accept these options.
STREAM_OPTIONS = ("stream_idle_timeout",)
# Only methods that can return a stream have these arguments.
_ONLY_FOR_STREAMS = ("stream", "stream_options", *STREAM_OPTIONS)
# People try to pass these client settings to methods. They would be sent in the body.
_CLIENT_OPTIONS = ("max_retries", "api_key", "token", "base_url", "default_headers", "default_query")

F = TypeVar("F", bound=Callable[..., Any])


def checked_names(method: F) -> F:
    """Decorate a public method so that unknown, missing and positional arguments raise a ValidationError.

    Python's TypeError is less clear and is not an SDK exception. This decorator also applies `public`.
    """
    # The names come from the code object, because building an inspect.Signature for each method would slow down the
    # import.
    code = method.__code__
    positional = code.co_varnames[: code.co_argcount]
    in_order = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    names = frozenset(in_order)
    optional = {*positional[len(positional) - len(method.__defaults__ or ()) :], *(method.__kwdefaults__ or ())}
    required = [name for name in in_order if name not in optional]

    def check(args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        _check_names(method.__name__, positional, names, required, args, kwargs)

    return public(method, check)


def given(names: Mapping[str, Any]) -> Dict[str, Any]:
    """Extract a method's arguments from its `locals()`, to pass them to another method."""
    return {name: value for name, value in names.items() if name != "self"}


def check_keys(argument: str, given: Iterable[Any], known: Iterable[str]) -> None:
    """Raise a ValidationError for the first unknown key of a dict."""
    names = list(known)
    for key in given:
        if key not in names:
            raise ValidationError(
                f"{argument} has a key {key!r} that the API does not have; {_hint(key, names)}", param=str(key)
            )


def _check_names(
    method: str,
    positional: Sequence[str],
    names: FrozenSet[str],
    required: Iterable[str],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> None:
    if len(args) > len(positional):
        example = next(iter(required), sorted(names)[0])
        raise ValidationError(f"{method}() only accepts keyword arguments, e.g. {method}({example}=...).")
    for name in kwargs:
        if name not in names:
            raise ValidationError(f"{method}() has no argument {name}; {_hint(name, names)}", param=name)
        if name in positional[: len(args)]:
            raise ValidationError(f"{method}() received the argument {name} twice.", param=name)
    for name in required:
        if name not in kwargs and name not in positional[1 : len(args)]:
            raise ValidationError(f"{method}() needs the argument {name}.", param=name)


def _hint(name: Any, names: Iterable[str]) -> str:
    if name == "stream" and "stream_options" in names:
        return "it always streams."
    if name in _ONLY_FOR_STREAMS:
        return "it never returns a stream."
    # The import is here because only a program with a mistake needs it.
    from .spelling import near_miss

    meant = near_miss(name, [*names, *_CLIENT_OPTIONS])
    if meant in _CLIENT_OPTIONS:
        return f"use client.with_options({meant}=...)."
    if meant is not None:
        return f"did you mean {meant}?"
    return f"if the server accepts it, pass it in extra_body={{{str(name)!r}: ...}}, or in extra_query for the URL."
