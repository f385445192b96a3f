"""Types of what users pass in to send requests: HTTP clients, sessions and TLS settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Union

from .._core.requests.options import StrPath

if TYPE_CHECKING:
    import httpx
    import requests

    from .._core.requests.options import Verify as Verify

    HttpClient = httpx.Client
    AsyncHttpClient = Union[httpx.AsyncClient, Literal["aiohttp"]]
    Session = requests.Session
else:
    # These libraries are slow to import, and only those who evaluate annotations need them here.
    def __getattr__(name: str) -> Any:
        if name == "HttpClient":
            import httpx

            return httpx.Client
        if name == "AsyncHttpClient":
            import httpx

            return Union[httpx.AsyncClient, Literal["aiohttp"]]
        if name == "Session":
            import requests

            return requests.Session
        if name == "Verify":
            import ssl

            return Union[bool, StrPath, ssl.SSLContext]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
