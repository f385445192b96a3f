"""Tests of the exact bytes of requests: bodies of the document's calls, paths, headers, queries, and redirects."""

from __future__ import annotations

import enum
import re
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any, Dict, List, Optional, Tuple
from uuid import UUID

import pytest
from cases import for_each
from support import KEY, USER, Driver

from helixagent import HelixAgentError, ValidationError, __version__
from helixagent.testing import Sandbox
from helixagent.testing.sandbox import RecordedRequest


class Color(enum.Enum):
    """An enum whose values are strings, but whose members are not."""

    RED = "red"


class Name(str, enum.Enum):
    """An enum whose members are strings, as in many programs."""

    FAST = "deepseek-chat"


class Level(enum.IntEnum):
    """An enum whose members are numbers."""

    HIGH = 3


def call(driver: Driver, client: Any, name: str, **arguments: Any) -> Any:
    """Call a method by its dotted name. A stream is closed."""
    for part in name.split("."):
        client = getattr(client, part)
    result = driver.run(client(**arguments))
    if arguments.get("stream"):
        driver.run(result.close())
    return result


def sent(driver: Driver, sandbox: Sandbox, name: str, **arguments: Any) -> RecordedRequest:
    """Return the one request that a method sends."""
    call(driver, driver.client(sandbox), name, **arguments)
    assert len(sandbox.requests) == 1
    return sandbox.requests[0]


HELLO = [{"role": "user", "content": "Tell me a story"}]
CONFIG = {
    "strategy": "confidence_weighted",
    "min_providers": 3,
    "confidence_threshold": 0.8,
    "fallback_to_best": True,
}


@for_each(
    ("name", "arguments", "path", "body"),
    [
        (
            "chat.completions.create",
            {"model": "helixagent-ensemble", "messages": HELLO},
            "/v1/chat/completions",
            {"model": "helixagent-ensemble", "messages": HELLO},
        ),
        (
            "chat.completions.create",
            {"messages": [{"role": "system", "content": "x"}, *HELLO], "max_tokens": 500, "temperature": 0.7},
            "/v1/chat/completions",
            {
                "model": "helixagent-ensemble",
                "messages": [{"role": "system", "content": "x"}, *HELLO],
                "max_tokens": 500,
                "temperature": 0.7,
            },
        ),
        (
            "chat.completions.create",
            {"model": "deepseek-chat", "messages": HELLO, "stream": True},
            "/v1/chat/completions",
            {"model": "deepseek-chat", "messages": HELLO, "stream": True},
        ),
        (
            "ensemble.completions.create",
            {"messages": HELLO, "ensemble_config": CONFIG},
            "/v1/ensemble/completions",
            {"model": "helixagent-ensemble", "messages": HELLO, "ensemble_config": CONFIG},
        ),
        (
            "ensemble.completions.create",
            {"prompt": "x", "stream": True},
            "/v1/ensemble/completions",
            {"model": "helixagent-ensemble", "prompt": "x", "stream": True},
        ),
        (
            "completions.create",
            {"model": "qwen-max", "prompt": "x", "max_tokens": 100, "temperature": 0.8, "stop": ["\n", "."]},
            "/v1/completions",
            {"model": "qwen-max", "prompt": "x", "max_tokens": 100, "temperature": 0.8, "stop": ["\n", "."]},
        ),
        (
            "completions.create",
            {"model": "openrouter/grok-4", "prompt": "Write a haiku:", "stream": True},
            "/v1/completions",
            {"model": "openrouter/grok-4", "prompt": "Write a haiku:", "stream": True},
        ),
        (
            "completions.create",
            {"prompt": ["a", "b"]},
            "/v1/completions",
            {"model": "helixagent-ensemble", "prompt": ["a", "b"]},
        ),
        (
            "embeddings.create",
            {"model": "text-embedding-3-small", "input": ["a", "b"], "dimensions": 2},
            "/v1/embeddings",
            {"model": "text-embedding-3-small", "input": ["a", "b"], "dimensions": 2, "encoding_format": "base64"},
        ),
        (
            "embeddings.create",
            {"model": "m", "input": [[1, 2], [3]], "dimensions": 2, "encoding_format": "float"},
            "/v1/embeddings",
            {"model": "m", "input": [[1, 2], [3]], "dimensions": 2, "encoding_format": "float"},
        ),
    ],
)
def test_the_calls_of_the_document_send_exactly_this(
    name: str, arguments: Dict[str, Any], path: str, body: Dict[str, Any], driver: Driver, sandbox: Sandbox
) -> None:
    request = sent(driver, sandbox, name, **arguments)
    assert (request.method, request.path) == ("POST", path)
    assert request.json() == body
    # Equal values can differ in JSON: 1 is not 1.0, and True is not 1.
    assert repr(dict(sorted(request.json().items()))) == repr(dict(sorted(body.items())))
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.body))
    assert "transfer-encoding" not in request.headers


@for_each(
    ("name", "arguments", "path"),
    [
        ("health", {}, "/health"),
        ("service_health", {}, "/v1/health"),
        ("models.list", {}, "/v1/models"),
        ("models.retrieve", {"model": "deepseek-chat"}, "/v1/models/deepseek-chat"),
    ],
)
def test_requests_that_only_read_have_no_body(
    name: str, arguments: Dict[str, Any], path: str, driver: Driver, sandbox: Sandbox
) -> None:
    request = sent(driver, sandbox, name, **arguments)
    assert (request.method, request.path, request.body) == ("GET", path, b"")
    assert "content-type" not in request.headers
    assert request.headers.get("content-length", "0") == "0"


def test_text_is_sent_as_utf_8_without_escapes_or_spaces(driver: Driver, sandbox: Sandbox) -> None:
    request = sent(driver, sandbox, "completions.create", prompt="Zoë 😀\n\x01", model="m")
    assert request.body == '{"model":"m","prompt":"Zoë 😀\\n\\u0001"}'.encode()


@for_each(
    ("model", "path"),
    [
        ("openrouter/grok-4", "openrouter%2Fgrok-4"),
        ("a/b/c", "a%2Fb%2Fc"),
        ("../health", "..%2Fhealth"),
        ("a/../b", "a%2F..%2Fb"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a b", "a%20b"),
        (" a", "%20a"),
        ("a%2Fb", "a%252Fb"),
        ("a&b+c", "a%26b%2Bc"),
        ("modèle:7b", "mod%C3%A8le%3A7b"),
        ("a\r\nX-Evil: 1", "a%0D%0AX-Evil%3A%201"),
        ("a;b", "a%3Bb"),
        ("...", "..."),
        ("a-b_c.d~e", "a-b_c.d~e"),
    ],
)
def test_a_model_is_one_path_segment_whatever_it_contains(
    model: str, path: str, driver: Driver, sandbox: Sandbox
) -> None:
    sandbox.reply(json={"id": model})
    request = sent(driver, sandbox, "models.retrieve", model=model)
    assert request.path.replace("%3A", ":") == f"/v1/models/{path}".replace("%3A", ":")


# --- headers


def test_the_headers_of_the_sdk(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    call(driver, client, "chat.completions.create", messages=USER)
    call(driver, client, "chat.completions.create", messages=USER, stream=True)
    whole, stream = (request.headers for request in sandbox.requests)
    assert whole["accept"] == "application/json"
    assert stream["accept"] == "text/event-stream"
    for headers in (whole, stream):
        assert headers["authorization"] == f"Bearer {KEY}"
        assert headers["user-agent"] == f"helixagent-python/{__version__}"
    assert re.fullmatch(r"\d+\.\d+.*", __version__)


@for_each("name", ["authorization", "Idempotency-Key", "USER-AGENT", "accept"])
def test_a_header_of_none_removes_the_header_of_the_sdk(name: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    call(driver, client, "chat.completions.create", messages=USER)
    call(driver, client, "chat.completions.create", messages=USER, extra_headers={name: None})
    before, after = (request.headers for request in sandbox.requests)
    assert before[name.lower()] != after.get(name.lower())


def test_a_header_of_the_call_overrides_the_header_of_the_sdk(driver: Driver, sandbox: Sandbox) -> None:
    own = {"Authorization": "Basic eDp5", "User-Agent": "mine", "Accept": "*/*", "Content-Type": "text/json; v=1"}
    client = driver.client(sandbox, api_key=KEY)
    sandbox.reply(json={"id": "x"})
    call(driver, client, "chat.completions.create", messages=USER, extra_headers=own)
    headers = sandbox.requests[0].headers
    assert [headers[name.lower()] for name in own] == list(own.values())


def test_a_header_may_have_any_visible_ascii_spaces_and_tabs(driver: Driver, sandbox: Sandbox) -> None:
    value = "".join(map(chr, range(33, 127))) + " \t x"
    assert sent(driver, sandbox, "health", extra_headers={"X-Name": value}).headers["x-name"] == value


# --- queries


@for_each(
    ("query", "expected"),
    [
        ({"a": "1"}, "a=1"),
        ({"a": 1, "b": 1.5}, "a=1&b=1.5"),
        ({"a": True, "b": False}, "a=true&b=false"),
        ({"a": None}, ""),
        ({"a": ["x", "y"], "b": (1, True)}, "a=x&a=y&b=1&b=true"),
        ({"a": []}, ""),
        ({"a": ""}, "a="),
        ({"a b": "c d"}, "a+b=c+d"),
        ({"a": "x&y=z#?/%+"}, "a=x%26y%3Dz%23%3F%2F%25%2B"),
        ({"å": "😀"}, "%C3%A5=%F0%9F%98%80"),
        ({"a": {"b": 1, "c": {"d": [True, "x"]}}}, "a%5Bb%5D=1&a%5Bc%5D%5Bd%5D=true&a%5Bc%5D%5Bd%5D=x"),
        ({"a": {"b": None}, "c": [1, None, 2], "d": {}}, "c=1&c=2"),
        ({"a": Color.RED, "b": [Level.HIGH, Color.RED]}, "a=red&b=3&b=red"),
        ({"a": date(2026, 1, 15)}, "a=2026-01-15"),
        ({"a": datetime(2026, 1, 15, 10, 30, tzinfo=timezone.utc)}, "a=2026-01-15T10%3A30%3A00%2B00%3A00"),
        ({"a": UUID(int=1), "b": Decimal("1.50")}, "a=00000000-0000-0000-0000-000000000001&b=1.50"),
        ({"a": {"x"}, "b": frozenset([True])}, "a=x&b=true"),
    ],
)
@for_each("layer", ["client", "call"])
def test_a_query_is_encoded(layer: str, query: Dict[str, Any], expected: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, default_query=query if layer == "client" else None)
    extra = {"extra_query": query} if layer == "call" else {}
    call(driver, client, "health", **extra)
    call(driver, client, "completions.create", prompt="x", **extra)
    assert [request.path.partition("?")[2] for request in sandbox.requests] == [expected] * 2


def test_the_query_of_a_call_replaces_a_nested_one_of_the_client(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, default_query={"a": {"b": 1, "c": 2}, "d": [1, 2]})
    call(driver, client, "health", extra_query={"a": {"b": 3}, "d": 4})
    assert sandbox.requests[0].query == [("a[b]", "3"), ("d", "4")]


@for_each(
    ("value", "words"),
    [
        (object(), "must be a string, a number, a boolean, a date, an enum member, a list or a mapping, not object"),
        (b"x", "not bytes"),
        (iter([1]), "not list_iterator"),
        (float("nan"), "not nan"),
        ([float("inf")], "not inf"),
        (datetime(2026, 1, 15), "has a time without a time zone"),
        ([[1]], "has a list inside a list"),
        ([{"b": 1}], "has a dict inside a list"),
        ({"b": {1: 2}}, "must have strings as keys, not int"),
        ({"b": object()}, "not object"),
        ("\ud800", "contains an unpaired surrogate"),
        ({"\ud800": 1}, "contains an unpaired surrogate"),
    ],
)
def test_a_query_value_that_does_not_fit_into_a_url_is_named(
    value: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError) as caught:
        call(driver, client, "health", extra_query={"ok": 1, "a": value})
    assert caught.value.message.startswith("extra_query['a'] ") and words in caught.value.message
    assert caught.value.param == "extra_query"
    for make in (lambda **options: driver.client(sandbox, **options), client.with_options):
        with pytest.raises(ValidationError, match=r"default_query\['a'\] "):
            make(default_query={"a": value})
    assert sandbox.requests == []


def test_an_enum_member_is_sent_as_its_value(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    call(driver, client, "models.retrieve", model=Name.FAST)
    call(driver, client, "tasks.list", status=Color.RED, limit=Level.HIGH)
    messages = [{"role": "user", "content": Name.FAST}]
    extra = {"extra_body": {"color": Color.RED}}
    call(driver, client, "chat.completions.create", model=Name.FAST, n=Level.HIGH, messages=messages, **extra)
    lookup, listing, chat = sandbox.requests
    assert lookup.path == "/v1/models/deepseek-chat"
    assert listing.query == [("status", "red"), ("limit", "3")]
    expected = {"model": "deepseek-chat", "messages": [{"role": "user", "content": "deepseek-chat"}], "n": 3}
    assert chat.json() == {**expected, "color": "red"}


def test_a_query_parameter_of_none_removes_the_parameter_of_the_client(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, default_query={"a": "1", "b": "2"})
    call(driver, client, "health", extra_query={"a": None})
    assert sandbox.requests[0].path == "/health?b=2"


# --- bodies in addition to the operation's


def test_extra_body_creates_a_body_if_there_is_none(driver: Driver, sandbox: Sandbox) -> None:
    request = sent(driver, sandbox, "models.list", extra_body={"a": 1})
    assert request.json() == {"a": 1}
    assert request.headers["content-type"] == "application/json"


# --- redirects


def test_a_redirect_is_followed_with_the_body_and_the_key(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    call(driver, client, "chat.completions.create", messages=USER, model="sandbox/redirect")
    first, second = sandbox.requests
    assert second.path == "/v1/chat/completions?redirected=1"
    assert second.body == first.body
    assert second.headers["authorization"] == f"Bearer {KEY}"
    assert second.headers["idempotency-key"] == first.headers["idempotency-key"]


def test_the_key_is_not_sent_to_another_host(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    model = f"sandbox/redirect:http://localhost:{sandbox.port}"
    call(driver, client, "chat.completions.create", messages=USER, model=model)
    assert [request.headers.get("authorization") for request in sandbox.requests] == [f"Bearer {KEY}", None]


# --- connections


def test_sequential_calls_share_one_connection(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    calls: List[Tuple[str, Dict[str, Any]]] = [
        ("health", {}),
        ("models.list", {}),
        ("chat.completions.create", {"messages": USER}),
        ("completions.create", {"prompt": "x"}),
    ]
    for name, arguments in calls * 3:
        call(driver, client, name, **arguments)
    error: Optional[HelixAgentError] = None
    try:
        call(driver, client, "models.retrieve", model="no-such-model")
    except HelixAgentError as caught:
        error = caught
    assert error is not None
    call(driver, client, "health")
    assert len(sandbox.requests) == 14
    assert sandbox.connections == 1
