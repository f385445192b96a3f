"""Tests of providers: listing, adding, changing and removing them, and their health, which may be bad."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from cases import for_each
from support import Driver

from helixagent import ConflictError, NotFoundError, ProviderError, ValidationError
from helixagent.testing import Sandbox
from helixagent.types import MessageResponse, Provider, ProviderHealth, ProviderList, ProvidersHealth

SECRET = "sk-of-the-provider-4711"
NEW: Dict[str, Any] = {
    "name": "Mine",
    "type": "openai_compatible",
    "api_key": SECRET,
    "base_url": "https://llm.example.com",
    "model": "mine-1",
}


def test_the_list_of_providers(driver: Driver, sandbox: Sandbox) -> None:
    listed = driver.run(driver.client(sandbox).providers.list())
    assert type(listed) is ProviderList
    first = listed.providers[0]
    assert (type(first), first.id, first.name, first.status) == (Provider, "deepseek", "DeepSeek", "healthy")
    assert (first.models, first.supports_streaming) == (["deepseek-chat", "deepseek-coder"], True)


def test_the_health_of_all_providers_can_be_used_as_in_the_document(driver: Driver, sandbox: Sandbox) -> None:
    health = driver.run(driver.client(sandbox).providers.health())
    assert (type(health), health.status) == (ProvidersHealth, "healthy")
    assert all(isinstance(each, ProviderHealth) for _, each in health.providers.items())
    assert (health.providers["qwen"].status, health.providers["qwen"].response_time) == ("healthy", 0.8)
    assert sandbox.requests[0].path == "/v1/providers/health"


def test_the_health_of_all_providers_may_be_null(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"status": "degraded", "providers": None})
    assert driver.run(driver.client(sandbox).providers.health()).providers == {}


def test_the_health_of_one_provider(driver: Driver, sandbox: Sandbox) -> None:
    health = driver.run(driver.client(sandbox).providers.get_health("qwen"))
    assert (type(health), health.status, health.error) == (ProviderHealth, "healthy", None)


def test_an_unhealthy_provider_is_a_response_that_is_not_retried(driver: Driver, sandbox: Sandbox) -> None:
    health = driver.run(driver.client(sandbox).providers.get_health("unhealthy"))
    assert (type(health), health.status, health.error) == (ProviderHealth, "unhealthy", "connection refused")
    assert health._request_id == "req_sandbox_000001"
    assert len(sandbox.requests) == 1
    assert driver.time.sleeps == []


@pytest.mark.parametrize("body", [{"status": "unhealthy"}, {"error_rate": 1.0, "status": None}])
def test_a_503_with_any_field_of_the_health_is_a_response(body: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, json=body)
    assert driver.run(driver.client(sandbox).providers.get_health("x")).to_dict() == body


@for_each(
    "reply",
    [
        {"json": {"error": {"message": "no backend", "type": "service_unavailable"}}},
        {"json": {"error": "no backend", "details": "d", "provider_id": "x"}},
        {"body": "<html>no backend</html>", "headers": {"content-type": "text/html"}},
        {"json": ["no backend"]},
        {"body": "no backend"},
    ],
)
def test_a_503_of_another_kind_is_an_error_after_the_retries(reply: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, times=3, **reply)
    client = driver.client(sandbox)
    with pytest.raises(ProviderError, match=r"no backend|503") as caught:
        driver.run(client.providers.get_health("x"))
    assert (caught.value.status_code, caught.value.attempts, len(sandbox.requests)) == (503, 3, 3)


def test_an_empty_503_is_an_error(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, body=b"", times=3)
    with pytest.raises(ProviderError):
        driver.run(driver.client(sandbox).providers.get_health("x"))


def test_another_status_with_a_body_of_health_is_an_error(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(500, json={"status": "unhealthy"}, times=3)
    with pytest.raises(ProviderError):
        driver.run(driver.client(sandbox).providers.get_health("x"))


def test_a_503_is_retried_until_the_health_is_returned(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, json={"error": {"message": "busy"}})
    sandbox.reply(503, json={"status": "unhealthy"})
    assert driver.run(driver.client(sandbox).providers.get_health("x")).status == "unhealthy"
    assert len(sandbox.requests) == 2


def test_the_same_body_is_an_error_in_other_operations(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(503, json={"id": "x", "status": "unhealthy"}, times=3)
    with pytest.raises(ProviderError):
        driver.run(driver.client(sandbox).providers.get("x"))


def test_a_provider_from_creation_to_deletion(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    added = driver.run(client.providers.add(**NEW, weight=2, enabled=False, config={"region": "eu"}))
    assert (type(added), added.id, added.models) == (Provider, "mine", ["mine-1"])
    assert sandbox.requests[0].json() == {**NEW, "weight": 2, "enabled": False, "config": {"region": "eu"}}
    assert "idempotency-key" in sandbox.requests[0].headers
    with pytest.raises(ConflictError):
        driver.run(client.providers.add(**NEW))
    assert driver.run(client.providers.get("mine")) == added
    changed = driver.run(client.providers.update("mine", enabled=True, weight=0.5))
    assert (changed.enabled, changed.weight, changed.base_url) == (True, 0.5, "https://llm.example.com")
    assert sandbox.requests[-1].json() == {"enabled": True, "weight": 0.5}
    assert type(driver.run(client.providers.remove("mine"))) is MessageResponse
    with pytest.raises(NotFoundError):
        driver.run(client.providers.get("mine"))
    assert SECRET not in repr([added, changed])


def test_the_sandbox_has_a_name_for_unhealthy_providers(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.providers.add(**{**NEW, "name": "Unhealthy one"}))
    assert driver.run(client.providers.get_health("unhealthy-one")).status == "unhealthy"
    health = driver.run(client.providers.health())
    assert (health.status, health.providers["unhealthy-one"].status) == ("degraded", "unhealthy")


def test_a_removal_without_a_message(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(204)
    assert driver.run(driver.client(sandbox).providers.remove("x")) is None


@for_each("name", sorted(NEW))
def test_each_field_of_a_new_provider_is_required(name: str, driver: Driver, sandbox: Sandbox) -> None:
    given = {key: value for key, value in NEW.items() if key != name}
    with pytest.raises(ValidationError, match=f"needs the argument {name}") as caught:
        driver.run(driver.client(sandbox).providers.add(**given))
    assert caught.value.param == name
    assert sandbox.requests == []


@for_each("method", ["add", "update"])
@for_each("key", [SECRET + "\n", SECRET + "\r\nX-Evil: 1", "\n"])
def test_a_key_with_a_line_break_is_refused_and_not_shown(
    method: str, key: str, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    arguments = {**NEW, "api_key": key} if method == "add" else {"provider": "qwen", "api_key": key}
    with pytest.raises(ValidationError, match="api_key must not contain a line break") as caught:
        driver.run(getattr(client.providers, method)(**arguments))
    assert SECRET not in repr(caught.value) + str(caught.value)
    assert sandbox.requests == []


@for_each(
    ("arguments", "param"),
    [({"weight": "heavy"}, "weight"), ({"enabled": "yes"}, "enabled"), ({"config": [1]}, "config")],
)
def test_an_invalid_value_is_named(arguments: Any, param: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError) as caught:
        driver.run(driver.client(sandbox).providers.update("qwen", **arguments))
    assert caught.value.param == param
    assert sandbox.requests == []
