"""Tests of the smaller methods: health, models, and embeddings with their vectors in each format."""

from __future__ import annotations

import base64
import copy
import json
import math
import pickle
import struct
from array import array
from typing import Any, List

import pytest
from cases import for_each
from hypothesis import given, strategies as st
from support import KEY, Driver

from helixagent import InvalidResponseError, NotFoundError, ValidationError
from helixagent._core.responses.embeddings import vector_of
from helixagent.testing import Sandbox
from helixagent.types import Embedding, EmbeddingResponse, EmbeddingUsage, Health, Model, ModelList, ServiceHealth


def packed(*numbers: float) -> str:
    """Pack numbers like the server: base64 of little-endian float32."""
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


# --- health


def test_health(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    health = driver.run(client.health())
    assert type(health) is Health
    assert (health.status, health._request_id) == ("healthy", "req_sandbox_000001")
    whole = driver.run(client.service_health())
    assert type(whole) is ServiceHealth
    assert whole.status == "healthy"
    assert whole.providers.total == whole.providers.healthy + whole.providers.unhealthy
    assert [request.path for request in sandbox.requests] == ["/health", "/v1/health"]


def test_health_accepts_the_options_of_a_call(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox, api_key=KEY)
    driver.run(client.health(extra_headers={"X-A": "1"}, extra_query={"deep": True}, timeout=5))
    assert sandbox.requests[0].headers["x-a"] == "1"
    assert sandbox.requests[0].path == "/health?deep=true"


def test_additional_fields_of_health_are_kept(driver: Driver, sandbox: Sandbox) -> None:
    body = {"status": "a new word", "version": "2.1", "checks": {"db": None}}
    sandbox.reply(json=body)
    health = driver.run(driver.client(sandbox).health())
    assert health.status == "a new word"
    assert health.version == "2.1"
    assert health.to_dict() == body
    assert "version='2.1'" in repr(health) or "'version': '2.1'" in repr(health)


@pytest.mark.parametrize("body", [{}, {"status": None}])
def test_missing_fields_of_health_are_none(body: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json=body)
    assert driver.run(driver.client(sandbox).health()).status is None


# --- models


def test_models(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    listed = driver.run(client.models.list())
    assert type(listed) is ModelList
    assert "helixagent-ensemble" in [model.id for model in listed.data]
    for model in listed.data:
        found = driver.run(client.models.retrieve(model.id))
        assert type(found) is Model
        assert found == model
    assert {request.method for request in sandbox.requests} == {"GET"}


def test_an_unknown_model(driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(NotFoundError, match="no-such-model") as caught:
        driver.run(driver.client(sandbox).models.retrieve("no-such-model"))
    assert (caught.value.code, caught.value.status_code) == ("model_not_found", 404)


def test_an_empty_list_of_models_may_be_null(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"object": "list", "data": None})
    assert driver.run(driver.client(sandbox).models.list()).data == []


# --- embeddings


def test_vectors_are_sent_as_base64_and_returned_as_numbers(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    texts = ["The quick brown fox jumps over the lazy dog", "Machine learning is a subset of artificial intelligence"]
    response = driver.run(client.embeddings.create(model="text-embedding-3-small", input=texts))
    assert sandbox.requests[0].json()["encoding_format"] == "base64"
    assert type(response) is EmbeddingResponse
    assert [len(item.embedding) for item in response.data] == [1536, 1536]
    assert [item.index for item in response.data] == [0, 1]
    assert all(type(number) is float for number in response.data[0].embedding)
    assert math.isclose(sum(number * number for number in response.data[0].embedding), 1, rel_tol=1e-5)
    assert response.usage.total_tokens > 0
    assert response._request_id == "req_sandbox_000001"


def test_base64_and_float_give_the_same_vectors(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    arguments = {"model": "m", "input": "x y z", "dimensions": 64}
    default = driver.run(client.embeddings.create(**arguments)).data[0].embedding
    as_numbers = driver.run(client.embeddings.create(**arguments, encoding_format="float")).data[0].embedding
    assert default == list(array("f", as_numbers))


def test_vectors_as_arrays_have_the_same_numbers(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    arguments = {"model": "m", "input": ["x", "y"], "dimensions": 64}
    lists = driver.run(client.embeddings.create(**arguments))
    arrays = driver.run(client.embeddings.create(**arguments, as_arrays=True))
    vector: Any = arrays.data[1].embedding
    assert type(vector) is array and vector.typecode == "f"
    assert vector.tolist() == lists.data[1].embedding
    assert sandbox.requests[0].json() == sandbox.requests[1].json()
    assert json.loads(json.dumps(arrays.to_dict())) == lists.to_dict()
    assert repr(arrays) == repr(lists) and arrays._repr_html_() == lists._repr_html_()
    assert pickle.loads(pickle.dumps(arrays)) == arrays == copy.deepcopy(arrays)


def test_vectors_sent_as_numbers_become_arrays_too(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 1, -2]}]})
    response = driver.run(driver.client(sandbox).embeddings.create(model="m", input="x", as_arrays=True))
    assert response.data[0].embedding == array("f", [0.5, 1, -2])


@for_each("vector", [["x"], [None], "no base64"])
def test_invalid_vectors_do_not_become_arrays(driver: Driver, sandbox: Sandbox, vector: Any) -> None:
    sandbox.reply(json={"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": vector}]})
    with pytest.raises(InvalidResponseError, match="neither numbers nor base64"):
        driver.run(driver.client(sandbox).embeddings.create(model="m", input="x", as_arrays=True))


@pytest.mark.parametrize("wrong", [{"as_arrays": 1}, {"as_arrays": True, "encoding_format": "float"}])
def test_invalid_arguments_for_arrays_are_refused(driver: Driver, sandbox: Sandbox, wrong: Any) -> None:
    with pytest.raises(ValidationError, match="as_arrays") as raised:
        driver.run(driver.client(sandbox).embeddings.create(model="m", input="x", **wrong))
    assert raised.value.param == "as_arrays"
    assert sandbox.requests == []


def test_a_requested_format_is_returned_unchanged(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)
    response = driver.run(client.embeddings.create(model="m", input="x", dimensions=3, encoding_format="base64"))
    text = response.data[0].embedding
    assert isinstance(text, str)
    assert len(vector_of(text)) == 3
    raw = driver.run(client.embeddings.with_raw_response.create(model="m", input="x", dimensions=3))
    assert raw.parse().data[0].embedding == vector_of(text).tolist()
    assert text.encode() in raw.content


@for_each("input", ["x", ["x", "y"], [1, 2, 3], [[1, 2], [3]], ("x", "y")])
def test_each_form_of_input_is_accepted(input: Any, driver: Driver, sandbox: Sandbox) -> None:
    response = driver.run(driver.client(sandbox).embeddings.create(model="m", input=input, dimensions=2))
    expected = [list(input)] if isinstance(input, tuple) else [input]
    assert [sandbox.requests[0].json()["input"]] == expected
    assert all(len(item.embedding) == 2 for item in response.data)


@for_each(
    ("sent", "expected"),
    [
        (packed(0.5, -1.0), [0.5, -1.0]),
        ([0.1, 0.2], [0.1, 0.2]),
        ([1, 2], [1, 2]),
    ],
)
def test_a_server_may_respond_in_either_format(sent: Any, expected: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": sent}]})
    response = driver.run(driver.client(sandbox).embeddings.create(model="m", input="x"))
    assert response.data[0].embedding == expected


@for_each("sent", ["not base64!", "AAAA", "AAAAA", "é", packed(1.0)[:-1]])
def test_a_vector_in_neither_format_is_an_invalid_response(sent: str, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"data": [{"embedding": sent}]}, headers={"X-Request-ID": "own"})
    with pytest.raises(InvalidResponseError, match="embedding") as caught:
        driver.run(driver.client(sandbox).embeddings.create(model="m", input="x"))
    error = caught.value
    assert (error.status_code, error.request_id, error.attempts) == (200, "own", 1)


@for_each("data", [[5], ["x"], 5, "x", {"embedding": packed(1.0)}])
def test_data_of_another_type_is_an_invalid_response(data: Any, driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"object": "list", "data": data})
    with pytest.raises(InvalidResponseError, match=r"0 vectors for 1 input|no vector for input 0 of 1"):
        driver.run(driver.client(sandbox).embeddings.create(model="m", input="x"))


def test_similarities_can_be_computed_as_in_the_document(driver: Driver, sandbox: Sandbox) -> None:
    client = driver.client(sandbox)

    def vector(text: str) -> List[float]:
        response = driver.run(client.embeddings.create(model="text-embedding-3-small", input=[text], dimensions=256))
        return list(response.data[0].embedding)

    def similarity(one: List[float], other: List[float]) -> float:
        return sum(a * b for a, b in zip(one, other))

    query = vector("How does authentication work?")
    assert similarity(query, vector("authentication does work")) > similarity(query, vector("bananas grow on trees"))


def test_responses_can_be_built_by_hand() -> None:
    response = EmbeddingResponse(data=[{"embedding": [0.1]}], usage=EmbeddingUsage(total_tokens=1))
    assert response.data == [Embedding(embedding=[0.1])]


@given(st.lists(st.floats(width=32, allow_nan=False)))
def test_any_vector_survives_a_round_trip(numbers: List[float]) -> None:
    assert vector_of(packed(*numbers)).tolist() == numbers


@given(st.text() | st.binary().map(lambda data: base64.b64encode(data).decode()))
def test_any_text_is_read_as_a_vector_or_raises_a_value_error(text: str) -> None:
    try:
        vector = vector_of(text)
    except ValueError:
        return
    assert all(type(number) is float for number in vector)
