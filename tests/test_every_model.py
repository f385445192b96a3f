"""Tests of every schema of openapi.yaml with data that published servers may send: reading, and `to_dict`."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, Mapping

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from schema_strategies import SCHEMAS, Departures, objects, resolved
from support import CLASSES

from helixagent_client.types import ApiModel

BY_NAME = {cls.__name__: cls for cls in CLASSES}


def is_object(schema: Mapping[str, Any]) -> bool:
    """Return whether values of a schema are objects or null."""
    return "properties" in schema or "object" in schema.get("type", ())


OBJECTS = sorted(name for name, schema in SCHEMAS.items() if is_object(schema))
DEPARTURES = [
    Departures(),
    *[Departures(**{name: True}) for name in Departures._fields],
    Departures(*[True] * len(Departures._fields)),
]
# There are more than a hundred classes, so each one gets fewer examples than other tests.
FEW = settings(
    max_examples=settings.default.max_examples // 5,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_every_object_of_the_description_has_its_class() -> None:
    assert len(OBJECTS) > 80
    assert set(OBJECTS) == set(BY_NAME), "each one is tested below"


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", OBJECTS)
def test_any_received_data_is_read_and_kept(name: str) -> None:
    cls = BY_NAME[name]

    @FEW
    @given(st.sampled_from(DEPARTURES).flatmap(lambda departures: objects(SCHEMAS[name], departures)))
    def check(source: Any) -> None:
        before = copy.deepcopy(source)
        model = cls.from_dict(source)
        assert source == before, "reading must not change the data"
        assert model.to_dict() == before
        assert json.loads(json.dumps(model.to_dict())) == before
        assert cls.from_dict(model.to_dict()) == model
        for kept in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
            assert kept == model and kept.to_dict() == before
        assert name in repr(model) or not isinstance(model, ApiModel)
        check_attributes(model, before, SCHEMAS[name])

    check()


def check_attributes(model: Any, source: Any, schema: Any) -> None:
    """Check that fields have the received values, missing ones and nulls are None or empty, and unknown fields are
    kept.
    """
    if not isinstance(model, ApiModel):
        assert list(model) == list(source)
        return
    for field, described in schema.get("properties", {}).items():
        value = getattr(model, model_name(model, field))
        came = source.get(field)
        if came is None:
            assert value in ([], {}) if described.get("x-empty-if-missing") else value is None
        elif isinstance(came, (str, bool, int, float)) and resolved(described).get("format") != "date-time":
            assert value == came
    for field in source:
        if field not in model.KEYS:
            assert model.additional_properties[field] == source[field]


def model_name(model: Any, field: str) -> str:
    """Return the attribute of a field: its wire name, unless that is not a valid attribute name in Python."""
    return field if hasattr(type(model), field) or field in model.FIELDS else field + "_"
