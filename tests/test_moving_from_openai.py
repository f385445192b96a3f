"""Tests of features that programs for the openai package expect: exception names, and pydantic's model methods."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, List, Optional

import pydantic
import pytest
from cases import for_each
from fastapi import Body, FastAPI
from starlette.testclient import TestClient
from support import KEY, USER, Driver
from typing_extensions import Annotated

import helixagent
from helixagent import exceptions
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionResponse, Message, Task


@for_each(
    ("status", "name", "base"),
    [
        (400, "BadRequestError", "ValidationError"),
        (422, "UnprocessableEntityError", "ValidationError"),
        (500, "InternalServerError", "ProviderError"),
        (404, "NotFoundError", "APIStatusError"),
    ],
)
def test_errors_have_the_names_of_openai(driver: Driver, sandbox: Sandbox, status: int, name: str, base: str) -> None:
    with pytest.raises(getattr(helixagent, name)) as raised:
        driver.chat(driver.client(sandbox, max_retries=0, api_key=KEY), model=f"sandbox/{status}")
    error: Any = raised.value
    assert isinstance(error, getattr(exceptions, base))
    assert isinstance(error, exceptions.APIError)
    assert error.response.status_code == error.status_code == status
    assert error.response.headers["content-type"] == error.response.headers.get("Content-Type") == "application/json"
    assert "X-Request-ID" in error.response.headers
    assert error.response.json() == error.body == json.loads(error.response.text)
    assert repr(error.response) == f"ErrorResponse(status_code={status})"
    assert KEY not in str(vars(error.response))
    assert not hasattr(error.response, "request")
    assert pickle.loads(pickle.dumps(error)).response.json() == error.body


def test_the_response_of_an_error_that_is_not_json(driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(exceptions.InternalServerError) as raised:
        driver.chat(driver.client(sandbox, max_retries=0), model="sandbox/html-error")
    response = raised.value.response
    assert response is not None
    assert "<html" in response.text
    with pytest.raises(ValueError, match="Expecting value"):
        response.json()
    with pytest.raises(exceptions.InternalServerError) as raised:
        driver.chat(driver.client(sandbox, max_retries=0), model="sandbox/empty-error")
    assert raised.value.response is not None
    assert raised.value.response.text == ""
    with pytest.raises(ValueError, match="Expecting value"):
        raised.value.response.json()


def test_a_request_refused_by_the_client_has_no_response(driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(exceptions.ValidationError) as raised:
        driver.chat(driver.client(sandbox), temperature=9)
    assert raised.value.response is None
    with pytest.raises(exceptions.APIConnectionError):
        driver.chat(driver.client("http://127.0.0.1:9", max_retries=0))


def test_copy_is_an_alias_of_with_options(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    assert client.copy(max_retries=7).max_retries == 7
    assert client.max_retries == 2
    assert type(copy.copy(client)) is type(client)


WIRE = {
    "id": "c",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "é", "refusal": None}}],
    "usage": None,
    "new_field": {"a": 1},
}


def test_models_can_be_dumped_like_pydantic_models() -> None:
    completion = ChatCompletionResponse.from_dict(WIRE)
    dumped = completion.model_dump()
    assert (dumped["object"], dumped["usage"], dumped["new_field"]) == (None, None, {"a": 1})
    assert dumped["choices"][0]["message"]["content"] == "é"
    assert completion.model_dump(exclude_unset=True) == completion.to_dict() == WIRE
    assert completion.model_dump(exclude_none=True)["choices"] == [
        {"index": 0, "message": {"role": "assistant", "content": "é"}}
    ]
    assert completion.model_dump(include={"id"}) == {"id": "c"}
    assert "choices" not in completion.model_dump(exclude={"choices"})
    assert completion.model_dump_json(include=["id"]) == '{"id":"c"}'
    assert completion.model_dump_json(include=["id"], indent=2) == '{\n  "id": "c"\n}'
    assert json.loads(completion.model_dump_json()) == completion.model_dump(mode="json")


def test_dumps_accept_the_options_of_pydantic() -> None:
    completion = ChatCompletionResponse.from_dict(WIRE)
    assert completion.model_dump(exclude_defaults=True) == completion.model_dump(exclude_none=True)
    without_effect: Any = {"by_alias": True, "context": {}, "fallback": str, "round_trip": True}
    without_effect.update(serialize_as_any=True, warnings="none")
    assert completion.model_dump(**without_effect) == completion.model_dump()
    assert completion.model_dump_json(**without_effect) == completion.model_dump_json()
    assert json.loads(completion.model_dump_json(ensure_ascii=True)) == completion.model_dump()
    assert completion.model_dump_json(ensure_ascii=True).isascii()


def test_unknown_fields_with_the_names_of_methods_are_dumped() -> None:
    wire = {"id": "c", "to_dict": 1, "FIELDS": [2], "additional_properties": {"a": 3}}
    completion = ChatCompletionResponse.from_dict(wire)
    assert completion.model_dump(exclude_unset=True) == wire
    assert json.loads(completion.model_dump_json(exclude_unset=True)) == wire


def test_dumps_can_select_nested_values() -> None:
    completion = ChatCompletionResponse.from_dict(WIRE)
    assert completion.model_dump(include={"choices": {0: {"message": {"role"}}}, "id": ...}) == {
        "id": "c",
        "choices": [{"message": {"role": "assistant"}}],
    }
    dumped = completion.model_dump(
        exclude={"choices": {"__all__": {"message"}}, "new_field": {"a"}}, exclude_unset=True
    )
    assert dumped == {"id": "c", "choices": [{"index": 0}], "usage": None, "new_field": {}}


def test_dates_are_text_in_json() -> None:
    task = Task.from_dict({"id": "t", "created_at": "2026-01-02T03:04:05Z"})
    assert task.model_dump(include={"created_at"})["created_at"].year == 2026
    assert task.model_dump_json(include={"created_at"}) == '{"created_at":"2026-01-02T03:04:05+00:00"}'


def test_models_can_be_copied_with_changes() -> None:
    completion = ChatCompletionResponse.from_dict(WIRE)
    changed = completion.model_copy(update={"id": "d", "another": 2})
    assert (changed.id, changed.additional_properties["another"]) == ("d", 2)
    assert completion.id == "c"
    assert "another" not in completion.additional_properties
    assert changed.choices is completion.choices
    assert completion.model_copy(deep=True).choices is not completion.choices


class Record(pydantic.BaseModel):
    completion: ChatCompletionResponse
    messages: List[Message] = []
    note: Optional[str] = None


def test_models_are_fields_of_pydantic_models() -> None:
    record = Record(completion=ChatCompletionResponse.from_dict(WIRE), messages=[{"role": "user", "content": "Hi"}])  # type: ignore[list-item]
    assert isinstance(record.messages[0], Message)
    assert json.loads(record.model_dump_json())["completion"] == WIRE
    assert Record.model_validate_json(record.model_dump_json()) == record
    schema = Record.model_json_schema()["properties"]["completion"]
    assert schema["title"] == "ChatCompletionResponse"
    assert schema["properties"]["created"]["anyOf"] == [{"type": "integer"}, {"type": "null"}]
    choice = schema["properties"]["choices"]["items"]
    assert choice["properties"]["message"]["properties"]["content"]["anyOf"][0] == {"type": "string"}
    assert Record.model_json_schema(mode="serialization")["properties"]["completion"] == schema
    with pytest.raises(pydantic.ValidationError, match="must be a ChatCompletionResponse or a dict"):
        Record(completion=3)  # type: ignore[arg-type]


def test_fastapi_accepts_and_returns_models(sandbox: Sandbox) -> None:
    app = FastAPI()
    client = sandbox.client()

    @app.post("/ask")
    def ask(message: Annotated[Message, Body()]) -> ChatCompletionResponse:
        return client.chat.completions.create(messages=[message])

    app.post("/ask2", response_model=ChatCompletionResponse)(lambda: client.chat.completions.create(messages=USER))
    with TestClient(app) as browser:
        answered = browser.post("/ask", json={"role": "user", "content": "Hi"})
        assert answered.status_code == 200, answered.text
        assert answered.json()["choices"][0]["message"]["role"] == "assistant"
        assert browser.post("/ask2").json()["object"] == "chat.completion"
        assert browser.get("/openapi.json").json()["paths"]["/ask"]
