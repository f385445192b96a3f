"""Classes of each kind that an reply can be read into."""

from __future__ import annotations

import dataclasses
from typing import List, Optional

import pydantic
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict


@dataclasses.dataclass
class Person:
    """Somebody."""

    name: str
    age: int
    nickname: Optional[str] = None


@dataclass
class Plan:
    """What to do."""

    title: str
    steps: List[str]


class Place(TypedDict):
    city: str
    country: str


class Weather(pydantic.BaseModel):
    city: str
    degrees: float
