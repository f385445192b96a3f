"""Tests that every public annotation can be evaluated at run time, and that signatures show the keywords."""

from __future__ import annotations

import collections
import functools
import inspect
import typing
from typing import Any, Dict, Iterator, List, Tuple

from cases import for_each
from support import CLASSES

import helixagent
import helixagent.testing
from helixagent import exceptions, observability, resources, types
from helixagent._async.resources import _raw_types as async_raw_types
from helixagent._async.stream import AsyncResponseManager
from helixagent._sync.resources import _raw_types
from helixagent._sync.stream import ResponseManager
from helixagent.testing import Sandbox
from helixagent_client import params


def public_classes() -> List[Any]:
    """Return all classes that users get from the SDK, except for the tools for tests."""
    found = [getattr(module, name) for module in (helixagent, exceptions, resources) for name in module.__all__]
    found += [getattr(types, name) for name in dir(types)]
    found += [getattr(observability, name) for name in observability.__all__]
    found += [each for module in (async_raw_types, _raw_types) for each in vars(module).values()]
    found += [*CLASSES, AsyncResponseManager, ResponseManager]
    named = {f"{each.__module__}.{each.__name__}": each for each in found if inspect.isclass(each)}
    return [named[name] for name in sorted(named) if name.startswith("helixagent")]


PUBLIC = public_classes()


def functions_of(cls: Any) -> Iterator[Tuple[str, Any]]:
    """Yield the public functions in the body of a class, including the functions of properties."""
    for name, value in vars(cls).items():
        function = value.func if isinstance(value, functools.cached_property) else value
        function = getattr(function, "__func__", getattr(function, "fget", function))
        # attrs adds `__attrs_init__`, which nobody calls.
        if name == "__attrs_init__" or (name.startswith("_") and not name.startswith("__")):
            continue
        # On old Python versions, the module of a NamedTuple's `__new__` does not exist.
        if inspect.isfunction(function) and not function.__globals__.get("__name__", "").startswith("namedtuple_"):
            yield name, function


@for_each("cls", PUBLIC)
def test_every_annotation_of_a_class_can_be_evaluated(cls: Any) -> None:
    typing.get_type_hints(cls)
    for name, function in functions_of(cls):
        hints = typing.get_type_hints(function)
        parameters = inspect.signature(function).parameters.values()
        annotated = {each.name for each in parameters if each.annotation is not each.empty}
        assert annotated <= set(hints), name


@for_each("cls", PUBLIC)
def test_annotations_are_evaluated_in_the_scope_of_their_class(cls: Any) -> None:
    # Python 3.14 evaluates an annotation in its scope, where names of the class hide names of the module.
    for _, function in functions_of(cls):
        function = inspect.unwrap(function)
        scope: Any = collections.ChainMap(dict(vars(cls)), function.__globals__)
        for annotation in function.__annotations__.values():
            if isinstance(annotation, str):
                eval(annotation, function.__globals__, scope)


@for_each("name", [name for name in params.__all__ if inspect.isclass(getattr(params, name))])
def test_the_keys_of_a_typed_dict_can_be_evaluated(name: str) -> None:
    typed_dict = getattr(params, name)
    assert set(typing.get_type_hints(typed_dict)) == set(typed_dict.__annotations__)


@for_each("name", [name for name in resources.__all__ if not name.endswith(("Chat", "Ensemble"))])
def test_no_method_of_a_resource_hides_its_keywords(name: str) -> None:
    for method, function in functions_of(getattr(resources, name)):
        kinds = {each.name: each.kind for each in inspect.signature(function).parameters.values()}
        variable = [each for each, kind in kinds.items() if kind is inspect.Parameter.VAR_KEYWORD]
        # A WebSocket accepts the arguments of `websockets.connect`.
        assert variable == (["settings"] if method == "websocket" else []), method


@for_each("function", [helixagent.mcp_tools, *dict(functions_of(Sandbox)).values(), Sandbox.reply])
def test_other_public_annotations_can_be_evaluated(function: Any) -> None:
    assert "return" in typing.get_type_hints(function)


def test_hints_name_the_types_of_the_api() -> None:
    hints: Dict[str, Any] = typing.get_type_hints(resources.Tasks.create)
    assert hints["return"] is types.Task
    assert hints["priority"] == typing.Optional[types.TaskPriorityParam]
    auth: Any = vars(helixagent.AsyncHelixAgent)["auth"]
    assert typing.get_type_hints(auth.func)["return"] == resources.AsyncAuth[helixagent.AsyncHelixAgent]
    chat: Any = vars(helixagent.HelixAgent)["chat"]
    assert typing.get_type_hints(chat.func)["return"] is resources.Chat
