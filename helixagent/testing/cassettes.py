"""Settings for vcrpy that keep secrets out of cassettes."""

from __future__ import annotations

import contextlib
import copy
import json
import re
import threading
from typing import Any, Callable, Dict, List, Optional, Sequence, Set
from urllib.parse import urlsplit

from helixagent._core.secret import Secret, mask
from helixagent.testing.masking import MASK, masked_text
from helixagent.testing.operations import generated_operation, operation_of
from helixagent_client import models

# These are allowlists, because a blocklist of secrets is never complete.
_REQUEST_HEADERS = frozenset(
    ["accept", "accept-encoding", "content-type", "idempotency-key", "last-event-id", "user-agent"]
)
_RESPONSE_HEADERS = frozenset(
    ["cache-control", "content-encoding", "content-type", "date", "location", "retry-after", "retry-after-ms"]
    + ["transfer-encoding", "x-request-id", "x-should-retry"]
    + [f"x-ratelimit-{name}" for name in ("limit", "remaining", "reset")]
)
_SECRET_PARAMETERS = frozenset(["access_token", "api_key", "apikey", "key", "refresh_token", "secret", "token"])
_CREDENTIAL_HEADERS = ("authorization", "proxy-authorization", "x-api-key", "api-key", "cookie")


def vcr_config(
    *,
    before_record_request: Optional[Callable[[Any], Any]] = None,
    before_record_response: Optional[Callable[[Any], Any]] = None,
    keep_headers: Sequence[str] = (),
    **settings: Any,
) -> Dict[str, Any]:
    """Return settings that keep secrets out, for `vcr.VCR(**...)` or pytest-recording's `vcr_config` fixture.

    The following data is removed:

    - All headers except a few harmless ones. Authorization, x-api-key, cookies and custom headers are dropped.
    - Body fields that the API marks as secret, such as a provider's `api_key` or a webhook's `secret`.
    - Body fields with common names for secrets, such as `password`.
    - Tokens in responses and in URLs.
    - The request's credential anywhere else, including responses that quote it.

    The text of prompts and responses is kept, because recording it is the purpose of a cassette.

    Args:
        before_record_request: A vcrpy hook of the same name. It receives the request after secrets are removed.
        before_record_response: A vcrpy hook of the same name. It receives the response after secrets are removed.
        keep_headers: Names of additional headers to keep.
        settings: Other vcrpy settings, such as `cassette_library_dir` or `record_mode`.

    Example:
        my_vcr = vcr.VCR(**vcr_config(cassette_library_dir="tests/cassettes"))

        @my_vcr.use_cassette("chat.yaml")
        def test_chat(): ...
    """
    scrubber = _Scrubber(keep_headers)
    return {
        "decode_compressed_response": True,
        **settings,
        "before_record_request": _chain(scrubber.request, before_record_request),
        "before_record_response": _chain(scrubber.response, before_record_response),
    }


class _Scrubber:
    """Remove secrets, and remember the credentials of requests, because responses may quote them."""

    def __init__(self, keep_headers: Sequence[str]) -> None:
        kept = {name.lower() for name in keep_headers}
        self._allowed_in_requests = _REQUEST_HEADERS | kept
        self._allowed_in_responses = _RESPONSE_HEADERS | kept
        self._credentials: Set[str] = set()
        self._lock = threading.Lock()

    def request(self, request: Any) -> Any:
        """Return a vcr request without secrets."""
        request = copy.deepcopy(request)
        operation = operation_of(request.method, urlsplit(request.uri).path)
        known = generated_operation(operation) if operation else None
        self._remember(request.headers)
        for name in list(request.headers):
            if name.lower() not in self._allowed_in_requests:
                del request.headers[name]
        request.uri = self._without_credentials(_masked_query(request.uri))
        request.body = self._masked_body(request.body, known.request if known is not None else None)
        return request

    def response(self, response: Any) -> Any:
        """Return a vcr response without secrets."""
        if not response:
            return response
        response = copy.deepcopy(response)
        headers = response["headers"]
        for name in list(headers):
            if name.lower() not in self._allowed_in_responses:
                del headers[name]
            elif isinstance(headers[name], str):
                headers[name] = self._without_credentials(_masked_query(headers[name]))
            else:
                headers[name] = [self._without_credentials(_masked_query(value)) for value in headers[name]]
        body = response.get("body")
        if isinstance(body, dict):
            body["string"] = self._masked_body(body.get("string"), None, names=_secret_field_names())
        return response

    def _remember(self, headers: Any) -> None:
        for name, value in headers.items():
            if name.lower() in _CREDENTIAL_HEADERS:
                for text in [value] if isinstance(value, (str, bytes)) else value:
                    text = text.decode("latin-1") if isinstance(text, bytes) else text
                    with self._lock:
                        self._credentials |= {text, text.partition(" ")[2] or text}

    def _masked_body(self, body: Any, model: Any, names: Sequence[str] = ()) -> Any:
        if not isinstance(body, (str, bytes)) or not body:
            return body
        data = body.encode("utf-8") if isinstance(body, str) else body
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode("utf-8")
            data = _with_masked_names(masked_text(text, model), names).encode("utf-8")
        data = self._masked(data)
        return data.decode("utf-8") if isinstance(body, str) else data

    def _without_credentials(self, text: str) -> str:
        return self._masked(text.encode("utf-8")).decode("utf-8")

    def _masked(self, data: bytes) -> bytes:
        return mask(data, map(Secret, sorted(self._credentials, key=len, reverse=True)))


def _secret_field_names() -> List[str]:
    """Return the names of all secret text fields of the API."""
    found: Set[str] = set()
    for name in models.__all__:
        found |= set(getattr(getattr(models, name), "SECRETS", ()))
    return sorted(found - {"config", "headers"})


def _with_masked_names(text: str, names: Sequence[str]) -> str:
    """Return the JSON text of an object in which the top-level members with these names are masked.

    Nested members are left alone, because they may be part of the model's text.
    """
    try:
        value = json.loads(text) if names else None
    except (ValueError, RecursionError):
        return text
    if not isinstance(value, dict) or not any(isinstance(value.get(name), str) for name in names):
        return text
    return json.dumps(
        {name: MASK if name in names and isinstance(item, str) else item for name, item in value.items()},
        ensure_ascii=False,
    )


def _masked_query(uri: str) -> str:
    return re.sub(
        r"([?&;])([^=&;#]+)=([^&;#]*)",
        lambda found: (
            found[1] + found[2] + "=" + (MASK if found[2].lower() in _SECRET_PARAMETERS and found[3] else found[3])
        ),
        uri,
    )


def _chain(first: Callable[[Any], Any], second: Optional[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    if second is None:
        return first
    then = second

    def run(value: Any) -> Any:
        value = first(value)
        return None if value is None else then(value)

    return run
