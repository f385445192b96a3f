"""Represent API calls as plain data, built from an operation's description and a method's arguments."""

from __future__ import annotations

import enum
import functools
import json
from collections.abc import Mapping
from typing import Any, Callable, Dict, FrozenSet, NamedTuple, Optional, Tuple
from urllib.parse import urlencode

from helixagent_client.types import ApiModel, Operation

from ...exceptions import ValidationError
from ..hook_events import CallInfo
from ..json_text import decode_json
from ..responses.body_size import DEFAULT_MAX_RESPONSE_SIZE
from ..secret import Headers, Secret, server_of
from ..streams.deltas import join_pairs
from .constraints import check_body
from .deadline import NO_DEADLINE, Deadline
from .options import (
    NOT_GIVEN,
    USER_AGENT,
    NotGiven,
    Options,
    SecondsOption,
    TimeoutOption,
    checked_headers,
    checked_seconds,
    checked_timeout,
)
from .query import checked_query, parameter

JSON_TYPE = "application/json"
EVENT_STREAM_TYPE = "text/event-stream"
# These members of request bodies contain credentials.
SECRET_MEMBERS = ("password", "secret", "api_key")


class Call(NamedTuple):
    """An API call, without the parts that differ between attempts.

    Attributes:
        name: The SDK method, e.g. `chat.completions.create`.
        method: The HTTP method.
        url: The URL without its query. The query may contain credentials.
        address: The full URL.
        headers: The request headers without the credential.
        without: Names of default headers that the caller removed.
        content: The body's bytes, or None.
        timeout: A timeout in seconds, an httpx.Timeout, None for no timeout, or NOT_GIVEN for the HTTP client's
            timeout.
        stream: Whether the response is a stream.
        is_expected: Accepts the status, headers and body of an error response, and returns whether the operation
            defines it as a normal result.
        body: The body before encoding, for hooks.
        secrets: The passwords and other credentials in the body. Errors must not show them.
        stream_idle_timeout: Maximum number of seconds to wait for an event of the stream; None for no limit.
        deadline: Maximum number of seconds for all attempts, waits and reading the stream; None for no limit.
        operation: The description of the operation; None for a request that is not an operation of the API.
        parameters: The path, query and header parameters, by their names in the generated module.
        defers_body: Whether the response body is read later, although the response is not a stream.
    """

    name: str
    method: str
    url: str
    address: Secret[str]
    headers: Secret[Headers]
    without: FrozenSet[str]
    content: Secret[Optional[bytes]]
    timeout: TimeoutOption
    stream: bool
    is_expected: Callable[[int, Mapping[str, str], bytes], bool]
    body: Secret[Any]
    secrets: Tuple[Secret[str], ...] = ()
    stream_idle_timeout: Optional[float] = None
    deadline: Optional[float] = None
    operation: Optional[Operation] = None
    parameters: Optional[Mapping[str, Any]] = None
    defers_body: bool = False

    @property
    def asks_for_usage(self) -> bool:
        """Whether the caller requested the chunk that has usage and no choices."""
        options = (self.body.reveal() or {}).get("stream_options")
        return isinstance(options, Mapping) and bool(options.get("include_usage"))

    def info(self, base_url: str) -> CallInfo:
        """Return the description of the call for hooks."""
        body = self.body.reveal()
        model = body.get("model") if isinstance(body, dict) else None
        return CallInfo(self.name, model if isinstance(model, str) else None, self.stream, base_url, self.body)

    def __repr__(self) -> str:
        # The body and the query may contain prompts and secrets. Tracebacks and loggers show reprs.
        return f"Call(name={self.name!r}, method={self.method!r}, stream={self.stream!r})"


class Request(NamedTuple):
    """One attempt of an API call, as sent by a transport.

    Attributes:
        url: The URL without query and user information, for messages.
        address: The URL to which the request is sent.
        attempt: The number of this attempt, from 1.
        max_response_size: The maximum size of the response body in bytes.
        is_cross_origin: Whether the request follows a redirect to another origin. If so, the headers, cookies and login
            of the user's session or http_client are not sent.
    """

    method: str
    url: str
    address: Secret[str]
    headers: Secret[Headers]
    content: Secret[Optional[bytes]]
    timeout: TimeoutOption
    stream: bool
    deadline: Deadline = NO_DEADLINE
    is_cross_origin: bool = False
    attempt: int = 1
    max_response_size: int = DEFAULT_MAX_RESPONSE_SIZE

    @property
    def server(self) -> str:
        """The scheme, host and port."""
        return server_of(self.url)


def build_call(
    operation: Any,
    options: Options,
    *,
    name: str,
    body: Optional[Mapping[str, Any]] = None,
    parameters: Optional[Mapping[str, Any]] = None,
    stream: bool = False,
    extra_headers: Optional[Mapping[str, Optional[str]]] = None,
    extra_query: Optional[Mapping[str, Any]] = None,
    extra_body: Optional[Mapping[str, Any]] = None,
    timeout: TimeoutOption = NOT_GIVEN,
    stream_idle_timeout: SecondsOption = NOT_GIVEN,
    deadline: SecondsOption = NOT_GIVEN,
) -> Call:
    """Build the API call for an operation of the generated client.

    Args:
        operation: The operation's generated module.
        options: The client's settings.
        name: The SDK method, for messages and logs.
        body: The members of the JSON body; None if there is no body.
        parameters: Path, query and header parameters, by their names in the generated module.
        stream: Whether to request an event stream.
        extra_headers: Headers that override all others. The value `None` removes a default.
        extra_query: Extra query parameters.
        extra_body: Members that override `body`. They are not validated.
        timeout: Overrides the client's setting for this call, as do the arguments below.

    Raises:
        ValidationError: An argument is invalid. No request was sent.
    """
    arguments = dict(parameters or {})
    if body is not None:
        check_body(operation.OPERATION.request, body)
        arguments["body"] = body
    try:
        sent = operation._get_kwargs(**arguments)
    except RecursionError:
        raise _unencodable(body) from None
    own = {key: parameter(key, value) for key, value in sent.get("params", {}).items()}
    query = {**options.default_query.reveal(), **own, **checked_query(extra_query, "extra_query")}
    content = sent.get("json")
    if extra_body is not None and not isinstance(extra_body, Mapping):
        raise ValidationError("extra_body must be a mapping of names to values.", param="extra_body")
    if extra_body:
        content = {**(content or {}), **extra_body}
    members = content or {}
    headers, without = _headers(options, sent, stream, extra_headers)
    if content is not None and "content-type" not in without:
        # The operation already set the content type, unless the body consists only of `extra_body`.
        headers.setdefault("content-type", JSON_TYPE)
    url = options.base_url + sent["url"]
    encoded = urlencode([pair for pairs in query.values() for pair in pairs])
    return Call(
        name=name,
        method=sent["method"].upper(),
        url=url,
        address=Secret(f"{url}?{encoded}" if encoded else url),
        headers=Secret(headers),
        without=without,
        content=Secret(None if content is None else encode_json(content)),
        timeout=options.timeout if isinstance(timeout, NotGiven) else checked_timeout(timeout),
        stream=stream,
        is_expected=functools.partial(_is_expected, operation.OPERATION),
        body=Secret(content),
        secrets=tuple(Secret(members[name]) for name in SECRET_MEMBERS if isinstance(members.get(name), str)),
        stream_idle_timeout=_chosen(stream_idle_timeout, options.stream_idle_timeout, "stream_idle_timeout"),
        deadline=_chosen(deadline, options.deadline, "deadline"),
        operation=operation.OPERATION,
        parameters=parameters,
    )


def request_of(
    call: Call,
    credential: Optional[Secret[str]],
    idempotency_key: Optional[str],
    of_hooks: Mapping[str, str],
    deadline: Deadline,
    attempt: int,
    max_response_size: int,
) -> Request:
    """Return the request for one attempt of an API call. All other headers override the hooks' headers."""
    added = Headers({name.lower(): value for name, value in of_hooks.items()})
    if credential is not None:
        added["authorization"] = f"Bearer {credential.reveal()}"
    if idempotency_key is not None:
        added["idempotency-key"] = idempotency_key
    headers = Headers(call.headers.reveal())
    for name, value in added.items():
        if name not in call.without:
            headers.setdefault(name, value)
    return Request(
        call.method,
        call.url,
        call.address,
        Secret(headers),
        call.content,
        call.timeout,
        call.stream or call.defers_body,
        deadline,
        attempt=attempt,
        max_response_size=max_response_size,
    )


def _chosen(given: SecondsOption, of_the_client: Optional[float], argument: str) -> Optional[float]:
    return of_the_client if isinstance(given, NotGiven) else checked_seconds(given, argument)


def _headers(
    options: Options, sent: Mapping[str, Any], stream: bool, extra: Optional[Mapping[str, Optional[str]]]
) -> Tuple[Headers, FrozenSet[str]]:
    headers = Headers({"accept": EVENT_STREAM_TYPE if stream else JSON_TYPE, "user-agent": USER_AGENT})
    headers.update(options.default_headers.reveal())
    headers.update(checked_headers(sent.get("headers"), "headers"))
    headers.update(checked_headers(extra, "extra_headers"))
    without = frozenset(name for name, value in headers.items() if value is None)
    for name in without:
        del headers[name]
    return headers, without


def _is_expected(description: Operation, status: int, headers: Mapping[str, str], content: bytes) -> bool:
    if status not in description.answers or description.response is None:
        return False
    data = decode_json(content)
    # A plain error body has none of the model's members except `error`.
    return isinstance(data, dict) and any(name in data for name in description.response.FIELDS if name != "error")


def encode_json(content: Any) -> bytes:
    """Encode a request body as JSON.

    Raises:
        ValidationError: The body cannot be represented in JSON.
    """
    try:
        return _dumps(content)
    except (TypeError, ValueError, RecursionError):
        raise _unencodable(content) from None


def _encode_other(value: Any) -> Any:
    if isinstance(value, ApiModel):
        return value.to_dict()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, enum.Enum):
        return value.value
    raise TypeError(f"it contains a value of type {type(value).__name__}")


# One encoder is reused, because json.dumps would create an encoder for each call.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_encode_other).encode


def _dumps(content: Any) -> bytes:
    text = _encode(content)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Callers who concatenate chunk texts may have a pair of surrogates instead of one character.
        return join_pairs(text).encode("utf-8")


def _unencodable(content: Any) -> ValidationError:
    """Return an exception that names the argument that cannot be represented in JSON."""
    members: Dict[str, Any] = dict(content) if isinstance(content, Mapping) else {}
    for name, value in members.items():
        try:
            _dumps(value)
        except (TypeError, ValueError, RecursionError) as error:
            return ValidationError(f"{name} cannot be sent as JSON: {error}.", param=str(name))
    return ValidationError("The request cannot be sent as JSON.")
