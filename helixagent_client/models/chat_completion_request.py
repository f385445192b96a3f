# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model ChatCompletionRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls, read_tagged
from ..types import NONE, SEQUENCE, ApiModel, Self, new
from .function_call_mode import FunctionCallMode
from .prompt_cache_retention import PromptCacheRetention
from .reasoning_effort import ReasoningEffort
from .service_tier import ServiceTier
from .tool_choice_mode import ToolChoiceMode
from .verbosity import Verbosity


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class ChatCompletionRequest(ApiModel):
    """A conversation to respond to.

    Attributes:
        model (Optional[str]): ID of the model to use. SDKs send `helixagent-ensemble` by default.
        messages (List[ChatMessage]): Messages of the conversation so far. At least one is required.
        max_tokens (Optional[int]): Maximum number of tokens to generate.
        max_completion_tokens (Optional[int]): Maximum number of tokens to generate, including reasoning tokens.
        temperature (Optional[float]): Sampling temperature, from 0 to 2. Higher values make the output more random.
        top_p (Optional[float]): Probability mass for nucleus sampling, from 0 to 1.
        n (Optional[int]): Number of choices to generate.
        stop (Optional[Union[str, List[str]]]): Sequences at which the model stops generating.
        stream (Optional[bool]): Whether to stream the response in chunks.
        stream_options (Optional[StreamOptions]): Options of a stream.
        presence_penalty (Optional[float]): Penalty for tokens that have already occurred, from -2 to 2.
        frequency_penalty (Optional[float]): Penalty for tokens in proportion to how often they have occurred, from -2
            to 2.
        logit_bias (Optional[LogitBias]): Bias for each token ID, from -100 to 100.
        logprobs (Optional[bool]): Whether to return the log probabilities of the tokens.
        top_logprobs (Optional[int]): Number of most likely tokens to return at each position, from 0 to 20.
        seed (Optional[int]): Seed for sampling. Requests with the same seed return the same output if the provider
            supports it.
        user (Optional[str]): Your ID for the end user.
        tools (Optional[List[Tool]]): Tools that the model may call.
        tool_choice (Optional[Union[ToolChoiceMode, NamedToolChoice]]): Whether the model calls a tool, and which one.
        parallel_tool_calls (Optional[bool]): Whether the model may call several tools in parallel.
        response_format (Optional[Union[TextResponseFormat, JsonObjectResponseFormat, JsonSchemaResponseFormat]]):
            Format that the response must have.
        metadata (Optional[Metadata]): Names and values to attach to the request.
        ensemble_config (Optional[EnsembleConfig]): How the providers of an ensemble vote.
        force_provider (Optional[str]): Name of the only provider to use.
        audio (Optional[AudioOptions]): Voice and format of a spoken response, for models that generate audio.
        function_call (Optional[Union[FunctionCallMode, NamedFunction]]): Whether the model calls a function, and which
            one. Deprecated in favor of `tool_choice`.
        functions (Optional[List[FunctionDefinition]]): Functions that the model may call. Deprecated in favor of
            `tools`.
        modalities (Optional[List[str]]): Types of output to generate, such as `text` and `audio`.
        moderation (Optional[JsonObject]): How the provider moderates the prompt and the response.
        prediction (Optional[Prediction]): Expected text of the response, which can make the response faster.
        prompt_cache_key (Optional[str]): Key under which similar prompts share a prompt cache.
        prompt_cache_options (Optional[JsonObject]): How the provider caches the prompt, with `mode` and `ttl`.
        prompt_cache_retention (Optional[PromptCacheRetention]): How long the provider keeps the prompt in its cache.
        reasoning_effort (Optional[ReasoningEffort]): How much the model reasons before it responds.
        safety_identifier (Optional[str]): Stable ID of the end user, which helps the provider detect abuse.
        service_tier (Optional[ServiceTier]): Service tier in which the provider processes the request.
        store (Optional[bool]): Whether the provider stores the completion.
        verbosity (Optional[Verbosity]): How detailed the response is.
        web_search_options (Optional[WebSearchOptions]): How the model searches the web.
    """

    model: Optional[str]
    messages: List[ChatMessage]
    max_tokens: Optional[int]
    max_completion_tokens: Optional[int]
    temperature: Optional[float]
    top_p: Optional[float]
    n: Optional[int]
    stop: Optional[Union[str, List[str]]]
    stream: Optional[bool]
    stream_options: Optional[StreamOptions]
    presence_penalty: Optional[float]
    frequency_penalty: Optional[float]
    logit_bias: Optional[LogitBias]
    logprobs: Optional[bool]
    top_logprobs: Optional[int]
    seed: Optional[int]
    user: Optional[str]
    tools: Optional[List[Tool]]
    tool_choice: Optional[Union[ToolChoiceMode, NamedToolChoice]]
    parallel_tool_calls: Optional[bool]
    response_format: Optional[Union[TextResponseFormat, JsonObjectResponseFormat, JsonSchemaResponseFormat]]
    metadata: Optional[Metadata]
    ensemble_config: Optional[EnsembleConfig]
    force_provider: Optional[str]
    audio: Optional[AudioOptions]
    function_call: Optional[Union[FunctionCallMode, NamedFunction]]
    functions: Optional[List[FunctionDefinition]]
    modalities: Optional[List[str]]
    moderation: Optional[JsonObject]
    prediction: Optional[Prediction]
    prompt_cache_key: Optional[str]
    prompt_cache_options: Optional[JsonObject]
    prompt_cache_retention: Optional[PromptCacheRetention]
    reasoning_effort: Optional[ReasoningEffort]
    safety_identifier: Optional[str]
    service_tier: Optional[ServiceTier]
    store: Optional[bool]
    verbosity: Optional[Verbosity]
    web_search_options: Optional[WebSearchOptions]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "model",
        "messages",
        "max_tokens",
        "max_completion_tokens",
        "temperature",
        "top_p",
        "n",
        "stop",
        "stream",
        "stream_options",
        "presence_penalty",
        "frequency_penalty",
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "seed",
        "user",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "response_format",
        "metadata",
        "ensemble_config",
        "force_provider",
        "audio",
        "function_call",
        "functions",
        "modalities",
        "moderation",
        "prediction",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_retention",
        "reasoning_effort",
        "safety_identifier",
        "service_tier",
        "store",
        "verbosity",
        "web_search_options",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "n",
            "stop",
            "stream",
            "stream_options",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "seed",
            "user",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "metadata",
            "ensemble_config",
            "force_provider",
            "audio",
            "function_call",
            "functions",
            "modalities",
            "moderation",
            "prediction",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "reasoning_effort",
            "safety_identifier",
            "service_tier",
            "store",
            "verbosity",
            "web_search_options",
        ]
    )

    def __init__(
        self,
        *,
        model: Optional[str] = None,
        messages: Sequence[Union[ChatMessage, Mapping[str, Any]]] = NONE,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream: Optional[bool] = None,
        stream_options: Optional[Union[StreamOptions, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Union[LogitBias, Mapping[str, Any]]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tools: Optional[Sequence[Union[Tool, Mapping[str, Any]]]] = None,
        tool_choice: Optional[Union[ToolChoiceMode, NamedToolChoice, Mapping[str, Any]]] = None,
        parallel_tool_calls: Optional[bool] = None,
        response_format: Optional[
            Union[TextResponseFormat, JsonObjectResponseFormat, JsonSchemaResponseFormat, Mapping[str, Any]]
        ] = None,
        metadata: Optional[Union[Metadata, Mapping[str, Any]]] = None,
        ensemble_config: Optional[Union[EnsembleConfig, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[AudioOptions, Mapping[str, Any]]] = None,
        function_call: Optional[Union[FunctionCallMode, NamedFunction, Mapping[str, Any]]] = None,
        functions: Optional[Sequence[Union[FunctionDefinition, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        prediction: Optional[Union[Prediction, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Union[JsonObject, Mapping[str, Any]]] = None,
        prompt_cache_retention: Optional[PromptCacheRetention] = None,
        reasoning_effort: Optional[ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[Verbosity] = None,
        web_search_options: Optional[Union[WebSearchOptions, Mapping[str, Any]]] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.model = model
        _value = cast(Any, messages)
        self.messages = cast(
            List[ChatMessage],
            [ChatMessage.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.max_tokens = max_tokens
        self.max_completion_tokens = max_completion_tokens
        self.temperature = temperature
        self.top_p = top_p
        self.n = n
        _value = cast(Any, stop)
        self.stop = [*_value] if isinstance(_value, SEQUENCE) else _value
        self.stream = stream
        _value = cast(Any, stream_options)
        self.stream_options = StreamOptions.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.presence_penalty = presence_penalty
        self.frequency_penalty = frequency_penalty
        _value = cast(Any, logit_bias)
        self.logit_bias = LogitBias.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.logprobs = logprobs
        self.top_logprobs = top_logprobs
        self.seed = seed
        self.user = user
        _value = cast(Any, tools)
        self.tools = cast(
            Optional[List[Tool]],
            [Tool.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, tool_choice)
        self.tool_choice = NamedToolChoice.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.parallel_tool_calls = parallel_tool_calls
        _value = cast(Any, response_format)
        self.response_format = read_tagged(_value, "type", _BY_TYPE) if isinstance(_value, Mapping) else _value
        _value = cast(Any, metadata)
        self.metadata = Metadata.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, ensemble_config)
        self.ensemble_config = EnsembleConfig.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.force_provider = force_provider
        _value = cast(Any, audio)
        self.audio = AudioOptions.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, function_call)
        self.function_call = NamedFunction.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, functions)
        self.functions = cast(
            Optional[List[FunctionDefinition]],
            [FunctionDefinition.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        _value = cast(Any, modalities)
        self.modalities = cast(Optional[List[str]], [*_value] if isinstance(_value, SEQUENCE) else _value)
        _value = cast(Any, moderation)
        self.moderation = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        _value = cast(Any, prediction)
        self.prediction = Prediction.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.prompt_cache_key = prompt_cache_key
        _value = cast(Any, prompt_cache_options)
        self.prompt_cache_options = JsonObject.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.prompt_cache_retention = prompt_cache_retention
        self.reasoning_effort = reasoning_effort
        self.safety_identifier = safety_identifier
        self.service_tier = service_tier
        self.store = store
        self.verbosity = verbosity
        _value = cast(Any, web_search_options)
        self.web_search_options = WebSearchOptions.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.model = src["model"] if "model" in src else None
        _value = src["messages"] if "messages" in src else None
        self.messages = (
            [ChatMessage.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.max_tokens = src["max_tokens"] if "max_tokens" in src else None
        self.max_completion_tokens = src["max_completion_tokens"] if "max_completion_tokens" in src else None
        self.temperature = src["temperature"] if "temperature" in src else None
        self.top_p = src["top_p"] if "top_p" in src else None
        self.n = src["n"] if "n" in src else None
        self.stop = src["stop"] if "stop" in src else None
        self.stream = src["stream"] if "stream" in src else None
        _value = src["stream_options"] if "stream_options" in src else None
        self.stream_options = StreamOptions.from_dict(_value) if isinstance(_value, dict) else _value
        self.presence_penalty = src["presence_penalty"] if "presence_penalty" in src else None
        self.frequency_penalty = src["frequency_penalty"] if "frequency_penalty" in src else None
        _value = src["logit_bias"] if "logit_bias" in src else None
        self.logit_bias = LogitBias.from_dict(_value) if isinstance(_value, dict) else _value
        self.logprobs = src["logprobs"] if "logprobs" in src else None
        self.top_logprobs = src["top_logprobs"] if "top_logprobs" in src else None
        self.seed = src["seed"] if "seed" in src else None
        self.user = src["user"] if "user" in src else None
        _value = src["tools"] if "tools" in src else None
        self.tools = (
            [Tool.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        _value = src["tool_choice"] if "tool_choice" in src else None
        self.tool_choice = NamedToolChoice.from_dict(_value) if isinstance(_value, dict) else _value
        self.parallel_tool_calls = src["parallel_tool_calls"] if "parallel_tool_calls" in src else None
        _value = src["response_format"] if "response_format" in src else None
        self.response_format = read_tagged(_value, "type", _BY_TYPE) if isinstance(_value, dict) else _value
        _value = src["metadata"] if "metadata" in src else None
        self.metadata = Metadata.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["ensemble_config"] if "ensemble_config" in src else None
        self.ensemble_config = EnsembleConfig.from_dict(_value) if isinstance(_value, dict) else _value
        self.force_provider = src["force_provider"] if "force_provider" in src else None
        _value = src["audio"] if "audio" in src else None
        self.audio = AudioOptions.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["function_call"] if "function_call" in src else None
        self.function_call = NamedFunction.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["functions"] if "functions" in src else None
        self.functions = (
            [FunctionDefinition.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.modalities = src["modalities"] if "modalities" in src else None
        _value = src["moderation"] if "moderation" in src else None
        self.moderation = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        _value = src["prediction"] if "prediction" in src else None
        self.prediction = Prediction.from_dict(_value) if isinstance(_value, dict) else _value
        self.prompt_cache_key = src["prompt_cache_key"] if "prompt_cache_key" in src else None
        _value = src["prompt_cache_options"] if "prompt_cache_options" in src else None
        self.prompt_cache_options = JsonObject.from_dict(_value) if isinstance(_value, dict) else _value
        self.prompt_cache_retention = src["prompt_cache_retention"] if "prompt_cache_retention" in src else None
        self.reasoning_effort = src["reasoning_effort"] if "reasoning_effort" in src else None
        self.safety_identifier = src["safety_identifier"] if "safety_identifier" in src else None
        self.service_tier = src["service_tier"] if "service_tier" in src else None
        self.store = src["store"] if "store" in src else None
        self.verbosity = src["verbosity"] if "verbosity" in src else None
        _value = src["web_search_options"] if "web_search_options" in src else None
        self.web_search_options = WebSearchOptions.from_dict(_value) if isinstance(_value, dict) else _value
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.messages) is not None:
            out["messages"] = dump(_value)
        if (_value := self.max_tokens) is not None:
            out["max_tokens"] = dump(_value)
        if (_value := self.max_completion_tokens) is not None:
            out["max_completion_tokens"] = dump(_value)
        if (_value := self.temperature) is not None:
            out["temperature"] = dump(_value)
        if (_value := self.top_p) is not None:
            out["top_p"] = dump(_value)
        if (_value := self.n) is not None:
            out["n"] = dump(_value)
        if (_value := self.stop) is not None:
            out["stop"] = dump(_value)
        if (_value := self.stream) is not None:
            out["stream"] = dump(_value)
        if (_value := self.stream_options) is not None:
            out["stream_options"] = dump(_value)
        if (_value := self.presence_penalty) is not None:
            out["presence_penalty"] = dump(_value)
        if (_value := self.frequency_penalty) is not None:
            out["frequency_penalty"] = dump(_value)
        if (_value := self.logit_bias) is not None:
            out["logit_bias"] = dump(_value)
        if (_value := self.logprobs) is not None:
            out["logprobs"] = dump(_value)
        if (_value := self.top_logprobs) is not None:
            out["top_logprobs"] = dump(_value)
        if (_value := self.seed) is not None:
            out["seed"] = dump(_value)
        if (_value := self.user) is not None:
            out["user"] = dump(_value)
        if (_value := self.tools) is not None:
            out["tools"] = dump(_value)
        if (_value := self.tool_choice) is not None:
            out["tool_choice"] = dump(_value)
        if (_value := self.parallel_tool_calls) is not None:
            out["parallel_tool_calls"] = dump(_value)
        if (_value := self.response_format) is not None:
            out["response_format"] = dump(_value)
        if (_value := self.metadata) is not None:
            out["metadata"] = dump(_value)
        if (_value := self.ensemble_config) is not None:
            out["ensemble_config"] = dump(_value)
        if (_value := self.force_provider) is not None:
            out["force_provider"] = dump(_value)
        if (_value := self.audio) is not None:
            out["audio"] = dump(_value)
        if (_value := self.function_call) is not None:
            out["function_call"] = dump(_value)
        if (_value := self.functions) is not None:
            out["functions"] = dump(_value)
        if (_value := self.modalities) is not None:
            out["modalities"] = dump(_value)
        if (_value := self.moderation) is not None:
            out["moderation"] = dump(_value)
        if (_value := self.prediction) is not None:
            out["prediction"] = dump(_value)
        if (_value := self.prompt_cache_key) is not None:
            out["prompt_cache_key"] = dump(_value)
        if (_value := self.prompt_cache_options) is not None:
            out["prompt_cache_options"] = dump(_value)
        if (_value := self.prompt_cache_retention) is not None:
            out["prompt_cache_retention"] = dump(_value)
        if (_value := self.reasoning_effort) is not None:
            out["reasoning_effort"] = dump(_value)
        if (_value := self.safety_identifier) is not None:
            out["safety_identifier"] = dump(_value)
        if (_value := self.service_tier) is not None:
            out["service_tier"] = dump(_value)
        if (_value := self.store) is not None:
            out["store"] = dump(_value)
        if (_value := self.verbosity) is not None:
            out["verbosity"] = dump(_value)
        if (_value := self.web_search_options) is not None:
            out["web_search_options"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .audio_options import AudioOptions  # noqa: E402
from .chat_message import ChatMessage  # noqa: E402
from .ensemble_config import EnsembleConfig  # noqa: E402
from .function_definition import FunctionDefinition  # noqa: E402
from .json_object import JsonObject  # noqa: E402
from .json_object_response_format import JsonObjectResponseFormat  # noqa: E402
from .json_schema_response_format import JsonSchemaResponseFormat  # noqa: E402
from .logit_bias import LogitBias  # noqa: E402
from .metadata import Metadata  # noqa: E402
from .named_function import NamedFunction  # noqa: E402
from .named_tool_choice import NamedToolChoice  # noqa: E402
from .prediction import Prediction  # noqa: E402
from .stream_options import StreamOptions  # noqa: E402
from .text_response_format import TextResponseFormat  # noqa: E402
from .tool import Tool  # noqa: E402
from .web_search_options import WebSearchOptions  # noqa: E402

_BY_TYPE = {
    "text": TextResponseFormat.from_dict,
    "json_object": JsonObjectResponseFormat.from_dict,
    "json_schema": JsonSchemaResponseFormat.from_dict,
}
