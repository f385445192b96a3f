"""Test that pybase64 and the standard library read the same vectors, and refuse the same texts."""

from __future__ import annotations

import base64
import importlib.util
import re
import struct
import sys
from types import ModuleType
from typing import Any, Iterator, List

import pytest
from hypothesis import example, given, strategies as st

from helixagent._core.responses import embeddings


def loaded(*, with_pybase64: bool) -> ModuleType:
    """Return the module with or without pybase64, regardless of what is installed."""
    held = sys.modules.get("pybase64")
    if not with_pybase64:
        sys.modules["pybase64"] = None  # type: ignore[assignment]
    spec = importlib.util.find_spec(embeddings.__name__)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules.pop("pybase64", None)
        if held is not None:
            sys.modules["pybase64"] = held
    return module


MODULES = {"pybase64": loaded(with_pybase64=True), "without pybase64": loaded(with_pybase64=False)}


@pytest.fixture(params=MODULES, scope="module")
def module(request: Any) -> Iterator[Any]:
    return MODULES[request.param]


def packed(numbers: List[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def test_each_variant_uses_its_library() -> None:
    if "pybase64" in sys.modules:
        assert MODULES["pybase64"].read_base64.func.__module__.startswith(("pybase64", "_pybase64"))
    assert MODULES["without pybase64"].read_base64.__name__ == "_read_plain"


@given(st.lists(st.floats(width=32, allow_nan=False), max_size=20))
def test_a_vector_survives_a_round_trip(module: Any, numbers: List[float]) -> None:
    assert module.vector_of(packed(numbers)).tolist() == numbers


BASE64 = re.compile("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

# Texts that are almost base64: one character is added, missing or misplaced.
pieces = st.sampled_from(["AAAA", "Ab+/", "AA==", "A/==", "AAA=", "=", "A", "-", " ", "\n", "!", "é"])
texts = st.lists(pieces, max_size=8).map("".join)


@given(texts)
@example("AAAAAA==AAAAAAAA")
@example("!AAAAAA==")
@example("AAAAAA====")
def test_only_base64_texts_are_accepted(module: Any, text: str) -> None:
    if BASE64.fullmatch(text):
        assert module.read_base64(text) == base64.b64decode(text)
    else:
        with pytest.raises(ValueError):
            module.read_base64(text)
