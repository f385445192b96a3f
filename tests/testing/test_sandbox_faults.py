"""Tests of each fault of the sandbox on the wire, and of the three ways to request one."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any, Callable, Dict, List, Tuple

import httpx
import pytest
from cases import for_each
from jsonschema import Draft202012Validator

from helixagent.testing import Sandbox, sandbox as package
from helixagent.testing.sandbox.faults import FAULTS, KEYS
from helixagent.testing.sandbox.spec import Spec

Chat = Callable[..., httpx.Response]


def _error(response: httpx.Response) -> Tuple[int, Any, Any]:
    error = response.json()["error"]
    return response.status_code, error["type"], error["code"]


def _data(response: httpx.Response) -> List[str]:
    return [event for event in response.text.split("\n\n") if event]


def test_each_fault_is_documented() -> None:
    text = package.__doc__ or ""
    for name in FAULTS:
        shown = "error-shape-1 … -11" if name.startswith("error-shape-") else name
        assert shown in text, name
    for key in KEYS:
        assert key in text


@for_each(
    ("fault", "expected"),
    [
        ("unauthorized", (401, "authentication_error", "invalid_api_key")),
        ("forbidden", (403, "permission_error", "forbidden")),
        ("unknown-model", (404, "invalid_request_error", "model_not_found")),
        ("rate-limit", (429, "rate_limit_error", "RATE_LIMIT_EXCEEDED")),
        ("provider-error", (502, "provider_error", "provider_failed")),
        ("418", (418, "invalid_request_error", "sandbox")),
        ("429", (429, "rate_limit_error", "sandbox")),
        ("500", (500, "server_error", "sandbox")),
        ("503", (503, "service_unavailable", "sandbox")),
    ],
)
def test_errors_with_the_canonical_body(chat: Chat, spec: Spec, fault: str, expected: Tuple[int, str, str]) -> None:
    response = chat(fault=fault)
    assert _error(response) == expected
    assert _error(chat(model="sandbox/" + fault)) == expected
    Draft202012Validator(spec.rooted({"$ref": "#/components/schemas/ErrorResponse"})).validate(response.json())
    assert set(response.json()["error"]) == {"message", "type", "code", "param"}
    assert response.headers["x-request-id"]


def test_an_unknown_fault_is_an_error_that_lists_the_known_ones(chat: Chat) -> None:
    response = chat(fault="no-such-fault")
    assert response.status_code == 400
    assert "rate-limit" in response.json()["error"]["message"]
    for fault in ("slow:soon", "stall:-1", "trickle:x", "cut:nan"):
        assert chat(fault=fault, stream=True).status_code == 400, fault


def test_keys(sandbox: Sandbox, http: httpx.Client) -> None:
    def status(key: str) -> int:
        return http.get("/v1/models", headers={"Authorization": "Bearer " + key}).status_code

    assert [status(key) for key in ("bad-key", "forbidden-key", "limited-key", "any", "bad-key-2")] == [
        401,
        403,
        429,
        200,
        200,
    ]
    assert http.get("/v1/models").status_code == 200
    assert "bad-key" not in repr(sandbox.requests)


@pytest.mark.parametrize("model", ["invalid-model", "some-unknown-model", "unknown"])
def test_unknown_models(chat: Chat, http: httpx.Client, model: str) -> None:
    response = chat(model=model)
    assert _error(response) == (404, "invalid_request_error", "model_not_found")
    assert response.json()["error"]["param"] == "model"
    assert model in response.json()["error"]["message"]
    assert http.post("/v1/embeddings", json={"model": model, "input": "x"}).status_code == 404


def test_rate_limits_have_the_time_to_retry(chat: Chat) -> None:
    assert chat(fault="rate-limit").headers["retry-after"] == "1"
    assert chat(fault="rate-limit:0.25").headers["retry-after"] == "0.25"
    assert chat(fault="rate-limit:soon").headers["retry-after"] == "soon"
    in_ms = chat(fault="rate-limit-ms:15").headers
    assert (in_ms["retry-after-ms"], "retry-after" in in_ms) == ("15", False)
    assert chat(fault="rate-limit-long").headers["retry-after"] == "3600"
    before = time.time()
    date = parsedate_to_datetime(chat(fault="rate-limit-date:30").headers["retry-after"])
    assert before + 29 <= date.timestamp() <= time.time() + 31
    assert chat(fault="rate-limit").headers["x-ratelimit-remaining"] == "0"


def test_should_retry(chat: Chat) -> None:
    yes, no = chat(fault="retry-yes"), chat(fault="retry-no")
    assert (yes.status_code, yes.headers["x-should-retry"]) == (400, "true")
    assert (no.status_code, no.headers["x-should-retry"]) == (500, "false")


def test_a_fault_for_the_first_attempts_of_a_call(sandbox: Sandbox, http: httpx.Client) -> None:
    def attempts(key: str, fault: str = "429x2") -> List[int]:
        headers = {"X-Sandbox-Fault": fault, "Idempotency-Key": key}
        body = {"messages": [{"role": "user", "content": "Hello"}]}
        return [http.post("/v1/chat/completions", json=body, headers=headers).status_code for _ in range(4)]

    assert attempts("a") == [429, 429, 200, 200]
    assert attempts("b") == [429, 429, 200, 200]
    assert attempts("a", "rate-limit-ms:5x1") == [429, 200, 200, 200]
    assert attempts("a", "sandbox-has-no-suchx1") == [400] * 4
    headers = {"X-Sandbox-Fault": "503x1"}
    assert [http.get("/health", headers=headers).status_code for _ in range(2)] == [503, 200]
    sandbox.reset()
    assert http.get("/health", headers=headers).status_code == 503


@for_each(
    ("number", "status", "shows"),
    [
        (1, 400, {"error": {"param": "temperature"}}),
        (2, 400, {"error": {"code": 400}}),
        (3, 429, {"retry_after": 60}),
        (4, 401, {"error": "unauthorized"}),
        (5, 500, {"provider_id": "deepseek"}),
        (6, 404, {"error": {"debate_id": "climate-1"}}),
        (7, 200, {"jsonrpc": "2.0", "error": {"code": -32601}}),
        (8, 200, {"success": False}),
        (9, 404, "404 page not found"),
        (10, 502, "<html>"),
        (11, 500, ""),
    ],
)
def test_error_shapes(chat: Chat, number: int, status: int, shows: Any) -> None:
    response = chat(fault=f"error-shape-{number}")
    assert response.status_code == status
    if isinstance(shows, str):
        assert shows in response.text
        return
    body = response.json()
    for name, value in shows.items():
        assert {**body[name], **value} == body[name] if isinstance(value, dict) else body[name] == value


def test_bodies_that_are_not_json(chat: Chat) -> None:
    for fault, status, text in [
        ("html-error", 502, "<html>"),
        ("html", 200, "<html>"),
        ("empty-error", 500, ""),
        ("empty", 200, ""),
        ("invalid-json", 200, '{"id"'),
    ]:
        response = chat(fault=fault)
        assert response.status_code == status
        assert text in response.text
        assert (response.text == "") == (text == "")
    assert chat(fault="json-rpc-error").json()["error"]["code"] == -32601


def test_redirects(sandbox: Sandbox, http: httpx.Client) -> None:
    body = {"messages": [{"role": "user", "content": "Hello"}]}
    headers = {"X-Sandbox-Fault": "redirect"}
    first = http.post("/v1/chat/completions?a=1", json=body, headers=headers)
    assert (first.status_code, first.headers["location"]) == (307, "/v1/chat/completions?a=1&redirected=1")
    assert http.post("/v1/chat/completions", json=body, headers=headers, follow_redirects=True).status_code == 200
    elsewhere = http.get("/health", headers={"X-Sandbox-Fault": "redirect:http://127.0.0.1:9/"})
    assert elsewhere.headers["location"] == "http://127.0.0.1:9/health?redirected=1"


def test_slow_and_hanging_responses(http: httpx.Client, chat: Chat) -> None:
    started = time.monotonic()
    assert chat(fault="slow:0.2").status_code == 200
    assert time.monotonic() - started >= 0.2
    with pytest.raises(httpx.ReadTimeout):
        http.get("/health", headers={"X-Sandbox-Fault": "hang"}, timeout=0.2)
    assert http.get("/health").status_code == 200


def test_broken_connections(chat: Chat) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        chat(fault="disconnect")
    with pytest.raises(httpx.ReadError):
        chat(fault="reset")
    assert chat().status_code == 200


def _until_it_breaks(http: httpx.Client, fault: str, *, stream: bool = True) -> Tuple[bytes, BaseException]:
    body: Dict[str, Any] = {"messages": [{"role": "user", "content": "Hello"}], "stream": stream}
    received = b""
    headers = {"X-Sandbox-Fault": fault}
    with http.stream("POST", "/v1/chat/completions", json=body, headers=headers, timeout=0.5) as response:
        assert response.status_code == 200
        try:
            for piece in response.iter_raw():
                received += piece
        except httpx.TransportError as error:
            return received, error
    raise AssertionError("the response was complete")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("cut", httpx.RemoteProtocolError),
        ("cut:3", httpx.RemoteProtocolError),
        ("cut-reset", httpx.ReadError),
        ("stall", httpx.ReadTimeout),
    ],
)
def test_streams_that_break_off(http: httpx.Client, fault: str, error: type) -> None:
    received, raised = _until_it_breaks(http, fault)
    assert isinstance(raised, error)
    assert received.count(b"\n\n") == (3 if fault == "cut:3" else 2)
    assert b"[DONE]" not in received
    half, raised = _until_it_breaks(http, fault, stream=False)
    assert isinstance(raised, error)
    assert half.startswith(b'{"id"')


def test_a_stream_without_done(chat: Chat) -> None:
    normal, cut = _data(chat(stream=True)), _data(chat(stream=True, fault="no-done"))
    assert cut == normal[:-1]


def test_infinite_pings(http: httpx.Client) -> None:
    body = {"messages": [{"role": "user", "content": "Hello"}], "stream": True}
    headers = {"X-Sandbox-Fault": "pings:0.01"}
    received = ""
    with http.stream("POST", "/v1/chat/completions", json=body, headers=headers) as response:
        for text in response.iter_text():
            received += text
            if received.count(": ping") > 5:
                break
    assert received.count("data:") == 2


def test_errors_inside_a_stream(chat: Chat) -> None:
    *before, last = _data(chat(stream=True, fault="stream-error:3"))
    assert len(before) == 3
    assert json.loads(last[len("data: ") :])["error"]["type"] == "provider_error"
    *_, last = _data(chat(stream=True, fault="stream-error-event"))
    kind, data = last.split("\n")
    assert kind == "event: error"
    assert json.loads(data[len("data: ") :])["code"] == "provider_failed"


def test_a_response_that_is_not_a_stream(chat: Chat) -> None:
    as_json = chat(stream=True, fault="stream-as-json")
    assert as_json.headers["content-type"] == "application/json"
    assert as_json.json()["object"] == "chat.completion"
    as_html = chat(stream=True, fault="stream-as-html")
    assert (as_html.status_code, as_html.headers["content-type"]) == (200, "text/html")


def test_noise_between_the_events(chat: Chat) -> None:
    normal, noisy = chat(stream=True).text, chat(stream=True, fault="noise").text
    events = [line for line in noisy.split("\n") if line.startswith("data: ")]
    assert events == [line for line in normal.split("\n") if line]
    for piece in (": ping\n", "data:\n\n", "event: ping\n", "retry: 3000\n", "id: 1\n"):
        assert piece in noisy


def test_usage_that_was_not_requested(chat: Chat, chunks: Callable[..., Any]) -> None:
    assert chunks(chat(stream=True, fault="usage-unasked"))[-1]["usage"]["total_tokens"] > 0


def test_the_same_stream_in_other_chunks(chat: Chat) -> None:
    normal = chat("Hello", stream=True).text
    assert chat("Hello", stream=True, fault="trickle:0.001").text == normal
    assert chat("Hello", stream=True, fault="bytewise").text == normal
    assert chat("Hello", stream=True, fault="crlf").content == normal.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("fault", ["noise", "crlf", "no-done", "stream-error", "usage-unasked", "stream-as-json"])
def test_faults_of_streams_do_not_affect_other_responses(chat: Chat, fault: str) -> None:
    response = chat(fault=fault)
    assert (response.status_code, response.json()["object"]) == (200, "chat.completion")
    assert chat(fault=fault, temperature=9).status_code == 400
