"""What the tests of batches share: files of requests, and what the sandbox was asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional

from helixagent.testing import Sandbox

CHAT_URL = "/v1/chat/completions"


def line(number: int, model: Optional[str] = None, **body: Any) -> Dict[str, Any]:
    """A good line, whose prompt tells which one it is."""
    body.setdefault("messages", [{"role": "user", "content": f"line {number}"}])
    if model is not None:
        body["model"] = model
    return {"custom_id": f"r{number}", "method": "POST", "url": CHAT_URL, "body": body}


def write_lines(path: Path, *lines: Any) -> Path:
    """Write a file of lines: dicts as JSON, bytes as they are."""
    path.write_bytes(b"".join(each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in lines))
    return path


def read_lines(path: Path) -> List[Dict[str, Any]]:
    """The objects in a file of lines; none where there is no file."""
    return [json.loads(each) for each in path.read_bytes().splitlines()] if path.exists() else []


def whole_ids(*paths: Path) -> List[str]:
    """The custom_ids of the lines of some files that are whole."""
    found = []
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        found += [json.loads(each)["custom_id"] for each in content.split(b"\n")[:-1]]
    return found


def asked(sandbox: Sandbox, since: int = 0) -> List[str]:
    """The custom_ids of what the sandbox was asked, by the prompts."""
    prompts = [request.json()["messages"][0]["content"] for request in sandbox.requests[since:]]
    return ["r" + prompt.rpartition(" ")[2] for prompt in prompts]
