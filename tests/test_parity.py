"""Tests that the two clients are one in all but `await`, and that methods have the arguments of their requests."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from typing import Any, Dict, Iterator, List, Set, Tuple

import pytest

import helixagent
import helixagent._async.resources
import helixagent._sync.resources
from helixagent import AsyncHelixAgent, HelixAgent, HelixAgentClient
from helixagent import types as public_types
from helixagent._async.page import AsyncPage
from helixagent._core.requests.call_types import (
    CallOptions,
    ChatCompletionCall,
    CompletionCall,
    EnsembleCompletionCall,
)
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.page import Page
from helixagent.types import (
    ChatCompletionRequest,
    CompletionRequest,
    EmbeddingRequest,
    EnsembleCompletionRequest,
)
from helixagent_client import api, models
from helixagent_client.params import ChatCompletionParseParams, DebateParams, EmbeddingParams, VisionParams
from helixagent_client.request_schemas import REQUEST_SCHEMAS
from helixagent_client.types import Operation

OPTIONS = {"extra_headers", "extra_query", "extra_body", "timeout", "deadline"}
# What stands for another value than None where it is left out.
BOUNDS = ("timeout", "stream_idle_timeout", "deadline")
# What those methods take that can give a stream.
STREAM_OPTIONS = {"stream_idle_timeout"}
# What a method does with the answer, which is nothing that is sent.
OF_THE_ANSWER = {"as_arrays": False}
# Fields of requests that have the name of an option, and its place.
ALSO_FIELDS = {"timeout", "deadline"}
PROTOCOLS = {"__init__", "__iter__", "__next__", "__enter__", "__exit__"}
PROTOCOLS |= {"__aiter__", "__anext__", "__aenter__", "__aexit__"}
# What only the synchronous client has, as the document has it.
ONLY_SYNC = {"acreate"}
# What is spelt differently: asynchronous on the left.
WORDS = [
    (r"\basync (with|for|def)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\bAsync(?=[A-Z])", ""),
    (r"\bAwaitable\[([^\[\]]+(?:\[[^\[\]]*\])?)\]", r"\1"),
    (r"\b__a(iter|next|enter|exit)__\b", r"__\1__"),
    (r"\banother task\b", "another thread"),
    (r" \(also an async one\)", ""),
    (r" whose methods are awaited\b", ""),
]


def resource_pairs() -> Iterator[Tuple[Any, Any]]:
    for info in pkgutil.iter_modules(helixagent._async.resources.__path__):
        source = importlib.import_module(f"helixagent._async.resources.{info.name}")
        twin = importlib.import_module(f"helixagent._sync.resources.{info.name}")
        for name, cls in vars(source).items():
            if inspect.isclass(cls) and cls.__module__ == source.__name__:
                yield cls, getattr(twin, name.replace("Async", "", 1))


PAIRS: List[Tuple[Any, Any]] = [
    (AsyncHelixAgent, HelixAgent),
    (helixagent.AsyncStream, helixagent.Stream),
    (helixagent.AsyncChatStream, helixagent.ChatStream),
    (helixagent.AsyncParsedChatStream, helixagent.ParsedChatStream),
    (AsyncPage, Page),
    *resource_pairs(),
]


def plain(text: Any) -> str:
    """A text with the words of asynchronous code replaced by those of blocking code, on one line."""
    for pattern, replacement in WORDS:
        text = re.sub(pattern, replacement, str(text))
    return " ".join(str(text).split())


def public(cls: Any) -> Dict[str, Any]:
    """The public members of a class, and the protocol methods under the names of blocking code."""
    names = [name for name in dir(cls) if not name.startswith("_") or name in PROTOCOLS]
    return {plain(name): inspect.getattr_static(cls, name) for name in names}


def function_of(member: Any) -> Any:
    """The function behind a method, static method, property or cached property."""
    # Up to Python 3.9 a staticmethod has no signature of its own.
    return next((getattr(member, name) for name in ("fget", "func", "__func__") if hasattr(member, name)), member)


@pytest.mark.parametrize(("source", "twin"), PAIRS, ids=lambda cls: cls.__name__)
def test_both_sides_have_the_same_members(source: Any, twin: Any) -> None:
    assert twin.__name__ == source.__name__.replace("Async", "", 1)
    assert plain(twin.__doc__) == plain(source.__doc__)
    theirs, ours = public(source), public(twin)
    assert set(ours) - set(theirs) <= ONLY_SYNC
    assert set(theirs) - set(ours) == set()
    for name, member in theirs.items():
        one, other = function_of(member), function_of(ours[name])
        assert type(ours[name]) is type(member), name
        assert plain(other.__doc__) == plain(one.__doc__), name
        if isinstance(member, RawSide):
            # No function; that both sides have types for the same methods is seen by the type checkers' tests.
            continue
        assert plain(inspect.signature(other)) == plain(inspect.signature(one)), name
        assert inspect.iscoroutinefunction(other) is False, name


def test_the_pairs_are_all_resources() -> None:
    names = {source.__name__ for source, _ in PAIRS}
    assert names >= {"AsyncChatCompletions", "AsyncCompletions", "AsyncEnsembleCompletions", "AsyncEmbeddings"}
    assert names >= {"AsyncModels", "AsyncServerHealth", "AsyncResource", "AsyncDebates", "AsyncMCP", "AsyncMCPTools"}
    assert names >= {"AsyncProviders", "AsyncVision", "AsyncTasks", "AsyncWebhooks", "AsyncAuth", "AsyncSessions"}
    assert names >= {"AsyncAgents"}


def test_acreate_stands_beside_create_on_the_synchronous_client_only() -> None:
    client = HelixAgent(base_url="http://localhost")
    for resource in (client.chat.completions, client.completions):
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


# The connections, and what a client is watched by, are shared with those that `with_options` makes of it.
SHARED = {"http_client", "verify", "_runtime", "hooks", "logger", "log_bodies", "tracer", "meter", "trace_content"}
SHARED |= {"enable_metrics", "metrics_prefix", "metrics_registry"}


def test_with_options_takes_each_option_that_is_not_shared() -> None:
    constructor = set(inspect.signature(HelixAgent.__init__).parameters)
    assert set(inspect.signature(HelixAgent.with_options).parameters) == constructor - SHARED


# --- arguments and request models

CREATES = [
    ("chat.completions", ChatCompletionRequest, [ChatCompletionCall]),
    ("completions", CompletionRequest, [CompletionCall]),
    ("ensemble.completions", EnsembleCompletionRequest, [EnsembleCompletionCall]),
    ("embeddings", EmbeddingRequest, [EmbeddingParams, CallOptions]),
]


def create_of(path: str, cls: Any) -> Any:
    """The `create` of a resource."""
    client = cls(base_url="http://localhost")
    for part in path.split("."):
        client = getattr(client, part)
    return client.create


def keys_of(typed_dict: Any) -> Set[str]:
    """All keys of a TypedDict, those of its bases included."""
    return set(typed_dict.__annotations__)


@pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
@pytest.mark.parametrize(("path", "model", "typed"), CREATES, ids=[path for path, _, _ in CREATES])
def test_create_has_a_keyword_for_each_field_of_its_request(path: str, model: Any, typed: Any, cls: Any) -> None:
    parameters = inspect.signature(create_of(path, cls)).parameters
    assert set(parameters) - OPTIONS - STREAM_OPTIONS - set(OF_THE_ANSWER) == set(model.FIELDS)
    assert STREAM_OPTIONS & set(parameters) == (STREAM_OPTIONS if "stream" in model.FIELDS else set())
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert set().union(*map(keys_of, typed)) == set(parameters) - {"stream", *OF_THE_ANSWER}
    required = {name for name, parameter in parameters.items() if parameter.default is inspect.Parameter.empty}
    assert required == set(REQUEST_SCHEMAS[model.__name__].get("required", ()))


@pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
def test_parse_has_the_keywords_of_create_and_their_types(cls: Any) -> None:
    completions = cls(base_url="http://localhost").chat.completions
    parameters = inspect.signature(completions.parse).parameters
    assert set(parameters) == set(inspect.signature(completions.create).parameters) - {
        "stream",
        "stream_options",
        *STREAM_OPTIONS,
    }
    assert keys_of(ChatCompletionParseParams) | keys_of(CallOptions) == set(parameters) - {"response_format"}
    for name, hint in {**ChatCompletionParseParams.__annotations__, **CallOptions.__annotations__}.items():
        stated = parameters[name].annotation
        assert plain(hint.__forward_arg__ if hasattr(hint, "__forward_arg__") else hint) == plain(stated), name


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("debates.create", ["participants", "cognee_config", "metadata"]),
        ("vision.analyze", ["messages", "temperature"]),
    ],
)
def test_objects_in_arguments_have_the_types_of_the_spec(name: str, keys: List[str]) -> None:
    resource, _, last = name.partition(".")
    parameters = inspect.signature(getattr(getattr(HelixAgent(base_url="http://localhost"), resource), last)).parameters
    stated = {"debates.create": DebateParams, "vision.analyze": VisionParams}[name].__annotations__
    assert {key: plain(parameters[key].annotation) for key in keys} == {
        key: plain(stated[key].__forward_arg__) for key in keys
    }


# What their names say in Python where the wire has another word.
RENAMED = {"debate_id": "debateId"}
BODIES = {
    "debates.create": "createDebate",
    "debates.reject": "rejectDebate",
    "mcp.tools.call": "callMcpTool",
    "providers.add": "addProvider",
    "providers.update": "updateProvider",
    "vision.analyze": "analyzeImage",
    "vision.ocr": "extractText",
    "tasks.create": "createTask",
    "webhooks.create": "createWebhook",
    "auth.register": "registerUser",
    "auth.login": "loginUser",
    "sessions.create": "createSession",
}


def described() -> Dict[str, Operation]:
    """All operations of the generated client by their id."""
    modules = [importlib.import_module(info.name) for info in pkgutil.walk_packages(api.__path__, f"{api.__name__}.")]
    return {module.OPERATION.operation_id: module.OPERATION for module in modules if hasattr(module, "OPERATION")}


def test_each_operation_with_a_body_is_compared() -> None:
    creates = {"createChatCompletion", "createCompletion", "createEnsembleCompletion", "createEmbeddings"}
    with_body = {name for name, operation in described().items() if operation.request is not None}
    assert with_body - creates == set(BODIES.values())


@pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
@pytest.mark.parametrize("path", BODIES)
def test_a_method_has_a_keyword_for_each_field_of_its_request(path: str, cls: Any) -> None:
    operation = described()[BODIES[path]]
    method: Any = cls(base_url="http://localhost")
    for part in path.split("."):
        method = getattr(method, part)
    parameters = dict(inspect.signature(method).parameters)
    own = {name for name in parameters if name not in (OPTIONS - ALSO_FIELDS) and name not in ("options", "config")}
    fields = {RENAMED.get(name, name) for name in getattr(models, str(operation.request)).FIELDS}
    own -= ALSO_FIELDS - fields
    in_path = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in re.findall(r"{(\w+)}", operation.path)}
    assert own - in_path == fields - {"config"}
    assert "options" in parameters or set(parameters) >= OPTIONS


@pytest.mark.parametrize("cls", [HelixAgent, AsyncHelixAgent])
@pytest.mark.parametrize("path", [path for path, _, _ in CREATES])
def test_the_defaults_send_nothing_but_the_model(path: str, cls: Any) -> None:
    for name, parameter in inspect.signature(create_of(path, cls)).parameters.items():
        if parameter.default is not inspect.Parameter.empty:
            defaults = {"stream": False, "model": DEFAULT_MODEL, **OF_THE_ANSWER, **dict.fromkeys(BOUNDS, NOT_GIVEN)}
            assert parameter.default is defaults.get(name), name


@pytest.mark.parametrize("path", [path for path, _, _ in CREATES])
def test_the_docstring_tells_of_each_argument_in_order(path: str) -> None:
    create = create_of(path, HelixAgent)
    documented = re.findall(r"^    +(\w+): ", (inspect.getdoc(create) or "").partition("Returns:")[0], re.MULTILINE)
    assert documented == list(inspect.signature(create).parameters)


def test_every_method_takes_the_options_of_a_call() -> None:
    assert keys_of(CallOptions) == OPTIONS
    client = HelixAgent(base_url="http://localhost")
    methods = [client.models.list, client.models.retrieve, *(create_of(path, HelixAgent) for path, _, _ in CREATES)]
    for method in methods:
        assert set(inspect.signature(method).parameters) >= OPTIONS, method
    for method in (client.health, client.service_health):
        assert [p.kind for p in inspect.signature(method).parameters.values()] == [inspect.Parameter.VAR_KEYWORD]


# --- what the package shows


def test_all_names_that_the_package_offers_can_be_had() -> None:
    assert set(helixagent.__all__) <= set(dir(helixagent))
    for name in helixagent.__all__:
        assert getattr(helixagent, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        helixagent.Nothing  # noqa: B018


def test_all_names_of_types_can_be_had() -> None:
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
