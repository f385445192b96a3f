"""Types for the HTTP clients, sessions and TLS settings that users pass in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Union

if TYPE_CHECKING:
    import httpx
    import httpx2
    import requests

    from .._core.requests.options import Verify as Verify

    HttpClient = Union[httpx.Client, httpx2.Client, Literal["httpx2"]]
    AsyncHttpClient = Union[httpx.AsyncClient, httpx2.AsyncClient, Literal["aiohttp", "httpx2"]]
    Session = requests.Session
else:
    # Programs that evaluate annotations must not need these libraries, which are optional or slow to import.
    HttpClient = AsyncHttpClient = Session = Verify = Any
