"""Tests that strict schemas keep descriptions next to references, although a reference must not have other keywords."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any, Dict, Iterator, List, Optional

import pydantic
from jsonschema import Draft202012Validator
from pydantic import Field
from typing_extensions import Annotated

from helixagent._core.structured.schemas import schema_of


class Color(enum.Enum):
    RED = "red"


class Street(pydantic.BaseModel):
    name: str


class Parcel(pydantic.BaseModel):
    sender: Street = Field(description="Who sends it.")
    receiver: Street = Field(description="Who gets it.")
    color: Color = Field(description="The color of the box.")
    via: List[Annotated[Street, Field(description="A stop.")]]
    plain: Street


@dataclasses.dataclass
class Node:
    value: int
    next: Optional[Annotated[Node, "The node that follows."]] = None


def references(schema: Any) -> Iterator[Dict[str, Any]]:
    """Return all parts of a schema that contain a reference."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def described(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("description"), str):
            yield schema["description"]
        for value in schema.values():
            yield from described(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from described(value)


def test_descriptions_of_pydantic_fields() -> None:
    made = schema_of(Parcel, strict=True)
    assert {"Who sends it.", "Who gets it.", "The color of the box.", "A stop."} <= set(described(made))
    assert all(set(each) == {"$ref"} for each in references(made))
    street = {"name": "Main"}
    value = {"sender": street, "receiver": street, "color": "red", "via": [street], "plain": street}
    Draft202012Validator(made).validate(value)
    assert not Draft202012Validator(made).is_valid({**value, "receiver": {"name": 5}})


def test_a_description_of_a_recursive_type() -> None:
    made = schema_of(Node, strict=True)
    assert "The node that follows." in set(described(made))
    assert all(set(each) == {"$ref"} for each in references(made))
    Draft202012Validator(made).validate({"value": 1, "next": {"value": 2, "next": None}})


def test_a_bare_reference_stays_bare() -> None:
    made = schema_of(Parcel, strict=True)
    assert made["properties"]["plain"] == {"$ref": "#/$defs/Street"}
