"""Keep credentials out of everything that is printed: reprs, logs, exception texts, tracebacks with locals."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Mapping

MASK = "***"
# Masking a very short secret would garble messages and still give it away.
_SHORTEST_MASKED = 8
# The only header values that may be shown; an allow-list, since a list of secret ones is never complete.
_SHOWN_HEADERS = frozenset(
    ["accept", "content-length", "content-type", "idempotency-key", "retry-after", "user-agent", "x-request-id"]
)


class Secret:
    """A credential that does not show itself; `reveal()` gives the text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text that is hidden here."""
        return self._text

    def __repr__(self) -> str:
        return MASK


class Headers(Dict[str, Any]):
    """Request headers by lower-case name, whose repr shows only what may be shown."""

    def __repr__(self) -> str:
        shown = {name: value if name in _SHOWN_HEADERS else MASK for name, value in self.items()}
        return f"Headers({shown!r})"


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
