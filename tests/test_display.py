"""Tests of displayed responses: short in a terminal, as tables in a notebook, and without secrets in both."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import Any, List, Tuple

import pytest
from rich.console import Console
from rich.pretty import pretty_repr

from helixagent.types import ChatCompletionResponse
from helixagent_client import models


class _Reader(HTMLParser):
    """An HTML parser that collects the texts of cells and the unclosed tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: List[str] = []
        self.texts: List[str] = []

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Any]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown_as_html(value: Any) -> List[str]:
    reader = _Reader()
    reader.feed(value._repr_html_())
    assert reader.open == []
    return reader.texts


def test_a_vector_is_shown_by_its_first_values_and_its_length() -> None:
    embedding = models.Embedding(index=0, embedding=[0.5, -0.25, 0.125] * 512)
    assert "embedding=[0.5, -0.25, 0.125, ... 1536 numbers]" in repr(embedding)
    assert "[0.5, -0.25, 0.125, ... 1536 numbers]" in shown_as_html(embedding)
    assert "[1, 2]" in repr(models.Embedding(index=0, embedding=[1, 2]))


def test_the_results_of_a_debate_are_tables_in_a_notebook(client: Any) -> None:
    debate = client.debates.create(topic="Tea or coffee?", maximal_repeat_rounds=1)
    results = client.debates.wait(debate.debateId, poll_interval=0.001)
    texts = shown_as_html(results)
    assert texts[0] == "DebateResults"
    # The participants are rows of one table, so each participant and each column name appears once.
    assert texts.count("avg_quality_score") == 1
    for participant in results.participants:
        assert participant.name in texts
    assert shown_as_html(debate)[0] == "Debate"


def test_usage_is_a_table_with_each_model(client: Any) -> None:
    client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
    texts = shown_as_html(client.get_usage_stats())
    assert texts[:3] == ["UsageStats", "total_requests", "1"]
    assert "helixagent-ensemble" in texts and "100.0 %" in texts


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", "'\"", "</table>"])
def test_data_from_a_server_is_escaped_in_a_notebook(text: str) -> None:
    answer = ChatCompletionResponse.from_dict(
        {"id": text, "choices": [{"message": {"content": text}}], "usage": text, text: {"x": [text, {"y": text}]}}
    )
    written = answer._repr_html_()
    assert html.escape(text) in written
    # The data is shown as text and every tag is closed, so none of the data was treated as HTML.
    assert "".join(shown_as_html(answer)).count(text) == 6


def test_a_recursive_object_is_displayed() -> None:
    usage = models.Usage(additional_properties={"a": {}})
    usage.additional_properties["a"]["b"] = usage
    assert "..." in shown_as_html(usage)


def test_secrets_are_not_shown() -> None:
    provider = models.ProviderRequest(name="mine", api_key="secret-canary")
    console = Console(record=True, width=200)
    console.print(provider)
    for shown in (repr(provider), provider._repr_html_(), pretty_repr(provider), console.export_text()):
        assert "secret-canary" not in shown
        assert "***" in shown and "mine" in shown


def test_rich_shows_only_existing_fields() -> None:
    assert pretty_repr(models.Usage(total_tokens=3)) == "Usage(total_tokens=3)"
