"""Tests of the command with a published server: basic commands work, or their messages explain what to do."""

from __future__ import annotations

import json
from typing import Any, Iterator

import pytest
from cli_support import ran, run
from january_server import January, paths
from raw_server import RawServer

from helixagent.testing import Sandbox

TWO = ("-p", "Ann=fake/m", "-p", "Bob=fake2/m")


@pytest.fixture
def state() -> January:
    """The state of the imitated server."""
    return January()


@pytest.fixture
def january(state: January, monkeypatch: pytest.MonkeyPatch) -> Iterator[RawServer]:
    """The imitated server, set in the environment."""
    with RawServer(state) as server:
        monkeypatch.setenv("HELIXAGENT_BASE_URL", server.base_url)
        yield server


def test_chat_prints_only_the_response(january: RawServer) -> None:
    done = ran("chat", "Explain quantum computing")
    assert done.out == "Position 5: qubits hold amplitudes.\nThey interfere.\n\n- point one\n- point two\n"


def test_texts_and_vectors(january: RawServer) -> None:
    assert ran("complete", "The future").out.startswith("Position 5: qubits")
    assert "Fake answer to: What is AI?" in ran("ensemble", "What is AI?").out
    assert len(ran("embed", "hello", "-o", "json").json()["data"][0]["embedding"]) == 8


def test_models_and_providers(january: RawServer) -> None:
    for words in (["models"], ["models", "list"]):
        assert ran(*words).out.splitlines()[1].split()[0] == "helixagent-debate"
    for words in (["providers"], ["providers", "list"]):
        names = [line.split()[0] for line in ran(*words).out.splitlines()[1:] if line[:1] != " "]
        assert names == ["fake", "fake2", "ollama", "zen"]
    for words in (["providers", "--health"], ["providers", "health"]):
        lines = [line.split() for line in ran(*words).out.splitlines()]
        assert ["zen", "unhealthy"] in [line[:2] for line in lines]
    assert ran("providers", "fake").out.splitlines()[1].startswith("fake")


def test_health_names_the_kind_of_server(january: RawServer) -> None:
    assert ["Kind", "published"] in [line.split() for line in ran("health").out.splitlines()]
    assert ran("health", "-o", "json").json()["kind"] == "published"


def test_health_of_a_contract_server(server: Sandbox) -> None:
    assert ran("health", "-o", "json").json()["kind"] == "contract"


def test_a_debate(january: RawServer, state: January) -> None:
    done = ran("debate", "Is Python good?", *TWO, "--rounds", "2", "--poll", "0.01")
    assert "Is Python good?" in done.out and "Ann" in done.out and "Bob" in done.out
    (debate,) = state.debates.values()
    assert debate["asked"]["max_rounds"] == 2
    assert [each["llm_provider"] for each in debate["asked"]["participants"]] == ["fake", "fake2"]


def test_a_debate_without_participants_explains_what_to_add(january: RawServer) -> None:
    done = run("debate", "Is Python good?")
    assert (done.code, done.out) == (2, "")
    assert "-p Ann=PROVIDER/MODEL -p Bob=PROVIDER/MODEL" in done.err
    assert paths(january) == ["GET /health"]


def test_a_debate_without_a_response_from_a_provider(january: RawServer, state: January) -> None:
    state.debate_fails = True
    done = run("debate", "Is Python good?", *TWO, "--poll", "0.01")
    assert done.code == 1 and "No provider responded in this debate." in done.err
    assert json.loads(run("debate", "Why?", *TWO, "--poll", "0.01", "-o", "json").out)["success"] is False


def test_features_that_the_server_lacks(january: RawServer) -> None:
    for words in (["webhooks", "list"], ["tasks", "cancel", "t-1"]):
        done = run(*words)
        assert done.code == 1 and "This HelixAgent server has no " in done.err and "docs/servers.md" in done.err


def test_the_option_turns_the_translation_off(january: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("embed", "hello", "--compatibility", "off")
    assert done.code == 1 and "Method not found" in done.err
    monkeypatch.setenv("HELIXAGENT_COMPATIBILITY", "off")
    assert run("embed", "hello").code == 1
    assert run("embed", "hello", "--compatibility", "auto").code == 0
    assert "on" in run("embed", "hello", "--compatibility", "on").err


def test_the_option_translates_from_the_first_call(january: RawServer) -> None:
    ran("embed", "hello", "--compatibility", "published")
    assert paths(january) == ["POST /v1/embeddings/generate"]


def test_a_debate_on_a_contract_server_needs_no_participants(server: Sandbox) -> None:
    done: Any = ran("debate", "Is Python good?", "--poll", "0.01")
    assert "Is Python good?" in done.out


def test_arguments_that_the_server_ignores_cause_a_warning(january: RawServer) -> None:
    done = run("debate", "Why?", *TWO, "--poll", "0.01", "--consensus", "0.8")
    assert done.code == 0
    assert done.err.startswith("Warning: The HelixAgent server ignores consensus_threshold in debates.create")
    # The command reports a failure only once.
    assert len(run("webhooks", "list").err.splitlines()) == 1
