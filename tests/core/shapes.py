"""Types of every kind for the tests of schemas, tools, and structured output. Their hints are resolved late."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from enum import Enum, IntEnum
from typing import Any, Dict, FrozenSet, List, Mapping, NewType, Optional, Sequence, Set, Tuple, Union
from uuid import UUID

import attrs
from typing_extensions import Annotated, Literal, NotRequired, Required, TypedDict

UserId = NewType("UserId", str)


class Color(str, Enum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Mixed(Enum):
    ONE = 1
    NONE = None
    WORD = "word"


class Unwritable(Enum):
    SELF = object()


@dataclasses.dataclass
class Point:
    """A place.

    Attributes:
        x: The horizontal coordinate.
        y: The vertical coordinate.
    """

    x: float
    y: float = 0.0


@dataclasses.dataclass
class Step:
    title: str
    points: List[Point] = dataclasses.field(default_factory=list, metadata={"description": "Where it goes"})
    color: Optional[Color] = None


@dataclasses.dataclass
class Plan:
    """A to-do item."""

    steps: List[Step]
    owner: Annotated[str, "Who does it"] = "nobody"
    started: dataclasses.InitVar[int] = 7
    tags: List[str] = dataclasses.field(default_factory=list)
    computed: int = dataclasses.field(init=False, default=0)

    def __post_init__(self, started: int) -> None:
        self.computed = started


@attrs.define
class Attrs:
    x: int


class Station:
    """A class without fields."""


class Base(TypedDict):
    id: int


class Movie(Base, total=False):
    title: Required[str]
    year: int
    cast: List[str]


class Song(TypedDict):
    name: str
    album: NotRequired[Annotated[str, "If it has one"]]


@dataclasses.dataclass
class Node:
    """A tree."""

    value: int
    children: List[Node] = dataclasses.field(default_factory=list)
    parent: Optional[Node] = None


@dataclasses.dataclass
class Everything:
    a_bool: bool
    an_int: int
    a_float: float
    a_text: str
    nothing: None
    when: datetime
    day: date
    id: UUID
    user: UserId
    level: Level
    mixed: Mixed
    word: Literal["a", "b", 3, None]
    either: Union[int, str, Point]
    several: Sequence[int]
    unique: Set[str]
    frozen: FrozenSet[int]
    many: Tuple[int, ...]
    pair: Tuple[int, str]
    named: Dict[str, Point]
    by_color: Mapping[Color, int]
    anything: Any
    movie: Movie


@dataclasses.dataclass
class Positive:
    """A number that must be positive."""

    number: int

    def __post_init__(self) -> None:
        if self.number <= 0:
            raise ValueError("number must be positive")


@dataclasses.dataclass
class Unresolvable:
    thing: NoSuchName  # noqa: F821


@dataclasses.dataclass
class Unsupported:
    point: Point
    streams: List[Dict[str, Station]]


@dataclasses.dataclass
class Today:
    numbers: list[int | None]
    colors: dict[str, Color]
    many: tuple[int, ...]
