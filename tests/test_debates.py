"""Tests of debates: the dict of the user's document, keywords, every step of a debate, and pages of debates."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from cases import for_each
from support import KEY, Driver

from helixagent import ConflictError, NotFoundError, ProviderError, ValidationError
from helixagent.testing import Sandbox
from helixagent.types import (
    Debate,
    DebateDetails,
    DebateRequest,
    DebateResults,
    DebateStatus,
    DebateTeam,
    MessageResponse,
)

# The dict in the user's document.
CONFIG: Dict[str, Any] = {
    "debateId": "ai-ethics-debate-001",
    "topic": "Should AI development be regulated by governments?",
    "maximal_repeat_rounds": 3,
    "consensus_threshold": 0.75,
    "timeout": 600,
    "participants": [
        {
            "name": "EthicsExpert",
            "role": "AI Ethics Specialist",
            "llms": [{"provider": "claude", "model": "claude-3-5-sonnet-20241022"}],
        },
        {
            "name": "TechOptimist",
            "role": "Technology Innovation Advocate",
            "llms": [{"provider": "deepseek", "model": "deepseek-chat", "api_key": "k"}],
            "enable_cognee": True,
            "cognee_settings": {"enhance_responses": True, "analyze_sentiment": True, "dataset_name": "d"},
        },
    ],
}


def started(driver: Driver, client: Any, topic: str = "Tea or coffee", **more: Any) -> str:
    """Return the ID of a new debate."""
    made: str = driver.run(client.debates.create(topic=topic, **more)).debate_id
    return made


def advanced(driver: Driver, client: Any, identifier: str, steps: int) -> Any:
    """Return the status after this number of status requests."""
    return [driver.run(client.debates.get_status(identifier)) for _ in range(steps)][-1]


# --- create


def test_the_dict_of_the_document_is_sent_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    debate = driver.run(driver.client(sandbox, api_key=KEY).debates.create(CONFIG))
    assert type(debate) is Debate
    assert (debate.debateId, debate.debate_id, debate.participants_count) == (*["ai-ethics-debate-001"] * 2, 2)
    assert sandbox.requests[0].json() == CONFIG
    assert b'"timeout":600,' in sandbox.requests[0].body
    assert debate._request_id == "req_sandbox_000001"


def test_keywords_send_the_same_as_the_dict(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.debates.create(**CONFIG))
    assert sandbox.requests[0].json() == CONFIG


def test_keywords_take_precedence_over_the_dict_which_is_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    config = {"topic": "One", "strategy": "round_robin", "timeout": None}
    driver.run(driver.client(sandbox).debates.create(config, topic="Two", metadata={"a": 1}))
    assert sandbox.requests[0].json() == {"topic": "Two", "strategy": "round_robin", "metadata": {"a": 1}}
    assert config == {"topic": "One", "strategy": "round_robin", "timeout": None}


@for_each(
    ("key", "hint"),
    [
        ("maximal_repeat_round", "did you mean maximal_repeat_rounds?"),
        ("debate_id", "did you mean debateId?"),
        ("max_tokens", "pass it in extra_body={'max_tokens': ...}"),
        (5, "pass it in extra_body"),
        *[(name, "") for name in ("stream", "options", "self", "config", "extra_headers", "extra_query")],
    ],
)
def test_a_key_that_the_api_does_not_have_is_refused(key: Any, hint: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError) as caught:
        driver.run(driver.client(sandbox).debates.create({"topic": "x", key: {"X-A": "1"}}))
    assert f"config has a key {key!r} that the API does not" in str(caught.value)
    assert hint in str(caught.value)
    assert caught.value.param == str(key)
    assert sandbox.requests == []


def test_the_config_may_be_a_request_of_helixagent_types(driver: Driver, sandbox: Sandbox) -> None:
    driver.run(driver.client(sandbox).debates.create(DebateRequest.from_dict(CONFIG)))
    assert sandbox.requests[0].json() == CONFIG


def test_the_options_of_a_call_are_accepted(driver: Driver, sandbox: Sandbox) -> None:
    options = {"extra_headers": {"X-A": "1"}, "extra_query": {"q": 1}, "extra_body": {"new": True, "topic": "over"}}
    driver.run(driver.client(sandbox).debates.create({"topic": "under", "strategy": "x"}, **options))
    request = sandbox.requests[0]
    assert (request.headers["x-a"], request.path) == ("1", "/v1/debates?q=1")
    assert request.json() == {"topic": "over", "strategy": "x", "new": True}


@for_each(
    ("arguments", "param", "words"),
    [
        ({}, "topic", "topic is required"),
        ({"config": {}}, "topic", "topic is required"),
        ({"config": "a topic"}, "config", "config must be a dict, not str"),
        ({"config": [("topic", "x")]}, "config", "config must be a dict, not list"),
        ({"config": {"topic": "x", "timeout": 600.0}}, "timeout", "whole number"),
        ({"config": {"topic": "x", "timeout": "600"}}, "timeout", "whole number"),
        ({"topic": "x", "consensus_threshold": 1.5}, "consensus_threshold", "between 0 and 1"),
        ({"topic": "x", "participants": [{"name": "a"}]}, "participants", "at least 2"),
        ({"topic": "x", "participants": [{"name": "a"}, {"role": "b"}]}, "participants[1].name", "is required"),
        ({"topic": "x", "participants": [{"name": "a"}, "b"]}, "participants[1]", "a dict"),
        ({"topic": "x", "metadata": {"a": {1, 2}}}, "metadata", "cannot be sent as JSON"),
        ({"topic": "x", "maximal_repeat_rounds": True}, "maximal_repeat_rounds", "whole number"),
        ({"topic": "x", "rounds": 3}, "rounds", "no argument rounds"),
        ({"topic": "x", "debate_id": "a"}, "debate_id", "did you mean debateId"),
    ],
)
def test_an_invalid_debate_is_refused_before_it_is_sent(
    arguments: Any, param: str, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=words) as caught:
        driver.run(driver.client(sandbox).debates.create(**arguments))
    assert (caught.value.param, caught.value.status_code) == (param, None)
    assert sandbox.requests == []


def test_a_second_debate_with_the_same_id_is_a_conflict(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    started(driver, client, debateId="d1")
    with pytest.raises(ConflictError, match="d1"):
        started(driver, client, debateId="d1")


# --- the lifecycle of a debate


def test_a_debate_from_start_to_results(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    driver.run(client.debates.create(CONFIG))
    identifier = "ai-ethics-debate-001"
    details = driver.run(client.debates.get(identifier))
    assert type(details) is DebateDetails
    assert (details.debateId, details.topic) == (identifier, CONFIG["topic"])
    assert [participant.name for participant in details.participants] == ["EthicsExpert", "TechOptimist"]
    with pytest.raises(ConflictError):
        driver.run(client.debates.get_results(identifier))
    status = advanced(driver, client, identifier, 2)
    assert type(status) is DebateStatus
    assert (status.status, status.current_round, status.total_rounds) == ("in_progress", 1, 3)
    assert (status.current_participant, status.errors) == ("EthicsExpert", [])
    assert advanced(driver, client, identifier, 3).status == "completed"
    results = driver.run(client.debates.get_results(identifier))
    assert type(results) is DebateResults
    assert (results.consensus.achieved, results.consensus.confidence) == (True, 0.82)
    assert results.consensus.key_agreements
    assert results.participants[0].name == "EthicsExpert"
    assert results.quality_metrics.overall_debate_quality == 0.86
    assert results.cognee_insights.key_themes
    deleted = driver.run(client.debates.delete(identifier))
    assert type(deleted) is MessageResponse
    with pytest.raises(NotFoundError):
        driver.run(client.debates.get(identifier))


@pytest.mark.parametrize("format", ["json", None])
def test_a_report_as_a_dict(format: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client)
    driver.run(client.debates.wait(identifier))
    report = driver.run(client.debates.get_report(identifier, format=format))
    assert sandbox.requests[-1].headers["accept"] == "application/json"
    assert isinstance(report, dict)
    assert report["title"] == "Report on the debate: Tea or coffee"
    assert report["results"]["rounds_completed"] == 3
    expected = [] if format is None else [("format", "json")]
    assert sandbox.requests[-1].query == expected


def test_a_report_is_json_by_default(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client)
    driver.run(client.debates.wait(identifier))
    assert isinstance(driver.run(client.debates.get_report(identifier)), dict)


@pytest.mark.parametrize(("format", "start"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-1.4")])
def test_a_report_as_a_file(format: str, start: bytes, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client, topic="Thé ou café?")
    driver.run(client.debates.wait(identifier))
    report = driver.run(client.debates.get_report(identifier, format=format))
    assert type(report) is bytes
    assert sandbox.requests[-1].headers["accept"] == "*/*"
    assert report.startswith(start)
    assert sandbox.requests[-1].query == [("format", format)]


@for_each("format", ["json", "html", "pdf"])
def test_a_report_before_the_end_is_refused_by_the_server(format: str, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ConflictError, match="not completed"):
        driver.run(client.debates.get_report(started(driver, client), format=format))


def test_approval(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client, topic="This awaits approval")
    with pytest.raises(ConflictError, match="not waiting for approval"):
        driver.run(client.debates.approve(identifier))
    assert advanced(driver, client, identifier, 3).status == "paused"
    approved = driver.run(client.debates.approve(identifier))
    assert (type(approved), approved.debateId, approved.status) == (Debate, identifier, "in_progress")


@pytest.mark.parametrize(("reason", "body"), [(None, [b"{}", b""]), ("Too costly", [b'{"reason":"Too costly"}'])])
def test_rejection(reason: Any, body: Any, driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    identifier = started(driver, client, topic="This awaits approval")
    advanced(driver, client, identifier, 3)
    rejected = driver.run(client.debates.reject(identifier, reason=reason))
    assert rejected.status == "rejected"
    assert sandbox.requests[-1].body in body
    if reason:
        assert reason in rejected.message


def test_the_default_team_of_the_server(driver: Driver, sandbox: Sandbox) -> None:
    team = driver.run(driver.client(sandbox).debates.team())
    assert type(team) is DebateTeam
    assert team.members[0].name == "Analyst"
    assert sandbox.requests[0].path == "/v1/debates/team"


def test_the_id_team_is_refused_because_its_path_belongs_to_the_team(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match="the URL of another operation") as caught:
        driver.run(client.debates.get("team"))
    assert caught.value.param == "debate_id"
    assert sandbox.requests == []
    with pytest.raises(NotFoundError):
        driver.run(client.debates.get_status("team"))


def test_a_deletion_without_a_message(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(204)
    assert driver.run(driver.client(sandbox).debates.delete("d1")) is None


# --- responses of published servers


def test_lists_and_maps_may_be_null_and_unknown_fields_are_kept(driver: Driver, sandbox: Sandbox) -> None:
    body = {"debateId": "d1", "status": "a_new_word", "participants": None, "consensus": None, "extra": {"a": [1]}}
    sandbox.reply(json=body)
    results = driver.run(driver.client(sandbox).debates.get_results("d1"))
    assert (results.status, results.participants, results.consensus) == ("a_new_word", [], None)
    assert results.extra == {"a": [1]}
    assert results.to_dict() == body


def test_an_error_of_a_published_server_keeps_its_message(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(404, json={"error": {"message": "Debate not found", "debate_id": "x"}})
    with pytest.raises(NotFoundError, match="Debate not found"):
        driver.run(driver.client(sandbox).debates.get("x"))


# --- pages (pages of tasks are the same; see test_tasks.py for more)


def test_a_list_of_debates_is_a_page(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    for name in ("a", "b", "c"):
        started(driver, client, debateId=name)
    page = driver.run(client.debates.list(limit=2))
    assert [debate.debateId for debate in page.items] == ["a", "b"]
    assert (len(page), page.total, page[1].debate_id, page.has_next()) == (2, 3, "b", True)
    following = driver.run(page.next_page())
    assert ([debate.debateId for debate in following.items], following.has_next()) == (["c"], False)
    assert sandbox.requests[-1].query == [("limit", "2"), ("offset", "2")]
    assert driver.run(client.debates.list(status="completed")).items == []


def test_an_error_instead_of_a_file_is_an_error(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    sandbox.reply(json={"error": {"message": "Debate has not completed yet", "code": "early"}})
    with pytest.raises(ProviderError, match="not completed") as caught:
        driver.run(client.debates.get_report("d1", format="pdf"))
    assert (caught.value.status_code, caught.value.code) == (200, "early")
    # A file is returned unchanged.
    sandbox.reply(json={"title": "A report"})
    assert driver.run(client.debates.get_report("d1", format="html")) == b'{"title":"A report"}'
