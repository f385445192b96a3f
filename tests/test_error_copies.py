"""Tests that exceptions can be copied and pickled completely."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Dict, List

import pytest
from support import COMPLETION, KEY, Driver, failed

import helixagent.exceptions as exceptions
from helixagent import APIStatusError, HelixAgentError, RateLimitError
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionResponse

PARTIAL = ChatCompletionResponse.from_dict(COMPLETION)
FULL: Dict[str, Any] = {
    "status_code": 429,
    "code": 7,
    "type": "t",
    "param": "messages[0].role",
    "body": {"error": {"message": "No.", "deep": [1, {"a": None}]}},
    "headers": {"x-request-id": "r"},
    "request_id": "r",
    "retry_after": 1.5,
    "partial": PARTIAL,
    "attempts": 3,
}


def every_exception() -> List[HelixAgentError]:
    made: List[HelixAgentError] = []
    for name in exceptions.__all__:
        cls = getattr(exceptions, name)
        if issubclass(cls, APIStatusError):
            made += [cls("No.", **FULL), cls("No."), cls()]
        else:
            made += [cls("No.", partial=PARTIAL, attempts=3), cls()]
    return made


KEEP: List[Any] = [copy.copy, copy.deepcopy]
KEEP += [lambda error, p=p: pickle.loads(pickle.dumps(error, p)) for p in range(pickle.HIGHEST_PROTOCOL + 1)]


@pytest.mark.parametrize("error", every_exception(), ids=lambda error: type(error).__name__)
def test_an_exception_is_copied_completely(error: HelixAgentError) -> None:
    for keep in KEEP:
        kept = keep(error)
        assert type(kept) is type(error)
        assert vars(kept) == vars(error)
        assert (str(kept), repr(kept), kept.args) == (str(error), repr(error), error.args)


def test_a_deep_copy_shares_nothing() -> None:
    error = RateLimitError("No.", **FULL)
    kept = copy.deepcopy(error)
    kept.body["error"]["message"] = "other"
    kept.partial.choices[0].message.content = "other"
    assert error.body["error"]["message"] == "No."
    assert error.partial.choices[0].message.content == "Hi"


def test_raised_exceptions_can_be_copied_too(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY, max_retries=0)
    for fault in ("429", "disconnect", "html", "error-shape-7"):
        error = failed(driver, client, extra_headers={"X-Sandbox-Fault": fault})
        kept = pickle.dumps(error)
        assert KEY.encode() not in kept
        assert vars(pickle.loads(kept)) == vars(error)
