"""Tests of generated model classes: constructing, the schemas of requests, and imports."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, List

import pytest
from cases import for_each
from support import MODELS

from helixagent_client import models
from helixagent_client.models import (
    ChatCompletionChunk,
    ChatCompletionRequest,
    ChatCompletionResponse,
    ChatMessage,
    Choice,
    Message,
    TextPart,
    Usage,
)
from helixagent_client.request_schemas import REQUEST_SCHEMAS


class TestConstructing:
    def test_the_document_example(self) -> None:
        response = ChatCompletionResponse(
            id="test", choices=[Choice(message=Message(content="Mock response"))], usage={"total_tokens": 10}
        )
        assert response.choices[0].message.content == "Mock response"
        assert isinstance(response.usage, Usage)
        assert response.usage.total_tokens == 10
        assert response.to_dict() == {
            "id": "test",
            "choices": [{"message": {"content": "Mock response"}}],
            "usage": {"total_tokens": 10},
        }

    @for_each("cls", MODELS)
    def test_every_argument_is_optional(self, cls: Any) -> None:
        model = cls()
        for name in cls.FIELDS:
            value = getattr(model, name)
            assert value in (None, [], {}) or cls.__init__.__kwdefaults__[name] == value
        assert cls.from_dict(model.to_dict()) == model

    def test_a_constant_is_optional(self) -> None:
        assert TextPart(text="Hi").to_dict() == {"type": "text", "text": "Hi"}

    def test_mappings_and_tuples_become_models_and_lists(self) -> None:
        request = ChatCompletionRequest(
            model="m",
            messages=({"role": "user", "content": ({"type": "text", "text": "Hi"},)}, ChatMessage(role="assistant")),
            stop=("a", "b"),
        )
        assert isinstance(request.messages[0], ChatMessage)
        assert request.to_dict() == {
            "model": "m",
            "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}, {"role": "assistant"}],
            "stop": ["a", "b"],
        }

    def test_additional_properties_are_copied(self) -> None:
        extras = {"top_k": 4}
        request = ChatCompletionRequest(additional_properties=extras)
        extras["top_k"] = 5
        assert request.to_dict() == {"top_k": 4}

    @for_each("cls", [cls for cls in MODELS if cls.__name__.endswith("List")])
    def test_a_list_wrapper_can_be_iterated_over(self, cls: Any) -> None:
        names = [name for name in cls.FIELDS if list(cls.from_dict({name: [{"id": "a"}, {"id": "b"}]}))]
        (name,) = names
        assert [entry.id for entry in cls.from_dict({name: [{"id": "a"}, {"id": "b"}]})] == ["a", "b"]
        assert list(cls.from_dict({name: None})) == list(cls()) == []

    def test_unknown_and_positional_arguments_are_refused(self) -> None:
        with pytest.raises(TypeError, match="total"):
            Usage(total=1)  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            Usage(1)  # type: ignore[call-arg]


class TestRequestSchemas:
    def test_limits_of_requests(self) -> None:
        schema = REQUEST_SCHEMAS["ChatCompletionRequest"]
        assert schema["required"] == ["messages"]
        assert schema["properties"]["messages"] == {"type": "array", "minItems": 1, "items": {"$ref": "ChatMessage"}}
        assert schema["properties"]["temperature"]["minimum"] == 0
        assert schema["properties"]["temperature"]["maximum"] == 2

    def test_every_reference_names_a_class_with_a_schema(self) -> None:
        waiting: List[Any] = list(REQUEST_SCHEMAS.values())
        assert waiting
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                names = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
                # The models of a union by their tags.
                names += value["models"].values() if "tag" in value else []
                for name in names:
                    assert name in REQUEST_SCHEMAS
                    assert hasattr(models, name)
                assert "enum" not in value or isinstance(value["enum"], dict)
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value

    def test_a_union_with_a_discriminator_has_its_models_by_tag(self) -> None:
        formats = REQUEST_SCHEMAS["ChatCompletionRequest"]["properties"]["response_format"]
        assert formats["tag"] == "type"
        assert formats["models"]["json_schema"] == "JsonSchemaResponseFormat"

    def test_responses_have_no_schemas(self) -> None:
        assert ChatCompletionChunk.__name__ not in REQUEST_SCHEMAS


def loaded_after(statement: str) -> List[str]:
    """Return the modules that a fresh interpreter has loaded after a statement."""
    program = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


class TestImports:
    @pytest.mark.parametrize(
        "statement",
        [
            "import helixagent_client",
            "import helixagent_client.models.choice",
            "from helixagent_client.models import ChatCompletionResponse, ChatCompletionRequest",
            "import helixagent_client.api.chat.create_chat_completion",
            "import helixagent_client.params",
        ],
    )
    def test_neither_the_http_library_nor_the_date_parser_is_loaded(self, statement: str) -> None:
        modules = loaded_after(statement)
        assert "httpx" not in modules
        assert "dateutil" not in modules
        assert "typing_extensions" not in modules

    def test_a_model_loads_only_the_models_that_it_contains(self) -> None:
        modules = loaded_after("from helixagent_client.models import Usage")
        assert "helixagent_client.models.usage" in modules
        assert "helixagent_client.models.chat_message" not in modules

    def test_the_date_parser_is_loaded_on_first_use(self) -> None:
        modules = loaded_after(
            "from helixagent_client.types import parse_datetime; parse_datetime('2026-01-15T10:30:00Z')"
        )
        assert "dateutil" in modules

    def test_all_names_are_listed_and_no_others_exist(self) -> None:
        assert set(models.__all__) <= set(dir(models))
        with pytest.raises(AttributeError, match="Nowhere"):
            models.Nowhere  # type: ignore[attr-defined]  # noqa: B018
