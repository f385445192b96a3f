"""Build model objects for tests from plain text and values, as if a server had sent them."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

import httpx

from helixagent.testing.offline import Offline
from helixagent.testing.operations import generated_operation, installed_spec, operation_named
from helixagent.testing.sandbox.reply_builder import build_generation, wire_tool_call
from helixagent.testing.sandbox.scripting import status_error
from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
from helixagent_client.models.chat_completion_response import ChatCompletionResponse
from helixagent_client.models.completion_chunk import CompletionChunk
from helixagent_client.models.completion_response import CompletionResponse
from helixagent_client.models.embedding_response import EmbeddingResponse
from helixagent_client.models.ensemble_completion_response import EnsembleCompletionResponse
from helixagent_client.models.model_list import ModelList
from helixagent_client.models.ocr_response import OcrResponse
from helixagent_client.models.tool_call import ToolCall

_MESSAGES = [{"role": "user", "content": "Hello"}]
_DEFAULT_MODEL = "helixagent-ensemble"


def chat_completion(
    content: Optional[str] = None,
    *,
    tool_calls: Optional[Sequence[Any]] = None,
    parsed: Any = None,
    refusal: Optional[str] = None,
    reasoning: Optional[str] = None,
    finish_reason: Optional[str] = None,
    model: str = _DEFAULT_MODEL,
    usage: Optional[Mapping[str, Any]] = None,
    id: Optional[str] = None,
) -> ChatCompletionResponse:
    """Build a chat completion.

    Args:
        content: The assistant's text.
        tool_calls: The tool calls, as results of `tool_call(...)` or as `(name, arguments)` pairs.
        parsed: The value of a structured response: a dict, or a dataclass, attrs or pydantic object.
        refusal: The assistant's refusal message.
        reasoning: The reasoning that precedes the text, as `reasoning_content`.
        finish_reason: The finish reason. Defaults to `stop`, or to `tool_calls` if there are any.
        model: The name of the model.
        usage: Token counts to use instead of the generated ones.
        id: The completion ID. By default it is derived from the other arguments.

    Example:
        >>> chat_completion("Paris").choices[0].message.content
        'Paris'
    """
    generation = build_generation(
        content,
        tool_calls=tool_calls,
        parsed=parsed,
        refusal=refusal,
        reasoning=reasoning,
        finish_reason=finish_reason,
    )
    body = Offline().json("createChatCompletion", _chat_body(generation, model), generation)
    return ChatCompletionResponse.from_dict(_changed(body, id, usage))


def chat_completion_chunks(
    content: Union[str, Sequence[str], None] = None,
    *,
    tool_calls: Optional[Sequence[Any]] = None,
    refusal: Optional[str] = None,
    reasoning: Optional[str] = None,
    finish_reason: Optional[str] = None,
    include_usage: bool = False,
    model: str = _DEFAULT_MODEL,
    id: Optional[str] = None,
) -> List[ChatCompletionChunk]:
    """Build the chunks of a streamed chat completion: the role, the text, and the finish reason.

    Args:
        content: The assistant's text, either as a string, which is split into words, or as a list of chunks.
        tool_calls: As in `chat_completion`. The arguments are split into chunks.
        refusal: The assistant's refusal message.
        reasoning: The reasoning that precedes the text, as `reasoning_content`.
        finish_reason: As in `chat_completion`.
        include_usage: Whether to end with a chunk that has token usage and no choices.
        model: The name of the model.
        id: The ID shared by all chunks.

    Example:
        >>> [chunk.choices[0].delta.content for chunk in chat_completion_chunks(["Par", "is"])]
        ['', 'Par', 'is', None]
    """
    text_chunks = None if content is None or isinstance(content, str) else list(content)
    text = content if isinstance(content, str) else None if text_chunks is None else "".join(text_chunks)
    generation = build_generation(
        text,
        tool_calls=tool_calls,
        refusal=refusal,
        reasoning=reasoning,
        finish_reason=finish_reason,
        text_chunks=text_chunks,
    )
    body = {**_chat_body(generation, model), "stream": True, "stream_options": {"include_usage": include_usage}}
    chunks = Offline().events("createChatCompletion", body, generation)
    return [ChatCompletionChunk.from_dict(_changed(chunk, id)) for chunk in chunks]


def completion(
    text: str,
    *,
    finish_reason: Optional[str] = None,
    model: str = _DEFAULT_MODEL,
    usage: Optional[Mapping[str, Any]] = None,
    id: Optional[str] = None,
) -> CompletionResponse:
    """Build a text completion.

    Args:
        text: The text.
        finish_reason: The finish reason. Defaults to `stop`.
        model: The name of the model.
        usage: Token counts to use instead of the generated ones.
        id: The completion ID.
    """
    generation = build_generation(text, finish_reason=finish_reason)
    body = Offline().json("createCompletion", {"model": model, "prompt": "Hello", "user": text}, generation)
    return CompletionResponse.from_dict(_changed(body, id, usage))


def completion_chunks(
    text: Union[str, Sequence[str]],
    *,
    finish_reason: Optional[str] = None,
    model: str = _DEFAULT_MODEL,
    id: Optional[str] = None,
) -> List[CompletionChunk]:
    """Build the chunks of a streamed text completion.

    Args:
        text: The text, either as a string, which is split into words, or as a list of chunks.
        finish_reason: The finish reason. Defaults to `stop`.
        model: The name of the model.
        id: The ID shared by all chunks.
    """
    text_chunks = None if isinstance(text, str) else list(text)
    full_text = text if isinstance(text, str) else "".join(text)
    generation = build_generation(full_text, finish_reason=finish_reason, text_chunks=text_chunks)
    body = {"model": model, "prompt": "Hello", "user": full_text, "stream": True}
    return [
        CompletionChunk.from_dict(_changed(chunk, id))
        for chunk in Offline().events("createCompletion", body, generation)
    ]


def ensemble_completion(
    content: str,
    *,
    providers: Sequence[str] = ("deepseek", "qwen"),
    confidence: float = 0.92,
    strategy: str = "confidence_weighted",
    usage: Optional[Mapping[str, Any]] = None,
    id: Optional[str] = None,
) -> EnsembleCompletionResponse:
    """Build an ensemble completion, the result of a vote among several providers.

    Args:
        content: The assistant's text.
        providers: The providers that voted. The first one is the winner.
        confidence: The confidence of the ensemble, from 0 to 1.
        strategy: The voting strategy.
        usage: Token counts to use instead of the generated ones.
        id: The completion ID.
    """
    generation = build_generation(content)
    config = {"preferred_providers": list(providers), "min_providers": len(providers), "strategy": strategy}
    request = {**_chat_body(generation, _DEFAULT_MODEL), "ensemble_config": config}
    body = Offline().json("createEnsembleCompletion", request, generation)
    body["ensemble"]["confidence_score"] = confidence
    return EnsembleCompletionResponse.from_dict(_changed(body, id, usage))


def embedding_response(
    inputs: Union[str, Sequence[str], Sequence[float], Sequence[Sequence[float]]] = "Hello",
    *,
    dimensions: int = 8,
    model: str = "text-embedding-3-small",
) -> EmbeddingResponse:
    """Build an embeddings response.

    Args:
        inputs: Strings to embed, or the vectors themselves. Vectors for strings are built from their words, so
            strings that share words are close to each other.
        dimensions: The length of the vectors built from strings.
        model: The name of the model.

    Example:
        >>> embedding_response([[1.0, 0.0], [0.0, 1.0]]).data[1].embedding
        [0.0, 1.0]
    """
    items: List[Any] = [inputs] if isinstance(inputs, str) or _is_vector(inputs) else list(inputs)
    texts = [item if isinstance(item, str) else "Hello" for item in items]
    request = {"model": model, "input": texts, "dimensions": dimensions}
    body = Offline().json("createEmbeddings", request)
    for item, result in zip(items, body["data"]):
        if not isinstance(item, str):
            result["embedding"] = [float(number) for number in item]
    return EmbeddingResponse.from_dict(body)


def model_list(*ids: str) -> ModelList:
    """Build a list of models.

    Args:
        ids: The model IDs. Defaults to the models that the sandbox lists.
    """
    result = Offline().json("listModels")
    if ids:
        result["data"] = [{**result["data"][0], "id": name} for name in ids]
    return ModelList.from_dict(result)


def ocr_response(text: str, **fields: Any) -> OcrResponse:
    """Build an OCR response.

    Args:
        text: The recognized text. Each line becomes a block.
        fields: Other fields, such as `confidence` from 0 to 1.
    """
    result = Offline().json("extractText", {"image_url": "https://example.com/document.png"})
    block = result["blocks"][0]
    blocks = [{**block, "text": line} for line in text.splitlines()]
    return OcrResponse.from_dict({**result, "text": text, "blocks": blocks, **fields})


def tool_call(name: str, arguments: Union[Mapping[str, Any], str, None] = None, *, id: str = "call_1") -> ToolCall:
    """Build a tool call for `chat_completion(tool_calls=[...])`.

    Args:
        name: The name of the tool.
        arguments: The arguments, as a mapping or as JSON text.
        id: The tool call ID. Each call in a message needs a different ID.

    Example:
        >>> tool_call("get_weather", {"city": "Paris"}).function.arguments
        '{"city": "Paris"}'
    """
    return ToolCall.from_dict(wire_tool_call({"id": id, "name": name, "arguments": arguments}, 1))


def error_response(
    status: int = 500,
    message: Optional[str] = None,
    *,
    type: Optional[str] = None,
    code: Optional[str] = None,
    param: Optional[str] = None,
    retry_after: Optional[float] = None,
    headers: Optional[Mapping[str, str]] = None,
) -> httpx.Response:
    """Build an error response for `fake_client`, `Sandbox.reply` or an `httpx.MockTransport`.

    Args:
        status: The HTTP status, from 400 to 599.
        message: The error message.
        type: The error type. Defaults to the usual type for the status.
        code: The error code.
        param: The argument that caused the error.
        retry_after: Value of the Retry-After header, in seconds.
        headers: Additional headers.

    Raises:
        ValueError: The status is not an error status.

    Example:
        client = fake_client([error_response(429, retry_after=2), "Hello"], max_retries=1)
    """
    error = status_error(
        status, message=message, type=type, code=code, param=param, retry_after=retry_after, headers=headers
    )
    return httpx.Response(status, headers={"x-request-id": "req_fake_1", **error.headers}, json=error.body())


def example_response(operation: str, **fields: Any) -> Any:
    """Build the response of any operation from the example in the OpenAPI document.

    Args:
        operation: A method of the SDK such as `providers.list`, or an operationId.
        fields: Fields that override the example's fields.

    Returns:
        The model that the method returns.

    Raises:
        TypeError: The operation does not return a model.
        ValueError: The operation does not exist.

    Example:
        example_response("providers.list").providers[0].name
    """
    identifier = operation_named(operation)
    known = generated_operation(identifier)
    if known is None or known.response is None:
        raise TypeError(f"{operation} does not return a model")
    spec = installed_spec()
    spec_operation = next(found for found in spec.operations if found.operation_id == identifier)
    content = spec.success(spec_operation)[1]
    return known.response.from_dict({**spec.example(content["application/json"]), **fields})


def _chat_body(generation: Any, model: str) -> Dict[str, Any]:
    # The ID is derived from the body. The value is part of the body, so different responses get different IDs.
    return {"model": model, "messages": _MESSAGES, "user": repr(generation)}


def _is_vector(value: Any) -> bool:
    return bool(value) and all(isinstance(number, (int, float)) for number in value)


def _changed(body: Dict[str, Any], id: Optional[str], usage: Optional[Mapping[str, Any]] = None) -> Dict[str, Any]:
    changes: Dict[str, Any] = {} if id is None else {"id": id}
    if usage is not None:
        changes["usage"] = dict(usage)
    return {**body, **changes}
