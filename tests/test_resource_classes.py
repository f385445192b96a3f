"""Tests of the resource classes that users import from `helixagent.resources`."""

from __future__ import annotations

import inspect

import pytest
from cases import for_each

from helixagent import AsyncHelixAgent, HelixAgent, resources


@for_each("name", resources.__all__)
def test_each_class_is_the_class_of_the_clients_attribute(name: str) -> None:
    cls = getattr(resources, name)
    client_class = AsyncHelixAgent if name.startswith("Async") else HelixAgent
    assert inspect.isclass(cls)
    assert cls.__module__.startswith(f"{client_class.__module__.rpartition('.')[0]}.resources.")


def test_the_module_has_the_class_of_every_attribute_of_the_client() -> None:
    with HelixAgent(api_key="k", base_url="http://127.0.0.1:9") as client:
        names = [name for name in dir(HelixAgent) if not name.startswith("_")]
        found = {type(getattr(client, name)) for name in names if hasattr(getattr(client, name), "with_raw_response")}
    assert found and found <= {getattr(resources, name) for name in resources.__all__}


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        resources.Nonsense  # noqa: B018
