# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""HTTP clients for the functions of this package; the SDK's own facade does not use them."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

import httpx
from attrs import define, evolve, field

if TYPE_CHECKING:
    from typing_extensions import Self


@define
class Client:
    """Where requests go, and how.

    Attributes:
        base_url: The server, without a trailing slash.
        raise_on_unexpected_status: Raise `errors.UnexpectedStatus` for a status that the API's description lacks.
        cookies: Cookies of every request.
        headers: Headers of every request.
        timeout: How long httpx waits; None for its own default.
        verify_ssl: What httpx takes as `verify`.
        follow_redirects: Whether redirects are followed.
        httpx_args: More arguments for the httpx clients.
    """

    _base_url: str = field(alias="base_url")
    raise_on_unexpected_status: bool = field(default=False, kw_only=True)
    _cookies: Dict[str, str] = field(factory=dict, kw_only=True, alias="cookies", repr=False)
    _headers: Dict[str, str] = field(factory=dict, kw_only=True, alias="headers", repr=False)
    _timeout: Optional[httpx.Timeout] = field(default=None, kw_only=True, alias="timeout")
    _verify_ssl: Union[str, bool, ssl.SSLContext] = field(default=True, kw_only=True, alias="verify_ssl")
    _follow_redirects: bool = field(default=False, kw_only=True, alias="follow_redirects")
    _httpx_args: Dict[str, Any] = field(factory=dict, kw_only=True, alias="httpx_args", repr=False)
    _client: Optional[httpx.Client] = field(default=None, init=False, repr=False)
    _async_client: Optional[httpx.AsyncClient] = field(default=None, init=False, repr=False)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Make a client like this one with additional headers; it opens connections of its own."""
        return evolve(self, headers={**self._headers, **headers})

    def with_cookies(self, cookies: Mapping[str, str]) -> Self:
        """Make a client like this one with additional cookies; it opens connections of its own."""
        return evolve(self, cookies={**self._cookies, **cookies})

    def with_timeout(self, timeout: httpx.Timeout) -> Self:
        """Make a client like this one with another timeout; it opens connections of its own."""
        return evolve(self, timeout=timeout)

    def _arguments(self) -> Dict[str, Any]:
        arguments: Dict[str, Any] = {
            "base_url": self._base_url,
            "cookies": self._cookies,
            "headers": self._request_headers(),
            "verify": self._verify_ssl,
            "follow_redirects": self._follow_redirects,
        }
        if self._timeout is not None:
            arguments["timeout"] = self._timeout
        return {**arguments, **self._httpx_args}

    def _request_headers(self) -> Dict[str, str]:
        return self._headers

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Send with that httpx client; it overrides all other settings, headers and timeout too."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """Give the httpx client that sends, making it if there is none yet."""
        if self._client is None:
            self._client = httpx.Client(**self._arguments())
        return self._client

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *args: Any) -> None:
        self.get_httpx_client().__exit__(*args)

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> Self:
        """Send with that httpx client; it overrides all other settings, headers and timeout too."""
        self._async_client = async_client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """Give the asynchronous httpx client that sends, making it if there is none yet."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(**self._arguments())
        return self._async_client

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(self, *args: Any) -> None:
        await self.get_async_httpx_client().__aexit__(*args)


@define
class AuthenticatedClient(Client):
    """A client that sends a token with every request.

    Attributes:
        token: The API key or JWT.
        prefix: What stands before it in the header; empty for the bare token.
        auth_header_name: The header that carries it.
    """

    token: str = field(repr=False)
    prefix: str = "Bearer"
    auth_header_name: str = "Authorization"

    def _request_headers(self) -> Dict[str, str]:
        value = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self._headers, self.auth_header_name: value}
