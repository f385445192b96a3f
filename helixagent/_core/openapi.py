"""The API's own description, as this version of the SDK knows it."""

from __future__ import annotations

import json
import pkgutil
from typing import Any, Dict


def openapi() -> Dict[str, Any]:
    """Give the OpenAPI 3.1 document of the API: its operations, their schemas and examples.

    It is the `openapi.yaml` that this version was made from, and its `info.version` is that of the SDK.

    Returns:
        The document, read anew at each call, so that it is yours to change.

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
