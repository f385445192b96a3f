"""Helpers for the tests of batches: files of requests, and the requests that the sandbox received."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional

from helixagent.testing import Sandbox

CHAT_URL = "/v1/chat/completions"


def line(number: int, model: Optional[str] = None, **body: Any) -> Dict[str, Any]:
    """Return a valid line, whose prompt identifies it."""
    body.setdefault("messages", [{"role": "user", "content": f"line {number}"}])
    if model is not None:
        body["model"] = model
    return {"custom_id": f"r{number}", "method": "POST", "url": CHAT_URL, "body": body}


def write_lines(path: Path, *lines: Any) -> Path:
    """Write a file of lines: dicts as JSON, bytes unchanged."""
    path.write_bytes(b"".join(each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in lines))
    return path


def read_lines(path: Path) -> List[Dict[str, Any]]:
    """Return the objects in a file of lines, or nothing if there is no file."""
    return [json.loads(each) for each in path.read_bytes().splitlines()] if path.exists() else []


def whole_ids(*paths: Path) -> List[str]:
    """Return the custom_ids of the complete lines of some files."""
    found = []
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        found += [json.loads(each)["custom_id"] for each in content.split(b"\n")[:-1]]
    return found


def asked(sandbox: Sandbox, since: int = 0) -> List[str]:
    """Return the custom_ids of the requests that the sandbox received, based on the prompts."""
    prompts = [request.json()["messages"][0]["content"] for request in sandbox.requests[since:]]
    return ["r" + prompt.rpartition(" ")[2] for prompt in prompts]
