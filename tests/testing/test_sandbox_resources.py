"""Tests of the sandbox's accounts, MCP, providers, vision, sessions and agents."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any, Callable, Dict

import httpx
import pytest

from helixagent.testing import Sandbox

ADA = {"username": "ada", "email": "ada@example.com", "password": "correct horse"}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 3, 2)
IMAGES = {
    "image/png": PNG,
    "image/jpeg": b"\xff\xd8\xff\xe0rest",
    "image/gif": b"GIF89arest",
    "image/webp": b"RIFF\x0a\x00\x00\x00WEBPVP8 ",
}
Conforms = Callable[..., None]


def _bearer(token: str) -> Dict[str, str]:
    return {"Authorization": "Bearer " + token}


def test_register_login_me_refresh_logout(sandbox: Sandbox, http: httpx.Client, conforms: Conforms) -> None:
    registered = http.post("/v1/auth/register", json=ADA)
    conforms(registered, "registerUser")
    assert registered.status_code == 201
    assert ADA["password"] not in registered.text
    taken = http.post("/v1/auth/register", json=ADA)
    conforms(taken, "registerUser")
    assert taken.status_code == 409
    login = http.post("/v1/auth/login", json={"username": "ada", "password": "correct horse"})
    conforms(login, "loginUser")
    token = login.json()["token"]
    claims = token.split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"] == "ada"
    me = http.get("/v1/auth/me", headers=_bearer(token))
    conforms(me, "getCurrentUser")
    assert (me.json()["username"], me.json()["email"]) == ("ada", "ada@example.com")
    refreshed = http.post("/v1/auth/refresh", headers=_bearer(token))
    conforms(refreshed, "refreshToken")
    assert refreshed.json()["token"] != token
    out = http.post("/v1/auth/logout", headers=_bearer(token))
    conforms(out, "logoutUser")
    for path in ("/v1/auth/me", "/v1/models"):
        assert http.get(path, headers=_bearer(token)).json()["error"]["code"] == "token_revoked"
        assert http.get(path, headers=_bearer(refreshed.json()["token"])).status_code == 200
    sandbox.reset()
    assert http.post("/v1/auth/register", json=ADA).json() == registered.json()


@pytest.mark.parametrize("given", [{"password": "wrong"}, {"username": "bob"}])
def test_an_invalid_login(http: httpx.Client, conforms: Conforms, given: Dict[str, str]) -> None:
    http.post("/v1/auth/register", json=ADA)
    response = http.post("/v1/auth/login", json={"username": "ada", "password": "correct horse", **given})
    conforms(response, "loginUser")
    assert (response.status_code, response.json()["error"]["code"]) == (401, "invalid_credentials")


def test_operations_that_require_a_token(http: httpx.Client) -> None:
    assert http.get("/v1/auth/me").json()["error"]["code"] == "missing_token"
    assert http.get("/v1/auth/me", headers=_bearer("a.b.c")).json()["error"]["code"] == "invalid_token"
    assert http.get("/v1/auth/me", headers=_bearer("any-key")).json()["username"] == "sandbox"


def _tool(http: httpx.Client, conforms: Conforms, name: str, **arguments: Any) -> Any:
    response = http.post("/v1/mcp/tools/call", json={"name": name, "arguments": arguments})
    conforms(response, "callMcpTool")
    assert response.status_code == 200
    return response.json()


def test_mcp_tools(http: httpx.Client, conforms: Conforms) -> None:
    for path, operation in [
        ("capabilities", "getMcpCapabilities"),
        ("tools", "listMcpTools"),
        ("prompts", "listMcpPrompts"),
        ("resources", "listMcpResources"),
    ]:
        conforms(http.get("/v1/mcp/" + path), operation)
    assert _tool(http, conforms, "read_file", path="/etc/hostname") == {
        "result": "helix\n",
        "success": True,
        "execution_time": 0.045,
    }
    assert _tool(http, conforms, "add", a=1, b=2)["result"] == 3
    assert _tool(http, conforms, "echo", a=[1])["result"] == {"a": [1]}
    for name, arguments, error in [
        ("read_file", {"path": "missing.txt"}, "no such file: missing.txt"),
        ("read_file", {}, "read_file needs a path"),
        ("add", {"a": 1}, "add needs two numbers, a and b"),
        ("nope", {}, "Unknown tool: nope"),
        ("broken_tool", {}, "broken_tool always fails"),
    ]:
        answer = _tool(http, conforms, name, **arguments)
        assert (answer["success"], answer["error"]) == (False, error)
    assert _tool(http, conforms, "rpc_error_tool")["error"]["code"] == -32603
    assert {tool["name"] for tool in http.get("/v1/mcp/tools").json()["tools"]} >= {"read_file", "broken_tool"}


def test_providers_are_added_changed_and_removed(http: httpx.Client, conforms: Conforms) -> None:
    body = {"name": "My Own", "type": "ollama", "api_key": "sk-secret", "base_url": "http://localhost:1", "model": "m"}
    added = http.post("/v1/providers", json=body)
    conforms(added, "addProvider")
    assert (added.status_code, added.json()["id"], added.json()["models"]) == (201, "my-own", ["m"])
    assert http.post("/v1/providers", json=body).status_code == 409
    changed = http.put("/v1/providers/my-own", json={"weight": 0.5, "enabled": False, "api_key": "sk-secret"})
    conforms(changed, "updateProvider")
    assert (changed.json()["weight"], changed.json()["enabled"]) == (0.5, False)
    listed = http.get("/v1/providers")
    conforms(listed, "listProviders")
    assert listed.json()["providers"][-1] == http.get("/v1/providers/my-own").json() == changed.json()
    assert "sk-secret" not in listed.text + added.text + changed.text
    removed = http.delete("/v1/providers/my-own")
    conforms(removed, "removeProvider")
    for response in (http.get("/v1/providers/my-own"), http.delete("/v1/providers/my-own")):
        assert response.status_code == 404
    assert http.post("/v1/providers", json={"name": "x"}).status_code == 400


def test_the_health_of_providers(http: httpx.Client, conforms: Conforms) -> None:
    healthy = http.get("/v1/providers/health")
    conforms(healthy, "getProvidersHealth")
    assert healthy.json()["status"] == "healthy"
    assert healthy.json()["providers"]["deepseek"]["response_time"] == 0.8
    one = http.get("/v1/providers/deepseek/health")
    conforms(one, "getProviderHealth")
    assert one.status_code == 200
    down = http.get("/v1/providers/unhealthy/health")
    conforms(down, "getProviderHealth")
    assert (down.status_code, down.json()["status"]) == (503, "unhealthy")
    http.put("/v1/providers/qwen", json={"name": "Unhealthy Qwen"})
    assert http.get("/v1/providers/qwen/health").status_code == 503
    assert http.get("/v1/providers/health").json()["status"] == "degraded"
    assert http.get("/v1/health").json()["providers"] == {"total": 7, "healthy": 6, "unhealthy": 1}
    assert http.get("/v1/providers/none/health").status_code == 404


def _analyze(http: httpx.Client, *urls: str, text: str = "What's in it?") -> httpx.Response:
    parts = [{"type": "text", "text": text}]
    parts += [{"type": "image_url", "image_url": {"url": url}} for url in urls]  # type: ignore[dict-item]
    return http.post("/v1/vision/analyze", json={"model": "m", "messages": [{"role": "user", "content": parts}]})


def _data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def test_vision_describes_the_image(http: httpx.Client, conforms: Conforms) -> None:
    urls = [_data_url(kind, data) for kind, data in IMAGES.items()]
    response = _analyze(http, *urls, "https://example.com/image.jpg")
    conforms(response, "analyzeImage")
    text = response.json()["choices"][0]["message"]["content"]
    assert text == (
        "I see 5 images. Image 1: image/png, 24 bytes, 3x2 pixels. Image 2: image/jpeg, 8 bytes. "
        "Image 3: image/gif, 10 bytes. Image 4: image/webp, 16 bytes. "
        'Image 5: https://example.com/image.jpg (not fetched). You asked: "What\'s in it?"'
    )
    wrong = _analyze(http, _data_url("image/jpeg", PNG)).json()["choices"][0]["message"]["content"]
    assert "image/jpeg, 24 bytes, 3x2 pixels (its bytes are image/png)" in wrong
    assert "I see no image." in _analyze(http).text
    assert "text/plain, 2 bytes" in _analyze(http, "data:text/plain,%41b").text


@pytest.mark.parametrize(
    "url", ["data:image/png;base64,???", "data:image/png;base64,", "data:nothing", "image.png", ""]
)
def test_invalid_images(http: httpx.Client, url: str) -> None:
    response = _analyze(http, url)
    assert response.status_code == 400
    assert response.json()["error"]["param"].startswith("messages[0].content[1].image_url")


def test_ocr_in_each_format(http: httpx.Client, conforms: Conforms) -> None:
    image = base64.b64encode(PNG).decode()
    for form, start in [("text", "Sandbox document\n"), ("markdown", "# Sandbox"), ("html", "<h1>"), ("json", "{")]:
        body = {"image": image, "output_format": form, "languages": ["de", "en"]}
        response = http.post("/v1/vision/ocr", json=body)
        conforms(response, "extractText")
        assert response.json()["text"].startswith(start)
        assert "image/png, 24 bytes" in response.json()["text"]
        assert (response.json()["language"], response.json()["confidence"]) == ("de", 0.97)
    by_url = http.post("/v1/vision/ocr", json={"image_url": "https://example.com/d.png"}).json()
    assert "https://example.com/d.png (not fetched)" in by_url["text"]
    for body, param in [
        ({}, "image_url"),
        ({"image_url": "https://a.example/", "image": image}, "image_url"),
        ({"image": "???"}, "image"),
        ({"image_url": "file:///etc/passwd"}, "image_url"),
        ({"image": image, "output_format": "docx"}, "output_format"),
    ]:
        assert http.post("/v1/vision/ocr", json=body).json()["error"]["param"] == param


def test_sessions(http: httpx.Client, conforms: Conforms) -> None:
    body = {"user_id": "u1", "initial_context": {"a": 1}, "ttl_hours": 1, "memory_enabled": True}
    made = http.post("/v1/sessions", json=body)
    conforms(made, "createSession")
    session = made.json()
    assert (session["id"], session["context"], session["memory_enabled"]) == ("sess_1", {"a": 1}, True)
    assert (session["created_at"], session["expires_at"]) == ("2023-12-21T01:50:56Z", "2023-12-21T02:50:56Z")
    listed = http.get("/v1/sessions")
    conforms(listed, "listSessions")
    assert listed.json() == {"sessions": [session], "total": 1}
    assert http.get("/v1/sessions/sess_1").json() == session
    deleted = http.delete("/v1/sessions/sess_1")
    conforms(deleted, "deleteSession")
    assert http.get("/v1/sessions/sess_1").status_code == 404
    assert http.post("/v1/sessions", json={"user_id": "u", "ttl_hours": 10**30}).status_code == 201


def test_agents_are_listed_and_retrieved(http: httpx.Client, conforms: Conforms) -> None:
    listed = http.get("/v1/agents")
    conforms(listed, "listAgents")
    for agent in listed.json()["agents"]:
        assert http.get("/v1/agents/" + agent["name"]).json() == agent
    missing = http.get("/v1/agents/none")
    conforms(missing, "getAgent")
    assert missing.status_code == 404
