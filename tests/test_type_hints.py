"""Tests that the annotations of the models and exceptions can be evaluated at run time."""

from __future__ import annotations

import inspect
import typing
from typing import Any, List

import pytest
from support import CLASSES

import helixagent.exceptions as exceptions
from helixagent import RawResponse

EVALUATED: List[Any] = [*CLASSES, *(getattr(exceptions, name) for name in exceptions.__all__), RawResponse]


@pytest.mark.parametrize("cls", EVALUATED, ids=lambda cls: cls.__name__)
def test_every_annotation_of_a_class_can_be_evaluated(cls: Any) -> None:
    typing.get_type_hints(cls)
    for name, value in vars(cls).items():
        function = getattr(value, "__func__", getattr(value, "fget", value))
        # attrs adds `__attrs_init__`, which nobody calls.
        if inspect.isfunction(function) and name != "__attrs_init__":
            hints = typing.get_type_hints(function)
            parameters = inspect.signature(function).parameters.values()
            annotated = {each.name for each in parameters if each.annotation is not each.empty}
            assert annotated <= set(hints), name
