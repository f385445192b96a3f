"""Helpers for testing programs that use HelixAgent: a sandbox server, clients with scripted responses, model builders.

The builders and `fake_client` work with the base installation. `Sandbox` requires the `testing` extra.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from .builders import (
        chat_completion as chat_completion,
        chat_completion_chunks as chat_completion_chunks,
        completion as completion,
        completion_chunks as completion_chunks,
        embedding_response as embedding_response,
        ensemble_completion as ensemble_completion,
        error_response as error_response,
        example_response as example_response,
        model_list as model_list,
        ocr_response as ocr_response,
        tool_call as tool_call,
    )
    from .cassettes import vcr_config as vcr_config
    from .clock import ManualClock as ManualClock
    from .doubles import (
        FakeAsyncHelixAgent as FakeAsyncHelixAgent,
        FakeHelixAgent as FakeHelixAgent,
        NoMoreResponses as NoMoreResponses,
        fake_async_client as fake_async_client,
        fake_client as fake_client,
    )
    from .job_builders import (
        debate as debate,
        debate_results as debate_results,
        debate_status as debate_status,
        task as task,
        task_events as task_events,
        task_result as task_result,
        task_status as task_status,
    )
    from .sandbox import Sandbox as Sandbox
    from .sandbox.deliveries import Delivery as Delivery
    from .sandbox.recording import RecordedRequest as RecordedRequest

# The module of each name. Modules are loaded on first use, so that the server's libraries are only needed for the
# server.
_MODULES = {
    "Delivery": "sandbox.deliveries",
    "RecordedRequest": "sandbox.recording",
    "Sandbox": "sandbox",
    **dict.fromkeys(["FakeAsyncHelixAgent", "FakeHelixAgent", "NoMoreResponses"], "doubles"),
    **dict.fromkeys(["fake_async_client", "fake_client"], "doubles"),
    "ManualClock": "clock",
    "vcr_config": "cassettes",
    **dict.fromkeys(["debate", "debate_results", "debate_status"], "job_builders"),
    **dict.fromkeys(["task", "task_events", "task_result", "task_status"], "job_builders"),
    **dict.fromkeys(["chat_completion", "chat_completion_chunks", "completion", "completion_chunks"], "builders"),
    **dict.fromkeys(["embedding_response", "ensemble_completion", "error_response", "example_response"], "builders"),
    **dict.fromkeys(["model_list", "ocr_response", "tool_call"], "builders"),
}

__all__ = [
    "Delivery",
    "FakeAsyncHelixAgent",
    "FakeHelixAgent",
    "ManualClock",
    "NoMoreResponses",
    "RecordedRequest",
    "Sandbox",
    "chat_completion",
    "chat_completion_chunks",
    "completion",
    "completion_chunks",
    "debate",
    "debate_results",
    "debate_status",
    "embedding_response",
    "ensemble_completion",
    "error_response",
    "example_response",
    "fake_async_client",
    "fake_client",
    "model_list",
    "ocr_response",
    "task",
    "task_events",
    "task_result",
    "task_status",
    "tool_call",
    "vcr_config",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            from importlib import import_module

            value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
            return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> List[str]:
    return sorted([*globals(), *_MODULES])
