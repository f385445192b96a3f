"""Keep credentials out of reprs, logs, exception messages, and tracebacks that show variables."""

from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, Generic, Iterable, List, Mapping, Sequence, TypeVar

T = TypeVar("T")

MASK = "***"
# Masking a very short secret would garble messages and still reveal the secret.
_MIN_MASKED = 8
# Only the values of these headers are shown. A list of secret headers would never be complete.
_SHOWN_HEADERS = frozenset(
    ["accept", "content-length", "content-type", "idempotency-key", "retry-after", "user-agent", "x-request-id"]
)
# The lookbehinds keep the duration linear in the length of the text.
_URL = r"""(?<![A-Za-z0-9+.-])[A-Za-z0-9+.-]+://[^\s'"<>]*"""
_PATH_WITH_QUERY = r"(?<![^\s?])([^\s?/]*/[^\s?]*)\?\S*"


class Secret(Generic[T]):
    """A value that must not be shown, such as a credential or an object with a reference to one.

    Error trackers record the variables of a traceback and follow their items and attributes. The value is therefore not
    stored in an attribute, but in the closure of `reveal`.

    Attributes:
        reveal: Returns the value.
    """

    __slots__ = ("reveal",)

    def __init__(self, value: T) -> None:
        self.reveal: Callable[[], T] = lambda: value

    def __reduce__(self) -> Any:
        # Pickling a client also pickles its secret settings.
        return Secret, (self.reveal(),)

    def __repr__(self) -> str:
        return MASK


class Headers(Dict[str, Any]):
    """Request headers by lower-case name. The repr masks secret values."""

    def __repr__(self) -> str:
        shown = {name: value if name in _SHOWN_HEADERS else MASK for name, value in self.items()}
        return f"Headers({shown!r})"


def shown_url(url: str) -> str:
    """Return a URL without user information, query and fragment, which may contain credentials."""
    scheme, _, rest = url.partition("://")
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    path = re.split("[?#]", rest[len(authority) :], maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    if ":" in host.rpartition("]")[2] and "@" in rest[len(authority) :]:
        # A password that contains an unescaped slash or question mark also looks like this.
        return MASK
    return f"{scheme}://{host}{path}"


def server_of(url: str) -> str:
    """Return the scheme, host and port of a URL, without user information."""
    scheme, _, rest = shown_url(url).partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if rest else scheme


def without_url_secrets(text: str) -> str:
    """Shorten the URLs in a text, such as a library's error message, with `shown_url`, and remove queries of paths."""
    shortened = re.sub(_URL, lambda match: shown_url(match.group()), text)
    return re.sub(_PATH_WITH_QUERY, r"\1", shortened)


def mask(data: bytes, secrets: Iterable[Secret[str]]) -> bytes:
    """Mask the secrets in a body, because servers may quote a credential."""
    for secret in secrets:
        if len(secret.reveal()) >= _MIN_MASKED:
            for form in _forms(secret.reveal()):
                data = data.replace(form.encode(), MASK.encode())
    return data


def mask_value(value: str, secrets: Iterable[Secret[str]]) -> str:
    """Mask the secrets in a header's value."""
    for secret in secrets:
        if len(secret.reveal()) >= _MIN_MASKED:
            value = value.replace(secret.reveal(), MASK)
    return value


def mask_headers(headers: Mapping[str, str], secrets: Sequence[Secret[str]]) -> Dict[str, str]:
    """Return response headers by lower-case name, and mask secrets in their values."""
    return {name.lower(): mask_value(value, secrets) for name, value in headers.items()}


def shown_headers(headers: Mapping[str, str], secrets: Sequence[Secret[str]]) -> Dict[str, str]:
    """Return the response headers that are safe to show, by lower-case name, and mask secrets in their values."""
    shown = {name: value for name, value in headers.items() if name.lower() in _SHOWN_HEADERS}
    return mask_headers(shown, secrets)


def _forms(secret: str) -> List[str]:
    """Return the forms that a secret can have in a body: unchanged, or escaped by different JSON encoders."""
    escaped = json.dumps(secret)[1:-1]
    in_go = escaped.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return [in_go, escaped.replace("/", "\\/"), escaped, secret]
