"""The JSON schemas of Python types, loose and strict: what each type becomes, and what it cannot."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date, datetime, time
from enum import Enum
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
    TypeVar,
    Union,
)
from uuid import UUID

import pydantic
import pytest
from jsonschema import Draft202012Validator
from typing_extensions import Annotated, Literal, TypeAliasType

from core import shapes
from core.shapes import Color, Level, Mixed, Movie, Node, Plan, Point, Song, Step
from helixagent import ValidationError
from helixagent._core.json_schema import schema_of

TEXT, INTEGER, NUMBER, NULL = ({"type": kind} for kind in ("string", "integer", "number", "null"))
POINT = {
    "type": "object",
    "description": "A place.",
    "properties": {
        "x": {"type": "number", "description": "How far right."},
        "y": {"type": "number", "description": "How far up.", "default": 0.0},
    },
    "required": ["x"],
}


def schema(hint: Any, strict: bool = False) -> Dict[str, Any]:
    made = schema_of(hint, strict=strict)
    Draft202012Validator.check_schema(made)
    return made


@pytest.mark.parametrize(
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
        (Literal["a", 1, None], {"type": ["string", "integer", "null"], "enum": ["a", 1, None]}),
        (Literal[Color.RED], {"type": "string", "enum": ["red"]}),
        (Color, {"type": "string", "enum": ["red", "blue"]}),
        (Level, {"type": "integer", "enum": [1, 2]}),
        (Mixed, {"type": ["integer", "null", "string"], "enum": [1, None, "word"]}),
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
        (dict, {"type": "object", "additionalProperties": {}}),
        (Dict, {"type": "object", "additionalProperties": {}}),
        (Dict[str, int], {"type": "object", "additionalProperties": INTEGER}),
        (Mapping[str, int], {"type": "object", "additionalProperties": INTEGER}),
        (
            Dict[Color, int],
            {"type": "object", "additionalProperties": INTEGER, "propertyNames": {"enum": ["red", "blue"]}},
        ),
        (Annotated[int, "How many"], {"type": "integer", "description": "How many"}),
        (Annotated[int, 7, {"not": "text"}, "How many"], {"type": "integer", "description": "How many"}),
        (Annotated[Point, "Where"], {**POINT, "description": "Where"}),
        (TypeAliasType("Numbers", List[int]), {"type": "array", "items": INTEGER}),
        (Point, POINT),
    ],
)
def test_what_a_type_becomes(hint: Any, expected: Dict[str, Any]) -> None:
    assert schema(hint) == expected


def test_todays_way_of_writing() -> None:
    if sys.version_info >= (3, 10):
        properties = schema(shapes.Today)["properties"]
        assert properties["numbers"] == {"type": "array", "items": {"anyOf": [INTEGER, NULL]}}
        assert properties["colors"]["additionalProperties"]["enum"] == ["red", "blue"]
        assert properties["many"] == {"type": "array", "items": INTEGER}
    else:
        with pytest.raises(ValidationError, match=r"^Today has a type hint that this Python cannot read"):
            schema_of(shapes.Today)


def test_records_of_every_kind() -> None:
    step = schema(Step)
    assert step["required"] == ["title"]
    assert step["properties"]["points"] == {"type": "array", "items": POINT, "description": "Where it goes"}
    assert step["properties"]["color"] == {"anyOf": [{"type": "string", "enum": ["red", "blue"]}, NULL]}
    # A dataclass without a docstring has its signature for one, which is no description.
    assert "description" not in step
    assert schema(Plan) == {
        "type": "object",
        "description": "What to do.",
        "properties": {
            "steps": {"type": "array", "items": step},
            "owner": {"type": "string", "description": "Who does it", "default": "nobody"},
            "secret": {"type": "integer", "default": 7},
            "tags": {"type": "array", "items": TEXT},
        },
        "required": ["steps"],
    }
    assert schema(Song) == {
        "type": "object",
        "properties": {"name": TEXT, "album": {"type": "string", "description": "If it has one"}},
        "required": ["name"],
    }
    assert schema(Movie)["required"] == ["id", "title"]


def test_a_type_that_holds_itself() -> None:
    expected = {
        "type": "object",
        "description": "A tree.",
        "properties": {
            "value": INTEGER,
            "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
            "parent": {"anyOf": [{"$ref": "#/$defs/Node"}, NULL]},
        },
        "required": ["value"],
    }
    assert schema(Node) == {**expected, "$defs": {"Node": expected}}
    assert schema(List[Node]) == {
        "type": "array",
        "items": {"$ref": "#/$defs/Node"},
        "$defs": {"Node": expected},
    }
    Draft202012Validator(schema(Node, strict=True)).validate(
        {"value": 1, "children": [{"value": 2, "children": [], "parent": None}], "parent": None}
    )


def test_two_types_of_one_name_that_hold_themselves() -> None:
    def another() -> Any:
        @dataclasses.dataclass
        class Node:
            twin: Optional[Node]

        return Node

    made = schema(Tuple[Node, another()])
    assert made["prefixItems"] == [{"$ref": "#/$defs/Node"}, {"$ref": "#/$defs/Node2"}]
    assert set(made["$defs"]) == {"Node", "Node2"}
    assert made["$defs"]["Node2"]["properties"]["twin"]["anyOf"][0] == {"$ref": "#/$defs/Node2"}


def test_a_class_that_has_its_bases_name() -> None:
    derived = dataclasses.make_dataclass("Node", [("color", Color)], bases=(_Rootless,))
    made = schema(derived)
    # What the base calls Node is the Node of the base's module, not the class that took its name.
    assert made["properties"]["node"]["$ref"] == "#/$defs/Node"
    assert set(made["$defs"]["Node"]["properties"]) == {"value", "children", "parent"}


@dataclasses.dataclass
class _Rootless:
    node: Node


class TestStrict:
    def test_objects_are_closed_and_all_is_required(self) -> None:
        point = {
            "type": "object",
            "description": "A place.",
            "properties": {
                "x": {"type": "number", "description": "How far right."},
                "y": {"type": "number", "description": "How far up."},
            },
            "required": ["x", "y"],
            "additionalProperties": False,
        }
        assert schema(Point, strict=True) == point
        step = schema(Step, strict=True)
        assert step["required"] == ["title", "points", "color"]
        assert step["properties"]["points"] == {"type": "array", "items": point, "description": "Where it goes"}
        assert schema(Node, strict=True)["$defs"]["Node"]["additionalProperties"] is False

    def test_sets_and_tuples_lose_what_strict_mode_cannot_say(self) -> None:
        assert schema(Set[int], strict=True) == {"type": "array", "items": INTEGER}
        assert schema(Tuple[int, int], strict=True) == {"type": "array", "items": INTEGER, "minItems": 2, "maxItems": 2}
        both = {"type": "array", "items": {"anyOf": [INTEGER, TEXT]}, "minItems": 3, "maxItems": 3}
        assert schema(Tuple[int, str, int], strict=True) == both

    @pytest.mark.parametrize(
        ("hint", "said"),
        [
            (Dict[str, int], r"Dict\[str, int\] has free keys, which strict mode cannot state\.$"),
            (Any, r"Any may be of any type, which strict mode cannot state\.$"),
            (List[Any], r"List\[.*\]\[\] may be of any type"),
            (shapes.Everything, r"^Everything\.named has free keys"),
        ],
    )
    def test_what_has_no_strict_form(self, hint: Any, said: str) -> None:
        with pytest.raises(ValidationError, match=said):
            schema_of(hint, strict=True)


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        (complex, r"^complex is of the type complex, which has no form in JSON that the SDK knows\.$"),
        (bytes, "^bytes is of the type bytes"),
        (Dict[int, str], r"has keys of the type int; JSON's are strings"),
        (Callable[[], int], "^typing.Callable"),
        (TypeVar("T"), "^~T is of the type ~T"),
        (Enum("Empty", []), "^Empty is of the type Empty"),  # type: ignore[var-annotated]
        (shapes.Unwritable, "whose value <object object at .*> has no form in JSON"),
        (Literal[b"x"], "whose value b'x' has no form in JSON"),
        (shapes.Unsupported, r"^Unsupported\.streams\[\]\[\] is of the type complex"),
        (shapes.Unresolvable, r"^Unresolvable has a type hint that cannot be resolved .*'NoSuchName' is not defined"),
        (3, "^3 is of the type 3"),
        (List["Nowhere"], "ForwardRef"),  # type: ignore[name-defined]  # noqa: F821
    ],
)
def test_what_has_no_schema(hint: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        schema_of(hint)


def test_every_kind_at_once() -> None:
    made = schema(shapes.Everything)
    assert made["required"] == [field.name for field in dataclasses.fields(shapes.Everything)]
    assert made["properties"]["either"]["anyOf"] == [INTEGER, TEXT, POINT]
    assert made["properties"]["named"] == {"type": "object", "additionalProperties": POINT}


class TestPydantic:
    def test_a_model_gives_its_own_schema(self) -> None:
        inner = pydantic.create_model("Inner", n=(int, 3))
        outer = pydantic.create_model("Outer", inner=(inner, ...), more=(List[inner], ...))
        assert schema(outer) == outer.model_json_schema()
        inside = schema(Tuple[outer, inner])
        assert inside["prefixItems"][0]["properties"]["inner"] == {"$ref": "#/$defs/Inner"}
        assert inside["$defs"]["Inner"]["properties"]["n"]["default"] == 3

    def test_two_models_of_one_name_do_not_mix(self) -> None:
        outers = []
        for kind in (int, str):
            inner = pydantic.create_model("Inner", value=(kind, ...))
            outers.append(pydantic.create_model("Outer", inner=(inner, ...)))
        made = schema(Tuple[outers[0], outers[1], outers[0]])
        assert [place["properties"]["inner"]["$ref"] for place in made["prefixItems"]] == [
            "#/$defs/Inner",
            "#/$defs/2_Inner",
            "#/$defs/Inner",
        ]
        assert made["$defs"]["Inner"]["properties"]["value"]["type"] == "integer"
        assert made["$defs"]["2_Inner"]["properties"]["value"]["type"] == "string"

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
        for keyword in ("oneOf", "discriminator", "default", "title"):
            assert keyword not in text
