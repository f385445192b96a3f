# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""HTTP clients for the functions of this package. The package `helixagent` does not use them."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

import httpx
from attrs import define, evolve, field

if TYPE_CHECKING:
    from typing_extensions import Self


@define
class Client:
    """The server, and the settings of requests.

    Attributes:
        base_url: URL of the server, without a trailing slash.
        raise_on_unexpected_status: Whether to raise `errors.UnexpectedStatus` for a status that is not documented.
        cookies: Cookies of every request.
        headers: Headers of every request.
        timeout: The timeout, or None for the default of httpx.
        verify_ssl: The argument `verify` of the httpx clients.
        follow_redirects: Whether to follow redirects.
        httpx_args: Other arguments of the httpx clients.
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
        """Return a client with additional headers and its own connections."""
        return evolve(self, headers={**self._headers, **headers})

    def with_cookies(self, cookies: Mapping[str, str]) -> Self:
        """Return a client with additional cookies and its own connections."""
        return evolve(self, cookies={**self._cookies, **cookies})

    def with_timeout(self, timeout: httpx.Timeout) -> Self:
        """Return a client with another timeout and its own connections."""
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
        """Send requests with this httpx client. It replaces all other settings, including headers and timeout."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """Return the httpx client, and create it if necessary."""
        if self._client is None:
            self._client = httpx.Client(**self._arguments())
        return self._client

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *args: Any) -> None:
        self.get_httpx_client().__exit__(*args)

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> Self:
        """Send requests with this httpx client. It replaces all other settings, including headers and timeout."""
        self._async_client = async_client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """Return the asynchronous httpx client, and create it if necessary."""
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
        prefix: Prefix of the token in the header. It may be empty.
        auth_header_name: Name of the header.
    """

    token: str = field(repr=False)
    prefix: str = "Bearer"
    auth_header_name: str = "Authorization"

    def _request_headers(self) -> Dict[str, str]:
        value = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self._headers, self.auth_header_name: value}
