"""Tests of arguments that cannot be represented in JSON: they are refused by name, and not quoted."""

from __future__ import annotations

import gc
from typing import Any, Dict, Iterator, Optional

import pytest
from cases import for_each
from support import USER, Driver, refused, said

from helixagent.testing import Sandbox


@pytest.fixture
def without_gc() -> Iterator[None]:
    """Turn the garbage collector off: its callbacks crash Python 3.8 if they run at the recursion limit."""
    gc.disable()
    yield
    gc.enable()


def _deep(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": value}
    return value


def _circular() -> Any:
    value: Dict[str, Any] = {}
    value["a"] = value
    return value


@for_each(
    "value",
    [
        b"bytes",
        {1, 2},
        object(),
        1j,
        float("nan"),
        {"a": [float("inf")]},
        {(1, 2): 3},
        "\ud800",
        {"\udfff": 1},
        _deep(100_000),
        _circular(),
    ],
)
@for_each("place", ["extra_body", "message", "parameters"])
def test_a_value_that_cannot_be_sent_is_refused_with_its_argument(
    place: str, value: Any, driver: Driver, sandbox: Sandbox, without_gc: None
) -> None:
    arguments: Dict[str, Any] = {"messages": USER}
    if place == "extra_body":
        arguments["extra_body"] = {"new_option": value}
    elif place == "message":
        arguments["messages"] = [{"role": "user", "content": "x", "new_field": value}]
    else:
        parameters = {"type": "object", "default": value}
        arguments["tools"] = [{"type": "function", "function": {"name": "f", "parameters": parameters}}]
    error = refused(driver, sandbox, "chat.completions.create", **arguments)
    assert error.param == {"extra_body": "new_option", "message": "messages", "parameters": "tools"}[place]
    assert "cannot be sent as JSON" in error.message


@pytest.mark.parametrize("value", ["half \ud83d pair", "\udc00"])
def test_a_text_with_a_lone_surrogate_is_refused(value: str, driver: Driver, sandbox: Sandbox) -> None:
    error = refused(driver, sandbox, "chat.completions.create", messages=[{"role": "user", "content": value}])
    assert error.param == "messages"
    error = refused(driver, sandbox, "completions.create", prompt=value)
    assert error.param == "prompt"


def test_the_error_does_not_quote_the_value(driver: Driver, sandbox: Sandbox) -> None:
    for content in ("confidential \ud800", b"confidential", {"confidential"}, ["confidential"]):
        error = refused(driver, sandbox, "chat.completions.create", **said(content))
        link: Optional[BaseException] = error
        while link is not None:
            assert "confidential" not in f"{link} {link!r}"
            link = link.__cause__
