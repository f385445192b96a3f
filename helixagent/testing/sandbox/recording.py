"""The requests that the sandbox received, recorded for tests."""

from __future__ import annotations

import dataclasses
import json
from collections import deque
from typing import Any, Deque, Dict, List, Mapping, Optional, Tuple
from urllib.parse import parse_qsl, urlencode

from helixagent.testing.masking import MASK, masked

# Maximum number of characters of a body in a message.
_MAX_BODY_LENGTH = 400
_SECRET_PARAMETERS = frozenset(["access_token", "api_key", "key", "token"])


@dataclasses.dataclass(frozen=True, repr=False)
class RecordedRequest:
    """A received request. Its repr omits headers, and secrets in the body.

    Args:
        method: The HTTP method in capitals.
        path: The path as it was sent, with percent signs and the query: `/v1/models/openrouter%2Fgrok-4`.
        headers: The headers by lowercase name. Repeated headers are joined with `, `.
        body: The body's bytes.
        client: Host and port of the client: the same for all requests of one connection.
        request_id: The X-Request-ID of the response.
        fault: The requested fault, or None.
        operation: The spec's `operationId`, or None if the request is not part of the API.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    client: Optional[Tuple[str, int]] = None
    request_id: str = ""
    fault: Optional[str] = None
    operation: Optional[str] = None

    def __repr__(self) -> str:
        return " ".join([f"<{self.method} {self.shown_path}", *self._shown_body()]) + ">"

    @property
    def shown_path(self) -> str:
        """Return the path with its query, without secrets."""
        path, _, query = self.path.partition("?")
        if not query:
            return path
        shown = [(name, MASK if name.lower() in _SECRET_PARAMETERS else value) for name, value in self.query]
        return path + "?" + urlencode(shown, safe="*/:,")

    def _shown_body(self) -> List[str]:
        if not self.body:
            return []
        try:
            value = self.json()
        except (ValueError, RecursionError):
            return [f"({len(self.body)} bytes that are not JSON)"]
        # Imported here, because it reads the spec, and importing this module should not.
        from helixagent.testing.operations import generated_operation

        known = generated_operation(self.operation) if self.operation else None
        text = json.dumps(masked(value, known and known.request), ensure_ascii=False)
        return [text if len(text) <= _MAX_BODY_LENGTH else text[:_MAX_BODY_LENGTH] + "…"]

    @property
    def query(self) -> List[Tuple[str, str]]:
        """The decoded query parameters in order."""
        return parse_qsl(self.path.partition("?")[2], keep_blank_values=True)

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self.body.decode("utf-8"))

    @property
    def model(self) -> Optional[str]:
        """The requested model, or None if the body does not name one."""
        model = self._field("model")
        return model if isinstance(model, str) else None

    @property
    def messages(self) -> List[Dict[str, Any]]:
        """The messages of the conversation, or an empty list."""
        messages = self._field("messages")
        return messages if isinstance(messages, list) else []

    @property
    def stream(self) -> bool:
        """Whether the request asked for a stream."""
        return self._field("stream") is True

    @property
    def prompt(self) -> str:
        """The text of the last message, the prompt, or the topic. Empty if the request has none of these."""
        content = self.messages[-1].get("content") if self.messages else self._field("prompt") or self._field("topic")
        if isinstance(content, list):
            parts = [part.get("text", "") if isinstance(part, dict) else part for part in content]
            return " ".join(part for part in parts if isinstance(part, str) and part)
        return content if isinstance(content, str) else ""

    def _field(self, name: str) -> Any:
        try:
            body = self.json()
        except (ValueError, RecursionError):
            return None
        return body.get(name) if isinstance(body, dict) else None


class Record:
    """The last requests, and the attempts of each API call.

    Args:
        keep: Maximum number of requests to keep.
    """

    def __init__(self, keep: int) -> None:
        self._requests: Deque[RecordedRequest] = deque(maxlen=keep)
        self._attempts: Dict[Tuple[str, str], int] = {}
        self._count = 0

    def next_id(self) -> str:
        """Return the ID of the next request. IDs are counted from 1."""
        self._count += 1
        return f"req_sandbox_{self._count:06d}"

    def add(self, request: RecordedRequest) -> None:
        """Record a request."""
        self._requests.append(request)

    def attempt(self, fault: str, call: str) -> int:
        """Count an attempt of an API call under a fault.

        Returns:
            1 for the first attempt.
        """
        number = self._attempts.get((fault, call), 0) + 1
        self._attempts[fault, call] = number
        return number

    @property
    def requests(self) -> List[RecordedRequest]:
        """Return the requests so far, oldest first."""
        return list(self._requests)

    def reset(self) -> None:
        """Clear the record. IDs start at 1 again."""
        self._requests.clear()
        self._attempts.clear()
        self._count = 0
