"""Tests of the exceptions: which one an answer gives, what stands on it, that it can be kept, and that no key does."""

from __future__ import annotations

import copy
import json
import pickle
import time
from typing import Any, Dict, List, Optional, Type

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from raw_server import RawServer
from support import COMPLETION, KEY, NOW, Driver, closed_port, sends

import helixagent.exceptions as exceptions
from helixagent import (
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ConflictError,
    HelixAgentError,
    IncompleteStreamError,
    InvalidResponseError,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    ProviderError,
    RateLimitError,
    ValidationError,
)
from helixagent._core.answer import parse_answer
from helixagent._core.errors import error_from_answer
from helixagent._core.exchange import Answer
from helixagent._core.retry import retry_after_of
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionResponse

BY_STATUS: Dict[int, Type[APIStatusError]] = {
    400: ValidationError,
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
    422: ValidationError,
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


def failed(driver: Driver, client: Any, **arguments: Any) -> Any:
    """The exception that a chat completion ends with."""
    with pytest.raises(HelixAgentError) as caught:
        driver.chat(client, **arguments)
    return caught.value


def facts(error: Any) -> List[Any]:
    """Class, message, type, code and param of an exception."""
    return [type(error), error.message, error.type, error.code, error.param]


# --- which exception


def test_the_tree_is_that_of_the_documentation() -> None:
    assert issubclass(PermissionDeniedError, AuthenticationError)
    assert issubclass(NotFoundError, ValidationError)
    assert issubclass(ConflictError, ValidationError)
    assert issubclass(APITimeoutError, NetworkError)
    assert issubclass(IncompleteStreamError, NetworkError)
    for cls in (AuthenticationError, ValidationError, RateLimitError, ProviderError):
        assert cls.__mro__[1:3] == (APIStatusError, HelixAgentError)
    assert issubclass(HelixAgentError, Exception)
    assert not issubclass(NetworkError, APIStatusError)


@pytest.mark.parametrize(("status", "expected"), BY_STATUS.items())
def test_each_status_gives_its_exception_with_everything_on_it(
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


@pytest.mark.parametrize("kind", PROVIDER_TYPES)
@pytest.mark.parametrize(("status", "expected"), BY_STATUS.items())
def test_a_type_that_blames_the_provider_decides_unless_the_status_is_about_the_callers_own_key_and_quota(
    status: int, expected: Type[APIStatusError], kind: str
) -> None:
    body = json.dumps({"error": {"message": "No.", "type": kind}}).encode()
    found = type(error_from_answer(status, {}, body))
    assert found is (expected if status in (401, 403, 429) else ProviderError)


# Number of the sandbox's shape: class, message, type, code, param, retry_after.
SHAPES: Dict[int, List[Any]] = {
    1: [
        ValidationError,
        "temperature must be between 0 and 2",
        "invalid_request_error",
        "invalid_value",
        "temperature",
        None,
    ],
    2: [ValidationError, "Invalid request format: EOF", "invalid_request", 400, None, None],
    3: [RateLimitError, "Too many requests", "rate_limit", "RATE_LIMIT_EXCEEDED", None, 60.0],
    4: [AuthenticationError, "Invalid token: expired", "unauthorized", "unauthorized", None, None],
    5: [ProviderError, "Provider call failed: connection refused by upstream", None, None, None, None],
    6: [NotFoundError, "Debate not found", None, None, None, None],
    7: [ProviderError, "Method not found: embeddings", None, -32601, None, None],
    8: [ProviderError, "The tool failed", None, None, None, None],
    9: [NotFoundError, "404 page not found", None, None, None, None],
    10: [ProviderError, "The server answered with an HTML page: 502 Bad Gateway", None, None, None, None],
    11: [ProviderError, "The server answered with status 500 and an empty body.", None, None, None, None],
}


@pytest.mark.parametrize(("number", "expected"), SHAPES.items())
def test_each_error_body_in_the_field_is_understood(
    number: int, expected: List[Any], driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox, max_retries=0)
    error = failed(driver, client, extra_headers={"X-Sandbox-Fault": f"error-shape-{number}"})
    assert [*facts(error), error.retry_after] == expected
    assert error.request_id == "req_sandbox_000001"
    assert error.attempts == 1
    assert error.message in str(error)


@pytest.mark.parametrize(
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
def test_odd_bodies_give_what_they_have_and_always_a_message(body: Any, expected: List[Any]) -> None:
    error = error_from_answer(400, {}, json.dumps(body).encode())
    message, kind, code = expected
    assert type(error) is ValidationError
    assert (error.type, error.code, error.body) == (kind, code, body)
    assert error.message == message if message else error.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The server answered with status 400 and an empty body."),
        (b" \r\n", "The server answered with status 400 and an empty body."),
        (b"Bad\n  thing", "Bad thing"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"<HTML><Title a=b>\nOops \n</TITLE>", "The server answered with an HTML page: Oops"),
        (b"<!doctype html><p>Oops", "The server answered with an HTML page: <!doctype html><p>Oops"),
        (b"x" * 1000, "x" * 300 + "…"),
        (b'{"error": {"message": "cut', '{"error": {"message": "cut'),
    ],
)
def test_a_body_that_is_no_json_is_quoted_in_short(content: bytes, message: str) -> None:
    assert error_from_answer(400, {}, content).message == message


@pytest.mark.parametrize("depth", [100, 10_000, 200_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b'{"error":', b"}")])
def test_a_body_that_is_nested_as_deep_as_may_be_is_still_only_an_error_of_the_server(
    depth: int, opening: bytes, closing: bytes
) -> None:
    content = opening * depth + b"1" + closing * depth
    assert type(error_from_answer(500, {}, content)) is ProviderError


def test_at_no_depth_does_a_body_break_the_telling() -> None:
    # Reading recurses less than writing, so some depths can be read and not written.
    for depth in range(700, 1100):
        assert type(error_from_answer(500, {}, b"[" * depth + b"]" * depth)) is ProviderError


# --- retry_after


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7.5 "}, 7.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7.0),
        ({"retry-after": "3600"}, 3600.0),
        ({"retry-after": "Tue, 14 Nov 2023 22:13:50 GMT"}, 30.0),
        ({"retry-after": "Tuesday, 14-Nov-23 22:13:50 GMT"}, 30.0),
        ({"retry-after": "Tue Nov 14 22:13:50 2023"}, 30.0),
        ({"retry-after": "Tue, 14 Nov 2023 23:13:50 +0100"}, 30.0),
        ({"retry-after": "Tue, 14 Nov 2023 22:13:00 GMT"}, 0.0),
        ({"retry-after": "-5"}, None),
        ({"retry-after-ms": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Tue, 99 Nov 2023 22:13:50 GMT"}, None),
        ({"retry-after": "Tue, 14 Nov 99999 22:13:50 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_each_form(headers: Dict[str, str], expected: Optional[float]) -> None:
    error = error_from_answer(429, headers, b"{}", now=NOW)
    assert error.retry_after == expected
    assert retry_after_of(headers, NOW) == expected


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process can be set on Unix only")
def test_a_date_without_a_zone_is_universal_time_wherever_the_client_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT-9")
    time.tzset()
    try:
        assert retry_after_of({"retry-after": "Tue Nov 14 22:13:50 2023"}, NOW) == 30.0
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"retry_after": 60}, 60.0),
        ({"retry_after": 0.5}, 0.5),
        ({"retry_after": "60"}, None),
        ({"retry_after": True}, None),
        ({"retry_after": -1}, None),
        ({"retry_after": None}, None),
        ({"retry_after": 10**400}, None),
        ({"retry_after": float("inf")}, None),
        ({"retry_after": float("nan")}, None),
    ],
)
def test_retry_after_is_read_from_the_body_where_no_header_has_it(body: Any, expected: Optional[float]) -> None:
    content = json.dumps(body).encode()
    assert error_from_answer(429, {}, content).retry_after == expected
    assert error_from_answer(429, {"retry-after": "7"}, content).retry_after == 7.0


def test_a_rate_limit_tells_how_long_to_wait(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, max_retries=0)
    for fault, seconds in (("rate-limit:9", 9.0), ("rate-limit-ms:250", 0.25), ("rate-limit-long", 3600.0)):
        error = failed(driver, client, model=f"sandbox/{fault}")
        assert type(error) is RateLimitError
        assert error.retry_after == seconds
    assert error.headers["x-ratelimit-remaining"] == "0"


# --- answers with a good status that are none


@pytest.mark.parametrize(
    ("fault", "message", "body"),
    [
        ("html", "The answer is not a JSON object (text/html)", "<!DOCTYPE html>"),
        ("empty", "The answer is not a JSON object (no content type): it is empty", ""),
        ("invalid-json", "The answer is not a JSON object (application/json)", '{"id": "chatcmpl-1"'),
    ],
)
def test_a_success_that_is_no_json_is_an_invalid_response(
    fault: str, message: str, body: str, driver: Driver, sandbox: Sandbox
) -> None:
    error = failed(driver, driver.client(sandbox), model=f"sandbox/{fault}")
    assert type(error) is InvalidResponseError
    assert error.message.startswith(message)
    assert error.body.startswith(body)
    assert (error.status_code, error.attempts, error.request_id) == (200, 1, "req_sandbox_000001")
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize("value", [[], [COMPLETION], "text", 5, True, None])
def test_a_success_with_json_that_is_no_object_is_an_invalid_response(
    value: Any, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(body=json.dumps(value), headers={"content-type": "application/json"})
    error = failed(driver, driver.client(sandbox))
    assert type(error) is InvalidResponseError
    assert error.body == json.dumps(value)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "No.", "type": "t", "code": "c", "param": "p"}},
        {"error": {"message": "No.", "type": "t", "code": "c", "param": "p"}, **COMPLETION},
    ],
)
def test_an_error_in_a_success_is_a_provider_error(body: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=body, headers={"X-Request-ID": "req-1"})
    error = failed(driver, driver.client(sandbox))
    assert facts(error) == [ProviderError, "No.", "t", "c", "p"]
    assert (error.status_code, error.request_id, error.attempts, error.body) == (200, "req-1", 1, body)


@pytest.mark.parametrize("error", [None, {}])
def test_an_error_that_says_nothing(error: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json={**COMPLETION, "error": error})
    if error is None:
        assert driver.chat(client).id == "chatcmpl-1"
    else:
        assert failed(driver, client).message == "The server reported an error without a message."


@pytest.mark.parametrize("path", ["chat", "completions", "ensemble", "embeddings", "list", "retrieve", "health"])
def test_every_method_tells_of_an_error_in_a_success(path: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json={"jsonrpc": "2.0", "error": {"code": -32601, "message": "No."}})
    calls: Dict[str, Any] = {
        "chat": lambda: driver.chat(client),
        "completions": lambda: client.completions.create(prompt="x"),
        "ensemble": lambda: client.ensemble.completions.create(prompt="x"),
        "embeddings": lambda: client.embeddings.create(model="m", input="x"),
        "list": lambda: client.models.list(),
        "retrieve": lambda: client.models.retrieve("m"),
        "health": lambda: client.health(),
    }
    with pytest.raises(ProviderError, match="No") as caught:
        driver.run(calls[path]())
    assert caught.value.code == -32601


# --- no answer


def test_a_refused_connection_is_a_network_error(driver: Driver) -> None:
    error = failed(driver, driver.client(f"http://127.0.0.1:{closed_port()}", max_retries=0))
    assert type(error) is NetworkError
    assert error.attempts == 1
    assert str(error)


@pytest.mark.parametrize("fault", ["disconnect", "reset", "cut", "cut-reset"])
def test_a_broken_connection_is_a_network_error(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    error = failed(driver, driver.client(sandbox, max_retries=0), model=f"sandbox/{fault}")
    assert type(error) is NetworkError
    assert error.attempts == 1


@pytest.mark.parametrize("fault", ["hang", "stall"])
def test_a_server_that_is_silent_is_a_timeout(fault: str, driver: Driver, sandbox: Sandbox) -> None:
    error = failed(driver, driver.client(sandbox, max_retries=0), model=f"sandbox/{fault}", timeout=0.05)
    assert type(error) is APITimeoutError
    assert error.message == "The server sent nothing within the read timeout."


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\x16\x03\x01\x02\x00\x01"])
def test_an_answer_that_is_no_http_is_a_network_error(answer: bytes, driver: Driver) -> None:
    with RawServer(sends(answer)) as server:
        error = failed(driver, driver.client(server, max_retries=0))
    assert type(error) is NetworkError


def test_tls_towards_a_server_that_speaks_none_is_a_network_error(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(f"https://127.0.0.1:{sandbox.port}", max_retries=0)
    assert type(failed(driver, client)) is NetworkError


# --- keeping an exception


PARTIAL = ChatCompletionResponse.from_dict(COMPLETION)
FULL: Dict[str, Any] = {
    "status_code": 429,
    "code": 7,
    "type": "t",
    "param": "messages[0].role",
    "body": {"error": {"message": "No.", "deep": [1, {"a": None}]}},
    "headers": {"x-request-id": "r"},
    "request_id": "r",
    "retry_after": 1.5,
    "partial": PARTIAL,
    "attempts": 3,
}


def every_exception() -> List[HelixAgentError]:
    made: List[HelixAgentError] = []
    for name in exceptions.__all__:
        cls = getattr(exceptions, name)
        if issubclass(cls, APIStatusError):
            made += [cls("No.", **FULL), cls("No."), cls()]
        else:
            made += [cls("No.", partial=PARTIAL, attempts=3), cls()]
    return made


@pytest.mark.parametrize("error", every_exception(), ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "keep",
    [copy.copy, copy.deepcopy]
    + [lambda e, p=p: pickle.loads(pickle.dumps(e, p)) for p in range(pickle.HIGHEST_PROTOCOL + 1)],
)
def test_an_exception_is_kept_whole(keep: Any, error: HelixAgentError) -> None:
    kept = keep(error)
    assert type(kept) is type(error)
    assert vars(kept) == vars(error)
    assert (str(kept), repr(kept), kept.args) == (str(error), repr(error), error.args)


def test_a_deep_copy_shares_nothing() -> None:
    error = RateLimitError("No.", **FULL)
    kept = copy.deepcopy(error)
    kept.body["error"]["message"] = "other"
    kept.partial.choices[0].message.content = "other"
    assert error.body["error"]["message"] == "No."
    assert error.partial.choices[0].message.content == "Hi"


def test_exceptions_that_were_raised_are_kept_too(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY, max_retries=0)
    for fault in ("429", "disconnect", "html", "error-shape-7"):
        error = failed(driver, client, extra_headers={"X-Sandbox-Fault": fault})
        kept = pickle.dumps(error)
        assert KEY.encode() not in kept
        assert vars(pickle.loads(kept)) == vars(error)


def test_an_error_without_a_status_shows_its_message_alone() -> None:
    assert str(ValidationError("No.", param="model")) == "No."
    assert str(ValidationError("No.", status_code=400, code=400)) == "No. (status 400)"


# --- a server that says the key back


def all_of(error: Any) -> str:
    """All that an exception shows or holds, and what it came from."""
    chain: List[BaseException] = []
    link: Optional[BaseException] = error
    while link is not None:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return " ".join([str(x) + repr(x) + repr(x.args) + repr(vars(x)) for x in chain])


KEYS = [KEY, "sk/with/slashes+and==", 'sk"with\\odd<chars>&']


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("status", [400, 401, 500, 200])
def test_a_key_that_is_said_back_as_json_is_masked(key: str, status: int, driver: Driver, sandbox: Sandbox) -> None:
    body = {"error": {"message": f"Bad key: {key}", "type": key, "code": key, "param": key, "deep": [{key: key}]}}
    for text in (json.dumps(body), json.dumps(body).replace("/", "\\/")):
        sandbox.reply(status, body=text, headers={"content-type": "application/json", "www-authenticate": f"a={key}"})
        error = failed(driver, driver.client(sandbox, api_key=key, max_retries=0))
        assert key not in all_of(error)
        assert repr(key)[1:-1] not in all_of(error)
        assert error.message == "Bad key: ***"


@pytest.mark.parametrize("status", [400, 200])
def test_a_key_that_is_said_back_as_text_is_masked(status: int, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(status, body=f"<html><title>{KEY}</title>Authorization: Bearer {KEY}")
    error = failed(driver, driver.client(sandbox, api_key=lambda: KEY, max_retries=0))
    assert KEY not in all_of(error)
    assert "Bearer ***" in error.body


# --- anything at all


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
def test_any_bytes_give_the_exception_of_their_status(status: int, headers: Dict[str, str], content: bytes) -> None:
    error = error_from_answer(status, headers, content, now=NOW)
    assert type(error) in (BY_STATUS[status], ProviderError)
    assert error.message and str(error) and repr(error)
    assert error.retry_after is None or error.retry_after >= 0
    kept = pickle.loads(pickle.dumps(error))
    assert (str(kept), kept.status_code) == (str(error), status)


@given(headers=HEADERS, content=BODIES)
def test_any_bytes_as_a_success_give_an_object_or_a_provider_error(headers: Dict[str, str], content: bytes) -> None:
    answer = Answer(None, 200, headers, content, 1, ())
    try:
        result = parse_answer(answer, ChatCompletionResponse)
    except ProviderError as error:
        assert error.status_code == 200
        assert error.message and str(error)
    else:
        assert type(result) is ChatCompletionResponse
        assert repr(result)
