# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Types of request parameters: what the methods of the SDK take as plain dicts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Callable, Literal, Mapping, Optional, Sequence, TypedDict, Union

if TYPE_CHECKING:
    from .models.prompt_cache_retention import PromptCacheRetention
    from .models.reasoning_effort import ReasoningEffort
    from .models.search_context_size import SearchContextSize
    from .models.service_tier import ServiceTier
    from .models.tool_type import ToolType
    from .models.verbosity import Verbosity
    from .types import ApiModel

AudioFormatParam = Literal["wav", "mp3"]
EncodingFormatParam = Literal["float", "base64"]
EnsembleStrategyParam = Literal["confidence_weighted", "majority_vote", "best_of_n", "consensus", "quality_weighted"]
FunctionCallModeParam = Literal["none", "auto"]
ImageDetailParam = Literal["auto", "low", "high"]
OcrFormatParam = Literal["text", "markdown", "json", "html"]
RoleParam = Literal["system", "user", "assistant", "tool", "developer"]
TaskPriorityParam = Literal["critical", "high", "normal", "low", "background"]
ToolChoiceModeParam = Literal["none", "auto", "required"]
WebhookEventTypeParam = Literal[
    "task.started",
    "task.progress",
    "task.completed",
    "task.failed",
    "task.cancelled",
    "debate.started",
    "debate.finished",
    "debate.failed",
]


class AllowedToolsParam(TypedDict, total=False):
    """The tools that a model may call."""

    mode: Optional[ToolChoiceModeParam]
    """Whether the model calls a tool."""

    tools: Optional[Sequence[Mapping[str, Any]]]
    """The tools, each with its type and its name."""


class AudioOptionsParam(TypedDict, total=False):
    """The voice and the format of a spoken answer."""

    format: Optional[str]
    """The audio format, such as `wav` or `mp3`."""

    voice: Optional[Union[str, CustomVoiceParam, ApiModel, Mapping[str, Any]]]
    """The name of the voice, or an object with the ID of a custom voice."""


class _ChatCompletionParamsRequired(TypedDict):
    messages: Sequence[Union[ChatMessageParam, ApiModel]]
    """The conversation so far, at least one message."""


class ChatCompletionParseParams(_ChatCompletionParamsRequired, total=False):
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

    tools: Optional[Sequence[Union[ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]]
    """The tools that the model may call."""

    tool_choice: Optional[Union[ToolChoiceModeParam, NamedToolChoiceParam, ApiModel, Mapping[str, Any]]]
    """Whether the model calls a tool, and which."""

    parallel_tool_calls: Optional[bool]
    """Whether the model may call several tools at once."""

    metadata: Optional[Mapping[str, str]]
    """Names and values that a caller attaches to a request."""

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]
    """How providers vote on an answer."""

    force_provider: Optional[str]
    """The one provider that must answer."""

    audio: Optional[Union[AudioOptionsParam, ApiModel, Mapping[str, Any]]]
    """The voice and the format of a spoken answer."""

    function_call: Optional[Union[FunctionCallModeParam, NamedFunctionParam, ApiModel, Mapping[str, Any]]]
    """Whether the model calls a function, and which one. Deprecated in favor of `tool_choice`."""

    functions: Optional[Sequence[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]]
    """The functions that the model may call. Deprecated in favor of `tools`."""

    modalities: Optional[Sequence[str]]
    """The kinds of output to generate, such as `text` and `audio`."""

    moderation: Optional[Mapping[str, Any]]
    """Any JSON object."""

    prediction: Optional[Union[PredictionParam, ApiModel, Mapping[str, Any]]]
    """Text that is expected in an answer."""

    prompt_cache_key: Optional[str]
    """A key under which similar prompts share a prompt cache."""

    prompt_cache_options: Optional[Mapping[str, Any]]
    """Any JSON object."""

    prompt_cache_retention: Optional[PromptCacheRetention]
    """How long a provider keeps a prompt in its cache."""

    reasoning_effort: Optional[ReasoningEffort]
    """How much a model reasons before it answers."""

    safety_identifier: Optional[str]
    """A stable ID of the end user, with which the provider detects abuse."""

    service_tier: Optional[ServiceTier]
    """The tier in which a provider processes a request."""

    store: Optional[bool]
    """Whether the provider stores the completion."""

    verbosity: Optional[Verbosity]
    """How detailed an answer is."""

    web_search_options: Optional[Union[WebSearchOptionsParam, ApiModel, Mapping[str, Any]]]
    """How a model searches the web."""


class ChatCompletionParams(ChatCompletionParseParams, total=False):
    """A conversation to answer."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """What a stream contains."""

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


class _ChatMessageParamRequired(TypedDict):
    role: RoleParam
    """Who a message is from."""


class ChatMessageParam(_ChatMessageParamRequired, total=False):
    """One message of a conversation. It has `content`, `tool_calls` or `function_call`."""

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

    function_call: Optional[Union[FunctionCallParam, ApiModel, Mapping[str, Any]]]
    """The function that the assistant called in this message. Deprecated in favor of `tool_calls`."""

    audio: Optional[Mapping[str, Any]]
    """The ID of an earlier spoken answer of the assistant."""

    reasoning_content: Optional[str]
    """The assistant's reasoning, for providers that read it again."""

    refusal: Optional[str]
    """The assistant's words where it refused."""


class CogneeConfigParam(TypedDict, total=False):
    """How Cognee enhances a debate."""

    dataset_name: Optional[str]
    """The data set to read and to add to."""

    enhancement_strategy: Optional[str]
    """How to enhance, such as `hybrid`."""

    max_enhancement_time: Optional[int]
    """How long enhancing may take, in whole milliseconds."""


class CogneeSettingsParam(TypedDict, total=False):
    """How Cognee enhances what one participant says."""

    enhance_responses: Optional[bool]
    """Whether to enhance the answers."""

    analyze_sentiment: Optional[bool]
    """Whether to judge the mood of the answers."""

    dataset_name: Optional[str]
    """The data set to read and to add to."""


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


class _CustomToolDefinitionParamRequired(TypedDict):
    name: str
    """The name of the tool."""


class CustomToolDefinitionParam(_CustomToolDefinitionParamRequired, total=False):
    """A tool that takes text."""

    description: Optional[str]
    """What the tool does, for the model to read."""

    format: Optional[Mapping[str, Any]]
    """Any JSON object."""


class _CustomVoiceParamRequired(TypedDict):
    id: str
    """The ID of the voice."""


class CustomVoiceParam(_CustomVoiceParamRequired, total=False):
    """A custom voice."""


class DebateLlmParam(TypedDict, total=False):
    """A model that speaks for a participant."""

    provider: Optional[str]
    """The model's provider."""

    model: Optional[str]
    """The model."""

    api_key: Optional[str]
    """The provider's key, where it is not the server's own."""


class _DebateParamsRequired(TypedDict):
    topic: str
    """The question."""


class DebateParams(_DebateParamsRequired, total=False):
    """A question for language models to debate."""

    debateId: Optional[str]
    """The debate's id; the server makes one where none is given."""

    participants: Optional[Sequence[Union[DebateParticipantParam, ApiModel, Mapping[str, Any]]]]
    """Who debates, at least two; the server's own team where none are given."""

    maximal_repeat_rounds: Optional[int]
    """The most rounds to debate."""

    consensus_threshold: Optional[float]
    """The least agreement that counts as consensus, from 0 to 1."""

    timeout: Optional[int]
    """How long the debate may take, in whole seconds."""

    strategy: Optional[str]
    """How the debate is led."""

    enable_cognee: Optional[bool]
    """Whether Cognee enhances the debate."""

    cognee_config: Optional[Union[CogneeConfigParam, ApiModel, Mapping[str, Any]]]
    """How Cognee enhances a debate."""

    metadata: Optional[Mapping[str, Any]]
    """Any JSON object."""


class _DebateParticipantParamRequired(TypedDict):
    name: str
    """The participant's name."""


class DebateParticipantParam(_DebateParticipantParamRequired, total=False):
    """One of those who debate."""

    role: Optional[str]
    """What the participant stands for."""

    llms: Optional[Sequence[Union[DebateLlmParam, ApiModel, Mapping[str, Any]]]]
    """The models that speak for the participant; if one fails, the next one does."""

    enable_cognee: Optional[bool]
    """Whether Cognee enhances what the participant says."""

    cognee_settings: Optional[Union[CogneeSettingsParam, ApiModel, Mapping[str, Any]]]
    """How Cognee enhances what one participant says."""

    weight: Optional[float]
    """How much the participant's vote counts."""

    timeout: Optional[int]
    """How long one answer may take, in whole seconds."""


class _EmbeddingParamsRequired(TypedDict):
    model: str
    """The model that embeds."""
    input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]]
    """One text or several, as strings or as tokens."""


class EmbeddingParams(_EmbeddingParamsRequired, total=False):
    """Texts to embed."""

    encoding_format: Optional[EncodingFormatParam]
    """How vectors are sent."""

    dimensions: Optional[int]
    """The length of the vectors, where the model can choose."""

    user: Optional[str]
    """The caller's own id of the end user."""


class EnsembleCompletionParams(TypedDict, total=False):
    """A question that several providers answer; it has messages or a prompt."""

    model: Optional[str]
    """The model that answers; SDKs send `helixagent-ensemble` where none is given."""

    messages: Optional[Sequence[Union[ChatMessageParam, ApiModel]]]
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

    strategy: Optional[EnsembleStrategyParam]
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

    detail: Optional[ImageDetailParam]
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
    format: AudioFormatParam
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


class _LoginParamsRequired(TypedDict):
    username: str
    """The name to log in by."""
    password: str
    """The password."""


class LoginParams(_LoginParamsRequired, total=False):
    """A name and its password."""


class _McpToolCallParamsRequired(TypedDict):
    name: str
    """The tool's name."""


class McpToolCallParams(_McpToolCallParamsRequired, total=False):
    """A tool and the arguments to call it with."""

    arguments: Optional[Mapping[str, Any]]
    """Any JSON object."""


class _NamedCustomToolParamRequired(TypedDict):
    name: str
    """The name of the tool."""


class NamedCustomToolParam(_NamedCustomToolParamRequired, total=False):
    """A custom tool by its name."""


class _NamedFunctionParamRequired(TypedDict):
    name: str
    """The function's name."""


class NamedFunctionParam(_NamedFunctionParamRequired, total=False):
    """A function by its name."""


class _NamedToolChoiceParamRequired(TypedDict):
    type: ToolType
    """The kind of a tool. Providers have others, such as `web_search`."""


class NamedToolChoiceParam(_NamedToolChoiceParamRequired, total=False):
    """The one tool that the model must call, or the tools that it may call. A choice of type `function` has
    `function`."""

    function: Optional[Union[NamedFunctionParam, ApiModel, Mapping[str, Any]]]
    """A function by its name."""

    custom: Optional[Union[NamedCustomToolParam, ApiModel, Mapping[str, Any]]]
    """A custom tool by its name."""

    allowed_tools: Optional[Union[AllowedToolsParam, ApiModel, Mapping[str, Any]]]
    """The tools that a model may call."""


class OcrParams(TypedDict, total=False):
    """An image to read the text of, by its address or as it is."""

    image_url: Optional[str]
    """Where the image is; it or `image` is needed."""

    image: Optional[str]
    """The image in base64; it or `image_url` is needed."""

    languages: Optional[Sequence[str]]
    """The languages to expect, as codes such as `en`."""

    output_format: Optional[OcrFormatParam]
    """The form of a text that was read from an image."""


class PredictionParam(TypedDict, total=False):
    """Text that is expected in an answer."""

    type: Optional[str]
    """The kind of prediction, such as `content`."""

    content: Optional[Union[str, Sequence[Union[TextPartParam, ApiModel, Mapping[str, Any]]]]]
    """The expected text, as a string or as text parts."""


class _ProviderParamsRequired(TypedDict):
    name: str
    """The provider's name, by which it is asked for."""
    type: str
    """The kind of API that the provider has."""
    api_key: str
    """The key that the provider asks for."""
    base_url: str
    """Where the provider's API is."""
    model: str
    """The model to ask for."""


class ProviderParams(_ProviderParamsRequired, total=False):
    """A provider to add."""

    weight: Optional[float]
    """How much the provider's vote counts."""

    enabled: Optional[bool]
    """Whether the provider is asked at all."""

    config: Optional[Mapping[str, Any]]
    """Any JSON object."""


class ProviderUpdateParams(TypedDict, total=False):
    """What to change of a provider; the rest stays as it is."""

    name: Optional[str]
    """The provider's name, by which it is asked for."""

    type: Optional[str]
    """The kind of API that the provider has."""

    api_key: Optional[str]
    """The key that the provider asks for."""

    base_url: Optional[str]
    """Where the provider's API is."""

    model: Optional[str]
    """The model to ask for."""

    weight: Optional[float]
    """How much the provider's vote counts."""

    enabled: Optional[bool]
    """Whether the provider is asked at all."""

    config: Optional[Mapping[str, Any]]
    """Any JSON object."""


class _RefusalPartParamRequired(TypedDict):
    type: Literal["refusal"]
    """Always `refusal`."""
    refusal: str
    """The assistant's words."""


class RefusalPartParam(_RefusalPartParamRequired, total=False):
    """A refusal inside an assistant's message."""


class _RegisterParamsRequired(TypedDict):
    username: str
    """The name to log in by."""
    email: str
    """The person's mail address."""
    password: str
    """The password."""


class RegisterParams(_RegisterParamsRequired, total=False):
    """A new account."""


class RejectDebateParams(TypedDict, total=False):
    """Why a debate is rejected."""

    reason: Optional[str]
    """The reason."""


class _SessionParamsRequired(TypedDict):
    user_id: str
    """The caller's own id of the end user."""


class SessionParams(_SessionParamsRequired, total=False):
    """A conversation that the server is to remember."""

    initial_context: Optional[Mapping[str, Any]]
    """Any JSON object."""

    ttl_hours: Optional[int]
    """How long the session lasts, in whole hours."""

    memory_enabled: Optional[bool]
    """Whether the session remembers what was said."""


class StreamOptionsParam(TypedDict, total=False):
    """What a stream contains."""

    include_usage: Optional[bool]
    """Whether a last chunk, without choices, reports the tokens used."""


class _TaskParamsRequired(TypedDict):
    type: str
    """The kind of work, such as `llm_completion`."""


class TaskParams(_TaskParamsRequired, total=False):
    """Work to do in the background."""

    payload: Optional[Mapping[str, Any]]
    """Any JSON object."""

    name: Optional[str]
    """A name for people."""

    priority: Optional[TaskPriorityParam]
    """How urgent a task is."""

    timeout: Optional[int]
    """How long the task may run, in whole seconds."""

    scheduled_at: Optional[Union[datetime.datetime, str]]
    """When to start, where not at once."""

    deadline: Optional[Union[datetime.datetime, str]]
    """When the task is of no use any more."""

    max_retries: Optional[int]
    """How often to try again where it fails."""

    tags: Optional[Sequence[str]]
    """Words to find the task by."""

    metadata: Optional[Mapping[str, Any]]
    """Any JSON object."""


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
    """The kind of a tool. Providers have others, such as `web_search`."""

    function: Optional[Union[FunctionCallParam, ApiModel, Mapping[str, Any]]]
    """A function and the arguments to call it with."""


class _ToolParamRequired(TypedDict):
    type: ToolType
    """The kind of a tool. Providers have others, such as `web_search`."""


class ToolParam(_ToolParamRequired, total=False):
    """A tool that the model may call. A tool of type `function` has `function`; a tool of another type has what the
    provider defines for that type."""

    function: Optional[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]
    """A function that the model may call."""

    custom: Optional[Union[CustomToolDefinitionParam, ApiModel, Mapping[str, Any]]]
    """A tool that takes text."""


class _VisionParamsRequired(TypedDict):
    model: str
    """The model that answers."""
    messages: Sequence[Union[ChatMessageParam, ApiModel]]
    """The conversation so far, at least one message, with images as parts."""


class VisionParams(_VisionParamsRequired, total=False):
    """A conversation about images."""

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

    presence_penalty: Optional[float]
    """A penalty on tokens that have occurred at all, from -2 to 2."""

    frequency_penalty: Optional[float]
    """A penalty on tokens by how often they have occurred, from -2 to 2."""

    seed: Optional[int]
    """A number that makes sampling repeatable, as far as the provider allows."""

    user: Optional[str]
    """The caller's own id of the end user."""


class WebSearchOptionsParam(TypedDict, total=False):
    """How a model searches the web."""

    search_context_size: Optional[SearchContextSize]
    """How much of the search results a model reads."""

    user_location: Optional[Mapping[str, Any]]
    """Any JSON object."""


class _WebhookParamsRequired(TypedDict):
    url: str
    """Where to send them."""


class WebhookParams(_WebhookParamsRequired, total=False):
    """An address to send events to."""

    events: Optional[Sequence[WebhookEventTypeParam]]
    """The types of event to send; all where none are given."""

    secret: Optional[str]
    """The secret to sign them with."""

    headers: Optional[Mapping[str, str]]
    """Headers by their names."""


__all__ = (
    "AudioFormatParam",
    "EncodingFormatParam",
    "EnsembleStrategyParam",
    "FunctionCallModeParam",
    "ImageDetailParam",
    "OcrFormatParam",
    "RoleParam",
    "TaskPriorityParam",
    "ToolChoiceModeParam",
    "WebhookEventTypeParam",
    "AllowedToolsParam",
    "AudioOptionsParam",
    "ChatCompletionParseParams",
    "ChatCompletionParams",
    "ChatMessageParam",
    "CogneeConfigParam",
    "CogneeSettingsParam",
    "CompletionParams",
    "CustomToolDefinitionParam",
    "CustomVoiceParam",
    "DebateLlmParam",
    "DebateParams",
    "DebateParticipantParam",
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
    "LoginParams",
    "McpToolCallParams",
    "NamedCustomToolParam",
    "NamedFunctionParam",
    "NamedToolChoiceParam",
    "OcrParams",
    "PredictionParam",
    "ProviderParams",
    "ProviderUpdateParams",
    "RefusalPartParam",
    "RegisterParams",
    "RejectDebateParams",
    "SessionParams",
    "StreamOptionsParam",
    "TaskParams",
    "TextPartParam",
    "TextResponseFormatParam",
    "ToolCallParam",
    "ToolParam",
    "VisionParams",
    "WebSearchOptionsParam",
    "WebhookParams",
)
