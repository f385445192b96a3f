"""Tests of httpx2: the SDK's connections, and clients that the user created."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, List, Tuple

import pytest
from support import Driver, failed

from helixagent import APITimeoutError, HelixAgentError, ValidationError
from helixagent.testing import Sandbox

if find_spec("httpx2"):
    import httpx2

    needs_httpx2 = pytest.mark.parametrize("way", ["own", "http_client"])

    def client_of(driver: Driver, way: str, server: Any, **options: Any) -> Tuple[Any, Any]:
        """Return a client that uses httpx2, and the httpx2 client to close if the test created one."""
        if way == "own":
            return driver.client(server, http_client="httpx2", **options), None
        made = httpx2.AsyncClient() if driver.is_async else httpx2.Client()
        return driver.client(server, http_client=made, **options), made

    def close(driver: Driver, made: Any) -> None:
        if made is not None:
            driver.run(made.aclose()) if driver.is_async else made.close()

    async def texts_of(stream: Any) -> List[str]:
        return [chunk.choices[0].delta.content or "" async for chunk in stream]

    @needs_httpx2
    def test_calls_and_streams_use_httpx2(way: str, httpx_driver: Driver, sandbox: Sandbox) -> None:
        client, made = client_of(httpx_driver, way, sandbox)
        raw = httpx_driver.run(client.models.with_raw_response.list())
        assert isinstance(raw.http_response, httpx2.Response) and raw.parse().data
        stream = httpx_driver.chat(client, stream=True)
        if httpx_driver.is_async:
            texts = httpx_driver.run(texts_of(stream))
        else:
            texts = [chunk.choices[0].delta.content or "" for chunk in stream]
        assert "".join(texts).startswith("Quantum computing is")
        assert isinstance(stream.response, httpx2.Response)
        close(httpx_driver, made)

    @needs_httpx2
    def test_exceptions_of_httpx2_become_the_sdks(way: str, httpx_driver: Driver, sandbox: Sandbox) -> None:
        client, made = client_of(httpx_driver, way, sandbox, max_retries=0)
        stall = {"extra_headers": {"X-Sandbox-Fault": "hang"}, "timeout": httpx2.Timeout(0.2, connect=5.0)}
        with pytest.raises(APITimeoutError, match=r"read timeout"):
            httpx_driver.chat(client, **stall)
        assert type(failed(httpx_driver, client, extra_headers={"X-Sandbox-Fault": "disconnect"})).__module__ == (
            "helixagent.exceptions"
        )
        close(httpx_driver, made)

    def test_a_client_of_the_other_kind_is_refused(httpx_driver: Driver, sandbox: Sandbox) -> None:
        wrong: Any = httpx2.Client() if httpx_driver.is_async else httpx2.AsyncClient()
        with pytest.raises(ValidationError, match="http_client must be an httpx"):
            httpx_driver.client(sandbox, http_client=wrong)
        if not httpx_driver.is_async:
            return
        wrong.close()

    def test_a_closed_client_is_named(sync_driver: Driver, sandbox: Sandbox) -> None:
        made = httpx2.Client()
        client = sync_driver.client(sandbox, http_client=made)
        made.close()
        with pytest.raises(HelixAgentError, match="The http_client is closed"):
            client.models.list()

    def test_replaced_methods_of_httpx2_are_called(httpx_driver: Driver, sandbox: Sandbox, mocker: Any) -> None:
        """vcrpy and OpenTelemetry's instrumentations replace methods like this."""
        client = httpx_driver.client(sandbox, http_client="httpx2")
        listed = {"object": "list", "data": [{"id": "from-the-mock", "object": "model"}]}

        async def respond(self: Any, request: Any) -> Any:
            return httpx2.Response(200, json=listed)

        mocker.patch.object(
            httpx2.HTTPTransport, "handle_request", lambda self, request: httpx2.Response(200, json=listed)
        )
        mocker.patch.object(httpx2.AsyncHTTPTransport, "handle_async_request", respond)
        assert [model.id for model in httpx_driver.run(client.models.list()).data] == ["from-the-mock"]
        assert sandbox.requests == []
