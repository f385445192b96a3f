"""Tests of the generated client's functions, used without the SDK, over a real socket."""

from __future__ import annotations

import asyncio
import json
import pickle
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, Iterator, List, Tuple

import httpx
import pytest
from cases import for_each

from helixagent_client import AuthenticatedClient, Client
from helixagent_client.api.chat import create_chat_completion
from helixagent_client.api.debates import get_debate_report
from helixagent_client.api.health import get_health
from helixagent_client.api.models import get_model
from helixagent_client.errors import UnexpectedStatus, UnparsedResponse
from helixagent_client.models import ChatCompletionRequest, ChatCompletionResponse, ErrorResponse, Health

JSON = "application/json"
ANSWER = json.dumps({"id": "1", "choices": [{"message": {"content": "Hello"}}], "usage": None})


class Handler(BaseHTTPRequestHandler):
    """A handler that sends the response in `server.answer` and records the request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Any = self.server
        length = int(self.headers.get("Content-Length") or 0)
        server.requests.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        status, kind, text = server.answer
        self.send_response_only(status, "Whatever")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_POST = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server on a free port of the loopback interface."""

    answer: Tuple[int, str, str] = (200, JSON, ANSWER)
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: List[Tuple[str, str, Dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def client(server: Server) -> Iterator[AuthenticatedClient]:
    with AuthenticatedClient(server.url, token="secret-token", httpx_args={"trust_env": False}) as client:
        yield client


def test_sync_functions(server: Server, client: AuthenticatedClient) -> None:
    body = ChatCompletionRequest(model="m", messages=[{"role": "user", "content": "Hi"}])
    answer = create_chat_completion.sync(client=client, body=body)
    assert isinstance(answer, ChatCompletionResponse)
    assert answer.choices[0].message.content == "Hello"
    method, path, headers, sent = server.requests[0]
    assert (method, path) == ("POST", "/v1/chat/completions")
    assert headers["Authorization"] == "Bearer secret-token"
    assert headers["Content-Type"] == JSON
    assert json.loads(sent) == {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}


def test_asyncio_functions(server: Server) -> None:
    async def run() -> Any:
        async with AuthenticatedClient(server.url, token="t", httpx_args={"trust_env": False}) as client:
            body = {"messages": [{"role": "user", "content": "Hi"}]}
            return (
                await create_chat_completion.asyncio(client=client, body=body),
                await create_chat_completion.asyncio_detailed(client=client, body=body),
            )

    answer, detailed = asyncio.run(run())
    assert answer == detailed.parsed
    assert answer.choices[0].message.content == "Hello"
    assert detailed.status_code == 200


def test_a_slash_in_a_path_parameter_is_escaped(server: Server, client: AuthenticatedClient) -> None:
    get_model.sync_detailed("openrouter/grok-4", client=client)
    assert server.requests[0][1] == "/v1/models/openrouter%2Fgrok-4"


@for_each("text", ["<html>Bad gateway</html>", "", "404 page not found", '"text"', "[]"])
@for_each("status", [200, 400, 404, 500, 502])
def test_a_body_that_is_not_a_json_object_is_not_an_error(
    server: Server, client: AuthenticatedClient, status: int, text: str
) -> None:
    server.answer = (status, "text/html", text)
    detailed = get_model.sync_detailed("m", client=client)
    assert detailed.status_code == status
    assert detailed.content == text.encode()
    assert not detailed.parsed or detailed.parsed == "text"


STREAM = 'data: {"choices": [{"index": 0, "delta": {"content": "Hello"}}]}\n\ndata: [DONE]\n\n'


def test_a_stream_is_not_returned_as_none(server: Server, client: AuthenticatedClient) -> None:
    server.answer = (200, "text/event-stream", STREAM)
    body = ChatCompletionRequest(messages=[{"role": "user", "content": "Hi"}], stream=True)
    with pytest.raises(UnparsedResponse) as caught:
        create_chat_completion.sync(client=client, body=body)
    assert str(caught.value) == (
        "the response is not documented as JSON (status 200, text/event-stream); "
        "read it from this exception, or call sync_detailed() or asyncio_detailed()"
    )
    assert caught.value.text == STREAM
    assert create_chat_completion.sync_detailed(client=client, body=body).text == STREAM


@pytest.mark.parametrize(("format", "kind"), [("html", "text/html; charset=utf-8"), ("pdf", "application/pdf")])
def test_reports_are_readable(server: Server, client: AuthenticatedClient, format: Any, kind: str) -> None:
    server.answer = (200, kind, "<h1>Wärme</h1>")
    detailed = get_debate_report.sync_detailed("d", client=client, format=format)
    assert (detailed.parsed, detailed.content, detailed.text) == (None, "<h1>Wärme</h1>".encode(), "<h1>Wärme</h1>")
    with pytest.raises(UnparsedResponse, match="status 200") as caught:
        get_debate_report.sync("d", client=client, format=format)
    assert caught.value.content == detailed.content


@pytest.mark.parametrize("status", [400, 502])
def test_error_pages_are_readable(server: Server, client: AuthenticatedClient, status: int) -> None:
    server.answer = (status, "text/html", "<h1>Bad gateway</h1>")
    with pytest.raises(UnparsedResponse, match=rf"status {status}, text/html") as caught:
        get_model.sync("m", client=client)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (copied.status_code, copied.text, str(copied)) == (status, "<h1>Bad gateway</h1>", str(caught.value))


def test_an_empty_response_is_none(server: Server, client: AuthenticatedClient) -> None:
    server.answer = (500, "text/plain", "")
    assert get_model.sync("m", client=client) is None
    server.answer = (200, JSON, "null")
    assert get_model.sync("m", client=client) is None


def test_errors_are_read(server: Server, client: AuthenticatedClient) -> None:
    server.answer = (401, JSON, json.dumps({"error": {"message": "No.", "type": "authentication_error"}}))
    answer = get_model.sync("m", client=client)
    assert isinstance(answer, ErrorResponse)
    assert answer.error.message == "No."


@pytest.mark.parametrize("status", [299, 418, 499, 520, 599])
def test_undocumented_statuses_are_returned_or_raised(server: Server, client: AuthenticatedClient, status: int) -> None:
    server.answer = (status, "text/plain", "odd")
    detailed = get_model.sync_detailed("m", client=client)
    assert (detailed.status_code, detailed.parsed) == (status, None)
    strict = AuthenticatedClient(server.url, "t", raise_on_unexpected_status=True)
    strict.set_httpx_client(client.get_httpx_client())
    with pytest.raises(UnexpectedStatus, match=f"unexpected status {status}: odd") as caught:
        get_model.sync_detailed("m", client=strict)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (copied.status_code, copied.content) == (status, b"odd")


def test_without_a_token(server: Server) -> None:
    server.answer = (200, JSON, '{"status": "healthy"}')
    with Client(server.url, httpx_args={"trust_env": False}) as client:
        assert get_health.sync(client=client) == Health(status="healthy")
    assert "Authorization" not in server.requests[0][2]


class TestClients:
    def test_no_secret_is_printed(self) -> None:
        client = AuthenticatedClient(
            "http://127.0.0.1", token="tok-1", headers={"X-Key": "tok-2"}, cookies={"s": "tok-3"}
        )
        assert "tok-" not in repr(client)
        with client:
            assert "tok-" not in repr(client)

    def test_a_derived_client_does_not_change_the_first(self) -> None:
        with AuthenticatedClient("http://127.0.0.1", token="t", timeout=httpx.Timeout(1)) as client:
            with client.with_headers({"X-A": "1"}) as other, client.with_cookies({"c": "1"}) as third:
                assert isinstance(other, AuthenticatedClient)
                assert "X-A" not in client.get_httpx_client().headers
                assert other.get_httpx_client().headers["X-A"] == "1"
                assert other.get_httpx_client().headers["Authorization"] == "Bearer t"
                assert third.get_httpx_client().cookies["c"] == "1"
            with client.with_timeout(httpx.Timeout(2)) as slow:
                assert slow.get_httpx_client().timeout == httpx.Timeout(2)
                assert client.get_httpx_client().timeout == httpx.Timeout(1)

    def test_the_default_timeout_is_the_same_as_in_httpx(self) -> None:
        with Client("http://127.0.0.1") as client:
            assert client.get_httpx_client().timeout == httpx.Timeout(5.0)

    def test_another_header_without_a_prefix(self) -> None:
        with AuthenticatedClient("http://127.0.0.1", "t", prefix="", auth_header_name="X-API-Key") as client:
            assert client.get_httpx_client().headers["X-API-Key"] == "t"
