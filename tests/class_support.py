"""One class of each kind that a response can be parsed into."""

from __future__ import annotations

import dataclasses
from typing import List, Optional

import pydantic
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict


@dataclasses.dataclass
class Person:
    """A person."""

    name: str
    age: int
    nickname: Optional[str] = None


@dataclass
class Plan:
    """A to-do item."""

    title: str
    steps: List[str]


class Place(TypedDict):
    city: str
    country: str


class Weather(pydantic.BaseModel):
    city: str
    degrees: float
