# Written by `make generate` from codegen/names.yaml; do not edit.
"""Helpers for testing programs that use HelixAgent: a sandbox server, clients with scripted responses, model builders.

The builders and `fake_client` work with the base installation. `Sandbox` requires the `testing` extra."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from .builders import (
        chat_completion,
        chat_completion_chunks,
        completion,
        completion_chunks,
        embedding_response,
        ensemble_completion,
        error_response,
        example_response,
        model_list,
        ocr_response,
        tool_call,
    )
    from .cassettes import vcr_config
    from .clock import ManualClock
    from .doubles import FakeAsyncHelixAgent, FakeHelixAgent, NoMoreResponses, fake_async_client, fake_client
    from .job_builders import debate, debate_results, debate_status, task, task_events, task_result, task_status
    from .sandbox import Sandbox
    from .sandbox.deliveries import Delivery
    from .sandbox.recording import RecordedRequest

# The module of each name. A module is imported when one of its names is first used (PEP 562).
_MODULES = {
    "chat_completion": ".builders",
    "chat_completion_chunks": ".builders",
    "completion": ".builders",
    "completion_chunks": ".builders",
    "embedding_response": ".builders",
    "ensemble_completion": ".builders",
    "error_response": ".builders",
    "example_response": ".builders",
    "model_list": ".builders",
    "ocr_response": ".builders",
    "tool_call": ".builders",
    "vcr_config": ".cassettes",
    "ManualClock": ".clock",
    "FakeAsyncHelixAgent": ".doubles",
    "FakeHelixAgent": ".doubles",
    "NoMoreResponses": ".doubles",
    "fake_async_client": ".doubles",
    "fake_client": ".doubles",
    "debate": ".job_builders",
    "debate_results": ".job_builders",
    "debate_status": ".job_builders",
    "task": ".job_builders",
    "task_events": ".job_builders",
    "task_result": ".job_builders",
    "task_status": ".job_builders",
    "Sandbox": ".sandbox",
    "Delivery": ".sandbox.deliveries",
    "RecordedRequest": ".sandbox.recording",
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
    # Type checkers do not see this function, because it would hide misspelled names from them.
    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value


def __dir__() -> List[str]:
    return sorted(__all__)
