"""Types for the HTTP clients, sessions and TLS settings that users pass in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Union

from .._core.requests.options import StrPath

if TYPE_CHECKING:
    import httpx
    import httpx2
    import requests

    from .._core.requests.options import Verify as Verify

    HttpClient = Union[httpx.Client, httpx2.Client, Literal["httpx2"]]
    AsyncHttpClient = Union[httpx.AsyncClient, httpx2.AsyncClient, Literal["aiohttp", "httpx2"]]
    Session = requests.Session
else:
    # These libraries are slow to import, and are only needed when annotations are evaluated.
    def __getattr__(name: str) -> Any:
        if name == "HttpClient":
            import httpx

            return Union[httpx.Client, Literal["httpx2"]]
        if name == "AsyncHttpClient":
            import httpx

            return Union[httpx.AsyncClient, Literal["aiohttp", "httpx2"]]
        if name == "Session":
            import requests

            return requests.Session
        if name == "Verify":
            import ssl

            return Union[bool, StrPath, ssl.SSLContext]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
