"""Verify webhook requests, in HelixAgent's scheme or in Standard Webhooks, and parse their events."""

from __future__ import annotations

import base64
import hmac
import itertools
import re
import time
from typing import Any, Callable, Iterable, List, Mapping, Optional, Tuple, Union

from helixagent_client.models.webhook_event import WebhookEvent

from ..exceptions import ValidationError, WebhookVerificationError
from .json_text import decode_json
from .tracebacks import public

Body = Union[str, bytes, bytearray, memoryview]
Secrets = Union[str, bytes, Iterable[Union[str, bytes]]]
Headers = Union[Mapping[str, str], Iterable[Tuple[Any, Any]]]

SIGNATURE_HEADER = "X-HelixAgent-Signature"
# https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
ID_HEADER, TIMESTAMP_HEADER, STANDARD_HEADER = "webhook-id", "webhook-timestamp", "webhook-signature"

_TOLERANCE = 300.0
_PREFIX = b"whsec_"
# int() would also accept signs, spaces, underscores and digits of other scripts. It is also slow for very long numbers.
_UNIX_TIME = re.compile(rb"[0-9]{1,15}\Z")
_MISMATCH = "does not match the body and the secret"


@public
def verify_webhook_signature(body: Body, signature: Optional[Union[str, bytes]], secret: Secrets) -> bool:
    """Return whether a webhook's body was signed with the secret.

    The signature must be exactly what HelixAgent sends: `sha256=` and 64 lower-case hexadecimal digits. This function
    never raises an exception because of a body or a signature, and compares in constant time. The signature has no
    timestamp, so it does not protect against replay attacks. To prevent them, store the delivery IDs
    (`X-HelixAgent-Delivery`).

    Args:
        body: The raw request body. Do not parse it and serialize it again.
        signature: The value of the `X-HelixAgent-Signature` header; None if the header is missing.
        secret: The webhook's secret, or several secrets during a rotation.

    Returns:
        True if the signature matches one of the secrets.

    Raises:
        ValidationError: The secret is missing or empty.

    Example:
        >>> verify_webhook_signature(b"{}", "sha256=0000", "your-webhook-secret")
        False
    """
    return _signature_problem(body, signature, secret) is None


@public
def verify_standard_webhook(
    body: Body,
    headers: Headers,
    secret: Secrets,
    *,
    tolerance: float = _TOLERANCE,
    clock: Callable[[], float] = time.time,
) -> bool:
    """Return whether a webhook request was signed with the secret, using the Standard Webhooks scheme.

    This function never raises an exception because of a request, and compares in constant time.

    Args:
        body: The raw request body. Do not parse it and serialize it again.
        headers: The request headers: any mapping, or (name, value) pairs. Names are not case-sensitive.
        secret: `whsec_` followed by base64, or several secrets during a rotation. A secret without this prefix is tried
            as bytes and, if possible, as base64.
        tolerance: Maximum difference in seconds between the request's timestamp and the clock.
        clock: Returns the current Unix time in seconds.

    Returns:
        True if one of the request's signatures matches one of the secrets, and the timestamp is within the tolerance.

    Raises:
        ValidationError: The secret is missing or empty, or is not base64 after `whsec_`.

    Example:
        >>> verify_standard_webhook(b"{}", {"webhook-id": "msg_1"}, "whsec_c2VjcmV0")
        False
    """
    return _standard_problem(body, headers, secret, tolerance=tolerance, clock=clock) is None


@public
def unwrap(
    body: Body,
    headers: Headers,
    secret: Secrets,
    *,
    tolerance: float = _TOLERANCE,
    clock: Callable[[], float] = time.time,
) -> WebhookEvent:
    """Verify a webhook request and return its event.

    If the request has Standard Webhooks headers, they must be valid, and the timestamp must be recent. Otherwise,
    `X-HelixAgent-Signature` must be valid.

    Args:
        body: The raw request body. Do not parse it and serialize it again.
        headers: The request headers: any mapping, or (name, value) pairs. Names are not case-sensitive.
        secret: The webhook's secret, or several secrets during a rotation.
        tolerance: Maximum difference in seconds between a Standard Webhooks timestamp and the clock.
        clock: Returns the current Unix time in seconds.

    Returns:
        The event. Its `type` is set even if the server sent it as `event`.

    Raises:
        WebhookVerificationError: The request cannot be trusted. The message names the failed check.
        ValidationError: The secret is missing or empty.

    Example:
        event = client.webhooks.unwrap(request.get_data(), request.headers, "your-webhook-secret")
        if event.type == "task.completed":
            ...
    """
    if _header(headers, STANDARD_HEADER) is not None:
        problem = _standard_problem(body, headers, secret, tolerance=tolerance, clock=clock)
    else:
        problem = _signature_problem(body, _header(headers, SIGNATURE_HEADER), secret)
    if problem is not None:
        raise WebhookVerificationError(f"The webhook cannot be trusted. {problem}")
    data = decode_json(body if isinstance(body, str) else bytes(body))
    if not isinstance(data, dict):
        raise WebhookVerificationError("The webhook is signed, but its body is not a JSON object.")
    event = WebhookEvent.from_dict(data)
    if event.type is None:
        event.type = event.event
    return event


def _signature_problem(body: Any, signature: Any, secret: Secrets) -> Optional[str]:
    """Describe the problem with HelixAgent's signature header, or return None if it is valid."""
    keys = _keys(secret)
    content, given = _bytes(body), _bytes(signature)
    if content is None:
        return "The body is neither bytes nor text in UTF-8."
    if given is None:
        return f"The request has no {SIGNATURE_HEADER}."
    expected = [b"sha256=" + hmac.new(key, content, "sha256").hexdigest().encode() for key in keys]
    return None if _any_equal(expected, [given]) else f"The {SIGNATURE_HEADER} {_MISMATCH}."


def _standard_problem(
    body: Any, headers: Headers, secret: Secrets, *, tolerance: float, clock: Callable[[], float]
) -> Optional[str]:
    """Describe the problem with a Standard Webhooks request, or return None if it is valid."""
    keys = [key for each in _keys(secret) for key in _standard_keys(each)]
    content = _bytes(body)
    if content is None:
        return "The body is neither bytes nor text in UTF-8."
    fields = {name: _header(headers, name) or b"" for name in (ID_HEADER, TIMESTAMP_HEADER, STANDARD_HEADER)}
    for name, field in fields.items():
        if not field:
            return f"The request has no {name}."
    message_id, timestamp, signatures = fields.values()
    if not _UNIX_TIME.match(timestamp):
        return f"The {TIMESTAMP_HEADER} is not a Unix time in whole seconds."
    # With this comparison, a tolerance of NaN rejects all requests.
    if not abs(clock() - int(timestamp)) <= tolerance:
        return f"The {TIMESTAMP_HEADER} is more than {tolerance:g} seconds away from this machine's clock."
    signed = b".".join([message_id, timestamp, content])
    expected = [b"v1," + base64.b64encode(hmac.new(key, signed, "sha256").digest()) for key in keys]
    return None if _any_equal(expected, signatures.split()) else f"The {STANDARD_HEADER} {_MISMATCH}."


def _header(headers: Headers, name: str) -> Optional[bytes]:
    """Return the first header with a name, or None. Flask's headers have `items()`, and ASGI's are pairs of bytes."""
    wanted = name.lower().encode()
    given: Any = headers
    for key, value in given.items() if hasattr(given, "items") else given or ():
        found = _bytes(key)
        if found is not None and found.lower() == wanted:
            return _bytes(value)
    return None


def _any_equal(expected: List[bytes], given: List[bytes]) -> bool:
    # Every pair is compared, so that the duration does not reveal which secret matches.
    matches = [hmac.compare_digest(ours, theirs) for ours, theirs in itertools.product(expected, given)]
    return any(matches)


def _keys(secret: Any) -> List[bytes]:
    secrets = {"secret": secret}
    if isinstance(secret, Iterable) and not isinstance(secret, (str, bytes)):
        secrets = {f"secret[{index}]": each for index, each in enumerate(secret)}
    if not secrets:
        raise ValidationError("secret must not be empty.", param="secret")
    keys: List[bytes] = []
    for name, each in secrets.items():
        key = _bytes(each)
        if not key:
            # The message does not contain the value, which may be a secret.
            problem = f"be text or bytes, not {type(each).__name__}" if key is None else "not be empty"
            raise ValidationError(f"{name} must {problem}.", param=name)
        keys.append(key)
    return keys


def _standard_keys(secret: bytes) -> List[bytes]:
    is_encoded = secret.startswith(_PREFIX)
    text = secret[len(_PREFIX) :] if is_encoded else secret
    try:
        # Some key stores remove the base64 padding.
        decoded = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        decoded = b""
    if not is_encoded:
        return [secret, decoded] if decoded else [secret]
    if not decoded:
        raise ValidationError("secret must have base64 after whsec_.", param="secret")
    return [decoded]


def _bytes(value: Any) -> Optional[bytes]:
    if isinstance(value, str):
        try:
            return value.encode()
        except UnicodeEncodeError:
            return None
    return bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else None
