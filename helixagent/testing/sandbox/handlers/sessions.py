"""Sessions: create, list and delete them, with their context."""

from __future__ import annotations

from typing import Any, Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, json_reply, not_found
from helixagent.testing.sandbox.handlers.common import deleted, idempotent, time_text

_DEFAULT_HOURS = 24


class Sessions:
    """The sessions of one sandbox."""

    def __init__(self) -> None:
        self._created_count = 0
        self._sessions: Dict[str, Dict[str, Any]] = {}

    def handlers(self) -> Dict[str, Handler]:
        """Return the handlers by `operationId`."""
        return {
            "createSession": idempotent(self._create),
            "listSessions": self._list,
            "getSession": lambda call: json_reply(self._find(call)),
            "deleteSession": self._delete,
        }

    def _find(self, call: Call) -> Dict[str, Any]:
        session = self._sessions.get(call.path_params["sessionId"])
        if session is None:
            raise not_found("Session", call.path_params["sessionId"])
        return session

    def _create(self, call: Call) -> Reply:
        self._created_count += 1
        session = self._sessions[f"sess_{self._created_count}"] = {
            "id": f"sess_{self._created_count}",
            "user_id": call.body["user_id"],
            "status": "active",
            "context": call.option("initial_context", {}),
            "memory_enabled": call.option("memory_enabled", False),
            "created_at": time_text(call.created),
            "last_activity": time_text(call.created),
            "expires_at": time_text(call.created + 3600 * min(call.option("ttl_hours", _DEFAULT_HOURS), 10**6)),
        }
        return json_reply(session, status=201)

    def _list(self, call: Call) -> Reply:
        return json_reply({"sessions": list(self._sessions.values()), "total": len(self._sessions)})

    def _delete(self, call: Call) -> Reply:
        session = self._find(call)
        del self._sessions[session["id"]]
        return deleted("Session " + session["id"])
