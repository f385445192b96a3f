"""Follow redirects as defined in RFC 9110 section 15.4."""

from __future__ import annotations

from typing import Mapping, Optional, Tuple
from urllib.parse import urljoin, urlsplit

from ..secret import Headers, Secret, shown_url
from .call import Request

MAX_REDIRECTS = 10

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
# Only these headers are sent to another server. Other headers may contain a credential.
_CROSS_ORIGIN_HEADERS = frozenset(["accept", "content-type", "user-agent"])
# An origin consists of scheme, host and port.
_Origin = Tuple[str, Optional[str], Optional[int]]
_PORTS = {"http": 80, "https": 443}


def redirected(request: Request, status: int, headers: Mapping[str, str]) -> Optional[Request]:
    """Return the request that follows a redirect, or None if the response is not a redirect.

    A request to another origin contains neither the credential nor the user's headers. As in browsers, a 303, or a 301
    or 302 response to a POST, changes the request to a GET without a body.
    """
    location = headers.get("location") if status in _REDIRECTS else None
    if not location:
        return None
    try:
        url = urljoin(request.address.reveal(), location)
        target, origin = _origin(url), _origin(request.url)
    except ValueError:
        return None
    if target[0] not in _PORTS or not target[1]:
        return None
    # A redirect from http to https on the same host is safe.
    is_upgrade = (origin, target) == (("http", origin[1], 80), ("https", origin[1], 443))
    sent = Headers(request.headers.reveal())
    request = request._replace(url=shown_url(url), address=Secret(url))
    if target != origin and not is_upgrade:
        sent = Headers({name: value for name, value in sent.items() if name in _CROSS_ORIGIN_HEADERS})
        request = request._replace(is_cross_origin=True)
    if status == 303 or (status in (301, 302) and request.method == "POST"):
        sent.pop("content-type", None)
        return request._replace(method="GET", headers=Secret(sent), content=Secret(None))
    return request._replace(headers=Secret(sent))


def _origin(url: str) -> _Origin:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
