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


class ChatCompletionParams(_ChatCompletionParamsRequired, total=False):
    """A conversation to answer."""

    model: Optional[str]

    max_tokens: Optional[int]

    max_completion_tokens: Optional[int]

    temperature: Optional[float]

    top_p: Optional[float]

    n: Optional[int]

    stop: Optional[Union[str, Sequence[str]]]

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]

    presence_penalty: Optional[float]

    frequency_penalty: Optional[float]

    logit_bias: Optional[Mapping[str, float]]

    logprobs: Optional[bool]

    top_logprobs: Optional[int]

    seed: Optional[int]

    user: Optional[str]

    tools: Optional[Sequence[Union[ToolParam, ApiModel, Mapping[str, Any]]]]

    tool_choice: Optional[Union[ToolChoiceMode, NamedToolChoiceParam, ApiModel, Mapping[str, Any]]]

    parallel_tool_calls: Optional[bool]

    response_format: Optional[
        Union[
            TextResponseFormatParam,
            JsonObjectResponseFormatParam,
            JsonSchemaResponseFormatParam,
            ApiModel,
            Mapping[str, Any],
        ]
    ]

    metadata: Optional[Mapping[str, str]]

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]

    force_provider: Optional[str]


class _ChatMessageParamRequired(TypedDict):
    role: Role


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

    name: Optional[str]

    tool_calls: Optional[Sequence[Union[ToolCallParam, ApiModel, Mapping[str, Any]]]]

    tool_call_id: Optional[str]

    refusal: Optional[str]


class _CompletionParamsRequired(TypedDict):
    prompt: Union[str, Sequence[str]]


class CompletionParams(_CompletionParamsRequired, total=False):
    """A text to continue."""

    model: Optional[str]

    suffix: Optional[str]

    echo: Optional[bool]

    best_of: Optional[int]

    max_tokens: Optional[int]

    temperature: Optional[float]

    top_p: Optional[float]

    n: Optional[int]

    stop: Optional[Union[str, Sequence[str]]]

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]

    presence_penalty: Optional[float]

    frequency_penalty: Optional[float]

    logit_bias: Optional[Mapping[str, float]]

    logprobs: Optional[int]

    seed: Optional[int]

    user: Optional[str]


class _EmbeddingParamsRequired(TypedDict):
    model: str
    input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]]


class EmbeddingParams(_EmbeddingParamsRequired, total=False):
    """Texts to embed."""

    encoding_format: Optional[EncodingFormat]

    dimensions: Optional[int]

    user: Optional[str]


class EnsembleCompletionParams(TypedDict, total=False):
    """A question that several providers answer; it has messages or a prompt."""

    model: Optional[str]

    messages: Optional[Sequence[Union[ChatMessageParam, ApiModel, Mapping[str, Any]]]]

    prompt: Optional[str]

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]

    max_tokens: Optional[int]

    max_completion_tokens: Optional[int]

    temperature: Optional[float]

    top_p: Optional[float]

    n: Optional[int]

    stop: Optional[Union[str, Sequence[str]]]

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]

    presence_penalty: Optional[float]

    frequency_penalty: Optional[float]

    logit_bias: Optional[Mapping[str, float]]

    logprobs: Optional[bool]

    top_logprobs: Optional[int]

    seed: Optional[int]

    user: Optional[str]


class EnsembleConfigParam(TypedDict, total=False):
    """How providers vote on an answer."""

    strategy: Optional[EnsembleStrategy]

    min_providers: Optional[int]

    confidence_threshold: Optional[float]

    fallback_to_best: Optional[bool]

    timeout: Optional[int]

    preferred_providers: Optional[Sequence[str]]


class _FilePartParamRequired(TypedDict):
    type: Literal["file"]
    file: Union[FileReferenceParam, ApiModel, Mapping[str, Any]]


class FilePartParam(_FilePartParamRequired, total=False):
    """A file inside a message."""


class FileReferenceParam(TypedDict, total=False):
    """A file, by its content or by its id."""

    file_data: Optional[str]

    file_id: Optional[str]

    filename: Optional[str]


class FunctionCallParam(TypedDict, total=False):
    """A function and the arguments to call it with."""

    name: Optional[str]

    arguments: Optional[str]


class _FunctionDefinitionParamRequired(TypedDict):
    name: str


class FunctionDefinitionParam(_FunctionDefinitionParamRequired, total=False):
    """A function that the model may call."""

    description: Optional[str]

    parameters: Optional[Mapping[str, Any]]

    strict: Optional[bool]


class _ImageUrlParamRequired(TypedDict):
    url: str


class ImageUrlParam(_ImageUrlParamRequired, total=False):
    """Where an image is, and how closely to look at it."""

    detail: Optional[ImageDetail]


class _ImageUrlPartParamRequired(TypedDict):
    type: Literal["image_url"]
    image_url: Union[ImageUrlParam, ApiModel, Mapping[str, Any]]


class ImageUrlPartParam(_ImageUrlPartParamRequired, total=False):
    """An image inside a message."""


class _InputAudioParamRequired(TypedDict):
    data: str
    format: AudioFormat


class InputAudioParam(_InputAudioParamRequired, total=False):
    """A recording."""


class _InputAudioPartParamRequired(TypedDict):
    type: Literal["input_audio"]
    input_audio: Union[InputAudioParam, ApiModel, Mapping[str, Any]]


class InputAudioPartParam(_InputAudioPartParamRequired, total=False):
    """A recording inside a message."""


class _JsonObjectResponseFormatParamRequired(TypedDict):
    type: Literal["json_object"]


class JsonObjectResponseFormatParam(_JsonObjectResponseFormatParamRequired, total=False):
    """An answer that is a JSON object."""


class _JsonSchemaDefinitionParamRequired(TypedDict):
    name: str


class JsonSchemaDefinitionParam(_JsonSchemaDefinitionParamRequired, total=False):
    """A named JSON Schema."""

    description: Optional[str]

    schema: Optional[Mapping[str, Any]]

    strict: Optional[bool]


class _JsonSchemaResponseFormatParamRequired(TypedDict):
    type: Literal["json_schema"]
    json_schema: Union[JsonSchemaDefinitionParam, ApiModel, Mapping[str, Any]]


class JsonSchemaResponseFormatParam(_JsonSchemaResponseFormatParamRequired, total=False):
    """An answer that keeps to a JSON Schema."""


class _NamedFunctionParamRequired(TypedDict):
    name: str


class NamedFunctionParam(_NamedFunctionParamRequired, total=False):
    """A function by its name."""


class _NamedToolChoiceParamRequired(TypedDict):
    type: ToolType
    function: Union[NamedFunctionParam, ApiModel, Mapping[str, Any]]


class NamedToolChoiceParam(_NamedToolChoiceParamRequired, total=False):
    """The one tool that the model must call."""


class _RefusalPartParamRequired(TypedDict):
    type: Literal["refusal"]
    refusal: str


class RefusalPartParam(_RefusalPartParamRequired, total=False):
    """A refusal inside an assistant's message."""


class StreamOptionsParam(TypedDict, total=False):
    """What a stream contains."""

    include_usage: Optional[bool]


class _TextPartParamRequired(TypedDict):
    type: Literal["text"]
    text: str


class TextPartParam(_TextPartParamRequired, total=False):
    """A text inside a message."""


class _TextResponseFormatParamRequired(TypedDict):
    type: Literal["text"]


class TextResponseFormatParam(_TextResponseFormatParamRequired, total=False):
    """An answer in plain text."""


class ToolCallParam(TypedDict, total=False):
    """A call of a tool by the model."""

    id: Optional[str]

    type: Optional[ToolType]

    function: Optional[Union[FunctionCallParam, ApiModel, Mapping[str, Any]]]


class _ToolParamRequired(TypedDict):
    type: ToolType
    function: Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]


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
