"""Check the argument names of methods, and values that `openapi.yaml` cannot describe."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, Mapping, Optional, Sequence, TypeVar

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
# With this limit, a missing or doubled letter is a misspelling. Two swapped letters are a misspelling only in names of
# five letters or more, because `top_k` must not be a misspelling of `top_p`.
_MIN_SIMILARITY = 0.79

F = TypeVar("F", bound=Callable[..., Any])


def checked_names(method: F) -> F:
    """Decorate a public method so that unknown, missing and positional arguments raise a ValidationError.

    Python's TypeError is less clear and is not an SDK exception. This decorator also applies `public`.
    """
    # The names come from the code object, because building an inspect.Signature for each method would slow down the
    # import.
    code = method.__code__
    name = method.__name__
    positional = code.co_varnames[: code.co_argcount]
    in_order = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    names = frozenset(in_order)
    optional = {*positional[len(positional) - len(method.__defaults__ or ()) :], *(method.__kwdefaults__ or ())}
    required = [each for each in in_order if each not in optional]

    def check(args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        if len(args) > len(positional):
            example = next(iter(required), sorted(names)[0])
            raise ValidationError(f"{name}() only accepts keyword arguments, e.g. {name}({example}=...).")
        for each in kwargs:
            if each not in names:
                raise ValidationError(f"{name}() has no argument {each}; {hint(each, names)}", param=each)
            if each in positional[: len(args)]:
                raise ValidationError(f"{name}() received the argument {each} twice.", param=each)
        for each in required:
            if each not in kwargs and each not in positional[1 : len(args)]:
                raise ValidationError(f"{name}() needs the argument {each}.", param=each)

    return public(method, check)


def given(names: Mapping[str, Any]) -> Dict[str, Any]:
    """Extract a method's arguments from its `locals()`, to pass them to another method."""
    return {name: value for name, value in names.items() if name != "self"}


def near_miss(name: object, known: Iterable[str]) -> Optional[str]:
    """Return the known name that `name` probably misspells, or None. Case and underscores are ignored."""
    # The import is here because only a program with a mistake needs it.
    import difflib

    plain = {_plain(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(_plain(str(name)), plain, n=1, cutoff=_MIN_SIMILARITY)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def hint(name: Any, names: Iterable[str]) -> str:
    """Return the end of the message about an unknown argument: what to do instead."""
    if name == "stream" and "stream_options" in names:
        return "it always streams."
    if name in _ONLY_FOR_STREAMS:
        return "it never returns a stream."
    meant = near_miss(name, [*names, *_CLIENT_OPTIONS])
    if meant in _CLIENT_OPTIONS:
        return f"use client.with_options({meant}=...)."
    if meant is not None:
        return f"did you mean {meant}?"
    return f"if the server accepts it, pass it in extra_body={{{str(name)!r}: ...}}, or in extra_query for the URL."
