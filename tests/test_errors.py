"""Tests of the exception for a response with an error status, and of its attributes."""

from __future__ import annotations

import json
import pickle
from typing import Any, Dict, List, Type

import pytest
from cases import for_each
from hypothesis import example, given, strategies as st
from support import NOW, Driver, facts, failed

from helixagent import (
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    HelixAgentError,
    IncompleteStreamError,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    ProviderError,
    RateLimitError,
    UnprocessableEntityError,
    ValidationError,
)
from helixagent._core.responses.errors import error_from_response
from helixagent._core.responses.parse import parse_response
from helixagent._core.steps import Response
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionResponse
from helixagent_client.api.chat import create_chat_completion

BY_STATUS: Dict[int, Type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: APIStatusError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: APIStatusError,
    408: APIStatusError,
    409: ConflictError,
    410: APIStatusError,
    413: ValidationError,
    415: ValidationError,
    418: APIStatusError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    451: APIStatusError,
    499: APIStatusError,
    500: ProviderError,
    502: ProviderError,
    503: ProviderError,
    504: ProviderError,
    520: ProviderError,
    529: ProviderError,
    599: ProviderError,
}
PROVIDER_TYPES = [
    "provider_error",
    "timeout",
    "network_error",
    "configuration_error",
    "server_error",
    "service_unavailable",
]


# --- the class of the exception


def test_the_class_hierarchy_matches_the_documentation() -> None:
    assert issubclass(PermissionDeniedError, AuthenticationError)
    assert issubclass(NotFoundError, ValidationError)
    assert issubclass(ConflictError, ValidationError)
    assert issubclass(APITimeoutError, NetworkError)
    assert issubclass(IncompleteStreamError, NetworkError)
    for cls in (AuthenticationError, ValidationError, RateLimitError, ProviderError):
        assert cls.__mro__[1:3] == (APIStatusError, HelixAgentError)
    assert issubclass(HelixAgentError, Exception)
    assert not issubclass(NetworkError, APIStatusError)


@for_each(("status", "expected"), BY_STATUS.items())
def test_each_status_raises_its_exception_with_all_attributes(
    status: int, expected: Type[APIStatusError], driver: Driver, sandbox: Sandbox
) -> None:
    body = {"error": {"message": "No.", "type": "some_type", "code": "some_code", "param": "model"}}
    sandbox.reply(status, json=body, headers={"X-Request-ID": "req-1", "X-Own": "1"})
    error = failed(driver, driver.client(sandbox, max_retries=0))
    assert facts(error) == [expected, "No.", "some_type", "some_code", "model"]
    assert (error.status_code, error.request_id, error.attempts) == (status, "req-1", 1)
    assert error.body == body
    assert error.headers["x-own"] == "1"
    assert (error.retry_after, error.partial) == (None, None)
    assert str(error) == f"No. (status {status}, code some_code, request id req-1)"


@for_each("kind", PROVIDER_TYPES)
@for_each(("status", "expected"), BY_STATUS.items())
def test_a_type_that_blames_the_provider_decides_except_for_the_callers_key_and_quota(
    status: int, expected: Type[APIStatusError], kind: str
) -> None:
    body = json.dumps({"error": {"message": "No.", "type": kind}}).encode()
    found = type(error_from_response(status, {}, body))
    assert found is (expected if status in (401, 403, 429) else ProviderError)


# Number of the sandbox's error body: class, message, type, code, param, retry_after.
SHAPES: Dict[int, List[Any]] = {
    1: [
        BadRequestError,
        "temperature must be between 0 and 2",
        "invalid_request_error",
        "invalid_value",
        "temperature",
        None,
    ],
    2: [BadRequestError, "Invalid request format: EOF", "invalid_request", 400, None, None],
    3: [RateLimitError, "Too many requests", "rate_limit", "RATE_LIMIT_EXCEEDED", None, 60.0],
    4: [AuthenticationError, "Invalid token: expired", "unauthorized", "unauthorized", None, None],
    5: [ProviderError, "Provider call failed: connection refused by upstream", None, None, None, None],
    6: [NotFoundError, "Debate not found", None, None, None, None],
    7: [ProviderError, "Method not found: embeddings", None, -32601, None, None],
    8: [ProviderError, "The tool failed", None, None, None, None],
    9: [NotFoundError, "404 page not found", None, None, None, None],
    10: [ProviderError, "The server responded with an HTML page: 502 Bad Gateway", None, None, None, None],
    11: [ProviderError, "The server responded with status 500 and an empty body.", None, None, None, None],
}


@for_each(("number", "expected"), SHAPES.items())
def test_each_error_body_of_published_servers_is_understood(
    number: int, expected: List[Any], driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox, max_retries=0)
    error = failed(driver, client, extra_headers={"X-Sandbox-Fault": f"error-shape-{number}"})
    assert [*facts(error), error.retry_after] == expected
    assert error.request_id == "req_sandbox_000001"
    assert error.attempts == 1
    assert error.message in str(error)


@for_each(
    ("body", "expected"),
    [
        ({"error": {"message": ""}}, [None, None, None]),
        ({"error": {}}, [None, None, None]),
        ({"error": None}, [None, None, None]),
        ({"error": ["broken"]}, [None, None, None]),
        ({"error": {"message": {"de": "kaputt"}, "type": 5, "param": ["a"]}}, [None, None, None]),
        ({"error": {"message": "No.", "code": ["odd"]}}, ["No.", None, ["odd"]]),
        ({"message": "No.", "type": "t", "code": 7}, ["No.", "t", 7]),
        ({"error": "No.", "code": "c"}, ["No.", None, "c"]),
        ({"error": {"message": "No: twice", "data": "twice"}}, ["No: twice", None, None]),
        ({"error": {"message": "No", "data": {"a": 1}}}, ["No", None, None]),
        ([{"error": "No."}], [None, None, None]),
        ("No.", [None, None, None]),
        (5, [None, None, None]),
        (None, [None, None, None]),
    ],
)
def test_the_error_of_an_unusual_body_has_a_message(body: Any, expected: List[Any]) -> None:
    error = error_from_response(400, {}, json.dumps(body).encode())
    message, kind, code = expected
    assert type(error) is BadRequestError
    assert (error.type, error.code, error.body) == (kind, code, body)
    assert error.message == message if message else error.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The server responded with status 400 and an empty body."),
        (b" \r\n", "The server responded with status 400 and an empty body."),
        (b"Bad\n  thing", "Bad thing"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"<HTML><Title a=b>\nOops \n</TITLE>", "The server responded with an HTML page: Oops"),
        (b"<!doctype html><p>Oops", "The server responded with an HTML page: <!doctype html><p>Oops"),
        (b"x" * 1000, "x" * 300 + "…"),
        (b'{"error": {"message": "cut', '{"error": {"message": "cut'),
    ],
)
def test_a_body_that_is_not_json_is_quoted_briefly(content: bytes, message: str) -> None:
    assert error_from_response(400, {}, content).message == message


@for_each("depth", [100, 10_000, 200_000])
@for_each(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b'{"error":', b"}")])
def test_a_deeply_nested_body_is_still_an_error_of_the_server(depth: int, opening: bytes, closing: bytes) -> None:
    content = opening * depth + b"1" + closing * depth
    assert type(error_from_response(500, {}, content)) is ProviderError


def test_an_error_has_a_message_at_every_nesting_depth() -> None:
    # Reading recurses less than writing, so some depths can be read but not written.
    for depth in range(700, 1100):
        assert type(error_from_response(500, {}, b"[" * depth + b"]" * depth)) is ProviderError


def test_an_error_without_a_status_only_shows_its_message() -> None:
    assert str(ValidationError("No.", param="model")) == "No."
    assert str(ValidationError("No.", status_code=400, code=400)) == "No. (status 400)"


# --- arbitrary bodies


def _json_values() -> Any:
    names = ["error", "message", "type", "code", "param", "retry_after", "details", "data", "jsonrpc", "success", "id"]
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("provider_error")
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names) | st.text(), inner),
        max_leaves=12,
    )


BODIES = (
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | _json_values().map(lambda value: json.dumps(value).encode())
)
HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "retry-after-ms", "x-request-id", "content-type", "x-should-retry"]), st.text()
)


@given(status=st.sampled_from(sorted(BY_STATUS)), headers=HEADERS, content=BODIES)
@example(status=429, headers={}, content=b'{"retry_after": 1' + b"0" * 400 + b"}")
@example(status=400, headers={}, content=b'" "')
def test_any_bytes_raise_the_exception_of_their_status(status: int, headers: Dict[str, str], content: bytes) -> None:
    error = error_from_response(status, headers, content, now=NOW)
    assert type(error) in (BY_STATUS[status], ProviderError)
    assert error.message and str(error) and repr(error)
    assert error.retry_after is None or error.retry_after >= 0
    kept = pickle.loads(pickle.dumps(error))
    assert (str(kept), kept.status_code) == (str(error), status)


@given(headers=HEADERS, content=BODIES)
def test_any_bytes_as_a_success_are_an_object_or_a_provider_error(headers: Dict[str, str], content: bytes) -> None:
    answer = Response(None, 200, headers, content, 1, ())
    try:
        result = parse_response(answer, create_chat_completion.OPERATION)
    except ProviderError as error:
        assert error.status_code == 200
        assert error.message and str(error)
    else:
        assert type(result) is ChatCompletionResponse
        assert repr(result)
