"""Tests that the two clients only differ in `await`, and that methods have the arguments of their requests."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from cases import for_each

import helixagent
import helixagent._async.resources
import helixagent._sync.resources
from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient, resources, types as public_types
from helixagent._async.page import AsyncPage
from helixagent._core.requests.arguments import CALL_OPTIONS
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.page import Page

PROTOCOLS = {"__init__", "__iter__", "__next__", "__enter__", "__exit__"}
PROTOCOLS |= {"__aiter__", "__anext__", "__aenter__", "__aexit__"}
# Members that only the synchronous client has, as in the user's document.
ONLY_SYNC = {"acreate"}
# Words that differ: async on the left, sync on the right.
WORDS = [
    (r"\basync (with|for|def)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\b_async\b", "_sync"),
    (r"\bAsync(?=[A-Z])", ""),
    (r"\bAwaitable\[([^\[\]]+(?:\[[^\[\]]*\])?)\]", r"\1"),
    (r"\b__a(iter|next|enter|exit)__\b", r"__\1__"),
    (r"\banother task\b", "another thread"),
    (r"\ba sync or async function\b", "a function"),
    (r"\bAn asynchronous client for\b", "A synchronous client for"),
]


def resource_pairs() -> Iterator[Tuple[Any, Any]]:
    names = {info.name for info in pkgutil.iter_modules(helixagent._async.resources.__path__)}
    # The generated async types have listings instead of lists. tests/typing tests both.
    for name in sorted(names - {"_raw_types"}):
        source = importlib.import_module(f"helixagent._async.resources.{name}")
        twin = importlib.import_module(f"helixagent._sync.resources.{name}")
        for cls in list(vars(source).values()):
            if inspect.isclass(cls) and cls.__module__ == source.__name__:
                yield cls, getattr(twin, cls.__name__.replace("Async", "", 1))


PAIRS: List[Tuple[Any, Any]] = [
    (AsyncHelixAgent, HelixAgent),
    (helixagent.AsyncStream, helixagent.Stream),
    (helixagent.AsyncChatStream, helixagent.ChatStream),
    (helixagent.AsyncParsedChatStream, helixagent.ParsedChatStream),
    (AsyncPage, Page),
    *resource_pairs(),
]


def plain(text: Any) -> str:
    """Return text on one line, with the words of async code replaced by the words of sync code."""
    for pattern, replacement in WORDS:
        text = re.sub(pattern, replacement, str(text))
    return " ".join(str(text).split())


def public(cls: Any) -> Dict[str, Any]:
    """Return the public members of a class, and the protocol methods under their sync names."""
    names = [name for name in dir(cls) if not name.startswith("_") or name in PROTOCOLS]
    return {plain(name): inspect.getattr_static(cls, name) for name in names}


def function_of(member: Any) -> Any:
    """Return the function behind a method, static method, property or cached property."""
    # Before Python 3.10, a staticmethod does not have a signature.
    return next((getattr(member, name) for name in ("fget", "func", "__func__") if hasattr(member, name)), member)


@for_each(("source", "twin"), PAIRS)
def test_both_sides_have_the_same_members(source: Any, twin: Any) -> None:
    assert twin.__name__ == source.__name__.replace("Async", "", 1)
    assert plain(twin.__doc__) == plain(source.__doc__)
    theirs, ours = public(source), public(twin)
    assert set(ours) - set(theirs) <= ONLY_SYNC
    assert set(theirs) - set(ours) == set()
    for name, member in theirs.items():
        one, other = function_of(member), function_of(ours[name])
        assert type(ours[name]).__name__ == type(member).__name__, name
        assert plain(other.__doc__) == plain(one.__doc__), name
        if isinstance(member, RawSide):
            # This is not a function. The tests with type checkers check that both clients have the same methods there.
            continue
        assert plain(inspect.signature(other)) == plain(inspect.signature(one)), name
        assert inspect.iscoroutinefunction(other) is False, name


def test_the_pairs_include_all_resources() -> None:
    names = {source.__name__ for source, _ in PAIRS}
    assert names >= {"AsyncChatCompletions", "AsyncCompletions", "AsyncEnsembleCompletions", "AsyncEmbeddings"}
    assert names >= {"AsyncModels", "AsyncResource", "AsyncDebates", "AsyncMCP", "AsyncMCPTools"}
    assert names >= {"AsyncProviders", "AsyncVision", "AsyncTasks", "AsyncWebhooks", "AsyncAuth", "AsyncSessions"}
    assert names >= {"AsyncAgents"}


def test_only_the_synchronous_client_has_acreate() -> None:
    client = HelixAgent(base_url="http://localhost")
    for resource in (client.chat.completions, client.completions, client.ensemble.completions):
        assert inspect.iscoroutinefunction(resource.acreate)
        assert resource.acreate.__doc__
    assert not hasattr(AsyncHelixAgent(base_url="http://localhost").completions, "acreate")
    client.close()


@pytest.mark.parametrize("name", ["__init__", "with_options"])
def test_the_client_for_sessions_has_the_same_options(name: str) -> None:
    ours = inspect.signature(getattr(HelixAgentClient, name)).parameters
    theirs = inspect.signature(getattr(HelixAgent, name)).parameters
    assert [parameter for parameter in ours if parameter != "session"] == list(theirs)
    assert all(str(ours[parameter]) == str(theirs[parameter]) for parameter in theirs)


# `with_options` shares the connections and the observers of a client.
SHARED = {"http_client", "verify", "_runtime", "hooks", "logger", "log_bodies", "tracer", "meter", "trace_content"}
SHARED |= {"enable_metrics", "metrics_prefix", "metrics_registry"}


def test_with_options_accepts_each_option_that_is_not_shared() -> None:
    constructor = set(inspect.signature(HelixAgent.__init__).parameters)
    assert set(inspect.signature(HelixAgent.with_options).parameters) == constructor - SHARED


# --- keyword arguments


def methods_of(cls: Any) -> Iterator[Tuple[str, Any]]:
    """Yield the public methods of a resource that send a request."""
    for name in dir(cls):
        function = inspect.unwrap(function_of(inspect.getattr_static(cls, name)))
        if (
            inspect.isfunction(function)
            and not name.startswith("_")
            and {"_run", "_run_page"} & set(function.__code__.co_names)
        ):
            yield f"{cls.__name__}.{name}", function


METHODS = dict(found for name in resources.__all__ for found in methods_of(getattr(resources, name)))


def test_methods_of_all_resources_are_compared() -> None:
    assert {"ChatCompletions.create", "AsyncChatCompletions.parse", "Tasks.create", "AsyncMCPTools.call"} <= set(
        METHODS
    )
    assert len(METHODS) >= 2 * 56


@for_each("name", METHODS)
def test_the_docstring_describes_each_parameter_in_order(name: str) -> None:
    section = re.search(r"^Args:\n(.*?)(\n\n|\Z)", inspect.getdoc(METHODS[name]) or "", re.DOTALL | re.MULTILINE)
    documented = re.findall(r"^    (\w+): ", section[1] if section else "", re.MULTILINE)
    assert documented == list(inspect.signature(METHODS[name]).parameters)[1:]


@for_each("name", METHODS)
def test_every_method_accepts_the_options_of_a_call(name: str) -> None:
    parameters = inspect.signature(METHODS[name]).parameters
    assert set(parameters) >= set(CALL_OPTIONS)
    assert ("stream_idle_timeout" in parameters) == ("stream" in parameters)


@for_each("name", METHODS)
def test_the_defaults_send_only_the_model(name: str) -> None:
    sdk = {"stream": False, "model": DEFAULT_MODEL, "as_arrays": False, "format": "json"}
    for parameter in inspect.signature(METHODS[name]).parameters.values():
        if parameter.default is not inspect.Parameter.empty and parameter.default is not NOT_GIVEN:
            assert parameter.default in (None, sdk.get(parameter.name)), parameter.name


@pytest.mark.parametrize("cls", [resources.ChatCompletions, resources.AsyncChatCompletions])
@pytest.mark.parametrize("name", ["stream", "parse", "acreate"])
def test_the_other_completion_methods_have_the_keywords_of_create(name: str, cls: Any) -> None:
    if name == "acreate" and cls is resources.AsyncChatCompletions:
        assert not hasattr(cls, name)
        return
    parameters = set(inspect.signature(getattr(cls, name)).parameters)
    streams = {"parse": {"stream", "stream_options", "stream_idle_timeout"}, "stream": {"stream"}}
    assert parameters == set(inspect.signature(cls.create).parameters) - streams.get(name, set())


# --- public names of the package


def test_all_public_names_of_the_package_exist() -> None:
    assert set(helixagent.__all__) <= set(dir(helixagent))
    for name in helixagent.__all__:
        assert getattr(helixagent, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        helixagent.Nothing  # noqa: B018


def test_all_names_of_types_exist() -> None:
    names = dir(public_types)
    assert {"ChatCompletionResponse", "Choice", "Message", "Usage", "ChatCompletionParams", "ChunkEvent"} <= set(names)
    for name in names:
        assert getattr(public_types, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        public_types.Nothing  # type: ignore[attr-defined]  # noqa: B018


def test_public_classes_and_functions_have_docstrings() -> None:
    for name in helixagent.__all__:
        member = getattr(helixagent, name)
        if inspect.isclass(member):
            assert member.__doc__, name
            for method, function in public(member).items():
                if inspect.isfunction(function) and not method.startswith("__"):
                    assert function.__doc__, f"{name}.{method}"
