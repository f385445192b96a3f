"""Say which extra to install when an optional dependency is missing."""

from __future__ import annotations

import contextlib
import sys
from importlib.util import find_spec
from typing import Dict, Iterator, Tuple

from ..exceptions import MissingExtraError

# The top-level packages of each extra.
_PACKAGES: Dict[str, Tuple[str, ...]] = {
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

# Packages that people know as parts of another one.
_USUAL_NAMES = {"distributed": "dask.distributed", "httpcore2": "httpx2"}

# The oldest Python of the extras that need a newer one than the SDK.
_PYTHONS: Dict[str, Tuple[int, int]] = {"httpx2": (3, 11), "mcp": (3, 10)}


@contextlib.contextmanager
def extra(name: str, feature: str) -> Iterator[None]:
    """Import packages of an extra within a `with` block.

    Args:
        name: The extra.
        feature: What needs it, as the subject of a sentence in the singular.

    Raises:
        MissingExtraError: One of the extra's packages is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _PACKAGES[name]:
            raise
        raise _missing(name, feature, package) from None


def require(name: str, feature: str) -> None:
    """Check that the packages of an extra are installed, without importing them.

    Args:
        name: The extra.
        feature: What needs it, as the subject of a sentence in the singular.

    Raises:
        MissingExtraError: One of the extra's packages is not installed.
    """
    for package in _PACKAGES[name]:
        if find_spec(package) is None:
            raise _missing(name, feature, package)


def _missing(name: str, feature: str, package: str) -> MissingExtraError:
    library = _USUAL_NAMES.get(package, package)
    oldest = _PYTHONS.get(name, (0, 0))
    if sys.version_info < oldest:
        here, wanted = (".".join(map(str, version[:2])) for version in (sys.version_info, oldest))
        return MissingExtraError(
            f"{feature} needs {library}, which needs Python {wanted} or newer; this is Python {here}.", extra=name
        )
    return MissingExtraError(
        f"{feature} needs {library}, which is not installed: pip install 'helixagent-sdk[{name}]'", extra=name
    )
