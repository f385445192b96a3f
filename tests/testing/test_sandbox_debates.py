"""Tests of the sandbox's debates: each status request advances them by one step. Also each way to end."""

from __future__ import annotations

from typing import Any, Callable, List
from urllib.parse import quote

import httpx
import pytest

PARTICIPANTS = [
    {
        "name": "Economist",
        "role": "Counts",
        "llms": [{"provider": "qwen", "model": "qwen-max", "api_key": "sk-secret"}],
    },
    {"name": "ClimateScientist"},
]


@pytest.fixture
def create(http: httpx.Client) -> Callable[..., str]:
    """A function that creates a debate and returns its ID."""

    def make(topic: str = "Trains or planes?", **fields: Any) -> str:
        response = http.post("/v1/debates", json={"topic": topic, "participants": PARTICIPANTS, **fields})
        assert response.status_code == 202, response.text
        return str(response.json()["debateId"])

    return make


def _polls(http: httpx.Client, debate: str, count: int) -> List[Any]:
    found = [http.get(f"/v1/debates/{debate}/status").json() for _ in range(count)]
    return [(status["status"], status["current_round"]) for status in found]


def test_a_debate_advances_with_each_poll(
    http: httpx.Client, create: Callable[..., str], conforms: Callable[..., None]
) -> None:
    debate = create(debateId="climate-1", maximal_repeat_rounds=2)
    assert debate == "climate-1"
    assert http.get("/v1/debates/climate-1").json()["status"] == "pending"
    rounds = [("running", 0), ("in_progress", 1), ("in_progress", 2), ("completed", 2), ("completed", 2)]
    early = http.get("/v1/debates/climate-1/results")
    conforms(early, "getDebateResults")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "debate_not_ended")
    status = http.get("/v1/debates/climate-1/status")
    conforms(status, "getDebateStatus")
    assert status.json()["total_rounds"] == 2
    assert _polls(http, debate, 4) == rounds[1:]
    results = http.get("/v1/debates/climate-1/results")
    conforms(results, "getDebateResults")
    body = results.json()
    assert body["consensus"]["achieved"] is True
    assert [given["name"] for given in body["participants"]] == ["Economist", "ClimateScientist"]
    assert [given["total_responses"] for given in body["participants"]] == [2, 2]
    assert (body["duration"], body["rounds_completed"], body["cognee_insights"]) == (60, 2, None)
    assert body["quality_metrics"]["overall_debate_quality"] == 0.86


def test_the_details_show_no_key(http: httpx.Client, create: Callable[..., str], conforms: Callable[..., None]) -> None:
    details = http.get("/v1/debates/" + create(metadata={"a": 1}, strategy="structured"))
    conforms(details, "getDebate")
    assert "sk-secret" not in details.text
    assert details.json()["participants"][0]["llms"] == [{"provider": "qwen", "model": "qwen-max"}]
    assert (details.json()["metadata"], details.json()["strategy"]) == ({"a": 1}, "structured")


def test_consensus_and_cognee(http: httpx.Client, create: Callable[..., str]) -> None:
    debate = create(consensus_threshold=0.9, enable_cognee=True, maximal_repeat_rounds=1)
    _polls(http, debate, 3)
    body = http.get(f"/v1/debates/{debate}/results").json()
    assert (body["consensus"]["achieved"], body["consensus"]["final_position"]) == (False, None)
    assert body["cognee_insights"]["key_themes"]


@pytest.mark.parametrize(
    ("topic", "status"),
    [("Will this fail?", "failed"), ("Do we REJECT it?", "rejected"), ("Should we cancel?", "cancelled")],
)
def test_other_ends(
    http: httpx.Client, create: Callable[..., str], conforms: Callable[..., None], topic: str, status: str
) -> None:
    debate = create(topic)
    assert _polls(http, debate, 4) == [("running", 0), ("in_progress", 1), (status, 1), (status, 1)]
    results = http.get(f"/v1/debates/{debate}/results")
    conforms(results, "getDebateResults")
    assert (results.json()["status"], results.json()["consensus"]["achieved"]) == (status, False)
    errors = http.get(f"/v1/debates/{debate}/status").json()["errors"]
    assert bool(errors) == (status == "failed")
    assert http.post(f"/v1/debates/{debate}/approve").status_code == 409


def test_approval(http: httpx.Client, create: Callable[..., str], conforms: Callable[..., None]) -> None:
    first, second = create("Approve the plan?"), create("An approved plan")
    for debate in (first, second):
        assert http.post(f"/v1/debates/{debate}/approve").status_code == 409
        assert _polls(http, debate, 4)[2:] == [("paused", 1)] * 2
    approved = http.post(f"/v1/debates/{first}/approve")
    conforms(approved, "approveDebate")
    assert approved.json()["status"] == "in_progress"
    assert _polls(http, first, 2) == [("in_progress", 3), ("completed", 3)]
    rejected = http.post(f"/v1/debates/{second}/reject", json={"reason": "too dear"})
    conforms(rejected, "rejectDebate")
    assert (rejected.json()["status"], rejected.json()["message"]) == ("rejected", "The debate is rejected: too dear")
    again = http.post(f"/v1/debates/{second}/reject")
    conforms(again, "rejectDebate")
    assert again.status_code == 409


def test_reports(http: httpx.Client, create: Callable[..., str], conforms: Callable[..., None]) -> None:
    debate = create("<b>Trains</b> (fast)?", maximal_repeat_rounds=1)
    report = f"/v1/debates/{debate}/report"
    assert http.get(report).status_code == 409
    _polls(http, debate, 3)
    as_json = http.get(report)
    conforms(as_json, "getDebateReport")
    assert as_json.json()["results"]["debateId"] == debate
    as_html = http.get(report, params={"format": "html"})
    assert as_html.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;b&gt;Trains&lt;/b&gt;" in as_html.text
    as_pdf = http.get(report, params={"format": "pdf"})
    assert as_pdf.headers["content-type"] == "application/pdf"
    assert as_pdf.content.startswith(b"%PDF-1.4")
    assert as_pdf.content.endswith(b"%%EOF\n")
    start = int(as_pdf.content.split(b"startxref\n")[1].split(b"\n")[0])
    assert as_pdf.content[start:].startswith(b"xref\n0 6\n")
    assert http.get(report, params={"format": "docx"}).json()["error"]["param"] == "format"


def test_lists_ids_and_deletion(http: httpx.Client, create: Callable[..., str], conforms: Callable[..., None]) -> None:
    assert [create(), create(debateId="debate-3"), create(), create()] == [
        "debate-1",
        "debate-3",
        "debate-2",
        "debate-4",
    ]
    taken = http.post("/v1/debates", json={"topic": "x", "debateId": "debate-3"})
    conforms(taken, "createDebate")
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "debate_exists")
    listed = http.get("/v1/debates", params={"limit": 2, "offset": 1})
    conforms(listed, "listDebates")
    assert [debate["debateId"] for debate in listed.json()["debates"]] == ["debate-3", "debate-2"]
    _polls(http, "debate-4", 1)
    assert http.get("/v1/debates", params={"status": "running"}).json()["total"] == 1
    deleted = http.delete("/v1/debates/debate-3")
    conforms(deleted, "deleteDebate")
    for path in ("", "/status", "/results", "/report"):
        assert http.get("/v1/debates/debate-3" + path).status_code == 404
    assert http.get("/v1/debates").json()["total"] == 3


@pytest.mark.parametrize("name", ["a/b", "..", "a?b", "a#b", "a b", "ä", "team", "%2F"])
def test_an_id_may_contain_any_characters(http: httpx.Client, create: Callable[..., str], name: str) -> None:
    create(debateId=name)
    # Clients send these characters without decoding them, but httpx would resolve a bare `..`.
    path = quote(name, safe="").replace(".", "%2E")
    answer = http.get(f"/v1/debates/{path}/status")
    assert answer.json()["debateId"] == name


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"participants": PARTICIPANTS[:1]}, "participants"),
        ({"topic": ""}, "topic"),
        ({"debateId": ""}, "debateId"),
        ({"consensus_threshold": 1.5}, "consensus_threshold"),
        ({"timeout": 1.5}, "timeout"),
    ],
)
def test_invalid_debates(http: httpx.Client, fields: Any, param: str) -> None:
    response = http.post("/v1/debates", json={"topic": "x", **fields})
    assert (response.status_code, response.json()["error"]["param"]) == (400, param)


def test_the_default_team_debates_without_participants(http: httpx.Client, conforms: Callable[..., None]) -> None:
    team = http.get("/v1/debates/team")
    conforms(team, "getDebateTeam")
    debate = http.post("/v1/debates", json={"topic": "x"}).json()
    assert debate["participants_count"] == team.json()["total"] == 3
    details = http.get("/v1/debates/" + debate["debateId"])
    conforms(details, "getDebate")
    assert details.json()["participants"][1]["llms"] == [{"provider": "claude", "model": "claude-3-5-sonnet-20241022"}]
