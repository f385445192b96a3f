# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Types of request parameters, which the methods of the SDK accept as plain dicts."""

from __future__ import annotations

import datetime
from typing import Any, Callable, Literal, Mapping, Optional, Sequence, TypedDict, Union

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
    """Whether the model must call one of the tools."""

    tools: Optional[Sequence[Mapping[str, Any]]]
    """Tools, each with its type and its name."""


class AudioOptionsParam(TypedDict, total=False):
    """Voice and format of a spoken response."""

    format: Optional[str]
    """Audio format, such as `wav` or `mp3`."""

    voice: Optional[Union[str, CustomVoiceParam, ApiModel, Mapping[str, Any]]]
    """Name of the voice, or an object with the ID of a custom voice."""


class _ChatCompletionParamsRequired(TypedDict):
    messages: Sequence[Union[ChatMessageParam, ApiModel]]
    """Messages of the conversation so far. At least one is required."""


class ChatCompletionParams(_ChatCompletionParamsRequired, total=False):
    """A conversation to respond to."""

    model: Optional[str]
    """ID of the model to use. SDKs send `helixagent-ensemble` by default."""

    max_tokens: Optional[int]
    """Maximum number of tokens to generate."""

    max_completion_tokens: Optional[int]
    """Maximum number of tokens to generate, including reasoning tokens."""

    temperature: Optional[float]
    """Sampling temperature, from 0 to 2. Higher values make the output more random."""

    top_p: Optional[float]
    """Probability mass for nucleus sampling, from 0 to 1."""

    n: Optional[int]
    """Number of choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """Sequences at which the model stops generating."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """Options of a stream."""

    presence_penalty: Optional[float]
    """Penalty for tokens that have already occurred, from -2 to 2."""

    frequency_penalty: Optional[float]
    """Penalty for tokens in proportion to how often they have occurred, from -2 to 2."""

    logit_bias: Optional[Mapping[str, float]]
    """Bias for each token ID, from -100 to 100."""

    logprobs: Optional[bool]
    """Whether to return the log probabilities of the tokens."""

    top_logprobs: Optional[int]
    """Number of most likely tokens to return at each position, from 0 to 20."""

    seed: Optional[int]
    """Seed for sampling. Requests with the same seed return the same output if the provider supports it."""

    user: Optional[str]
    """Your ID for the end user."""

    tools: Optional[Sequence[Union[ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]]
    """Tools that the model may call."""

    tool_choice: Optional[Union[ToolChoiceModeParam, NamedToolChoiceParam, ApiModel, Mapping[str, Any]]]
    """Whether the model calls a tool, and which one."""

    parallel_tool_calls: Optional[bool]
    """Whether the model may call several tools in parallel."""

    response_format: Optional[
        Union[
            TextResponseFormatParam,
            JsonObjectResponseFormatParam,
            JsonSchemaResponseFormatParam,
            ApiModel,
            Mapping[str, Any],
        ]
    ]
    """Format that the response must have."""

    metadata: Optional[Mapping[str, str]]
    """Names and values to attach to the request."""

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]
    """How the providers of an ensemble vote."""

    force_provider: Optional[str]
    """Name of the only provider to use."""

    audio: Optional[Union[AudioOptionsParam, ApiModel, Mapping[str, Any]]]
    """Voice and format of a spoken response, for models that generate audio."""

    function_call: Optional[Union[FunctionCallModeParam, NamedFunctionParam, ApiModel, Mapping[str, Any]]]
    """Whether the model calls a function, and which one. Deprecated in favor of `tool_choice`."""

    functions: Optional[Sequence[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]]
    """Functions that the model may call. Deprecated in favor of `tools`."""

    modalities: Optional[Sequence[str]]
    """Types of output to generate, such as `text` and `audio`."""

    moderation: Optional[Mapping[str, Any]]
    """How the provider moderates the prompt and the response."""

    prediction: Optional[Union[PredictionParam, ApiModel, Mapping[str, Any]]]
    """Expected text of the response, which can make the response faster."""

    prompt_cache_key: Optional[str]
    """Key under which similar prompts share a prompt cache."""

    prompt_cache_options: Optional[Mapping[str, Any]]
    """How the provider caches the prompt, with `mode` and `ttl`."""

    prompt_cache_retention: Optional[PromptCacheRetention]
    """How long the provider keeps the prompt in its cache."""

    reasoning_effort: Optional[ReasoningEffort]
    """How much the model reasons before it responds."""

    safety_identifier: Optional[str]
    """Stable ID of the end user, which helps the provider detect abuse."""

    service_tier: Optional[ServiceTier]
    """Service tier in which the provider processes the request."""

    store: Optional[bool]
    """Whether the provider stores the completion."""

    verbosity: Optional[Verbosity]
    """How detailed the response is."""

    web_search_options: Optional[Union[WebSearchOptionsParam, ApiModel, Mapping[str, Any]]]
    """How the model searches the web."""


class _ChatMessageParamRequired(TypedDict):
    role: RoleParam
    """Role of the message's author."""


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
    """Text or content parts of the message."""

    name: Optional[str]
    """Name of the participant. It distinguishes participants with the same role."""

    tool_calls: Optional[Sequence[Union[ToolCallParam, ApiModel, Mapping[str, Any]]]]
    """Tool calls of the assistant in this message."""

    tool_call_id: Optional[str]
    """ID of the tool call to which this message responds."""

    function_call: Optional[Union[FunctionCallParam, ApiModel, Mapping[str, Any]]]
    """Function call of the assistant in this message. Deprecated in favor of `tool_calls`."""

    audio: Optional[Mapping[str, Any]]
    """ID of an earlier spoken response of the assistant."""

    reasoning_content: Optional[str]
    """Reasoning of the assistant, for providers that accept it."""

    refusal: Optional[str]
    """Refusal message of the assistant."""


class CogneeConfigParam(TypedDict, total=False):
    """How Cognee enhances a debate."""

    dataset_name: Optional[str]
    """Dataset to read and to extend."""

    enhancement_strategy: Optional[str]
    """Strategy of the enhancement, such as `hybrid`."""

    max_enhancement_time: Optional[int]
    """Maximum duration of the enhancement, in whole milliseconds."""


class CogneeSettingsParam(TypedDict, total=False):
    """How Cognee enhances the responses of a participant."""

    enhance_responses: Optional[bool]
    """Whether to enhance the responses."""

    analyze_sentiment: Optional[bool]
    """Whether to analyze the sentiment of the responses."""

    dataset_name: Optional[str]
    """Dataset to read and to extend."""


class _CompletionParamsRequired(TypedDict):
    prompt: Union[str, Sequence[str]]
    """One or more texts to continue."""


class CompletionParams(_CompletionParamsRequired, total=False):
    """One or more prompts to continue."""

    model: Optional[str]
    """ID of the model to use. SDKs send `helixagent-ensemble` by default."""

    suffix: Optional[str]
    """Text that comes after the completion."""

    echo: Optional[bool]
    """Whether to repeat the prompt before the completion."""

    best_of: Optional[int]
    """Number of completions to generate. The server returns the best of them."""

    max_tokens: Optional[int]
    """Maximum number of tokens to generate."""

    temperature: Optional[float]
    """Sampling temperature, from 0 to 2. Higher values make the output more random."""

    top_p: Optional[float]
    """Probability mass for nucleus sampling, from 0 to 1."""

    n: Optional[int]
    """Number of choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """Sequences at which the model stops generating."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """Options of a stream."""

    presence_penalty: Optional[float]
    """Penalty for tokens that have already occurred, from -2 to 2."""

    frequency_penalty: Optional[float]
    """Penalty for tokens in proportion to how often they have occurred, from -2 to 2."""

    logit_bias: Optional[Mapping[str, float]]
    """Bias for each token ID, from -100 to 100."""

    logprobs: Optional[int]
    """Number of most likely tokens to return at each position, from 0 to 5."""

    seed: Optional[int]
    """Seed for sampling. Requests with the same seed return the same output if the provider supports it."""

    user: Optional[str]
    """Your ID for the end user."""


class _CustomToolDefinitionParamRequired(TypedDict):
    name: str
    """Name of the tool."""


class CustomToolDefinitionParam(_CustomToolDefinitionParamRequired, total=False):
    """A tool that takes text."""

    description: Optional[str]
    """Description of the tool, which the model reads."""

    format: Optional[Mapping[str, Any]]
    """Format of the text, such as a grammar."""


class _CustomVoiceParamRequired(TypedDict):
    id: str
    """ID of the voice."""


class CustomVoiceParam(_CustomVoiceParamRequired, total=False):
    """A custom voice."""


class DebateLlmParam(TypedDict, total=False):
    """A model that speaks for a participant."""

    provider: Optional[str]
    """Provider of the model."""

    model: Optional[str]
    """The model."""

    api_key: Optional[str]
    """API key of the provider, if it is not the server's own."""


class _DebateParamsRequired(TypedDict):
    topic: str
    """Question to debate."""


class DebateParams(_DebateParamsRequired, total=False):
    """A question for language models to debate."""

    debateId: Optional[str]
    """ID of the debate. The server generates one by default."""

    participants: Optional[Sequence[Union[DebateParticipantParam, ApiModel, Mapping[str, Any]]]]
    """Participants of the debate, at least two. The default is the server's own team."""

    maximal_repeat_rounds: Optional[int]
    """Maximum number of rounds."""

    consensus_threshold: Optional[float]
    """Minimum agreement that counts as consensus, from 0 to 1."""

    timeout: Optional[int]
    """Maximum duration of the debate, in whole seconds."""

    strategy: Optional[str]
    """How the debate proceeds, such as `round_robin`."""

    enable_cognee: Optional[bool]
    """Whether Cognee enhances the debate."""

    cognee_config: Optional[Union[CogneeConfigParam, ApiModel, Mapping[str, Any]]]
    """How Cognee enhances the debate."""

    metadata: Optional[Mapping[str, Any]]
    """Metadata to keep with the debate."""


class _DebateParticipantParamRequired(TypedDict):
    name: str
    """Name of the participant."""


class DebateParticipantParam(_DebateParticipantParamRequired, total=False):
    """A participant of a debate."""

    role: Optional[str]
    """Point of view that the participant represents."""

    llms: Optional[Sequence[Union[DebateLlmParam, ApiModel, Mapping[str, Any]]]]
    """Models that speak for the participant. If one fails, the next one is used."""

    enable_cognee: Optional[bool]
    """Whether Cognee enhances the responses of the participant."""

    cognee_settings: Optional[Union[CogneeSettingsParam, ApiModel, Mapping[str, Any]]]
    """How Cognee enhances the responses of the participant."""

    weight: Optional[float]
    """Weight of the participant's vote."""

    timeout: Optional[int]
    """Maximum duration of a response, in whole seconds."""


class _EmbeddingParamsRequired(TypedDict):
    model: str
    """ID of the embedding model."""
    input: Union[str, Sequence[str], Sequence[int], Sequence[Sequence[int]]]
    """One or more texts, as strings or as token IDs."""


class EmbeddingParams(_EmbeddingParamsRequired, total=False):
    """Texts to embed."""

    encoding_format: Optional[EncodingFormatParam]
    """Encoding of the vectors. Base64 is smaller and faster to read."""

    dimensions: Optional[int]
    """Length of the vectors, if the model supports several."""

    user: Optional[str]
    """Your ID for the end user."""


class EnsembleCompletionParams(TypedDict, total=False):
    """A question for several providers, as messages or as a prompt."""

    model: Optional[str]
    """ID of the model to use. SDKs send `helixagent-ensemble` by default."""

    messages: Optional[Sequence[Union[ChatMessageParam, ApiModel]]]
    """Messages of the conversation so far. At least one is required."""

    prompt: Optional[str]
    """Question, if there are no messages."""

    ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]]
    """How the providers vote."""

    max_tokens: Optional[int]
    """Maximum number of tokens to generate."""

    max_completion_tokens: Optional[int]
    """Maximum number of tokens to generate, including reasoning tokens."""

    temperature: Optional[float]
    """Sampling temperature, from 0 to 2. Higher values make the output more random."""

    top_p: Optional[float]
    """Probability mass for nucleus sampling, from 0 to 1."""

    n: Optional[int]
    """Number of choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """Sequences at which the model stops generating."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]
    """Options of a stream."""

    presence_penalty: Optional[float]
    """Penalty for tokens that have already occurred, from -2 to 2."""

    frequency_penalty: Optional[float]
    """Penalty for tokens in proportion to how often they have occurred, from -2 to 2."""

    logit_bias: Optional[Mapping[str, float]]
    """Bias for each token ID, from -100 to 100."""

    logprobs: Optional[bool]
    """Whether to return the log probabilities of the tokens."""

    top_logprobs: Optional[int]
    """Number of most likely tokens to return at each position, from 0 to 20."""

    seed: Optional[int]
    """Seed for sampling. Requests with the same seed return the same output if the provider supports it."""

    user: Optional[str]
    """Your ID for the end user."""


class EnsembleConfigParam(TypedDict, total=False):
    """How providers vote on a response."""

    strategy: Optional[EnsembleStrategyParam]
    """How the winner is chosen."""

    min_providers: Optional[int]
    """Minimum number of providers that must respond."""

    confidence_threshold: Optional[float]
    """Minimum confidence of the winner, from 0 to 1."""

    fallback_to_best: Optional[bool]
    """Whether to return the best response if no response reaches the threshold."""

    timeout: Optional[int]
    """Time to wait for the providers, in whole seconds."""

    preferred_providers: Optional[Sequence[str]]
    """Providers to ask first."""


class _FilePartParamRequired(TypedDict):
    type: Literal["file"]
    """Always `file`."""
    file: Union[FileReferenceParam, ApiModel, Mapping[str, Any]]
    """Content or ID of the file."""


class FilePartParam(_FilePartParamRequired, total=False):
    """A file part of a message."""


class FileReferenceParam(TypedDict, total=False):
    """Content or ID of a file."""

    file_data: Optional[str]
    """Content of the file in base64."""

    file_id: Optional[str]
    """ID of a file that was uploaded to the server."""

    filename: Optional[str]
    """Name of the file."""


class FunctionCallParam(TypedDict, total=False):
    """Name and arguments of a function call."""

    name: Optional[str]
    """Name of the function."""

    arguments: Optional[str]
    """Arguments as JSON text. The model may generate invalid JSON."""


class _FunctionDefinitionParamRequired(TypedDict):
    name: str
    """Name of the function."""


class FunctionDefinitionParam(_FunctionDefinitionParamRequired, total=False):
    """A function that the model may call."""

    description: Optional[str]
    """Description of the function, which the model reads."""

    parameters: Optional[Mapping[str, Any]]
    """JSON Schema of the arguments."""

    strict: Optional[bool]
    """Whether the arguments must match the schema exactly."""


class _ImageUrlParamRequired(TypedDict):
    url: str
    """URL of the image, or a `data:` URL with the image itself."""


class ImageUrlParam(_ImageUrlParamRequired, total=False):
    """URL and detail level of an image."""

    detail: Optional[ImageDetailParam]
    """Detail level at which the model reads the image."""


class _ImageUrlPartParamRequired(TypedDict):
    type: Literal["image_url"]
    """Always `image_url`."""
    image_url: Union[ImageUrlParam, ApiModel, Mapping[str, Any]]
    """URL and detail level of the image."""


class ImageUrlPartParam(_ImageUrlPartParamRequired, total=False):
    """An image part of a message."""


class _InputAudioParamRequired(TypedDict):
    data: str
    """Recording in base64."""
    format: AudioFormatParam
    """Encoding of the recording."""


class InputAudioParam(_InputAudioParamRequired, total=False):
    """An audio recording."""


class _InputAudioPartParamRequired(TypedDict):
    type: Literal["input_audio"]
    """Always `input_audio`."""
    input_audio: Union[InputAudioParam, ApiModel, Mapping[str, Any]]
    """Audio recording."""


class InputAudioPartParam(_InputAudioPartParamRequired, total=False):
    """An audio part of a message."""


class _JsonObjectResponseFormatParamRequired(TypedDict):
    type: Literal["json_object"]
    """Always `json_object`."""


class JsonObjectResponseFormatParam(_JsonObjectResponseFormatParamRequired, total=False):
    """A response that is a JSON object."""


class _JsonSchemaDefinitionParamRequired(TypedDict):
    name: str
    """Name of the schema."""


class JsonSchemaDefinitionParam(_JsonSchemaDefinitionParamRequired, total=False):
    """A named JSON Schema."""

    description: Optional[str]
    """Purpose of the response, which the model reads."""

    schema: Optional[Mapping[str, Any]]
    """JSON Schema of the response."""

    strict: Optional[bool]
    """Whether the response must match the schema exactly."""


class _JsonSchemaResponseFormatParamRequired(TypedDict):
    type: Literal["json_schema"]
    """Always `json_schema`."""
    json_schema: Union[JsonSchemaDefinitionParam, ApiModel, Mapping[str, Any]]
    """JSON Schema with its name."""


class JsonSchemaResponseFormatParam(_JsonSchemaResponseFormatParamRequired, total=False):
    """A response that matches a JSON Schema."""


class _LoginParamsRequired(TypedDict):
    username: str
    """Username to log in with."""
    password: str
    """Password of the account."""


class LoginParams(_LoginParamsRequired, total=False):
    """A username and a password."""


class _McpToolCallParamsRequired(TypedDict):
    name: str
    """Name of the tool."""


class McpToolCallParams(_McpToolCallParamsRequired, total=False):
    """A tool, and the arguments of the call."""

    arguments: Optional[Mapping[str, Any]]
    """Arguments by name."""


class _NamedCustomToolParamRequired(TypedDict):
    name: str
    """Name of the tool."""


class NamedCustomToolParam(_NamedCustomToolParamRequired, total=False):
    """The name of a custom tool."""


class _NamedFunctionParamRequired(TypedDict):
    name: str
    """Name of the function."""


class NamedFunctionParam(_NamedFunctionParamRequired, total=False):
    """The name of a function."""


class _NamedToolChoiceParamRequired(TypedDict):
    type: ToolType
    """Type of the tool, or `allowed_tools`."""


class NamedToolChoiceParam(_NamedToolChoiceParamRequired, total=False):
    """The tool that the model must call, or the tools that it may call. A choice of type `function` has `function`."""

    function: Optional[Union[NamedFunctionParam, ApiModel, Mapping[str, Any]]]
    """Function to call."""

    custom: Optional[Union[NamedCustomToolParam, ApiModel, Mapping[str, Any]]]
    """Custom tool to call."""

    allowed_tools: Optional[Union[AllowedToolsParam, ApiModel, Mapping[str, Any]]]
    """Tools that the model may call."""


class OcrParams(TypedDict, total=False):
    """An image whose text is recognized, as a URL or in base64."""

    image_url: Optional[str]
    """URL of the image. Either this or `image` is required."""

    image: Optional[str]
    """Image in base64. Either this or `image_url` is required."""

    languages: Optional[Sequence[str]]
    """Codes of the expected languages, such as `en`."""

    output_format: Optional[OcrFormatParam]
    """Format of the text."""


class PredictionParam(TypedDict, total=False):
    """Expected text of a response."""

    type: Optional[str]
    """Kind of prediction, such as `content`."""

    content: Optional[Union[str, Sequence[Union[TextPartParam, ApiModel, Mapping[str, Any]]]]]
    """Expected text, as a string or as text parts."""


class _ProviderParamsRequired(TypedDict):
    name: str
    """Name of the provider, which requests use."""
    type: str
    """Type of the provider's API."""
    api_key: str
    """API key of the provider."""
    base_url: str
    """Base URL of the provider's API."""
    model: str
    """Model to use."""


class ProviderParams(_ProviderParamsRequired, total=False):
    """A provider to add."""

    weight: Optional[float]
    """Weight of the provider's vote."""

    enabled: Optional[bool]
    """Whether the provider is used."""

    config: Optional[Mapping[str, Any]]
    """Other settings of the provider."""


class ProviderUpdateParams(TypedDict, total=False):
    """The fields of a provider to update. Other fields do not change."""

    name: Optional[str]
    """Name of the provider, which requests use."""

    type: Optional[str]
    """Type of the provider's API."""

    api_key: Optional[str]
    """API key of the provider."""

    base_url: Optional[str]
    """Base URL of the provider's API."""

    model: Optional[str]
    """Model to use."""

    weight: Optional[float]
    """Weight of the provider's vote."""

    enabled: Optional[bool]
    """Whether the provider is used."""

    config: Optional[Mapping[str, Any]]
    """Other settings of the provider."""


class _RefusalPartParamRequired(TypedDict):
    type: Literal["refusal"]
    """Always `refusal`."""
    refusal: str
    """Refusal message of the assistant."""


class RefusalPartParam(_RefusalPartParamRequired, total=False):
    """A refusal part of an assistant's message."""


class _RegisterParamsRequired(TypedDict):
    username: str
    """Username to log in with."""
    email: str
    """Email address of the user."""
    password: str
    """Password of the account."""


class RegisterParams(_RegisterParamsRequired, total=False):
    """An account to create."""


class RejectDebateParams(TypedDict, total=False):
    """The reason why a debate is rejected."""

    reason: Optional[str]
    """Reason for the rejection."""


class _SessionParamsRequired(TypedDict):
    user_id: str
    """Your ID for the end user."""


class SessionParams(_SessionParamsRequired, total=False):
    """A session to create."""

    initial_context: Optional[Mapping[str, Any]]
    """Context of the session at its start."""

    ttl_hours: Optional[int]
    """Lifetime of the session, in whole hours."""

    memory_enabled: Optional[bool]
    """Whether the session remembers the conversation."""


class StreamOptionsParam(TypedDict, total=False):
    """Options of a stream."""

    include_usage: Optional[bool]
    """Whether a last chunk without choices reports the token usage."""


class _TaskParamsRequired(TypedDict):
    type: str
    """Type of the task, such as `llm_completion`."""


class TaskParams(_TaskParamsRequired, total=False):
    """A background task to start."""

    payload: Optional[Mapping[str, Any]]
    """Input of the task, which depends on its type."""

    name: Optional[str]
    """Name of the task, for people."""

    priority: Optional[TaskPriorityParam]
    """Priority of the task."""

    timeout: Optional[int]
    """Maximum duration of the task, in whole seconds."""

    scheduled_at: Optional[Union[datetime.datetime, str]]
    """Time at which the task starts. By default, it starts immediately."""

    deadline: Optional[Union[datetime.datetime, str]]
    """Time after which the task is no longer useful."""

    max_retries: Optional[int]
    """Maximum number of retries after a failure."""

    tags: Optional[Sequence[str]]
    """Tags by which the task can be found."""

    metadata: Optional[Mapping[str, Any]]
    """Metadata to keep with the task."""


class _TextPartParamRequired(TypedDict):
    type: Literal["text"]
    """Always `text`."""
    text: str
    """Text of the part."""


class TextPartParam(_TextPartParamRequired, total=False):
    """A text part of a message."""


class _TextResponseFormatParamRequired(TypedDict):
    type: Literal["text"]
    """Always `text`."""


class TextResponseFormatParam(_TextResponseFormatParamRequired, total=False):
    """A response in plain text."""


class ToolCallParam(TypedDict, total=False):
    """A tool call of the model."""

    id: Optional[str]
    """ID of the call, which the result refers to."""

    type: Optional[ToolType]
    """Type of the tool."""

    function: Optional[Union[FunctionCallParam, ApiModel, Mapping[str, Any]]]
    """Name and arguments of the function."""


class _ToolParamRequired(TypedDict):
    type: ToolType
    """Type of the tool."""


class ToolParam(_ToolParamRequired, total=False):
    """A tool that the model may call. A tool of type `function` has `function`. A tool of another type has the fields
    that the provider defines for that type."""

    function: Optional[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]
    """Function of the tool."""

    custom: Optional[Union[CustomToolDefinitionParam, ApiModel, Mapping[str, Any]]]
    """Custom tool, which takes text instead of JSON arguments."""


class _VisionParamsRequired(TypedDict):
    model: str
    """ID of the model to use."""
    messages: Sequence[Union[ChatMessageParam, ApiModel]]
    """Messages of the conversation so far, with image parts. At least one is required."""


class VisionParams(_VisionParamsRequired, total=False):
    """A conversation about images."""

    max_tokens: Optional[int]
    """Maximum number of tokens to generate."""

    max_completion_tokens: Optional[int]
    """Maximum number of tokens to generate, including reasoning tokens."""

    temperature: Optional[float]
    """Sampling temperature, from 0 to 2. Higher values make the output more random."""

    top_p: Optional[float]
    """Probability mass for nucleus sampling, from 0 to 1."""

    n: Optional[int]
    """Number of choices to generate."""

    stop: Optional[Union[str, Sequence[str]]]
    """Sequences at which the model stops generating."""

    presence_penalty: Optional[float]
    """Penalty for tokens that have already occurred, from -2 to 2."""

    frequency_penalty: Optional[float]
    """Penalty for tokens in proportion to how often they have occurred, from -2 to 2."""

    seed: Optional[int]
    """Seed for sampling. Requests with the same seed return the same output if the provider supports it."""

    user: Optional[str]
    """Your ID for the end user."""


class WebSearchOptionsParam(TypedDict, total=False):
    """How a model searches the web."""

    search_context_size: Optional[SearchContextSize]
    """Amount of search results that the model reads."""

    user_location: Optional[Mapping[str, Any]]
    """Approximate location of the user."""


class _WebhookParamsRequired(TypedDict):
    url: str
    """URL to which the server sends events."""


class WebhookParams(_WebhookParamsRequired, total=False):
    """A URL to which the server sends events."""

    events: Optional[Sequence[WebhookEventTypeParam]]
    """Types of events to send. By default, all types are sent."""

    secret: Optional[str]
    """Secret with which deliveries are signed."""

    headers: Optional[Mapping[str, str]]
    """Headers to send with each delivery."""


__all__ = (
    "AllowedToolsParam",
    "AudioFormatParam",
    "AudioOptionsParam",
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
    "EncodingFormatParam",
    "EnsembleCompletionParams",
    "EnsembleConfigParam",
    "EnsembleStrategyParam",
    "FilePartParam",
    "FileReferenceParam",
    "FunctionCallModeParam",
    "FunctionCallParam",
    "FunctionDefinitionParam",
    "ImageDetailParam",
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
    "OcrFormatParam",
    "OcrParams",
    "PredictionParam",
    "ProviderParams",
    "ProviderUpdateParams",
    "RefusalPartParam",
    "RegisterParams",
    "RejectDebateParams",
    "RoleParam",
    "SessionParams",
    "StreamOptionsParam",
    "TaskParams",
    "TaskPriorityParam",
    "TextPartParam",
    "TextResponseFormatParam",
    "ToolCallParam",
    "ToolChoiceModeParam",
    "ToolParam",
    "VisionParams",
    "WebSearchOptionsParam",
    "WebhookEventTypeParam",
    "WebhookParams",
)
