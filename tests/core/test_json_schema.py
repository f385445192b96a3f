"""Tests of the JSON schemas of Python types, in loose and strict form, including unsupported types."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date, datetime, time
from decimal import Decimal
from typing import (
    Any,
    Callable,
    Dict,
    FrozenSet,
    Iterable,
    List,
    Mapping,
    Optional,
    Sequence,
    Set,
    Tuple,
    Union,
)
from uuid import UUID

import pydantic
import pytest
from cases import for_each
from jsonschema import Draft202012Validator
from typing_extensions import Annotated, Literal, TypeAliasType

from core import shapes
from core.shapes import Color, Level, Mixed, Movie, Node, Plan, Point, Song, Step
from helixagent import ValidationError
from helixagent._core.structured.schemas import schema_of

TEXT, INTEGER, NUMBER, NULL = ({"type": kind} for kind in ("string", "integer", "number", "null"))
POINT = {
    "type": "object",
    "description": "A place.",
    "properties": {
        "x": {"type": "number", "description": "The horizontal coordinate."},
        "y": {"type": "number", "description": "The vertical coordinate.", "default": 0.0},
    },
    "required": ["x"],
}


def schema(hint: Any, strict: bool = False) -> Dict[str, Any]:
    made = schema_of(hint, strict=strict)
    Draft202012Validator.check_schema(made)
    return made


@for_each(
    ("hint", "expected"),
    [
        (str, TEXT),
        (int, INTEGER),
        (float, NUMBER),
        (bool, {"type": "boolean"}),
        (None, NULL),
        (type(None), NULL),
        (Any, {}),
        (object, {}),
        (datetime, {"type": "string", "format": "date-time"}),
        (date, {"type": "string", "format": "date"}),
        (time, {"type": "string", "format": "time"}),
        (UUID, {"type": "string", "format": "uuid"}),
        (shapes.UserId, TEXT),
        (Optional[int], {"anyOf": [INTEGER, NULL]}),
        (Union[int, str, None], {"anyOf": [INTEGER, TEXT, NULL]}),
        (Literal["a", "b"], {"type": "string", "enum": ["a", "b"]}),
        (Literal["a", 1, None], {"enum": ["a", 1, None]}),
        (Literal[Color.RED], {"type": "string", "const": "red"}),
        (Color, {"type": "string", "enum": ["red", "blue"]}),
        (Level, {"type": "integer", "enum": [1, 2]}),
        (Mixed, {"enum": [1, None, "word"]}),
        (List[int], {"type": "array", "items": INTEGER}),
        (Sequence[int], {"type": "array", "items": INTEGER}),
        (Iterable[int], {"type": "array", "items": INTEGER}),
        (Tuple[int, ...], {"type": "array", "items": INTEGER}),
        (Set[str], {"type": "array", "items": TEXT, "uniqueItems": True}),
        (FrozenSet[str], {"type": "array", "items": TEXT, "uniqueItems": True}),
        (Tuple[int, str], {"type": "array", "prefixItems": [INTEGER, TEXT], "minItems": 2, "maxItems": 2}),
        (list, {"type": "array", "items": {}}),
        (List, {"type": "array", "items": {}}),
        (tuple, {"type": "array", "items": {}}),
        (Dict[str, int], {"type": "object", "additionalProperties": INTEGER}),
        (Mapping[str, int], {"type": "object", "additionalProperties": INTEGER}),
        (TypeAliasType("Numbers", List[int]), {"type": "array", "items": INTEGER}),
        (Decimal, {"anyOf": [NUMBER, TEXT]}),
        (Point, POINT),
    ],
)
def test_the_schema_of_a_type(hint: Any, expected: Dict[str, Any]) -> None:
    assert without_patterns(schema(hint)) == expected


def without_patterns(made: Dict[str, Any]) -> Dict[str, Any]:
    """pydantic's pattern for Decimal differs between its versions."""
    parts = [{key: value for key, value in part.items() if key != "pattern"} for part in made.get("anyOf", ())]
    return {**made, "anyOf": parts} if parts else made


def test_modern_type_syntax() -> None:
    if sys.version_info >= (3, 10):
        properties = schema(shapes.Today)["properties"]
        assert properties["numbers"] == {"type": "array", "items": {"anyOf": [INTEGER, NULL]}}
        assert properties["colors"]["additionalProperties"] == {"$ref": "#/$defs/Color"}
        assert properties["many"] == {"type": "array", "items": INTEGER}
    else:
        with pytest.raises(ValidationError, match=r"^Today cannot be described as JSON"):
            schema_of(shapes.Today)


def test_classes_of_every_kind() -> None:
    step = schema(Step)
    assert step["required"] == ["title"]
    assert step["properties"]["points"] == {
        "type": "array",
        "items": {"$ref": "#/$defs/Point"},
        "description": "Where it goes",
    }
    assert step["$defs"]["Point"] == POINT
    # The docstring that Python generates for a dataclass is a signature and not a description.
    assert "description" not in step
    plan = schema(Plan)
    assert plan["description"] == "A to-do item."
    assert plan["properties"]["owner"] == {"type": "string", "description": "Who does it", "default": "nobody"}
    assert list(plan["properties"]) == ["steps", "owner", "started", "tags"]
    assert plan["required"] == ["steps"]
    assert schema(Song) == {
        "type": "object",
        "properties": {"name": TEXT, "album": {"type": "string", "description": "If it has one"}},
        "required": ["name"],
    }
    assert schema(Movie)["required"] == ["id", "title"]


def test_aliases_and_constraints() -> None:
    made = schema(Ticket, strict=True)
    assert list(made["properties"]) == made["required"] == ["seatNumber", "price", "names"]
    assert made["properties"]["seatNumber"] == {"type": "integer", "minimum": 1, "maximum": 500}
    number, text = made["properties"]["price"]["anyOf"]
    # pydantic's pattern for Decimal has a lookahead, which strict mode refuses.
    assert number == {"type": "number", "exclusiveMinimum": 0.0} and text["type"] == "string"
    assert "(?" not in str(made)
    assert made["properties"]["names"]["maxItems"] == 3
    # Strict mode does not know the format "uri".
    assert made["properties"]["names"]["items"] == {"type": "string", "minLength": 1, "maxLength": 2083}


class Ticket(pydantic.BaseModel):
    seat: int = pydantic.Field(alias="seatNumber", ge=1, le=500)
    price: Decimal = pydantic.Field(gt=0)
    names: List[pydantic.HttpUrl] = pydantic.Field(max_length=3)


def test_a_pydantic_dataclass() -> None:
    @pydantic.dataclasses.dataclass
    class Box:
        """A box.

        Args:
            width: The width.
        """

        width: int
        height: Annotated[int, "The height"] = pydantic.Field(default=1, ge=0)

    made = schema(Box)
    assert made["description"] == "A box."
    assert made["properties"]["width"] == {"type": "integer", "description": "The width."}
    assert made["properties"]["height"]["minimum"] == 0


def test_a_recursive_type() -> None:
    expected = {
        "type": "object",
        "description": "A tree.",
        "properties": {
            "value": INTEGER,
            "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
            "parent": {"anyOf": [{"$ref": "#/$defs/Node"}, NULL], "default": None},
        },
        "required": ["value"],
    }
    # Strict mode refuses a reference as the complete schema.
    assert schema(Node) == {**expected, "$defs": {"Node": expected}}
    assert schema(List[Node]) == {
        "type": "array",
        "items": {"$ref": "#/$defs/Node"},
        "$defs": {"Node": expected},
    }
    Draft202012Validator(schema(Node, strict=True)).validate(
        {"value": 1, "children": [{"value": 2, "children": [], "parent": None}], "parent": None}
    )


def test_two_classes_with_the_same_name() -> None:
    outers = []
    for kind in (int, str):
        inner = dataclasses.make_dataclass("Inner", [("value", kind)])
        outers.append(pydantic.create_model("Outer", inner=(inner, ...)))
    made = schema(Tuple[outers[0], outers[1], outers[0]])
    assert len(made["$defs"]) == 4
    first, second, third = (place["$ref"] for place in made["prefixItems"])
    assert first == third != second


class TestStrict:
    def test_objects_are_closed_and_all_properties_are_required(self) -> None:
        point = {
            "type": "object",
            "description": "A place.",
            "properties": {
                "x": {"type": "number", "description": "The horizontal coordinate."},
                "y": {"type": "number", "description": "The vertical coordinate."},
            },
            "required": ["x", "y"],
            "additionalProperties": False,
        }
        assert schema(Point, strict=True) == point
        step = schema(Step, strict=True)
        assert step["required"] == ["title", "points", "color"]
        assert step["$defs"]["Point"] == point
        assert schema(Node, strict=True)["$defs"]["Node"]["additionalProperties"] is False

    def test_every_enum_has_a_type(self) -> None:
        assert schema(Mixed, strict=True)["type"] == ["integer", "null", "string"]
        assert schema(Literal["a", 1], strict=True)["type"] == ["string", "integer"]

    def test_sets_and_tuples_lose_constraints_that_strict_mode_does_not_support(self) -> None:
        assert schema(Set[int], strict=True) == {"type": "array", "items": INTEGER}
        assert schema(Tuple[int, int], strict=True) == {"type": "array", "items": INTEGER, "minItems": 2, "maxItems": 2}
        both = {"type": "array", "items": {"anyOf": [INTEGER, TEXT]}, "minItems": 3, "maxItems": 3}
        assert schema(Tuple[int, str, int], strict=True) == both

    @pytest.mark.parametrize(
        ("hint", "said"),
        [
            (Dict[str, int], r"Dict\[str, int\] allows arbitrary keys, which strict mode cannot express\.$"),
            (dict, r"^dict allows arbitrary keys"),
            (Any, r"Any may be of any type, which strict mode cannot express\.$"),
            (List[Any], r"List\[.*\]\[\] may be of any type"),
            (shapes.Everything, r"^Everything\.named allows arbitrary keys"),
            (List[shapes.Everything], r"Everything\]: Everything\.named allows arbitrary keys"),
            (Annotated[Any, pydantic.WithJsonSchema({"properties": {"a": True}})], r"\.a may be of any type"),
            (Annotated[Any, pydantic.WithJsonSchema({"type": "array", "items": True})], r"\[\] may be of any type"),
            (
                Annotated[Any, pydantic.WithJsonSchema({"properties": {}, "additionalProperties": {}})],
                "allows arbitrary keys, which strict mode cannot express",
            ),
        ],
    )
    def test_types_without_a_strict_form(self, hint: Any, said: str) -> None:
        with pytest.raises(ValidationError, match=said):
            schema_of(hint, strict=True)


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        (Callable[[], int], r"^typing\.Callable\[\[\], int\] cannot be described as JSON"),
        (shapes.Unwritable, "^Unwritable cannot be described as JSON"),
        (shapes.Unsupported, r"^Unsupported cannot be described as JSON: .*Station"),
        (shapes.Unresolvable, "^Unresolvable cannot be described as JSON: .*'NoSuchName' is not defined"),
        (3, "^3 cannot be described as JSON"),
        (List["Nowhere"], "'Nowhere' is not defined"),  # type: ignore[name-defined]  # noqa: F821
        (shapes.Attrs, "^Attrs is an attrs class, which pydantic does not support. Use a dataclass"),
        (List[shapes.Attrs], "cannot be described as JSON: .*Attrs"),
    ],
)
def test_types_without_a_schema(hint: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        schema_of(hint)


def test_every_kind_at_once() -> None:
    made = schema(shapes.Everything)
    assert made["required"] == [field.name for field in dataclasses.fields(shapes.Everything)]
    assert made["properties"]["either"]["anyOf"] == [INTEGER, TEXT, {"$ref": "#/$defs/Point"}]
    assert made["properties"]["named"] == {"type": "object", "additionalProperties": {"$ref": "#/$defs/Point"}}


class TestPydantic:
    def test_a_model_has_its_schema_without_titles(self) -> None:
        inner = pydantic.create_model("Inner", title=(int, 3))
        outer = pydantic.create_model("Outer", inner=(inner, ...), more=(List[inner], ...))
        made = schema(outer)
        assert made["properties"]["inner"] == {"$ref": "#/$defs/Inner"}
        assert made["$defs"]["Inner"] == {"type": "object", "properties": {"title": {"type": "integer", "default": 3}}}

    def test_the_strict_form(self) -> None:
        cat = pydantic.create_model("Cat", kind=(Literal["cat"], ...))
        dog = pydantic.create_model("Dog", kind=(Literal["dog"], ...), age=(int, 1))
        pet = Annotated[Union[cat, dog], pydantic.Field(discriminator="kind", description="It")]
        home = pydantic.create_model("Home", pet=(pet, ...), spare=(Optional[dog], None))
        made = schema(home, strict=True)
        assert made["required"] == ["pet", "spare"] and made["additionalProperties"] is False
        assert made["properties"]["pet"]["anyOf"] == [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]
        assert made["$defs"]["Dog"]["required"] == ["kind", "age"]
        text = str(made)
        for keyword in ("oneOf", "discriminator", "default"):
            assert keyword not in text
