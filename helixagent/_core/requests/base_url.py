"""The URL of the server."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ...exceptions import ValidationError

DEFAULT_BASE_URL = "https://api.helixagent.ai"


def checked_base_url(url: Any) -> str:
    """Return the server's URL without a trailing slash or `/v1`, because the paths of the API begin with `/v1`."""
    if not isinstance(url, str):
        raise _invalid(f"must be a string such as {DEFAULT_BASE_URL!r}, not {type(url).__name__}")
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _invalid("is not a valid URL") from None
    if not text.isprintable() or " " in text:
        raise _invalid("must not contain spaces, line ends or other control characters")
    if parts.scheme not in ("http", "https") or not host:
        raise _invalid(f"must begin with http:// or https:// and name a host, e.g. {DEFAULT_BASE_URL!r}")
    # Otherwise, Python would raise a UnicodeError at the first call.
    if not all(0 < len(label) < 64 for label in (host[:-1] if host.endswith(".") else host).split(".")):
        raise _invalid("has a host with a part that is empty or too long")
    if parts.username or parts.password:
        raise _invalid("must not contain a user name or password; pass api_key=... instead")
    if parts.query or parts.fragment:
        raise _invalid("must not have a query or a fragment; pass default_query=... instead")
    path = parts.path.rstrip("/")
    if path.endswith("/v1"):
        path = path[: -len("/v1")].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _invalid(problem: str) -> ValidationError:
    return ValidationError(f"base_url {problem}.", param="base_url")
