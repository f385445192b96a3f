"""Tests of vcrpy: it records the SDK's calls and plays them back without a server, with every HTTP library."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Dict, Iterator, List

import httpx
import pytest
import vcr
from support import Driver

from helixagent import NetworkError
from helixagent.testing import Sandbox

LISTED: Dict[str, Any] = {"object": "list", "data": [{"id": "from-the-mock", "object": "model"}]}


@pytest.fixture
def stoppable() -> Iterator[Sandbox]:
    """A separate sandbox that the test may stop."""
    with Sandbox() as running:
        yield running


def _texts(driver: Driver, client: Any) -> List[Any]:
    """Return the results of a call, a stream and another call."""
    whole = driver.chat(client).choices[0].message.content
    stream = driver.chat(client, stream=True)
    pieces = driver.run(_pieces_of(stream)) if driver.is_async else [_text(chunk) for chunk in stream]
    return [whole, pieces, [model.id for model in driver.run(client.models.list()).data]]


async def _pieces_of(stream: Any) -> List[str]:
    return [_text(chunk) async for chunk in stream]


def _text(chunk: Any) -> str:
    return chunk.choices[0].delta.content or ""


def test_a_call_and_a_stream_are_recorded_and_played_back(driver: Driver, stoppable: Sandbox, tmp_path: Path) -> None:
    cassette = str(tmp_path / "calls.yaml")
    client = driver.client(stoppable, max_retries=0)
    with vcr.use_cassette(cassette, filter_headers=["authorization"]):
        recorded = _texts(driver, client)
    assert recorded[0] == "".join(recorded[1]) and len(recorded[1]) > 5
    assert len(stoppable.requests) == 3
    stoppable.stop()
    with vcr.use_cassette(cassette, record_mode="none", filter_headers=["authorization"]) as played:
        assert _texts(driver, client) == recorded
        assert played.all_played
    with pytest.raises(NetworkError):
        driver.chat(client)


def test_a_client_connected_before_the_cassette_is_recorded(
    httpx_driver: Driver, stoppable: Sandbox, tmp_path: Path
) -> None:
    """A requests.Session is not tested, because vcrpy before version 9 does not close its open connections."""
    cassette = str(tmp_path / "calls.yaml")
    client = httpx_driver.client(stoppable, max_retries=0)
    expected = httpx_driver.chat(client).to_dict()
    with vcr.use_cassette(cassette):
        httpx_driver.chat(client)
    stoppable.stop()
    with vcr.use_cassette(cassette, record_mode="none"):
        again = httpx_driver.chat(client).to_dict()
    assert again["choices"] == expected["choices"]


def test_a_call_that_is_not_on_the_cassette_is_refused(driver: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    client = driver.client(sandbox, max_retries=0)
    with vcr.use_cassette(str(tmp_path / "none.yaml"), record_mode="none"), pytest.raises(Exception) as caught:
        driver.chat(client)
    assert type(caught.value).__name__ == "CannotOverwriteExistingCassetteException"
    assert sandbox.requests == []


def test_errors_and_retries_are_recorded_too(driver: Driver, stoppable: Sandbox, tmp_path: Path) -> None:
    cassette = str(tmp_path / "calls.yaml")
    client = driver.client(stoppable)
    stoppable.reply(502, json={"error": {"message": "broken"}})
    with vcr.use_cassette(cassette):
        recorded = driver.chat(client).to_dict()
    assert len(stoppable.requests) == 2
    stoppable.stop()
    with vcr.use_cassette(cassette, record_mode="none") as played:
        assert driver.chat(client).to_dict() == recorded
        assert played.all_played


def test_a_stream_that_was_left_early_is_recorded_to_its_end(
    driver: Driver, stoppable: Sandbox, tmp_path: Path
) -> None:
    cassette = str(tmp_path / "calls.yaml")
    client = driver.client(stoppable, max_retries=0)
    with vcr.use_cassette(cassette):
        stream = driver.chat(client, stream=True)
        driver.run(stream.close())
    stoppable.stop()
    with vcr.use_cassette(cassette, record_mode="none"):
        stream = driver.chat(client, stream=True)
        pieces = driver.run(_pieces_of(stream)) if driver.is_async else [_text(chunk) for chunk in stream]
    assert len("".join(pieces)) > 50


def test_replaced_methods_of_httpxs_transport_are_called(
    bare_httpx_driver: Driver, sandbox: Sandbox, mocker: Any
) -> None:
    """vcrpy since version 8.2, pytest-httpx and OpenTelemetry's instrumentation of httpx replace them."""
    client = bare_httpx_driver.client(sandbox)
    mocker.patch.object(httpx.HTTPTransport, "handle_request", lambda self, request: httpx.Response(200, json=LISTED))

    async def answer(self: Any, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=LISTED)

    mocker.patch.object(httpx.AsyncHTTPTransport, "handle_async_request", answer)
    assert [model.id for model in bare_httpx_driver.run(client.models.list()).data] == ["from-the-mock"]
    assert sandbox.requests == []


@pytest.mark.parametrize("method", ["send", "_send_single_request"])
@pytest.mark.parametrize("way", ["function", "wrapper"])
def test_replaced_methods_of_httpxs_clients_are_called(
    bare_httpx_driver: Driver, sandbox: Sandbox, mocker: Any, method: str, way: str
) -> None:
    """Sentry, ddtrace and vcrpy before version 8 replace them, some with objects that resemble the method."""
    client = bare_httpx_driver.client(sandbox)
    kind = httpx.AsyncClient if bare_httpx_driver.is_async else httpx.Client
    real = getattr(kind, method)
    asked: List[httpx.Request] = []

    @functools.wraps(real)
    def replacement(self: Any, request: httpx.Request, **options: Any) -> Any:
        asked.append(request)
        return real(self, request, **options)

    if way == "function":
        mocker.patch.object(kind, method, replacement)
    else:
        mocker.patch.object(kind, method, _Wrapper(replacement))
    assert bare_httpx_driver.run(client.models.list()).data and bare_httpx_driver.chat(client).choices
    mocker.stopall()
    assert bare_httpx_driver.run(client.models.list()).data
    assert [request.url.path for request in asked] == ["/v1/models", "/v1/chat/completions"]
    assert len(sandbox.requests) == 3


class _Wrapper:
    """A wrapper like wrapt's: all attributes come from the function, but the type differs."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __getattr__(self, name: str) -> Any:
        return getattr(self.function, name)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else functools.partial(self.function, instance)
