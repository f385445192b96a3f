"""Tests that the descriptions of fields are in the docstrings of models and parameter types."""

from __future__ import annotations

import inspect
import re
from typing import Any, Dict, Iterator, Tuple

from spec_support import SPEC
from support import CLASSES

from helixagent_client import params

BY_NAME = {cls.__name__: cls for cls in CLASSES}
SOURCE = inspect.getsource(params)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def described() -> Iterator[Tuple[str, str, Dict[str, Any]]]:
    """Yield each property of a class that has a description: the class, the field, and its schema."""
    for name, schema in SPEC["components"]["schemas"].items():
        for field, prop in schema.get("properties", {}).items():
            if name in BY_NAME and "description" in prop:
                yield name, field, prop


def test_each_description_of_a_field_is_in_the_docstring_of_its_class() -> None:
    docs = {name: words(cls.__doc__ or "") for name, cls in BY_NAME.items()}
    lost = [f"{name}.{field}" for name, field, prop in described() if words(prop["description"]) not in docs[name]]
    assert lost == []
    beside_refs = [prop for _, _, prop in described() if "$ref" in prop]
    in_spec = [
        prop
        for schema in SPEC["components"]["schemas"].values()
        for prop in schema.get("properties", {}).values()
        if "$ref" in prop and "description" in prop
    ]
    assert len(beside_refs) == len(in_spec) > 60


def test_each_description_of_a_field_is_in_the_parameter_type_of_its_class() -> None:
    docs: Dict[str, str] = {}
    classes = re.findall(r"^class _?(\w+?)(?:Parse)?(Params?)(?:Required)?\((.*?)(?=^class |\Z)", SOURCE, re.M | re.S)
    for name, kind, doc in classes:
        # The parameters of a method are the fields of a request.
        key = name + ("Request" if kind == "Params" else "")
        docs[key] = docs.get(key, "") + words(doc)
    # Methods take `stream` as an argument.
    found = [(name, field, prop) for name, field, prop in described() if name in docs and field != "stream"]
    assert [f"{name}.{field}" for name, field, prop in found if words(prop["description"]) not in docs[name]] == []
    assert len(found) > 60
