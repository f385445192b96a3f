"""Keep credentials out of everything that is printed: reprs, logs, exception texts, tracebacks with locals."""

from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, Generic, Iterable, List, Mapping, TypeVar

T = TypeVar("T")

MASK = "***"
# Masking a very short secret would garble messages and still give it away.
_SHORTEST_MASKED = 8
# The only header values that may be shown; an allow-list, since a list of secret ones is never complete.
_SHOWN_HEADERS = frozenset(
    ["accept", "content-length", "content-type", "idempotency-key", "retry-after", "user-agent", "x-request-id"]
)
# Compiled when the first error needs it, not at import time.
_URL = r"""[A-Za-z][A-Za-z0-9+.-]*://[^\s'"<>]*"""


class Secret(Generic[T]):
    """A value that must not show, such as a credential, or an object that leads to one.

    Error trackers record the variables of a traceback and follow their items and attributes. The value is therefore
    not an attribute: only the function `reveal` has it, in its closure.

    Attributes:
        reveal: Returns the value.
    """

    __slots__ = ("reveal",)

    def __init__(self, value: T) -> None:
        self.reveal: Callable[[], T] = lambda: value

    def __eq__(self, other: object) -> bool:
        return bool(self.reveal() == other.reveal()) if isinstance(other, Secret) else NotImplemented

    def __reduce__(self) -> Any:
        # Clients are pickled with their settings.
        return Secret, (self.reveal(),)

    def __repr__(self) -> str:
        return MASK


class Headers(Dict[str, Any]):
    """Request headers by lower-case name, whose repr shows only what may be shown."""

    def __repr__(self) -> str:
        shown = {name: value if name in _SHOWN_HEADERS else MASK for name, value in self.items()}
        return f"Headers({shown!r})"


def shown_url(url: str) -> str:
    """Return a URL without user information, query and fragment, any of which may be a credential."""
    scheme, _, rest = url.partition("://")
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    path = re.split("[?#]", rest[len(authority) :], maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    if ":" in host.rpartition("]")[2] and "@" in rest[len(authority) :]:
        # A password with an unescaped slash or question mark in it looks like this too.
        return MASK
    return f"{scheme}://{host}{path}"


def server_of(url: str) -> str:
    """Return the scheme, host and port of a URL, without user information."""
    scheme, _, rest = shown_url(url).partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if rest else scheme


def without_url_secrets(text: str) -> str:
    """Return a text, such as a library's error message, with its URLs as `shown_url` returns them."""
    return re.sub(_URL, lambda match: shown_url(match.group()), text)


def shown_headers(headers: Mapping[str, str]) -> Dict[str, str]:
    """Return those of an answer's headers that may be shown, by lower-case name."""
    return {name.lower(): value for name, value in headers.items() if name.lower() in _SHOWN_HEADERS}


def mask(data: bytes, secrets: Iterable[str]) -> bytes:
    """Return the bytes with each of the secrets replaced, for servers that quote a credential back."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_MASKED:
            for form in _forms(secret):
                data = data.replace(form.encode(), MASK.encode())
    return data


def mask_headers(headers: Mapping[str, str], secrets: Iterable[str]) -> Dict[str, str]:
    """Return an answer's headers as a dict by lower-case name, with each of the secrets in their values replaced."""
    held = list(secrets)
    return {name.lower(): mask_value(value, held) for name, value in headers.items()}


def mask_value(value: str, secrets: Iterable[str]) -> str:
    """Return a header's value with each of the secrets in it replaced."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_MASKED:
            value = value.replace(secret, MASK)
    return value


def _forms(secret: str) -> List[str]:
    """Return how a secret may stand in a body: as it is, and as servers in several languages escape it in JSON."""
    escaped = json.dumps(secret)[1:-1]
    in_go = escaped.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return [in_go, escaped.replace("/", "\\/"), escaped, secret]
