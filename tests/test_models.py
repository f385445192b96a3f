"""Tests of generated models: reading, writing, unknown and missing fields, comparison, and copies."""

from __future__ import annotations

import copy
import json
import pickle
import weakref
from typing import Any, Dict, List

import attrs
import pytest
from hypothesis import given, strategies as st
from support import MODELS, run_python

from helixagent_client.models import (
    ChatCompletionResponse,
    ChatMessage,
    Choice,
    Embedding,
    EnsembleDetails,
    Message,
    ScoreMap,
    TextPart,
    Usage,
)
from helixagent_client.types import UNSET, Unset

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def keys_of(cls: Any) -> List[str]:
    """Return the wire names of a model's fields."""
    return sorted(cls.KEYS)


@st.composite
def models_and_sources(draw: Any) -> Any:
    """Return a model class, and an object with arbitrary values for some of its keys and some other keys."""
    cls = draw(st.sampled_from(MODELS))
    own = st.sampled_from(keys_of(cls) or ["any"])
    keys = own | st.sampled_from(["type", "content", "role"]) | st.text(max_size=8)
    values = JSON | st.lists(st.dictionaries(keys, JSON, max_size=3), max_size=2)
    return cls, draw(st.dictionaries(keys, values, max_size=6))


RESPONSE: Dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1703123456,
    "model": "helixagent-ensemble",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "Hello", "reasoning": {"steps": [1, None]}},
            "finish_reason": "stop",
            "logprobs": None,
        }
    ],
    "usage": {"prompt_tokens": 25, "completion_tokens": 75, "total_tokens": 100, "cost": 0.5},
    "ensemble": {
        "providers_used": ["deepseek", "qwen"],
        "confidence_score": 0.92,
        "voting_strategy": "confidence_weighted",
        "scores": {"deepseek": 0.9, "qwen": 0.5},
    },
    "request_cost": None,
}


@pytest.fixture
def response() -> ChatCompletionResponse:
    return ChatCompletionResponse.from_dict(copy.deepcopy(RESPONSE))


class TestReading:
    def test_nested_objects_become_models(self, response: ChatCompletionResponse) -> None:
        assert response.choices[0].message.content == "Hello"
        assert response.usage.total_tokens == 100
        assert response.ensemble.providers_used == ["deepseek", "qwen"]
        assert isinstance(response.choices[0], Choice)
        assert isinstance(response.ensemble, EnsembleDetails)

    def test_missing_and_null_fields_are_none(self, response: ChatCompletionResponse) -> None:
        assert response.choices[0].logprobs is None
        assert response.choices[0].message.refusal is None
        assert ChatCompletionResponse.from_dict({}).choices is None
        assert ChatCompletionResponse.from_dict({"choices": None}).choices is None

    def test_unknown_fields_are_kept_as_attributes(self, response: ChatCompletionResponse) -> None:
        assert response.usage.cost == 0.5  # type: ignore[attr-defined]
        assert response.choices[0].message.reasoning == {"steps": [1, None]}  # type: ignore[attr-defined]
        assert response.request_cost is None  # type: ignore[attr-defined]
        assert response.usage.additional_properties == {"cost": 0.5}

    def test_unknown_enum_values_are_kept(self) -> None:
        choice = Choice.from_dict({"finish_reason": "tired", "message": {"role": "oracle"}})
        assert choice.finish_reason == "tired"
        assert choice.message.role == "oracle"

    @pytest.mark.parametrize("odd", [5, "text", True, [1, {"a": None}], {"b": []}, 1.5])
    def test_values_of_another_type_are_unchanged(self, odd: Any) -> None:
        source = {"index": odd, "message": odd if not isinstance(odd, dict) else [odd], "logprobs": [odd]}
        choice = Choice.from_dict(source)
        assert choice.index == odd
        assert choice.message == source["message"]
        assert choice.to_dict() == source

    @pytest.mark.parametrize("mapping", [dict, lambda source: type("Frozen", (dict,), {})(source)])
    def test_any_mapping_is_accepted(self, mapping: Any) -> None:
        assert Usage.from_dict(mapping({"total_tokens": 1})) == Usage(total_tokens=1)

    def test_content_parts_are_parsed_by_their_type(self) -> None:
        parts = [
            {"type": "text", "text": "Look"},
            {"type": "hologram", "data": None},
            "loose",
            None,
            {"type": ["text"]},
        ]
        message = ChatMessage.from_dict({"role": "user", "content": parts})
        assert isinstance(message.content, list)
        assert message.content[0] == TextPart(text="Look")
        assert message.content[1:] == parts[1:]
        assert message.to_dict() == {"role": "user", "content": parts}

    def test_content_may_be_text_or_null(self) -> None:
        assert ChatMessage.from_dict({"role": "user", "content": "Hi"}).content == "Hi"
        assert ChatMessage.from_dict({"role": "assistant", "content": None}).content is None

    def test_embeddings_are_lists_of_numbers_or_text(self) -> None:
        assert Embedding.from_dict({"embedding": [0.1, 0.2]}).embedding == [0.1, 0.2]
        assert Embedding.from_dict({"embedding": "AAAA"}).embedding == "AAAA"


class TestWritingBack:
    def test_everything_survives_a_round_trip(self, response: ChatCompletionResponse) -> None:
        assert response.to_dict() == RESPONSE

    def test_nulls_are_kept_until_they_are_replaced(self) -> None:
        choice = Choice.from_dict({"finish_reason": None, "logprobs": None, "extra": None})
        choice.finish_reason = "stop"
        assert choice.to_dict() == {"finish_reason": "stop", "logprobs": None, "extra": None}

    def test_none_is_omitted(self, response: ChatCompletionResponse) -> None:
        response.usage.total_tokens = None
        assert "total_tokens" not in response.usage.to_dict()
        assert ChatMessage(role="user", content="Hi").to_dict() == {"role": "user", "content": "Hi"}

    def test_an_explicit_null_is_sent_as_an_additional_property(self) -> None:
        assert ChatMessage(role="assistant", additional_properties={"audio": None}).to_dict() == {
            "role": "assistant",
            "audio": None,
        }

    def test_models_inside_plain_containers_are_written(self) -> None:
        message = ChatMessage(role="user", additional_properties={"notes": [{"usage": Usage(total_tokens=1)}, (1, 2)]})
        assert message.to_dict() == {"role": "user", "notes": [{"usage": {"total_tokens": 1}}, [1, 2]]}

    def test_the_source_is_neither_changed_nor_shared_with_the_result(self) -> None:
        source = copy.deepcopy(RESPONSE)
        response = ChatCompletionResponse.from_dict(source)
        written = response.to_dict()
        written["choices"][0]["message"]["content"] = "changed"
        written["ensemble"]["providers_used"].append("changed")
        assert response.to_dict() == RESPONSE
        response.usage.additional_properties["more"] = 1
        assert source == RESPONSE

    @given(models_and_sources())
    def test_any_object_survives_a_round_trip(self, pair: Any) -> None:
        cls, source = pair
        before = copy.deepcopy(source)
        model = cls.from_dict(source)
        assert model.to_dict() == source == before
        assert model == cls.from_dict(before)
        assert copy.deepcopy(model).to_dict() == source
        assert pickle.loads(pickle.dumps(model)) == model
        assert repr(model).startswith(cls.__name__ + "(")
        json.dumps(model.to_dict())


class TestObjects:
    def test_equality_is_by_class_fields_and_extras(self) -> None:
        assert Usage(total_tokens=1) == Usage.from_dict({"total_tokens": 1})
        assert Usage(total_tokens=1) != Usage(total_tokens=2)
        assert Usage(total_tokens=1) != Usage(total_tokens=1, additional_properties={"cost": 1})
        assert Usage() != Choice()
        assert Usage(total_tokens=1) != {"total_tokens": 1}

    def test_models_are_unhashable(self) -> None:
        with pytest.raises(TypeError, match="unhashable"):
            hash(Usage())

    def test_repr_omits_none_and_shows_extras(self) -> None:
        response = ChatCompletionResponse(id="x", choices=[Choice(index=0)], additional_properties={"cost": 1})
        assert repr(response) == (
            "ChatCompletionResponse(id='x', choices=[Choice(index=0)], additional_properties={'cost': 1})"
        )

    def test_repr_of_a_recursive_model_ends(self) -> None:
        usage = Usage(total_tokens=1)
        usage.additional_properties["self"] = usage
        assert "..." in repr(usage)

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle_keeps_everything(self, response: Any, protocol: int) -> None:
        response._request_id = "req_1"
        loaded = pickle.loads(pickle.dumps(response, protocol))
        assert loaded == response
        assert loaded._request_id == "req_1"
        assert loaded.to_dict() == RESPONSE

    def test_copies_keep_everything_and_share_no_extras(self, response: ChatCompletionResponse) -> None:
        for copied in (copy.copy(response), copy.deepcopy(response)):
            assert copied == response
            assert copied.to_dict() == RESPONSE
            copied.additional_properties["more"] = 1
        assert copy.copy(response).choices is response.choices
        assert copy.deepcopy(response).choices is not response.choices
        assert response.to_dict() == RESPONSE

    def test_weak_references_work(self, response: ChatCompletionResponse) -> None:
        assert weakref.ref(response)() is response

    @pytest.mark.parametrize("name", ["contnet", "_private", "__len__", "__deepcopy__", "_wires"])
    def test_other_attributes_do_not_exist(self, name: str) -> None:
        message = Message.from_dict({"content": "Hello", "_private": 1})
        assert not hasattr(message, name)
        with pytest.raises(AttributeError, match=f"'Message' object has no attribute '{name}'"):
            getattr(message, name)
        with pytest.raises(AttributeError):
            setattr(message, name, 1)

    def test_an_object_without_its_fields_raises_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError):
            object.__new__(Usage).anything  # type: ignore[attr-defined]  # noqa: B018

    def test_the_request_id_is_none_until_it_is_set(self) -> None:
        usage: Any = Usage()
        assert usage._request_id is None
        usage._request_id = "req_1"
        assert usage._request_id == "req_1"
        assert usage == Usage()

    def test_attrs_knows_the_fields(self) -> None:
        assert [field.name for field in attrs.fields(Usage)] == [*Usage.FIELDS, "additional_properties"]
        changed = attrs.evolve(Usage(total_tokens=1, additional_properties={"cost": 1}), total_tokens=2)
        assert changed == Usage(total_tokens=2, additional_properties={"cost": 1})
        assert attrs.asdict(changed)["total_tokens"] == 2

    def test_a_model_is_an_ordinary_attrs_class(self) -> None:
        asked = (
            "import attrs\n"
            "from helixagent_client.models.tool_call import ToolCall\n"
            "class Plain(ToolCall): pass\n"
            "@attrs.define\n"
            "class Grown(ToolCall):\n"
            "    note: str = ''\n"
            "assert [each.name for each in attrs.fields(Grown)][-2:] == ['additional_properties', 'note']\n"
            "assert attrs.has(Plain) and attrs.has(ToolCall) and not attrs.has(ToolCall.__mro__[1])\n"
            "assert attrs.fields(Plain) == attrs.fields(ToolCall)\n"
            "assert attrs.asdict(ToolCall(function=dict(name='f')))['function']['name'] == 'f'\n"
            "print(attrs.fields(ToolCall).id.type, '__attrs_attrs__' in vars(ToolCall))"
        )
        assert run_python(asked).strip() == "Optional[str] True"

    def test_copy_replace_returns_a_changed_copy(self) -> None:
        usage = Usage(total_tokens=1, prompt_tokens=3)
        assert usage.__replace__(total_tokens=2) == Usage(total_tokens=2, prompt_tokens=3)
        with pytest.raises(TypeError):
            usage.__replace__(nothing=2)

    def test_typed_maps_are_dicts(self) -> None:
        details = EnsembleDetails.from_dict({"scores": {"deepseek": 0.9, "odd": None}})
        scores = details.scores
        assert isinstance(scores, ScoreMap)
        assert isinstance(scores, dict)
        assert dict(scores.items()) == scores == {"deepseek": 0.9, "odd": None}
        assert json.dumps(scores) == '{"deepseek": 0.9, "odd": null}'
        assert type(scores.to_dict()) is dict
        for copied in (copy.copy(scores), copy.deepcopy(scores), pickle.loads(pickle.dumps(scores))):
            assert type(copied) is ScoreMap
            assert copied == scores
        assert EnsembleDetails(scores={"a": 1}).scores == ScoreMap(a=1)

    def test_unset_is_a_singleton(self) -> None:
        assert not UNSET
        assert Unset() is UNSET
        assert repr(UNSET) == "UNSET"
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(UNSET, protocol)) is UNSET
        assert copy.deepcopy(UNSET) is UNSET
