"""What the sandbox remembers of the requests that it got, for tests to look at."""

from __future__ import annotations

import dataclasses
import json
from collections import deque
from typing import Any, Deque, Dict, List, Mapping, Optional, Tuple
from urllib.parse import parse_qsl


@dataclasses.dataclass(frozen=True)
class RecordedRequest:
    """One request as it came over the wire.

    Args:
        method: The HTTP method in capitals.
        path: The path as it was sent, with percent signs and the query: `/v1/models/openrouter%2Fgrok-4`.
        headers: The headers by lower-case name; of several with one name all, joined by `, `.
        body: The body's bytes.
        client: Host and port of the client: the same for all requests of one connection.
        request_id: The X-Request-ID of the answer.
        fault: The fault that was asked for, or None.
    """

    method: str
    path: str
    headers: Mapping[str, str] = dataclasses.field(repr=False)
    body: bytes = dataclasses.field(repr=False)
    client: Optional[Tuple[str, int]] = None
    request_id: str = ""
    fault: Optional[str] = None

    @property
    def query(self) -> List[Tuple[str, str]]:
        """The query parameters in the order in which they came, decoded."""
        return parse_qsl(self.path.partition("?")[2], keep_blank_values=True)

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: If it is none.
        """
        return json.loads(self.body.decode("utf-8"))


class Record:
    """The last requests, and the attempts of each call.

    Args:
        keep: How many requests to keep.
    """

    def __init__(self, keep: int) -> None:
        self._requests: Deque[RecordedRequest] = deque(maxlen=keep)
        self._attempts: Dict[Tuple[str, str], int] = {}
        self._count = 0

    def next_id(self) -> str:
        """The id of the next request: they are counted from 1."""
        self._count += 1
        return f"req_sandbox_{self._count:06d}"

    def add(self, request: RecordedRequest) -> None:
        """Remember a request."""
        self._requests.append(request)

    def attempt(self, fault: str, call: str) -> int:
        """Count an attempt of a call under a fault.

        Returns:
            1 for the first attempt.
        """
        number = self._attempts.get((fault, call), 0) + 1
        self._attempts[fault, call] = number
        return number

    @property
    def requests(self) -> List[RecordedRequest]:
        """The requests so far, the oldest first."""
        return list(self._requests)

    def reset(self) -> None:
        """Forget everything; ids are counted from 1 again."""
        self._requests.clear()
        self._attempts.clear()
        self._count = 0
