"""Tests that an ID always addresses its own resource, whatever it contains, for each method that takes one."""

from __future__ import annotations

import pytest
from cases import for_each
from id_support import METHODS, NO_IDS, WILD, call, check_segment
from support import Driver

from helixagent import ValidationError
from helixagent.testing import Sandbox


@for_each("name", METHODS)
def test_an_id_is_one_path_segment_whatever_it_contains(name: str, driver: Driver, sandbox: Sandbox) -> None:
    """`checks/test_ids_of_every_kind.py` sends all of WILD to each method."""
    check_segment(name, ["../models", "a?b#c %2F é"], driver, sandbox)


@for_each("name", METHODS)
def test_an_invalid_id_is_refused_before_it_is_sent(name: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    for identifier in NO_IDS:
        with pytest.raises(ValidationError) as caught:
            call(driver, client, name, identifier)
        assert caught.value.param, identifier
        assert caught.value.status_code is None, identifier
    with pytest.raises(ValidationError, match="needs the argument"):
        call(driver, client, name)
    assert sandbox.requests == []


@for_each("name", METHODS)
def test_unknown_arguments_are_named(name: str, driver: Driver, sandbox: Sandbox) -> None:
    resource, method = name.split(".")
    with pytest.raises(ValidationError, match="no argument unheard_of") as caught:
        driver.run(getattr(getattr(driver.client(sandbox), resource), method)("a", unheard_of=1))
    assert caught.value.param == "unheard_of"
    assert sandbox.requests == []


@for_each("identifier", [each for each in WILD if each not in ("a\0b",)])
def test_a_debate_with_an_unusual_id_is_found(identifier: str, sync_driver: Driver, sandbox: Sandbox) -> None:
    client = sync_driver.client(sandbox)
    sync_driver.run(client.debates.create(topic="Tea or coffee", debateId=identifier))
    sync_driver.run(client.debates.create(topic="Another", debateId="b"))
    assert sync_driver.run(client.debates.get(identifier)).topic == "Tea or coffee"
    assert sync_driver.run(client.debates.wait(identifier)).debateId == identifier
    sync_driver.run(client.debates.delete(identifier))
    assert [debate.debateId for debate in sync_driver.run(client.debates.list()).items] == ["b"]


@pytest.mark.parametrize(
    ("resource", "method", "identifier"), [("debates", "get", "team"), ("providers", "get", "health")]
)
def test_an_id_that_forms_another_path_of_the_api_is_refused(
    resource: str, method: str, identifier: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=f"must not be '{identifier}'"):
        call(driver, driver.client(sandbox), f"{resource}.{method}", identifier)
    assert sandbox.requests == []


@for_each("name", METHODS)
def test_a_header_with_a_line_break_is_refused(name: str, driver: Driver, sandbox: Sandbox) -> None:
    if name.endswith(".wait"):
        return  # This method does not accept headers.
    resource, method = name.split(".")
    with pytest.raises(ValidationError, match="line ends"):
        driver.run(
            getattr(getattr(driver.client(sandbox), resource), method)("a", extra_headers={"X-A": "1\r\nX-B: 2"})
        )
    assert sandbox.requests == []
