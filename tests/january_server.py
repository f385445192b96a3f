"""A small imitation of a published HelixAgent server of January 2026, which sends recorded responses.

It uses the recordings in data/published/. Only IDs, topics and texts of the requests are inserted.
"""

from __future__ import annotations

import copy
import json
import re
import threading
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from raw_server import Peer, RawServer, Seen

DATA = Path(__file__).parent / "data" / "published"
Json = Dict[str, Any]
PROVIDERS = ("ollama", "zen", "fake", "fake2")
NO_ROUTE = "404 page not found"
# The recorded spelling of the header names that identify the server.
NAMES = {"X-Features-Enabled": "debate,mcp,embeddings,sse", "X-Transport-Protocol": "h2"}


class Recorded(NamedTuple):
    """A recorded response."""

    status: int
    headers: Dict[str, str]
    pieces: List[str]

    @property
    def text(self) -> str:
        """Return the complete body."""
        return "".join(self.pieces)

    def json(self) -> Any:
        """Return the body as JSON, which the test may change."""
        return json.loads(self.text)


def recordings(name: str = "january.jsonl") -> List[Tuple[Json, Recorded]]:
    """Return the requests and responses of a file."""
    found = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        response = entry["response"]
        pieces = [text for _, text in response["pieces"]]
        found.append((entry["request"], Recorded(response["status"], dict(response["headers"]), pieces)))
    return found


def recorded(method: str, path: str, status: int = 200, *, name: str = "january.jsonl", **body: Any) -> Recorded:
    """Return the first recorded response to a request whose body has these members."""
    for request, response in recordings(name):
        if (request["method"], request["path"], response.status) == (method, path, status):
            sent = request["body"] if isinstance(request["body"], dict) else {}
            if all(sent.get(key) == value for key, value in body.items()):
                return response
    raise LookupError(f"{method} {path} was not recorded with status {status}")


class January:
    """The state of the imitated server: its debates, tasks and sessions.

    Attributes:
        names_itself: Whether its responses have the headers that identify the server.
        monitoring_hangs: Whether the monitoring never responds, as on a server that has run for a while.
        debate_fails: Whether no provider responds in its debates.
        lookups: How often a debate is looked up before it has ended.
    """

    def __init__(self) -> None:
        self.names_itself = True
        self.monitoring_hangs = False
        self.debate_fails = False
        self.lookups = 0
        self.debates: Dict[str, Json] = {}
        self.sessions: Dict[str, Json] = {}
        self._lock = threading.Lock()

    def __call__(self, peer: Peer, request: Seen) -> bool:
        """Respond to a request."""
        path = request.target.partition("?")[0]
        body = json.loads(request.body) if request.body else None
        for method, pattern, handler in _ROUTES:
            found = re.fullmatch(pattern, path)
            if found and method == request.method:
                with self._lock:
                    answer = handler(self, body if isinstance(body, dict) else {}, *found.groups())
                if answer is None:
                    # The recorded server never responded either.
                    peer.wait_gone()
                    return True
                self._send(peer, answer)
                return False
        self._send(peer, Recorded(404, {"Content-Type": "text/plain"}, [NO_ROUTE]))
        return False

    def _send(self, peer: Peer, answer: Recorded) -> None:
        headers = {name.replace("-", "_"): value for name, value in answer.headers.items() if name in _SENT}
        if self.names_itself:
            headers.update({name.replace("-", "_"): value for name, value in NAMES.items()})
        kind = headers.pop("Content_Type", "application/json")
        if len(answer.pieces) > 1:
            peer.head(answer.status, content_type=kind, **headers)
            for piece in answer.pieces:
                peer.part(piece.encode())
            peer.end()
        else:
            peer.respond(answer.text.encode(), answer.status, content_type=kind, **headers)


_SENT = ("Content-Type", "Cache-Control")


def _json(value: Any, status: int = 200) -> Recorded:
    return Recorded(status, {"Content-Type": "application/json; charset=utf-8"}, [json.dumps(value)])


def _same(method: str, path: str, status: int = 200) -> Any:
    def handler(server: January, body: Json, *_: str) -> Recorded:
        return recorded(method, path, status)

    return handler


def _chat(server: January, body: Json) -> Recorded:
    refusals = (
        ("stop", str, "string into Go struct field OpenAIChatRequest.stop of type []string"),
        ("max_tokens", float, "number into Go struct field OpenAIChatRequest.max_tokens of type int"),
    )
    for name, kind, text in refusals:
        if isinstance(body.get(name), kind):
            return _refused(text)
    messages = body.get("messages") or []
    if any(isinstance(message.get("content"), list) for message in messages):
        return _refused("array into Go struct field OpenAIMessage.messages.content of type string")
    asked = next((each["content"] for each in reversed(messages) if each.get("role") == "user"), None)
    if body.get("stream"):
        return _stream(body, messages)
    answer = recorded("POST", "/v1/chat/completions", messages=[{"role": "user", "content": "hi"}]).json()
    answer["choices"][0]["message"]["content"] = _answer(asked)
    return _json(answer)


def _answer(asked: Any) -> str:
    return f"Quantum computing uses qubits, which can be in a superposition of states. Fake answer to: {asked}"


def _refused(text: str) -> Recorded:
    message = f"Invalid request format: json: cannot unmarshal {text}"
    return _json({"error": {"code": 400, "message": message, "type": "invalid_request"}}, 400)


def _stream(body: Json, messages: List[Json]) -> Recorded:
    if any(message.get("role") == "tool" for message in messages):
        return recorded("POST", "/v1/chat/completions", stream=True)
    streams = recordings("debate-streams.jsonl")
    with_tools = bool(body.get("tools"))
    return next(answer for asked, answer in streams if bool(asked["body"].get("tools")) == with_tools)


def _completions(server: January, body: Json) -> Recorded:
    return recorded("POST", "/v1/completions", 400)


def _embeddings(server: January, body: Json) -> Recorded:
    return recorded("POST", "/v1/embeddings")


def _vector(server: January, body: Json) -> Recorded:
    answer = recorded("POST", "/v1/embeddings/generate").json()
    text = str(body.get("text", ""))
    # Like the recorded server, return different vectors for different texts.
    answer["embeddings"] = [number + len(text) / 1000 for number in answer["embeddings"]]
    return _json({**answer, "model": body.get("model")})


def _ensemble(server: January, body: Json) -> Recorded:
    if not body.get("prompt"):
        return recorded("POST", "/v1/ensemble/completions", 400)
    answer = recorded("POST", "/v1/ensemble/completions").json()
    answer["choices"][0]["message"]["content"] = _answer(body["prompt"])
    return _json(answer)


def _create_debate(server: January, body: Json) -> Recorded:
    participants = body.get("participants")
    if not isinstance(participants, list) or len(participants) < 2:
        return recorded("POST", "/v1/debates", 400)
    answer = recorded("POST", "/v1/debates", 202).json()
    debate_id = body.get("debate_id") or f"debate-{len(server.debates) + 1:08x}"
    answer.update(debate_id=debate_id, topic=body.get("topic"), max_rounds=body.get("max_rounds", 3))
    answer["participants"] = len(participants)
    answer["message"] = f"Debate started. Use GET /v1/debates/{debate_id} to check status."
    fails = server.debate_fails or not all(each.get("llm_provider") in PROVIDERS for each in participants)
    server.debates[debate_id] = {"asked": body, "fails": fails, "left": server.lookups, "started": answer}
    return _json(answer, 202)


def _debate(server: January, body: Json, debate_id: str) -> Recorded:
    debate = server.debates.get(debate_id)
    if debate is None:
        return _no_debate(debate_id)
    started = debate["started"]
    if debate["left"]:
        debate["left"] -= 1
        names = ("debate_id", "max_rounds", "topic")
        return _json({**{name: started[name] for name in names}, "start_time": 1796010597, "status": "running"})
    answer = recorded("GET", "/v1/debates/failing").json()
    answer.update(debate_id=debate_id, topic=started["topic"], max_rounds=started["max_rounds"])
    answer["result"] = _result(debate)
    return _json(answer)


def _result(debate: Json) -> Json:
    started, asked = debate["started"], debate["asked"]
    if debate["fails"]:
        result = recorded("GET", "/v1/debates/failing/results").json()
    else:
        result = recorded("GET", "/v1/debates/d2/results").json()
        for responses in (result["participants"], result["all_responses"]):
            for response, participant in zip(responses, asked["participants"]):
                response.update(participant_name=participant["name"], role=participant.get("role", ""))
    result.update(debate_id=started["debate_id"], topic=started["topic"], total_rounds=started["max_rounds"])
    return copy.deepcopy(result)


def _debate_status(server: January, body: Json, debate_id: str) -> Recorded:
    debate = server.debates.get(debate_id)
    if debate is None:
        return _no_debate(debate_id)
    answer = recorded("GET", f"/v1/debates/{'d2' if debate['left'] else 'failing'}/status").json()
    return _json({**answer, "debate_id": debate_id})


def _debate_results(server: January, body: Json, debate_id: str) -> Recorded:
    debate = server.debates.get(debate_id)
    if debate is None:
        return _no_debate(debate_id)
    if debate["left"]:
        return _json({"error": {"message": "Debate has not completed yet", "status": "running"}}, 400)
    return _json(_result(debate))


def _delete_debate(server: January, body: Json, debate_id: str) -> Recorded:
    if server.debates.pop(debate_id, None) is None:
        return _no_debate(debate_id)
    return _json({"debate_id": debate_id, "message": "Debate deleted"})


def _no_debate(debate_id: str) -> Recorded:
    return _json({"error": {"debate_id": debate_id, "message": "Debate not found"}}, 404)


def _list_debates(server: January, body: Json) -> Recorded:
    pattern = recorded("GET", "/v1/debates").json()["debates"][0]
    found = [
        {**pattern, "debate_id": name, "topic": each["started"]["topic"], "status": "completed"}
        for name, each in server.debates.items()
    ]
    return _json({"count": len(found), "debates": found})


def _create_session(server: January, body: Json) -> Recorded:
    answer = recorded("POST", "/v1/sessions", 201).json()
    answer["user_id"] = body.get("user_id")
    answer["session_id"] = f"051ccbe7-4895-406d-913b-{len(server.sessions):012d}"
    server.sessions[answer["session_id"]] = answer
    return _json(answer, 201)


def _session(server: January, body: Json, session_id: str) -> Recorded:
    if session_id not in server.sessions:
        return _json({"error": "session not found", "session_id": session_id}, 404)
    return _json({**server.sessions[session_id], "message": "Session retrieved successfully"})


def _monitoring(server: January, body: Json) -> Optional[Recorded]:
    return None if server.monitoring_hangs else recorded("GET", "/v1/monitoring/provider-health")


def _provider(server: January, body: Json, name: str) -> Recorded:
    if name not in PROVIDERS:
        return _json({"error": "provider not found", "provider_id": name}, 404)
    return _json({**recorded("GET", "/v1/providers/fake").json(), "id": name, "name": name})


def _provider_health(server: January, body: Json, name: str) -> Recorded:
    if name not in PROVIDERS:
        return _json({"error": "provider not found"}, 404)
    if name == "zen":
        return recorded("GET", "/v1/providers/zen/health", 503)
    return _json({**recorded("GET", "/v1/providers/ollama/health").json(), "provider": name})


def _create_task(server: January, body: Json) -> Recorded:
    return recorded("POST", "/v1/tasks", 202)


def _task_status(server: January, body: Json, task_id: str) -> Recorded:
    return _json({"id": task_id, "status": "pending"})


def _tool_call(server: January, body: Json) -> Recorded:
    answer = recorded("POST", "/v1/mcp/tools/call").json()
    return _json({**answer, "arguments": body.get("arguments")})


_ROUTES: Tuple[Tuple[str, str, Any], ...] = (
    ("GET", "/health", _same("GET", "/health")),
    ("GET", "/v1/health", _same("GET", "/v1/health")),
    ("GET", "/v1/models", _same("GET", "/v1/models")),
    ("POST", "/v1/chat/completions", _chat),
    ("POST", "/v1/completions", _completions),
    ("POST", "/v1/embeddings", _embeddings),
    ("POST", "/v1/embeddings/generate", _vector),
    ("POST", "/v1/ensemble/completions", _ensemble),
    ("POST", "/v1/debates", _create_debate),
    ("GET", "/v1/debates", _list_debates),
    ("GET", "/v1/debates/team", _same("GET", "/v1/debates/team")),
    ("GET", "/v1/debates/([^/]+)/status", _debate_status),
    ("GET", "/v1/debates/([^/]+)/results", _debate_results),
    ("GET", "/v1/debates/([^/]+)", _debate),
    ("DELETE", "/v1/debates/([^/]+)", _delete_debate),
    ("GET", "/v1/mcp/capabilities", _same("GET", "/v1/mcp/capabilities")),
    ("GET", "/v1/mcp/tools", _same("GET", "/v1/mcp/tools")),
    ("POST", "/v1/mcp/tools/call", _tool_call),
    ("GET", "/v1/mcp/prompts", _same("GET", "/v1/mcp/prompts")),
    ("GET", "/v1/mcp/resources", _same("GET", "/v1/mcp/resources")),
    ("GET", "/v1/monitoring/provider-health", _monitoring),
    ("GET", "/v1/providers", _same("GET", "/v1/providers")),
    ("GET", "/v1/providers/([^/]+)/health", _provider_health),
    ("GET", "/v1/providers/([^/]+)", _provider),
    ("POST", "/v1/tasks", _create_task),
    ("GET", "/v1/tasks", _same("GET", "/v1/tasks")),
    ("GET", "/v1/tasks/queue/stats", _same("GET", "/v1/tasks/queue/stats")),
    ("GET", "/v1/tasks/([^/]+)/status", _task_status),
    ("POST", "/v1/sessions", _create_session),
    ("GET", "/v1/sessions/([^/]+)", _session),
    ("GET", "/v1/agents", _same("GET", "/v1/agents")),
    ("POST", "/v1/auth/register", _same("POST", "/v1/auth/register", 500)),
    ("GET", "/v1/auth/me", _same("GET", "/v1/auth/me")),
)


def january() -> RawServer:
    """A context manager that runs an imitation of the server. Its state is `handler`."""
    state = January()
    server = RawServer(state)
    server.state = state  # type: ignore[attr-defined]
    return server


def paths(server: RawServer) -> List[str]:
    """Return the method and path of each request that a server has received."""
    return [f"{request.method} {request.target}" for request in server.requests]


def bodies(server: RawServer) -> List[Any]:
    """Return the JSON bodies that a server has received."""
    return [json.loads(request.body) if request.body else None for request in server.requests]


def header(request: Seen, name: str) -> Optional[str]:
    """Return a header of a request."""
    headers: Mapping[str, str] = request.headers
    return headers.get(name)
