"""Test that users see the messages that docs/troubleshooting.md explains."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, Dict

import httpx
import pytest
from support import ROOT

from helixagent import HelixAgent
from helixagent.testing import Sandbox

TEXT = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
MESSAGES = {anchor: message for message, anchor in re.findall(r"^### (.*) \{#([\w-]+)\}$", TEXT, re.MULTILINE)}
ASK: Any = [{"role": "user", "content": "Hello"}]


@dataclass
class Answer:
    number: int


def untyped(value):  # type: ignore[no-untyped-def]
    """Return nothing."""


def still_pending(client: HelixAgent) -> Any:
    task = client.tasks.create(type="llm_completion")
    return client.tasks.wait(task.id, timeout=0.03, poll_interval=0.01)


def unwrapped(headers: Dict[str, str]) -> Callable[[HelixAgent], Any]:
    return lambda client: client.webhooks.unwrap(b"{}", headers, "secret")


def chat(**arguments: Any) -> Callable[[HelixAgent], Any]:
    return lambda client: client.chat.completions.create(**{"messages": ASK, **arguments})


def streamed(**arguments: Any) -> Callable[[HelixAgent], Any]:
    return lambda client: list(chat(stream=True, **arguments)(client))


def after_close(client: HelixAgent) -> None:
    client.close()
    client.health()


FAILURES: Dict[str, Callable[[HelixAgent], Any]] = {
    "no-credential": lambda _: HelixAgent(base_url="https://api.helixagent.ai"),
    "api-key-ascii": lambda _: HelixAgent(api_key="key\n"),
    "connection-refused": lambda _: HelixAgent(base_url="http://127.0.0.1:9", max_retries=1).health(),
    "base-url": lambda _: HelixAgent(api_key="key", base_url="localhost:7061"),
    "connection-broke": chat(model="sandbox/disconnect"),
    "read-timeout": chat(model="sandbox/hang", timeout=0.03),
    "deadline": chat(model="sandbox/hang", deadline=0.03),
    "idle-timeout": streamed(model="sandbox/stall", stream_idle_timeout=0.03),
    "wait-timeout": still_pending,
    "model-not-found": chat(model="invalid-model"),
    "html-page": chat(model="sandbox/html-error"),
    "stream-cut": streamed(model="sandbox/cut"),
    "does-not-fit": lambda client: client.chat.completions.parse(messages=ASK, response_format=Answer),
    "too-large": lambda client: client.with_options(max_response_size=20).models.list(),
    "no-argument": chat(mesages=[]),
    "keyword-arguments": lambda client: client.chat.completions.create(ASK),  # type: ignore[call-overload]
    "strict-mode": lambda client: client.chat.completions.parse(messages=ASK, response_format=dict),
    "type-hint": chat(tools=[untyped]),
    "client-closed": after_close,
    "http-client": lambda _: HelixAgent(api_key="key", http_client=httpx.AsyncClient()),  # type: ignore[arg-type]
    "signature": unwrapped({"X-HelixAgent-Signature": "sha256=00"}),
    "no-signature": unwrapped({}),
}


@pytest.mark.parametrize("anchor", FAILURES)
def test_the_message_is_the_one_on_the_page(anchor: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN", "HELIXAGENT_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    if anchor == "does-not-fit":
        sandbox.reply("no JSON")
    if anchor == "wait-timeout":
        sandbox.progress = "clock"
    pattern = ".*".join(re.escape(part) for part in MESSAGES[anchor].split("…"))
    if anchor == "read-timeout":
        pattern = pattern.replace(re.escape(" (read timeout)"), ".*read timeout")
    with HelixAgent(base_url=sandbox.base_url, max_retries=0) as client, pytest.raises(Exception, match=pattern):
        FAILURES[anchor](client)
