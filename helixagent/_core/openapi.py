"""The OpenAPI document of the API."""

from __future__ import annotations

import json
import pkgutil
from typing import Any, Dict


def openapi() -> Dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API: its operations, their schemas and examples.

    This version of the SDK is generated from the document. The document's `info.version` is the SDK version.

    Returns:
        The document. Each call loads a new copy, so you can modify it.

    Example:
        >>> import helixagent
        >>> helixagent.openapi()["info"]["title"]
        'HelixAgent API'
    """
    data: Any = pkgutil.get_data("helixagent_client", "openapi.json")
    document: Dict[str, Any] = json.loads(data)
    return document
