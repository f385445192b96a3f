"""Tests of whether a name counts as misspelled or as a different name."""

from __future__ import annotations

from typing import List, Optional

from cases import for_each
from hypothesis import given, strategies as st

from helixagent._core.requests.arguments import near_miss
from helixagent_client.request_schemas import REQUEST_SCHEMAS

CHAT = list(REQUEST_SCHEMAS["ChatCompletionRequest"]["properties"])


@for_each(
    ("name", "meant"),
    [
        ("temprature", "temperature"),
        ("temparature", "temperature"),
        ("Temperature", "temperature"),
        ("maxTokens", "max_tokens"),
        ("max_token", "max_tokens"),
        ("mesages", "messages"),
        ("message", "messages"),
        ("modle", "model"),
        ("streem", "stream"),
        ("response_fromat", "response_format"),
        ("tool", "tools"),
        ("stops", "stop"),
        ("usr", "user"),
        ("max_new_tokens", "max_tokens"),
        # These are parameters of other servers.
        ("top_k", None),
        ("min_p", None),
        ("repetition_penalty", None),
        ("min_tokens", None),
        ("guided_json", None),
        ("system", None),
        ("k", None),
        ("", None),
    ],
)
def test_chat_arguments(name: str, meant: Optional[str]) -> None:
    assert near_miss(name, CHAT) == meant


# Two swapped letters are half of a name of four letters.
@given(st.sampled_from([name for name in CHAT if len(name.replace("_", "")) > 4]), st.data())
def test_one_wrong_keystroke_is_a_misspelling(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 2))
    missing = name[:place] + name[place + 1 :]
    doubled = name[: place + 1] + name[place:]
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    for typo in (missing, doubled, swapped):
        found = near_miss(typo, CHAT)
        assert found is not None
        # `tools` without its last letter is equally similar to `tool` and `tools`, and so on.
        assert found == name or abs(len(found) - len(name)) <= 1


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_names_can_be_compared(name: str, known: List[str]) -> None:
    found = near_miss(name, known)
    assert found is None or found in known
