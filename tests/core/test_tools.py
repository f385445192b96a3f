"""Tests of tools from Python functions of every kind, and of the errors for functions that cannot be tools."""

from __future__ import annotations

import dataclasses
import functools
import gc
import weakref
from typing import Any, Dict, List, Optional

import pytest
from cases import for_each
from jsonschema import Draft202012Validator
from typing_extensions import Annotated, Literal

from core.shapes import Color, Node, Point, Song
from helixagent import FunctionTool, ValidationError
from helixagent._core.requests.constraints import check_body
from helixagent._core.requests.method import chat_arguments
from helixagent._core.structured.schemas import read_docstring
from helixagent._core.structured.tools import tool_of
from helixagent_client.models import Tool


def get_weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius", days: Optional[int] = None) -> NotThere:  # noqa: F821
    """Return the weather in a city,
    today or later.

    It comes from the nearest station.

    Args:
        city (str): The city's name,
            as its people write it.
        unit: How to measure.

    Returns:
        days: This is not an argument.
    """


PARAMETERS = {
    "type": "object",
    "properties": {
        "city": {"type": "string", "description": "The city's name, as its people write it."},
        "unit": {
            "type": "string",
            "enum": ["celsius", "fahrenheit"],
            "description": "How to measure.",
            "default": "celsius",
        },
        "days": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None},
    },
    "required": ["city"],
}


def function_of(tool: Dict[str, Any]) -> Dict[str, Any]:
    assert tool["type"] == "function" and set(tool) == {"type", "function"}
    Draft202012Validator.check_schema(tool["function"]["parameters"])
    # The client must accept the tool unchanged.
    check_body("ChatCompletionRequest", {"model": "m", "messages": [{"role": "user", "content": "x"}], "tools": [tool]})
    assert Tool.from_dict(tool).to_dict() == tool
    function: Dict[str, Any] = tool["function"]
    return function


def test_a_function() -> None:
    assert function_of(tool_of(get_weather)) == {
        "name": "get_weather",
        "description": "Return the weather in a city, today or later.",
        "parameters": PARAMETERS,
    }


def test_a_function_without_parameters() -> None:
    def nothing() -> None: ...

    assert function_of(tool_of(nothing)) == {"name": "nothing", "parameters": {"type": "object", "properties": {}}}


class Station:
    """A weather station."""

    def measure(self, what: str) -> float:
        """Measure something.

        :param what: Quantity to measure,
            by its name.
        :returns: A number.
        """
        return 0.0

    @classmethod
    def build(cls, where: Point) -> Station:
        """Build one."""
        return cls()

    @staticmethod
    def close(at: int) -> None:
        """Close it."""

    def __call__(self, how_often: int) -> None: ...


async def wait_for(seconds: Annotated[float, "How long"]) -> None:
    """Wait."""


@functools.lru_cache(maxsize=None)
def cached(key: str) -> str:
    """Look up."""
    return key


def decorated(function: Any) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def test_callables_of_every_kind() -> None:
    station = Station()
    what = {"what": {"type": "string", "description": "Quantity to measure, by its name."}}
    for method in (station.measure, functools.partial(station.measure)):
        function = function_of(tool_of(method))
        assert (function["name"], function["description"]) == ("measure", "Measure something.")
        assert function["parameters"]["properties"] == what
    built = function_of(tool_of(Station.build))
    assert built["parameters"]["$defs"]["Point"]["description"] == "A place."
    assert function_of(tool_of(Station.close))["parameters"]["required"] == ["at"]
    called = function_of(tool_of(station))
    assert (called["name"], called["description"]) == ("Station", "A weather station.")
    assert called["parameters"]["required"] == ["how_often"]
    waiting = function_of(tool_of(wait_for))
    assert waiting["parameters"]["properties"]["seconds"] == {"type": "number", "description": "How long"}
    assert function_of(tool_of(cached))["parameters"]["required"] == ["key"]
    assert function_of(tool_of(decorated(get_weather)))["parameters"] == PARAMETERS


def test_arguments_fixed_by_a_partial_are_not_parameters() -> None:
    for partial in (
        functools.partial(get_weather, unit="celsius", days=3),
        functools.partial(functools.partial(get_weather, days=3), unit="celsius"),
    ):
        function = function_of(tool_of(partial))
        assert function["name"] == "get_weather"
        assert list(function["parameters"]["properties"]) == ["city"]
    fixed = function_of(tool_of(functools.partial(get_weather, "Rome")))
    assert list(fixed["parameters"]["properties"]) == ["unit", "days"]


def test_a_dataclass() -> None:
    function = function_of(tool_of(Point))
    assert (function["name"], function["description"]) == ("Point", "A place.")
    assert function["parameters"]["required"] == ["x"]
    assert function_of(tool_of(Song))["parameters"]["required"] == ["name"]


def test_types_inside() -> None:
    def paint(node: Node, color: Color = Color.RED, places: Optional[List[Point]] = None) -> None: ...

    # The hints are strings, and the types are names of this module.
    parameters = function_of(tool_of(paint))["parameters"]
    assert parameters["properties"]["node"] == {"$ref": "#/$defs/Node"}
    assert parameters["properties"]["color"] == {"$ref": "#/$defs/Color", "default": "red"}
    assert parameters["$defs"]["Node"]["properties"]["children"]["items"] == {"$ref": "#/$defs/Node"}


def test_dicts_and_models_are_unchanged() -> None:
    tool: Dict[str, Any] = {"type": "function", "function": {"name": "f"}}
    model = Tool.from_dict(tool)
    made = chat_arguments({"tools": [tool, model, get_weather], "response_format": None})["tools"]
    assert made[0] is tool and made[1] is model and made[2] == tool_of(get_weather)


def any_number(*numbers: int) -> None: ...


def any_option(**options: int) -> None: ...


def without_hint(x: int, y) -> None: ...  # type: ignore[no-untyped-def]


def unsupported(x: List[Station]) -> None: ...


def unresolvable(x: int, y: NotThere) -> None: ...  # type: ignore[name-defined]  # noqa: F821


def größe(x: int) -> None: ...


def too_long(x: int) -> None: ...


too_long.__name__ = "x" * 65

REFUSED = [
    (any_number, r"^any_number cannot be a tool: its parameter numbers accepts any arguments"),
    (any_option, r"^any_option cannot be a tool: its parameter options accepts any arguments"),
    (without_hint, "^without_hint cannot be a tool: its parameter y has no type hint"),
    (unsupported, r"^unsupported cannot be a tool: unsupported cannot be described as JSON: .*Station"),
    (unresolvable, "^unresolvable cannot be a tool: its parameter y has a type hint that Python cannot resolve"),
    (Station.measure, "^measure cannot be a tool: its parameter self has no type hint"),
    (lambda: None, "^<lambda> cannot be a tool: its name must be"),
    (größe, "^größe cannot be a tool: its name must be"),
    (too_long, "its name must be 1 to 64"),
    (Station, "^Station cannot be a tool: Station cannot be described as JSON: .*Station"),
    (dict.update, "^update cannot be a tool: "),
]


@for_each(("function", "said"), REFUSED)
def test_objects_that_cannot_be_tools(function: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        tool_of(function)


def test_positional_only_parameters_are_refused() -> None:
    names: Dict[str, Any] = {}
    exec("def f(x: int, /): ...", names)
    with pytest.raises(ValidationError, match="its parameter x is positional only"):
        tool_of(names["f"])


def test_types_of_a_function_are_garbage_collected_with_it() -> None:
    def made() -> Any:
        @dataclasses.dataclass
        class Local:
            x: int

        def use(local: Local) -> None: ...

        use.__annotations__["local"] = Local
        tool_of(use)
        return weakref.ref(Local)

    reference = made()
    gc.collect()
    assert reference() is None


GOOGLE = """Do it.

    Args:
        a: First.
        b (int, optional): Second: with a colon
            and a second line.

            And a paragraph.
        *rest: More.

    Raises:
        ValueError: Not an argument.
    """
NUMPY = """Do it.

    Parameters
    ----------
    a
        First.
    b : int, optional
        Second: with a colon
        and a second line.

        And a paragraph.
    *rest : int
        More.

    Raises
    ------
    ValueError
        Not an argument.
    """
REST = """Do it.

    :param a: First.
    :param int b: Second: with a colon
        and a second line.
    :type b: int
    :param \\*rest: Not read.
    :param rest: More.
    :raises ValueError: Not an argument.
    """


@pytest.mark.parametrize("text", [GOOGLE, NUMPY, REST])
def test_docstrings_of_every_style(text: str) -> None:
    summary, arguments = read_docstring(text)
    assert summary == "Do it."
    assert list(arguments) == ["a", "b", "rest"]
    assert arguments["a"] == "First." and arguments["rest"] == "More."
    assert arguments["b"].startswith("Second: with a colon and a second line.")


@for_each(
    ("text", "summary", "arguments"),
    [
        (None, "", {}),
        ("Do.\n\nArgs:\n    f (Callable[[int], (int)]): It.\n    g: Other.", "Do.", {"f": "It.", "g": "Other."}),
        ("", "", {}),
        ("  One\n  two.\n\n  Three.", "One two.", {}),
        ("\n    Args:\n        x: First.\n    ", "", {"x": "First."}),
        (":param x: First.", "", {"x": "First."}),
        ("Do.\n:param x: First.\n:return: y", "Do.", {"x": "First."}),
        (
            "Do.\n\nParameters\n----------\nx, y : float\n    Both.\n\nReturns\n-------\nz : int\n    No.",
            "Do.",
            {"x": "Both.", "y": "Both."},
        ),
        ("Do.\n\nNote:\n    x: No argument.\n\nArguments:\n    y: One.\nText.\n    z: None.", "Do.", {"y": "One."}),
        ("Do.\n\nAttributes:\n\tx: With a tab.", "Do.", {"x": "With a tab."}),
    ],
)
def test_odd_docstrings(text: Any, summary: str, arguments: Dict[str, str]) -> None:
    assert read_docstring(text) == (summary, arguments)


@for_each("name", ["name", "description", "parameters", "function"])
def test_an_argument_of_a_function_tool_with_the_wrong_type_is_refused(name: str) -> None:
    arguments: Dict[str, Any] = {"name": "a", "description": "", "parameters": {"type": "object"}, "function": len}
    assert FunctionTool(**arguments).name == "a"
    with pytest.raises(ValidationError, match=f"^{name} must be a ") as caught:
        FunctionTool(**{**arguments, name: 5})
    assert caught.value.param == name
