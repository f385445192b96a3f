"""Tests of models, providers, health, tasks and debates, with output to a pipe: tables and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from cli_support import ran, run, spawn

from helixagent.testing import Sandbox


def body(sandbox: Sandbox, method: str = "POST") -> Dict[str, Any]:
    """Return the body of the last request with a method."""
    found: Dict[str, Any] = [request for request in sandbox.requests if request.method == method][-1].json()
    return found


# --- models, providers, health


def test_models(server: Sandbox) -> None:
    lines = ran("models").out.splitlines()
    assert lines[0].split() == ["Model", "Owner", "Created"]
    assert ["deepseek-chat", "deepseek", "2023-12-21"] in [line.split() for line in lines]
    assert ran("models", "-o", "json").json()[0]["id"] == "helixagent-ensemble"


def test_one_model(server: Sandbox) -> None:
    assert ran("models", "openrouter/grok-4").out.splitlines()[1].split()[0] == "openrouter/grok-4"
    assert ran("models", "openrouter/grok-4", "-o", "json").json()["id"] == "openrouter/grok-4"


def test_a_server_without_models(server: Sandbox) -> None:
    server.reply(json={"object": "list", "data": None}, times=2)
    done = run("models")
    assert (done.code, done.out, done.err) == (0, "", "The server offers no models.\n")
    assert ran("models", "-o", "json").json() == []


def test_a_servers_text_is_shown_without_control_characters(server: Sandbox) -> None:
    server.reply(json={"data": [{"id": "[red]m[/red]:smile:\x1b[31m", "created": "never"}]})
    assert ran("models").out.splitlines()[1].split() == ["[red]m[/red]:smile:\\x1b[31m", "–", "never"]


def test_a_table_in_a_pipe_is_neither_truncated_nor_padded(server: Sandbox) -> None:
    server.reply(json={"data": [{"id": "m" * 500, "owned_by": "o"}, {"id": "n"}]})
    lines = ran("models").out.splitlines()
    assert lines[1].split()[0] == "m" * 500
    assert [line for line in lines if line != line.rstrip()] == []


def test_providers(server: Sandbox) -> None:
    assert "deepseek-chat, deepseek-coder" in ran("providers").out
    assert ran("providers", "qwen").out.splitlines()[1].split()[0] == "qwen"
    assert ran("providers", "-o", "json").json()[0]["id"] == "deepseek"
    assert ran("providers", "qwen", "-o", "json").json()["id"] == "qwen"


def test_the_health_of_providers(server: Sandbox) -> None:
    assert "0.80 s" in ran("providers", "--health").out
    assert ran("providers", "--health", "qwen").out.splitlines()[1].split()[:2] == ["qwen", "healthy"]
    assert set(ran("providers", "--health", "-o", "json").json()) == {"status", "providers"}
    assert ran("providers", "unhealthy", "--health").out.splitlines()[1].split()[:2] == ["unhealthy", "unhealthy"]


def test_health(server: Sandbox) -> None:
    assert [line.split()[0] for line in ran("health").out.splitlines()] == ["Server", "Kind", "Service", "Providers"]
    assert ran("health", "-o", "json").json()["health"] == {"status": "healthy"}


def test_an_unhealthy_server(server: Sandbox) -> None:
    server.reply(json={"status": "healthy"}, operation="getHealth")
    server.reply(json={"status": "degraded"}, operation="getServiceHealth")
    done = run("health")
    assert (done.code, done.err) == (1, "")
    assert done.out == "Server   healthy\nKind     contract\nService  degraded\n"


# --- tasks


def test_a_task_is_created_with_all_options(server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "payload.json"
    file.write_text('{"prompt": "x"}')
    options = ["--payload", f"@{file}", "--name", "n", "--priority", "high", "--time-limit", "60", "--attempts", "3"]
    times = ["--at", "2026-01-15T10:30:00Z", "--deadline", "2026-01-16T10:30:00Z"]
    done = ran(
        "tasks", "create", "llm_completion", *options, *times, "--tag", "a", "--tag", "b", "--metadata", '{"k": 1}'
    )
    assert done.out.splitlines()[1].split()[:5] == ["t1", "n", "llm_completion", "pending", "0%"]
    assert body(server) == {
        "type": "llm_completion",
        "payload": {"prompt": "x"},
        "name": "n",
        "priority": "high",
        "timeout": 60,
        "max_retries": 3,
        "scheduled_at": "2026-01-15T10:30:00Z",
        "deadline": "2026-01-16T10:30:00Z",
        "tags": ["a", "b"],
        "metadata": {"k": 1},
    }
    assert ran("tasks", "create", "x", "-o", "json").json()["id"] == "t2"


@pytest.mark.parametrize("payload", ["{", "[]", "@no-such-file.json"])
def test_an_invalid_payload(payload: str, server: Sandbox) -> None:
    assert run("tasks", "create", "x", "--payload", payload).code == 2
    assert server.requests == []


def test_tasks_are_listed_up_to_the_limit(server: Sandbox) -> None:
    assert run("tasks", "list").err == "There are no tasks.\n"
    for _ in range(3):
        ran("tasks", "create", "x")
    assert [task["id"] for task in ran("tasks", "list", "-o", "json").json()] == ["t1", "t2", "t3"]
    assert len(ran("tasks", "list", "--limit", "2").out.splitlines()) == 3
    assert ran("tasks", "list", "--status", "failed", "-o", "json").json() == []


def test_a_task_is_watched_line_by_line(server: Sandbox) -> None:
    lines = ran("tasks", "create", "x", "--watch").out.splitlines()
    assert lines[0] == "01:50:57  started    The task has started"
    assert lines[2] == "01:50:59  progress   25% a quarter done"
    assert lines[-1] == "01:51:06  completed  after 0:10"
    assert ran("tasks", "watch", "t1").out.splitlines() == lines
    assert ran("tasks", "watch", "t1", "--after", "8").out.splitlines() == lines[-2:]


def test_the_events_of_a_task_as_json_lines(server: Sandbox) -> None:
    ran("tasks", "create", "x")
    events = [json.loads(line) for line in ran("tasks", "watch", "t1", "-o", "json").out.splitlines()]
    assert [event["type"] for event in events][:3] == ["started", "log", "progress"]
    assert events[-1]["type"] == "completed"


@pytest.mark.parametrize("outcome", ["failed", "cancelled"])
def test_a_failed_task_has_a_separate_exit_status(outcome: str, server: Sandbox) -> None:
    done = run("tasks", "create", f"sandbox/{outcome}", "--watch")
    assert (done.code, done.err) == (5, "")
    assert "asked to" in done.out.splitlines()[-1]


def test_the_result_of_a_task(server: Sandbox) -> None:
    ran("tasks", "create", "x")
    assert run("tasks", "result", "t1").code == 1
    ran("tasks", "watch", "t1")
    assert ran("tasks", "result", "t1", "-o", "json").json()["status"] == "completed"
    assert ran("tasks", "result", "t1").out


@pytest.mark.parametrize(
    ("output", "text"),
    [
        ("a text", "a text\n"),
        ({"a": [1]}, '{\n  "a": [\n    1\n  ]\n}\n'),
        (None, "Task    t1\nStatus  failed\nError   no\n"),
    ],
)
def test_the_format_of_a_result(output: Any, text: str, server: Sandbox) -> None:
    server.reply(json={"id": "t1", "status": "failed", "error": "no", "output": output})
    assert ran("tasks", "result", "t1").out == text


def test_tasks_are_cancelled(server: Sandbox) -> None:
    ran("tasks", "create", "x")
    ran("tasks", "create", "x")
    assert [task["status"] for task in ran("tasks", "cancel", "t1", "t2", "-o", "json").json()] == ["cancelled"] * 2
    done = run("tasks", "cancel", "t1")
    assert done.code == 1 and "status 409" in done.err


# --- debates


def test_the_command_waits_for_a_debate_and_prints_its_results(server: Sandbox) -> None:
    people = ["-p", "Ann=deepseek/deepseek-chat", "-p", "Bob=openrouter/x-ai/grok-4", "-p", "Cid"]
    limits = ["--rounds", "2", "--consensus", "0.7", "--strategy", "structured", "--time-limit", "60", "--id", "mine"]
    text = ran("debate", "Tea or coffee", *people, *limits, "--poll", "0.01").out
    assert text.startswith("Tea or coffee\ncompleted · 2 rounds · 1:00\n\nConsensus reached · confidence 82%\n")
    assert "\nAgreed\n  • The question matters\n  • Evidence decides\n" in text
    assert [line.split()[0] for line in text.splitlines()[-5:-2]] == ["Ann", "Bob", "Cid"]
    assert body(server) == {
        "debateId": "mine",
        "topic": "Tea or coffee",
        "participants": [
            {"name": "Ann", "llms": [{"provider": "deepseek", "model": "deepseek-chat"}]},
            {"name": "Bob", "llms": [{"provider": "openrouter", "model": "x-ai/grok-4"}]},
            {"name": "Cid"},
        ],
        "maximal_repeat_rounds": 2,
        "consensus_threshold": 0.7,
        "strategy": "structured",
        "timeout": 60,
    }


def test_the_results_of_a_debate_as_json(server: Sandbox) -> None:
    assert ran("debate", "Tea or coffee", "--poll", "0.01", "-o", "json").json()["consensus"]["achieved"] is True


def test_a_debate_without_a_consensus(server: Sandbox) -> None:
    text = ran("debate", "Tea or coffee", "--consensus", "1", "--poll", "0.01").out
    assert "No consensus · confidence 82%" in text and "\nDisagreed\n  • How far to go\n" in text


def test_nearly_empty_results(server: Sandbox) -> None:
    server.reply(json={"debateId": "d", "status": "completed"}, operation="getDebateStatus")
    server.reply(json={"debateId": "d", "status": "completed", "participants": None}, operation="getDebateResults")
    assert ran("debate", "--follow", "d").out.startswith("d\ncompleted\n")


def test_a_debate_can_be_followed_later_if_the_command_does_not_wait(server: Sandbox) -> None:
    done = run("debate", "Tea or coffee", "--no-wait")
    assert done.code == 0
    assert done.out.splitlines()[0].split() == ["Debate", "debate-1"]
    assert done.err == "helixagent debate --follow debate-1 waits for its results.\n"
    assert ran("debate", "--follow", "debate-1", "--poll", "0.01").out.startswith("Tea or coffee\ncompleted")
    assert ran("debate", "Tea", "--no-wait", "-o", "json").json()["debateId"] == "debate-2"


def test_a_debate_that_takes_too_long_can_be_followed_later(server: Sandbox) -> None:
    done = run("debate", "This awaits approval", "--poll", "0.01", "--wait-at-most", "0.05")
    assert done.code == 4
    assert done.err.startswith("The debate continues on the server: helixagent debate --follow debate-1\nError: ")


def test_options_take_precedence_over_a_debate_from_a_file(server: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "debate.json"
    file.write_text(json.dumps({"topic": "Tea", "strategy": "free", "enable_cognee": True}))
    ran("debate", "--config", f"@{file}", "--strategy", "structured", "--no-wait", "-o", "json")
    assert body(server) == {"topic": "Tea", "strategy": "structured", "enable_cognee": True}


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["Tea", "--follow", "d"],
        ["--follow", "d", "--no-wait"],
        ["Tea", "-p", "Ann=deepseek"],
        ["Tea", "-p", "=a/b"],
        ["Tea", "--rounds", "0"],
        ["Tea", "--config", "[]"],
        ["Tea", "--config", '{"maximal_rounds": 3}'],
    ],
)
def test_invalid_options_of_a_debate(args: List[str], server: Sandbox) -> None:
    assert run("debate", *args).code == 2
    assert server.requests == []


def test_the_commands_in_a_separate_process(server: Sandbox) -> None:
    assert json.loads(spawn("models", "-o", "json").stdout)[0]["id"] == "helixagent-ensemble"
