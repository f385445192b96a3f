"""Check that the page about the openai package lists all differences."""

from __future__ import annotations

import inspect
import re
from typing import Any, Iterator, Set

import openai
from openai.types.chat import ChatCompletion
from support import ROOT

import helixagent
from helixagent import types

PAGE = re.sub(r"```.*?```", "", (ROOT / "docs/openai.md").read_text(encoding="utf-8"), flags=re.DOTALL)


def public(owner: Any) -> Set[str]:
    return {name for name in dir(owner) if not name.startswith("_")}


def arguments(function: Any) -> Set[str]:
    return {name for name in inspect.signature(function).parameters if not name.startswith("_")}


def exceptions_of(package: Any) -> Set[str]:
    values = {name: getattr(package, name) for name in public(package)}
    return {name for name, value in values.items() if inspect.isclass(value) and issubclass(value, Exception)}


def differences() -> Iterator[str]:
    """Return the names that users of openai know and that this SDK does not have."""
    theirs, ours = openai.OpenAI(api_key="k"), helixagent.HelixAgent(api_key="k")
    yield from public(theirs) - public(ours)
    yield from arguments(openai.OpenAI.__init__) - arguments(helixagent.HelixAgent.__init__)
    yield from exceptions_of(openai) - exceptions_of(helixagent)
    yield from public(openai.Stream) - public(helixagent.Stream)
    for path in ("chat.completions", "completions", "embeddings", "models"):
        parts = path.split(".")
        their, our = theirs, ours
        for part in parts:
            their, our = getattr(their, part), getattr(our, part)
        yield from public(their) - public(our)
        for name in public(their) & public(our) & {"create", "list", "retrieve"}:
            yield from arguments(getattr(their, name)) - arguments(getattr(our, name))
    # The table has one row for all of pydantic's class methods.
    common = {name for name in public(ChatCompletion) if name.startswith(("to_", "model_dump", "model_copy"))}
    yield from common - public(types.ChatCompletionResponse) - {"to_json"}
    yield from arguments(ChatCompletion.model_dump) - arguments(types.ChatCompletionResponse.model_dump)


def test_the_page_lists_every_difference() -> None:
    listed = {word for span in re.findall(r"`([^`]+)`", PAGE) for word in re.findall(r"\w+", span)}
    assert sorted(set(differences()) - listed) == []


def test_the_page_lists_no_removed_difference() -> None:
    table = PAGE[PAGE.index("## Differences") :]
    rows = re.findall(r"^\| `([^|]+)\|", table, re.MULTILINE)
    names = {name for row in rows for name in re.findall(r"(?<![\w.])`?(\w+)`", "`" + row)}
    resources = names & public(helixagent.HelixAgent(api_key="k"))
    # `messages` belongs to stored completions, and the base URL differs only in its type.
    assert resources - {"base_url", "delete"} == set()
