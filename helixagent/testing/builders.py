"""Builds the SDK's own models as a server would have sent them, from plain texts and values, for tests."""

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
    """Build the answer to a conversation.

    Args:
        content: What the assistant says.
        tool_calls: The tools that it calls: models of `tool_call(...)`, or pairs of a name and its arguments.
        parsed: What a structured answer says: a dict, or a dataclass, attrs or pydantic object.
        refusal: Why it does not answer.
        reasoning: What it thinks before it answers, as `reasoning_content`.
        finish_reason: Why it ended; by default `stop`, or `tool_calls`.
        model: The model that answered.
        usage: Token counts that replace the plausible ones.
        id: Its id; by default one made of the other arguments.

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
    """Build the chunks of a streamed answer to a conversation: the role, the pieces of the text, the end.

    Args:
        content: What the assistant says, cut into words; or its pieces.
        tool_calls: As in `chat_completion`; their arguments come in pieces.
        refusal: Why it does not answer.
        reasoning: What it thinks before it answers, as `reasoning_content`.
        finish_reason: As in `chat_completion`.
        include_usage: Whether the last chunk reports the tokens and has no choices.
        model: The model that answered.
        id: The id of all chunks.

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
    """Build the answer to a prompt.

    Args:
        text: The text.
        finish_reason: Why it ended; by default `stop`.
        model: The model that answered.
        usage: Token counts that replace the plausible ones.
        id: Its id.
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
    """Build the chunks of a streamed answer to a prompt.

    Args:
        text: The text, cut into words; or its pieces.
        finish_reason: Why it ended; by default `stop`.
        model: The model that answered.
        id: The id of all chunks.
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
    """Build an answer on which several providers have voted.

    Args:
        content: What the assistant says.
        providers: Who voted; the first has won.
        confidence: How sure the ensemble is, from 0 to 1.
        strategy: How they voted.
        usage: Token counts that replace the plausible ones.
        id: Its id.
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
        inputs: The texts, whose vectors are made of their words: texts that share words are close to each other. Or the
            vectors themselves.
        dimensions: How long the vectors of texts are.
        model: The model that embedded.

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
    """Build the list of the models that there are.

    Args:
        ids: Their ids; by default the sandbox's.
    """
    made = Offline().json("listModels")
    if ids:
        made["data"] = [{**made["data"][0], "id": name} for name in ids]
    return ModelList.from_dict(made)


def ocr_response(text: str, **fields: Any) -> OcrResponse:
    """Build the text that was read out of an image.

    Args:
        text: The text; each of its lines is a block.
        fields: Other fields, such as `confidence` from 0 to 1.
    """
    made = Offline().json("extractText", {"image_url": "https://example.com/document.png"})
    block = made["blocks"][0]
    blocks = [{**block, "text": line} for line in text.splitlines()]
    return OcrResponse.from_dict({**made, "text": text, "blocks": blocks, **fields})


def tool_call(name: str, arguments: Union[Mapping[str, Any], str, None] = None, *, id: str = "call_1") -> ToolCall:
    """Build the call of a tool, for `chat_completion(tool_calls=[...])`.

    Args:
        name: The tool.
        arguments: Its arguments, or their JSON text.
        id: The id of the call; each of several needs its own.

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
    """Build an answer with an error, for `fake_client`, `Sandbox.reply` or an `httpx.MockTransport`.

    Args:
        status: The HTTP status, from 400 to 599.
        message: What it says.
        type: Its type; by default the one that goes with the status.
        code: Its code.
        param: The argument that it is about.
        retry_after: Seconds, for the header Retry-After.
        headers: Headers more.

    Raises:
        ValueError: It is no status of an error.

    Example:
        client = fake_client([error_response(429, retry_after=2), "Hello"], max_retries=1)
    """
    error = status_error(
        status, message=message, type=type, code=code, param=param, retry_after=retry_after, headers=headers
    )
    return httpx.Response(status, headers={"x-request-id": "req_fake_1", **error.headers}, json=error.body())


def example_response(operation: str, **fields: Any) -> Any:
    """Build the answer of any operation, from the example of the API's description.

    Args:
        operation: A method of the SDK such as `providers.list`, or an operationId.
        fields: Fields that replace those of the example.

    Returns:
        The model that the method returns.

    Raises:
        TypeError: The operation answers with no model.
        ValueError: There is no such operation.

    Example:
        example_response("providers.list").providers[0].name
    """
    identifier = operation_named(operation)
    known = described(identifier)
    if known is None or known.response is None:
        raise TypeError(f"{operation} answers with no model")
    spec = own_spec()
    meant = next(found for found in spec.operations if found.operation_id == identifier)
    content = spec.success(meant)[1]
    return known.response.from_dict({**spec.example(content["application/json"]), **fields})


def _chat_body(said: Any, model: str) -> Dict[str, Any]:
    # In the body, from which the id is made: two answers have two ids.
    return {"model": model, "messages": _ASKED, "user": repr(said)}


def _is_vector(value: Any) -> bool:
    return bool(value) and all(isinstance(number, (int, float)) for number in value)


def _changed(body: Dict[str, Any], id: Optional[str], usage: Optional[Mapping[str, Any]] = None) -> Dict[str, Any]:
    changes: Dict[str, Any] = {} if id is None else {"id": id}
    if usage is not None:
        changes["usage"] = dict(usage)
    return {**body, **changes}
