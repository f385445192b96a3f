"""Find the environment's proxies, and check whether the HTTP library can use them."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any, Dict, Optional, Tuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ..exceptions import HelixAgentError

_SOCKS = ("socks5", "socks5h")
_Schemes = Tuple[str, ...]


def environment_proxies() -> Dict[str, Optional[str]]:
    """Return the environment's proxies as httpx mounts, from URL pattern to proxy or None for no proxy.

    httpx reads the environment only if it creates the transport, but the SDK's transport has other socket options.
    """
    found = getproxies()
    exceptions = [host.strip() for host in found.get("no", "").split(",") if host.strip()]
    if "*" in exceptions:
        return {}
    mounts: Dict[str, Optional[str]] = {}
    for scheme in ("http", "https", "all"):
        proxy = found.get(scheme)
        if proxy:
            mounts[f"{scheme}://"] = _with_scheme(proxy)
    if mounts:
        mounts.update({_direct_pattern(host): None for host in exceptions if "/" not in host or "://" in host})
    return mounts


def check_proxy(base_url: str, schemes: _Schemes) -> None:
    """Check that the HTTP library can use the environment's proxy for a server, if any.

    Args:
        base_url: The server.
        schemes: The schemes of the proxies that the HTTP library supports.

    Raises:
        HelixAgentError: The library cannot use the proxy. The message names the environment variable.
    """
    parts = urlsplit(base_url)
    found = getproxies()
    name = next((scheme for scheme in (parts.scheme, "all") if found.get(scheme)), None)
    if name is None or proxy_bypass(parts.netloc):
        return
    problem = proxy_problem(found[name], schemes)
    if problem is not None:
        raise HelixAgentError(f"The proxy in {_variable(name)} cannot be used: {problem}")


def proxy_problem(proxy: str, schemes: _Schemes) -> Optional[str]:
    """Describe the problem with a proxy URL, or return None. The URL may contain a password, so it is not quoted."""
    try:
        parts = urlsplit(_with_scheme(proxy))
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "its port must be a number up to 65535."
    if not host:
        return "it has no host, e.g. http://127.0.0.1:3128."
    scheme = parts.scheme.lower()
    if scheme in _SOCKS and scheme in schemes:
        return (
            None if find_spec("socksio") else "SOCKS needs socksio, which is not installed: pip install 'httpx[socks]'"
        )
    if scheme not in schemes:
        return f"its URL must begin with {' or '.join(f'{known}://' for known in schemes)}, not {scheme}://."
    return None


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _variable(name: str) -> str:
    # The standard library prefers lower-case names.
    variables = (f"{name}_proxy", f"{name.upper()}_PROXY")
    return next((variable for variable in variables if os.environ.get(variable)), "the system's settings")


def _direct_pattern(host: str) -> str:
    if "://" in host:
        return host
    if host.count(":") > 1:
        return f"all://[{host.strip('[]')}]"
    is_exact = host.lower() == "localhost" or host.replace(".", "").replace(":", "").isdigit()
    # `example.com` matches the host and its subdomains. `.example.com` only matches the subdomains.
    return f"all://{host}" if is_exact else f"all://*{host}"


HTTPX_SCHEMES: _Schemes = ("http", "https", *_SOCKS)
AIOHTTP_SCHEMES: _Schemes = ("http", "https")


class UnusableProxy:
    """An httpx transport that replaces an unusable proxy and rejects all requests.

    Args:
        problem: The problem with the proxy.
    """

    def __init__(self, problem: str) -> None:
        self._problem = problem

    def handle_request(self, request: Any) -> Any:
        """Raise an exception that describes the problem."""
        raise HelixAgentError(
            f"The environment's proxy for {request.url.scheme}://{request.url.host} cannot be used: {self._problem}"
        )

    async def handle_async_request(self, request: Any) -> Any:
        """Raise an exception that describes the problem."""
        return self.handle_request(request)

    def close(self) -> None:
        """Do nothing."""

    async def aclose(self) -> None:
        """Do nothing."""
