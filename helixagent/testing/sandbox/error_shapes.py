"""The error bodies of published servers, in the order of part 6 of the API contract."""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional

from helixagent.testing.sandbox.exchange import Reply, json_reply, text_reply

HTML_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>\n"
)


class Shape(NamedTuple):
    """An error body: the status, and either a JSON body or text."""

    status: int
    body: Any = None
    text: str = ""
    content_type: str = "text/plain; charset=utf-8"
    headers: Optional[Dict[str, str]] = None

    def reply(self) -> Reply:
        """Return the response with this error body."""
        if self.body is None:
            return text_reply(self.text, status=self.status, content_type=self.content_type)
        return json_reply(self.body, status=self.status, headers=self.headers)


SHAPES: Dict[int, Shape] = {
    1: Shape(
        400,
        {
            "error": {
                "message": "temperature must be between 0 and 2",
                "type": "invalid_request_error",
                "code": "invalid_value",
                "param": "temperature",
            }
        },
    ),
    2: Shape(400, {"error": {"code": 400, "message": "Invalid request format: EOF", "type": "invalid_request"}}),
    3: Shape(
        429,
        {
            "error": {"code": "RATE_LIMIT_EXCEEDED", "message": "Too many requests", "type": "rate_limit"},
            "retry_after": 60,
        },
    ),
    4: Shape(401, {"error": "unauthorized", "message": "Invalid token: expired", "timestamp": 1775343999}),
    5: Shape(
        500, {"error": "Provider call failed", "details": "connection refused by upstream", "provider_id": "deepseek"}
    ),
    6: Shape(404, {"error": {"message": "Debate not found", "debate_id": "climate-1"}}),
    7: Shape(
        200,
        {"jsonrpc": "2.0", "id": None, "error": {"code": -32601, "message": "Method not found", "data": "embeddings"}},
    ),
    8: Shape(200, {"success": False, "error": "The tool failed"}),
    9: Shape(404, text="404 page not found", content_type="text/plain"),
    10: Shape(502, text=HTML_PAGE, content_type="text/html"),
    11: Shape(500),
}
