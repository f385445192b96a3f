"""Tests of the commands for webhooks: create, list, delete, verify, and receive on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from pathlib import Path
from typing import List

import pytest
from cli_support import ran, run
from listener import BODY, SECRET, listening
from raw_server import RawServer, Seen
from support import sends

from helixagent.testing import Sandbox


def signature(body: bytes = BODY) -> str:
    """Return the signature that HelixAgent creates for a body."""
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


@pytest.fixture
def secret_file(tmp_path: Path) -> str:
    """A file with the secret."""
    path = tmp_path / "secret"
    path.write_text(SECRET + "\n")
    return str(path)


# --- create, list, delete


def test_webhooks_are_created_listed_and_deleted(server: Sandbox, secret_file: str) -> None:
    assert run("webhooks", "list").err == "There are no webhooks.\n"
    url = "http://localhost:9/hook"
    done = ran("webhooks", "create", url, "-e", "task.completed", "-e", "task.failed", "--secret-file", secret_file)
    assert done.out.splitlines()[1].split()[:2] == ["wh_1", url]
    assert SECRET not in done.out
    assert server.requests[-1].json() == {"url": url, "events": ["task.completed", "task.failed"], "secret": SECRET}
    assert [hook["id"] for hook in ran("webhooks", "list", "-o", "json").json()] == ["wh_1"]
    assert ran("webhooks", "list").out.splitlines()[1].split()[-2:] == ["yes", "0"]
    assert ran("webhooks", "delete", "wh_1").out == "Deleted wh_1.\n"
    assert run("webhooks", "delete", "wh_1").code == 1


def test_a_webhook_without_a_secret_causes_a_warning(server: Sandbox) -> None:
    done = run("webhooks", "create", "http://localhost:9/hook")
    assert done.code == 0 and done.err.startswith("Warning: Without a secret")
    assert server.requests[-1].json() == {"url": "http://localhost:9/hook"}
    assert ran("webhooks", "create", "http://localhost:9/hook", "-o", "json").json()["id"] == "wh_2"
    assert ran("webhooks", "delete", "wh_1", "wh_2", "-o", "json").json() == {"deleted": ["wh_1", "wh_2"]}


def test_the_secret_can_be_read_from_the_environment(server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELIXAGENT_WEBHOOK_SECRET", SECRET)
    ran("webhooks", "create", "http://localhost:9/hook")
    assert server.requests[-1].json()["secret"] == SECRET


# --- verify


def test_a_signature_is_verified(tmp_path: Path, secret_file: str) -> None:
    file = tmp_path / "body.json"
    file.write_bytes(BODY)
    good = ["webhooks", "verify", str(file), "--signature", signature(), "--secret-file", secret_file]
    assert ran(*good).out == "The signature is valid: task.completed, evt_1\n"
    assert ran(*good, "-o", "json").json() == json.loads(BODY)
    header = ["-H", f"x-helixagent-signature:{signature()}", "-H", "Other: x"]
    assert ran("webhooks", "verify", "-", *header, "--secret-file", secret_file, input=BODY).out


def test_a_changed_body_is_not_trusted(secret_file: str) -> None:
    done = run("webhooks", "verify", "-", "--signature", signature(), "--secret-file", secret_file, input=BODY + b"\n")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Error: The webhook cannot be trusted.")
    assert SECRET not in done.err


@pytest.mark.parametrize(
    "args",
    [
        ["--signature", "sha256=0"],
        ["-H", "a: b"],
        ["-H", "nonsense", "--secret-file", "FILE"],
        ["--secret-file", "FILE"],
    ],
)
def test_invalid_options_of_verify(args: List[str], secret_file: str) -> None:
    assert (
        run("webhooks", "verify", "-", *(secret_file if arg == "FILE" else arg for arg in args), input=BODY).code == 2
    )


# --- listen


def test_requests_are_verified_and_forwarded_unchanged() -> None:
    with RawServer(sends(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")) as target:
        with listening("--forward-to", target.base_url + "/hook?x=1") as listener:
            status = listener.post(
                X_HelixAgent_Signature=signature(), X_HelixAgent_Event="task.completed", X_HelixAgent_Delivery="d1"
            )
            assert status == 202
            told = listener.line()
            assert listener.post(X_HelixAgent_Signature=signature(b"other")) == 401
            refused = listener.line()
        seen: List[Seen] = target.requests
        address = target.base_url.split("//")[1]
    assert len(seen) == 1
    assert seen[0].body == BODY and seen[0].target == "/hook?x=1"
    assert seen[0].headers["x-helixagent-signature"] == signature()
    assert seen[0].headers["host"] == address
    assert told.pop("seconds") > 0
    assert told == {
        "event": "task.completed",
        "delivery": "d1",
        "verified": True,
        "problem": None,
        "status": 202,
        "forwarded": True,
        "body": json.loads(BODY),
    }
    assert (refused["verified"], refused["forwarded"], refused["event"]) == (False, False, "task.completed")
    assert "does not match" in refused["problem"]


def test_the_sandbox_delivers_to_the_listener(server: Sandbox, secret_file: str) -> None:
    with listening() as listener:
        ran("webhooks", "create", listener.url, "-e", "task.completed", "--secret-file", secret_file)
        ran("tasks", "create", "x", "--watch")
        told = listener.line()
    assert (told["event"], told["verified"], told["status"]) == ("task.completed", True, 200)


@pytest.mark.parametrize("args", [["--forward-to", "localhost:8000"], ["--port", "70000"]])
def test_invalid_options_of_listen(args: List[str]) -> None:
    assert run("webhooks", "listen", *args).code == 2


def test_a_port_that_is_in_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("webhooks", "listen", "--port", str(taken.getsockname()[1]))
    assert done.code == 1 and "Address already in use" in done.err
