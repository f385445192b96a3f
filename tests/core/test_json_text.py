"""Test that orjson and the standard library read the same JSON values, except for integers beyond 64 bits."""

from __future__ import annotations

import importlib
import json
import sys
from types import ModuleType
from typing import Any, Iterator

import pytest
from cases import for_each
from hypothesis import given, strategies as st

from helixagent._core import json_text

WITHOUT_ORJSON = "without orjson"


def loaded(*, with_orjson: bool) -> ModuleType:
    """Return the module with or without orjson, regardless of what is installed."""
    held = sys.modules.get("orjson")
    if not with_orjson:
        sys.modules["orjson"] = None  # type: ignore[assignment]
    spec = importlib.util.find_spec(json_text.__name__)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules.pop("orjson", None)
        if held is not None:
            sys.modules["orjson"] = held
    return module


MODULES = {"orjson": loaded(with_orjson=True), WITHOUT_ORJSON: loaded(with_orjson=False)}


@pytest.fixture(params=MODULES)
def module(request: Any) -> Iterator[Any]:
    return MODULES[request.param]


def test_each_variant_uses_its_library() -> None:
    assert MODULES["orjson"].read_fast.__module__ == "orjson"
    assert MODULES[WITHOUT_ORJSON].read_fast is json.loads


json_texts = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
).map(json.dumps)


@pytest.mark.parametrize("name", MODULES)
@given(
    st.one_of(json_texts, st.text(max_size=5)),
    st.text("\ufeff \t\r\n\x0b", max_size=3),
    st.text(" \n,]}x\ufeff", max_size=3),
)
def test_read_json_returns_the_same_as_json_loads(name: str, text: str, before: str, after: str) -> None:
    read_json = MODULES[name].read_json
    text = before + text + after
    for given_as in (text, text.encode("utf-8", "surrogatepass")):
        try:
            expected = repr(json.loads(given_as))
        except ValueError as error:
            with pytest.raises(type(error)) as raised:
                read_json(given_as)
            assert str(raised.value) == str(error)
        else:
            assert repr(read_json(given_as)) == expected


@for_each("text", ["NaN", "[Infinity]", "-Infinity", '"\\ud800"', "[" * 1500 + "]" * 1500, "1e400"])
def test_json_that_orjson_refuses_is_read_by_the_standard_library(module: Any, text: str) -> None:
    if sys.getrecursionlimit() > 1600:
        assert repr(module.read_json(text)) == repr(json.loads(text))


def test_json_that_is_nested_too_deeply_is_refused(module: Any) -> None:
    text = "[" * 200_000 + "]" * 200_000
    with pytest.raises(RecursionError):
        module.read_json(text)
    assert module.decode_json(text) is None


def test_utf_16_is_read(module: Any) -> None:
    assert module.decode_json('{"a": "ü"}'.encode("utf-16")) == {"a": "ü"}


def test_integers_beyond_64_bits_are_the_only_difference() -> None:
    assert MODULES["orjson"].read_json("18446744073709551616") == 18446744073709551616.0
    assert repr(MODULES[WITHOUT_ORJSON].read_json("18446744073709551616")) == "18446744073709551616"
