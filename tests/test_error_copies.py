"""Tests that exceptions can be copied and pickled completely."""

from __future__ import annotations

import base64
import copy
import pickle
from typing import Any, Dict, List

from cases import for_each
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


@for_each("error", every_exception())
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


# An exception and a response that version 0.1.0 pickled. Clients of that version could not be pickled.
_ERROR = (
    "gASV3AAAAAAAAACMFWhlbGl4YWdlbnQuZXhjZXB0aW9uc5SMCF9yZWJ1aWxklJOUaACMDlJhdGVMaW1pdEVycm9ylJOUjARzbG93"
    "lIWUfZQojAdtZXNzYWdllGgFjAdwYXJ0aWFslE6MCGF0dGVtcHRzlEsAjAtzdGF0dXNfY29kZZRNrQGMBGNvZGWUTowEdHlwZZRO"
    "jAVwYXJhbZROjARib2R5lE6MB2hlYWRlcnOUfZSMAWGUjAFilHOMCnJlcXVlc3RfaWSUTowLcmV0cnlfYWZ0ZXKUR0AIAAAAAAAA"
    "dYeUUpQu"
)
_RESPONSE = (
    "gASVGQIAAAAAAACMMWhlbGl4YWdlbnRfY2xpZW50Lm1vZGVscy5jaGF0X2NvbXBsZXRpb25fcmVzcG9uc2WUjBZDaGF0Q29tcGxl"
    "dGlvblJlc3BvbnNllJOUKYGUfZQojAJpZJSMAXiUjAZvYmplY3SUTowHY3JlYXRlZJROjAVtb2RlbJROjBJzeXN0ZW1fZmluZ2Vy"
    "cHJpbnSUTowMc2VydmljZV90aWVylE6MB2Nob2ljZXOUXZSMH2hlbGl4YWdlbnRfY2xpZW50Lm1vZGVscy5jaG9pY2WUjAZDaG9p"
    "Y2WUk5QpgZR9lCiMBWluZGV4lEsAjAdtZXNzYWdllIwgaGVsaXhhZ2VudF9jbGllbnQubW9kZWxzLm1lc3NhZ2WUjAdNZXNzYWdl"
    "lJOUKYGUfZQojARyb2xllIwJYXNzaXN0YW50lIwHY29udGVudJSMAkhplIwHcmVmdXNhbJROjAp0b29sX2NhbGxzlE6MC2Fubm90"
    "YXRpb25zlE6MFWFkZGl0aW9uYWxfcHJvcGVydGllc5R9lIwFX3dpcmWUfZQoaBpoG2gcaB11jAtfcmVxdWVzdF9pZJROdWKMDWZp"
    "bmlzaF9yZWFzb26UTowIbG9ncHJvYnOUTmghfZRoI32UaBNLAHNoJU51YmGMBXVzYWdllE6MCGVuc2VtYmxllE5oIX2UjANuZXeU"
    "SwFzaCN9lChoBWgGaC1LAXVoJU51Yi4="
)


def test_pickled_exceptions_and_responses_of_an_older_version_can_be_loaded() -> None:
    error = pickle.loads(base64.b64decode(_ERROR))
    assert type(error) is RateLimitError
    assert (str(error), error.retry_after, error.url, error.result) == ("slow (status 429)", 3.0, None, None)
    response = pickle.loads(base64.b64decode(_RESPONSE))
    assert response.choices[0].message.content == "Hi"
    assert response == ChatCompletionResponse.from_dict(response.to_dict())
