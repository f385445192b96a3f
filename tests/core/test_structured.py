"""Tests of structured responses: the requested format, the parsed object, and the error messages."""

from __future__ import annotations

import dataclasses
import gc
import json
import pickle
import weakref
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Dict, List, Optional, Tuple, Union
from uuid import UUID

import pydantic
import pytest
from cases import for_each
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator
from typing_extensions import Annotated, Literal, TypeAliasType

from core.shapes import (
    Attrs,
    Color,
    Everything,
    Level,
    Mixed,
    Movie,
    Node,
    Plan,
    Point,
    Positive,
    Song,
    Step,
    Unsupported,
)
from helixagent import InvalidResponseError, ProviderError, ValidationError
from helixagent._core.requests.constraints import check_body
from helixagent._core.structured.schemas import parse_into, response_format_of, schema_of


class Inner(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(strict=True)
    when: datetime
    number: int = pydantic.Field(default=1, le=10)


class Bill(pydantic.BaseModel):
    total: Decimal
    paid_by: str = pydantic.Field(alias="paidBy", max_length=5)


class Outer(pydantic.BaseModel):
    inners: List[Inner]
    child: Optional[Outer] = None


@dataclasses.dataclass
class Holder:
    inner: Inner
    point: Optional[Point] = None


@dataclasses.dataclass
class Cat:
    kind: Literal["cat"]
    pet: Optional[Pet] = None


@dataclasses.dataclass
class Dog:
    kind: Literal["dog"]
    pet: Optional[Pet] = None


Pet = Union[Cat, Dog]


@dataclasses.dataclass
class Small:
    a: int = 0


@dataclasses.dataclass
class Large:
    a: int = 0
    b: float = 0.0


EVERYTHING: Dict[str, Any] = {
    "a_bool": True,
    "an_int": 3.0,
    "a_float": 3,
    "a_text": "naïve 🚀",
    "nothing": None,
    "when": "2026-01-15T10:30:00.5Z",
    "day": "2026-01-15",
    "id": "6f1c2a34-0000-4000-8000-000000000001",
    "user": "u1",
    "level": 2,
    "mixed": None,
    "word": 3,
    "either": {"x": 1, "y": 2.5},
    "several": [1, 2],
    "unique": ["a", "a"],
    "frozen": [1],
    "many": [1, 2, 3],
    "pair": [1, "one"],
    "named": {"home": {"x": 0}},
    "by_color": {"red": 1},
    "anything": {"deep": [None, {"x": 1}]},
    "movie": {"id": 1, "title": "Alien", "extra": True},
}


def parsed(hint: Any, value: Any) -> Any:
    return parse_into(hint, json.dumps(value))


class TestFormat:
    @pytest.mark.parametrize("cls", [Point, Step, Plan, Node, Song, Movie, Outer, Holder])
    def test_every_kind_of_class(self, cls: Any) -> None:
        made = response_format_of(cls)
        assert made == {
            "type": "json_schema",
            "json_schema": {"name": cls.__name__, "schema": schema_of(cls, strict=True), "strict": True},
        }
        schema = made["json_schema"]["schema"]
        Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object" and schema["additionalProperties"] is False
        # The client must accept the format unchanged.
        messages = [{"role": "user", "content": "x"}]
        check_body("ChatCompletionRequest", {"model": "m", "messages": messages, "response_format": made})

    def test_a_class_that_strict_mode_cannot_express(self) -> None:
        Draft202012Validator(schema_of(Everything)).validate({**EVERYTHING, "unique": ["a"]})
        with pytest.raises(ValidationError, match=r"^Everything\.named allows arbitrary keys"):
            response_format_of(Everything)

    def test_changes_by_a_caller_do_not_affect_the_next_one(self) -> None:
        first = response_format_of(Point)
        first["json_schema"]["schema"]["properties"].clear()
        assert set(response_format_of(Point)["json_schema"]["schema"]["properties"]) == {"x", "y"}

    def test_the_name_only_has_characters_that_the_api_accepts(self) -> None:
        odd = dataclasses.make_dataclass("Größe", [("x", int)])
        assert response_format_of(odd)["json_schema"]["name"] == "Gr_e"
        long = dataclasses.make_dataclass("L" * 100, [("x", int)])
        assert response_format_of(long)["json_schema"]["name"] == "L" * 64

    @pytest.mark.parametrize("hint", [List[Point], Optional[Point], Union[Point, Step], str, Color, None, 7, {"a": 1}])
    def test_only_a_class_that_maps_to_objects_is_accepted(self, hint: Any) -> None:
        with pytest.raises(ValidationError, match="must be a dataclass, a TypedDict, or a pydantic model") as caught:
            response_format_of(hint)
        assert caught.value.param == "response_format"


class TestParse:
    def test_every_kind_of_value(self) -> None:
        made = parsed(Everything, EVERYTHING)
        assert made == Everything(
            a_bool=True,
            an_int=3,
            a_float=3.0,
            a_text="naïve 🚀",
            nothing=None,
            when=datetime(2026, 1, 15, 10, 30, 0, 500000, timezone.utc),
            day=date(2026, 1, 15),
            id=UUID("6f1c2a34-0000-4000-8000-000000000001"),
            user="u1",
            level=Level.HIGH,
            mixed=Mixed.NONE,
            word=3,
            either=Point(1.0, 2.5),
            several=[1, 2],
            unique={"a"},
            frozen=frozenset([1]),
            many=(1, 2, 3),
            pair=(1, "one"),
            named={"home": Point(0.0)},
            by_color={Color.RED: 1},
            anything={"deep": [None, {"x": 1}]},
            movie={"id": 1, "title": "Alien"},
        )
        assert type(made.an_int) is int and type(made.a_float) is float and type(made.either.x) is float
        assert made.when.utcoffset() == timedelta(0)

    def test_classes_of_every_kind(self) -> None:
        step = {"title": "go", "points": [{"x": 1, "y": 2, "unknown": 0}], "color": "red"}
        plan = parsed(Plan, {"steps": [step], "started": 9, "computed": 5})
        assert plan == Plan(steps=[Step("go", [Point(1, 2)], Color.RED)], started=9)
        assert plan.computed == 9
        assert parsed(Song, {"name": "x", "more": 1}) == {"name": "x"}
        assert parsed(List[Song], [{"name": "x", "album": "y"}]) == [{"name": "x", "album": "y"}]
        assert parsed(Optional[Point], None) is None
        tree = parsed(Node, {"value": 1, "children": [{"value": 2, "children": [], "parent": None}]})
        assert tree == Node(1, [Node(2)])

    def test_decimals_and_aliases(self) -> None:
        bill = parsed(Bill, {"total": 0.1, "paidBy": "Ada"})
        assert bill == Bill(total=Decimal("0.1"), paidBy="Ada") and bill.paid_by == "Ada"
        assert parsed(Bill, {"total": "12345678901234567890.12", "paidBy": "Ada"}).total.as_tuple().exponent == -2

    def test_pydantic_models_alone_and_inside(self) -> None:
        inner = {"when": "2026-01-15T10:30:00Z", "number": 3}
        outer = parsed(Outer, {"inners": [inner], "child": {"inners": []}})
        assert outer.inners[0].number == 3 and outer.inners[0].when.year == 2026 and outer.child.inners == []
        holder = parsed(Holder, {"inner": inner, "point": {"x": 1}})
        assert isinstance(holder.inner, Inner) and holder.point == Point(1.0)
        assert parsed(List[Inner], [inner])[0].number == 3

    def test_numbers_are_parsed_as_the_type_that_fits_best(self) -> None:
        for hint in (Union[int, float], Union[float, int]):
            assert repr(parsed(hint, 3)) == "3" and repr(parsed(hint, 3.0)) == "3.0"
        assert repr(parsed(Union[float, str], 3)) == "3.0"
        assert parsed(Union[bool, int], 1) == 1 and parsed(Union[bool, int], 1) is not True
        assert parsed(Literal[1, True], True) is True
        assert parsed(int, 10**30) == 10**30

    def test_an_object_is_parsed_as_the_class_that_has_its_members(self) -> None:
        assert parsed(Union[Small, Large], {"a": 1, "b": 2}) == Large(1, 2.0)
        assert parsed(Union[Large, Small], {"a": 1, "b": 2}) == Large(1, 2.0)
        assert parsed(List[Union[Small, Large]], [{"a": 1}, {"b": 0.5}]) == [Small(1), Large(0, 0.5)]
        assert parsed(Pet, {"kind": "dog", "pet": {"kind": "cat"}}) == Dog("dog", Cat("cat"))

    def test_aliases_and_annotations(self) -> None:
        assert parsed(TypeAliasType("Points", List[Point]), [{"x": 1}]) == [Point(1.0)]
        assert parsed(Annotated[List[Annotated[int, "A number"]], {"unhashable": 1}], [1]) == [1]
        assert parsed(Annotated[Optional[Color], "If any"], "blue") is Color.BLUE

    def test_bytes_are_parsed_too(self) -> None:
        assert parse_into(Point, b'{"x": 1}') == Point(1.0)


INNER = {"when": "2026-01-15T10:30:00Z"}


class TestRefusals:
    @for_each(
        ("hint", "value", "said", "path"),
        [
            (Point, {}, "The response does not match Point: x: Field required.", "x"),
            (Point, {"x": None}, "x: Input should be a valid number.", "x"),
            (Step, {"title": "a", "points": [{"x": 1}, {"x": []}]}, "points[1].x: Input should be", "points[1].x"),
            (Step, {"title": "a", "color": "pink"}, "color: Input should be 'red' or 'blue'.", "color"),
            (Plan, {"steps": [{"title": 1}]}, "steps[0].title: Input should be a valid string.", "steps[0].title"),
            (List[Point], [{"x": 1}, 2], "[1]: Input should be", "[1]"),
            (Dict[str, Point], {"a b": {}}, "a b.x: Field required.", "a b.x"),
            (Movie, {"id": 1}, "title: Field required.", "title"),
            (Tuple[int, str], [1], "[1]: Field required.", "[1]"),
            (int, 1.5, "int: Input should be a valid integer, got a number with a fractional part.", None),
            (date, "15.1.2026", "date: Input should be a valid date", None),
            (datetime, "soon", "datetime: Input should be a valid datetime", None),
            (UUID, "1", "UUID: Input should be a valid UUID", None),
            (Literal["a", 1], "b", "Input should be 'a' or 1.", None),
            (Positive, {"number": -1}, "Positive: Value error, number must be positive.", None),
            (List[Positive], [{"number": -1}], "[0]: Value error, number must be positive.", "[0]"),
            (Pet, {"kind": "dog", "pet": {"kind": "cow"}}, "kind: Input should be 'cat'.", "Cat.pet.Cat.kind"),
            (Outer, {"inners": [INNER, {"when": []}]}, "inners[1].when: Input should be", "inners[1].when"),
            (Holder, {"inner": {**INNER, "number": 11}}, "inner.number: Input should be less", "inner.number"),
            (Bill, {"total": 1, "paidBy": "Ada Lovelace"}, "paidBy: String should have at most 5", "paidBy"),
        ],
    )
    def test_the_message_says_what_is_wrong_and_where(self, hint: Any, value: Any, said: str, path: Any) -> None:
        text = json.dumps(value)
        with pytest.raises(InvalidResponseError) as caught:
            parse_into(hint, text)
        error = caught.value
        assert said in str(error) and str(error).startswith("The response does not match ")
        assert (error.param, error.body) == (path, text)
        assert isinstance(error, ProviderError)
        copied = pickle.loads(pickle.dumps(error))
        assert (copied.body, copied.param, str(copied)) == (text, path, str(error))

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "The response does not match Point: it is empty."),
            (None, "The response does not match Point: it is empty."),
            ("Sure! Here it is", "The response does not match Point: Invalid JSON: expected value"),
            ('{"x": 1', "The response does not match Point: Invalid JSON: EOF"),
            ('{"x": 1} and more', "The response does not match Point: Invalid JSON: trailing characters"),
            ("[" * 100_000, "The response does not match Point: Invalid JSON: recursion limit"),
            (b"\xff", "The response does not match Point: Invalid JSON: "),
            (7, "The response does not match Point: JSON input should be string, bytes or bytearray."),
        ],
    )
    def test_a_text_that_is_not_json(self, text: Any, said: str) -> None:
        with pytest.raises(InvalidResponseError) as caught:
            parse_into(Point, text)
        assert str(caught.value).startswith(said)
        assert caught.value.body == text

    def test_an_exception_of_the_class_is_the_cause(self) -> None:
        @dataclasses.dataclass
        class Picky:
            x: int

            def __post_init__(self) -> None:
                raise KeyError("mine")

        with pytest.raises(InvalidResponseError, match=r"Picky rejected the response: KeyError\('mine'\)") as caught:
            parsed(Picky, {"x": 1})
        assert isinstance(caught.value.__cause__, KeyError)

    def test_json_nested_too_deeply(self) -> None:
        deep = '{"value":1,"parent":' * 1000 + "null" + "}" * 1000
        with pytest.raises(InvalidResponseError, match="recursion limit exceeded"):
            parse_into(Node, deep)

    def test_an_unsupported_type_is_a_programming_error(self) -> None:
        with pytest.raises(ValidationError, match=r"^Unsupported cannot be described as JSON"):
            parsed(Unsupported, {"point": {"x": 1}, "streams": [{"a": 1}]})
        with pytest.raises(ValidationError, match=r"^Attrs is an attrs class, which pydantic does not support"):
            parsed(Attrs, {"x": 1})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.sampled_from(["x", "y", "title", "points", "value"]), inside),
)


@given(st.sampled_from([Point, Step, Plan, Node, Song, Movie, Outer, Holder, Pet, List[Everything]]), JSON)
def test_any_json_is_an_object_or_raises_the_documented_exception(hint: Any, value: Any) -> None:
    try:
        parsed(hint, value)
    except InvalidResponseError as error:
        assert error.body == json.dumps(value)


@given(st.data())
def test_arbitrary_values_of_each_member(data: Any) -> None:
    name = data.draw(st.sampled_from(sorted(EVERYTHING)))
    try:
        parsed(Everything, {**EVERYTHING, name: data.draw(JSON)})
    except InvalidResponseError as error:
        assert error.param is not None and error.param.startswith(name)


def test_classes_are_garbage_collected() -> None:
    def use() -> List[Any]:
        @dataclasses.dataclass
        class Local:
            x: int
            inner: Optional[int] = None

        class Model(pydantic.BaseModel):
            x: int

        for cls in (Local, Model):
            response_format_of(cls)
            assert parsed(cls, {"x": 1}).x == 1
        return [weakref.ref(Local), weakref.ref(Model)]

    references = use()
    gc.collect()
    assert [reference() for reference in references] == [None, None]


def test_a_thousand_responses_leave_nothing_behind() -> None:
    text = json.dumps({"inner": INNER, "point": {"x": 1}})
    for _ in range(50):
        parse_into(Holder, text), response_format_of(Holder)
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(1000):
        parse_into(Holder, text), response_format_of(Holder)
    gc.collect()
    assert len(gc.get_objects()) - before < 50
