"""Divide lists into pages, for every operation with `limit` and `offset` parameters."""

from __future__ import annotations

import json
from typing import Mapping

from helixagent.testing.sandbox.exchange import JSON_TYPE, Reply, json_bytes
from helixagent.testing.sandbox.spec import Operation, Spec

_DEFAULT_LIMIT = 20


def paged(spec: Spec, operation: Operation, query: Mapping[str, str], reply: Reply) -> Reply:
    """Return the part of a list that `limit` and `offset` select.

    Args:
        spec: The spec.
        operation: The operation.
        query: The query parameters of the request.
        reply: The response with the complete list. If the operation accepts an offset, the default limit is 20 items.
    """
    parameters = {parameter["name"] for parameter in operation.parameters if parameter["in"] == "query"}
    if (
        "limit" not in parameters
        or not isinstance(reply.frames, bytes)
        or reply.headers.get("content-type") != JSON_TYPE
    ):
        return reply
    body = json.loads(reply.frames)
    names = [name for name, value in body.items() if isinstance(value, list)] if isinstance(body, dict) else []
    if len(names) != 1:
        return reply
    items = body[names[0]]
    offset, limit = (
        int(query.get("offset", 0)),
        int(query.get("limit", _DEFAULT_LIMIT if "offset" in parameters else len(items))),
    )
    counts = {"total": len(items), "limit": limit, "offset": offset}
    schema = spec.success(operation)[1].get(JSON_TYPE, {}).get("schema", {})
    fields = spec.resolve(schema).get("properties", {})
    body.update({name: count for name, count in counts.items() if name in fields})
    body[names[0]] = items[offset : offset + limit]
    return reply.with_frames(json_bytes(body))
