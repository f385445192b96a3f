"""Tests of what jedi completes, as in IPython and editors."""

from __future__ import annotations

from typing import List

import jedi
import pytest
from cases import for_each

MADE = "import helixagent\nclient = helixagent.{}(api_key='k')\n"


@for_each(
    ("line", "expected"),
    [
        ("client.cha", ["chat"]),
        ("client.chat.completions.cre", ["create"]),
        ("client.chat.completions.create(messages=[]).choi", ["choices"]),
        ("client.chat.completions.create(messages=[]).choices[0].mess", ["message"]),
        ("client.embeddings.create(model='m', input='a').data[0].embed", ["embedding"]),
        ("client.chat.completions.create(temp", ["temperature="]),
        ("client.chat.completions.create(web", ["web_search_options="]),
        ("client.chat.completions.parse(respo", ["response_format="]),
        ("client.chat.completions.stream(reas", ["reasoning_effort="]),
        ("client.chat.completions.with_raw_response.create(temp", ["temperature="]),
        ("client.completions.acreate(suf", ["suffix="]),
        ("client.ensemble.completions.create(ens", ["ensemble_config="]),
        ("client.debates.create(parti", ["participants="]),
        ("client.debates.list(li", ["limit="]),
        ("client.health(time", ["timeout="]),
        ("client.tasks.create(prio", ["priority="]),
        ("client.tasks.get('t').progr", ["progress"]),
        ("client.embeddings.create(encod", ["encoding_format="]),
        ("helixagent.HelixAgent(api_ke", ["api_key="]),
        ("helixagent.exceptions.RateL", ["RateLimitError"]),
        ("helixagent.webhooks.unw", ["unwrap"]),
    ],
)
def test_jedi_completes(line: str, expected: List[str]) -> None:
    code = MADE.format("HelixAgent") + line
    assert [found.name for found in jedi.Script(code).complete(3, len(line))] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("client.chat.completions.create(temp", ["temperature="]),
        ("client.debates.create(parti", ["participants="]),
        ("client.tasks.list(lim", ["limit="]),
        ("client.models.retrieve(mode", ["model="]),
    ],
)
def test_jedi_completes_the_async_client(line: str, expected: List[str]) -> None:
    code = MADE.format("AsyncHelixAgent") + line
    assert [found.name for found in jedi.Script(code).complete(3, len(line))] == expected
