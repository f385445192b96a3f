"""Build the SDK's models as a server would have sent them, from plain texts and values, for tests."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

import httpx

from helixagent.testing.offline import Offline
from helixagent.testing.operations import described, operation_named, own_spec
from helixagent.testing.sandbox.answering import text_answer, wire_tool_call
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

_ASKED = [{"role": "user", "content": "Hello"}]
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
        content: The text of the assistant.
        tool_calls: The tool calls: models of `tool_call(...)`, or pairs of a name and its arguments.
        parsed: The value of a structured response: a dict, or a dataclass, attrs or pydantic object.
        refusal: Why the assistant refuses to answer.
        reasoning: The reasoning before the answer, as `reasoning_content`.
        finish_reason: The finish reason; by default `stop`, or `tool_calls`.
        model: The name of the model.
        usage: Token counts that replace the plausible ones.
        id: Its ID; by default derived from the other arguments.

    Example:
        >>> chat_completion("Paris").choices[0].message.content
        'Paris'
    """
    said = text_answer(
        content,
        tool_calls=tool_calls,
        parsed=parsed,
        refusal=refusal,
        reasoning=reasoning,
        finish_reason=finish_reason,
    )
    body = Offline().json("createChatCompletion", _chat_body(said, model), said)
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
    """Build the chunks of a streamed chat completion: the role, the chunks of the text, the end.

    Args:
        content: The text of the assistant, which is split into words, or its chunks.
        tool_calls: As in `chat_completion`; their arguments are split into chunks.
        refusal: Why the assistant refuses to answer.
        reasoning: The reasoning before the answer, as `reasoning_content`.
        finish_reason: As in `chat_completion`.
        include_usage: Whether the last chunk reports the tokens and has no choices.
        model: The name of the model.
        id: The ID of all chunks.

    Example:
        >>> [chunk.choices[0].delta.content for chunk in chat_completion_chunks(["Par", "is"])]
        ['', 'Par', 'is', None]
    """
    cut = None if content is None or isinstance(content, str) else list(content)
    text = content if isinstance(content, str) else None if cut is None else "".join(cut)
    said = text_answer(
        text, tool_calls=tool_calls, refusal=refusal, reasoning=reasoning, finish_reason=finish_reason, cut=cut
    )
    body = {**_chat_body(said, model), "stream": True, "stream_options": {"include_usage": include_usage}}
    chunks = Offline().events("createChatCompletion", body, said)
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
        finish_reason: The finish reason; by default `stop`.
        model: The name of the model.
        usage: Token counts that replace the plausible ones.
        id: Its ID.
    """
    said = text_answer(text, finish_reason=finish_reason)
    body = Offline().json("createCompletion", {"model": model, "prompt": "Hello", "user": text}, said)
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
        text: The text, which is split into words, or its chunks.
        finish_reason: The finish reason; by default `stop`.
        model: The name of the model.
        id: The ID of all chunks.
    """
    cut = None if isinstance(text, str) else list(text)
    whole = text if isinstance(text, str) else "".join(text)
    said = text_answer(whole, finish_reason=finish_reason, cut=cut)
    body = {"model": model, "prompt": "Hello", "user": whole, "stream": True}
    return [
        CompletionChunk.from_dict(_changed(chunk, id)) for chunk in Offline().events("createCompletion", body, said)
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
    """Build a response on which several providers have voted.

    Args:
        content: The text of the assistant.
        providers: The providers that voted. The first one won.
        confidence: The confidence of the ensemble, from 0 to 1.
        strategy: The voting strategy.
        usage: Token counts that replace the plausible ones.
        id: Its ID.
    """
    said = text_answer(content)
    config = {"preferred_providers": list(providers), "min_providers": len(providers), "strategy": strategy}
    request = {**_chat_body(said, _DEFAULT_MODEL), "ensemble_config": config}
    body = Offline().json("createEnsembleCompletion", request, said)
    body["ensemble"]["confidence_score"] = confidence
    return EnsembleCompletionResponse.from_dict(_changed(body, id, usage))


def embedding_response(
    inputs: Union[str, Sequence[str], Sequence[float], Sequence[Sequence[float]]] = "Hello",
    *,
    dimensions: int = 8,
    model: str = "text-embedding-3-small",
) -> EmbeddingResponse:
    """Build embeddings.

    Args:
        inputs: The texts, or the vectors themselves. The vectors of texts are built from their words, so that texts
            with common words are close to each other.
        dimensions: The length of the vectors of texts.
        model: The name of the model.

    Example:
        >>> embedding_response([[1.0, 0.0], [0.0, 1.0]]).data[1].embedding
        [0.0, 1.0]
    """
    given: List[Any] = [inputs] if isinstance(inputs, str) or _is_vector(inputs) else list(inputs)
    texts = [item if isinstance(item, str) else "Hello" for item in given]
    request = {"model": model, "input": texts, "dimensions": dimensions}
    body = Offline().json("createEmbeddings", request)
    for item, made in zip(given, body["data"]):
        if not isinstance(item, str):
            made["embedding"] = [float(number) for number in item]
    return EmbeddingResponse.from_dict(body)


def model_list(*ids: str) -> ModelList:
    """Build a list of models.

    Args:
        ids: Their IDs; by default the sandbox's.
    """
    made = Offline().json("listModels")
    if ids:
        made["data"] = [{**made["data"][0], "id": name} for name in ids]
    return ModelList.from_dict(made)


def ocr_response(text: str, **fields: Any) -> OcrResponse:
    """Build the response for a text that was read from an image.

    Args:
        text: The text. Each of its lines is a block.
        fields: Other fields, such as `confidence` from 0 to 1.
    """
    made = Offline().json("extractText", {"image_url": "https://example.com/document.png"})
    block = made["blocks"][0]
    blocks = [{**block, "text": line} for line in text.splitlines()]
    return OcrResponse.from_dict({**made, "text": text, "blocks": blocks, **fields})


def tool_call(name: str, arguments: Union[Mapping[str, Any], str, None] = None, *, id: str = "call_1") -> ToolCall:
    """Build a tool call, for `chat_completion(tool_calls=[...])`.

    Args:
        name: The tool.
        arguments: Its arguments, or their JSON text.
        id: The ID of the call. Several calls need different IDs.

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
    """Build an error response, for `fake_client`, `Sandbox.reply` or an `httpx.MockTransport`.

    Args:
        status: The HTTP status, from 400 to 599.
        message: Its message.
        type: Its type; by default the usual one for the status.
        code: Its code.
        param: The argument that it refers to.
        retry_after: Seconds for the Retry-After header.
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
    """Build the response of any operation, from the example in the API's description.

    Args:
        operation: A method of the SDK such as `providers.list`, or an operationId.
        fields: Fields that replace the fields of the example.

    Returns:
        The model that the method returns.

    Raises:
        TypeError: The operation does not return a model.
        ValueError: The operation does not exist.

    Example:
        example_response("providers.list").providers[0].name
    """
    identifier = operation_named(operation)
    known = described(identifier)
    if known is None or known.response is None:
        raise TypeError(f"{operation} does not return a model")
    spec = own_spec()
    meant = next(found for found in spec.operations if found.operation_id == identifier)
    content = spec.success(meant)[1]
    return known.response.from_dict({**spec.example(content["application/json"]), **fields})


def _chat_body(said: Any, model: str) -> Dict[str, Any]:
    # The value is part of the body, from which the ID is derived: two responses have different IDs.
    return {"model": model, "messages": _ASKED, "user": repr(said)}


def _is_vector(value: Any) -> bool:
    return bool(value) and all(isinstance(number, (int, float)) for number in value)


def _changed(body: Dict[str, Any], id: Optional[str], usage: Optional[Mapping[str, Any]] = None) -> Dict[str, Any]:
    changes: Dict[str, Any] = {} if id is None else {"id": id}
    if usage is not None:
        changes["usage"] = dict(usage)
    return {**body, **changes}
