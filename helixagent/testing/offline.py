"""The sandbox's default responses as JSON, without a server. The builders use them."""

from __future__ import annotations

import json
from typing import Any, Dict, List

from helixagent.testing.clock import FIXED_TIME
from helixagent.testing.sandbox.exchange import Call, Reply, as_frames
from helixagent.testing.sandbox.handlers import make_handlers


class Offline:
    """The sandbox's default responses, without a server."""

    def __init__(self) -> None:
        self._handlers = make_handlers()

    def reply(self, operation: str, body: Any = None, scripted: Any = None, **path_params: str) -> Reply:
        """Return the response to a call of an operation. See Call for the arguments."""
        call = Call("POST", f"/{operation}", path_params, {}, {}, body or {}, int(FIXED_TIME), scripted)
        return self._handlers[operation](call)

    def json(self, operation: str, body: Any = None, scripted: Any = None, **path_params: str) -> Dict[str, Any]:
        """Return the JSON body of the response to a call."""
        data = self.reply(operation, body, scripted, **path_params).frames
        assert isinstance(data, bytes)
        value: Dict[str, Any] = json.loads(data)
        return value

    def events(self, operation: str, body: Any = None, scripted: Any = None, **path_params: str) -> List[Any]:
        """Return the JSON events of a stream, without its end mark."""
        frames = as_frames(self.reply(operation, body, scripted, **path_params))
        texts = [frame.decode("utf-8").partition("data: ")[2].strip() for frame in frames if isinstance(frame, bytes)]
        return [json.loads(text) for text in texts if text.startswith("{")]
