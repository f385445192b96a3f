"""Helpers for tests of IDs: methods that take one, IDs of all kinds, and a check that an ID is one path segment."""

from __future__ import annotations

from typing import Any, Dict, Sequence, Tuple
from urllib.parse import quote

import pytest
from support import Driver

from helixagent import NotFoundError
from helixagent.testing import Sandbox

# Each method that takes an ID: the HTTP method, and the path with a placeholder.
METHODS: Dict[str, Tuple[str, str]] = {
    "models.retrieve": ("GET", "/v1/models/{}"),
    "debates.get": ("GET", "/v1/debates/{}"),
    "debates.delete": ("DELETE", "/v1/debates/{}"),
    "debates.get_status": ("GET", "/v1/debates/{}/status"),
    "debates.get_results": ("GET", "/v1/debates/{}/results"),
    "debates.get_report": ("GET", "/v1/debates/{}/report?format=json"),
    "debates.approve": ("POST", "/v1/debates/{}/approve"),
    "debates.reject": ("POST", "/v1/debates/{}/reject"),
    "debates.wait": ("GET", "/v1/debates/{}/status"),
    "providers.get": ("GET", "/v1/providers/{}"),
    "providers.get_health": ("GET", "/v1/providers/{}/health"),
    "providers.update": ("PUT", "/v1/providers/{}"),
    "providers.remove": ("DELETE", "/v1/providers/{}"),
    "tasks.get": ("GET", "/v1/tasks/{}"),
    "tasks.delete": ("DELETE", "/v1/tasks/{}"),
    "tasks.get_status": ("GET", "/v1/tasks/{}/status"),
    "tasks.get_result": ("GET", "/v1/tasks/{}/result"),
    "tasks.get_logs": ("GET", "/v1/tasks/{}/logs"),
    "tasks.pause": ("POST", "/v1/tasks/{}/pause"),
    "tasks.resume": ("POST", "/v1/tasks/{}/resume"),
    "tasks.cancel": ("POST", "/v1/tasks/{}/cancel"),
    "tasks.wait": ("GET", "/v1/tasks/{}/status"),
    "webhooks.get": ("GET", "/v1/webhooks/{}"),
    "webhooks.delete": ("DELETE", "/v1/webhooks/{}"),
    "sessions.get": ("GET", "/v1/sessions/{}"),
    "sessions.delete": ("DELETE", "/v1/sessions/{}"),
    "agents.get": ("GET", "/v1/agents/{}"),
}
WILD = [
    "a/b",
    "a/../b",
    "../models",
    "..\\b",
    "...",
    "..%2Fmodels",
    "%2e%2e",
    "a?b=c",
    "a#b",
    "a b",
    " a",
    "a;b,c:d@e&f=g+h!i$j'k(l)*~",
    "naïve",
    "日本語",
    "🧬",
    "a\nb",
    "a\0b",
    "/",
    "//host",
    "http://host/",
]
NO_IDS = ["", " ", "\n", ".", "..", "\ud800", None, 5, b"id", ["id"]]


def call(driver: Driver, client: Any, name: str, *args: Any) -> Any:
    resource, method = name.split(".")
    return driver.run(getattr(getattr(client, resource), method)(*args))


def check_segment(name: str, identifiers: Sequence[str], driver: Driver, sandbox: Sandbox) -> None:
    """Check that a method sends each ID as one segment of its path."""
    client = driver.client(sandbox)
    method, path = METHODS[name]
    for identifier in identifiers:
        with pytest.raises(NotFoundError) as caught:
            call(driver, client, name, identifier)
        # The sandbox looked up exactly this ID, and did not report an unknown path.
        assert caught.value.code != "path_not_found", identifier
        assert identifier in caught.value.message, identifier
        sent = sandbox.requests[-1]
        assert (sent.method, sent.path) == (method, path.format(quote(identifier, safe=""))), identifier
    assert len(sandbox.requests) == len(identifiers)
