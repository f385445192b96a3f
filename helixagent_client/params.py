# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Types of request parameters: what the methods of the SDK take as plain dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Mapping, Optional, Sequence, TypedDict, Union

if TYPE_CHECKING:
    from .models.audio_format import AudioFormat
    from .models.encoding_format import EncodingFormat
    from .models.ensemble_strategy import EnsembleStrategy
    from .models.image_detail import ImageDetail
    from .models.role import Role
    from .models.tool_choice_mode import ToolChoiceMode
    from .models.tool_type import ToolType
    from .types import ApiModel


class _ChatCompletionParamsRequired(TypedDict):
    messages: Sequence[Union[ChatMessageParam, ApiModel, Mapping[str, Any]]]
    """The conversation so far, at least one message."""


class ChatCompletionParams(_ChatCompletionParamsRequired, total=False):
    """A conversation to answer."""

    model: Optional[str]
    """The model that answers; SDKs send `helixagent-ensemble` where none is given."""

    max_tokens: Optional[int]
    """The most tokens to generate."""

    max_completion_tokens: Optional[int]
    """The most tokens to generate, reasoning included."""

    temperature: Optional[float]
    """How random the answer is, from 0 to 2."""

    top_p: Optional[float]
    """The share of the probability mass to sample from, from 0 to 1."""

    n: Optional[int]
    """How many choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """A text, or several, at which to stop."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """What a stream contains."""

    presence_penalty: Optional[float]
    """A penalty on tokens that have occurred at all, from -2 to 2."""

    frequency_penalty: Optional[float]
    """A penalty on tokens by how often they have occurred, from -2 to 2."""

    logit_bias: Optional[Mapping[str, float]]
    """A bias per token id."""

    logprobs: Optional[bool]
    """Whether to report the log probabilities of the tokens."""

    top_logprobs: Optional[int]
    """How many likely tokens to report at each position, from 0 to 20."""

    seed: Optional[int]
    """A number that makes sampling repeatable, as far as the provider allows."""

    user: Optional[str]
    """The caller's own id of the end user."""

    tools: Optional[Sequence[Union[ToolParam, ApiModel, Mapping[str, Any]]]]
    """The tools that the model may call."""

    tool_choice: Optional[Union[ToolChoiceMode, NamedToolChoiceParam, ApiModel, Mapping[str, Any]]]
    """Whether the model calls a tool, and which."""

    parallel_tool_calls: Optional[bool]
    """Whether the model may call several tools at once."""

    response_format: Optional[
        Union[
            TextResponseFormatParam,
            JsonObjectResponseFormatParam,
            JsonSchemaResponseFormatParam,
            ApiModel,
            Mapping[str, Any],
        ]
    ]
    """The shape that an answer must have."""

    metadata: Optional[Mapping[str, str]]
    """Names and values that a caller attaches to a request."""

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]
    """How providers vote on an answer."""

    force_provider: Optional[str]
    """The one provider that must answer."""


class _ChatMessageParamRequired(TypedDict):
    role: Role
    """Who a message is from."""


class ChatMessageParam(_ChatMessageParamRequired, total=False):
    """One message of a conversation that is sent."""

    content: Optional[
        Union[
            str,
            Sequence[
                Union[
                    TextPartParam,
                    ImageUrlPartParam,
                    InputAudioPartParam,
                    FilePartParam,
                    RefusalPartParam,
                    ApiModel,
                    Mapping[str, Any],
                ]
            ],
        ]
    ]
    """The text, or the parts, of the message."""

    name: Optional[str]
    """The name of the participant, to tell apart those of one role."""

    tool_calls: Optional[Sequence[Union[ToolCallParam, ApiModel, Mapping[str, Any]]]]
    """The tools that the assistant called in this message."""

    tool_call_id: Optional[str]
    """The id of the tool call that this message answers."""

    refusal: Optional[str]
    """The assistant's words where it refused."""


class _CompletionParamsRequired(TypedDict):
    prompt: Union[str, Sequence[str]]
    """A text to continue, or several."""


class CompletionParams(_CompletionParamsRequired, total=False):
    """A text to continue."""

    model: Optional[str]
    """The model that answers; SDKs send `helixagent-ensemble` where none is given."""

    suffix: Optional[str]
    """The text that comes after the completion."""

    echo: Optional[bool]
    """Whether to repeat the prompt before the completion."""

    best_of: Optional[int]
    """How many completions to make, of which the best are sent."""

    max_tokens: Optional[int]
    """The most tokens to generate."""

    temperature: Optional[float]
    """How random the answer is, from 0 to 2."""

    top_p: Optional[float]
    """The share of the probability mass to sample from, from 0 to 1."""

    n: Optional[int]
    """How many choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """A text, or several, at which to stop."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """What a stream contains."""

    presence_penalty: Optional[float]
    """A penalty on tokens that have occurred at all, from -2 to 2."""

    frequency_penalty: Optional[float]
    """A penalty on tokens by how often they have occurred, from -2 to 2."""

    logit_bias: Optional[Mapping[str, float]]
    """A bias per token id."""

    logprobs: Optional[int]
    """How many likely tokens to report at each position, from 0 to 5."""

    seed: Optional[int]
    """A number that makes sampling repeatable, as far as the provider allows."""

    user: Optional[str]
    """The caller's own id of the end user."""


class _EmbeddingParamsRequired(TypedDict):
    model: str
    """The model that embeds."""
    input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]]
    """One text or several, as strings or as tokens."""


class EmbeddingParams(_EmbeddingParamsRequired, total=False):
    """Texts to embed."""

    encoding_format: Optional[EncodingFormat]
    """How vectors are sent."""

    dimensions: Optional[int]
    """The length of the vectors, where the model can choose."""

    user: Optional[str]
    """The caller's own id of the end user."""


class EnsembleCompletionParams(TypedDict, total=False):
    """A question that several providers answer; it has messages or a prompt."""

    model: Optional[str]
    """The model that answers; SDKs send `helixagent-ensemble` where none is given."""

    messages: Optional[Sequence[Union[ChatMessageParam, ApiModel, Mapping[str, Any]]]]
    """The conversation so far, at least one message."""

    prompt: Optional[str]
    """The question, where there are no messages."""

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]
    """How providers vote on an answer."""

    max_tokens: Optional[int]
    """The most tokens to generate."""

    max_completion_tokens: Optional[int]
    """The most tokens to generate, reasoning included."""

    temperature: Optional[float]
    """How random the answer is, from 0 to 2."""

    top_p: Optional[float]
    """The share of the probability mass to sample from, from 0 to 1."""

    n: Optional[int]
    """How many choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """A text, or several, at which to stop."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """What a stream contains."""

    presence_penalty: Optional[float]
    """A penalty on tokens that have occurred at all, from -2 to 2."""

    frequency_penalty: Optional[float]
    """A penalty on tokens by how often they have occurred, from -2 to 2."""

    logit_bias: Optional[Mapping[str, float]]
    """A bias per token id."""

    logprobs: Optional[bool]
    """Whether to report the log probabilities of the tokens."""

    top_logprobs: Optional[int]
    """How many likely tokens to report at each position, from 0 to 20."""

    seed: Optional[int]
    """A number that makes sampling repeatable, as far as the provider allows."""

    user: Optional[str]
    """The caller's own id of the end user."""


class EnsembleConfigParam(TypedDict, total=False):
    """How providers vote on an answer."""

    strategy: Optional[EnsembleStrategy]
    """How the winner of a vote is found."""

    min_providers: Optional[int]
    """The fewest providers that must answer."""

    confidence_threshold: Optional[float]
    """The least confidence that the winner must have, from 0 to 1."""

    fallback_to_best: Optional[bool]
    """Whether the best answer will do where none is confident enough."""

    timeout: Optional[int]
    """How long to wait for providers, in whole seconds."""

    preferred_providers: Optional[Sequence[str]]
    """The providers to ask first."""


class _FilePartParamRequired(TypedDict):
    type: Literal["file"]
    """Always `file`."""
    file: Union[FileReferenceParam, ApiModel, Mapping[str, Any]]
    """A file, by its content or by its id."""


class FilePartParam(_FilePartParamRequired, total=False):
    """A file inside a message."""


class FileReferenceParam(TypedDict, total=False):
    """A file, by its content or by its id."""

    file_data: Optional[str]
    """The file's content in base64."""

    file_id: Optional[str]
    """The id of a file that the server has."""

    filename: Optional[str]
    """The file's name."""


class FunctionCallParam(TypedDict, total=False):
    """A function and the arguments to call it with."""

    name: Optional[str]
    """The function's name."""

    arguments: Optional[str]
    """The arguments as JSON text, which the model may get wrong."""


class _FunctionDefinitionParamRequired(TypedDict):
    name: str
    """The function's name."""


class FunctionDefinitionParam(_FunctionDefinitionParamRequired, total=False):
    """A function that the model may call."""

    description: Optional[str]
    """What the function does, for the model to read."""

    parameters: Optional[Mapping[str, Any]]
    """Any JSON object."""

    strict: Optional[bool]
    """Whether the arguments must keep to the schema exactly."""


class _ImageUrlParamRequired(TypedDict):
    url: str
    """The image's address, or the image itself as a `data:` URL."""


class ImageUrlParam(_ImageUrlParamRequired, total=False):
    """Where an image is, and how closely to look at it."""

    detail: Optional[ImageDetail]
    """How closely to look at an image."""


class _ImageUrlPartParamRequired(TypedDict):
    type: Literal["image_url"]
    """Always `image_url`."""
    image_url: Union[ImageUrlParam, ApiModel, Mapping[str, Any]]
    """Where an image is, and how closely to look at it."""


class ImageUrlPartParam(_ImageUrlPartParamRequired, total=False):
    """An image inside a message."""


class _InputAudioParamRequired(TypedDict):
    data: str
    """The recording in base64."""
    format: AudioFormat
    """The encoding of a recording."""


class InputAudioParam(_InputAudioParamRequired, total=False):
    """A recording."""


class _InputAudioPartParamRequired(TypedDict):
    type: Literal["input_audio"]
    """Always `input_audio`."""
    input_audio: Union[InputAudioParam, ApiModel, Mapping[str, Any]]
    """A recording."""


class InputAudioPartParam(_InputAudioPartParamRequired, total=False):
    """A recording inside a message."""


class _JsonObjectResponseFormatParamRequired(TypedDict):
    type: Literal["json_object"]
    """Always `json_object`."""


class JsonObjectResponseFormatParam(_JsonObjectResponseFormatParamRequired, total=False):
    """An answer that is a JSON object."""


class _JsonSchemaDefinitionParamRequired(TypedDict):
    name: str
    """The schema's name."""


class JsonSchemaDefinitionParam(_JsonSchemaDefinitionParamRequired, total=False):
    """A named JSON Schema."""

    description: Optional[str]
    """What the answer is for, for the model to read."""

    schema: Optional[Mapping[str, Any]]
    """Any JSON object."""

    strict: Optional[bool]
    """Whether the answer must keep to the schema exactly."""


class _JsonSchemaResponseFormatParamRequired(TypedDict):
    type: Literal["json_schema"]
    """Always `json_schema`."""
    json_schema: Union[JsonSchemaDefinitionParam, ApiModel, Mapping[str, Any]]
    """A named JSON Schema."""


class JsonSchemaResponseFormatParam(_JsonSchemaResponseFormatParamRequired, total=False):
    """An answer that keeps to a JSON Schema."""


class _NamedFunctionParamRequired(TypedDict):
    name: str
    """The function's name."""


class NamedFunctionParam(_NamedFunctionParamRequired, total=False):
    """A function by its name."""


class _NamedToolChoiceParamRequired(TypedDict):
    type: ToolType
    """The kind of a tool."""
    function: Union[NamedFunctionParam, ApiModel, Mapping[str, Any]]
    """A function by its name."""


class NamedToolChoiceParam(_NamedToolChoiceParamRequired, total=False):
    """The one tool that the model must call."""


class _RefusalPartParamRequired(TypedDict):
    type: Literal["refusal"]
    """Always `refusal`."""
    refusal: str
    """The assistant's words."""


class RefusalPartParam(_RefusalPartParamRequired, total=False):
    """A refusal inside an assistant's message."""


class StreamOptionsParam(TypedDict, total=False):
    """What a stream contains."""

    include_usage: Optional[bool]
    """Whether a last chunk, without choices, reports the tokens used."""


class _TextPartParamRequired(TypedDict):
    type: Literal["text"]
    """Always `text`."""
    text: str
    """The text."""


class TextPartParam(_TextPartParamRequired, total=False):
    """A text inside a message."""


class _TextResponseFormatParamRequired(TypedDict):
    type: Literal["text"]
    """Always `text`."""


class TextResponseFormatParam(_TextResponseFormatParamRequired, total=False):
    """An answer in plain text."""


class ToolCallParam(TypedDict, total=False):
    """A call of a tool by the model."""

    id: Optional[str]
    """The call's id, which its result names."""

    type: Optional[ToolType]
    """The kind of a tool."""

    function: Optional[Union[FunctionCallParam, ApiModel, Mapping[str, Any]]]
    """A function and the arguments to call it with."""


class _ToolParamRequired(TypedDict):
    type: ToolType
    """The kind of a tool."""
    function: Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]
    """A function that the model may call."""


class ToolParam(_ToolParamRequired, total=False):
    """A tool that the model may call."""


__all__ = (
    "ChatCompletionParams",
    "ChatMessageParam",
    "CompletionParams",
    "EmbeddingParams",
    "EnsembleCompletionParams",
    "EnsembleConfigParam",
    "FilePartParam",
    "FileReferenceParam",
    "FunctionCallParam",
    "FunctionDefinitionParam",
    "ImageUrlParam",
    "ImageUrlPartParam",
    "InputAudioParam",
    "InputAudioPartParam",
    "JsonObjectResponseFormatParam",
    "JsonSchemaDefinitionParam",
    "JsonSchemaResponseFormatParam",
    "NamedFunctionParam",
    "NamedToolChoiceParam",
    "RefusalPartParam",
    "StreamOptionsParam",
    "TextPartParam",
    "TextResponseFormatParam",
    "ToolCallParam",
    "ToolParam",
)
