"""The OpenAPI document of the API."""

from __future__ import annotations

import json
import pkgutil
from typing import Any, Dict


def openapi() -> Dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API: its operations, their schemas and examples.

    This version of the SDK is generated from it. Its `info.version` is the version of the SDK.

    Returns:
        The document. It is read again at each call, so you can change it.

    Example:
        >>> import helixagent
        >>> helixagent.openapi()["info"]["title"]
        'HelixAgent API'
    """
    data = pkgutil.get_data("helixagent_client", "openapi.json")
    if data is None:
        raise FileNotFoundError("helixagent_client/openapi.json is missing from the installed package")
    document: Dict[str, Any] = json.loads(data)
    return document
