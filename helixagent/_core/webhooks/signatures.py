"""Tell whether a webhook's body is what HelixAgent signed: by its own header, or by the Standard Webhooks scheme."""

from __future__ import annotations

import base64
import hmac
import re
import time
from typing import Any, Callable, Iterable, List, Mapping, Optional, Tuple, Union

from ...exceptions import ValidationError
from ..tracebacks import public

Body = Union[str, bytes, bytearray, memoryview]
Secrets = Union[str, bytes, Iterable[Union[str, bytes]]]
Headers = Union[Mapping[str, str], Iterable[Tuple[Any, Any]]]

SIGNATURE_HEADER = "X-HelixAgent-Signature"
# https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
ID_HEADER, TIMESTAMP_HEADER, STANDARD_HEADER = "webhook-id", "webhook-timestamp", "webhook-signature"

_TOLERANCE = 300.0
_PREFIX = b"whsec_"
# int() would also read signs, spaces, underscores and other scripts' digits, and takes long over very many digits.
_UNIX_TIME = re.compile(rb"[0-9]{1,15}\Z")
_MISMATCH = "does not fit the body and the secret"


@public
def verify_webhook_signature(body: Body, signature: Optional[Union[str, bytes]], secret: Secrets) -> bool:
    """Return whether a webhook's body was signed with the secret.

    The signature must be exactly what HelixAgent sends, `sha256=` and 64 lower-case hexadecimal digits; capitals, lists
    and other algorithms are refused. What a stranger can send never raises, and the comparison takes the same time
    whatever they send. There is no time in this signature, so an old request passes again: remember the ids of
    deliveries (`X-HelixAgent-Delivery`) where that matters.

    Args:
        body: The request's body as it came, not parsed and written again.
        signature: The value of the header `X-HelixAgent-Signature`, None where the request has none.
        secret: The webhook's secret, or several while you change from one to another.

    Returns:
        True if one of the secrets gives this signature.

    Raises:
        ValidationError: The secret is missing or empty.

    Example:
        >>> verify_webhook_signature(b"{}", "sha256=0000", "your-webhook-secret")
        False
    """
    return signature_problem(body, signature, secret) is None


@public
def verify_standard_webhook(
    body: Body,
    headers: Headers,
    secret: Secrets,
    *,
    tolerance: float = _TOLERANCE,
    clock: Callable[[], float] = time.time,
) -> bool:
    """Return whether a webhook's request was signed with the secret by the Standard Webhooks scheme.

    What a stranger can send never raises, and the comparison takes the same time whatever they send.

    Args:
        body: The request's body as it came, not parsed and written again.
        headers: The request's headers: any mapping, or (name, value) pairs; capitals in names do not matter.
        secret: `whsec_` and base64, or several while you change from one to another. Without that prefix, a secret is
            tried as its own bytes and, where it is base64, as what that says.
        tolerance: How many seconds the request's time may be away from the clock, back or ahead.
        clock: Gives the present Unix time in seconds.

    Returns:
        True if one of the secrets gives one of the request's signatures, and the time is near enough.

    Raises:
        ValidationError: The secret is missing or empty, or no base64 stands after `whsec_`.

    Example:
        >>> verify_standard_webhook(b"{}", {"webhook-id": "msg_1"}, "whsec_c2VjcmV0")
        False
    """
    return standard_problem(body, headers, secret, tolerance=tolerance, clock=clock) is None


def signature_problem(body: Any, signature: Any, secret: Secrets) -> Optional[str]:
    """Return what is wrong with a signature in HelixAgent's own header, or None where it is right."""
    keys = _keys(secret)
    content, given = _bytes(body), _bytes(signature)
    if content is None:
        return "The body is neither bytes nor text in UTF-8."
    if given is None:
        return f"There is no {SIGNATURE_HEADER}."
    expected = [b"sha256=" + hmac.new(key, content, "sha256").hexdigest().encode() for key in keys]
    return None if _any_equal(expected, [given]) else f"The {SIGNATURE_HEADER} {_MISMATCH}."


def standard_problem(
    body: Any, headers: Headers, secret: Secrets, *, tolerance: float, clock: Callable[[], float]
) -> Optional[str]:
    """Return what is wrong with a request signed by the Standard Webhooks scheme, or None where all is right."""
    keys = [key for each in _keys(secret) for key in _standard_keys(each)]
    content = _bytes(body)
    if content is None:
        return "The body is neither bytes nor text in UTF-8."
    fields = [header(headers, name) for name in (ID_HEADER, TIMESTAMP_HEADER, STANDARD_HEADER)]
    message_id, timestamp, signatures = (field or b"" for field in fields)
    for name, field in zip((ID_HEADER, TIMESTAMP_HEADER, STANDARD_HEADER), fields):
        if not field:
            return f"There is no {name}."
    if not _UNIX_TIME.match(timestamp):
        return f"The {TIMESTAMP_HEADER} is no Unix time in whole seconds."
    # Written so that a tolerance that is no number lets nothing through.
    if not abs(clock() - int(timestamp)) <= tolerance:
        return f"The {TIMESTAMP_HEADER} is more than {tolerance:g} seconds away from this machine's clock."
    signed = b".".join([message_id, timestamp, content])
    expected = [b"v1," + base64.b64encode(hmac.new(key, signed, "sha256").digest()) for key in keys]
    return None if _any_equal(expected, signatures.split()) else f"The {STANDARD_HEADER} {_MISMATCH}."


def header(headers: Headers, name: str) -> Optional[bytes]:
    """Return the first header of that name, whatever its capitals, or None.

    Args:
        headers: A mapping, anything with `items()` such as Flask's headers, or pairs of text or bytes as ASGI has them.
        name: The header's name.
    """
    wanted = name.lower().encode()
    given: Any = headers
    for key, value in given.items() if hasattr(given, "items") else given or ():
        found = _bytes(key)
        if found is not None and found.lower() == wanted:
            return _bytes(value)
    return None


def _any_equal(expected: List[bytes], given: List[bytes]) -> bool:
    # Every pair is compared, so that the time tells nobody which secret was the right one.
    equal = False
    for ours in expected:
        for theirs in given:
            equal |= hmac.compare_digest(ours, theirs)
    return equal


def _keys(secret: Any) -> List[bytes]:
    if secret is None or isinstance(secret, (str, bytes)):
        return [_key(secret, "secret")]
    try:
        several = list(secret)
    except TypeError:
        several = [secret]
    if not several:
        raise ValidationError("secret must not be empty.", param="secret")
    return [_key(each, f"secret[{index}]") for index, each in enumerate(several)]


def _key(secret: Any, name: str) -> bytes:
    key = _bytes(secret)
    if key is None:
        # The value stays out of the message, whatever it is.
        raise ValidationError(f"{name} must be text or bytes, not {type(secret).__name__}.", param=name)
    if not key:
        raise ValidationError(f"{name} must not be empty.", param=name)
    return key


def _standard_keys(secret: bytes) -> List[bytes]:
    if secret.startswith(_PREFIX):
        key = _base64(secret[len(_PREFIX) :])
        if not key:
            raise ValidationError("secret must have base64 after whsec_.", param="secret")
        return [key]
    decoded = _base64(secret)
    return [secret, decoded] if decoded else [secret]


def _base64(text: bytes) -> Optional[bytes]:
    try:
        # Some key stores cut the padding off.
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        return None


def _bytes(value: Any) -> Optional[bytes]:
    if isinstance(value, str):
        try:
            return value.encode()
        except UnicodeEncodeError:
            return None
    return bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else None
