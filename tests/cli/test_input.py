"""Tests of the input of the command: piped text next to a prompt, and several IDs."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from cases import for_each
from cli_support import ran, run
from support import KEY

from helixagent.testing import Sandbox


def sent(sandbox: Sandbox) -> Dict[str, Any]:
    """Return the body of the last request."""
    found: Dict[str, Any] = sandbox.requests[-1].json()
    return found


# --- piped text


@for_each("verb", ["chat", "complete", "ensemble"])
@for_each(
    ("words", "piped", "prompt"),
    [
        (["Review", "this:"], "a\nb\n", "Review this:\n\na\nb"),
        (["Review this:"], "", "Review this:"),
        (["Review this:"], " \n", "Review this:"),
        (["Before", "-", "after"], "a\n", "Before\n\na\n\nafter"),
    ],
)
def test_piped_text_follows_the_prompt(verb: str, words: List[str], piped: str, prompt: str, server: Sandbox) -> None:
    ran(verb, *words, input=piped)
    body = sent(server)
    assert (body["prompt"] if verb == "complete" else body["messages"][-1]["content"]) == prompt


def test_piped_text_is_embedded_with_the_other_texts(server: Sandbox) -> None:
    ran("embed", "one", "two", input="three\n")
    assert sent(server)["input"] == ["one", "two", "three"]


def test_a_piped_key_is_not_part_of_the_prompt(server: Sandbox) -> None:
    ran("chat", "--api-key-file", "-", "hi", input=KEY)
    assert sent(server)["messages"][-1]["content"] == "hi"
    assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"


# --- several IDs


@pytest.mark.parametrize("output", ["json", "table"])
def test_cancelling_tasks_continues_after_a_failure(output: str, server: Sandbox) -> None:
    first, last = (ran("tasks", "create", "x", "-o", "json").json()["id"] for _ in range(2))
    done = run("tasks", "cancel", first, "no-such-task", last, "-o", output)
    assert done.code == 1
    assert done.err.startswith("Error: cancelling no-such-task: ") and done.err.count("\n") == 1
    if output == "json":
        assert [task["id"] for task in done.json()] == [first, last]
    else:
        assert [line.split()[0] for line in done.out.splitlines()] == ["Task", first, last]


def test_deleting_webhooks_continues_after_a_failure(server: Sandbox) -> None:
    first, last = (
        ran("webhooks", "create", "https://x.example", "-o", "json", input="").json()["id"] for _ in range(2)
    )
    done = run("webhooks", "delete", "no-such-webhook", first, last, "-o", "json")
    assert done.code == 1 and done.json() == {"deleted": [first, last]}
    assert "no-such-webhook" in done.err
    assert ran("webhooks", "list", "-o", "json").json() == []


def test_the_exit_status_is_the_status_of_the_first_failure(server: Sandbox) -> None:
    server.reply(403, json={"error": {"message": "not yours"}})
    done = run("tasks", "cancel", "a", "b", "-o", "json")
    assert (done.code, done.json()) == (3, [])
    assert [line.split(":")[1] for line in done.err.splitlines()] == [" cancelling a", " cancelling b"]
