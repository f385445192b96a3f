"""Find the environment's proxy for a server, and check whether the HTTP library can use it."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Optional, Tuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ..exceptions import HelixAgentError

AIOHTTP_SCHEMES: Tuple[str, ...] = ("http", "https")
_SOCKS = ("socks5", "socks5h")
HTTPX_SCHEMES: Tuple[str, ...] = (*AIOHTTP_SCHEMES, *_SOCKS)


def environment_proxy(url: str, schemes: Tuple[str, ...]) -> Optional[str]:
    """Return the URL of the environment's proxy for a server; None for no proxy.

    Args:
        url: The URL of the server.
        schemes: The schemes of the proxies that the HTTP library supports.

    Raises:
        HelixAgentError: The library cannot use the proxy. The message names the environment variable.
    """
    parts = urlsplit(url)
    found = getproxies()
    name = next((scheme for scheme in (parts.scheme, "all") if found.get(scheme)), None)
    # The standard library compares an exception without a port with the host of the URL, but not if it is an IPv6
    # address.
    if name is None or proxy_bypass(parts.netloc) or proxy_bypass(parts.hostname or ""):
        return None
    proxy = found[name] if "://" in found[name] else f"http://{found[name]}"
    problem = _problem(proxy, schemes)
    if problem is not None:
        raise HelixAgentError(f"The proxy in {_variable(name)} cannot be used: {problem}")
    return proxy


def _problem(proxy: str, schemes: Tuple[str, ...]) -> Optional[str]:
    """Describe the problem with a proxy URL, or return None. The URL may contain a password, so it is not quoted."""
    try:
        parts = urlsplit(proxy)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "its port must be a number up to 65535."
    if not host:
        return "it has no host, e.g. http://127.0.0.1:3128."
    scheme = parts.scheme.lower()
    if scheme not in schemes:
        return f"its URL must begin with {' or '.join(f'{known}://' for known in schemes)}, not {scheme}://."
    if scheme in _SOCKS and not find_spec("socksio"):
        return "SOCKS needs socksio, which is not installed: pip install 'httpx[socks]'"
    return None


def _variable(name: str) -> str:
    # The standard library prefers lower-case names.
    variables = (f"{name}_proxy", f"{name.upper()}_PROXY")
    return next((variable for variable in variables if os.environ.get(variable)), "the system's settings")
