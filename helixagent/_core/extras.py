"""Name the extra to install if an optional dependency is missing."""

from __future__ import annotations

import contextlib
import sys
from typing import Dict, Iterator, Tuple

from ..exceptions import MissingExtraError

# Maps each extra to its top-level packages.
PACKAGES: Dict[str, Tuple[str, ...]] = {
    "aiohttp": ("aiohttp", "yarl"),
    "cli": ("click", "rich", "tomlkit"),
    "dask": ("distributed", "dask"),
    "httpx2": ("httpx2", "httpcore2"),
    "mcp": ("mcp", "pydantic"),
    "otel": ("opentelemetry",),
    "prometheus": ("prometheus_client",),
    "requests": ("requests", "urllib3"),
    "structured": ("pydantic", "pydantic_core", "docstring_parser"),
    "testing": ("starlette", "uvicorn", "jsonschema", "h11", "wsproto"),
    "websocket": ("websockets",),
}

# Maps packages to the better-known packages that they belong to.
_USUAL_NAMES = {"distributed": "dask.distributed", "httpcore2": "httpx2"}

# The minimum Python version of extras that need a newer Python than the SDK.
_PYTHONS: Dict[str, Tuple[int, int]] = {"httpx2": (3, 11), "mcp": (3, 10)}


@contextlib.contextmanager
def extra(name: str, feature: str) -> Iterator[None]:
    """Import an extra's packages within a `with` block.

    Args:
        name: The name of the extra.
        feature: The feature that needs the extra, as the singular subject of a sentence.

    Raises:
        MissingExtraError: One of the extra's packages is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in PACKAGES[name]:
            raise
        problem = f"is not installed: pip install 'helixagent-sdk[{name}]'"
        oldest = _PYTHONS.get(name, (0, 0))
        if sys.version_info < oldest:
            here, wanted = (".".join(map(str, version[:2])) for version in (sys.version_info, oldest))
            problem = f"needs Python {wanted} or newer; this is Python {here}."
        library = _USUAL_NAMES.get(package, package)
        raise MissingExtraError(f"{feature} needs {library}, which {problem}", extra=name) from None
